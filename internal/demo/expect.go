package demo

import "daylight/internal/disclosure"

// expect says how the occasion stands at the end, from what was recorded by then.
func (s *stage) expect(o *occasion) disclosure.Verdict {
	overdue := !s.end.Before(o.due.End())
	switch o.situation {
	case Kept:
		if s.known(o, disclosure.Withheld) {
			return disclosure.WithheldLawfully
		}
	case Undated:
		return disclosure.Unverified
	case Nil:
		if s.known(o, disclosure.NilReturn) {
			return disclosure.NilReturned
		}
	case Overdue:
		if overdue && s.known(o, disclosure.Published) {
			return disclosure.Late
		}
	case Never:
	default:
		if s.known(o, disclosure.Published) {
			return s.complete(o)
		}
	}
	if overdue {
		return disclosure.Missing
	}
	return disclosure.Pending
}

// complete tells a whole publication from a partial one. A secondary channel
// lacks once its own due date has passed.
func (s *stage) complete(o *occasion) disclosure.Verdict {
	switch o.situation {
	case FieldsLacking:
		return disclosure.Partial
	case ChannelMissing, ChannelLate:
		grace := o.duty.Channels[len(o.duty.Channels)-1].GraceWorkdays
		if !s.end.Before(s.cal.AddWorkdays(o.due, grace).Date.End()) {
			return disclosure.Partial
		}
	}
	return disclosure.OnTime
}

// known reports whether a fact of the kind about the occasion counts at the end.
func (s *stage) known(o *occasion, kind disclosure.EventKind) bool {
	for _, e := range s.events {
		if e.Duty == o.duty.Code && e.Subject == o.subject && e.Kind == kind && e.RecordedAt.Before(s.end) {
			return true
		}
	}
	return false
}
