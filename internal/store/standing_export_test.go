package store

import "context"

// ForgetCountForTest loses what ledger_version has counted, as a run that ended
// between two tables would.
func (s *Store) ForgetCountForTest(ctx context.Context) error {
	return s.conn.Exec(ctx, "TRUNCATE TABLE ledger_version")
}

// FewBodies is how many bodies are judged one by one.
const FewBodies = fewBodies
