package demo

import (
	"crypto/sha256"
	"fmt"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// record enters an event some time after it could be known: mostly within the
// hour or two, at times on the next working day, now and then days later.
// What is known before the year ends is also entered before.
func (s *stage) record(o *occasion, e disclosure.Event, known time.Time) disclosure.Event {
	o.count++
	e.ID = fmt.Sprintf("demo-%s-%.8x-%d", o.duty.Code, sha256.Sum256([]byte(o.subject)), o.count)
	e.Body, e.Duty, e.Subject, e.Office = s.plan.Body.Code, o.duty.Code, o.subject, o.office
	e.Actor, e.Source = "clerk-"+o.office, Source
	at := known.Add(time.Duration(o.between(3*60, 100*60)) * time.Second)
	switch p := o.Float64(); {
	case p < 0.06:
		at = s.nextMorning(o, known, o.between(2, 4))
	case p < 0.25:
		at = s.nextMorning(o, known, 1)
	}
	if left := s.end.Sub(known); left > 0 && !at.Before(s.end) {
		at = known.Add(left / 2)
	}
	e.RecordedAt = at.Truncate(time.Millisecond)
	s.events = append(s.events, e)
	return e
}

func (s *stage) nextMorning(o *occasion, t time.Time, days int) time.Time {
	d := s.cal.AddWorkdays(workday.DateOf(t), days).Date
	return d.Start().Add(time.Duration(o.between(8*3600+1800, 11*3600)) * time.Second)
}
