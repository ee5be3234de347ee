package store

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"daylight/internal/assessment"
	"daylight/sql"
)

// EntriesKnown implements assessment.ExtraReader.
func (s *Store) EntriesKnown(ctx context.Context, body string, asOf time.Time) ([]assessment.Entry, error) {
	all, err := s.entries(ctx, []string{body}, asOf)
	return all[body], err
}

// entries lists the entries of many bodies, all of them when bodies is empty, by body.
func (s *Store) entries(ctx context.Context, bodies []string, asOf time.Time) (map[string][]assessment.Entry, error) {
	rows, err := s.conn.Query(longLists(ctx), sql.Query("extras"), clickhouse.Named("as_of", at(asOf)), clickhouse.Named("bodies", texts(bodies)))
	if err != nil {
		return nil, unavailable(err)
	}
	defer rows.Close()
	all := map[string][]assessment.Entry{}
	for rows.Next() {
		var e assessment.Entry
		var body string
		var on, approved time.Time
		var points int64
		var state uint8
		if err := rows.Scan(&body, &e.ID, &e.Office, &e.Rule, &on, &points, &e.Words, &e.Evidence, &e.URL, &e.Approver, &approved, &state, &e.Note, &e.Actor, &e.RecordedAt); err != nil {
			return nil, err
		}
		e.On, e.ApprovedOn, e.Points, e.State = dateOf(on), dateOf(approved), assessment.Points(points), assessment.EntryState(state)
		e.RecordedAt = e.RecordedAt.In(beijing)
		all[body] = append(all[body], e)
	}
	for _, list := range all {
		slices.SortFunc(list, func(a, b assessment.Entry) int { return cmp.Or(cmp.Compare(a.On, b.On), strings.Compare(a.ID, b.ID)) })
	}
	return all, unavailable(rows.Err())
}

// RecordEntry implements assessment.Extras.
func (s *Store) RecordEntry(ctx context.Context, body string, e assessment.Entry) error {
	return s.addRow(ctx, "INSERT INTO extra_step (body, id, office, rule, on_day, points, words, evidence, url, approver, approved_on, state, note, actor, recorded_at)",
		body, e.ID, e.Office, e.Rule, day(e.On), int64(e.Points), e.Words, e.Evidence, e.URL, e.Approver, day(e.ApprovedOn), int8(e.State), e.Note, e.Actor)
}

// addRow adds one row that ends with the moment from which it is known.
func (s *Store) addRow(ctx context.Context, insert string, values ...any) error {
	release, err := s.lock.take(ctx)
	if err != nil {
		return err
	}
	var committed time.Time
	defer func() { release(committed) }()
	moment := s.nextMoment()
	s.lock.begin(moment)
	batch, err := s.conn.PrepareBatch(ctx, insert)
	if err != nil {
		return unavailable(err)
	}
	defer batch.Abort()
	if err := batch.Append(append(values, moment)...); err != nil {
		return err
	}
	committed = moment // whether or not the answer arrives, the row may be there
	return unavailable(batch.Send())
}
