package dashboards

import (
	"cmp"
	"slices"

	"daylight/internal/disclosure"
)

// standing leaves out what was voided, and puts the rest in the order in which
// it became known.
func standing(events []disclosure.Event) []disclosure.Event {
	void := voided(events)
	var kept []disclosure.Event
	for _, e := range events {
		if e.Kind != disclosure.Voided && !(e.ID != "" && void[e.ID]) {
			kept = append(kept, e)
		}
	}
	slices.SortStableFunc(kept, func(a, b disclosure.Event) int {
		return cmp.Or(a.RecordedAt.Compare(b.RecordedAt), cmp.Compare(a.ID, b.ID))
	})
	return kept
}

// latest returns the last recorded fact of a kind.
func latest(facts []disclosure.Event, kinds ...disclosure.EventKind) (disclosure.Event, bool) {
	for n := len(facts) - 1; n >= 0; n-- {
		if slices.Contains(kinds, facts[n].Kind) {
			return facts[n], true
		}
	}
	return disclosure.Event{}, false
}

// voided names the facts that were declared wrong.
func voided(events []disclosure.Event) map[string]bool {
	void := map[string]bool{}
	for _, e := range events {
		if e.Kind == disclosure.Voided && e.Ref != "" {
			void[e.Ref] = true
		}
	}
	return void
}
