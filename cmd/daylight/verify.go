package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/store"
	"daylight/internal/web"
	"daylight/internal/workday"
)

// VerifyCmd is `daylight verify`.
type VerifyCmd struct {
	Plan   string `help:"Code of the plan or its body. May be left out when there is one." placeholder:"CODE"`
	Period string `required:"" help:"The period whose scores are verified: 2026Q3, 2026H1, 2026-07 or 2026." placeholder:"PERIOD"`
	AsOf   string `help:"The moment whose knowledge is used: 2026-09-30 (its end) or '2026-09-30 12:00:00.000'. Without it: now; name it to compare hashes." placeholder:"MOMENT"`
}

type verifyAnswer struct {
	Body       string            `json:"body"`
	From       string            `json:"from"`
	To         string            `json:"to"`
	AsOf       string            `json:"as_of"`
	Scheme     string            `json:"scheme"`
	Proposal   bool              `json:"proposal"`
	Calendar   string            `json:"calendar"`
	Facts      int               `json:"facts"`
	Instances  int               `json:"instances"`
	Offices    int               `json:"offices"`
	SHA256     string            `json:"sha256"`
	Agrees     bool              `json:"agrees"`
	Difference *verifyDifference `json:"difference,omitempty"`
}

type verifyDifference struct {
	Office    string     `json:"office"`
	Block     string     `json:"block,omitempty"`
	Duty      string     `json:"duty,omitempty"`
	Subject   string     `json:"subject,omitempty"`
	Published verifySide `json:"published"`
	Recounted verifySide `json:"recounted"`
}

type verifySide struct {
	Verdict string `json:"verdict,omitempty"` // of an instance; "" when it is not there
	Delay   int    `json:"delay,omitempty"`
	Judged  int    `json:"judged,omitempty"` // of sums
	Points  int64  `json:"points_hundredths"`
}

// Run verifies.
func (c *VerifyCmd) Run(ctx context.Context, app *App) error {
	period, err := readPeriod(c.Period)
	if err != nil {
		return err
	}
	st, err := app.Store(ctx)
	if err != nil {
		return err
	}
	p, err := planToImport(ctx, app, st, c.Plan, time.Now())
	if err != nil {
		return err
	}
	q := assessment.Question{Body: p.Body.Code, Period: period}
	settled, err := st.Moment(ctx)
	if err != nil {
		return err
	}
	if q.AsOf, err = exactMoment(ctx, st, c.AsOf); err != nil {
		return err
	}
	if q.AsOf.After(settled) {
		fmt.Fprintln(app.Err, i18n.T(app.Lang, "scheme.verify.future", q.AsOf.Format(exactLayout)))
	}
	v, err := assessment.Verify(ctx, st, q)
	if errors.Is(err, disclosure.ErrNotFound) {
		return &disclosure.Error{Kind: disclosure.Missed, Code: "scheme.verify.unknown_then", Args: []any{p.Code, q.AsOf.Format(exactLayout)}, Err: err}
	}
	if err != nil {
		return err
	}
	return printVerification(app, p, v)
}

// printVerification prints the outcome; a difference is an error too.
func printVerification(app *App, p *disclosure.Plan, v assessment.Verification) error {
	scheme := v.Recounted.Scheme
	a := verifyAnswer{
		Body: p.Body.Code, From: v.Question.Period.From.String(), To: v.Question.Period.To.String(), AsOf: v.Question.AsOf.Format(exactLayout),
		Scheme: scheme.Ref(), Proposal: scheme.Proposed(), Calendar: v.Recounted.Calendar, Facts: v.Facts, Instances: v.Instances,
		Offices: len(v.Recounted.Offices), SHA256: v.Digest, Agrees: v.Difference == nil,
	}
	outcome := i18n.T(app.Lang, "scheme.verify.agrees", a.Offices, a.Instances)
	if d := v.Difference; d != nil {
		a.Difference = verifyJSON(d)
		outcome = differenceText(app.Lang, d)
	}
	rows := [][]string{
		{"body", p.Body.Name}, {"period", a.From + " – " + a.To}, {"as_of", a.AsOf}, {"scheme", schemeLine(app.Lang, scheme)}, {"calendar", a.Calendar},
		{"facts", strconv.Itoa(a.Facts)}, {"instances", strconv.Itoa(a.Instances)}, {"sha256", a.SHA256}, {"outcome", outcome},
	}
	for n := range rows {
		rows[n][0] = i18n.T(app.Lang, "scheme.verify."+rows[n][0])
	}
	err := app.Print([]string{i18n.T(app.Lang, "scheme.verify.item"), i18n.T(app.Lang, "scheme.verify.value")}, rows, a)
	if v.Difference != nil {
		err = errors.Join(err, &disclosure.Error{Code: "scheme.verify.differs"})
	}
	return err
}

func verifyJSON(d *assessment.Difference) *verifyDifference {
	out := &verifyDifference{Office: d.Office, Block: d.Block}
	side := func(i *disclosure.Instance, points assessment.Points, judged int) verifySide {
		s := verifySide{Points: int64(points), Judged: judged}
		if i != nil {
			out.Duty, out.Subject = i.Duty, i.Subject
			s.Verdict, s.Delay = i18n.VerdictKey(i.Verdict), i.Delay
		}
		return s
	}
	out.Published = side(d.Published, d.PublishedPoints, d.PublishedJudged)
	out.Recounted = side(d.Recounted, d.RecountedPoints, d.RecountedJudged)
	return out
}

func differenceText(lang i18n.Lang, d *assessment.Difference) string {
	switch i := d.Published; {
	case i == nil && d.Recounted == nil && d.Block == "":
		return i18n.T(lang, "scheme.verify.office", d.Office, d.PublishedPoints, d.PublishedJudged, d.RecountedPoints, d.RecountedJudged)
	case i == nil && d.Recounted == nil:
		return i18n.T(lang, "scheme.verify.block", d.Office, d.Block, d.PublishedPoints, d.PublishedJudged, d.RecountedPoints, d.RecountedJudged)
	default:
		if i == nil {
			i = d.Recounted
		}
		return i18n.T(lang, "scheme.verify.instance", d.Office, i.Duty, i.Subject,
			sideText(lang, d.Published), d.PublishedPoints, sideText(lang, d.Recounted), d.RecountedPoints)
	}
}

func sideText(lang i18n.Lang, i *disclosure.Instance) string {
	if i == nil {
		return i18n.T(lang, "scheme.verify.absent")
	}
	words := i18n.Verdict(lang, i.Verdict)
	if i.Delay > 0 {
		words += " " + i18n.Delay(lang, i.Delay, i.Term.Unit)
	}
	return strings.Join(append([]string{words}, i18n.Flags(lang, i.Flags)...), "、")
}

// readPeriod reads the name of a period: 2026Q3.
func readPeriod(name string) (assessment.Period, error) {
	p, ok := web.ParsePeriod(strings.ToUpper(strings.TrimSpace(name)))
	if !ok {
		return assessment.Period{}, &disclosure.Error{Kind: disclosure.Invalid, Code: "scheme.bad_period", Args: []any{name}}
	}
	return assessment.Period{From: p.From, To: p.To}, nil
}

// exactLayout is a moment as two people can tell it to each other, Beijing time.
const exactLayout = "2006-01-02 15:04:05.000"

// exactMoment reads a moment down to the millisecond, or as momentOf does.
func exactMoment(ctx context.Context, st *store.Store, text string) (time.Time, error) {
	for _, layout := range []string{exactLayout, time.DateTime} {
		if t, err := time.ParseInLocation(layout, strings.Replace(text, "T", " ", 1), workday.Beijing); err == nil {
			return t.Truncate(time.Millisecond), nil
		}
	}
	return momentOf(ctx, st, text)
}
