package disclosure

import "slices"

// byCase judges an application by the clock that CaseTimeline draws. Channels,
// fields, reviews and nil returns do not matter: the answer decides.
func (j *judge) byCase(h *hearing) {
	c := runCase(h.line.Term.N, j.cal, h.file, j.today)
	answers := datedOnly(h.file.of(Answered))
	if c.OpenedOn != 0 {
		h.openOn(c.OpenedOn)
	}
	if c.DueOn != 0 {
		h.dueEnd(c.DueOn)
	}
	if c.AnsweredOn != 0 {
		h.PublishedAt = c.Answer.OccurredAt
		h.log = []posting{{Event: &c.Answer, at: c.Answer.OccurredAt}}
	}
	if c.LateNotice {
		h.Flags |= FlagLateNotice
	}
	if c.Provisional {
		h.Flags |= FlagProvisional
	}
	h.Taken = c.Taken
	h.Verdict, h.Delay = h.caseVerdict(c, answers)
}

func (h *hearing) caseVerdict(c CaseClock, answers []*Event) (Verdict, int) {
	switch {
	case h.declaredInapplicable() && len(answers) == 0:
		return Inapplicable, 0
	case h.withheld(answers):
		return WithheldLawfully, 0
	case c.Received == 0:
		return Unverified, 0
	case c.AnsweredOn != 0 && c.AnsweredOn <= c.DueOn:
		return OnTime, 0
	case c.AnsweredOn != 0:
		return Late, max(1, h.cal.WorkdaysBetween(c.DueOn, c.AnsweredOn))
	case c.DueOn == 0 || h.asOf.Before(h.DueAt):
		return Pending, 0
	}
	return Missing, max(1, h.cal.WorkdaysBetween(c.DueOn, h.today))
}

func datedOnly(list []*Event) []*Event {
	return slices.DeleteFunc(list, func(e *Event) bool { return !dated(e) })
}
