package testkit

import (
	"fmt"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// scribe writes the ledger of one body.
type scribe struct {
	*dice
	body  *Body
	focus time.Time // the as-of moment that this body crowds around
	cal   *workday.Calendar

	about   disclosure.Duty
	subject string
	day0    workday.Date
	due     time.Time
	told    []disclosure.Event // of this duty and subject
	last    time.Time          // when the fact before was recorded
}

// duty writes the facts of one to three occurrences.
func (s *scribe) duty(y disclosure.Duty) {
	s.about = y
	for i := range s.between(1, 2) {
		s.told, s.last = nil, time.Time{}
		s.occasion(i)
		s.story()
	}
}

// occasion chooses the subject, and a due time near the focus.
func (s *scribe) occasion(i int) {
	y, today := s.about, workday.DateOf(s.focus)
	s.subject = fmt.Sprintf("〔2026〕%d号", i+1)
	s.day0 = today - s.days(0, 45)
	switch {
	case y.Trigger == disclosure.OneOff:
		s.subject = "once"
		s.day0 = max(y.ActiveFrom, s.body.Plans[0].EffectiveFrom)
	case y.PeriodMonths() > 0:
		s.period(int(y.PeriodMonths()), today-s.days(0, 80))
	}
	s.due = s.dueOf(y)
}

// period is the last one that ended before the day, or the one under way.
func (s *scribe) period(months int, day workday.Date) {
	first := workday.NewDate(day.Year(), time.Month((int(day.Month())-1)/months*months+1), 1)
	if s.chance(0.7) {
		first = first.AddMonths(-months)
	}
	s.day0 = first.AddMonths(months) - 1
	nth := (int(first.Month())-1)/months + 1
	switch months {
	case 1:
		s.subject = fmt.Sprintf("%d-%02d", first.Year(), nth)
	case 3:
		s.subject = fmt.Sprintf("%dQ%d", first.Year(), nth)
	case 6:
		s.subject = fmt.Sprintf("%dH%d", first.Year(), nth)
	default:
		s.subject = fmt.Sprint(first.Year())
	}
}

// dueOf is where the edge probably lies; it need not be right.
func (s *scribe) dueOf(y disclosure.Duty) time.Time {
	switch y.Term.Unit {
	case disclosure.Hours:
		return s.day0.Start().Add(time.Duration(9+y.Term.N) * time.Hour)
	case disclosure.CalendarDays:
		return s.cal.AddDays(s.day0, y.Term.N, y.Term.RollForward).Date.End()
	case disclosure.OnDate:
		if y.Term.Month == 0 {
			return workday.NewDate((s.day0 + 1).Year(), (s.day0 + 1).Month(), y.Term.Day).End()
		}
		return workday.NewDate(s.day0.Year()+1, y.Term.Month, y.Term.Day).End()
	}
	return s.cal.AddWorkdays(s.day0, y.Term.N).Date.End()
}

// when draws a moment: near the due time, the opening or the focus, often on
// the very edge.
func (s *scribe) when() time.Time {
	if s.chance(0.1) {
		return s.due.Add(time.Duration(s.between(-1, 1)) * time.Minute)
	}
	day := workday.DateOf(s.due.Add(-time.Millisecond))
	switch s.n(6) {
	case 0:
		day = s.day0 + s.days(-2, 10)
	case 1:
		day = workday.DateOf(s.focus)
	case 2:
		day -= s.days(0, 12)
	}
	day += s.days(-1, 1) * s.days(0, 1) // mostly the day itself
	day += pick(s.dice, 0, 0, 0, s.days(-6, 6))
	return s.clock(day)
}

func (s *scribe) clock(day workday.Date) time.Time {
	switch s.n(6) {
	case 0, 1:
		return day.Start()
	case 2:
		return day.End().Add(-time.Minute)
	case 3:
		return day.Start().Add(9 * time.Hour)
	}
	return day.Start().Add(time.Duration(s.between(8*60, 18*60)) * time.Minute)
}

// recorded draws when a fact became known: mostly soon after it happened,
// sometimes with the one before or at an as-of moment, rarely before it.
func (s *scribe) recorded(at time.Time) time.Time {
	switch s.n(12) {
	case 0, 1:
		if !s.last.IsZero() {
			return s.last
		}
	case 2:
		return s.focus
	case 3:
		return s.focus.Add(-time.Millisecond)
	case 4:
		return s.focus.Add(-time.Duration(s.n(72)) * time.Hour)
	case 5:
		return s.due.Add(time.Duration(s.between(-2, 2)) * 12 * time.Hour)
	case 6:
		return at.AddDate(0, 0, s.between(-1, 20))
	}
	return at.Add(time.Duration(s.between(0, 36*60)) * time.Minute)
}

// tell writes one fact.
func (s *scribe) tell(kind disclosure.EventKind, at time.Time, more ...func(*disclosure.Event)) disclosure.Event {
	e := disclosure.Event{
		Body: s.body.Code, Duty: s.about.Code, Subject: s.subject, Kind: kind, OccurredAt: at, Precision: disclosure.ToMinute,
		ID: fmt.Sprintf("%02d-%d", s.n(100), len(s.body.Events)), Source: "file:testkit", Actor: "test",
	}
	switch {
	case s.chance(0.04):
		e.OccurredAt, e.Precision = time.Time{}, disclosure.Unknown
	case at.Equal(workday.DateOf(at).Start()) && s.chance(0.7):
		e.Precision = disclosure.ToDay
	}
	e.RecordedAt = s.recorded(at).Truncate(time.Millisecond)
	s.last = e.RecordedAt
	if s.chance(0.3) {
		e.Office = pick(s.dice, "a", "b", "c", "不在册")
	}
	for _, m := range more {
		m(&e)
	}
	s.told = append(s.told, e)
	s.body.Events = append(s.body.Events, e)
	return e
}
