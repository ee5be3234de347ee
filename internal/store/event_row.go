package store

import (
	"runtime"
	"strings"
	"sync"
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

	of      []int // places of the facts among all that were given, which digests has too
	digests func() []uint64
}

// usedRows keeps the room of rows that were written.
var usedRows = sync.Pool{New: func() any { return new(eventRows) }}

// newEventRows is for the rows of facts whose digests may still be in the making.
func newEventRows(digests func() []uint64) *eventRows {
	r := usedRows.Get().(*eventRows)
	r.digests = digests
	return r
}

// done gives the room to whoever writes next.
func (r *eventRows) done() {
	for i := range r.texts {
		r.texts[i] = emptied(r.texts[i])
	}
	for i := range r.moments {
		r.moments[i] = r.moments[i][:0]
	}
	for i := range r.days {
		r.days[i] = r.days[i][:0]
	}
	r.kind, r.precision, r.history, r.of = r.kind[:0], r.precision[:0], r.history[:0], r.of[:0]
	r.fields, r.attrs, r.digests = emptied(r.fields), emptied(r.attrs), nil
	usedRows.Put(r)
}

// emptied keeps the room and nothing of what was there.
func emptied[T any](list []T) []T {
	clear(list)
	return list[:0]
}

func (r *eventRows) len() int { return len(r.of) }

// digest is the column of the rows' digests.
func (r *eventRows) digest() []uint64 {
	all := r.digests()
	column := make([]uint64, len(r.of))
	for n, i := range r.of {
		column[n] = all[i]
	}
	return column
}

// add takes the fact that is the i-th of all that were given.
func (r *eventRows) add(e *disclosure.Event, i int, moment time.Time) {
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
	r.history, r.of = append(r.history, !e.RecordedAt.IsZero()), append(r.of, i)
}

// manyRows are worth handing over on all cores.
const manyRows = 1000

// fill hands the rows to an insert of insertEvents, column by column.
func (r *eventRows) fill(batch driver.Batch) error {
	var columns []any
	for _, c := range r.texts {
		columns = append(columns, c)
	}
	columns = append(columns, r.kind, r.precision, r.moments[0], r.moments[1], r.moments[2], r.days[0], r.days[1], r.fields, r.attrs, r.history)
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
	if err := group.Wait(); err != nil {
		return err
	}
	return batch.Column(len(columns)).Append(r.digest())
}

// write inserts the rows, all or none. sent is called when they may be there
// whatever comes.
func (s *Store) write(insert func() (driver.Batch, error), rows *eventRows, sent func()) error {
	batch, err := insert()
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
