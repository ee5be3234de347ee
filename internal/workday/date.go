// Package workday knows civil dates in Beijing time, the official working-day
// calendar with its 调休 (rest days moved by notice), and how a term is counted
// over them.
package workday

import (
	"fmt"
	"time"
)

// Beijing is the zone of every civil date in Daylight. China has kept UTC+8
// without summer time since 1991, so a fixed zone needs no zone database.
var Beijing = time.FixedZone("Asia/Shanghai", 8*60*60)

// Date is a civil date in Beijing time, as days since 1970-01-01. The zero
// Date means "no date": 1970-01-01 itself cannot be expressed.
type Date int32

// NewDate returns the date of a year, month and day. Out-of-range values
// normalise as in time.Date; use ParseDate for input from people.
func NewDate(year int, month time.Month, day int) Date {
	return Date(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}

// DateOf returns the civil date in Beijing at the moment t, and the zero Date
// for the zero time.
func DateOf(t time.Time) Date {
	if t.IsZero() {
		return 0
	}
	y, m, d := t.In(Beijing).Date()
	return NewDate(y, m, d)
}

// ParseDate reads an ISO date such as 2026-03-01. A date that does not exist
// (2026-02-30) is an error. For what people type, see ParseLoose.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		if _, why := ParseLoose(s); why != nil && isoShape.MatchString(s) {
			return 0, why
		}
		return 0, fmt.Errorf("parse date %q: want the form 2026-03-01", s)
	}
	return Date(t.Unix() / 86400), nil
}

// MustDate is ParseDate for constants in code and tests; it panics on error.
func MustDate(s string) Date {
	d, err := ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

// IsZero reports whether d is "no date".
func (d Date) IsZero() bool { return d == 0 }

// String returns the ISO form, and "" for no date.
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	return d.utc().Format(time.DateOnly)
}

// Start returns the first moment of the day in Beijing (0:00).
func (d Date) Start() time.Time {
	y, m, day := d.utc().Date()
	return time.Date(y, m, day, 0, 0, 0, 0, Beijing)
}

// End returns the moment the day ends in Beijing: 24:00, which is 0:00 of the
// next day.
func (d Date) End() time.Time { return (d + 1).Start() }

// Year returns the calendar year.
func (d Date) Year() int { return d.utc().Year() }

// Month returns the month of the year.
func (d Date) Month() time.Month { return d.utc().Month() }

// Day returns the day of the month.
func (d Date) Day() int { return d.utc().Day() }

// Weekday returns the day of the week.
func (d Date) Weekday() time.Weekday { return d.utc().Weekday() }

// WeekdayName returns the day of the week as screens show it: 周一 … 周日.
func (d Date) WeekdayName() string {
	return [...]string{"周日", "周一", "周二", "周三", "周四", "周五", "周六"}[d.Weekday()]
}

// AddMonths moves d by n months, keeping to the last day of a shorter month:
// 31 January plus one month is 28 (or 29) February.
func (d Date) AddMonths(n int) Date {
	y, m, day := d.utc().Date()
	first := time.Date(y, m+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return NewDate(first.Year(), first.Month(), min(day, last))
}

// MarshalText writes the ISO form.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the ISO form; empty text is no date.
func (d *Date) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = 0
		return nil
	}
	parsed, err := ParseDate(string(text))
	*d = parsed
	return err
}

func (d Date) utc() time.Time { return time.Unix(int64(d)*86400, 0).UTC() }
