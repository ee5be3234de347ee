package demo

import (
	"fmt"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// periodic makes an occasion of each period that has ended by the last day and
// falls due in the year. Day 0 is the last day of the period.
func periodic(y year, d *disclosure.Duty) []*occasion {
	if d.Cadence == 0 {
		return nil
	}
	var all []*occasion
	// A period may fall due up to a year and some months after its end.
	first := workday.NewDate(y.From.Year()-1, 1, 1)
	for from := first; ; from = from.AddMonths(int(d.Cadence)) {
		to := from.AddMonths(int(d.Cadence)) - 1
		if to > y.To || d.ActiveTo != 0 && to >= d.ActiveTo {
			return all
		}
		if to < y.since(d) || dueOn(y.cal, d.Term, to) < y.From {
			continue
		}
		o := y.begin(d, periodSubject(from, d.Cadence), to)
		o.title = y.fill(storyOf(d).publication(o.dice), o, periodName(from, d.Cadence))
		all = append(all, o)
	}
}

// oneOff makes the occasion of a duty that is done or not, opened on the day it
// first binds.
func oneOff(y year, d *disclosure.Duty) []*occasion {
	born := y.since(d)
	if born > y.To || dueOn(y.cal, d.Term, born) < y.From {
		return nil
	}
	o := y.begin(d, "once", born)
	o.title = y.fill(storyOf(d).publication(o.dice), o, fmt.Sprintf("%d年", born.Year()))
	return []*occasion{o}
}

// periodSubject names a period the way the judge does: 2026-07, 2026Q3, 2026H1, 2026.
func periodSubject(from workday.Date, c disclosure.Cadence) string {
	switch c {
	case disclosure.Monthly:
		return fmt.Sprintf("%d-%02d", from.Year(), from.Month())
	case disclosure.Quarterly:
		return fmt.Sprintf("%dQ%d", from.Year(), (from.Month()+2)/3)
	case disclosure.HalfYearly:
		return fmt.Sprintf("%dH%d", from.Year(), (from.Month()+5)/6)
	}
	return fmt.Sprint(from.Year())
}

// periodName is the period as titles write it: 2026年第三季度.
func periodName(from workday.Date, c disclosure.Cadence) string {
	switch c {
	case disclosure.Monthly:
		return fmt.Sprintf("%d年%d月", from.Year(), from.Month())
	case disclosure.Quarterly:
		return fmt.Sprintf("%d年第%s季度", from.Year(), []string{"一", "二", "三", "四"}[(from.Month()-1)/3])
	case disclosure.HalfYearly:
		return fmt.Sprintf("%d年%s半年", from.Year(), []string{"上", "下"}[(from.Month()-1)/6])
	}
	return fmt.Sprintf("%d年", from.Year())
}
