package main

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"

	_ "github.com/duckdb/duckdb-go/v2" // the driver "duckdb"
)

func openDuckDB(ctx context.Context, dir string, memoryMB, cores int) (*rival, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	file := filepath.Join(dir, "facts.duckdb")
	db, err := sql.Open("duckdb", fmt.Sprintf("%s?threads=%d&memory_limit=%dMB&temp_directory=%s", file, cores, memoryMB*2/5, filepath.Join(dir, "spill")))
	if err != nil {
		return nil, err
	}
	r := &rival{dialect: duckdb, db: db, close: func() { db.Close() }}
	if err := db.QueryRowContext(ctx, "SELECT library_version FROM pragma_version()").Scan(&r.version); err != nil {
		return nil, err
	}
	r.copy = func(ctx context.Context, csv string) error {
		return r.exec(ctx, fmt.Sprintf(`COPY event (%s) FROM '%s' (FORMAT csv, HEADER false, AUTO_DETECT false, DELIMITER ',', QUOTE '"', ESCAPE '"', NULLSTR '\N')`, columnNames(), csv))
	}
	// Rows come in by body, so its zone maps find a body; an index on 48 million
	// ids would cost more memory than the machine has.
	r.finish = []string{"ANALYZE", "CHECKPOINT"}
	r.size = func() (int64, error) { return fileSize(file) }
	return r, nil
}

func fileSize(files ...string) (total int64, err error) {
	for _, f := range files {
		info, err := os.Stat(f)
		if err != nil {
			return 0, err
		}
		total += info.Size()
	}
	return total, nil
}
