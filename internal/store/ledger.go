package store

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"daylight/internal/disclosure"
	"daylight/sql"
)

// ledger is what the Go judge reads of a body: every fact, whenever it was
// recorded, with what the judge asks of it and no more.
type ledger []disclosure.Event

// attributes names the one attribute that each kind of fact is judged by; of the
// others the judge asks none.
var attributes = map[disclosure.EventKind]string{
	disclosure.Triggered: "class", disclosure.Received: "class", disclosure.Detected: "class",
	disclosure.SpotChecked: "result", disclosure.HandedOver: "due", disclosure.NilReturn: "unsigned",
	disclosure.Paused: "reason", disclosure.Extended: "days", disclosure.Ruled: "decision",
}

func (s *Store) readLedger(ctx context.Context, body string) (ledger, error) {
	ctx = clickhouse.Context(ctx, clickhouse.WithSettings(clickhouse.Settings{"max_threads": 1})) // one body is a granule or two
	rows, err := s.conn.Query(ctx, sql.Query("ledger"), clickhouse.Named("body", body), clickhouse.Named("brief", false))
	if err != nil {
		return nil, unavailable(err)
	}
	defer rows.Close()
	sheet := sheets.Get().(*[]disclosure.Event)
	defer putBack(sheet)
	r := newLedgerRow()
	for rows.Next() {
		if err := rows.Scan(r.columns...); err != nil {
			return nil, err
		}
		*sheet = append(*sheet, r.fact(body))
	}
	return slices.Clone(*sheet), unavailable(rows.Err())
}

// sheets are what facts are read onto, since nobody knows beforehand how many there are.
var sheets = sync.Pool{New: func() any { return new([]disclosure.Event) }}

func putBack(sheet *[]disclosure.Event) {
	clear((*sheet)[:cap(*sheet)])
	*sheet = (*sheet)[:0]
	sheets.Put(sheet)
}

// ledgerRow is one row of parts/asked.sql, and the texts that the rows before
// had in common with it.
type ledgerRow struct {
	e               disclosure.Event
	kind, precision uint8
	urlDate         time.Time
	attr, approved  string
	columns         []any
	shared          map[string]string
}

// newLedgerRow reads rows of parts/asked.sql, and whatever columns follow.
func newLedgerRow(more ...any) *ledgerRow {
	r := &ledgerRow{shared: map[string]string{}}
	e := &r.e
	r.columns = append([]any{&e.Duty, &e.Subject, &e.ID, &r.kind, &e.Office, &e.Channel, &e.OccurredAt, &r.precision, &e.RecordedAt,
		&r.urlDate, &e.FirstSeen, &e.Title, &e.URL, &e.Ref, &e.Fields, &e.Source, &r.attr, &r.approved}, more...)
	return r
}

func (r *ledgerRow) fact(body string) disclosure.Event {
	e := r.e
	e.Body, e.Kind, e.Precision = body, disclosure.EventKind(r.kind), disclosure.Precision(r.precision)
	e.Duty, e.Office, e.Channel, e.Source = r.share(e.Duty), r.share(e.Office), r.share(e.Channel), r.share(e.Source)
	e.OccurredAt, e.FirstSeen, e.RecordedAt = known(e.OccurredAt), known(e.FirstSeen), e.RecordedAt.In(beijing)
	e.URLDate = dateOf(r.urlDate)
	if r.attr != "" || r.approved != "" {
		e.Attrs = map[string]string{attributes[e.Kind]: r.attr, "approved_on": r.approved}
	}
	return e
}

// share keeps one copy of a text that thousands of rows have.
func (r *ledgerRow) share(text string) string {
	if kept, ok := r.shared[text]; ok {
		return kept
	}
	r.shared[text] = text
	return text
}

// next is the first moment from asOf on at which a fact became known, or one
// known before took place; far in the future when there is none.
func (l ledger) next(asOf time.Time) time.Time {
	next := workdayForever()
	for n := range l {
		e := &l[n]
		if !e.RecordedAt.Before(asOf) {
			next = sooner(next, e.RecordedAt, asOf)
			continue
		}
		next = sooner(sooner(next, e.OccurredAt, asOf), e.FirstSeen, asOf)
	}
	return next
}

// sooner is the earlier of two moments, of which the second counts from asOf on.
func sooner(next, t, asOf time.Time) time.Time {
	if t.Before(asOf) || !t.Before(next) {
		return next
	}
	return t
}

// feeds has one row per source that has fed the body before asOf, latest first.
func (l ledger) feeds(asOf time.Time) []disclosure.Feed {
	var feeds []disclosure.Feed
	at := map[string]int{}
	for n := range l {
		e := &l[n]
		if !e.RecordedAt.Before(asOf) {
			continue
		}
		i, ok := at[e.Source]
		if !ok {
			i = len(feeds)
			at[e.Source] = i
			feeds = append(feeds, disclosure.Feed{Source: e.Source, LastAt: e.RecordedAt})
		}
		f := &feeds[i]
		f.EventCount++
		if e.RecordedAt.After(f.LastAt) {
			f.LastAt = e.RecordedAt
		}
	}
	slices.SortFunc(feeds, func(a, b disclosure.Feed) int {
		return cmp.Or(b.LastAt.Compare(a.LastAt), strings.Compare(a.Source, b.Source))
	})
	return feeds
}
