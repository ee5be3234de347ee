package store

import (
	"context"
	"crypto/rand"
	"fmt"
	"strings"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"daylight/internal/workday"
	"daylight/sql"
)

// NoticeTrial is the ledger as it would be judged had a notice been loaded.
type NoticeTrial struct {
	Store    *Store // for Judged only
	Replaced *workday.Notice
	Known    bool
	drop     func() error
}

// Close forgets the trial.
func (t *NoticeTrial) Close() error {
	if t.drop == nil {
		return nil
	}
	return t.drop()
}

// TryNotice makes a trial of a notice beside the store: a database in memory
// that looks at the store's tables through views and has a calendar of its own.
// The store itself is only read.
func (s *Store) TryNotice(ctx context.Context, n workday.Notice) (*NoticeTrial, error) {
	t := &NoticeTrial{}
	var err error
	if t.Replaced, t.Known, err = s.checkNotice(ctx, n, s.now()); err != nil || t.Known {
		return t, err
	}
	opts := *s.opts
	opts.Auth.Database = s.opts.Auth.Database + "_trial_" + strings.ToLower(rand.Text()[:12])
	quoted := quoteName(opts.Auth.Database)
	if err := s.conn.Exec(ctx, "CREATE DATABASE "+quoted+" ENGINE = Memory"); err != nil {
		return nil, unavailable(err)
	}
	t.Store = &Store{gate: s.gate, lock: s.lock, now: s.now, cache: newJudgedCache(), opts: &opts}
	t.drop = func() error {
		if t.Store.conn != nil {
			t.Store.conn.Close()
		}
		ending, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		return s.conn.Exec(ending, "DROP DATABASE IF EXISTS "+quoted)
	}
	if t.Store.conn, err = clickhouse.Open(&opts); err == nil {
		err = t.Store.furnishTrial(ctx, quoteName(s.opts.Auth.Database), n)
	}
	if err != nil {
		t.Close()
		return nil, unavailable(fmt.Errorf("try notice: %w", err))
	}
	return t, nil
}

// furnishTrial gives a trial everything the judge reads. Its calendar has one
// edition, number 0, in which the notice is known.
func (s *Store) furnishTrial(ctx context.Context, from string, n workday.Notice) error {
	rows, err := s.conn.Query(ctx, "SELECT name FROM system.tables WHERE database = {from:String} AND engine NOT LIKE '%View' AND name NOT LIKE 'calendar%' AND name NOT LIKE 'goose%'",
		clickhouse.Named("from", strings.Trim(from, "`")))
	if err != nil {
		return err
	}
	defer rows.Close()
	statements := []string{}
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return err
		}
		// A table that reads another, not a view: the judge filters before it reads.
		statements = append(statements, fmt.Sprintf("CREATE TABLE %[1]s AS %[2]s.%[1]s ENGINE = Merge(%[2]s, %[3]s)", quoteName(name), from, quoteText("^"+name+"$")))
	}
	if err := rows.Err(); err != nil {
		return err
	}
	statements = append(statements,
		"CREATE TABLE calendar_notice AS "+from+".calendar_notice ENGINE = Memory",
		"INSERT INTO calendar_notice SELECT * FROM "+from+".calendar_notice",
		"CREATE TABLE calendar_edition AS "+from+".calendar_edition ENGINE = Memory",
		"CREATE TABLE calendar_day AS "+from+".calendar_day ENGINE = Join(ANY, LEFT, key) SETTINGS persistent = 0",
		"CREATE TABLE calendar_nth AS "+from+".calendar_nth ENGINE = Join(ANY, LEFT, key) SETTINGS persistent = 0")
	for _, view := range sql.Views() { // in memory nothing is replaced
		statements = append(statements, strings.Replace(view, "CREATE OR REPLACE VIEW", "CREATE VIEW", 1))
	}
	for _, statement := range statements {
		if err := s.conn.Exec(ctx, statement); err != nil {
			return err
		}
	}
	if err := s.addNotices(ctx, []workday.Notice{n}, []time.Time{s.now()}); err != nil {
		return err
	}
	for _, statement := range []string{"calendar_day_add", "calendar_nth_add"} {
		if err := s.conn.Exec(ctx, sql.Query(statement), clickhouse.Named("edition", "0"), clickhouse.Named("as_of", at(s.now().Add(time.Hour)))); err != nil {
			return err
		}
	}
	return nil
}
