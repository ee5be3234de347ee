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
	rows := newEventRows(len(events))
	for i := range events {
		rows.add(&events[i], digestOf(events[i]), events[i].RecordedAt)
	}
	return s.write(ctx, rows, s.cache.clear)
}

// WriteForTest inserts events the bare way: no digest, no question whether they
// are known, no turn to wait for.
func (s *Store) WriteForTest(ctx context.Context, events []disclosure.Event) error {
	rows, now := newEventRows(len(events)), time.Now()
	for i := range events {
		rows.add(&events[i], 0, now)
	}
	return s.write(ctx, rows, func() {})
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

// ConnForTest is the connection that questions go through.
func (s *Store) ConnForTest() driver.Conn { return s.conn }

// LanesForTest says how many instances of the bodies the plain lane judges, and
// how many it leaves to the full judge.
func (s *Store) LanesForTest(ctx context.Context, bodies []string, q assessment.Question, scheme *assessment.Scheme) (plain, left int, err error) {
	m, err := s.newPointMill(ctx, bodies, q, scheme)
	if err != nil {
		return 0, 0, err
	}
	err = m.plain(ctx, bodies)
	for _, rows := range m.rows {
		for _, r := range rows {
			plain += int(r.Judged)
		}
	}
	for _, r := range m.left {
		left += len(r.RestDuties)
	}
	return plain, left, err
}

func (c *judgedCache) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.bodies)
	c.order.Init()
	c.instances = 0
}
