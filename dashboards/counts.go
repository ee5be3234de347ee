package dashboards

import (
	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// Counts says how many instances stand under each verdict.
type Counts struct {
	by    [disclosure.WithheldLawfully + 1]int
	Flags disclosure.Flag
}

// Add counts n more instances under verdict v.
func (c *Counts) Add(v disclosure.Verdict, n int) {
	if v > 0 && int(v) < len(c.by) {
		c.by[v] += n
	}
}

// Of returns the count under the verdicts given.
func (c Counts) Of(verdicts ...disclosure.Verdict) int {
	n := 0
	for _, v := range verdicts {
		n += c.by[v]
	}
	return n
}

// Total returns the count under all verdicts.
func (c Counts) Total() int { return c.Of(disclosure.Verdicts...) }

// Judged returns the denominator of a rate (应公开).
func (c Counts) Judged() int { return c.where(disclosure.Verdict.Judged) }

// Met returns the count met in time (按时), nil returns included.
func (c Counts) Met() int { return c.where(disclosure.Verdict.Met) }

// Rate returns the on-time rate with its counts.
func (c Counts) Rate() Rate { return Rate{Met: c.Met(), Judged: c.Judged()} }

// Doubt is the count of 待核 with its share of all that was judged or should
// have been. It stands beside a rate wherever one is shown.
func (c Counts) Doubt() Rate {
	n := c.Of(disclosure.Unverified)
	return Rate{Met: n, Judged: c.Judged() + n}
}

func (c Counts) where(keep func(disclosure.Verdict) bool) int {
	n := 0
	for _, v := range disclosure.Verdicts {
		if keep(v) {
			n += c.by[v]
		}
	}
	return n
}

// Sum adds up tallies.
func Sum(tallies []disclosure.Tally) Counts {
	var c Counts
	for _, t := range tallies {
		c.tally(t)
	}
	return c
}

// ByOffice adds up tallies by office code. Offices without instances are absent.
func ByOffice(tallies []disclosure.Tally) map[string]Counts {
	return sumBy(tallies, func(t disclosure.Tally) string { return t.Office })
}

// ByMonth adds up tallies by the first day of the due month.
func ByMonth(tallies []disclosure.Tally) map[workday.Date]Counts {
	return sumBy(tallies, func(t disclosure.Tally) workday.Date { return t.Month })
}

// OfficesWith counts the offices that have an instance under verdict v.
func OfficesWith(tallies []disclosure.Tally, v disclosure.Verdict) int {
	n := 0
	for _, c := range ByOffice(tallies) {
		if c.Of(v) > 0 {
			n++
		}
	}
	return n
}

func (c *Counts) tally(t disclosure.Tally) {
	c.Add(t.Verdict, t.Count)
	c.Flags |= t.Flags
}

func sumBy[K comparable](tallies []disclosure.Tally, key func(disclosure.Tally) K) map[K]Counts {
	sums := map[K]Counts{}
	for _, t := range tallies {
		c := sums[key(t)]
		c.tally(t)
		sums[key(t)] = c
	}
	return sums
}
