package main

import (
	"context"
	"fmt"
	"maps"
)

// checkedAtOnce is how many bodies the store's own statement is asked about at
// once when the answers are compared, which is not timed.
const checkedAtOnce = 300

// recompute counts the whole year of the whole country from the raw facts. Our
// time is that of more than is asked: the other three clocks, and the scheme.
func (b *bench) recompute(ctx context.Context) error {
	l := line{what: "the year of the whole country from raw facts", aim: "under 6 s, 10× PostgreSQL, not slower than DuckDB"}
	bodies := 0
	t, err := repeated(ctx, 3, func(ctx context.Context, _ int) error {
		results, err := b.ours.store.ScoreAll(ctx, nil, b.ours.asking(""), b.ours.scheme)
		bodies = len(results)
		return err
	})
	if err != nil {
		return err
	}
	if bodies != b.nation.Bodies {
		return fmt.Errorf("scores of %d bodies, not %d", bodies, b.nation.Bodies)
	}
	l.ours = cell{took: t.median()}
	l.note = "rivals: duties counted by term, nine facts in ten, compared with ours office by office. Ours: all four clocks, points, caps, grades and ranks; first run, plans read: " + short(t[0])
	b.say("  Daylight %s; where it goes:", l.ours)
	if err := b.profile(ctx, t.median()); err != nil {
		return err
	}
	if len(b.rivals) == 0 {
		b.add(l)
		return nil
	}
	b.say("  now our answer to the rivals' question …")
	ours, err := b.answerAll(ctx)
	if err != nil {
		return err
	}
	for _, r := range b.rivals {
		b.others(r.name)
		b.say("  %s …", r.name)
		limited, cancel := context.WithTimeout(ctx, b.Timeout)
		var theirs answers
		t, err := repeated(limited, 3, func(ctx context.Context, _ int) (err error) {
			theirs, err = r.ask(ctx, "")
			return err
		})
		expired := limited.Err() != nil
		cancel()
		switch {
		case err != nil && expired:
			l.set(r.name, cell{text: "stopped after " + b.Timeout.String()})
			continue
		case err != nil:
			return err
		}
		if err := same(r.name, ours, theirs, b.holds(r)); err != nil {
			return err
		}
		l.set(r.name, cell{took: t.median(), text: b.part(r, t.median())})
	}
	b.add(l)
	return nil
}

// answerAll is our answer to the rivals' question, some bodies at a time.
func (b *bench) answerAll(ctx context.Context) (answers, error) {
	all := answers{}
	for from := 0; from < b.nation.Bodies; from += checkedAtOnce {
		var bodies []string
		for i := from; i < min(from+checkedAtOnce, b.nation.Bodies); i++ {
			bodies = append(bodies, b.nation.Code(i))
		}
		some, err := b.ours.ask(ctx, bodies)
		if err != nil {
			return nil, err
		}
		maps.Copy(all, some)
	}
	return all, nil
}
