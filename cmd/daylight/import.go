package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/intake"
	"daylight/internal/planfile"
	"daylight/internal/workday"
)

// errRowsRejected is the cause of an import that took some rows and returned
// others.
var errRowsRejected = errors.New("rows rejected")

// ImportCmd is `daylight import`.
type ImportCmd struct {
	File    []string `arg:"" type:"path" help:"CSV, XLSX or NDJSON files; told apart by content." placeholder:"FILE"`
	Plan    string   `help:"Code of the plan, or of its body, that the records belong to. Needed when the store has several." placeholder:"CODE"`
	Mapping string   `help:"How to read foreign headers: a mapping file, or the name of a shipped one." placeholder:"FILE"`
	DryRun  bool     `help:"Check everything, store nothing."`
	Rejects string   `help:"Write returned rows here, in the shape of the original, to be corrected and imported again. With several files: a folder." placeholder:"FILE"`
	History bool     `help:"Records of the past: each became known when it became public, not now. Only before the first regular record of the body."`
	Year    int      `help:"Year of dates that are written without one." placeholder:"YYYY"`
}

// Run imports the files one after the other.
func (c *ImportCmd) Run(ctx context.Context, app *App) error {
	if err := c.readable(); err != nil {
		return err
	}
	opts, ledger, err := c.prepare(ctx, app)
	if err != nil {
		return err
	}
	var results []intake.Result
	rejected := 0
	for _, name := range c.File {
		var res intake.Result
		if res, err = c.file(ctx, app, name, opts, ledger); err != nil {
			break
		}
		results = append(results, res)
		rejected += res.Rejected
	}
	if len(results) > 0 {
		if printed := c.print(app, results); printed != nil {
			return errors.Join(err, printed)
		}
	}
	if err == nil && rejected > 0 {
		err = &disclosure.Error{Kind: disclosure.Invalid, Code: c.ending(), Args: []any{rejected}, Err: errRowsRejected}
	}
	return err
}

func (c *ImportCmd) ending() string {
	if c.DryRun {
		return "intake.rows_rejected_dry"
	}
	return "intake.rows_rejected"
}

// readable refuses files that are not there before any is read.
func (c *ImportCmd) readable() error {
	for _, name := range c.File {
		code := ""
		switch info, err := os.Stat(name); {
		case errors.Is(err, os.ErrNotExist):
			return &disclosure.Error{Kind: disclosure.Missed, Code: "cli.file_missing", Args: []any{name}}
		case err != nil:
			code = "intake.file_unreadable"
		case info.IsDir():
			code = "intake.file_folder"
		}
		if code != "" {
			return &disclosure.Error{Kind: disclosure.Invalid, Code: code, Args: []any{name}}
		}
	}
	return nil
}

// prepare finds what all files are read by.
func (c *ImportCmd) prepare(ctx context.Context, app *App) (opts intake.Options, ledger disclosure.Ledger, err error) {
	opts = intake.Options{Now: time.Now(), Actor: operator().Account, History: c.History, Year: c.Year}
	if c.Mapping != "" {
		if opts.Mapping, err = intake.LoadMapping(c.Mapping); err != nil {
			return opts, nil, err
		}
	}
	store, err := app.Store(ctx)
	if err != nil {
		return opts, nil, err
	}
	if opts.Plan, err = planToImport(ctx, app, store, c.Plan, opts.Now); err != nil {
		return opts, nil, err
	}
	opts.Directory = planfile.NewDirectory(opts.Plan)
	switch {
	case c.DryRun:
		return opts, nil, nil
	case opts.InHistory():
		ledger, err = store.History(ctx, opts.Plan.Body.Code)
		return opts, ledger, err
	}
	return opts, store, nil
}

// planToImport returns the plan in force that code names by its series or its
// body; without a code, the only one there is.
func planToImport(ctx context.Context, app *App, store disclosure.Reader, code string, now time.Time) (*disclosure.Plan, error) {
	known := now.Add(time.Minute) // the clock of the store may be ahead of ours
	infos, err := store.Plans(ctx, known)
	if err != nil {
		return nil, fmt.Errorf("list plans: %w", err)
	}
	bodies, body := map[string]bool{}, ""
	for _, info := range infos {
		if code == "" || info.Code == code || info.Body.Code == code {
			body = info.Body.Code
			bodies[body] = true
		}
	}
	switch {
	case len(bodies) == 0:
		return nil, &disclosure.Error{Kind: disclosure.Missed, Code: "intake.plan_missing", Args: []any{code, planCodes(app.Lang, infos)}}
	case len(bodies) > 1:
		return nil, &disclosure.Error{Kind: disclosure.Invalid, Code: "intake.plan_which", Args: []any{planCodes(app.Lang, infos)}}
	}
	p, err := store.PlanInForce(ctx, body, workday.DateOf(now), known)
	if err != nil {
		return nil, fmt.Errorf("read plan of %s: %w", body, err)
	}
	return p, nil
}

// file imports one file.
func (c *ImportCmd) file(ctx context.Context, app *App, name string, opts intake.Options, ledger disclosure.Ledger) (res intake.Result, err error) {
	f, err := os.Open(name)
	if err != nil {
		return res, &disclosure.Error{Kind: disclosure.Invalid, Code: "intake.file_unreadable", Args: []any{name}, Err: err}
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return res, err
	}
	src, err := intake.Open(f, name, info.Size())
	if err != nil {
		return res, err
	}
	out, err := c.rejectsFor(src)
	if err != nil {
		return res, err
	}
	rejects := intake.NewRejects(out, src, app.Lang)
	job := intake.Job{Options: opts, Ledger: ledger}
	if out.path != "" {
		job.Returned = rejects.Write
	}
	if bar := progressOn(app, src.Name); bar != nil {
		job.Progress = func(done, total int64) {
			bar.ChangeMax64(max(total, 1))
			_ = bar.Set64(done)
		}
		defer func() { _ = bar.Clear() }()
	}
	if res, err = intake.Import(ctx, src, job); err == nil {
		err = rejects.Close()
	}
	if err = errors.Join(err, out.close(err != nil)); err != nil {
		return res, inFile(app, src.Name, err)
	}
	if n := rejects.Count(); n > 0 {
		fmt.Fprintln(app.Err, i18n.T(app.Lang, "intake.cli.written", out.path, n))
	}
	return res, nil
}

// inFile makes an error that speaks of a file without naming it name it.
func inFile(app *App, name string, err error) error {
	var e *disclosure.Error
	if !errors.As(err, &e) || e.Kind != disclosure.Invalid || strings.Contains(i18n.ErrorText(app.Lang, e), name) {
		return err
	}
	return &disclosure.Error{Kind: e.Kind, Code: "intake.in_file", Args: []any{name, i18n.ErrorText(app.Lang, e)}, Err: err}
}

// progressOn returns a bar where a person watches.
func progressOn(app *App, name string) *progressbar.ProgressBar {
	f, ok := app.Err.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return nil
	}
	return progressbar.NewOptions64(1, progressbar.OptionSetWriter(f), progressbar.OptionSetDescription(i18n.T(app.Lang, "intake.cli.reading", name)),
		progressbar.OptionShowBytes(true), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
}
