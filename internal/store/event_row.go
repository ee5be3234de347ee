package store

import (
	"context"
	"runtime"
	"strings"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
	"golang.org/x/sync/errgroup"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

var beijing = workday.Beijing

const insertEvents = `INSERT INTO event (body, duty, subject, id, office, channel, title, doc_number, url, ref, note, actor, source, origin,
	kind, precision, occurred_at, recorded_at, first_seen, formed_on, url_date, fields, attrs, history, digest)`

// eventRows are rows of the ledger by column, which costs the driver half of
// what it takes for one row after the other.
type eventRows struct {
	texts           [14][]string
	kind, precision []int8
	moments         [3][]time.Time // occurred, recorded, first seen
	days            [2][]time.Time // formed on, date of the address
	fields          [][]string
	attrs           []map[string]string
	history         []bool
	digest          []uint64
}

// newEventRows has room for n rows.
func newEventRows(n int) *eventRows {
	r := &eventRows{kind: make([]int8, 0, n), precision: make([]int8, 0, n), fields: make([][]string, 0, n), attrs: make([]map[string]string, 0, n),
		history: make([]bool, 0, n), digest: make([]uint64, 0, n)}
	for i := range r.texts {
		r.texts[i] = make([]string, 0, n)
	}
	for i := range r.moments {
		r.moments[i] = make([]time.Time, 0, n)
	}
	for i := range r.days {
		r.days[i] = make([]time.Time, 0, n)
	}
	return r
}

func (r *eventRows) len() int { return len(r.digest) }

func (r *eventRows) add(e *disclosure.Event, digest uint64, moment time.Time) {
	recorded, precision := moment, e.Precision
	if !e.RecordedAt.IsZero() {
		recorded = e.RecordedAt
	}
	if precision == 0 {
		precision = disclosure.ToMinute
	}
	if e.OccurredAt.IsZero() {
		precision = disclosure.Unknown
	}
	source, origin, _ := strings.Cut(e.Source, ":")
	fields, attrs := e.Fields, e.Attrs
	if fields == nil {
		fields = []string{}
	}
	if attrs == nil {
		attrs = map[string]string{}
	}
	for i, text := range [...]string{e.Body, e.Duty, e.Subject, e.ID, e.Office, e.Channel, e.Title, e.DocNumber, e.URL, e.Ref, e.Note, e.Actor, source, origin} {
		r.texts[i] = append(r.texts[i], text)
	}
	r.kind, r.precision = append(r.kind, int8(e.Kind)), append(r.precision, int8(precision))
	for i, t := range [...]time.Time{epoch(e.OccurredAt), recorded, epoch(e.FirstSeen)} {
		r.moments[i] = append(r.moments[i], t)
	}
	r.days[0], r.days[1] = append(r.days[0], day(e.FormedOn)), append(r.days[1], day(e.URLDate))
	r.fields, r.attrs = append(r.fields, fields), append(r.attrs, attrs)
	r.history, r.digest = append(r.history, !e.RecordedAt.IsZero()), append(r.digest, digest)
}

// manyRows are worth handing over on all cores.
const manyRows = 1000

// fill hands the rows to an insert of insertEvents, column by column.
func (r *eventRows) fill(batch driver.Batch) error {
	var columns []any
	for _, c := range r.texts {
		columns = append(columns, c)
	}
	columns = append(columns, r.kind, r.precision, r.moments[0], r.moments[1], r.moments[2], r.days[0], r.days[1], r.fields, r.attrs, r.history, r.digest)
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, c := range columns {
		hand := func() error { return batch.Column(i).Append(c) }
		if r.len() >= manyRows {
			group.Go(hand)
		} else if err := hand(); err != nil {
			return err
		}
	}
	return group.Wait()
}

// write inserts the rows, all or none. sent is called when they may be there
// whatever comes.
func (s *Store) write(ctx context.Context, rows *eventRows, sent func()) error {
	batch, err := s.conn.PrepareBatch(ctx, insertEvents)
	if err != nil {
		return unavailable(err)
	}
	defer batch.Abort()
	if err := rows.fill(batch); err != nil {
		return err
	}
	sent()
	return unavailable(batch.Send())
}

// epoch stands for no time as the store does: 1970-01-01.
func epoch(t time.Time) time.Time {
	if t.IsZero() {
		return time.Unix(0, 0)
	}
	return t
}

func day(d workday.Date) time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

func keys[T any](set map[string]T) []string {
	list := make([]string, 0, len(set))
	for k := range set {
		list = append(list, k)
	}
	return list
}
