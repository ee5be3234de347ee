package store

import (
	"context"
	"time"

	"daylight/internal/disclosure"
)

// LoadPlans adds the first plan versions of many bodies in one go, each known
// from its announcement. It refuses when one of the bodies has a plan already.
func (s *Store) LoadPlans(ctx context.Context, plans []*disclosure.Plan, actor string) error {
	if len(plans) == 0 {
		return nil
	}
	ctx, release, err := s.turn(ctx)
	if err != nil {
		return err
	}
	var committed time.Time
	defer func() { release(committed) }()
	if err := s.refuseKnownBodies(ctx, plans); err != nil {
		return err
	}
	moment := s.nextMoment()
	s.lock.begin(moment)
	committed = moment
	bodies := make([]string, len(plans))
	for n, p := range plans {
		bodies[n] = p.Body.Code
	}
	s.lock.touchPlans(s.now(), bodies...)
	// The lines go first: an edition counts once its version is there.
	lines, err := s.conn.PrepareBatch(ctx, insertLines)
	if err != nil {
		return unavailable(err)
	}
	defer lines.Abort()
	versions, err := s.conn.PrepareBatch(ctx, insertVersions)
	if err != nil {
		return unavailable(err)
	}
	defer versions.Abort()
	for _, p := range plans {
		p.Version = 1
		known := moment
		if !p.AnnouncedAt.IsZero() && p.AnnouncedAt.Before(moment) {
			known = p.AnnouncedAt
		}
		if err := appendLines(lines, []*disclosure.Plan{p}); err != nil {
			return err
		}
		if err := appendVersion(versions, p, actor, known); err != nil {
			return err
		}
	}
	if err := lines.Send(); err != nil {
		return unavailable(err)
	}
	if err := versions.Send(); err != nil {
		return unavailable(err)
	}
	s.lock.landed()
	return nil
}

func (s *Store) refuseKnownBodies(ctx context.Context, plans []*disclosure.Plan) error {
	bodies := make([]string, 0, len(plans))
	seen := map[string]bool{}
	for _, p := range plans {
		if seen[p.Body.Code] {
			return &disclosure.Error{Kind: disclosure.Clashes, Code: "store.plan_other_series", Args: []any{p.Body.Name, p.Code, p.Code}}
		}
		seen[p.Body.Code], bodies = true, append(bodies, p.Body.Code)
	}
	known, err := s.planHistories(ctx, bodies, workdayForever())
	if err != nil {
		return err
	}
	for _, p := range plans {
		if before := known[p.Body.Code]; len(before) > 0 {
			return &disclosure.Error{Kind: disclosure.Clashes, Code: "store.plan_other_series", Args: []any{p.Body.Name, before[0].Code, p.Code}}
		}
	}
	return nil
}
