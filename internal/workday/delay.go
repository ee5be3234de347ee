package workday

import "time"

// Unit is what a term, and a delay against it, is counted in.
type Unit int

const (
	Workdays     Unit = iota + 1 // 工作日
	CalendarDays                 // 自然日
	Hours                        // 小时
)

// String returns the name of the unit in code and files.
func (u Unit) String() string {
	switch u {
	case Workdays:
		return "workdays"
	case CalendarDays:
		return "days"
	case Hours:
		return "hours"
	}
	return "unknown unit"
}

// Label returns the Chinese measure that follows a number: 3个工作日.
func (u Unit) Label() string {
	switch u {
	case Workdays:
		return "个工作日"
	case CalendarDays:
		return "日"
	case Hours:
		return "小时"
	}
	return ""
}

// Delay returns how late something published at published is, in the unit of its
// term; 0 is in time. For days, due is the first moment that is too late, the
// end of the due day (Date.End) or an earlier close of business; for hours it is
// the last moment that is in time. A missing time is no delay.
func (c *Calendar) Delay(unit Unit, due, published time.Time) int {
	if due.IsZero() || published.IsZero() {
		return 0
	}
	if unit == Hours {
		return DelayHours(due, published)
	}
	if published.Before(due) {
		return 0
	}
	dueDay, day := DateOf(due.Add(-1)), DateOf(published)
	if unit == Workdays {
		return max(1, c.DelayWorkdays(dueDay, day))
	}
	return max(1, DelayDays(dueDay, day))
}

// DelayWorkdays counts the working days from the due day to publication (逾期工作
// 日). Publication after the due day is at least one day late, even when only
// rest days lie between: due Friday, published Saturday is 1.
func (c *Calendar) DelayWorkdays(due, published Date) int {
	if due.IsZero() || published <= due {
		return 0
	}
	return max(1, c.WorkdaysBetween(due, published))
}

// DelayDays counts the calendar days from the due day to publication (逾期天数).
func DelayDays(due, published Date) int {
	if due.IsZero() || published <= due {
		return 0
	}
	return int(published - due)
}

// DelayHours counts the hours from the last moment in time to publication,
// rounded up (逾期小时数).
func DelayHours(due, published time.Time) int {
	if due.IsZero() || !published.After(due) {
		return 0
	}
	return int((published.Sub(due) + time.Hour - 1) / time.Hour)
}
