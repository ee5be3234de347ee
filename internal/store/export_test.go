package store

import (
	"context"
	"time"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
)

// InsertForTest writes events with their own RecordedAt past the rules of
// history and the commit lock, as nobody else may.
func (s *Store) InsertForTest(ctx context.Context, events []disclosure.Event) error {
	batch, err := s.conn.PrepareBatch(ctx, insertEvents)
	if err != nil {
		return err
	}
	defer batch.Abort()
	for _, e := range events {
		if err := batch.Append(eventRow(e, digestOf(e), e.RecordedAt)...); err != nil {
			return err
		}
	}
	s.cache.clear()
	return batch.Send()
}

// JudgeForTest asks the engine anew, past the cache.
func (s *Store) JudgeForTest(ctx context.Context, body string, asOf time.Time) ([]disclosure.Instance, error) {
	return s.judge(ctx, body, asOf)
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
