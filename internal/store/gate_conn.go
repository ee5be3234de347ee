package store

import (
	"cmp"
	"context"
	"database/sql"

	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
)

// gatedConn asks the engine through the gate: a question has its place until its
// last row was read. What is written goes past it.
type gatedConn struct {
	driver.Conn
	gate *gate
}

// Query implements driver.Conn.
func (c gatedConn) Query(ctx context.Context, query string, args ...any) (driver.Rows, error) {
	leave, err := c.gate.enter(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := c.Conn.Query(ctx, query, args...)
	if err != nil {
		leave()
		return nil, err
	}
	return &gatedRows{rows, leave}, nil
}

// QueryRow implements driver.Conn.
func (c gatedConn) QueryRow(ctx context.Context, query string, args ...any) driver.Row {
	rows, err := c.Query(ctx, query, args...)
	return &gatedRow{rows, err}
}

// Select implements driver.Conn.
func (c gatedConn) Select(ctx context.Context, dest any, query string, args ...any) error {
	leave, err := c.gate.enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	return c.Conn.Select(ctx, dest, query, args...)
}

type gatedRows struct {
	driver.Rows
	leave func()
}

// Next implements driver.Rows.
func (r *gatedRows) Next() bool {
	if r.Rows.Next() {
		return true
	}
	r.leave()
	return false
}

// Close implements driver.Rows.
func (r *gatedRows) Close() error {
	defer r.leave()
	return r.Rows.Close()
}

// gatedRow is the first of the rows, or why there are none.
type gatedRow struct {
	rows driver.Rows
	err  error
}

// Err implements driver.Row.
func (r *gatedRow) Err() error { return r.err }

// Scan implements driver.Row.
func (r *gatedRow) Scan(dest ...any) error {
	return r.read(func() error { return r.rows.Scan(dest...) })
}

// ScanStruct implements driver.Row.
func (r *gatedRow) ScanStruct(dest any) error {
	return r.read(func() error { return r.rows.ScanStruct(dest) })
}

func (r *gatedRow) read(scan func() error) error {
	if r.err != nil {
		return r.err
	}
	defer r.rows.Close()
	if !r.rows.Next() {
		return cmp.Or(r.rows.Err(), sql.ErrNoRows)
	}
	if err := scan(); err != nil {
		return err
	}
	return r.rows.Close()
}
