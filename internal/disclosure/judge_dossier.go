package disclosure

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"daylight/internal/workday"
)

// dossier is 卷宗: what the ledger says of one duty and subject.
type dossier struct {
	facts   []*Event          // that count, in the order (recorded_at, id)
	rulings map[string]*Event // the latest on each fact, by the fact's id
}

// fileAll sorts the facts known at asOf into dossiers by duty and subject.
func fileAll(events []Event, asOf time.Time) map[string]map[string]*dossier {
	facts := known(events, asOf)
	slices.SortFunc(facts, func(a, b *Event) int {
		return cmp.Or(strings.Compare(a.Duty, b.Duty), strings.Compare(a.Subject, b.Subject))
	})
	files := map[string]map[string]*dossier{}
	for len(facts) > 0 {
		first, n := facts[0], 1
		for n < len(facts) && facts[n].Duty == first.Duty && facts[n].Subject == first.Subject {
			n++
		}
		if files[first.Duty] == nil {
			files[first.Duty] = map[string]*dossier{}
		}
		files[first.Duty][first.Subject] = newDossier(facts[:n:n])
		facts = facts[n:]
	}
	return files
}

// known leaves out what was not yet recorded at asOf.
func known(events []Event, asOf time.Time) []*Event {
	list := make([]*Event, 0, len(events))
	for n := range events {
		if events[n].RecordedAt.Before(asOf) {
			list = append(list, &events[n])
		}
	}
	return list
}

// newDossier drops the voiding entries and what they name, for good: voiding a
// voiding entry brings nothing back. Rulings speak of facts and are none.
func newDossier(heap []*Event) *dossier {
	var voided map[string]bool
	for _, e := range heap {
		if e.Kind == Voided {
			put(&voided, e.Ref, true)
		}
	}
	slices.SortFunc(heap, inOrder)
	d := &dossier{facts: heap[:0]}
	for _, e := range heap {
		switch {
		case e.Kind == Voided || voided[e.ID]:
		case e.Kind == Ruled:
			put(&d.rulings, e.Ref, e)
		default:
			d.facts = append(d.facts, e)
		}
	}
	return d
}

// put makes the map when it is first needed: nearly every dossier does without.
func put[K comparable, V any](m *map[K]V, key K, value V) {
	if *m == nil {
		*m = map[K]V{}
	}
	(*m)[key] = value
}

// inOrder is the order of the ledger.
func inOrder(a, b *Event) int {
	return cmp.Or(a.RecordedAt.Compare(b.RecordedAt), cmp.Compare(a.ID, b.ID))
}

// dated reports whether it is known when the fact happened.
func dated(e *Event) bool { return e.Precision != Unknown && !e.OccurredAt.IsZero() }

func (d *dossier) of(kinds ...EventKind) []*Event {
	var list []*Event
	for _, e := range d.facts {
		if slices.Contains(kinds, e.Kind) {
			list = append(list, e)
		}
	}
	return list
}

// latest returns the fact of these kinds that was recorded last; nil: none.
func (d *dossier) latest(kinds ...EventKind) *Event {
	for _, e := range slices.Backward(d.facts) {
		if slices.Contains(kinds, e.Kind) {
			return e
		}
	}
	return nil
}

// posting is a publication, revision or withdrawal with the time that counts.
type posting struct {
	*Event
	at              time.Time
	suspect, forged bool
}

// postings returns the facts of these kinds in order. What happened on a day
// nobody knows plays no part until the day is supplied.
func (d *dossier) postings(cal *workday.Calendar, kinds ...EventKind) []posting {
	var list []posting
	for _, e := range d.of(kinds...) {
		if !dated(e) {
			continue
		}
		ruling := ""
		if r := d.rulings[e.ID]; r != nil {
			ruling = r.Attrs["decision"]
		}
		p := posting{Event: e, at: e.OccurredAt, forged: ruling == "forged"}
		if later := evidence(cal, e); !later.IsZero() && ruling != "claimed" {
			p.at, p.suspect = later, true
		}
		list = append(list, p)
	}
	return list
}

// takesDown reports whether the fact says that nothing is to be seen any more.
func takesDown(e *Event) bool {
	return e.Kind == Withdrawn || e.Kind == SpotChecked && e.Attrs["result"] == "absent"
}

// evidence is the later time that other traces of a publication speak for; zero
// when they do not contradict it. A day or two between posting and the first
// visit of a collector is no contradiction.
func evidence(cal *workday.Calendar, e *Event) time.Time {
	if e.URLDate == 0 && e.FirstSeen.IsZero() || !dated(e) {
		return time.Time{}
	}
	day := workday.DateOf(e.OccurredAt)
	switch {
	case e.URLDate > day && cal.WorkdaysBetween(day, e.URLDate) > 1:
		if e.FirstSeen.After(e.URLDate.Start()) {
			return e.FirstSeen
		}
		return e.URLDate.Start()
	case e.FirstSeen.After(e.OccurredAt) && cal.WorkdaysBetween(day, workday.DateOf(e.FirstSeen)) > 2:
		return e.FirstSeen
	}
	return time.Time{}
}
