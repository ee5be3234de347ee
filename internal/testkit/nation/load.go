package nation

import (
	"context"
	"hash/fnv"
	"runtime"
	"strings"
	"sync/atomic"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
	"golang.org/x/sync/errgroup"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// blockRows is how many rows one insert has.
const blockRows = 250_000

// Load writes the whole ledger into the table event of a store, past the rules
// of history; the plans must be there. The digests are not those that the store
// reckons: to append a fact once more is a conflict. progress may be nil.
func (n Nation) Load(ctx context.Context, dsn string, progress func(facts int)) error {
	opts, err := clickhouse.ParseDSN(dsn)
	if err != nil {
		return err
	}
	if opts.Auth.Database == "" {
		opts.Auth.Database = "daylight"
	}
	conn, err := clickhouse.Open(opts)
	if err != nil {
		return err
	}
	defer conn.Close()
	group, ctx := errgroup.WithContext(ctx)
	var next, written atomic.Int64
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() error {
			var b block
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i < n.Bodies {
					b.add(n.Ledger(i))
				}
				if b.rows() > blockRows || i >= n.Bodies {
					rows := b.rows()
					if err := b.send(ctx, conn); err != nil {
						return err
					}
					if total := written.Add(int64(rows)); progress != nil {
						progress(int(total))
					}
				}
				if i >= n.Bodies {
					return nil
				}
			}
			return ctx.Err()
		})
	}
	return group.Wait()
}

// block has rows of the table event, by column.
type block struct {
	body, duty, subject, id, office, channel []string
	kind, precision                          []int8
	occurred, recorded, formed, urlDate      []time.Time
	seen                                     []time.Time
	title, number, url, ref, note            []string
	fields                                   [][]string
	attrs                                    []map[string]string
	actor, source, origin                    []string
	history                                  []bool
	digest                                   []uint64
}

const insert = `INSERT INTO event (body, duty, subject, id, office, channel, kind, precision, occurred_at, recorded_at, formed_on, url_date,
	first_seen, title, doc_number, url, ref, note, fields, attrs, actor, source, origin, history, digest)`

func (b *block) rows() int { return len(b.body) }

func (b *block) columns() []any {
	return []any{&b.body, &b.duty, &b.subject, &b.id, &b.office, &b.channel, &b.kind, &b.precision, &b.occurred, &b.recorded, &b.formed, &b.urlDate,
		&b.seen, &b.title, &b.number, &b.url, &b.ref, &b.note, &b.fields, &b.attrs, &b.actor, &b.source, &b.origin, &b.history, &b.digest}
}

func (b *block) add(events []disclosure.Event) {
	for _, e := range events {
		source, origin, _ := strings.Cut(e.Source, ":")
		if e.Fields == nil {
			e.Fields = []string{}
		}
		if e.Attrs == nil {
			e.Attrs = map[string]string{}
		}
		b.body, b.duty, b.subject, b.id = append(b.body, e.Body), append(b.duty, e.Duty), append(b.subject, e.Subject), append(b.id, e.ID)
		b.office, b.channel = append(b.office, e.Office), append(b.channel, e.Channel)
		b.kind, b.precision = append(b.kind, int8(e.Kind)), append(b.precision, int8(e.Precision))
		b.occurred, b.recorded, b.seen = append(b.occurred, moment(e.OccurredAt)), append(b.recorded, e.RecordedAt), append(b.seen, moment(e.FirstSeen))
		b.formed, b.urlDate = append(b.formed, date(e.FormedOn)), append(b.urlDate, date(e.URLDate))
		b.title, b.number, b.url, b.ref, b.note = append(b.title, e.Title), append(b.number, e.DocNumber), append(b.url, e.URL), append(b.ref, e.Ref), append(b.note, e.Note)
		b.fields, b.attrs = append(b.fields, e.Fields), append(b.attrs, e.Attrs)
		b.actor, b.source, b.origin = append(b.actor, e.Actor), append(b.source, source), append(b.origin, origin)
		b.history, b.digest = append(b.history, true), append(b.digest, digest(e.ID))
	}
}

func (b *block) send(ctx context.Context, conn driver.Conn) error {
	if b.rows() == 0 {
		return nil
	}
	batch, err := conn.PrepareBatch(ctx, insert)
	if err != nil {
		return err
	}
	defer batch.Abort()
	for i, values := range b.columns() {
		if err := appendColumn(batch.Column(i), values); err != nil {
			return err
		}
	}
	return batch.Send()
}

// appendColumn hands the values over and empties the list.
func appendColumn(column driver.BatchColumn, values any) error {
	switch list := values.(type) {
	case *[]string:
		return hand(column, list)
	case *[]int8:
		return hand(column, list)
	case *[]time.Time:
		return hand(column, list)
	case *[][]string:
		return hand(column, list)
	case *[]map[string]string:
		return hand(column, list)
	case *[]bool:
		return hand(column, list)
	case *[]uint64:
		return hand(column, list)
	}
	panic("a column of a kind that no column has")
}

func hand[T any](column driver.BatchColumn, list *[]T) error {
	err := column.Append(*list)
	*list = (*list)[:0]
	return err
}

func moment(t time.Time) time.Time {
	if t.IsZero() {
		return time.Unix(0, 0)
	}
	return t
}

func date(d workday.Date) time.Time { return time.Unix(int64(d)*86400, 0).UTC() }

func digest(id string) uint64 {
	h := fnv.New64a()
	h.Write([]byte(id))
	return h.Sum64()
}
