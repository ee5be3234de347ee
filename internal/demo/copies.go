package demo

import (
	"maps"

	"daylight/internal/disclosure"
)

// copies adds each fact again for the duties that it counts for too, as intake
// does: all facts where a duty is counted with another, openings and closings
// where it opens with another. A copy follows its base at once.
func copies(p *disclosure.Plan, events []disclosure.Event) []disclosure.Event {
	var all []disclosure.Event
	for _, e := range events {
		all = append(all, e)
		for i := range p.Duties {
			d := &p.Duties[i]
			if d.CountedWith == e.Duty || d.OpensWith == e.Duty && opens(e.Kind) {
				all = append(all, copyFor(d, e))
			}
		}
	}
	return all
}

func opens(k disclosure.EventKind) bool {
	switch k {
	case disclosure.Triggered, disclosure.Received, disclosure.Detected, disclosure.Closed:
		return true
	}
	return false
}

func copyFor(d *disclosure.Duty, e disclosure.Event) disclosure.Event {
	attrs := maps.Clone(e.Attrs)
	if attrs == nil {
		attrs = map[string]string{}
	}
	attrs["with"] = e.ID
	e.Attrs, e.Duty, e.ID = attrs, d.Code, e.ID+"+"+d.Code
	if e.Ref != "" {
		e.Ref += "+" + d.Code
	}
	return e
}
