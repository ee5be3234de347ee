package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
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
	ctx, release, err := s.turn(ctx)
	if err != nil {
		return false, err
	}
	var committed time.Time
	defer func() { release(committed) }()
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

// dateOf reads a Date column, which arrives as midnight in the server's zone.
func dateOf(t time.Time) workday.Date { return workday.NewDate(t.Date()) }
