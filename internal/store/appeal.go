package store

import (
	"context"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"daylight/internal/assessment"
)

// AppealsKnown implements assessment.Appeals.
func (s *Store) AppealsKnown(ctx context.Context, body string, asOf time.Time) ([]assessment.Appeal, error) {
	appeals, err := list(ctx, s.conn, "appeals", []any{clickhouse.Named("as_of", at(asOf)), clickhouse.Named("body", body)},
		func(rows driver.Rows) (a assessment.Appeal, err error) {
			var from, to, filed time.Time
			var points int64
			var state uint8
			err = rows.Scan(&a.ID, &a.Office, &a.Key, &from, &to, &a.Scheme, &a.Title, &points, &a.Duty, &a.Subject, &a.Reason, &a.Evidence, &state,
				&a.Decision, &a.Follows, &a.Decider, &filed, &a.Actor, &a.RecordedAt)
			a.Period.From, a.Period.To, a.FiledOn = dateOf(from), dateOf(to), dateOf(filed)
			a.Points, a.State, a.RecordedAt = assessment.Points(points), assessment.AppealState(state), a.RecordedAt.In(beijing)
			return a, err
		})
	slices.SortFunc(appeals, assessment.ByUrgency)
	return appeals, err
}

// RecordAppeal implements assessment.Appeals.
func (s *Store) RecordAppeal(ctx context.Context, body string, a assessment.Appeal) error {
	return s.addRow(ctx, "INSERT INTO appeal_step (body, id, office, receipt, period_from, period_to, scheme, title, points, duty, subject, reason, evidence, state, decision, follows, decider, filed_on, actor, recorded_at)",
		body, a.ID, a.Office, a.Key, day(a.Period.From), day(a.Period.To), a.Scheme, a.Title, int64(a.Points), a.Duty, a.Subject, a.Reason, a.Evidence,
		int8(a.State), a.Decision, a.Follows, a.Decider, day(a.FiledOn), a.Actor)
}
