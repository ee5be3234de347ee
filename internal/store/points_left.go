package store

import (
	"context"
	"fmt"
	"slices"

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

func (l leftOver) table() (*ext.Table, error) {
	table, err := ext.NewTable("left_over", ext.Column("body", "String"), ext.Column("duty", "String"), ext.Column("subject", "String"))
	if err != nil {
		return nil, err
	}
	for body, duties := range l {
		for duty, subjects := range duties {
			for subject := range subjects {
				if err := table.Append(body, duty, subject); err != nil {
					return nil, err
				}
			}
		}
	}
	return table, nil
}

// judgeLeft judges what the plain lane leaves over, and the clocks that it does not
// know, and returns what counts in the period, by body.
func (m *pointMill) judgeLeft(ctx context.Context, bodies []string, left leftOver) (map[string][]disclosure.Instance, error) {
	facts, err := m.leftFacts(ctx, bodies, left)
	if err != nil {
		return nil, err
	}
	judged := map[string][]disclosure.Instance{}
	for _, body := range bodies {
		wanted := func(l *disclosure.DutyLine, subject string) bool {
			return left[body][l.Code][subject] || l.Clock() != disclosure.ByTerm && l.Clock() != disclosure.ByCase
		}
		all := disclosure.JudgeOnly(m.plans[body], m.calendar, facts[body], m.q.AsOf, wanted)
		if all = slices.DeleteFunc(all, func(i disclosure.Instance) bool { return !m.q.Period.Counts(i) }); len(all) > 0 {
			judged[body] = slices.Clip(all)
		}
	}
	return judged, nil
}

// leftFacts reads the facts of those instances.
func (m *pointMill) leftFacts(ctx context.Context, bodies []string, left leftOver) (map[string]ledger, error) {
	table, err := left.table()
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
