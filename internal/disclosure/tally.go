package disclosure

import (
	"cmp"
	"iter"
	"slices"

	"daylight/internal/workday"
)

// TallyOf counts instances by office, due month and verdict, in that order.
func TallyOf(instances iter.Seq[*Instance]) []Tally {
	type key struct {
		office  string
		month   workday.Date
		verdict Verdict
	}
	counts, delays := map[key]*Tally{}, map[key][]int{}
	for i := range instances {
		k := key{office: i.Office, verdict: i.Verdict}
		if i.DueOn != 0 {
			k.month = workday.NewDate(i.DueOn.Year(), i.DueOn.Month(), 1)
		}
		t := counts[k]
		if t == nil {
			t = &Tally{Office: k.office, Month: k.month, Verdict: k.verdict}
			counts[k] = t
		}
		t.Count++
		t.Flags |= i.Flags
		delays[k] = append(delays[k], i.Delay)
	}
	tallies := make([]Tally, 0, len(counts))
	for k, t := range counts {
		t.MedianDelay = median(delays[k])
		tallies = append(tallies, *t)
	}
	slices.SortFunc(tallies, func(a, b Tally) int {
		return cmp.Or(cmp.Compare(a.Office, b.Office), cmp.Compare(a.Month, b.Month), cmp.Compare(a.Verdict, b.Verdict))
	})
	return tallies
}

func median(n []int) float64 {
	slices.Sort(n)
	if len(n)%2 == 1 {
		return float64(n[len(n)/2])
	}
	return float64(n[len(n)/2-1]+n[len(n)/2]) / 2
}
