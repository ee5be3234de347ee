package demo

import (
	"slices"

	"daylight/internal/disclosure"
)

// expect says how the occasion stands at the end, from what was recorded by then,
// for the duty itself or one that is counted with it.
func (s *stage) expect(o *occasion, d *disclosure.Duty) disclosure.Verdict {
	overdue := !s.end.Before(o.due.End())
	switch o.situation {
	case Kept:
		if s.known(o, disclosure.Withheld) {
			return disclosure.WithheldLawfully
		}
	case Declared:
		if s.known(o, disclosure.NotApplicable) {
			return disclosure.Inapplicable
		}
	case Unsigned:
	case Undated:
		return disclosure.Unverified
	case Nil:
		if s.known(o, disclosure.NilReturn) {
			return disclosure.NilReturned
		}
	case Overdue, Forged, HandedOver:
		if overdue && s.known(o, disclosure.Published) {
			return disclosure.Late
		}
	case Never:
	default:
		if s.known(o, disclosure.Published) {
			return s.complete(o, d)
		}
	}
	if overdue {
		return disclosure.Missing
	}
	return disclosure.Pending
}

// complete tells a whole publication from a partial one. A secondary channel
// lacks once its own due date has passed.
func (s *stage) complete(o *occasion, d *disclosure.Duty) disclosure.Verdict {
	switch o.situation {
	case FieldsLacking:
		if slices.Contains(d.Fields, o.fields[len(o.fields)-1]) {
			return disclosure.Partial
		}
	case ChannelMissing, ChannelLate:
		grace := o.duty.Channels[len(o.duty.Channels)-1].GraceWorkdays
		if !s.end.Before(s.cal.AddWorkdays(o.due, grace).Date.End()) {
			return disclosure.Partial
		}
	}
	return disclosure.OnTime
}

// known reports whether a fact of the kind about the occasion counts at the end.
func (s *stage) known(o *occasion, kind disclosure.EventKind) bool { return s.number(o, kind) > 0 }

func (s *stage) number(o *occasion, kind disclosure.EventKind) int {
	n := 0
	for _, e := range s.events {
		if e.Duty == o.duty.Code && e.Subject == o.subject && e.Kind == kind && e.RecordedAt.Before(s.end) {
			n++
		}
	}
	return n
}

// flags says what doubts ride on the verdict at the end.
func (s *stage) flags(o *occasion) disclosure.Flag {
	var f disclosure.Flag
	published := s.known(o, disclosure.Published)
	set := func(flag disclosure.Flag, on bool) {
		if on {
			f |= flag
		}
	}
	ruled := s.known(o, disclosure.Ruled)
	switch o.situation {
	case Unreviewed, ReviewedBehind:
		set(disclosure.FlagUnreviewed, published)
	case Backdated:
		set(disclosure.FlagSuspectDate, published)
	case Cleared:
		set(disclosure.FlagSuspectDate, published && !ruled)
	case Forged:
		set(disclosure.FlagSuspectDate, published)
		set(disclosure.FlagForged, ruled)
	case Hasty:
		set(disclosure.FlagPremature, published)
	case Reposted:
		set(disclosure.FlagRepublished, s.number(o, disclosure.Published) > len(o.duty.Channels))
	case Restored:
		set(disclosure.FlagWithdrawn, s.known(o, disclosure.Withdrawn))
	}
	set(disclosure.FlagProvisional, o.situation != Undated && o.provisional(s))
	return f
}

// provisional reports whether the due date rests on days without a notice.
func (o *occasion) provisional(s *stage) bool {
	switch t := o.duty.Term; {
	case t.Unit == disclosure.Workdays:
		return s.cal.AddWorkdays(o.opened, t.N).Provisional
	case t.Unit == disclosure.CalendarDays:
		return s.cal.AddDays(o.opened, t.N, t.RollForward).Provisional
	}
	return false
}
