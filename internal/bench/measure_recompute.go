package main

import (
	"context"
	"fmt"
)

// recompute counts the whole year of the whole country from the raw facts.
func (b *bench) recompute(ctx context.Context) error {
	question := line{what: "whole country from raw facts: the rivals' question", aim: "10× PostgreSQL, not slower than DuckDB",
		note: "duties counted by term (nine facts in ten); every answer is checked against ours"}
	var ours answers
	t, err := repeated(ctx, 3, func(ctx context.Context, _ int) (err error) {
		ours, err = b.ours.ask(ctx, "")
		return err
	})
	if err != nil {
		return err
	}
	question.ours = cell{took: t.median()}
	for _, r := range b.rivals {
		b.say("  %s …", r.name)
		limited, cancel := context.WithTimeout(ctx, b.Timeout)
		var theirs answers
		t, err := repeated(limited, 3, func(ctx context.Context, _ int) (err error) {
			theirs, err = r.ask(ctx, "")
			return err
		})
		cancel()
		switch {
		case err != nil && limited.Err() != nil:
			question.set(r.name, cell{text: "stopped after " + b.Timeout.String()})
			continue
		case err != nil:
			return err
		}
		if err := same(r.name, ours, theirs, b.holds(r)); err != nil {
			return err
		}
		question.set(r.name, cell{took: t.median(), text: b.part(r, t.median())})
	}
	b.add(question)

	whole := line{what: "whole country from raw facts: all four clocks, points, caps, grades and ranks", aim: "under 6 s"}
	bodies := 0
	if t, err = repeated(ctx, 3, func(ctx context.Context, _ int) error {
		results, err := b.ours.store.ScoreAll(ctx, nil, b.ours.asking(""), b.ours.scheme)
		bodies = len(results)
		return err
	}); err != nil {
		return err
	}
	if bodies != b.nation.Bodies {
		return fmt.Errorf("scores of %d bodies, not %d", bodies, b.nation.Bodies)
	}
	whole.ours = cell{took: t.median()}
	whole.note = "first run, plans read: " + short(t[0])
	b.add(whole)
	return nil
}
