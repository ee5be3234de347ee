package store

import (
	"context"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"daylight/internal/disclosure"
	"daylight/sql"
)

// eventKey names an event: ids are unique within a body.
type eventKey struct{ body, id string }

// known returns the digests of those events that the ledger has already. The
// commit lock must be held.
func (s *Store) known(ctx context.Context, runs []run, now time.Time) (map[eventKey]uint64, error) {
	if last := s.lock.last(); !last.Equal(s.seen.latest) {
		s.seen.forget() // another process has committed
		s.seen.latest = last
	}
	if s.lock.orphaned() {
		s.seen.distrust(now)
	}
	if err := s.learn(ctx, runs, now); err != nil {
		return nil, err
	}
	bodies, ids := map[string]bool{}, []string{}
	for _, r := range runs {
		f := s.seen.bodies[r.body]
		for n := range r.events {
			if id := r.events[n].ID; f == nil || f.has(s.seen.hash(id)) {
				bodies[r.body] = true
				ids = append(ids, id)
			}
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	return s.stored(ctx, keys(bodies), ids)
}

// learn reads the ids of the bodies that are worth remembering and are not yet.
func (s *Store) learn(ctx context.Context, runs []run, now time.Time) error {
	facts := map[string]int{}
	for _, r := range runs {
		facts[r.body] += len(r.events)
	}
	ids := map[string][]string{}
	for body, n := range facts {
		if s.seen.bodies[body] == nil && s.seen.worth(body, n, now) {
			ids[body] = nil
		}
	}
	if len(ids) == 0 {
		return nil
	}
	rows, err := s.conn.Query(longLists(ctx), sql.Query("ids"), clickhouse.Named("bodies", keys(ids)))
	if err != nil {
		return unavailable(err)
	}
	defer rows.Close()
	for rows.Next() {
		var body, id string
		if err := rows.Scan(&body, &id); err != nil {
			return err
		}
		ids[body] = append(ids[body], id)
	}
	if err := rows.Err(); err != nil {
		return unavailable(err)
	}
	for body, list := range ids {
		s.seen.learn(body, list, 2*facts[body])
	}
	return nil
}

// stored looks up which of the ids the ledger has, with the digests.
func (s *Store) stored(ctx context.Context, bodies, ids []string) (map[eventKey]uint64, error) {
	rows, err := s.conn.Query(longLists(ctx), sql.Query("known_ids"), clickhouse.Named("bodies", bodies), clickhouse.Named("ids", ids))
	if err != nil {
		return nil, unavailable(err)
	}
	defer rows.Close()
	known := map[eventKey]uint64{}
	for rows.Next() {
		var key eventKey
		var digest uint64
		if err := rows.Scan(&key.body, &key.id, &digest); err != nil {
			return nil, err
		}
		known[key] = digest
	}
	return known, unavailable(rows.Err())
}

// run is one event after the other of the same body.
type run struct {
	body   string
	from   int
	events []disclosure.Event
}

// runsOf cuts events where the body changes: what is done once for a run costs a
// batch of one body's little.
func runsOf(events []disclosure.Event) []run {
	var runs []run
	for from, to := 0, 1; from < len(events); to++ {
		if to == len(events) || events[to].Body != events[from].Body {
			runs = append(runs, run{events[from].Body, from, events[from:to]})
			from = to
		}
	}
	return runs
}

func bodiesOf(runs []run) []string {
	bodies := map[string]bool{}
	for _, r := range runs {
		bodies[r.body] = true
	}
	return keys(bodies)
}
