package store

import (
	"context"
	"fmt"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"daylight/internal/disclosure"
	"daylight/sql"
)

const insertLines = `INSERT INTO duty_line (body, edition, duty, version, since, until, born, external, clock, trigger, cadence,
	term_n, term_unit, term_roll, term_month, term_day, term_dates, classes, held_by, channels, required_fields, review, nil_return, block)`

// addLines writes what the judge reads of a body's plans, under the last of
// them as its edition.
func (s *Store) addLines(ctx context.Context, plans []*disclosure.Plan) error {
	batch, err := s.conn.PrepareBatch(ctx, insertLines)
	if err != nil {
		return err
	}
	defer batch.Abort()
	if err := appendLines(batch, plans); err != nil {
		return err
	}
	return batch.Send()
}

func appendLines(batch driver.Batch, plans []*disclosure.Plan) error {
	last := plans[len(plans)-1]
	for _, l := range disclosure.Lines(plans) {
		if l.NotJudged != "" {
			continue // the judge has nothing to read of it
		}
		if err := batch.Append(lineRow(last.Body.Code, last.Version, l)...); err != nil {
			return fmt.Errorf("write duty %s: %w", l.Code, err)
		}
	}
	return nil
}

func lineRow(body string, edition int, l disclosure.DutyLine) []any {
	dates := map[uint16]time.Time{}
	for year, d := range l.Term.Dates {
		dates[uint16(year)] = day(d)
	}
	held, channels, classes := [][]any{}, [][]any{}, [][]any{}
	for _, h := range l.HeldBy {
		held = append(held, []any{day(h.Since), h.Office})
	}
	for _, c := range l.Channels {
		channels = append(channels, []any{c.Code, uint16(c.GraceWorkdays)})
	}
	for _, c := range l.Classes {
		classes = append(classes, []any{c.Code, uint32(c.N)})
	}
	fields := l.Fields
	if fields == nil {
		fields = []string{}
	}
	return []any{body, uint32(edition), l.Code, uint32(l.Version), day(l.Since), day(l.Until), day(l.Born), l.External,
		int8(l.Clock()), int8(l.Trigger), uint8(l.PeriodMonths()), uint32(l.Term.N), int8(l.Term.Unit), l.Term.RollForward,
		uint8(l.Term.Month), uint8(l.Term.Day), dates, classes, held, channels, fields, l.Review, l.NilReturn, l.Block}
}

// mendLines writes the lines of editions that have none: a new form of the table
// starts empty, and a run may have ended between version and lines.
func (s *Store) mendLines(ctx context.Context) error {
	rows, err := s.conn.Query(ctx, sql.Query("unlined"))
	if err != nil {
		return unavailable(err)
	}
	missing := map[string][]int{}
	for rows.Next() {
		var body string
		var version uint32
		if err := rows.Scan(&body, &version); err != nil {
			return err
		}
		missing[body] = append(missing[body], int(version))
	}
	rows.Close()
	if err := rows.Err(); err != nil {
		return unavailable(err)
	}
	for body, versions := range missing {
		plans, err := s.planHistory(ctx, body, workdayForever())
		if err != nil {
			return err
		}
		for _, v := range versions {
			if v > len(plans) {
				continue
			}
			if err := s.addLines(ctx, plans[:v]); err != nil {
				return unavailable(err)
			}
		}
	}
	return nil
}
