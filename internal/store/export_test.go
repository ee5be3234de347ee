package store

import (
	"context"
	"time"

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
