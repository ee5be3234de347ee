package demo

import (
	"cmp"
	"slices"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// Source is the source of all demonstration events.
const Source = "demo"

// Options choose the year. Give fourteen months to have the current quarter,
// the one before and the year before.
type Options struct {
	From workday.Date // instances due from this day on have their events
	To   workday.Date // nothing is known after the end of this day
	Seed int64
}

// Scene is what the generator meant one instance to be, for tests that compare
// a judge with it.
type Scene struct {
	Duty, Subject string
	Office        string
	Situation     Situation
	// Opened is day 0; Due is zero where no due date can be told. Neither says
	// anything of an instance that is 待核.
	Opened, Due workday.Date
	// Expected and Flags are what the judge should find at the end of Options.To.
	Expected disclosure.Verdict
	Flags    disclosure.Flag
}

// Generate returns the events of the year in the order they were recorded. The
// ids are unique within one generated year; a year with other options is
// another story under the same ids.
func Generate(p *disclosure.Plan, cal *workday.Calendar, opts Options) []disclosure.Event {
	s, _ := perform(p, cal, opts)
	events := slices.DeleteFunc(s.events, func(e disclosure.Event) bool { return !e.RecordedAt.Before(s.end) })
	slices.SortFunc(events, func(a, b disclosure.Event) int {
		return cmp.Or(a.RecordedAt.Compare(b.RecordedAt), cmp.Compare(a.ID, b.ID))
	})
	return copies(p, events)
}

// Script returns what Generate, given the same, means every instance to be.
func Script(p *disclosure.Plan, cal *workday.Calendar, opts Options) []Scene {
	s, all := perform(p, cal, opts)
	var scenes []Scene
	for _, o := range all {
		if o.script != nil {
			scenes = append(scenes, o.scene(o.duty, o.expected, o.flags))
			continue
		}
		for _, d := range o.counted {
			scenes = append(scenes, o.scene(d, s.expect(o, d), s.flags(o)))
		}
	}
	return scenes
}

func (o *occasion) scene(d *disclosure.Duty, v disclosure.Verdict, flags disclosure.Flag) Scene {
	return Scene{
		Duty: d.Code, Subject: o.subject, Office: o.office, Situation: o.situation,
		Opened: o.opened, Due: o.due, Expected: v, Flags: flags,
	}
}

func perform(p *disclosure.Plan, cal *workday.Calendar, opts Options) (*stage, []*occasion) {
	s := &stage{plan: p, cal: cal, end: opts.To.End()}
	if opts.From.IsZero() || opts.To < opts.From {
		return s, nil
	}
	all := occasions(p, cal, opts)
	cast(p, all, opts)
	for _, o := range all {
		if o.script != nil {
			o.script(s, o)
		} else {
			s.play(o)
		}
	}
	return s, all
}

// stage collects the events.
type stage struct {
	plan   *disclosure.Plan
	cal    *workday.Calendar
	end    time.Time
	events []disclosure.Event
}
