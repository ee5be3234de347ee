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
	overdue := !asOf.Before(s.Due.End())
	voided := map[string]bool{}
	for _, e := range events {
		if e.Kind == disclosure.Voided {
			voided[e.Ref] = true
		}
	}
	var dated, nilReturn, withheld bool
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
			nilReturn = at.Before(s.Due.End())
		case disclosure.Withheld:
			withheld = true
		case disclosure.Withdrawn:
			up = time.Time{}
		case disclosure.Published:
			if cal.WorkdaysBetween(workday.DateOf(at), e.URLDate) > 1 {
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
		if !ok || s.Situation != Backdated && suspect {
			t.Errorf("%s %s, situation %d: %v, published %v, reviewed %v", s.Duty, s.Subject, s.Situation, kinds, published, reviewed)
		}
	}
}
