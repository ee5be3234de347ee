package main

import (
	"context"
	"math/rand/v2"

	"daylight/internal/assessment"
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
	l := line{what: "the year of one body from raw facts", aim: "under 50 ms", note: "rivals: as in the line before. Ours: all four clocks, judged in Go from the raw facts, points, receipts, grades and ranks; 40 bodies, each asked for the first time"}
	t, err := repeated(ctx, len(bodies), func(ctx context.Context, n int) error {
		_, err := assessment.AssessFrom(ctx, b.ours.store, b.ours.asking(bodies[n]), b.ours.scheme)
		return err
	})
	if err != nil {
		return err
	}
	l.ours = cell{took: t.median(), text: spread(t)}
	ours, err := b.ours.ask(ctx, bodies)
	if err != nil {
		return err
	}
	for _, r := range b.rivals {
		t, err := repeated(ctx, len(bodies), func(ctx context.Context, n int) error {
			theirs, err := r.ask(ctx, bodies[n])
			if err != nil {
				return err
			}
			return same(r.name, ours, theirs, func(body string) bool { return body == bodies[n] })
		})
		if err != nil {
			return err
		}
		l.set(r.name, cell{took: t.median(), text: spread(t)})
	}
	b.add(l)
	return nil
}

func spread(t timing) string { return short(t.median()) + " (p95 " + short(t.p95()) + ")" }
