package store

import (
	"context"
	"math"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"time"

	"daylight/internal/disclosure"
	"daylight/sql"
)

// Events implements disclosure.Reader.
func (s *Store) Events(ctx context.Context, q disclosure.Question) ([]disclosure.Event, error) {
	rows, err := s.conn.Query(ctx, sql.Query("events"), clickhouse.Named("as_of", at(q.AsOf)),
		clickhouse.Named("body", q.Body), clickhouse.Named("duty", q.Duty), clickhouse.Named("subject", q.Subject))
	return readFacts(rows, err, q.Body)
}

// Facts implements disclosure.Reader.
func (s *Store) Facts(ctx context.Context, q disclosure.Question, kinds ...disclosure.EventKind) ([]disclosure.Event, error) {
	codes := make([]int, 0, len(kinds)) // a slice of bytes would be sent as text
	for _, k := range kinds {
		codes = append(codes, int(k))
	}
	limit := uint64(math.MaxInt64)
	if q.Limit > 0 {
		limit = uint64(q.Limit)
	}
	rows, err := s.conn.Query(ctx, sql.Query("facts"), clickhouse.Named("as_of", at(q.AsOf)), clickhouse.Named("body", q.Body),
		clickhouse.Named("kinds", codes), clickhouse.Named("offices", some(q.Office)), clickhouse.Named("duties", some(q.Duty)),
		clickhouse.Named("subjects", some(q.Subject)), clickhouse.Named("rows", limit), clickhouse.Named("skip", uint64(q.Offset)))
	return readFacts(rows, err, q.Body)
}

func some(name string) []string {
	if name == "" {
		return []string{}
	}
	return []string{name}
}

func readFacts(rows driver.Rows, err error, body string) ([]disclosure.Event, error) {
	if err != nil {
		return nil, unavailable(err)
	}
	defer rows.Close()
	var events []disclosure.Event
	for rows.Next() {
		e := disclosure.Event{Body: body}
		var kind, precision uint8
		var formed, urlDate time.Time
		var origin string
		if err := rows.Scan(&e.Duty, &e.Subject, &e.ID, &kind, &e.Office, &e.Channel, &e.OccurredAt, &precision, &e.RecordedAt, &formed, &urlDate,
			&e.FirstSeen, &e.Title, &e.DocNumber, &e.URL, &e.Ref, &e.Fields, &e.Note, &e.Attrs, &e.Actor, &e.Source, &origin); err != nil {
			return nil, err
		}
		e.Kind, e.Precision = disclosure.EventKind(kind), disclosure.Precision(precision)
		e.OccurredAt, e.FirstSeen, e.RecordedAt = known(e.OccurredAt), known(e.FirstSeen), e.RecordedAt.In(beijing)
		e.FormedOn, e.URLDate = dateOf(formed), dateOf(urlDate)
		if origin != "" {
			e.Source += ":" + origin
		}
		events = append(events, e)
	}
	return events, unavailable(rows.Err())
}
