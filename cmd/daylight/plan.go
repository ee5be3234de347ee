package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/planfile"
	"daylight/internal/workday"
)

// PlanCmd works with plans (方案): the files that say what must be published.
type PlanCmd struct {
	Check PlanCheckCmd `cmd:"" help:"Check plan files and name every problem with its line and remedy; needs no store."`
	Show  PlanShowCmd  `cmd:"" help:"Show a plan's duties: from a file, the store, or the program."`
	Diff  PlanDiffCmd  `cmd:"" help:"Compare two plans, or two versions of one: duties added, retired and changed, and offices."`
	Load  PlanLoadCmd  `cmd:"" help:"Load a plan file as the next version of its plan."`
}

// PlanCheckCmd is `daylight plan check`.
type PlanCheckCmd struct {
	File []string `arg:"" help:"Plan files (YAML), or names of shipped plans." placeholder:"FILE"`
}

type planProblem struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Field   string `json:"field,omitempty"`
	Code    string `json:"code"`
	Problem string `json:"problem"`
}

// Run checks the files. Problems are the answer and go to Out; the error that
// follows carries the exit code.
func (c *PlanCheckCmd) Run(_ context.Context, app *App) error {
	var found []planfile.Problem
	var plans []*disclosure.Plan
	var failed error
	for _, name := range c.File {
		p, problems, err := readPlan(name)
		switch {
		case err != nil:
			return err
		case len(problems) > 0:
			found = append(found, problems...)
			failed = errors.Join(failed, planfile.Refused(name, problems))
		default:
			plans = append(plans, p)
		}
	}
	if failed == nil {
		return printSummaries(app, plans)
	}
	if app.Format == "table" {
		for _, p := range found {
			fmt.Fprintln(app.Out, p.Text(app.Lang))
		}
		return failed
	}
	rows, values := [][]string{}, []planProblem{}
	for _, p := range found {
		rows = append(rows, []string{p.File, strconv.Itoa(p.Line), strconv.Itoa(p.Column), p.Field, p.What(app.Lang)})
		values = append(values, planProblem{p.File, p.Line, p.Column, p.Field, p.Code, p.What(app.Lang)})
	}
	return errors.Join(app.Print(planColumns(app.Lang, "file", "line", "column", "field", "problem"), rows, values), failed)
}

// PlanShowCmd is `daylight plan show`.
type PlanShowCmd struct {
	Plan    string `arg:"" optional:"" help:"A plan's or body's code in the store, or a plan file. Without it: the plan in the store, or the list when there are several."`
	AsOf    string `help:"Show what was known at this moment: 2026-09-30 (its end) or '2026-09-30 12:00'." placeholder:"MOMENT"`
	Shipped bool   `help:"Show a plan that comes with the program; needs no store."`
}

// Run shows the plan.
func (c *PlanShowCmd) Run(ctx context.Context, app *App) error {
	switch {
	case c.Shipped && c.Plan == "":
		return printShipped(app)
	case c.Shipped || isPlanFile(c.Plan):
		p, problems, err := readPlan(c.Plan)
		if err == nil && len(problems) > 0 {
			err = planfile.Refused(c.Plan, problems)
		}
		if err != nil {
			return err
		}
		return printPlan(app, p)
	}
	return c.stored(ctx, app)
}

func (c *PlanShowCmd) stored(ctx context.Context, app *App) error {
	store, err := app.Store(ctx)
	if err != nil {
		return err
	}
	asOf, err := c.moment(ctx, store)
	if err != nil {
		return err
	}
	infos, err := store.Plans(ctx, asOf)
	if err != nil {
		return fmt.Errorf("list plans: %w", err)
	}
	body, several := "", false
	for _, info := range infos {
		if c.Plan == "" || info.Code == c.Plan || info.Body.Code == c.Plan {
			several = several || body != "" && body != info.Body.Code
			body = info.Body.Code
		}
	}
	switch {
	case several:
		return printPlanList(app, infos)
	case body == "":
		return &disclosure.Error{Kind: disclosure.Missed, Code: "plan.not_found", Args: []any{c.Plan, planCodes(app.Lang, infos)}}
	}
	p, err := store.PlanInForce(ctx, body, workday.DateOf(asOf.Add(-time.Millisecond)), asOf)
	if err != nil {
		return fmt.Errorf("read plan of %s: %w", body, err)
	}
	return printPlan(app, p)
}

func (c *PlanShowCmd) moment(ctx context.Context, store interface {
	Moment(context.Context) (time.Time, error)
}) (time.Time, error) {
	if c.AsOf == "" {
		return store.Moment(ctx)
	}
	if t, err := time.ParseInLocation("2006-01-02 15:04", strings.Replace(c.AsOf, "T", " ", 1), workday.Beijing); err == nil {
		return t, nil
	}
	d, err := workday.ParseLoose(c.AsOf)
	if err != nil {
		return time.Time{}, &disclosure.Error{Kind: disclosure.Invalid, Code: "plan.bad_as_of", Args: []any{c.AsOf}, Err: err}
	}
	return d.End(), nil
}

// PlanLoadCmd is `daylight plan load`.
type PlanLoadCmd struct {
	File string `arg:"" help:"A plan file (YAML), or the name of a shipped plan." placeholder:"FILE"`
}

// Run loads the plan.
func (c *PlanLoadCmd) Run(ctx context.Context, app *App) error {
	p, problems, err := readPlan(c.File)
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		for _, x := range problems {
			fmt.Fprintln(app.Err, x.Text(app.Lang))
		}
		return planfile.Refused(c.File, problems)
	}
	store, err := app.Store(ctx)
	if err != nil {
		return err
	}
	loaded, err := store.LoadPlan(ctx, p, operator().Account)
	if err != nil {
		return fmt.Errorf("load plan %s: %w", p.Code, err)
	}
	if app.Format != "table" {
		return app.Print([]string{"plan", "loaded"}, [][]string{{p.Code, strconv.FormatBool(loaded)}},
			map[string]any{"plan": p.Code, "loaded": loaded})
	}
	if loaded {
		fmt.Fprintln(app.Out, i18n.T(app.Lang, "plan.loaded", p.Title, p.Code, p.EffectiveFrom))
	} else {
		fmt.Fprintln(app.Out, i18n.T(app.Lang, "plan.loaded_before", p.Title, p.Code))
	}
	return nil
}

// readPlan reads a file, or a shipped plan when there is no such file.
func readPlan(name string) (*disclosure.Plan, []planfile.Problem, error) {
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) && !isPlanFile(name) {
		p, err := planfile.Shipped(name)
		return p, nil, err
	}
	if err != nil {
		return nil, nil, &disclosure.Error{Kind: disclosure.Missed, Code: "plan.unreadable", Args: []any{name}, Err: err}
	}
	p, problems := planfile.Parse(filepath.Base(name), data)
	return p, problems, nil
}

func isPlanFile(name string) bool {
	return strings.ContainsRune(name, os.PathSeparator) || strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml")
}
