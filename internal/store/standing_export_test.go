package store

import (
	"context"
	"time"

	"daylight/internal/disclosure"
)

// ForgetCountForTest loses what ledger_version has counted, as a run that ended
// between two tables would.
func (s *Store) ForgetCountForTest(ctx context.Context) error {
	return s.conn.Exec(ctx, "TRUNCATE TABLE ledger_version")
}

// FewBodies is how many bodies are judged one by one.
const FewBodies = fewBodies

// StandingsForTest counts the rows that are kept for the present.
func (s *Store) StandingsForTest(ctx context.Context) (n uint64, err error) {
	err = s.conn.QueryRow(ctx, "SELECT count() FROM standing FINAL WHERE slot = toDateTime64(0, 3, 'Asia/Shanghai')").Scan(&n)
	return n, err
}

// InsertUnderWayForTest writes an ordinary fact as of a moment, as a commit under way does.
func (s *Store) InsertUnderWayForTest(ctx context.Context, e disclosure.Event, moment time.Time) error {
	rows := newEventRows(digestsOf([]disclosure.Event{e}))
	rows.add(&e, 0, moment)
	s.cache.clear() // a commit marks the body, so that nothing read meanwhile is kept
	return s.write(s.inserting(ctx), rows, func() {})
}
