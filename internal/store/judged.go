package store

import (
	"context"
	"slices"
	"sync"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"golang.org/x/sync/singleflight"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
	"daylight/sql"
)

// judgedCache keeps the judged instances of recently asked bodies. An answer
// holds as long as nothing was recorded and no clock has struck in between, so
// it is never stale.
type judgedCache struct {
	mu      sync.Mutex
	answers map[string][]judgedAnswer // by body, latest used first
	flight  singleflight.Group
}

type judgedAnswer struct {
	instances []disclosure.Instance
	latest    time.Time // last commit of the store when it was asked
	from, to  time.Time // as-of moments it is right for, [from, to]
}

// How much is kept: a page asks for a few moments of one body.
const (
	keptBodies  = 16
	keptMoments = 4
)

func newJudgedCache() *judgedCache { return &judgedCache{answers: map[string][]judgedAnswer{}} }

func (c *judgedCache) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.answers)
}

func (c *judgedCache) get(body string, asOf, latest time.Time) ([]disclosure.Instance, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, a := range c.answers[body] {
		if a.latest.Equal(latest) && !asOf.Before(a.from) && !asOf.After(a.to) {
			return a.instances, true
		}
	}
	return nil, false
}

func (c *judgedCache) put(body string, a judgedAnswer) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, known := c.answers[body]; !known && len(c.answers) >= keptBodies {
		clear(c.answers)
	}
	kept := append([]judgedAnswer{a}, c.answers[body]...)
	c.answers[body] = kept[:min(len(kept), keptMoments)]
}

// judged returns every instance of the body at asOf, worst first. Callers must not change it.
func (s *Store) judged(ctx context.Context, body string, asOf time.Time) ([]disclosure.Instance, error) {
	latest := s.lock.last()
	if list, ok := s.cache.get(body, asOf, latest); ok {
		return list, nil
	}
	list, err, _ := s.cache.flight.Do(body+"\x00"+at(asOf), func() (any, error) {
		list, err := s.judge(ctx, body, asOf)
		if err != nil {
			return nil, err
		}
		learned, err := s.nextFact(ctx, body, asOf)
		if err != nil {
			return nil, err
		}
		until := nextStrike(list, asOf)
		if learned.Before(until) { // as-of is exclusive: at that very moment it is still unknown
			until = learned
		}
		s.cache.put(body, judgedAnswer{list, latest, asOf, until})
		return list, nil
	})
	if err != nil {
		return nil, err
	}
	return list.([]disclosure.Instance), nil
}

// nextFact is the first moment from asOf on at which something was recorded, or
// took place, that can change the body's answers; far in the future when nothing was.
func (s *Store) nextFact(ctx context.Context, body string, asOf time.Time) (time.Time, error) {
	next := workdayForever()
	rows, err := s.conn.Query(ctx, sql.Query("next_fact"), clickhouse.Named("as_of", at(asOf)), clickhouse.Named("body", body))
	if err != nil {
		return next, unavailable(err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := rows.Scan(&next); err != nil {
			return next, err
		}
	}
	return next, unavailable(rows.Err())
}

// nextStrike is the last as-of for which no clock has moved since asOf: delays
// and open consultations grow by the day, delays of hour clocks by the started
// hour, and terms, months and gaps end.
func nextStrike(list []disclosure.Instance, asOf time.Time) time.Time {
	until := workday.DateOf(asOf.Add(-time.Millisecond)).End()
	for _, i := range list {
		if i.DueAt.After(asOf) && !i.DueAt.After(until) {
			until = i.DueAt.Add(-time.Millisecond) // a term that ends at the moment has ended
		}
		if i.Term.Unit == disclosure.Hours && i.Verdict == disclosure.Missing {
			started := max(1, (asOf.Sub(i.DueAt)+time.Hour-1)/time.Hour)
			if full := i.DueAt.Add(started * time.Hour); full.Before(until) {
				until = full
			}
		}
	}
	return until
}

// Instances implements disclosure.Reader.
func (s *Store) Instances(ctx context.Context, q disclosure.Question) ([]disclosure.Instance, error) {
	all, err := s.judged(ctx, q.Body, q.AsOf)
	if err != nil {
		return nil, err
	}
	var list []disclosure.Instance
	for _, i := range all {
		if asked(q, i) {
			list = append(list, i)
		}
	}
	list = list[min(q.Offset, len(list)):]
	if q.Limit > 0 && len(list) > q.Limit {
		list = list[:q.Limit]
	}
	return slices.Clip(list), nil
}

// Instance implements disclosure.Reader.
func (s *Store) Instance(ctx context.Context, q disclosure.Question) (disclosure.Instance, error) {
	q.From, q.To, q.Verdicts, q.Limit, q.Offset = 0, 0, nil, 1, 0
	list, err := s.Instances(ctx, q)
	if err != nil {
		return disclosure.Instance{}, err
	}
	if len(list) == 0 || q.Duty == "" || q.Subject == "" {
		return disclosure.Instance{}, disclosure.ErrNotFound
	}
	return list[0], nil
}

func asked(q disclosure.Question, i disclosure.Instance) bool {
	return i.External == q.External && (q.From == 0 || i.CountedOn >= q.From) && (q.To == 0 || i.CountedOn <= q.To) &&
		(q.Office == "" || i.Office == q.Office) && (q.Duty == "" || i.Duty == q.Duty) &&
		(q.Subject == "" || i.Subject == q.Subject) &&
		(len(q.Verdicts) == 0 || slices.Contains(q.Verdicts, i.Verdict))
}

// Tallies implements disclosure.Reader.
func (s *Store) Tallies(ctx context.Context, q disclosure.Question) ([]disclosure.Tally, error) {
	q.Limit, q.Offset = 0, 0
	list, err := s.Instances(ctx, q)
	if err != nil {
		return nil, err
	}
	return disclosure.TallyUp(list), nil
}
