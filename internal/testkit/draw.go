// Package testkit draws plans and ledgers at random for tests.
package testkit

import (
	"fmt"
	"math/rand/v2"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// Body is one drawn body: its plan versions, when each became known, and its
// ledger in no order.
type Body struct {
	Code   string
	Plans  []*disclosure.Plan
	Known  []time.Time // by plan version
	Events []disclosure.Event
}

// Moments are the as-of moments that facts crowd around: before anybody knew
// the holidays of 2026, in the middle of a day, and at a midnight.
var Moments = []time.Time{
	workday.MustDate("2025-10-15").Start(),
	workday.MustDate("2026-02-26").Start().Add(10*time.Hour + 30*time.Minute + 500*time.Millisecond),
	workday.MustDate("2026-05-08").Start(),
}

// PlansAt returns the versions known at asOf.
func (b Body) PlansAt(asOf time.Time) []*disclosure.Plan {
	var plans []*disclosure.Plan
	for i, p := range b.Plans {
		if b.Known[i].Before(asOf) {
			plans = append(plans, p)
		}
	}
	return plans
}

// Draw returns body number n.
func Draw(n int) Body {
	d := &dice{rand.New(rand.NewPCG(uint64(n), 20260508))}
	b := Body{Code: fmt.Sprintf("b%06d", n)}
	focus := pick(d, Moments...)
	d.plans(&b, focus)
	s := &scribe{dice: d, body: &b, focus: focus, cal: workday.Official()}
	for _, duty := range b.Plans[d.n(len(b.Plans))].Duties {
		s.duty(duty)
	}
	d.Shuffle(len(b.Events), func(i, j int) { b.Events[i], b.Events[j] = b.Events[j], b.Events[i] })
	return b
}

// dice are what a body is thrown with.
type dice struct{ *rand.Rand }

func (d *dice) n(n int) int                { return d.IntN(n) }
func (d *dice) between(a, b int) int       { return a + d.IntN(b-a+1) }
func (d *dice) chance(p float64) bool      { return d.Float64() < p }
func pick[T any](d *dice, of ...T) T       { return of[d.IntN(len(of))] }
func (d *dice) days(a, b int) workday.Date { return workday.Date(d.between(a, b)) }

// some keeps each element with probability p.
func some[T any](d *dice, p float64, of ...T) []T {
	var list []T
	for _, x := range of {
		if d.chance(p) {
			list = append(list, x)
		}
	}
	return list
}
