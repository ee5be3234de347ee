package disclosure

import (
	"fmt"

	"daylight/internal/workday"
)

// foresight is how many days ahead periods are shown as 未到期.
const foresight = 400

// period is one whole 期 that a duty reports on.
type period struct {
	subject  string
	from, to workday.Date
}

// periods are the whole periods whose last day lies in the line and not too
// far ahead.
func (j *judge) periods(l *DutyLine) []period {
	var list []period
	months := l.PeriodMonths()
	from := workday.NewDate(l.Since.Year(), 1, 1)
	for {
		next := from.AddMonths(int(months))
		p := period{periodSubject(from, months), from, next - 1}
		if p.to >= l.Until || p.to > j.today+foresight {
			return list
		}
		if p.to >= l.Since {
			list = append(list, p)
		}
		from = next
	}
}

// periodSubject is how the ledger names a period: 2026-07, 2026Q3, 2026H2, 2026.
func periodSubject(from workday.Date, months Cadence) string {
	nth := (int(from.Month())-1)/int(months) + 1
	switch months {
	case Monthly:
		return fmt.Sprintf("%04d-%02d", from.Year(), nth)
	case Quarterly:
		return fmt.Sprintf("%04dQ%d", from.Year(), nth)
	case HalfYearly:
		return fmt.Sprintf("%04dH%d", from.Year(), nth)
	}
	return fmt.Sprintf("%04d", from.Year())
}
