package store

import (
	"context"
	"fmt"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/ext"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

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

// judgeLeft judges what the plain lane leaves over of a body, by duty and subject,
// and the clocks that it does not know.
func (m *pointMill) judgeLeft(body string, facts ledger, left map[string]map[string]bool) []disclosure.Instance {
	return disclosure.JudgeOnly(m.plans[body], m.calendar, facts, m.q.AsOf, func(l *disclosure.DutyLine, subject string) bool {
		return left[l.Code][subject] || l.Clock() != disclosure.ByTerm && l.Clock() != disclosure.ByCase
	})
}

// leftFacts reads the facts of those instances.
func (m *pointMill) leftFacts(ctx context.Context, bodies []string, left leftOver) (map[string]ledger, error) {
	table, err := left.table(bodies)
	if err != nil {
		return nil, fmt.Errorf("list the instances left over: %w", err)
	}
	ctx = clickhouse.Context(ctx, clickhouse.WithSettings(judgeSettings("max_threads", 1)), clickhouse.WithExternalTable(table))
	rows, err := m.conn.Query(ctx, sql.Query("left_facts"), clickhouse.Named("bodies", texts(bodies)),
		clickhouse.Named("duties", texts(m.duties.others)), clickhouse.Named("as_of", at(m.q.AsOf)), clickhouse.Named("brief", true))
	return readLeft(rows, err)
}

func readLeft(rows driver.Rows, err error) (map[string]ledger, error) {
	if err != nil {
		return nil, unavailable(err)
	}
	defer rows.Close()
	facts := map[string]ledger{}
	sheet := sheets.Get().(*[]disclosure.Event)
	defer putBack(sheet)
	var r ledgerRow
	var body, last string
	for rows.Next() {
		if err := r.scan(rows, &body); err != nil {
			return nil, err
		}
		if body != last { // a body's facts come one after the other, once for every part of the table
			facts[last] = append(facts[last], *sheet...)
			*sheet, last = (*sheet)[:0], body
		}
		*sheet = append(*sheet, r.fact(last))
	}
	facts[last] = append(facts[last], *sheet...)
	return facts, unavailable(rows.Err())
}
