package dashboards

import (
	"cmp"
	"slices"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// Stretch is how the clock of an application stood over a span of days.
type Stretch int

const (
	Running Stretch = iota + 1 // 计时
	Stopped                    // 停止计时
	ToGo                       // 剩余: from today to the due day
	Over                       // 超期: after the due day
)

// ClockLine is the clock of one application (依申请公开) as it is drawn: the
// clock that the judge runs, its stretches cut at the due day, and the days on
// which something happened.
type ClockLine struct {
	Clock    disclosure.CaseClock
	Segments []ClockSegment
	Marks    []ClockMark // in order of their days; undated ones last
	Today    workday.Date
	Stands   disclosure.EventKind // what is awaited while it stands; 0: it runs
	Open     disclosure.EventKind // what lets days go uncounted today; 0: nothing
}

// ClockSegment is a stretch of days, From exclusive as a term counts.
type ClockSegment struct {
	Kind     Stretch
	From, To workday.Date
	Workdays int
	Restarts bool // of Stopped: ends with the clock starting anew, not going on
}

// Effect is what a step does to the clock.
type Effect int

const (
	Starts   Effect = iota + 1 // 起算
	Resets                     // 重新起算
	Stops                      // 停止计时, until its counterpart
	Excludes                   // 期间不计入
	Overlaps                   // 部分或全部期间已由前面的步骤扣除
	Extends                    // 延长
	Resumes                    // 恢复计时
	Waits                      // 已有回音，另一项仍未了，继续停止
	Ends                       // 答复
	Void                       // 不影响计时, for the reason that Why names
	Falls                      // 到期
)

// ClockMark is a day on which something happened to the clock.
type ClockMark struct {
	Kind    disclosure.EventKind // 0: the due day
	Day     workday.Date         // zero: the fact has no date
	Effect  Effect
	Days    int // working days excluded or added
	Why     disclosure.CaseVoid
	Awaited bool // of a void step: the answer came while it was awaited
	Event   disclosure.Event
	Of      map[string]string // attributes of the step, also on what ended it
}

// CaseLine draws the clock of an application from its facts; false: there is no
// day of receipt from which it could run. The term is that under which the
// instance was judged.
func CaseLine(term disclosure.Term, c *workday.Calendar, events []disclosure.Event, asOf time.Time) (ClockLine, bool) {
	line := ClockLine{Today: Known(asOf)}
	if c == nil {
		return line, false
	}
	line.Clock = disclosure.CaseTimeline(disclosure.Duty{Application: true, Term: term}, c, events, asOf)
	if line.Clock.Received == 0 {
		return line, false
	}
	line.mark(c, standing(events))
	line.cut(c)
	return line, true
}

// mark puts the facts of the clock on their days.
func (l *ClockLine) mark(c *workday.Calendar, facts []disclosure.Event) {
	opening, _ := latest(facts, disclosure.Received)
	l.Marks = []ClockMark{{Kind: opening.Kind, Day: l.Clock.Received, Effect: Starts, Event: opening}}
	for _, s := range l.Clock.Steps {
		l.step(c, s, facts)
	}
	if l.Clock.AnsweredOn != 0 {
		l.Marks = append(l.Marks, ClockMark{Kind: disclosure.Answered, Day: l.Clock.AnsweredOn, Effect: Ends, Event: l.Clock.Answer})
	}
	if l.Clock.DueOn != 0 {
		l.Marks = append(l.Marks, ClockMark{Day: l.Clock.DueOn, Effect: Falls})
	}
	slices.SortStableFunc(l.Marks, func(a, b ClockMark) int {
		return cmp.Or(cmp.Compare(boolInt(a.Day == 0), boolInt(b.Day == 0)), cmp.Compare(a.Day, b.Day))
	})
}

// step marks one step and what ended it.
func (l *ClockLine) step(c *workday.Calendar, s disclosure.CaseStep, facts []disclosure.Event) {
	m := ClockMark{Kind: s.Kind, Day: s.Began, Days: s.Days, Why: s.Void, Event: s.Event, Of: s.Attrs}
	ended := s.Ended != 0 && s.Ended <= l.Clock.Until
	back := ClockMark{Day: s.Ended, Of: s.Attrs}
	switch {
	case s.Void != "":
		m.Effect, m.Awaited, ended = Void, s.Began <= l.Clock.Until, false
	case s.Kind == disclosure.Extended:
		m.Effect = Extends
	case restarts(s):
		m.Effect, back.Effect = Stops, Resets
		if !ended {
			l.Stands = s.Kind
		}
	default:
		m.Effect, back.Effect = Excludes, Resumes
		until := l.Clock.Until
		if ended {
			until = s.Ended
		}
		if c.WorkdaysBetween(s.Began, until) > s.Days {
			m.Effect = Overlaps
		}
		if ended && l.stoppedAfter(s.Ended) {
			back.Effect = Waits
		}
		if !ended && l.Clock.AnsweredOn == 0 {
			l.Open = s.Kind
		}
	}
	l.Marks = append(l.Marks, m)
	if n := slices.IndexFunc(facts, func(e disclosure.Event) bool { return e.ID == s.EndedBy }); ended && n >= 0 {
		back.Kind, back.Event = facts[n].Kind, facts[n]
		l.Marks = append(l.Marks, back)
	}
}

// stoppedAfter reports whether another step still stops the clock after the day.
func (l *ClockLine) stoppedAfter(day workday.Date) bool {
	return slices.ContainsFunc(l.Clock.Segments, func(s disclosure.CaseSegment) bool {
		return s.State != disclosure.CaseRuns && s.From <= day && s.To > day
	})
}

// restarts reports whether the step ends with the clock starting anew.
func restarts(s disclosure.CaseStep) bool {
	return s.Kind == disclosure.CorrectionAsked || s.Kind == disclosure.Paused && s.Attrs["reason"] == "fee"
}

// cut makes stretches of the clock's segments: what ran past the due day is
// over time, and from today to the due day there are days to go.
func (l *ClockLine) cut(c *workday.Calendar) {
	add := func(kind Stretch, from, to workday.Date, again bool) {
		if to > from {
			l.Segments = append(l.Segments, ClockSegment{kind, from, to, c.WorkdaysBetween(from, to), again})
		}
	}
	due := l.Clock.DueOn
	for _, s := range l.Clock.Segments {
		switch {
		case s.State != disclosure.CaseRuns:
			add(Stopped, s.From, s.To, s.State == disclosure.CaseAwaits)
		case due == 0:
			add(Running, s.From, s.To, false)
		default:
			add(Running, s.From, min(s.To, due), false)
			add(Over, max(s.From, due), s.To, false)
		}
	}
	if l.Clock.AnsweredOn == 0 && due != 0 {
		add(ToGo, l.Clock.Until, due, false)
	}
}
