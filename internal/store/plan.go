package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
	"daylight/sql"
)

// LoadPlan implements disclosure.PlanWriter. The first version of a body's plan
// is known from its announcement; every later one from now. A body has one
// series of plans.
func (s *Store) LoadPlan(ctx context.Context, p *disclosure.Plan, actor string) (bool, error) {
	release, err := s.lock.take(ctx)
	if err != nil {
		return false, err
	}
	var committed time.Time
	defer func() { release(committed) }()
	ctx = unhindered(ctx)
	plans, err := s.planHistory(ctx, p.Body.Code, workdayForever())
	if err != nil {
		return false, err
	}
	p.Version = len(plans) + 1
	moment := s.nextMoment()
	if len(plans) == 0 && !p.AnnouncedAt.IsZero() && p.AnnouncedAt.Before(moment) {
		moment = p.AnnouncedAt
	}
	if len(plans) > 0 {
		last := plans[len(plans)-1]
		if last.Code != p.Code {
			return false, &disclosure.Error{Kind: disclosure.Clashes, Code: "store.plan_other_series", Args: []any{p.Body.Name, last.Code, p.Code}}
		}
		if last.Text == p.Text {
			return false, nil
		}
	}
	s.lock.begin(moment)
	committed = moment
	s.lock.touchPlans(s.now(), p.Body.Code)
	// The lines go first: an edition counts once its version is there.
	if err := s.addLines(ctx, append(plans, p)); err != nil {
		return false, unavailable(err)
	}
	batch, err := s.conn.PrepareBatch(ctx, insertVersions)
	if err != nil {
		return false, unavailable(err)
	}
	defer batch.Abort()
	if err := appendVersion(batch, p, actor, moment); err != nil {
		return false, err
	}
	if err := batch.Send(); err != nil {
		return false, unavailable(err)
	}
	s.lock.landed()
	return true, nil
}

const insertVersions = `INSERT INTO plan_version (body, plan, version, body_name, body_name_en, region, demo,
	title, effective_from, text, content, sha256, actor, recorded_at)`

func appendVersion(batch driver.Batch, p *disclosure.Plan, actor string, moment time.Time) error {
	content, err := json.Marshal(p)
	if err != nil {
		return fmt.Errorf("write plan: %w", err)
	}
	sum := sha256.Sum256([]byte(p.Text))
	if err := batch.Append(p.Body.Code, p.Code, uint32(p.Version), p.Body.Name, p.Body.NameEN, p.Body.Region, p.Body.Demo,
		p.Title, day(p.EffectiveFrom), p.Text, string(content), hex.EncodeToString(sum[:]), actor, moment); err != nil {
		return fmt.Errorf("write plan: %w", err)
	}
	return nil
}

// Plans implements disclosure.Reader.
func (s *Store) Plans(ctx context.Context, asOf time.Time) ([]disclosure.PlanInfo, error) {
	rows, err := s.conn.Query(ctx, sql.Query("plans"), clickhouse.Named("as_of", at(asOf)), clickhouse.Named("body", ""))
	if err != nil {
		return nil, unavailable(err)
	}
	defer rows.Close()
	var infos []disclosure.PlanInfo
	for rows.Next() {
		var p disclosure.PlanInfo
		var version uint32
		var from time.Time
		if err := rows.Scan(&p.Body.Code, &p.Code, &version, &p.Body.Name, &p.Body.NameEN, &p.Body.Region, &p.Body.Demo,
			&p.Title, &from, &p.RecordedAt, &p.SHA256); err != nil {
			return nil, err
		}
		p.Version, p.EffectiveFrom = int(version), dateOf(from)
		infos = append(infos, p)
	}
	return infos, unavailable(rows.Err())
}

// Bodies implements disclosure.Reader.
func (s *Store) Bodies(ctx context.Context) ([]disclosure.Body, error) {
	v := s.lock.word(plansWord, s.now())
	if bodies := s.plans.everyBody(v); bodies != nil {
		return bodies, nil
	}
	infos, err := s.Plans(ctx, workdayForever())
	if err != nil {
		return nil, err
	}
	var bodies []disclosure.Body
	for _, p := range infos { // by body and version: the last one names it
		if n := len(bodies); n > 0 && bodies[n-1].Code == p.Body.Code {
			bodies[n-1] = p.Body
			continue
		}
		bodies = append(bodies, p.Body)
	}
	s.plans.keepBodies(v, bodies)
	return bodies, nil
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

// PlanInForce implements disclosure.Reader.
func (s *Store) PlanInForce(ctx context.Context, body string, d workday.Date, asOf time.Time) (*disclosure.Plan, error) {
	plans, err := s.planHistory(ctx, body, asOf)
	if err != nil {
		return nil, err
	}
	if p := planOn(plans, d); p != nil {
		return p, nil
	}
	return nil, disclosure.ErrNotFound
}

// Plan implements disclosure.Reader.
func (s *Store) Plan(ctx context.Context, body string, version int, asOf time.Time) (*disclosure.Plan, error) {
	plans, err := s.planHistory(ctx, body, asOf)
	if err != nil {
		return nil, err
	}
	if version < 1 || version > len(plans) {
		return nil, disclosure.ErrNotFound
	}
	return plans[version-1], nil
}

// planOn is the version in force on day d: the last one that has taken effect.
func planOn(plans []*disclosure.Plan, d workday.Date) *disclosure.Plan {
	for i := len(plans) - 1; i >= 0; i-- {
		if plans[i].EffectiveFrom <= d {
			return plans[i]
		}
	}
	return nil
}

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

func put[K comparable, V any](m *map[K]V, key K, value V) {
	if *m == nil {
		*m = map[K]V{}
	}
	(*m)[key] = value
}

// dateOf reads a Date column, which arrives as midnight in the server's zone.
func dateOf(t time.Time) workday.Date { return workday.NewDate(t.Date()) }
