package assessment

import "cmp"

// Place is a place in a ranking.
type Place struct {
	Rank int // from 1; 0: not ranked
	Tied bool
}

// Places gives n things that stand best first their places: equal ones share a
// place and the next one is skipped (1, 1, 3). ranked says which take part, equal
// whether one is as good as the one before.
func Places(n int, ranked func(i int) bool, equal func(before, i int) bool) (places []Place, of int) {
	places = make([]Place, n)
	last := -1
	for i := range places {
		if !ranked(i) {
			continue
		}
		of++
		places[i].Rank = of
		if last >= 0 && equal(last, i) {
			places[i] = Place{places[last].Rank, true}
			places[last].Tied = true
		}
		last = i
	}
	return places, of
}

// CompareRates orders figures by their exact on-time rate, the best first; those
// without any judged come last.
func CompareRates(a, b Figures) int {
	if a.Judged() == 0 || b.Judged() == 0 {
		return cmp.Compare(min(b.Judged(), 1), min(a.Judged(), 1))
	}
	return cmp.Compare(b.Met()*a.Judged(), a.Met()*b.Judged())
}
