package store

import (
	"context"
	"fmt"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/ext"

	"daylight/internal/disclosure"
	"daylight/sql"
)

// leftOver has the subjects that the plain lane leaves over, by body and duty.
type leftOver map[string]map[string]map[string]bool

func (l leftOver) add(body, duty, subject string) {
	if l[body] == nil {
		l[body] = map[string]map[string]bool{}
	}
	if l[body][duty] == nil {
		l[body][duty] = map[string]bool{}
	}
	l[body][duty][subject] = true
}

// table lists those of some bodies.
func (l leftOver) table(bodies []string) (*ext.Table, error) {
	table, err := ext.NewTable("left_over", ext.Column("body", "String"), ext.Column("duty", "String"), ext.Column("subject", "String"))
	if err != nil {
		return nil, err
	}
	for _, body := range bodies {
		for duty, subjects := range l[body] {
			for subject := range subjects {
				if err := table.Append(body, duty, subject); err != nil {
					return nil, err
				}
			}
		}
	}
	return table, nil
}

// judgeLeft judges what the plain lane leaves over of some bodies, by duty and
// subject, and the clocks that it does not know. It tells of every body.
func (m *pointMill) judgeLeft(ctx context.Context, bodies []string, left leftOver, tell func(body string, judged []disclosure.Instance)) error {
	judge := func(body string, facts []disclosure.Event) {
		tell(body, disclosure.JudgeOnly(m.plans[body], m.calendar, facts, m.q.AsOf, func(l *disclosure.DutyLine, subject string) bool {
			return left[body][l.Code][subject] || l.Clock() != disclosure.ByTerm && l.Clock() != disclosure.ByCase
		}))
	}
	factless := map[string]bool{}
	for _, body := range bodies {
		factless[body] = true
	}
	err := m.readLeft(ctx, bodies, left, func(body string, facts []disclosure.Event) {
		delete(factless, body)
		judge(body, facts)
	})
	if err != nil {
		return err
	}
	for body := range factless {
		judge(body, nil)
	}
	return nil
}

// readLeft reads the facts of those instances, body by body. They are good until
// the next body's.
func (m *pointMill) readLeft(ctx context.Context, bodies []string, left leftOver, read func(body string, facts []disclosure.Event)) error {
	table, err := left.table(bodies)
	if err != nil {
		return fmt.Errorf("list the instances left over: %w", err)
	}
	ctx = clickhouse.Context(ctx, clickhouse.WithSettings(judgeSettings("max_threads", 1)), clickhouse.WithExternalTable(table))
	rows, err := m.conn.Query(ctx, sql.Query("left_facts"), clickhouse.Named("bodies", texts(bodies)),
		clickhouse.Named("duties", texts(m.duties.others)), clickhouse.Named("as_of", at(m.q.AsOf)), clickhouse.Named("brief", true))
	if err != nil {
		return unavailable(err)
	}
	defer rows.Close()
	sheet := sheets.Get().(*[]disclosure.Event)
	defer putBack(sheet)
	var body, last string
	r := newLedgerRow(&body)
	for rows.Next() {
		if err := rows.Scan(r.columns...); err != nil {
			return err
		}
		if body != last && len(*sheet) > 0 {
			read(last, *sheet)
			*sheet = (*sheet)[:0]
		}
		last = body
		*sheet = append(*sheet, r.fact(last))
	}
	if len(*sheet) > 0 {
		read(last, *sheet)
	}
	return unavailable(rows.Err())
}
