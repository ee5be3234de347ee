package store

import (
	"context"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"daylight/internal/annualreport"
)

// MattersKnown implements annualreport.Matters.
func (s *Store) MattersKnown(ctx context.Context, body string, asOf time.Time) ([]annualreport.Matter, error) {
	return list(ctx, s.conn, "matters", []any{clickhouse.Named("as_of", at(asOf)), clickhouse.Named("body", body)},
		func(rows driver.Rows) (m annualreport.Matter, err error) {
			var kind uint8
			var on, ended time.Time
			var items uint32
			err = rows.Scan(&m.ID, &kind, &on, &ended, &m.Outcome, &items, &m.Amount, &m.Number, &m.Title, &m.Actor, &m.RecordedAt)
			m.Kind, m.On, m.EndedOn, m.Count = annualreport.MatterKind(kind), dateOf(on), dateOf(ended), int(items)
			m.RecordedAt = m.RecordedAt.In(beijing)
			return m, err
		})
}

// RecordMatter implements annualreport.Matters.
func (s *Store) RecordMatter(ctx context.Context, body string, m annualreport.Matter) error {
	return s.addRow(ctx, "INSERT INTO matter (body, id, kind, on_day, ended_on, outcome, items, amount, number, title, removed, actor, recorded_at)",
		body, m.ID, int8(m.Kind), day(m.On), day(m.EndedOn), m.Outcome, uint32(max(1, m.Count)), m.Amount, m.Number, m.Title, m.Removed, m.Actor)
}
