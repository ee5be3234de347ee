package dashboards

import (
	"time"

	"daylight/internal/disclosure"
)

// ChangeDays is how far back “what changed” looks.
const ChangeDays = 7

// Of each kind of change, the first few instances are in sight and some more a
// click away.
const (
	shownChanges = 5
	namedChanges = 50
)

// Changes is what moved between two as-of moments.
type Changes struct {
	Since time.Time
	Kinds []Change // empty when nothing moved
	Known bool     // false when there was too much to compare
}

// Change is one kind of movement with its instances, worst first.
type Change struct {
	Key     string // newly_missing, newly_late, newly_met, other
	Verdict disclosure.Verdict
	Count   int
	Rows    []Row // in sight
	Rest    []Row // one click away
}

// compare sets the same instances as known at two moments against each other.
func compare(f Frame, facts OverviewFacts) Changes {
	c := Changes{Since: facts.Then, Known: !facts.Partial}
	if facts.Partial {
		return c
	}
	then := map[string]disclosure.Verdict{}
	for _, i := range facts.RowsThen {
		then[i.Key()] = i.Verdict
	}
	kinds := []Change{
		{Key: "newly_missing", Verdict: disclosure.Missing},
		{Key: "newly_late", Verdict: disclosure.Late},
		{Key: "newly_met", Verdict: disclosure.OnTime},
		{Key: "other", Verdict: disclosure.Partial},
	}
	for _, i := range facts.Rows {
		if then[i.Key()] == i.Verdict {
			continue
		}
		k := &kinds[kindOf(i.Verdict)]
		k.Count++
		if k.Count <= shownChanges {
			k.Rows = append(k.Rows, f.row(i))
		} else if k.Count <= namedChanges {
			k.Rest = append(k.Rest, f.row(i))
		}
	}
	for _, k := range kinds {
		if k.Count > 0 {
			c.Kinds = append(c.Kinds, k)
		}
	}
	return c
}

func kindOf(v disclosure.Verdict) int {
	switch {
	case v == disclosure.Missing:
		return 0
	case v == disclosure.Late:
		return 1
	case v.Met():
		return 2
	}
	return 3
}
