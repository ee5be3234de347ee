package demo

import (
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// enter records an event of a plot within the hour, as a register that clocks
// depend on is kept, and leaves out what has not happened by the end.
func (s *stage) enter(o *occasion, e disclosure.Event) disclosure.Event {
	if !e.OccurredAt.Before(s.end) {
		return disclosure.Event{}
	}
	if e.Precision == 0 {
		e.Precision = disclosure.ToMinute
	}
	if e.Title == "" {
		e.Title = o.title
	}
	known := e.OccurredAt
	if known.IsZero() {
		known = o.at(o.opened)
	}
	e = s.record(o, e, known)
	last := &s.events[len(s.events)-1]
	at := known.Add(time.Duration(o.between(3*60, 50*60)) * time.Second)
	if !at.Before(s.end) {
		at = known.Add(s.end.Sub(known) / 2)
	}
	last.RecordedAt = at.Truncate(time.Millisecond)
	return *last
}

// ended reports whether a term with this last day is over at the end.
func (s *stage) ended(due workday.Date) bool { return !s.end.Before(due.End()) }

// slots spreads n days evenly over the working days from first to last.
func (y year) slots(luck dice, first, last workday.Date, n int) []workday.Date {
	span := y.cal.WorkdaysBetween(first, last)
	var days []workday.Date
	for i := range n {
		low, high := span*i/n, span*(i+1)/n-1
		if high <= low {
			continue
		}
		days = append(days, y.cal.AddWorkdays(first, luck.between(low+1, high)).Date)
	}
	return days
}
