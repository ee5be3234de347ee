package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"daylight/internal/assessment"
	"daylight/internal/store"
	"daylight/internal/testkit/nation"
)

// ranking asks how all bodies stand, best first: the rivals from a table that
// keeps the answer of the whole question (PostgreSQL: a materialised view).
func (b *bench) ranking(ctx context.Context) error {
	l := line{what: "ranking of all bodies", aim: "under 100 ms"}
	began := time.Now()
	if err := b.rankOurs(ctx, b.ours.store); err != nil {
		return err
	}
	rolled := time.Since(began)
	kept, err := repeated(ctx, 20, func(ctx context.Context, _ int) error { return b.rankOurs(ctx, b.ours.store) })
	if err != nil {
		return err
	}
	var table timing
	for range 7 { // a store that has just been opened keeps nothing in memory
		fresh, err := b.ours.again(ctx)
		if err != nil {
			return err
		}
		began := time.Now()
		err = errors.Join(b.rankOurs(ctx, fresh), fresh.Close())
		table = append(table, time.Since(began))
		if err != nil {
			return err
		}
	}
	l.ours = cell{took: kept.median(), text: short(kept.median()) + " (from the roll-up table " + short(table.median()) + ")"}
	l.note = "rivals from the kept answer of the whole question; ours is kept in memory while the data version and the clocks stand. Rolling all bodies up anew took " + short(rolled)
	for _, r := range b.rivals {
		text, err := r.asking("")
		if err != nil {
			return err
		}
		kind := "TABLE"
		if r.name == postgres.name {
			kind = "MATERIALIZED VIEW"
		}
		limited, cancel := context.WithTimeout(ctx, b.Timeout)
		err = r.exec(limited, "CREATE "+kind+" standing AS "+text)
		cancel()
		if err != nil {
			if limited.Err() != nil {
				l.set(r.name, cell{text: "stopped after " + b.Timeout.String()})
				continue
			}
			return err
		}
		t, err := repeated(ctx, 20, func(ctx context.Context, _ int) error {
			rows, err := r.db.QueryContext(ctx, `SELECT body, sum(judged), sum(met), sum(lost), rank() OVER (ORDER BY sum(met) * 10000 / sum(judged) DESC)
				FROM standing GROUP BY body ORDER BY 5, 1`)
			if err != nil {
				return err
			}
			defer rows.Close()
			n := 0
			for rows.Next() {
				var body string
				var judged, met, lost, rank any
				if err := rows.Scan(&body, &judged, &met, &lost, &rank); err != nil {
					return err
				}
				n++
			}
			if n != r.bodies {
				return fmt.Errorf("%s ranks %d bodies, not %d", r.name, n, r.bodies)
			}
			return rows.Err()
		})
		if err != nil {
			return err
		}
		l.set(r.name, cell{took: t.median(), text: b.part(r, t.median())})
	}
	b.add(l)
	return nil
}

// rankOurs ranks the bodies by their standings.
func (b *bench) rankOurs(ctx context.Context, st *store.Store) error {
	answer, err := st.Standings(ctx, assessment.NationQuestion{Period: assessment.Period{From: nation.From, To: nation.To}, AsOf: nation.AsOf})
	if err != nil {
		return err
	}
	rows := slices.Clone(answer.Rows)
	rate := func(s assessment.BodyStanding) int { return s.Met() * 10000 / max(s.Judged(), 1) }
	slices.SortFunc(rows, func(a, b assessment.BodyStanding) int {
		return cmp.Or(cmp.Compare(rate(b), rate(a)), cmp.Compare(a.Body.Code, b.Body.Code))
	})
	if len(rows) != b.nation.Bodies {
		return fmt.Errorf("%d bodies are ranked, not %d", len(rows), b.nation.Bodies)
	}
	return nil
}
