package store

import (
	"context"
	"fmt"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"daylight/internal/disclosure"
	"daylight/sql"
)

// turn waits for the store's turn to write: nobody else commits until release,
// which notes the moment of the commit (zero: nothing was committed). Questions of
// the context that it returns do not wait for readers.
func (s *Store) turn(ctx context.Context) (writing context.Context, release func(committed time.Time), err error) {
	release, err = s.lock.take(ctx)
	return unhindered(ctx), release, err
}

// fields reads a row into the fields that bear its columns' names.
func fields[V any](rows driver.Rows) (v V, err error) {
	err = rows.ScanStruct(&v)
	return v, err
}

// first returns the only row, or disclosure.ErrNotFound.
func first[V any](rows []V, err error) (V, error) {
	var none V
	switch {
	case err != nil:
		return none, err
	case len(rows) == 0:
		return none, disclosure.ErrNotFound
	}
	return rows[0], nil
}

// list returns every row of a query.
func list[V any](ctx context.Context, conn driver.Conn, query string, args []any, scan func(driver.Rows) (V, error)) ([]V, error) {
	rows, err := conn.Query(ctx, sql.Query(query), args...)
	if err != nil {
		return nil, unavailable(err)
	}
	defer rows.Close()
	var all []V
	for rows.Next() {
		v, err := scan(rows)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", query, err)
		}
		all = append(all, v)
	}
	return all, unavailable(rows.Err())
}

// insert appends rows durably, all or none.
func (s *Store) insert(ctx context.Context, statement string, rows ...[]any) error {
	batch, err := s.conn.PrepareBatch(ctx, statement)
	if err != nil {
		return unavailable(err)
	}
	defer batch.Close()
	for _, row := range rows {
		if err := batch.Append(row...); err != nil {
			return fmt.Errorf("append row: %w", err)
		}
	}
	return unavailable(batch.Send())
}

// addRow adds one row that ends with the moment from which it is known.
func (s *Store) addRow(ctx context.Context, insert string, values ...any) error {
	ctx, release, err := s.turn(ctx)
	if err != nil {
		return err
	}
	var committed time.Time
	defer func() { release(committed) }()
	moment := s.nextMoment()
	s.lock.begin(moment)
	committed = moment // whether or not the answer arrives, the row may be there
	return s.insert(ctx, insert, append(values, moment))
}
