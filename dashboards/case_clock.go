package dashboards

import (
	"cmp"
	"slices"
	"strconv"
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

// ClockLine is the clock of one application (依申请公开) as it is drawn: what
// ran, what stood still and why, and the days on which something happened.
type ClockLine struct {
	Segments []ClockSegment
	Marks    []ClockMark  // in order of their days
	Opened   workday.Date // the day the clock last started
	Due      workday.Date // zero while the clock stands
	Answered workday.Date
	Today    workday.Date
	Stands   disclosure.EventKind // what is awaited while it stands; 0: it runs
	Open     disclosure.EventKind // what lets days go uncounted today; 0: nothing
	Extended bool
}

// ClockSegment is a stretch of days, From exclusive as a term counts.
type ClockSegment struct {
	Kind     Stretch
	From, To workday.Date
	Reason   disclosure.EventKind // of Stopped: what stopped it
	Workdays int
}

// Effect is what a step does to the clock.
type Effect int

const (
	Starts   Effect = iota + 1 // 起算
	Resets                     // 重新起算
	Stops                      // 停止计时, until its counterpart
	Excludes                   // 期间不计入
	Extends                    // 延长
	Resumes                    // 恢复计时
	Ends                       // 答复
	Void                       // 逾期作出或不合要求，不影响计时
	Falls                      // 到期
)

// ClockMark is a day on which something happened to the clock.
type ClockMark struct {
	Kind   disclosure.EventKind // 0: the due day
	Day    workday.Date
	Effect Effect
	Days   int // working days excluded or added
	Event  disclosure.Event
}

// CaseLine draws the clock of an application from its facts. i gives the due
// day as judged; when the facts lead elsewhere, the judge is right.
func CaseLine(d disclosure.Duty, c *workday.Calendar, events []disclosure.Event, asOf time.Time, i disclosure.Instance) (ClockLine, bool) {
	facts := standing(events)
	opening, ok := latest(facts, disclosure.Received)
	if !ok || opening.Precision == disclosure.Unknown || opening.OccurredAt.IsZero() || c == nil {
		return ClockLine{Today: Known(asOf)}, false
	}
	w := caseWalk{c: c, facts: facts, base: workday.DateOf(opening.OccurredAt), n: d.Term.N}
	w.line.Today, w.end = Known(asOf), Known(asOf)
	answer, answered := firstAnswer(facts)
	if answered {
		w.end = workday.DateOf(answer.OccurredAt)
		w.line.Answered = w.end
	}
	w.start(w.base)
	w.mark(opening, Starts, 0)
	for _, s := range w.steps() {
		if w.take(s, answered); w.line.Stands != 0 {
			break
		}
	}
	if answered {
		w.mark(answer, Ends, 0)
	}
	if w.line.Stands == 0 {
		w.line.Due = c.AddWorkdays(w.base, w.due-w.at(w.base)).Date
		if i.DueOn != 0 {
			w.line.Due = i.DueOn
		}
		w.line.Marks = append(w.line.Marks, ClockMark{Day: w.line.Due, Effect: Falls})
	}
	slices.SortStableFunc(w.line.Marks, func(a, b ClockMark) int { return cmp.Compare(a.Day, b.Day) })
	w.draw()
	return w.line, true
}

// stop is a span in which the clock stood.
type stop struct {
	from, to workday.Date
	reason   disclosure.EventKind
}

// caseWalk goes through the steps of one case. Counts are working days after
// base, so that due is a number and not a date.
type caseWalk struct {
	c        *workday.Calendar
	facts    []disclosure.Event
	line     ClockLine
	base     workday.Date
	end      workday.Date // the answer, else today
	n, due   int
	extended bool
	stops    []stop // all, to draw
	counted  []stop // of the clock now running
}

func (w *caseWalk) at(d workday.Date) int { return w.c.WorkdaysBetween(w.base, d) }

func (w *caseWalk) start(d workday.Date) {
	w.line.Opened, w.due, w.extended, w.line.Extended, w.counted = d, w.at(d)+w.n, false, false, nil
}

func (w *caseWalk) mark(e disclosure.Event, effect Effect, days int) {
	w.line.Marks = append(w.line.Marks, ClockMark{Kind: e.Kind, Day: workday.DateOf(e.OccurredAt), Effect: effect, Days: days, Event: e})
}

// steps lists what can touch the clock up to its end, in order.
func (w *caseWalk) steps() []disclosure.Event {
	var steps []disclosure.Event
	for _, e := range w.facts {
		switch e.Kind {
		case disclosure.CorrectionAsked, disclosure.ConsultSent, disclosure.Paused, disclosure.Extended:
			if e.Precision != disclosure.Unknown && !e.OccurredAt.IsZero() && workday.DateOf(e.OccurredAt) <= w.end {
				steps = append(steps, e)
			}
		}
	}
	slices.SortStableFunc(steps, func(a, b disclosure.Event) int {
		return cmp.Or(cmp.Compare(workday.DateOf(a.OccurredAt), workday.DateOf(b.OccurredAt)),
			a.RecordedAt.Compare(b.RecordedAt), cmp.Compare(a.ID, b.ID))
	})
	return steps
}

func (w *caseWalk) take(e disclosure.Event, answered bool) {
	begun := workday.DateOf(e.OccurredAt)
	if max(w.at(begun-1), w.at(workday.DateOf(e.RecordedAt)-1)) >= w.due {
		w.mark(e, Void, 0)
		return
	}
	back, ended := counterpart(w.facts, e)
	to := w.end
	if ended = ended && workday.DateOf(back.OccurredAt) <= w.end; ended {
		to = workday.DateOf(back.OccurredAt)
	}
	switch {
	case e.Kind == disclosure.Extended:
		w.extend(e)
	case e.Kind == disclosure.ConsultSent, e.Kind == disclosure.Paused && e.Attrs["reason"] != "fee":
		w.exclude(e, stop{begun, to, e.Kind})
		if ended {
			w.mark(back, Resumes, 0)
		} else if !answered {
			w.line.Open = e.Kind
		}
	case ended:
		w.stops = append(w.stops, stop{begun, to, e.Kind})
		w.mark(e, Stops, 0)
		w.start(to)
		w.mark(back, Resets, 0)
	case answered:
		w.mark(e, Void, 0)
	default:
		w.stops = append(w.stops, stop{begun, w.end, e.Kind})
		w.mark(e, Stops, 0)
		w.line.Stands = e.Kind
	}
}

// extend adds days once per clock, when they were approved and told in time.
func (w *caseWalk) extend(e disclosure.Event) {
	days, err := strconv.Atoi(e.Attrs["days"])
	approved, wrong := workday.ParseDate(e.Attrs["approved_on"])
	if err != nil || wrong != nil || days < 1 || days > 20 || w.extended || w.at(approved-1) >= w.due {
		w.mark(e, Void, 0)
		return
	}
	w.extended, w.line.Extended, w.due = true, true, w.due+days
	w.mark(e, Extends, days)
}

// exclude adds the working days of a span that no earlier one has added.
func (w *caseWalk) exclude(e disclosure.Event, s stop) {
	days := 0
	for d := s.from + 1; d <= s.to; d++ {
		seen := slices.ContainsFunc(w.counted, func(o stop) bool { return d > o.from && d <= o.to })
		if !seen && w.c.IsWorkday(d) {
			days++
		}
	}
	w.counted, w.stops, w.due = append(w.counted, s), append(w.stops, s), w.due+days
	w.mark(e, Excludes, days)
}

// draw cuts the days from the receipt on into stretches.
func (w *caseWalk) draw() {
	slices.SortStableFunc(w.stops, func(a, b stop) int { return cmp.Compare(a.from, b.from) })
	cursor := w.base
	for _, s := range w.stops {
		w.run(cursor, s.from)
		cursor = max(cursor, s.from)
		w.add(Stopped, cursor, s.to, s.reason)
		cursor = max(cursor, s.to)
	}
	w.run(cursor, w.end)
	if w.line.Answered == 0 && w.line.Due > w.end {
		w.add(ToGo, w.end, w.line.Due, 0)
	}
}

// run adds a stretch in which the clock ran, and what of it lies past the due day.
func (w *caseWalk) run(from, to workday.Date) {
	due := w.line.Due
	if due == 0 || to <= due {
		w.add(Running, from, to, 0)
		return
	}
	w.add(Running, from, due, 0)
	w.add(Over, max(from, due), to, 0)
}

func (w *caseWalk) add(kind Stretch, from, to workday.Date, reason disclosure.EventKind) {
	if to > from {
		w.line.Segments = append(w.line.Segments, ClockSegment{kind, from, to, reason, w.c.WorkdaysBetween(from, to)})
	}
}

// counterparts are the facts that end a step.
var counterparts = map[disclosure.EventKind]disclosure.EventKind{
	disclosure.CorrectionAsked: disclosure.Corrected, disclosure.ConsultSent: disclosure.ConsultBack, disclosure.Paused: disclosure.Resumed,
}

// counterpart returns the earliest fact that ends the step.
func counterpart(facts []disclosure.Event, step disclosure.Event) (disclosure.Event, bool) {
	var found disclosure.Event
	for _, e := range facts {
		if e.Kind != counterparts[step.Kind] || e.Kind == 0 || e.OccurredAt.IsZero() || e.Ref != "" && e.Ref != step.ID ||
			workday.DateOf(e.OccurredAt) < workday.DateOf(step.OccurredAt) {
			continue
		}
		if found.Kind == 0 || e.OccurredAt.Before(found.OccurredAt) {
			found = e
		}
	}
	return found, found.Kind != 0
}

func firstAnswer(facts []disclosure.Event) (disclosure.Event, bool) {
	var first disclosure.Event
	for _, e := range facts {
		if e.Kind != disclosure.Answered || e.Precision == disclosure.Unknown || e.OccurredAt.IsZero() {
			continue
		}
		if first.Kind == 0 || cmp.Or(e.OccurredAt.Compare(first.OccurredAt), cmp.Compare(e.ID, first.ID)) < 0 {
			first = e
		}
	}
	return first, first.Kind != 0
}
