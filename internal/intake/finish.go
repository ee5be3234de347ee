package intake

import (
	"maps"
	"slices"

	"daylight/internal/disclosure"
)

// finish completes the event for each of its subjects and records it for every
// duty that it counts for. The event itself stands last.
func (c *checker) finish(e *entry, duty *disclosure.Duty, ev disclosure.Event, subjects []string) []disclosure.Event {
	if c.InHistory() && ev.Precision != disclosure.Unknown {
		ev.RecordedAt = ev.OccurredAt
	}
	if c.writtenBefore(e) {
		return c.writtenOut(e, ev, subjects)
	}
	own, post := ev.Attrs, ""
	var all []disclosure.Event
	for i, subject := range subjects {
		ev.Subject = subject
		if i > 0 {
			ev.ID, ev.Attrs = "", with(own, "post", post)
		}
		if ev.ID == "" {
			ev.ID = EventID(&ev)
		}
		if i == 0 {
			post = ev.ID
		}
		story := c.story(duty, ev)
		all = append(append(all, c.fanOut(story)...), story...)
	}
	return all
}

// writtenBefore reports whether the row comes from a ledger that was exported
// and goes into a new one as history: it was checked when it was first entered.
func (c *checker) writtenBefore(e *entry) bool { return c.InHistory() && e.value[fieldRecorded] != "" }

// writtenOut is a fact of such a ledger, which states what follows from the
// fact by itself.
func (c *checker) writtenOut(e *entry, ev disclosure.Event, subjects []string) []disclosure.Event {
	if at := c.at(e, fieldRecorded).at; !at.IsZero() {
		ev.RecordedAt = at
	}
	if len(subjects) > 0 {
		ev.Subject = subjects[0]
	}
	if ev.ID == "" {
		ev.ID = EventID(&ev)
	}
	return []disclosure.Event{ev}
}

// story puts before a paper that an event-driven duty covers the fact that the
// paper was formed.
func (c *checker) story(duty *disclosure.Duty, ev disclosure.Event) []disclosure.Event {
	whole := c.Mapping != nil && c.Mapping.Trigger != ""
	if ev.Kind != disclosure.Published || duty.Trigger != disclosure.OnEvent || ev.FormedOn.IsZero() && !whole {
		return []disclosure.Event{ev}
	}
	trigger := disclosure.Event{
		Body: ev.Body, Duty: ev.Duty, Subject: ev.Subject, Kind: disclosure.Triggered, Office: ev.Office,
		Precision: disclosure.Unknown, RecordedAt: ev.RecordedAt, FormedOn: ev.FormedOn,
		Title: ev.Title, DocNumber: ev.DocNumber, Actor: ev.Actor, Source: ev.Source,
	}
	if !ev.FormedOn.IsZero() {
		trigger.OccurredAt, trigger.Precision = ev.FormedOn.Start(), disclosure.ToDay
	}
	trigger.ID = EventID(&trigger)
	return []disclosure.Event{trigger, ev}
}

// openers are the kinds that a duty shares with those that open with it.
// Voiding is among them: it takes back the copy of whatever it names.
var openers = []disclosure.EventKind{disclosure.Triggered, disclosure.Received, disclosure.Detected, disclosure.Closed, disclosure.Voided}

// fanOut records facts once more for each duty that counts them too, so that
// the judges need not guess.
func (c *checker) fanOut(facts []disclosure.Event) []disclosure.Event {
	var copies []disclosure.Event
	for _, ev := range facts {
		duties := c.counted[ev.Duty]
		if slices.Contains(openers, ev.Kind) {
			duties = slices.Concat(duties, c.opened[ev.Duty])
		}
		for _, d := range duties {
			again := ev
			again.ID, again.Duty, again.Attrs = ev.ID+"+"+d.Code, d.Code, with(ev.Attrs, "with", ev.ID)
			if ev.Ref != "" {
				again.Ref = ev.Ref + "+" + d.Code
			}
			copies = append(copies, again)
		}
	}
	return copies
}

func with(attrs map[string]string, key, value string) map[string]string {
	attrs = maps.Clone(attrs)
	if attrs == nil {
		attrs = map[string]string{}
	}
	attrs[key] = value
	return attrs
}
