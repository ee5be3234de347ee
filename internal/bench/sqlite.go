package main

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"

	_ "github.com/mattn/go-sqlite3" // the driver "sqlite3"
)

func openSQLite(ctx context.Context, dir string) (*rival, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	file := filepath.Join(dir, "facts.sqlite")
	db, err := sql.Open("sqlite3", file+"?_journal_mode=WAL&_synchronous=FULL&_cache_size=-1000000")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	r := &rival{dialect: sqlite, db: db, close: func() { db.Close() }}
	if err := db.QueryRowContext(ctx, "SELECT sqlite_version()").Scan(&r.version); err != nil {
		return nil, err
	}
	r.finish = []string{
		"CREATE UNIQUE INDEX event_id ON event (body, id)",
		"CREATE INDEX event_instance ON event (body, duty, subject, recorded, id)",
		"CREATE INDEX event_rare ON event (body, duty, subject, kind) WHERE kind IN (4, 7, 9, 23, 24, 25)",
		"ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)",
	}
	r.size = func() (int64, error) { return fileSize(file) }
	return r, nil
}
