package store

import (
	"context"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"daylight/internal/assessment"
	"daylight/sql"
)

// AppealsKnown implements assessment.Appeals.
func (s *Store) AppealsKnown(ctx context.Context, body string, asOf time.Time) ([]assessment.Appeal, error) {
	rows, err := s.conn.Query(ctx, sql.Query("appeals"), clickhouse.Named("as_of", at(asOf)), clickhouse.Named("body", body))
	if err != nil {
		return nil, unavailable(err)
	}
	defer rows.Close()
	var list []assessment.Appeal
	for rows.Next() {
		var a assessment.Appeal
		var from, to, filed time.Time
		var points int64
		var state uint8
		if err := rows.Scan(&a.ID, &a.Office, &a.Key, &from, &to, &a.Scheme, &a.Title, &points, &a.Duty, &a.Subject, &a.Reason, &a.Evidence, &state,
			&a.Decision, &a.Follows, &a.Decider, &filed, &a.Actor, &a.RecordedAt); err != nil {
			return nil, err
		}
		a.Period.From, a.Period.To, a.FiledOn = dateOf(from), dateOf(to), dateOf(filed)
		a.Points, a.State, a.RecordedAt = assessment.Points(points), assessment.AppealState(state), a.RecordedAt.In(beijing)
		list = append(list, a)
	}
	slices.SortFunc(list, assessment.ByUrgency)
	return list, unavailable(rows.Err())
}

// RecordAppeal implements assessment.Appeals.
func (s *Store) RecordAppeal(ctx context.Context, body string, a assessment.Appeal) error {
	return s.addRow(ctx, "INSERT INTO appeal_step (body, id, office, receipt, period_from, period_to, scheme, title, points, duty, subject, reason, evidence, state, decision, follows, decider, filed_on, actor, recorded_at)",
		body, a.ID, a.Office, a.Key, day(a.Period.From), day(a.Period.To), a.Scheme, a.Title, int64(a.Points), a.Duty, a.Subject, a.Reason, a.Evidence,
		int8(a.State), a.Decision, a.Follows, a.Decider, day(a.FiledOn), a.Actor)
}
