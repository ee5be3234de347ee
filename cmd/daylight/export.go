package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
)

// ExportCmd is `daylight export`.
type ExportCmd struct {
	Plan string `help:"Code of the plan or its body. May be left out when there is one." placeholder:"CODE"`
	AsOf string `help:"Only what was known at this moment: 2026-09-30 (its end) or '2026-09-30 12:00'." placeholder:"MOMENT"`
	Duty string `help:"Only this duty." placeholder:"CODE"`
	Out  string `short:"o" help:"Write to this new file instead of the screen; a name that ends in .csv is written as CSV." placeholder:"FILE"`
}

// Run writes the ledger of a body in the form that import --history reads back.
func (c *ExportCmd) Run(ctx context.Context, app *App) error {
	st, err := app.Store(ctx)
	if err != nil {
		return err
	}
	p, err := planToImport(ctx, app, st, c.Plan, time.Now())
	if err != nil {
		return err
	}
	q := disclosure.Question{Body: p.Body.Code, Duty: c.Duty}
	if q.AsOf, err = momentOf(ctx, st, c.AsOf); err != nil {
		return err
	}
	facts, err := ledgerOf(ctx, st, q)
	if err != nil {
		return err
	}
	write := writeEntries
	if app.Format == "csv" || strings.HasSuffix(strings.ToLower(c.Out), ".csv") {
		write = writeEntryTable
	}
	if err := c.write(app, func(w io.Writer) error { return write(w, facts) }); err != nil {
		return err
	}
	fmt.Fprintln(app.Err, i18n.T(app.Lang, "cli.export.done", p.Body.Name, len(facts), q.AsOf.Format("2006-01-02 15:04:05")))
	return nil
}

// write gives the screen or a new file to fill; a file that could not be filled
// is taken away again.
func (c *ExportCmd) write(app *App, fill func(io.Writer) error) error {
	if c.Out == "" {
		w := bufio.NewWriter(app.Out)
		return errors.Join(fill(w), w.Flush())
	}
	f, err := os.OpenFile(c.Out, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	switch {
	case errors.Is(err, os.ErrExist):
		return &disclosure.Error{Kind: disclosure.Clashes, Code: "cli.export.exists", Args: []any{c.Out}, Err: err}
	case err != nil:
		return &disclosure.Error{Kind: disclosure.Missed, Code: "cli.export.unwritable", Args: []any{c.Out}, Err: err}
	}
	w := bufio.NewWriter(f)
	if err := errors.Join(fill(w), w.Flush(), f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(c.Out))
	}
	return nil
}

// ledgerOf reads the facts in the order they were recorded.
func ledgerOf(ctx context.Context, r disclosure.Reader, q disclosure.Question) ([]disclosure.Event, error) {
	facts, err := r.Facts(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("read the ledger: %w", err)
	}
	slices.SortFunc(facts, func(a, b disclosure.Event) int {
		return cmp.Or(a.RecordedAt.Compare(b.RecordedAt), cmp.Compare(a.Duty, b.Duty), cmp.Compare(a.ID, b.ID))
	})
	return facts, nil
}
