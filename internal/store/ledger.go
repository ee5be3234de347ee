package store

import (
	"context"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"daylight/internal/disclosure"
	"daylight/sql"
)

// attributes names the one attribute that each kind of fact is judged by; of the
// others the judge asks none.
var attributes = map[disclosure.EventKind]string{
	disclosure.Triggered: "class", disclosure.Received: "class", disclosure.Detected: "class",
	disclosure.SpotChecked: "result", disclosure.HandedOver: "due", disclosure.NilReturn: "unsigned",
	disclosure.Paused: "reason", disclosure.Extended: "days", disclosure.Ruled: "decision",
}

// readLedger reads a body's facts, whenever they were recorded, with what the
// Go judge asks of them and no more.
func (s *Store) readLedger(ctx context.Context, body string) ([]disclosure.Event, error) {
	rows, err := s.conn.Query(ctx, sql.Query("ledger"), clickhouse.Named("body", body))
	if err != nil {
		return nil, unavailable(err)
	}
	defer rows.Close()
	var facts []disclosure.Event
	for rows.Next() {
		e, err := readFact(rows)
		if err != nil {
			return nil, err
		}
		e.Body = body
		facts = append(facts, e)
	}
	return facts, unavailable(rows.Err())
}

func readFact(rows driver.Rows) (e disclosure.Event, err error) {
	var kind, precision uint8
	var urlDate time.Time
	var attr, approved string
	if err := rows.Scan(&e.Duty, &e.Subject, &e.ID, &kind, &e.Office, &e.Channel, &e.OccurredAt, &precision, &e.RecordedAt,
		&urlDate, &e.FirstSeen, &e.Title, &e.URL, &e.Ref, &e.Fields, &attr, &approved); err != nil {
		return e, err
	}
	e.Kind, e.Precision = disclosure.EventKind(kind), disclosure.Precision(precision)
	e.OccurredAt, e.FirstSeen, e.RecordedAt = known(e.OccurredAt), known(e.FirstSeen), e.RecordedAt.In(beijing)
	e.URLDate = dateOf(urlDate)
	if attr != "" || approved != "" {
		e.Attrs = map[string]string{attributes[e.Kind]: attr, "approved_on": approved}
	}
	return e, nil
}
