package disclosure

import (
	"time"

	"daylight/internal/workday"
)

// once is the subject of a duty that is done or not.
const once = "once"

func (j *judge) byTerm(l *DutyLine) []*Instance {
	switch {
	case l.Trigger == OneOff:
		return j.onlyOnce(l)
	case l.PeriodMonths() > 0:
		return j.everyPeriod(l)
	}
	return j.each(l, (*hearing).judgeTerm)
}

func (j *judge) everyPeriod(l *DutyLine) []*Instance {
	var list []*Instance
	for _, p := range j.periods(l) {
		if !j.wanted(l, p.subject) {
			continue
		}
		h := j.hear(l, p.subject, j.files[l.Code][p.subject])
		h.open(openings(ByTerm)) // for the class; day 0 is the period's own
		h.PeriodFrom, h.PeriodTo = p.from, p.to
		h.openOn(p.to)
		h.judgeTerm()
		list = append(list, h.close())
	}
	return list
}

// onlyOnce opens on the day the duty was born, under the version in force then.
func (j *judge) onlyOnce(l *DutyLine) []*Instance {
	if l.Born < l.Since || l.Born >= l.Until || !j.wanted(l, once) {
		return nil
	}
	h := j.hear(l, once, j.files[l.Code][once])
	h.open(openings(ByTerm))
	h.PeriodFrom, h.PeriodTo = l.Born, l.Born
	h.openOn(l.Born)
	h.judgeTerm()
	return []*Instance{h.close()}
}

// judgeTerm compares what was shown with the term, by 24:00 of its last day.
func (h *hearing) judgeTerm() {
	arises := h.fall()
	s := h.show()
	h.log = s.onMain
	switch at, ok := s.nilReturn(); {
	case ok:
		h.PublishedAt = at
	case s.upWhenDue:
		h.PublishedAt = s.first
	case s.up():
		h.PublishedAt = s.cameUp
	}
	h.Verdict = h.termVerdict(s, arises)
	switch h.Verdict {
	case Late:
		h.Delay = h.lateBy()
	case Missing:
		h.Delay = h.missingBy()
	}
	switch h.Verdict {
	case Partial, Late, Missing:
		h.Lacking = h.lacking(s)
	}
	h.Taken = h.taken()
	h.Flags |= h.termFlags(s)
}

// fall works out when the instance falls due; it stays unknown without a day 0
// or a class. It reports whether the duty arises for the class at all.
func (h *hearing) fall() (arises bool) {
	n, told, arises := h.units()
	if h.OpenedOn == 0 || !told || !arises {
		return arises
	}
	t := h.Term
	if t.Unit == Hours {
		h.DueAt = workday.AddHours(h.OpenedAt, n)
		h.DueOn = workday.DateOf(h.DueAt)
		return true
	}
	due := workday.Result{Date: h.OpenedOn}
	switch t.Unit {
	case Workdays:
		due = h.cal.AddWorkdays(h.OpenedOn, n)
	case CalendarDays:
		due = h.cal.AddDays(h.OpenedOn, n, t.RollForward)
	case OnDate:
		due.Date = t.dateAfter(h.OpenedOn)
	}
	h.dueEnd(due.Date)
	if due.Provisional {
		h.Flags |= FlagProvisional
	}
	return true
}

// dateAfter is the fixed date that follows day 0: the date a superior set for
// the year, the day of the following year, or that day of the month after.
func (t Term) dateAfter(opened workday.Date) workday.Date {
	year := opened.Year() + 1
	if own, ok := t.Dates[year]; ok {
		return own
	}
	if t.Month == 0 {
		next := opened + 1
		return workday.NewDate(next.Year(), next.Month(), t.Day)
	}
	return workday.NewDate(year, t.Month, t.Day)
}

// termVerdict is the first that applies.
func (h *hearing) termVerdict(s *showing, arises bool) Verdict {
	_, isNil := s.nilReturn()
	switch {
	case (h.declaredInapplicable() || !arises) && !s.up():
		return Inapplicable
	case h.withheld(s.content):
		return WithheldLawfully
	case h.DueOn == 0:
		return Unverified
	case isNil && h.PublishedAt.Before(h.DueAt):
		return NilReturned
	case isNil:
		return Late
	case s.upWhenDue && s.up() && len(h.lacking(s)) > 0:
		return Partial
	case s.upWhenDue && s.up():
		return OnTime
	case h.asOf.Before(h.DueAt):
		return Pending
	case s.up():
		return Late
	case s.elsewhere:
		return Partial
	}
	return Missing
}

// lacking lists the main channel when only others carry it, the further
// channels whose own term has passed, and the fields nobody covered.
func (h *hearing) lacking(s *showing) []string {
	var list []string
	if h.DueOn != 0 && !h.asOf.Before(h.DueAt) && !s.up() && s.elsewhere && len(h.line.Channels) > 0 {
		list = append(list, "channel:"+h.line.Channels[0].Code)
	}
	for i, c := range h.line.Channels {
		if i > 0 && h.tooLateOn(c, s) {
			list = append(list, "channel:"+c.Code)
		}
	}
	if len(s.covered) == 0 {
		return list // nothing is known to be lacking
	}
	for _, f := range h.line.Fields {
		if !s.covered[f] {
			list = append(list, "field:"+f)
		}
	}
	return list
}

// tooLateOn reports whether a further channel's own term has passed without a
// publication there.
func (h *hearing) tooLateOn(c DutyChannel, s *showing) bool {
	if h.DueOn == 0 {
		return false
	}
	due := h.cal.AddWorkdays(h.DueOn, c.GraceWorkdays).Date.End()
	first := s.firstOn(c.Code)
	return !h.asOf.Before(due) && (first.IsZero() || !first.Before(due))
}

func (h *hearing) termFlags(s *showing) Flag {
	flags := s.flags
	if !h.PublishedAt.IsZero() {
		if _, isNil := s.nilReturn(); !isNil && h.line.Review && !h.reviewedBy(h.PublishedAt) {
			flags |= FlagUnreviewed
		}
		if h.line.Trigger == OnEvent && workday.DateOf(h.PublishedAt) < h.OpenedOn {
			flags |= FlagPremature
		}
	}
	return flags
}

// reviewedBy reports whether a review came before the publication (先审查、后公开).
func (h *hearing) reviewedBy(t time.Time) bool {
	for _, e := range h.file.of(Reviewed) {
		if dated(e) && !e.OccurredAt.After(t) {
			return true
		}
	}
	return false
}
