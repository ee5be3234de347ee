package dashboards

import (
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

const (
	costliestRows = 3
	nextRows      = 10
	overdueRows   = 20
)

// OfficeBoard is the page an office head opens on: how the office stands, what
// costs it most and what can still be done, what falls due next, its history.
type OfficeBoard struct {
	Office    disclosure.Office
	Name      string
	Successor *Link // when the office has handed over to another
	Counts    Counts
	Rate      Rate
	Judged    string // address of the rows in the denominator
	Parts     []Part // count under each verdict
	Standing  Standing
	Ranking   Ranking
	Scored    *OfficeScored // nil when no score is known
	Open      []Row         // everything not published in time and still open
	AllOpen   string
	MoreOpen  int
	Next      []Next
	AllNext   string
	Trend     Trend
	Duties    []Link // duties it leads
	Calm      bool   // nothing is overdue
	Doubt     *Doubt
	Earlier   *Earlier
}

// Part is the count under one verdict.
type Part struct {
	Verdict disclosure.Verdict
	Count   int
	Href    string
	Current bool // the list shows these alone
}

// Link is a name and where it leads.
type Link struct{ Name, Href string }

// Next is an instance that falls due, with the working days left.
type Next struct {
	Row
	Left  int    // working days left after the as-of day
	Words string // 还有 3 个工作日
}

// OfficeFacts is what an office's page is made of.
type OfficeFacts struct {
	AsOf     time.Time
	Office   disclosure.Office
	Body     []disclosure.Tally // the period, all offices: for the place only
	Year     []disclosure.Tally // this office, by due month over TrendMonths
	YearFrom workday.Date
	Rows     []disclosure.Instance // judged in the period, this office, worst first
	Pending  []disclosure.Instance // not yet due, this office, whatever the period
	Calendar *workday.Calendar
	Earlier  []disclosure.Tally // missing, due before From, the first day of the period
	From     workday.Date
	Scoring  Scoring // of all offices; others are shown as places only
}

// NewOffice draws the page of an office.
func NewOffice(f Frame, facts OfficeFacts) OfficeBoard {
	code := facts.Office.Code
	b := OfficeBoard{
		Office: facts.Office, Name: f.Office(code), Counts: ByOffice(facts.Body)[code],
		Ranking: Rank(f, facts.Office.Group, facts.Body),
		Judged:  f.Link.Rows(Rows{Office: code, Verdicts: Judged}),
		AllOpen: f.Link.Rows(Rows{Office: code, Verdicts: []disclosure.Verdict{disclosure.Missing, disclosure.Partial}}),
		AllNext: f.Link.Rows(Rows{Office: code, Verdicts: []disclosure.Verdict{disclosure.Pending}}),
		Trend:   TrendOf(f, code, facts.YearFrom, TrendMonths, facts.Year),
	}
	b.Rate, b.Doubt = b.Counts.Rate(), f.doubt(b.Counts, Rows{Office: code})
	b.Earlier = f.earlier(code, facts.Earlier, facts.From)
	b.Standing, _ = b.Ranking.Of(code)
	b.Parts = PartsOf(f, b.Counts, Rows{Office: code})
	if facts.Office.Successor != "" {
		b.Successor = &Link{f.Office(facts.Office.Successor), f.Link.Office(facts.Office.Successor)}
	}
	b.Scored = f.scored(facts.Scoring, code, facts.Rows)
	b.addRows(f, facts)
	b.addNext(f, facts)
	for _, d := range f.Plan.Duties {
		if d.Lead == code {
			b.Duties = append(b.Duties, Link{f.Duty(d.Code), f.Link.Duty(d.Code)})
		}
	}
	return b
}

func (b *OfficeBoard) addRows(f Frame, facts OfficeFacts) {
	open := 0
	for _, i := range facts.Rows {
		if i.Verdict == disclosure.Missing || i.Verdict == disclosure.Partial {
			if open++; open <= overdueRows {
				b.Open = append(b.Open, f.row(i))
			}
		}
	}
	b.MoreOpen = open - len(b.Open)
	b.Calm = b.Counts.Of(disclosure.Missing, disclosure.Partial, disclosure.Late) == 0
}

func (b *OfficeBoard) addNext(f Frame, facts OfficeFacts) {
	known := Known(facts.AsOf)
	for _, i := range facts.Pending {
		if i.DueOn.IsZero() || len(b.Next) == nextRows {
			continue
		}
		left := facts.Calendar.WorkdaysBetween(known, i.DueOn)
		b.Next = append(b.Next, Next{f.row(i), left, f.left(left, i.DueOn <= known)})
	}
}

// left says how many working days remain after the as-of day.
func (f Frame) left(workdays int, today bool) string {
	switch {
	case today:
		return f.T("next.today")
	case workdays == 0:
		return f.T("next.before_workday")
	}
	return f.T("next.left", workdays)
}

// PartsOf splits counts by verdict, each with the address of its rows.
func PartsOf(f Frame, c Counts, r Rows) []Part {
	var parts []Part
	for _, v := range disclosure.Verdicts {
		if n := c.Of(v); n > 0 {
			r.Verdicts = []disclosure.Verdict{v}
			parts = append(parts, Part{Verdict: v, Count: n, Href: f.Link.Rows(r)})
		}
	}
	return parts
}

// advice says what can still be done about an instance that was not met.
func advice(f Frame, i disclosure.Instance) []string {
	var words []string
	add := func(when bool, key string, args ...any) {
		if when {
			words = append(words, f.T(key, args...))
		}
	}
	duty, _ := f.Plan.DutyByCode(i.Duty)
	if duty.Clock() == disclosure.ByCase {
		add(i.Verdict == disclosure.Missing, "advice.answer_now")
		add(i.Verdict == disclosure.Late, "advice.answer_evidence")
		return words
	}
	add(i.Verdict == disclosure.Missing, "advice.publish_now")
	add(i.Verdict == disclosure.Missing && duty.Review, "advice.review_first")
	add(i.Verdict == disclosure.Missing && duty.NilReturn, "advice.nil_return")
	add(i.Verdict == disclosure.Missing && duty.Trigger == disclosure.OnEvent, "advice.check_trigger")
	add(i.Verdict == disclosure.Partial, "advice.complete", f.lacking(i.Lacking))
	add(i.Verdict == disclosure.Late, "advice.late_evidence")
	add(i.Flags.Has(disclosure.FlagSuspectDate), "advice.suspect_date")
	add(i.Flags.Has(disclosure.FlagUnreviewed), "advice.unreviewed")
	add(i.Flags.Has(disclosure.FlagWithdrawn), "advice.withdrawn")
	return words
}
