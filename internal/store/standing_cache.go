package store

import (
	"context"
	"sync"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"daylight/internal/assessment"
	"daylight/sql"
)

// dataVersion is how many rows the standings rest on in all: facts whenever they
// were recorded, the others as known at a moment. Nothing is ever changed or taken
// away, so equal numbers are equal data.
type dataVersion struct{ Events, Counted, Plans, Schemes, Notices uint64 }

// dataVersion reads it and makes sure that ledger_version has counted every fact.
// A commit under way may be in one table only, so it is looked at again when none is.
func (s *Store) dataVersion(ctx context.Context, asOf time.Time) (dataVersion, error) {
	v, err := s.readVersion(ctx, asOf)
	if err != nil || v.Events == v.Counted {
		return v, err
	}
	ctx, release, err := s.turn(ctx)
	if err != nil {
		return v, err
	}
	defer release(time.Time{})
	if v, err = s.readVersion(ctx, asOf); err != nil || v.Events == v.Counted {
		return v, err
	}
	if err := s.conn.Exec(ctx, "TRUNCATE TABLE ledger_version"); err != nil {
		return v, unavailable(err)
	}
	if err := s.conn.Exec(ctx, sql.Query("standing_recount")); err != nil {
		return v, unavailable(err)
	}
	return s.readVersion(ctx, asOf)
}

func (s *Store) readVersion(ctx context.Context, asOf time.Time) (v dataVersion, err error) {
	err = s.conn.QueryRow(ctx, sql.Query("standing_counted"), clickhouse.Named("as_of", at(asOf))).Scan(&v.Events, &v.Counted, &v.Plans, &v.Schemes, &v.Notices)
	return v, unavailable(err)
}

// standingCache keeps the last answers whole, each with the data it was given from.
type standingCache struct {
	mu      sync.Mutex
	answers map[turnKey]standingAnswer
}

type standingAnswer struct {
	assessment.Standings
	data  dataVersion
	until time.Time // the last as-of for which the rows hold
}

// keptAnswers bounds the answers that are kept: a row is about half a kilobyte.
const keptAnswers = 6

// get returns the answer to q as of a moment, when it is still right.
func (c *standingCache) get(q assessment.NationQuestion, asOf time.Time, v dataVersion) (assessment.Standings, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	a, ok := c.answers[keyOf(q)]
	if !ok || a.data != v || asOf.Before(a.AsOf) || asOf.After(a.until) {
		return assessment.Standings{}, false
	}
	answer := a.Standings
	answer.AsOf, answer.Recomputed = asOf, 0
	return answer, true
}

// put keeps an answer all of whose rows are right.
func (c *standingCache) put(q assessment.NationQuestion, a assessment.Standings, v dataVersion) {
	kept := standingAnswer{Standings: a, data: v, until: workdayForever()}
	for _, r := range a.Rows {
		kept.until = earlier(kept.until, r.ValidUntil)
	}
	if len(a.Rows) == 0 {
		kept.until = a.AsOf
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, known := c.answers[keyOf(q)]; !known && len(c.answers) >= keptAnswers {
		clear(c.answers)
	}
	if c.answers == nil {
		c.answers = map[turnKey]standingAnswer{}
	}
	c.answers[keyOf(q)] = kept
}
