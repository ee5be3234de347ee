package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/workday"
)

// ScoreCmd is `daylight score`.
type ScoreCmd struct {
	Plan     string `help:"Code of the plan or its body. May be left out when there is one." placeholder:"CODE"`
	AsOf     string `help:"The day until whose end (24:00) facts count. Without it: now." placeholder:"DATE"`
	Period   string `help:"Count instances of this period: 2026Q3, 2026H1, 2026-07 or 2026." placeholder:"PERIOD"`
	From     string `help:"Count instances due on or after this day." placeholder:"DATE"`
	To       string `help:"Count instances due on or before this day." placeholder:"DATE"`
	Office   string `help:"Only this office." placeholder:"CODE"`
	Duty     string `help:"Only this duty; gives no points, since a score rests on all of them." placeholder:"CODE"`
	All      bool   `help:"Every body instead of the offices of one plan, ranked by the on-time rate."`
	Receipts bool   `help:"List every line of points with its reason, the biggest first."`
}

type scoreAnswer struct {
	Plan      string          `json:"plan"`
	Body      string          `json:"body"`
	AsOf      time.Time       `json:"as_of"`
	Scheme    *scoreScheme    `json:"scheme,omitempty"` // absent when one duty is asked for
	Judged    int             `json:"judged"`
	Met       int             `json:"met"`
	Rate      *int            `json:"rate_hundredths,omitempty"` // of a percent; absent when nothing is judged
	Offices   []scoreOffice   `json:"offices"`
	Instances []scoreInstance `json:"instances"`
}

type scoreOffice struct {
	Office string         `json:"office"`
	Name   string         `json:"name"`
	Group  string         `json:"group"`
	Judged int            `json:"judged"`
	Met    int            `json:"met"`
	Rate   *int           `json:"rate_hundredths,omitempty"`
	Counts map[string]int `json:"counts"`
	Points *scorePoints   `json:"points,omitempty"` // absent for one duty, and for the external group
}

type scoreInstance struct {
	Duty        string   `json:"duty"`
	Subject     string   `json:"subject"`
	Title       string   `json:"title"`
	Office      string   `json:"office"`
	OpenedOn    string   `json:"opened_on"`
	DueOn       string   `json:"due_on"`
	PublishedOn string   `json:"published_on"`
	Verdict     string   `json:"verdict"`
	Delay       int      `json:"delay"`
	Unit        string   `json:"unit"`
	Taken       int      `json:"taken"`
	Flags       []string `json:"flags"`
	Lacking     []string `json:"lacking"`
	URL         string   `json:"url"`
}

// Run judges and prints.
func (c *ScoreCmd) Run(ctx context.Context, app *App) error {
	if c.All {
		return c.runAll(ctx, app)
	}
	st, err := app.Store(ctx)
	if err != nil {
		return err
	}
	p, err := planToImport(ctx, app, st, c.Plan, time.Now())
	if err != nil {
		return err
	}
	q := disclosure.Question{Body: p.Body.Code, Office: c.Office, Duty: c.Duty}
	if q.AsOf, err = st.Moment(ctx); err != nil {
		return err
	}
	if c.AsOf != "" {
		day, err := readDate(c.AsOf)
		if err != nil {
			return err
		}
		q.AsOf = day.End()
	}
	if err := c.days(&q); err != nil {
		return err
	}
	if err := c.known(ctx, st, p, q); err != nil {
		return err
	}
	list, err := st.Instances(ctx, q)
	if err != nil {
		return err
	}
	a := scoreOf(p, q, list)
	if c.Duty != "" {
		return c.print(app, a, nil)
	}
	r, err := pointsOf(ctx, st, q)
	if err != nil {
		return err
	}
	a.add(app.Lang, r)
	return c.print(app, a, r.Scheme)
}

// days reads the days whose instances count.
func (c *ScoreCmd) days(q *disclosure.Question) (err error) {
	if c.Period != "" {
		if c.From != "" || c.To != "" {
			return &disclosure.Error{Kind: disclosure.Invalid, Code: "scheme.period_and_days"}
		}
		p, err := readPeriod(c.Period)
		q.From, q.To = p.From, p.To
		return err
	}
	if q.From, err = readDate(c.From); err != nil {
		return err
	}
	q.To, err = readDate(c.To)
	return err
}

// known says so when the question names what nobody knew at its moment, rather
// than to answer it with nothing.
func (c *ScoreCmd) known(ctx context.Context, st disclosure.Reader, p *disclosure.Plan, q disclosure.Question) error {
	infos, err := st.Plans(ctx, time.Now().Add(time.Minute))
	if err != nil {
		return err
	}
	first := slices.IndexFunc(infos, func(i disclosure.PlanInfo) bool { return i.Body.Code == p.Body.Code })
	if first >= 0 && !infos[first].RecordedAt.Before(q.AsOf) {
		return &disclosure.Error{Kind: disclosure.Missed, Code: "cli.score.too_early", Args: []any{p.Code, workday.DateOf(infos[first].RecordedAt)}}
	}
	office, duty := c.Office == "", c.Duty == ""
	for _, i := range infos { // offices and duties of any version may be asked for
		if i.Body.Code != p.Body.Code {
			continue
		}
		version, err := st.PlanInForce(ctx, i.Body.Code, i.EffectiveFrom, i.RecordedAt.Add(time.Millisecond))
		if err != nil {
			return err
		}
		_, hasOffice := version.OfficeByCode(c.Office)
		_, hasDuty := version.DutyByCode(c.Duty)
		office, duty = office || hasOffice, duty || hasDuty
	}
	switch {
	case !office:
		return &disclosure.Error{Kind: disclosure.Missed, Code: "cli.score.no_office", Args: []any{c.Office}}
	case !duty:
		return &disclosure.Error{Kind: disclosure.Missed, Code: "cli.score.no_duty", Args: []any{c.Duty}}
	}
	return nil
}

// readDate reads a date as people write it; "" is no date.
func readDate(s string) (workday.Date, error) {
	if s == "" {
		return 0, nil
	}
	d, err := workday.ParseLoose(s)
	if err != nil {
		return 0, &disclosure.Error{Kind: disclosure.Invalid, Code: "cli.date", Args: []any{s}, Err: err}
	}
	return d, nil
}

func scoreOf(p *disclosure.Plan, q disclosure.Question, list []disclosure.Instance) scoreAnswer {
	a := scoreAnswer{Plan: p.Code, Body: p.Body.Code, AsOf: q.AsOf, Offices: []scoreOffice{}, Instances: []scoreInstance{}}
	offices := map[string]*scoreOffice{}
	order := []string{}
	for _, o := range p.Offices {
		order = append(order, o.Code)
	}
	for _, i := range list {
		o := offices[i.Office]
		if o == nil {
			o = &scoreOffice{Office: i.Office, Name: i.OfficeName, Group: groupKey(i.Group), Counts: map[string]int{}}
			offices[i.Office] = o
			if _, ok := p.OfficeByCode(i.Office); !ok {
				order = append(order, i.Office)
			}
		}
		o.Counts[i18n.VerdictKey(i.Verdict)]++
		if i.Verdict.Judged() {
			a.Judged++
			o.Judged++
		}
		if i.Verdict.Met() {
			a.Met++
			o.Met++
		}
		a.Instances = append(a.Instances, scoreRow(i))
	}
	for _, code := range order {
		if o := offices[code]; o != nil {
			o.Rate = rate(o.Met, o.Judged)
			a.Offices = append(a.Offices, *o)
		}
	}
	a.Rate = rate(a.Met, a.Judged)
	return a
}

func scoreRow(i disclosure.Instance) scoreInstance {
	row := scoreInstance{
		Duty: i.Duty, Subject: i.Subject, Title: i.Title, Office: i.OfficeName, OpenedOn: i.OpenedOn.String(), DueOn: i.DueOn.String(),
		PublishedOn: workday.DateOf(i.PublishedAt).String(), Verdict: i18n.VerdictKey(i.Verdict), Delay: i.Delay, Taken: i.Taken,
		Unit:  map[disclosure.TermUnit]string{disclosure.Workdays: "workdays", disclosure.CalendarDays: "days", disclosure.Hours: "hours", disclosure.OnDate: "workdays"}[i.Term.Unit],
		Flags: []string{}, Lacking: append([]string{}, i.Lacking...), URL: i.URL,
	}
	for _, f := range disclosure.Flags {
		if i.Flags.Has(f) {
			row.Flags = append(row.Flags, i18n.FlagKey(f))
		}
	}
	return row
}

func groupKey(g disclosure.OfficeGroup) string {
	switch g {
	case disclosure.GroupAffiliate:
		return "affiliate"
	case disclosure.GroupExternal:
		return "external"
	}
	return "bureau"
}

func rate(met, judged int) *int {
	if judged == 0 {
		return nil
	}
	r := (met*20000 + judged) / (2 * judged)
	return &r
}

func percent(r *int) string {
	if r == nil {
		return "—"
	}
	return fmt.Sprintf("%d.%02d%%", *r/100, *r%100)
}
