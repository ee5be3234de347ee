package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"daylight/internal/assessment"
	"daylight/internal/briefing"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/web"
	"daylight/internal/workday"
)

// BriefCmd is `daylight brief`.
type BriefCmd struct {
	Plan    string `help:"Code of the plan or its body. May be left out when there is one." placeholder:"CODE" aliases:"body"`
	Period  string `required:"" help:"What the briefing is about: 2026Q3, 2026H1, 2026-09 or 2026." placeholder:"PERIOD"`
	Kind    string `help:"Kind of briefing; without it, the period's own, or special with --block or --duty." enum:",monthly,quarterly,half_yearly,annual,special" default:"" placeholder:"KIND"`
	Block   string `help:"Only this block of the scheme: a special briefing." placeholder:"CODE"`
	Duty    string `help:"Only this duty: a special briefing." placeholder:"CODE"`
	AsOf    string `help:"The moment whose knowledge is used: 2026-09-30 (its end) or '2026-09-30 12:00'. Without it: now." placeholder:"MOMENT"`
	Window  string `help:"The days on which pages were checked: 2026-10-08..2026-10-12. Without it: the period." placeholder:"DAYS"`
	Rectify int    `help:"Working days that offices have to put things right." default:"10" placeholder:"DAYS"`
	Out     string `required:"" help:"Folder to write into: an empty one, or one that is made." placeholder:"DIR" type:"path"`
	Zip     bool   `help:"Write everything as one ZIP file beside the folder, too."`
	PDF     string `help:"Write PDF files, which takes a Chromium: ${enum}." enum:"auto,yes,no" default:"auto"`
}

// Run writes the briefing and a sheet for each office. It enters no register: what
// it writes is a draft without a number.
func (c *BriefCmd) Run(ctx context.Context, app *App) error {
	q, err := c.request()
	if err != nil {
		return err
	}
	if err := emptyFolder(c.Out); err != nil {
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
	q.Body = p.Body.Code
	if q.AsOf, err = exactMoment(ctx, st, c.AsOf); err != nil {
		return err
	}
	settled, err := st.Moment(ctx)
	if err != nil {
		return err
	}
	record := briefing.Record{Request: q}
	if err := record.CheckNew(settled.Add(time.Millisecond)); err != nil {
		return err
	}
	b, err := press{st}.Make(ctx, record)
	if err != nil {
		return err
	}
	bar := filesBar(app, 1+len(b.Sheets))
	files, err := c.print(ctx, st, app, b, bar)
	if err != nil {
		return err
	}
	return c.write(app, b, files)
}

// request reads what the briefing is about.
func (c *BriefCmd) request() (briefing.Request, error) {
	q := briefing.Request{Block: c.Block, Duty: c.Duty, RectifyWorkdays: c.Rectify}
	named, ok := web.ParsePeriod(strings.ToUpper(strings.TrimSpace(c.Period)))
	if !ok {
		return q, &disclosure.Error{Kind: disclosure.Invalid, Code: "scheme.bad_period", Args: []any{c.Period}}
	}
	q.Period = assessment.Period{From: named.From, To: named.To}
	for _, kind := range []briefing.Kind{briefing.Annual, briefing.HalfYearly, briefing.Quarterly, briefing.Monthly} {
		if kind.PeriodOf(q.Period.From) == q.Period {
			q.Kind = kind
		}
	}
	if c.Block != "" || c.Duty != "" {
		q.Kind = briefing.Special
	}
	if kind, given := briefing.ParseKind(c.Kind); given && kind != q.Kind {
		return q, &disclosure.Error{Kind: disclosure.Invalid, Code: "briefings.cli.kind", Args: []any{c.Period, kind.Key()}}
	}
	q.Window = q.Period
	if c.Window == "" {
		return q, nil
	}
	from, to, _ := strings.Cut(c.Window, "..")
	var err error
	if q.Window.From, err = workday.ParseLoose(from); err == nil {
		q.Window.To, err = workday.ParseLoose(to)
	}
	if err != nil {
		return q, &disclosure.Error{Kind: disclosure.Invalid, Code: "briefings.cli.window", Args: []any{c.Window}, Err: err}
	}
	return q, nil
}

// briefAnswer is manifest.json, and what the command answers with --format json.
type briefAnswer struct {
	Body     string      `json:"body"`
	Kind     string      `json:"kind"`
	Title    string      `json:"title"`
	From     string      `json:"from"`
	To       string      `json:"to"`
	AsOf     string      `json:"as_of"`
	Plans    []string    `json:"plans"`
	Scheme   string      `json:"scheme"`
	Proposal bool        `json:"proposal"`
	Calendar string      `json:"calendar"`
	SHA256   string      `json:"sha256"` // of what the figures rest on
	Files    []briefFile `json:"files"`
}

type briefFile struct {
	Name   string `json:"name"`
	Office string `json:"office,omitempty"`
	Size   int    `json:"size"`
	SHA256 string `json:"sha256"`
}

func answerOf(b *briefing.Briefing, files []briefing.Content) briefAnswer {
	q, v := b.Request, b.Versions
	a := briefAnswer{
		Body: q.Body, Kind: q.Kind.Key(), Title: b.Title, From: q.Period.From.String(), To: q.Period.To.String(), AsOf: q.AsOf.Format(exactLayout),
		Plans: v.Plans, Scheme: v.Scheme, Proposal: v.Proposed, Calendar: v.Calendar, SHA256: v.Digest, Files: []briefFile{},
	}
	for _, f := range files {
		a.Files = append(a.Files, briefFile{f.Name, f.Office, len(f.Content), sha256Of(f.Content)})
	}
	return a
}

func (a briefAnswer) print(app *App, out string) error {
	if app.Format == "table" {
		fmt.Fprintln(app.Err, i18n.T(app.Lang, "briefings.cli.done", len(a.Files), out))
	}
	rows := make([][]string, len(a.Files))
	for n, f := range a.Files {
		rows[n] = []string{f.Name, f.Office, strconv.Itoa(f.Size), f.SHA256}
	}
	heads := []string{"briefings.cli.file", "briefings.cli.office", "briefings.cli.size"}
	for n := range heads {
		heads[n] = i18n.T(app.Lang, heads[n])
	}
	return app.Print(append(heads, "SHA-256"), rows, a)
}
