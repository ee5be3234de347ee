package dashboards

import (
	"cmp"
	"slices"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// PolicyBoard sets each policy paper beside its interpretations (政策解读).
type PolicyBoard struct {
	Duties []DutyLine
	Rows   []PolicyRow // those without an interpretation first
	Bare   int         // papers without one
	Total  int
	More   int // papers beyond those shown
}

// policyRows is how many papers are shown.
const policyRows = 60

// PolicyRow is one paper.
type PolicyRow struct {
	Row
	Paper           string
	DocNumber       string
	Issued          workday.Date
	Drafter         string // name of the office that drafted, when it is recorded
	Interpretations []Interpretation
}

// Interpretation is one 解读 of a paper.
type Interpretation struct {
	Form, Title, Channel, Web string
	Day                       workday.Date
}

// PolicyDuties are the duties to interpret papers: of the block 解读回应, opened
// by an event and not counted by the hour.
func PolicyDuties(p *disclosure.Plan) []disclosure.Duty {
	return dutiesWhere(p, func(d disclosure.Duty) bool {
		return d.Block == "response" && d.Trigger == disclosure.OnEvent && !isIncident(d)
	})
}

// NewPolicies draws the page from the instances of the policy duties and their
// facts.
func NewPolicies(f Frame, instances []disclosure.Instance, events []disclosure.Event) PolicyBoard {
	var b PolicyBoard
	for _, d := range PolicyDuties(f.Plan) {
		b.Duties = append(b.Duties, f.dutyLine(d))
	}
	byKey := bySubject(events)
	for _, i := range instances {
		r := f.policy(i, standing(byKey[i.Key()]))
		if r.bare() {
			b.Bare++
		}
		b.Rows = append(b.Rows, r)
	}
	slices.SortStableFunc(b.Rows, func(x, y PolicyRow) int {
		if x.bare() && y.bare() {
			return cmp.Or(cmp.Compare(x.DueOn, y.DueOn), cmp.Compare(x.Subject, y.Subject))
		}
		return cmp.Or(cmp.Compare(boolInt(y.bare()), boolInt(x.bare())), cmp.Compare(y.DueOn, x.DueOn), cmp.Compare(x.Subject, y.Subject))
	})
	b.Total = len(b.Rows)
	b.Rows = b.Rows[:min(b.Total, policyRows)]
	b.More = b.Total - len(b.Rows)
	return b
}

// bare reports whether a paper that needs an interpretation has none.
func (r PolicyRow) bare() bool {
	return len(r.Interpretations) == 0 && (r.Verdict == disclosure.Missing || r.Verdict == disclosure.Pending || r.Verdict == disclosure.Unverified)
}

func (f Frame) policy(i disclosure.Instance, facts []disclosure.Event) PolicyRow {
	r := PolicyRow{Row: f.row(i), Paper: i.Title}
	for _, e := range facts {
		switch e.Kind {
		case disclosure.Triggered:
			r.Paper, r.DocNumber = cmp.Or(e.Title, r.Paper), cmp.Or(e.DocNumber, r.DocNumber)
			r.Issued = workday.DateOf(e.OccurredAt)
			if e.Precision == disclosure.Unknown {
				r.Issued = 0
			}
			if code := e.Attrs["drafter"]; code != "" {
				r.Drafter = f.Office(code)
			}
		case disclosure.Published, disclosure.Revised:
			n := Interpretation{Form: f.attr(e, "form"), Title: e.Title, Channel: f.Channel(e.Channel), Web: WebAddress(e.URL)}
			if !e.OccurredAt.IsZero() {
				n.Day = workday.DateOf(e.OccurredAt)
			}
			r.Interpretations = append(r.Interpretations, n)
		}
	}
	return r
}
