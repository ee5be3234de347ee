package demo

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// verdict is a plain reading of the rules, from the events alone, to show that
// what was generated is what was meant.
func verdict(p *disclosure.Plan, cal *workday.Calendar, s Scene, events []disclosure.Event, asOf time.Time) disclosure.Verdict {
	d, _ := p.DutyByCode(s.Duty)
	if s.Situation == Scripted {
		return plotVerdict(d, s, events, asOf)
	}
	overdue := !asOf.Before(s.Due.End())
	voided := map[string]bool{}
	for _, e := range events {
		if e.Kind == disclosure.Voided {
			voided[e.Ref] = true
		}
	}
	var dated, nilReturn, withheld, declared bool
	claimed := map[string]bool{}
	for _, e := range events {
		claimed[e.Ref] = claimed[e.Ref] || e.Kind == disclosure.Ruled && e.Attrs["decision"] == "claimed"
	}
	var up time.Time // the primary channel carries it since
	wasUp, covered, on := false, map[string]bool{}, map[string]time.Time{}
	for _, e := range events {
		if voided[e.ID] {
			continue
		}
		at := e.OccurredAt
		switch e.Kind {
		case disclosure.Triggered:
			dated = e.Precision != disclosure.Unknown
		case disclosure.NilReturn:
			nilReturn = nilReturn || e.Attrs["unsigned"] == "" && at.Before(s.Due.End())
		case disclosure.NotApplicable:
			declared = true
		case disclosure.Withheld:
			withheld = true
		case disclosure.Withdrawn:
			up = time.Time{}
		case disclosure.Published:
			if !claimed[e.ID] && cal.WorkdaysBetween(workday.DateOf(at), e.URLDate) > 1 {
				at = e.FirstSeen
			}
			for _, f := range e.Fields {
				covered[f] = true
			}
			if on[e.Channel].IsZero() {
				on[e.Channel] = at
			}
			if e.Channel == d.Channels[0].Code && (up.IsZero() || at.Before(up)) {
				up = at
				wasUp = wasUp || at.Before(s.Due.End())
			}
		}
	}
	switch {
	case declared && up.IsZero():
		return disclosure.Inapplicable
	case withheld:
		return disclosure.WithheldLawfully
	case d.Trigger == disclosure.OnEvent && !dated:
		return disclosure.Unverified
	case nilReturn:
		return disclosure.NilReturned
	case up.IsZero() && overdue:
		return disclosure.Missing
	case up.IsZero():
		return disclosure.Pending
	case !wasUp && overdue:
		return disclosure.Late
	}
	for _, f := range d.Fields {
		if !covered[f] {
			return disclosure.Partial
		}
	}
	for _, c := range d.Channels[1:] {
		last := cal.AddWorkdays(s.Due, c.GraceWorkdays).Date.End()
		if !asOf.Before(last) && (on[c.Code].IsZero() || !on[c.Code].Before(last)) {
			return disclosure.Partial
		}
	}
	return disclosure.OnTime
}

func TestEventsMeanWhatTheScriptSays(t *testing.T) {
	p, cal := shipped(t), workday.Official()
	rapid.Check(t, func(t *rapid.T) {
		opts := anyYear(t)
		events := map[string][]disclosure.Event{}
		for _, e := range Generate(p, cal, opts) {
			events[e.Duty+" "+e.Subject] = append(events[e.Duty+" "+e.Subject], e)
		}
		scenes := Script(p, cal, opts)
		for _, s := range scenes {
			if got := verdict(p, cal, s, events[s.Duty+" "+s.Subject], opts.To.End()); got != s.Expected {
				t.Fatalf("%s %s, situation %d, due %s: events give %d, script says %d\n%+v",
					s.Duty, s.Subject, s.Situation, s.Due, got, s.Expected, events[s.Duty+" "+s.Subject])
			}
			delete(events, s.Duty+" "+s.Subject)
		}
		if len(events) > 0 {
			t.Fatalf("%d instances have events and no scene", len(events))
		}
		for i, a := range scenes {
			if slices.ContainsFunc(scenes[:i], func(b Scene) bool { return a.Duty == b.Duty && a.Subject == b.Subject }) {
				t.Fatalf("%s %s stands twice", a.Duty, a.Subject)
			}
		}
	})
}

// plotVerdict reads an instance with a plot of its own: by its due date, the
// evidence of its clock, and what makes it no matter at all.
func plotVerdict(d disclosure.Duty, s Scene, events []disclosure.Event, asOf time.Time) disclosure.Verdict {
	var opened, first, last, closed time.Time
	class, dated := "", d.Trigger != disclosure.OnEvent
	longest, before := map[string]workday.Date{}, map[string]workday.Date{}
	for _, e := range events {
		switch e.Kind {
		case disclosure.Received, disclosure.Detected, disclosure.Triggered:
			opened, class, dated = e.OccurredAt, e.Attrs["class"], e.Precision != disclosure.Unknown
			last = opened
		case disclosure.Closed:
			closed = e.OccurredAt
		}
	}
	silence := time.Duration(0)
	slices.SortStableFunc(events, func(a, b disclosure.Event) int { return a.OccurredAt.Compare(b.OccurredAt) })
	for _, e := range events {
		switch e.Kind {
		case disclosure.Published, disclosure.Answered, disclosure.SpotChecked:
			if first.IsZero() && (e.Kind != disclosure.SpotChecked || e.Attrs["result"] == "present") {
				first = e.OccurredAt
			}
			day := workday.DateOf(e.OccurredAt)
			from := before[e.Channel]
			if from == 0 {
				from = s.Due.AddMonths(-1) // the month before ends about here
			}
			longest[e.Channel], before[e.Channel] = max(longest[e.Channel], day-from-1), day
		case disclosure.FollowUp:
			silence, last = max(silence, e.OccurredAt.Sub(last)), e.OccurredAt
		}
	}
	n := d.Term.N
	if len(d.Classes) > 0 {
		c, ok := d.ClassByCode(class)
		switch {
		case class == "":
			return disclosure.Unverified
		case !ok || c.N == 0:
			return disclosure.Inapplicable
		}
		n = c.N
	}
	due := s.Due.End()
	if d.Term.Unit == disclosure.Hours {
		due = opened.Add(time.Duration(n) * time.Hour)
	}
	limit := time.Duration(n) * time.Hour
	switch {
	case !dated:
		return disclosure.Unverified
	case s.Due == 0:
		return disclosure.Pending
	case d.Clock() == disclosure.ByUpkeep && asOf.Before(due):
		return disclosure.Pending
	case d.Clock() == disclosure.ByUpkeep:
		for i, c := range d.Channels {
			if from := before[c.Code]; from == 0 || max(longest[c.Code], s.Due-from) > workday.Date(n) {
				return []disclosure.Verdict{disclosure.Late, disclosure.Partial}[min(i, 1)]
			}
		}
		return disclosure.OnTime
	case d.Clock() == disclosure.ByEpisode && !closed.IsZero():
		if max(silence, closed.Sub(last)) > limit {
			return disclosure.Late
		}
		return disclosure.OnTime
	case d.Clock() == disclosure.ByEpisode:
		if asOf.Before(last.Add(limit)) {
			return disclosure.Pending
		}
		return disclosure.Missing
	case !first.IsZero() && first.Before(due):
		return disclosure.OnTime
	case asOf.Before(due):
		return disclosure.Pending
	case !first.IsZero():
		return disclosure.Late
	}
	return disclosure.Missing
}

// The situations that cost nothing still leave their traces.
func TestTracesOfTheSituations(t *testing.T) {
	p, cal := shipped(t), workday.Official()
	events := Generate(p, cal, year14)
	for _, s := range Script(p, cal, year14) {
		var kinds []disclosure.EventKind
		var published, reviewed []time.Time
		suspect := false
		for _, e := range events {
			if e.Duty != s.Duty || e.Subject != s.Subject {
				continue
			}
			kinds = append(kinds, e.Kind)
			switch e.Kind {
			case disclosure.Published:
				published = append(published, e.OccurredAt)
				suspect = suspect || e.URLDate > workday.DateOf(e.OccurredAt)+1
			case disclosure.Reviewed:
				reviewed = append(reviewed, e.OccurredAt)
			}
		}
		has := func(k disclosure.EventKind) bool { return slices.Contains(kinds, k) }
		ok := true
		switch s.Situation {
		case Nil:
			ok = has(disclosure.NilReturn) && len(published) == 0 || s.Expected == disclosure.Pending
		case Never:
			ok = len(published) == 0
		case HandedOver:
			ok = has(disclosure.HandedOver)
		case Moved:
			ok = has(disclosure.Reassigned)
		case Declared:
			ok = has(disclosure.NotApplicable) && len(published) == 0
		case Cleared, Forged:
			ok = suspect && has(disclosure.Ruled)
		case Unsigned:
			ok = has(disclosure.NilReturn) && len(published) == 0
		case Kept:
			ok = has(disclosure.Withheld) && len(published) == 0
		case Restored:
			ok = has(disclosure.Withdrawn) && len(published) >= 2
		case Mistyped:
			ok = has(disclosure.Voided) && len(published) >= 2
		case Backdated:
			ok = suspect
		case Hasty:
			ok = slices.MinFunc(published, time.Time.Compare).Before(s.Opened.Start())
		case Unreviewed:
			ok = len(reviewed) == 0
		case ReviewedBehind:
			ok = len(reviewed) == 0 || len(published) > 0 && reviewed[0].After(published[0])
		}
		told := s.Situation == Backdated || s.Situation == Cleared || s.Situation == Forged
		if !ok || !told && suspect {
			t.Errorf("%s %s, situation %d: %v, published %v, reviewed %v", s.Duty, s.Subject, s.Situation, kinds, published, reviewed)
		}
	}
}
