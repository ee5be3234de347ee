package dashboards

import (
	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// Addresses makes the links of a board. Each keeps the question of the page:
// body, period and as-of.
type Addresses interface {
	// Rows is the list of the instances beneath a figure.
	Rows(r Rows) string
	Office(code string) string
	Duty(code string) string
	Instance(duty, subject string) string
}

// Rows narrows the question of a page to the instances beneath one figure.
type Rows struct {
	Office, Duty string
	Verdicts     []disclosure.Verdict
	From, To     workday.Date // zero: the period of the page
}

// Month narrows to the instances due in the month that begins on d.
func (r Rows) Month(d workday.Date) Rows {
	r.From, r.To = d, d.AddMonths(1)-1
	return r
}

// Judged are the verdicts in the denominator of a rate, Met those in its
// numerator.
var (
	Judged = pick(disclosure.Verdict.Judged)
	Met    = pick(disclosure.Verdict.Met)
)

func pick(keep func(disclosure.Verdict) bool) []disclosure.Verdict {
	var kept []disclosure.Verdict
	for _, v := range disclosure.Verdicts {
		if keep(v) {
			kept = append(kept, v)
		}
	}
	return kept
}
