package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// ranking asks how all bodies stand, best first: the rivals from a table that
// keeps the answer of the whole question (PostgreSQL: a materialised view).
func (b *bench) ranking(ctx context.Context) error {
	l := line{what: "ranking of all bodies", aim: "under 100 ms", note: "rivals from the kept answer of the whole question"}
	t, err := repeated(ctx, 5, b.rankOurs)
	if err != nil {
		return err
	}
	l.ours = cell{took: t.median()}
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

// rankOurs ranks the bodies by what they are scored anew from the raw facts.
func (b *bench) rankOurs(ctx context.Context, _ int) error {
	results, err := b.ours.store.ScoreAll(ctx, nil, b.ours.asking(""), b.ours.scheme)
	if err != nil {
		return err
	}
	type standing struct {
		body        string
		judged, met int
	}
	var list []standing
	for body, r := range results {
		s := standing{body: body}
		for _, score := range r.Offices {
			s.judged, s.met = s.judged+score.Judged, s.met+score.Met
		}
		list = append(list, s)
	}
	slices.SortFunc(list, func(a, b standing) int {
		return cmp.Or(cmp.Compare(b.met*10000/max(b.judged, 1), a.met*10000/max(a.judged, 1)), cmp.Compare(a.body, b.body))
	})
	if len(list) != b.nation.Bodies {
		return fmt.Errorf("%d bodies are ranked, not %d", len(list), b.nation.Bodies)
	}
	return nil
}
