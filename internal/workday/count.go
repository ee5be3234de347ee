package workday

import "math"

// count and nth number all working days there are, in and around the range of
// the notices: count(d) is the number of the last working day not after d, and
// nth is its inverse. Outside the range, and in the zero Calendar, Monday to
// Friday are worked and both are arithmetic. The numbers themselves mean
// nothing; differences do.

func (c *Calendar) count(d Date) int64 {
	if len(c.worked) == 0 {
		return weekdays(d)
	}
	i := int64(d) - int64(c.first)
	switch {
	case i < 0:
		return weekdays(d) - weekdays(c.first-1)
	case i >= int64(len(c.worked)):
		return int64(len(c.workdays)) + weekdays(d) - weekdays(c.last())
	}
	return int64(c.worked[i])
}

// nth returns the working day whose number is k. Beyond the years a Date is
// meant for it stops at the ends.
func (c *Calendar) nth(k int64) Date {
	total := int64(len(c.workdays))
	switch {
	case len(c.worked) == 0:
		return nthWeekday(k)
	case k < 1:
		return nthWeekday(k + weekdays(c.first-1))
	case k > total:
		return nthWeekday(k - total + weekdays(c.last()))
	}
	return c.workdays[k-1]
}

func (c *Calendar) last() Date { return c.first + Date(len(c.worked)) - 1 }

// firstMonday is 1970-01-05.
const firstMonday Date = 4

// weekdays numbers Monday to Friday days; firstMonday is number 1.
func weekdays(d Date) int64 {
	week, day := floorDiv(int64(d)-int64(firstMonday), 7)
	return 5*week + min(day+1, 5)
}

func nthWeekday(k int64) Date {
	week, day := floorDiv(k-1, 5)
	return clampDate(int64(firstMonday) + 7*week + day)
}

func floorDiv(a, b int64) (quotient, remainder int64) {
	quotient, remainder = a/b, a%b
	if remainder < 0 {
		quotient, remainder = quotient-1, remainder+b
	}
	return quotient, remainder
}

func clampDate(days int64) Date {
	return Date(min(max(days, math.MinInt32/2), math.MaxInt32/2))
}
