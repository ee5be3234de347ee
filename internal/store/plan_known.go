package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"daylight/internal/disclosure"
	"daylight/sql"
)

// planCache keeps the parsed versions of each body; versions never change, so
// only their number has to be asked for. A body's versions become known in order.
type planCache struct {
	mu    sync.Mutex
	plans map[string][]*disclosure.Plan
	known map[string]planMoments

	bodies   []disclosure.Body
	bodiesAt int64 // version of all plans, before they were read
}

// planMoments is when each version of a body's plan became known.
type planMoments struct {
	moments []time.Time
	version int64 // of all plans, before they were read
}

// planHistory returns the body's versions known at asOf, by version. Callers
// must not change them.
func (s *Store) planHistory(ctx context.Context, body string, asOf time.Time) ([]*disclosure.Plan, error) {
	plans, _, err := s.planKnown(ctx, body, asOf)
	return plans, err
}

// planKnown does as planHistory, and tells the first moment from asOf on at which
// another version became known.
func (s *Store) planKnown(ctx context.Context, body string, asOf time.Time) (plans []*disclosure.Plan, next time.Time, err error) {
	moments, err := s.planMoments(ctx, body)
	if err != nil {
		return nil, next, err
	}
	known := map[string]int{}
	next = workdayForever()
	for n, t := range moments {
		if t.Before(asOf) {
			known[body] = n + 1
		}
		next = sooner(next, t, asOf)
	}
	all, err := s.parsed(ctx, known)
	return all[body], next, err
}

func (s *Store) planMoments(ctx context.Context, body string) ([]time.Time, error) {
	v := s.lock.word(plansWord, s.now())
	s.plans.mu.Lock()
	kept, ok := s.plans.known[body]
	s.plans.mu.Unlock()
	if ok && kept.version == v {
		return kept.moments, nil
	}
	rows, err := s.conn.Query(ctx, sql.Query("plan_moments"), clickhouse.Named("body", body))
	if err != nil {
		return nil, unavailable(err)
	}
	defer rows.Close()
	var moments []time.Time
	for rows.Next() {
		var t time.Time
		if err := rows.Scan(&t); err != nil {
			return nil, err
		}
		moments = append(moments, t)
	}
	if err := rows.Err(); err != nil {
		return nil, unavailable(err)
	}
	if v&1 == 0 {
		s.plans.mu.Lock()
		defer s.plans.mu.Unlock()
		put(&s.plans.known, body, planMoments{moments, v})
	}
	return moments, nil
}

// planHistories returns the versions of these bodies, or of all when there are
// none, as planHistory does.
func (s *Store) planHistories(ctx context.Context, bodies []string, asOf time.Time) (map[string][]*disclosure.Plan, error) {
	known, err := s.planCounts(ctx, bodies, asOf)
	if err != nil {
		return nil, err
	}
	return s.parsed(ctx, known)
}

func (s *Store) planCounts(ctx context.Context, bodies []string, asOf time.Time) (map[string]int, error) {
	rows, err := s.conn.Query(longLists(ctx), sql.Query("plan_versions"), clickhouse.Named("as_of", at(asOf)), clickhouse.Named("bodies", texts(bodies)))
	if err != nil {
		return nil, unavailable(err)
	}
	defer rows.Close()
	known := map[string]int{}
	for rows.Next() {
		var body string
		var versions uint64
		if err := rows.Scan(&body, &versions); err != nil {
			return nil, err
		}
		known[body] = int(versions)
	}
	return known, unavailable(rows.Err())
}

// parsed returns so many versions of each body, and reads those that nobody has
// asked for yet.
func (s *Store) parsed(ctx context.Context, known map[string]int) (map[string][]*disclosure.Plan, error) {
	plans, unread := s.plans.get(known)
	if len(unread) == 0 {
		return plans, nil
	}
	read, err := s.readPlans(ctx, unread)
	if err != nil {
		return nil, err
	}
	s.plans.mu.Lock()
	for body, versions := range read {
		put(&s.plans.plans, body, versions)
	}
	s.plans.mu.Unlock()
	plans, unread = s.plans.get(known)
	if len(unread) > 0 {
		return nil, fmt.Errorf("read stored plan: versions of %s are not there", unread[0])
	}
	return plans, nil
}

func (c *planCache) get(known map[string]int) (plans map[string][]*disclosure.Plan, unread []string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	plans = make(map[string][]*disclosure.Plan, len(known))
	for body, n := range known {
		if n > len(c.plans[body]) {
			unread = append(unread, body)
			continue
		}
		plans[body] = c.plans[body][:n:n]
	}
	return plans, unread
}

// readPlans reads all versions of these bodies.
func (s *Store) readPlans(ctx context.Context, bodies []string) (map[string][]*disclosure.Plan, error) {
	rows, err := s.conn.Query(longLists(ctx), sql.Query("plan_contents"), clickhouse.Named("bodies", bodies))
	if err != nil {
		return nil, unavailable(err)
	}
	defer rows.Close()
	read := map[string][]*disclosure.Plan{}
	for rows.Next() {
		var body, content string
		if err := rows.Scan(&body, &content); err != nil {
			return nil, err
		}
		p := new(disclosure.Plan)
		if err := json.Unmarshal([]byte(content), p); err != nil {
			return nil, fmt.Errorf("read stored plan: %w", err)
		}
		read[body] = append(read[body], p)
	}
	return read, unavailable(rows.Err())
}

func (c *planCache) everyBody(v int64) []disclosure.Body {
	c.mu.Lock()
	defer c.mu.Unlock()
	if v != c.bodiesAt {
		return nil
	}
	return slices.Clone(c.bodies)
}

func (c *planCache) keepBodies(v int64, bodies []disclosure.Body) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if v&1 == 0 && v >= c.bodiesAt {
		c.bodies, c.bodiesAt = slices.Clone(bodies), v
	}
}

func put[K comparable, V any](m *map[K]V, key K, value V) {
	if *m == nil {
		*m = map[K]V{}
	}
	(*m)[key] = value
}
