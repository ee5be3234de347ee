package main

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"daylight/internal/disclosure"
)

// answer is what one office of one body comes to.
type answer struct {
	Judged, Met, Late, Missing, Lost int64
}

type answers map[[2]string]answer

// rival is a database that is asked the same of the same rows.
type rival struct {
	dialect
	db      *sql.DB
	version string
	bodies  int // how many it holds
	rows    int
	load    time.Duration
	// copy loads a file of facts; nil: rows are inserted one by one.
	copy   func(ctx context.Context, file string) error
	finish []string // statements after the load: indexes, statistics
	size   func() (int64, error)
	close  func()
}

func (r *rival) exec(ctx context.Context, statements ...string) error {
	for _, s := range statements {
		if _, err := r.db.ExecContext(ctx, s); err != nil {
			return fmt.Errorf("%s: %.120s: %w", r.name, s, err)
		}
	}
	return nil
}

// create makes the tables and fills the small ones.
func (r *rival) create(ctx context.Context, tables []small) error {
	var list []string
	for _, c := range columns {
		list = append(list, c.name+" "+c.kind+" NOT NULL")
	}
	if err := r.exec(ctx, "CREATE TABLE event ("+strings.Join(list, ", ")+")"); err != nil {
		return err
	}
	for _, t := range tables {
		if err := r.fill(ctx, t); err != nil {
			return err
		}
	}
	return nil
}

func (r *rival) fill(ctx context.Context, t small) error {
	if err := r.exec(ctx, fmt.Sprintf("CREATE TABLE %s (%s)", t.name, t.columns)); err != nil {
		return err
	}
	tx, err := r.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for from := 0; from < len(t.rows); from += 500 {
		part := t.rows[from:min(from+500, len(t.rows))]
		var text strings.Builder
		fmt.Fprintf(&text, "INSERT INTO %s VALUES ", t.name)
		for i, row := range part {
			if i > 0 {
				text.WriteByte(',')
			}
			text.WriteByte('(')
			for j, v := range row {
				if j > 0 {
					text.WriteByte(',')
				}
				text.WriteString(literal(v))
			}
			text.WriteByte(')')
		}
		if _, err := tx.ExecContext(ctx, text.String()); err != nil {
			return fmt.Errorf("%s: fill %s: %w", r.name, t.name, err)
		}
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	for i, columns := range t.indexes {
		if err := r.exec(ctx, fmt.Sprintf("CREATE INDEX %s_%d ON %s (%s)", t.name, i, t.name, columns)); err != nil {
			return err
		}
	}
	return nil
}

func literal(v any) string {
	switch v := v.(type) {
	case nil:
		return "NULL"
	case string:
		return "'" + strings.ReplaceAll(v, "'", "''") + "'"
	}
	return fmt.Sprint(v)
}

// take loads facts; what counts is the time the rival itself needs.
func (r *rival) take(ctx context.Context, file string, events []disclosure.Event) error {
	began := time.Now()
	defer func() { r.load += time.Since(began) }()
	r.rows += len(events)
	if r.copy != nil {
		return r.copy(ctx, file)
	}
	tx, err := r.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	insert, err := tx.PrepareContext(ctx, "INSERT INTO event VALUES (?"+strings.Repeat(",?", len(columns)-1)+")")
	if err != nil {
		return err
	}
	defer insert.Close()
	var row []any
	for i := range events {
		row = cells(row[:0], &events[i])
		if _, err := insert.ExecContext(ctx, row...); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// settle makes what the load needs to be asked well.
func (r *rival) settle(ctx context.Context) error {
	began := time.Now()
	defer func() { r.load += time.Since(began) }()
	return r.exec(ctx, r.finish...)
}

// ask puts the question, of one body or of all.
func (r *rival) ask(ctx context.Context, body string) (answers, error) {
	text, err := r.asking(body)
	if err != nil {
		return nil, err
	}
	return r.read(ctx, text)
}

func (r *rival) read(ctx context.Context, text string) (answers, error) {
	rows, err := r.db.QueryContext(ctx, text)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", r.name, err)
	}
	defer rows.Close()
	all := answers{}
	for rows.Next() {
		var body, office string
		var a answer
		if err := rows.Scan(&body, &office, &a.Judged, &a.Met, &a.Late, &a.Missing, &a.Lost); err != nil {
			return nil, err
		}
		all[[2]string{body, office}] = a
	}
	return all, rows.Err()
}

// writeCSV writes facts as a file that all rivals can read.
func writeCSV(dir string, events []disclosure.Event) (string, error) {
	f, err := os.Create(filepath.Join(dir, "facts.csv"))
	if err != nil {
		return "", err
	}
	defer f.Close()
	w := bufio.NewWriterSize(f, 1<<20)
	var row []any
	var line []byte
	for i := range events {
		row, line = cells(row[:0], &events[i]), line[:0]
		for j, v := range row {
			if j > 0 {
				line = append(line, ',')
			}
			switch v := v.(type) {
			case int64:
				line = strconv.AppendInt(line, v, 10)
			case int:
				line = strconv.AppendInt(line, int64(v), 10)
			case string:
				line = append(line, '"')
				line = append(line, strings.ReplaceAll(v, `"`, `""`)...)
				line = append(line, '"')
			}
		}
		if _, err := w.Write(append(line, '\n')); err != nil {
			return "", err
		}
	}
	return f.Name(), w.Flush()
}
