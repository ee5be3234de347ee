package assessment

import (
	"strings"

	"daylight/internal/disclosure"
)

// Region adds the standings of its bodies up (行政区划).
type Region struct {
	Path   string // from the outermost: 贵州省/安顺市; "" for bodies that name none
	Bodies int
	Figures
	// Scored is how many bodies have a score, ScoreSum the sum of their scores.
	Scored   int
	ScoreSum Points
	Lacking  int // bodies with something missing
}

// Score is the mean of the bodies' scores, each with the same weight, rounded
// half up. ok is false when no body has one.
func (r Region) Score() (score Points, ok bool) {
	if r.Scored == 0 {
		return 0, false
	}
	return MeanScore(r.ScoreSum, r.Scored), true
}

// Add enters one body.
func (r *Region) Add(s BodyStanding) {
	r.Bodies++
	r.Figures = r.Plus(s.Figures)
	if score, ok := s.Score(); ok {
		r.Scored, r.ScoreSum = r.Scored+1, r.ScoreSum+score
	}
	if s.Missing > 0 {
		r.Lacking++
	}
}

// Within returns the standings of the bodies in a region, at any depth. "" is
// all of them.
func Within(rows []BodyStanding, region string) []BodyStanding {
	if region == "" {
		return rows
	}
	var in []BodyStanding
	for _, s := range rows {
		if own := RegionOf(s.Body); own == region || strings.HasPrefix(own, region+"/") {
			in = append(in, s)
		}
	}
	return in
}

// RegionOf is the region of a body without empty parts and spaces around them.
func RegionOf(b disclosure.Body) string {
	var parts []string
	for part := range strings.SplitSeq(b.Region, "/") {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "/")
}

// Regions adds up the parts that a region falls into, in the order of their first
// body, and apart from them the bodies that belong to the region itself.
func Regions(rows []BodyStanding, region string) (parts []Region, own []BodyStanding) {
	at := map[string]int{}
	for _, s := range Within(rows, region) {
		path := RegionOf(s.Body)
		rest := strings.TrimPrefix(path[len(region):], "/")
		if rest == "" {
			own = append(own, s)
			continue
		}
		first, _, _ := strings.Cut(rest, "/")
		path = strings.TrimPrefix(region+"/"+first, "/")
		n, known := at[path]
		if !known {
			n = len(parts)
			at[path], parts = n, append(parts, Region{Path: path})
		}
		parts[n].Add(s)
	}
	return parts, own
}
