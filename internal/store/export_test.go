package store

import (
	"context"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
)

// InsertForTest writes events with their own RecordedAt past the rules of
// history and the commit lock, as nobody else may.
func (s *Store) InsertForTest(ctx context.Context, events []disclosure.Event) error {
	rows := newEventRows(digestsOf(events))
	defer rows.done()
	for i := range events {
		rows.add(&events[i], i, events[i].RecordedAt)
	}
	return s.write(s.inserting(ctx), rows, s.cache.clear)
}

// WriteForTest inserts events the bare way: no digest, no question whether they
// are known, no turn to wait for.
func (s *Store) WriteForTest(ctx context.Context, events []disclosure.Event) error {
	rows, now := newEventRows(func() []uint64 { return make([]uint64, len(events)) }), time.Now()
	defer rows.done()
	for i := range events {
		rows.add(&events[i], i, now)
	}
	return s.write(s.inserting(ctx), rows, func() {})
}

// JudgeForTest judges one body in Go anew, past the cache; JudgeAll is the other judge.
func (s *Store) JudgeForTest(ctx context.Context, body string, asOf time.Time) ([]disclosure.Instance, error) {
	s.cache.clear()
	return s.judged(ctx, body, asOf)
}

// LoadKnown writes many bodies' plan versions as if each had become known at the
// moment given for it, and every edition of their lines.
func (s *Store) LoadKnown(ctx context.Context, bodies [][]*disclosure.Plan, known [][]time.Time) error {
	lines, err := s.conn.PrepareBatch(ctx, insertLines)
	if err != nil {
		return err
	}
	defer lines.Abort()
	versions, err := s.conn.PrepareBatch(ctx, insertVersions)
	if err != nil {
		return err
	}
	defer versions.Abort()
	for b, plans := range bodies {
		for v, p := range plans {
			if err := appendLines(lines, plans[:v+1]); err != nil {
				return err
			}
			if err := appendVersion(versions, p, "test", known[b][v]); err != nil {
				return err
			}
		}
	}
	if err := lines.Send(); err != nil {
		return err
	}
	return versions.Send()
}

func (s *Store) inserting(ctx context.Context) func() (driver.Batch, error) {
	return func() (driver.Batch, error) { return s.conn.PrepareBatch(ctx, insertEvents) }
}

// ConnForTest is the connection that questions go through.
func (s *Store) ConnForTest() driver.Conn { return s.conn }

// LanesForTest says how many instances of the bodies the plain lane judges, and
// how many it leaves over.
func (s *Store) LanesForTest(ctx context.Context, bodies []string, q assessment.Question, scheme *assessment.Scheme) (plain, left int, err error) {
	m := pointMill{Store: s, q: q, scheme: scheme}
	if m.duties, err = m.millDuties(ctx, bodies); err != nil {
		return 0, 0, err
	}
	rows, over, err := m.plain(ctx, bodies)
	for _, of := range rows {
		for _, r := range of {
			plain += int(r.Judged)
		}
	}
	for _, duties := range over {
		for _, subjects := range duties {
			left += len(subjects)
		}
	}
	return plain, left, err
}

// ScoreInSQLForTest is ScoreAll without the plain lane and without Go: every
// instance is judged by the full statements.
func (s *Store) ScoreInSQLForTest(ctx context.Context, bodies []string, q assessment.Question, scheme *assessment.Scheme) (map[string]assessment.Result, error) {
	plans, err := s.planHistories(ctx, bodies, q.AsOf)
	if err != nil {
		return nil, err
	}
	calendar, err := s.Calendar(ctx, q.AsOf)
	if err != nil {
		return nil, err
	}
	everywhere := map[disclosure.Clock][]string{disclosure.ByTerm: nil, disclosure.ByCase: nil, disclosure.ByUpkeep: nil, disclosure.ByEpisode: nil}
	all, err := s.askPoints(ctx, bodies, everywhere, q, scheme)
	rows := map[string][]pointRow{}
	for _, r := range all {
		rows[r.Body] = append(rows[r.Body], r)
	}
	results := map[string]assessment.Result{}
	for body := range plans {
		results[body] = settle(scheme, q, plans[body], calendar.Version(), rows[body], nil, nil)
	}
	return results, err
}

func (c *judgedCache) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.bodies)
	c.order.Init()
	c.instances = 0
}
