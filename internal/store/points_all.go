package store

import (
	"context"
	"maps"
	"slices"

	"daylight/internal/assessment"
)

// ScoreAll computes the points of many bodies at once under one scheme, all of
// them when bodies is empty, by body; q.Body does not matter.
func (s *Store) ScoreAll(ctx context.Context, bodies []string, q assessment.Question, scheme *assessment.Scheme) (map[string]assessment.Result, error) {
	results := map[string]assessment.Result{}
	err := s.grind(ctx, bodies, q, scheme, func(body string, g ground) { results[body] = g.Result })
	return results, err
}

// grind judges and scores many bodies, all of them when bodies is empty, and tells
// of each, one at a time and in no order.
func (s *Store) grind(ctx context.Context, bodies []string, q assessment.Question, scheme *assessment.Scheme, tell func(body string, g ground)) error {
	plans, err := s.planHistories(ctx, bodies, q.AsOf)
	if err != nil {
		return err
	}
	calendar, err := s.Calendar(ctx, q.AsOf)
	if err != nil {
		return err
	}
	entries, err := s.entries(ctx, bodies, q.AsOf)
	if err != nil {
		return err
	}
	mill := pointMill{Store: s, q: q, scheme: scheme, plans: plans, calendar: calendar, entries: entries, tell: tell}
	return mill.grind(ctx, slices.Sorted(maps.Keys(plans)))
}
