package workday

import "time"

// The four clocks (时限的四种算法). All rest on 民法典 200–204: the day of the
// trigger is day 0 and is not counted (201 I), hours count from the moment
// itself (201 II), the last day lasts until 24:00 (203 II).

// AddWorkdays counts n working days (工作日) from start, which is day 0 and may be
// any day: 条例 26 “20个工作日内”. Zero gives start itself. A negative n counts
// back the same way (for reminders “n个工作日前”); no rule of law is behind that.
// No date in, no date out.
func (c *Calendar) AddWorkdays(start Date, n int) Result {
	if start.IsZero() || n == 0 {
		return Result{Date: start}
	}
	if n < 0 {
		d := c.nth(c.count(start-1) + int64(n) + 1)
		return Result{d, c.Provisional(d-1, start-1)}
	}
	d := c.nth(c.count(start) + int64(n))
	return Result{d, c.Provisional(start, d)}
}

// WorkdaysBetween counts the working days after a, up to and including b; it is
// negative when b is the earlier, and zero when a date is missing.
func (c *Calendar) WorkdaysBetween(a, b Date) int {
	if a.IsZero() || b.IsZero() {
		return 0
	}
	return int(c.count(b) - c.count(a))
}

// AddDays counts n calendar days (自然日) from start, which is day 0. With roll, a
// term that ends on a rest day ends on the next working day instead (顺延, 民法典
// 203 I). Only a rolled term can be provisional, by the days from its last day
// on: without roll no holiday notice is consulted.
func (c *Calendar) AddDays(start Date, n int, roll bool) Result {
	if start.IsZero() {
		return Result{}
	}
	last := clampDate(int64(start) + int64(n))
	if !roll {
		return Result{Date: last}
	}
	d := c.nth(c.count(last-1) + 1)
	return Result{d, c.Provisional(last-1, d)}
}

// FixedDate is a term that names its day (固定日期): 条例 49 “1月31日前”. Such a day
// does not move unless the plan says roll.
func (c *Calendar) FixedDate(d Date, roll bool) Result { return c.AddDays(d, 0, roll) }

// AddHours counts n hours (小时) from the moment t, through nights and holidays:
// 国办发〔2016〕61号 “24小时内”. The moment reached is still in time.
func AddHours(t time.Time, n int) time.Time {
	if t.IsZero() {
		return t
	}
	// Whole days by date, as a Duration ends at 292 years.
	return t.In(Beijing).AddDate(0, 0, n/24).Add(time.Duration(n%24) * time.Hour)
}
