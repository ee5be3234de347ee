package assessment

import (
	"context"
	"time"

	"daylight/internal/disclosure"
)

// NationQuestion asks how every body stands in a period.
type NationQuestion struct {
	Period Period
	// AsOf is exclusive; zero asks for the present, and the answer says which
	// moment that was.
	AsOf time.Time
}

// Standings is the answer.
type Standings struct {
	Period Period
	AsOf   time.Time
	// Rows has one row per body with a plan known by then, by code.
	Rows []BodyStanding
	// Recomputed is how many of them had to be computed from the ledger for this
	// answer; the others were kept and still right.
	Recomputed int
}

// Nation tells how all bodies stand (机关态势).
type Nation interface {
	// Standings never answers with a figure that the ledger known at AsOf does not
	// have: what is out of date is computed again first.
	Standings(ctx context.Context, q NationQuestion) (Standings, error)
}

// BodyStanding is how one body stands in a period.
type BodyStanding struct {
	Body disclosure.Body
	// Scheme is the version that the offices are scored by, and the SHA-256 of its text.
	Scheme, SchemeSHA256 string
	Figures
	// Scored is how many offices have a score, ScoreSum what they reached together.
	Scored   int
	ScoreSum Points
	// Worst is the office with the lowest score of those with enough judged to be
	// named, equals by the office list; without a code when none may be.
	Worst Worst

	Events     int       // facts in the ledger by now
	LastFactAt time.Time // when the last of them was stored; zero without any
	// ValidUntil is the last as-of for which the figures hold unless something is recorded.
	ValidUntil time.Time
}

// Worst names an office with its score.
type Worst struct {
	Code, Name string
	Total      Points
}

// Score is the body's score: the mean of its scored offices' totals, each with the
// same weight, rounded half up. ok is false when no office has one.
func (s BodyStanding) Score() (score Points, ok bool) {
	if s.Scored == 0 {
		return 0, false
	}
	return MeanScore(s.ScoreSum, s.Scored), true
}

// MeanScore is sum ÷ n, rounded half up; n must be above zero.
func MeanScore(sum Points, n int) Points { return Points(halfUp(int64(sum), int64(n))) }

// StandingOf rolls up one body's scores and the instances that they rest on.
func StandingOf(r Result, list []disclosure.Instance) BodyStanding {
	s := StandingFrom(r, Figures{})
	for n := range list {
		if r.Period.Counts(list[n]) {
			s.Count(&list[n])
		}
	}
	return s
}

// StandingFrom rolls up one body's scores when its instances have been counted elsewhere.
func StandingFrom(r Result, f Figures) BodyStanding {
	s := BodyStanding{Scheme: r.Scheme.Ref(), SchemeSHA256: TextDigest(r.Scheme.Text), Figures: f}
	for _, o := range r.Offices {
		if !o.Scored {
			continue
		}
		s.Scored, s.ScoreSum = s.Scored+1, s.ScoreSum+o.Total
		if o.Nameable && (s.Worst.Code == "" || o.Total < s.Worst.Total) {
			s.Worst = Worst{o.Office.Code, o.Office.Name, o.Total}
		}
	}
	return s
}
