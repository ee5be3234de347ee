package disclosure

import (
	"cmp"
	"slices"
	"strconv"

	"daylight/internal/workday"
)

// Limits of 条例 30 and 33, in working days.
const (
	correctionNotice = 7
	longestExtension = 20
)

// caseRun counts an application's clock in working days as numbers.
type caseRun struct {
	CaseClock
	cal     *workday.Calendar
	file    *dossier
	due     int          // number of the working day on which the term ends
	covered workday.Date // days up to here lie before the start, or were added by a stop
}

// runCase lets the clock run from receipt, step by step, to the first answer or
// today.
func runCase(n int, cal *workday.Calendar, file *dossier, today workday.Date) CaseClock {
	r := &caseRun{cal: cal, file: file, CaseClock: CaseClock{Workdays: n, Until: today}}
	r.answer()
	e := file.latest(Received)
	if e != nil {
		r.Request = *e
	}
	if e == nil || !dated(e) {
		return r.CaseClock
	}
	r.Received = workday.DateOf(e.OccurredAt)
	r.start(r.Received)
	for _, s := range r.steps() {
		s.DueBefore = r.dueDay()
		s.Void = r.take(&s)
		s.DueAfter = r.dueDay()
		r.Steps = append(r.Steps, s)
	}
	r.finish()
	return r.CaseClock
}

func (r *caseRun) answer() {
	answers := datedOnly(r.file.of(Answered))
	if len(answers) == 0 {
		return
	}
	r.Answer = *slices.MinFunc(answers, func(a, b *Event) int {
		return cmp.Or(a.OccurredAt.Compare(b.OccurredAt), cmp.Compare(a.ID, b.ID))
	})
	r.AnsweredOn = workday.DateOf(r.Answer.OccurredAt)
	r.Until = r.AnsweredOn
}

// start lets the clock begin anew: nothing stopped or extended it before.
func (r *caseRun) start(day workday.Date) {
	r.OpenedOn, r.covered, r.Extension = day, day, 0
	r.due = r.number(day) + r.Workdays
}

// firstWorkday is any working day from which all others are numbered.
var firstWorkday = workday.MustDate("1990-01-01")

// number counts the working days up to and including d.
func (r *caseRun) number(d workday.Date) int {
	return r.cal.WorkdaysBetween(firstWorkday, d)
}

func (r *caseRun) dueDay() workday.Date {
	if r.Standing {
		return 0
	}
	return r.cal.AddWorkdays(firstWorkday, r.due).Date
}

// steps are the facts that may move the clock, by the day they began.
func (r *caseRun) steps() []CaseStep {
	var list []CaseStep
	for _, e := range r.file.of(CorrectionAsked, ConsultSent, Extended, Paused) {
		s := CaseStep{Event: *e, Void: VoidUndated}
		if dated(e) {
			s.Began, s.Void = workday.DateOf(e.OccurredAt), ""
			s.Ended, s.EndedBy = r.counterpart(s)
		}
		list = append(list, s)
	}
	slices.SortStableFunc(list, func(a, b CaseStep) int { return cmp.Compare(a.Began, b.Began) })
	return list
}

// counterpart finds the day that ended a step: the earliest fact that names it,
// or that names none and came no earlier.
func (r *caseRun) counterpart(s CaseStep) (day workday.Date, id string) {
	ends := map[EventKind]EventKind{CorrectionAsked: Corrected, ConsultSent: ConsultBack, Paused: Resumed}
	kind, has := ends[s.Kind]
	if !has {
		return 0, ""
	}
	for _, e := range r.file.of(kind) {
		on := workday.DateOf(e.OccurredAt)
		if !dated(e) || on < s.Began || e.Ref != "" && e.Ref != s.ID {
			continue
		}
		if day == 0 || on < day {
			day, id = on, e.ID
		}
	}
	return day, id
}

// take applies one step, or says why it does not count.
func (r *caseRun) take(s *CaseStep) CaseVoid {
	switch {
	case s.Void != "":
		return s.Void
	case s.Began > r.Until:
		return VoidAnswered
	case r.Standing:
		return VoidStanding
	case s.Kind == Extended:
		return r.extend(s)
	case s.Kind == CorrectionAsked || s.Kind == Paused && s.Attrs["reason"] == "fee":
		return r.restart(s)
	}
	return r.stop(s)
}

// inTime holds a step to 条例 33: begun, and entered, on or before the due day
// so far. A pause entered after expiry cures nothing.
func (r *caseRun) inTime(s *CaseStep) CaseVoid {
	switch {
	case r.number(s.Began-1) >= r.due:
		return VoidBegunLate
	case r.number(workday.DateOf(s.RecordedAt)-1) >= r.due:
		return VoidRecordedLate
	}
	return ""
}

// restart waits for a corrected application (条例 30), or for the fee, and counts
// anew from the day it came in.
func (r *caseRun) restart(s *CaseStep) CaseVoid {
	if s.Kind == CorrectionAsked && r.cal.WorkdaysBetween(r.Received, s.Began) > correctionNotice {
		r.LateNotice = true
	}
	if void := r.inTime(s); void != "" {
		return void
	}
	switch {
	case s.Ended != 0 && s.Ended <= r.Until:
		r.start(s.Ended)
	case r.AnsweredOn != 0:
		return VoidAnswered
	default:
		r.Standing = true
	}
	return ""
}

// stop leaves out the time spent asking others (条例 33), each day once.
func (r *caseRun) stop(s *CaseStep) CaseVoid {
	if void := r.inTime(s); void != "" {
		return void
	}
	end := r.Until
	if s.Ended != 0 {
		end = min(s.Ended, end)
	}
	if from := max(s.Began, r.covered); from < end {
		s.Days = r.number(end) - r.number(from)
		r.due += s.Days
	}
	r.covered = max(r.covered, end)
	return ""
}

// extend adds up to 20 working days, approved and notified in time (条例 33), once.
func (r *caseRun) extend(s *CaseStep) CaseVoid {
	days, err := strconv.Atoi(s.Attrs["days"])
	approved, missing := workday.ParseDate(s.Attrs["approved_on"])
	switch late := r.inTime(s); {
	case r.Extension > 0:
		return VoidTwice
	case missing != nil:
		return VoidNoApproval
	case err != nil || days < 1 || days > longestExtension:
		return VoidDays
	case late != "":
		return late
	case r.number(approved-1) >= r.due:
		return VoidApprovedLate
	}
	s.Days, r.Extension = days, days
	r.due += days
	return ""
}

func (r *caseRun) finish() {
	r.DueOn = r.dueDay()
	r.Provisional = r.DueOn != 0 && r.cal.Provisional(r.OpenedOn, r.DueOn)
	if r.AnsweredOn != 0 {
		r.Taken = r.number(r.AnsweredOn) - r.due + r.Workdays + r.Extension
	}
	r.Segments = r.segments()
}

// segments cuts the days from receipt to the end into running and stopped ones.
func (r *caseRun) segments() []CaseSegment {
	var list []CaseSegment
	at := r.Received
	for _, s := range r.Steps {
		end := s.Ended
		if end == 0 || end > r.Until {
			end = r.Until
		}
		if s.Void != "" || s.Kind == Extended || end <= at {
			continue
		}
		if s.Began > at {
			list = append(list, CaseSegment{From: at, To: s.Began, State: CaseRuns})
			at = s.Began
		}
		state := CaseStopped
		if s.Kind == CorrectionAsked || s.Kind == Paused && s.Attrs["reason"] == "fee" {
			state = CaseAwaits
		}
		list = append(list, CaseSegment{From: at, To: end, State: state, Step: s.ID, Kind: s.Kind, Party: s.Attrs["party"], Reason: s.Attrs["reason"]})
		at = end
	}
	if at < r.Until {
		list = append(list, CaseSegment{From: at, To: r.Until, State: CaseRuns})
	}
	return list
}
