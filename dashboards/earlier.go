package dashboards

import (
	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// Earlier names what was due before the period and is missing to this day: it
// is outside the period's figures, and must not go unseen beside them.
type Earlier struct {
	Count int
	Href  string
}

// earlier is nil when there is nothing; tallies are those due before from, the
// first day of the period.
func (f Frame) earlier(office string, tallies []disclosure.Tally, from workday.Date) *Earlier {
	r := Rows{Office: office, Verdicts: []disclosure.Verdict{disclosure.Missing}, To: from - 1}
	e := &Earlier{}
	for _, t := range tallies {
		if t.Verdict != disclosure.Missing || office != "" && t.Office != office {
			continue
		}
		e.Count += t.Count
		if r.From == 0 || t.Month < r.From {
			r.From = t.Month
		}
	}
	if e.Count == 0 {
		return nil
	}
	e.Href = f.Link.Rows(r)
	return e
}
