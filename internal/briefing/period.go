package briefing

import (
	"fmt"
	"time"

	"daylight/internal/assessment"
	"daylight/internal/workday"
)

// PeriodName names a period as papers do: 2026年第三季度, 2026年9月, 2026年上半年,
// 2026年, 2026年1月至10月; any other stretch by its days.
func PeriodName(p assessment.Period) string {
	year, month := p.From.Year(), int(p.From.Month())
	switch n := wholeMonths(p); {
	case n == 1:
		return fmt.Sprintf("%d年%d月", year, month)
	case n == 3 && month%3 == 1:
		return fmt.Sprintf("%d年第%s季度", year, numerals[month/3+1])
	case n == 6 && month%6 == 1:
		return fmt.Sprintf("%d年%s半年", year, [...]string{"上", "下"}[month/7])
	case n == 12 && month == 1:
		return fmt.Sprintf("%d年", year)
	case n > 12 && n%12 == 0 && month == 1:
		return fmt.Sprintf("%d年至%d年", year, p.To.Year())
	case n > 1 && year == p.To.Year():
		return fmt.Sprintf("%d年%d月至%d月", year, month, p.To.Month())
	case n > 1:
		return fmt.Sprintf("%d年%d月至%d年%d月", year, month, p.To.Year(), p.To.Month())
	}
	return daysName(p)
}

// daysName writes a stretch of days: 2026年7月1日至9月30日.
func daysName(p assessment.Period) string {
	switch {
	case p.From == p.To:
		return dayName(p.From)
	case p.From.Year() == p.To.Year() && p.From.Month() == p.To.Month():
		return fmt.Sprintf("%s至%d日", dayName(p.From), p.To.Day())
	case p.From.Year() == p.To.Year():
		return fmt.Sprintf("%s至%d月%d日", dayName(p.From), p.To.Month(), p.To.Day())
	}
	return dayName(p.From) + "至" + dayName(p.To)
}

// momentName writes the moment up to which facts were known: 2026年9月30日24时.
func momentName(t time.Time) string {
	t = t.In(workday.Beijing)
	if t.Hour() == 0 && t.Minute() == 0 {
		return dayName(knownDay(t)) + "24时"
	}
	if t.Minute() == 0 {
		return fmt.Sprintf("%s%d时", dayName(workday.DateOf(t)), t.Hour())
	}
	return fmt.Sprintf("%s%d时%d分", dayName(workday.DateOf(t)), t.Hour(), t.Minute())
}

// knownDay is the last day that an as-of moment has seen something of.
func knownDay(asOf time.Time) workday.Date { return workday.DateOf(asOf.Add(-time.Millisecond)) }

// wholeMonths is how many calendar months the period consists of; 0 when it
// does not.
func wholeMonths(p assessment.Period) int {
	if p.From.Day() != 1 || (p.To+1).Day() != 1 || p.To < p.From {
		return 0
	}
	end := p.To + 1
	return (end.Year()-p.From.Year())*12 + int(end.Month()) - int(p.From.Month())
}

// previous is the period of the same length that ends before p begins.
func previous(p assessment.Period) assessment.Period {
	if n := wholeMonths(p); n > 0 {
		return assessment.Period{From: p.From.AddMonths(-n), To: p.From - 1}
	}
	return assessment.Period{From: p.From - (p.To - p.From + 1), To: p.From - 1}
}

// next is the period of the same length that begins after p ends.
func next(p assessment.Period) assessment.Period {
	if n := wholeMonths(p); n > 0 {
		return assessment.Period{From: p.To + 1, To: (p.To + 1).AddMonths(n) - 1}
	}
	return assessment.Period{From: p.To + 1, To: p.To + (p.To - p.From + 1)}
}

// yearBefore is the same period last year (上年同期).
func yearBefore(p assessment.Period) assessment.Period {
	if wholeMonths(p) > 0 {
		return assessment.Period{From: p.From.AddMonths(-12), To: (p.To + 1).AddMonths(-12) - 1}
	}
	return assessment.Period{From: p.From.AddMonths(-12), To: p.To.AddMonths(-12)}
}

// earlierThan is how far back a briefing looks for what is missing still: the
// year before the period. A ledger that begins later than its plan would fill
// the list with what nobody can know.
func earlierThan(p assessment.Period) assessment.Period {
	return assessment.Period{From: p.From.AddMonths(-12), To: p.From - 1}
}

// yearToDate is what 累计 counts: from the first day of the year to the period's end.
func yearToDate(p assessment.Period) assessment.Period {
	return assessment.Period{From: min(p.From, workday.NewDate(p.To.Year(), 1, 1)), To: p.To}
}

var numerals = [...]string{"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"}

// numeral writes the number of a heading: 一 … 九十九.
func numeral(n int) string {
	switch {
	case n <= 10:
		return numerals[n]
	case n < 20:
		return "十" + numerals[n-10]
	case n%10 == 0:
		return numerals[n/10] + "十"
	}
	return numerals[n/10] + "十" + numerals[n%10]
}
