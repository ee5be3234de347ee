package planfile

import (
	"cmp"
	"slices"
)

// candidate is one name of something; several may name the same.
type candidate struct{ of, name string }

// nearest returns up to three of the candidates that are most like written,
// best first, each thing once. It goes by the longest common subsequence, so
// that Chinese abbreviations are close to what they stand for: 慈善办,
// 慈善总会办公室.
func nearest(written string, candidates []candidate) []string {
	type scored struct {
		candidate
		score float64
	}
	const close, most, longest = 0.5, 3, 200
	var found []scored
	folded := []rune(Fold(written))
	if len(folded) > longest {
		return nil
	}
	for _, c := range candidates {
		other := []rune(Fold(c.name))
		score := 2 * float64(common(folded, other)) / float64(len(folded)+len(other)+1)
		if score >= close {
			found = append(found, scored{c, score})
		}
	}
	slices.SortStableFunc(found, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	var names []string
	seen := map[string]bool{}
	for _, s := range found {
		if !seen[s.of] && len(names) < most {
			seen[s.of] = true
			names = append(names, s.name)
		}
	}
	return names
}

// common is the length of the longest common subsequence.
func common(a, b []rune) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		diagonal := 0
		for j, y := range b {
			up := row[j+1]
			if x == y {
				row[j+1] = diagonal + 1
			} else {
				row[j+1] = max(up, row[j])
			}
			diagonal = up
		}
	}
	return row[len(b)]
}
