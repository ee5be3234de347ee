// Package store keeps Daylight's ledger in ClickHouse. It runs the statements
// of package sql over clickhouse-go and implements the domain's interfaces;
// what the statements mean is written beside them.
package store

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
	"github.com/pressly/goose/v3"

	"daylight/internal/disclosure"
	"daylight/sql"
)

// Options say which ClickHouse a Store uses.
type Options struct {
	// DSN names the server: clickhouse://user:password@host:port/database. The
	// database defaults to daylight and is created when it is missing.
	DSN string
	// LockDir is a folder on this machine in which processes that write to the
	// same store meet; every one of them must name the same.
	LockDir string
	// Places is how many questions the engine answers side by side, as many as it
	// has cores; 0: as many as this machine has.
	Places int
	// Now is the clock facts are recorded by; nil means time.Now.
	Now func() time.Time
}

// Store is a ClickHouse that holds the ledger. It is safe for concurrent use.
type Store struct {
	conn    driver.Conn
	opts    *clickhouse.Options
	cluster cluster
	lock    *commitLock
	issues  *commitLock // of briefings
	now     func() time.Time
	writer  *writer
	gate    *gate
	cache   *judgedCache
	seen    *seenIDs
	plans   planCache
	turns   standingTurns

	calendars calendarCache
	sittings  flights[[]judgedAnswer]
	asked     moments

	close sync.Once
}

// Open connects, brings the schema up to date and makes the views anew. The
// error is a disclosure.Error of kind Unavailable when the server cannot be
// reached.
func Open(ctx context.Context, o Options) (*Store, error) {
	dsn, spread, err := readCluster(o.DSN)
	if err != nil {
		return nil, err
	}
	opts, err := clickhouse.ParseDSN(dsn)
	if err != nil {
		return nil, fmt.Errorf("read store address: %w", err)
	}
	if opts.Auth.Database == "" || opts.Auth.Database == "default" {
		opts.Auth.Database = "daylight"
	}
	opts.MaxOpenConns, opts.MaxIdleConns = 16, 4
	opts.DialTimeout = 5 * time.Second
	opts.Settings = clickhouse.Settings{
		// The order of the joins is written as it is meant.
		"query_plan_optimize_join_order_limit": 0,
		"max_execution_time":                   300,
		// Looks for chains of comparisons once for every place where a name of the
		// judge is used, finds none, and takes nearly half of the planning.
		"optimize_and_compare_chain": 0,
	}
	spread.settings(opts.Settings)
	if err := createDatabase(ctx, *opts); err != nil {
		return nil, unavailable(err)
	}
	conn, err := clickhouse.Open(opts)
	if err != nil {
		return nil, unavailable(err)
	}
	s := &Store{
		gate: newGate(cmp.Or(o.Places, runtime.GOMAXPROCS(0))), opts: opts, now: o.Now, cluster: spread, cache: newJudgedCache(), seen: newSeenIDs(),
	}
	s.conn = gatedConn{conn, s.gate}
	if s.now == nil {
		s.now = time.Now
	}
	if err := os.MkdirAll(o.LockDir, 0o700); err != nil {
		return nil, fmt.Errorf("create lock folder: %w", err)
	}
	if s.lock, err = openCommitLock(filepath.Join(o.LockDir, "commit.lock")); err != nil {
		return nil, err
	}
	if s.issues, err = openCommitLock(filepath.Join(o.LockDir, "issue.lock")); err != nil {
		s.lock.close()
		return nil, err
	}
	if err := s.prepare(ctx, opts); err != nil {
		s.lock.close()
		s.issues.close()
		conn.Close()
		return nil, unavailable(err)
	}
	s.writer = newWriter(s)
	return s, nil
}

// Close waits for appends under way and hangs up.
func (s *Store) Close() error {
	var err error
	s.close.Do(func() {
		s.writer.stop()
		s.lock.close()
		s.issues.close()
		err = s.conn.Close()
	})
	return err
}

// Ping asks the server whether it answers.
func (s *Store) Ping(ctx context.Context) error { return unavailable(s.conn.Ping(ctx)) }

// prepare migrates and seeds under the commit lock, so that two processes that
// start together do it once.
func (s *Store) prepare(ctx context.Context, opts *clickhouse.Options) error {
	ctx, release, err := s.turn(ctx)
	if err != nil {
		return err
	}
	defer release(time.Time{})
	if err := s.gather(ctx); err != nil {
		return fmt.Errorf("make ready to migrate: %w", err)
	}
	db := clickhouse.OpenDB(opts)
	defer db.Close()
	provider, err := goose.NewProvider(goose.DialectClickHouse, db, sql.Migrations())
	if err != nil {
		return fmt.Errorf("read migrations: %w", err)
	}
	if _, err := provider.Up(ctx); err != nil {
		return fmt.Errorf("migrate the store: %w", err)
	}
	if err := s.scatter(ctx); err != nil {
		return fmt.Errorf("open the cluster: %w", err)
	}
	for _, view := range sql.Views() {
		if err := s.conn.Exec(ctx, view); err != nil {
			return fmt.Errorf("make view: %w", err)
		}
	}
	if err := s.mendLines(ctx); err != nil {
		return err
	}
	if err := s.seedCalendar(ctx); err != nil {
		return err
	}
	var latest time.Time
	if err := s.conn.QueryRow(ctx, sql.Query("latest")).Scan(&latest); err != nil {
		return fmt.Errorf("ask for the latest fact: %w", err)
	}
	s.lock.note(latest)
	return nil
}

func createDatabase(ctx context.Context, opts clickhouse.Options) error {
	name := opts.Auth.Database
	opts.Auth.Database = "default"
	conn, err := clickhouse.Open(&opts)
	if err != nil {
		return err
	}
	defer conn.Close()
	return conn.Exec(ctx, "CREATE DATABASE IF NOT EXISTS "+quoteName(name))
}

func quoteName(name string) string {
	quoted := []byte{'`'}
	for i := range len(name) {
		if name[i] == '`' || name[i] == '\\' {
			quoted = append(quoted, '\\')
		}
		quoted = append(quoted, name[i])
	}
	return string(append(quoted, '`'))
}

// unavailable marks errors of the connection, as opposed to the statement, so
// that pages can say the engine is coming back.
func unavailable(err error) error {
	var network net.Error
	var exception *clickhouse.Exception
	switch {
	case err == nil:
		return nil
	case errors.As(err, &exception):
		// 210 network, 159 too slow, 202 too many queries, 241 out of memory, 236 aborted
		switch exception.Code {
		case 159, 202, 210, 236, 241:
		default:
			return err
		}
	case errors.As(err, &network), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF),
		errors.Is(err, net.ErrClosed), errors.Is(err, clickhouse.ErrAcquireConnTimeout):
	default:
		return err
	}
	return &disclosure.Error{Kind: disclosure.Unavailable, Code: "error.store_unavailable", Err: err}
}

// at is a moment as a parameter of type DateTime64(3, 'Asia/Shanghai').
func at(t time.Time) string {
	return t.In(beijing).Format("2006-01-02 15:04:05.000")
}

func isUnavailable(err error) bool {
	var e *disclosure.Error
	return errors.As(err, &e) && e.Kind == disclosure.Unavailable
}
