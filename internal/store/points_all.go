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
	plans, err := s.planHistories(ctx, bodies, q.AsOf)
	if err != nil {
		return nil, err
	}
	calendar, err := s.Calendar(ctx, q.AsOf)
	if err != nil {
		return nil, err
	}
	entries, err := s.entries(ctx, bodies, q.AsOf)
	if err != nil {
		return nil, err
	}
	mill := pointMill{Store: s, q: q, scheme: scheme, plans: plans, calendar: calendar}
	if err := mill.grind(ctx, slices.Sorted(maps.Keys(plans))); err != nil {
		return nil, err
	}
	return mill.settle(entries), nil
}
