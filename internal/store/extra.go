package store

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"daylight/internal/assessment"
)

// EntriesKnown implements assessment.ExtraReader.
func (s *Store) EntriesKnown(ctx context.Context, body string, asOf time.Time) ([]assessment.Entry, error) {
	all, err := s.entries(ctx, []string{body}, asOf)
	return all[body], err
}

// entries lists the entries of many bodies, all of them when bodies is empty, by body.
func (s *Store) entries(ctx context.Context, bodies []string, asOf time.Time) (map[string][]assessment.Entry, error) {
	type line struct {
		body string
		assessment.Entry
	}
	lines, err := list(longLists(ctx), s.conn, "extras", []any{clickhouse.Named("as_of", at(asOf)), clickhouse.Named("bodies", texts(bodies))},
		func(rows driver.Rows) (l line, err error) {
			var on, approved time.Time
			var points int64
			var state uint8
			err = rows.Scan(&l.body, &l.ID, &l.Office, &l.Rule, &on, &points, &l.Words, &l.Evidence, &l.URL, &l.Approver, &approved, &state, &l.Note, &l.Actor, &l.RecordedAt)
			l.On, l.ApprovedOn, l.Points, l.State = dateOf(on), dateOf(approved), assessment.Points(points), assessment.EntryState(state)
			l.RecordedAt = l.RecordedAt.In(beijing)
			return l, err
		})
	all := map[string][]assessment.Entry{}
	for _, l := range lines {
		all[l.body] = append(all[l.body], l.Entry)
	}
	for _, entries := range all {
		slices.SortFunc(entries, func(a, b assessment.Entry) int { return cmp.Or(cmp.Compare(a.On, b.On), strings.Compare(a.ID, b.ID)) })
	}
	return all, err
}

// RecordEntry implements assessment.Extras.
func (s *Store) RecordEntry(ctx context.Context, body string, e assessment.Entry) error {
	return s.addRow(ctx, "INSERT INTO extra_step (body, id, office, rule, on_day, points, words, evidence, url, approver, approved_on, state, note, actor, recorded_at)",
		body, e.ID, e.Office, e.Rule, day(e.On), int64(e.Points), e.Words, e.Evidence, e.URL, e.Approver, day(e.ApprovedOn), int8(e.State), e.Note, e.Actor)
}
