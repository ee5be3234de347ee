package main

import (
	"cmp"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"unicode/utf8"

	"daylight/internal/engine"
	"daylight/internal/i18n"
	"daylight/internal/store"
)

// App is what every command works with.
type App struct {
	Out, Err io.Writer
	Format   string // table, json or csv
	Lang     i18n.Lang
	Log      *slog.Logger
	logLevel *slog.LevelVar // warnings only, unless the command serves

	dataDir  string
	storeURL string
	store    *store.Store
	engine   *engine.Engine
}

func newApp(c cli) *App {
	level := new(slog.LevelVar)
	level.Set(slog.LevelWarn)
	hint := cmp.Or(c.Lang, os.Getenv("LC_ALL"), os.Getenv("LANG"))
	return &App{
		Out: os.Stdout, Err: os.Stderr, Format: c.Format, Lang: i18n.Pick(hint),
		Log:      slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: level})),
		logLevel: level,
		dataDir:  c.Data, storeURL: c.Store,
	}
}

// Store opens the store, once: the given server, the engine that another
// command of this user runs on the data directory, or one of its own.
func (a *App) Store(ctx context.Context) (*store.Store, error) {
	if a.store != nil {
		return a.store, nil
	}
	dsn := a.storeURL
	if err := checkStoreURL(dsn); err != nil {
		return nil, err
	}
	if dsn == "" {
		if running, err := engine.Attach(ctx, a.dataDir); err == nil {
			dsn = running.DSN()
		} else if dsn, err = a.startEngine(ctx); err != nil {
			return nil, err
		}
	}
	st, err := store.Open(ctx, store.Options{DSN: dsn, LockDir: a.dataDir})
	if err != nil {
		return nil, err
	}
	a.store = st
	return st, nil
}

// ownStore is Store for a server, which must own its engine.
func (a *App) ownStore(ctx context.Context) (*store.Store, error) {
	a.logLevel.Set(slog.LevelInfo)
	if a.storeURL == "" {
		if _, err := a.startEngine(ctx); err != nil {
			return nil, err
		}
	}
	return a.Store(ctx)
}

func (a *App) startEngine(ctx context.Context) (dsn string, err error) {
	if a.engine, err = engine.Start(ctx, engine.Options{DataDir: a.dataDir, Log: a.Log}); err != nil {
		return "", err
	}
	return a.engine.DSN(), nil
}

// Close closes what Store opened.
func (a *App) Close() error {
	var errs []error
	if a.store != nil {
		errs = append(errs, a.store.Close())
	}
	if a.engine != nil {
		errs = append(errs, a.engine.Close())
	}
	return errors.Join(errs...)
}

// Print writes an answer in the chosen format.
func (a *App) Print(columns []string, rows [][]string, value any) error {
	switch a.Format {
	case "json":
		enc := json.NewEncoder(a.Out)
		enc.SetEscapeHTML(false)
		enc.SetIndent("", "  ")
		return enc.Encode(value)
	case "csv":
		w := csv.NewWriter(a.Out)
		for _, row := range append([][]string{columns}, rows...) {
			guarded := make([]string, len(row))
			for i, cell := range row {
				guarded[i] = guardFormula(cell)
			}
			if err := w.Write(guarded); err != nil {
				return err
			}
		}
		w.Flush()
		return w.Error()
	}
	return a.table(columns, rows)
}

// guardFormula keeps spreadsheets from running a cell.
func guardFormula(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

func (a *App) table(columns []string, rows [][]string) error {
	widths := make([]int, len(columns))
	all := append([][]string{columns}, rows...)
	for _, row := range all {
		for i, cell := range row[:min(len(row), len(widths))] {
			widths[i] = max(widths[i], width(cell))
		}
	}
	for _, row := range all {
		var line strings.Builder
		for i, cell := range row[:min(len(row), len(widths))] {
			line.WriteString(cell)
			if i < len(row)-1 {
				line.WriteString(strings.Repeat(" ", widths[i]-width(cell)+2))
			}
		}
		if _, err := fmt.Fprintln(a.Out, strings.TrimRight(line.String(), " ")); err != nil {
			return err
		}
	}
	return nil
}

// width counts terminal cells: East Asian characters take two.
func width(s string) int {
	n := utf8.RuneCountInString(s)
	for _, r := range s {
		if r >= 0x1100 && (r <= 0x115f || r >= 0x2e80 && r <= 0xa4cf || r >= 0xac00 && r <= 0xd7a3 || r >= 0xf900 && r <= 0xfaff || r >= 0xfe30 && r <= 0xfe6f || r >= 0xff00 && r <= 0xff60 || r >= 0xffe0 && r <= 0xffe6) {
			n++
		}
	}
	return n
}
