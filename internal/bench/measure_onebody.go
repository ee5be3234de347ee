package main

import (
	"context"
	"math/rand/v2"
)

// oneBody asks for the year of single bodies, each another one.
func (b *bench) oneBody(ctx context.Context) error {
	var bodies []string
	luck := rand.New(rand.NewPCG(1, 2))
	least := b.nation.Bodies
	for _, r := range b.rivals {
		least = min(least, r.bodies)
	}
	for range 40 {
		bodies = append(bodies, b.nation.Code(luck.IntN(least)))
	}
	scores := line{what: "one body's year: scores of its offices from the ledger", aim: "under 50 ms", note: "all four clocks, points, caps, grades and ranks"}
	t, err := repeated(ctx, len(bodies), func(ctx context.Context, n int) error {
		_, err := b.ours.store.Scores(ctx, b.ours.asking(bodies[n]), b.ours.scheme)
		return err
	})
	if err != nil {
		return err
	}
	scores.ours = cell{text: spread(t)}
	b.add(scores)

	question := line{what: "one body's year: the rivals' question", note: "duties counted by term"}
	ours := make([]answers, len(bodies))
	if t, err = repeated(ctx, len(bodies), func(ctx context.Context, n int) (err error) {
		ours[n], err = b.ours.ask(ctx, bodies[n])
		return err
	}); err != nil {
		return err
	}
	question.ours = cell{took: t.median(), text: spread(t)}
	for _, r := range b.rivals {
		t, err := repeated(ctx, len(bodies), func(ctx context.Context, n int) error {
			theirs, err := r.ask(ctx, bodies[n])
			if err != nil {
				return err
			}
			return same(r.name, ours[n], theirs, b.holds(r))
		})
		if err != nil {
			return err
		}
		question.set(r.name, cell{took: t.median(), text: spread(t)})
	}
	b.add(question)
	return nil
}

func spread(t timing) string { return short(t.median()) + " (p95 " + short(t.p95()) + ")" }
