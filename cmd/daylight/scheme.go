package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/planfile"
	"daylight/internal/schemefile"
)

// SchemeCmd works with schemes (考核办法): the files that say what verdicts cost.
type SchemeCmd struct {
	Check SchemeCheckCmd `cmd:"" help:"Check scheme files and name every problem with its line and remedy."`
	Show  SchemeShowCmd  `cmd:"" help:"Show a scheme's rules with their sources: a file's, or those of the shipped proposal."`
	Diff  SchemeDiffCmd  `cmd:"" help:"Show which rules differ between two schemes."`
	Adopt SchemeAdoptCmd `cmd:"" help:"Adopt a scheme file as the next version of a body's scheme. Answers as of earlier moments stay as they were."`
	List  SchemeListCmd  `cmd:"" help:"List the versions of its scheme that a body has adopted."`
}

// SchemeCheckCmd is `daylight scheme check`.
type SchemeCheckCmd struct {
	File []string `arg:"" help:"Scheme files (YAML), or default." placeholder:"FILE"`
}

type schemeSummary struct {
	Scheme        string `json:"scheme"`
	Title         string `json:"title"`
	EffectiveFrom string `json:"effective_from"`
	Mark          string `json:"mark"`
	Blocks        int    `json:"blocks"`
	Rules         int    `json:"rules"`
}

// Run checks the files. Problems are the answer and go to Out; the error that
// follows carries the exit code.
func (c *SchemeCheckCmd) Run(_ context.Context, app *App) error {
	var found []planfile.Problem
	var failed error
	rows, values := [][]string{}, []schemeSummary{}
	for _, name := range c.File {
		s, problems, err := parseScheme(name)
		if err != nil {
			return err
		}
		if len(problems) > 0 {
			found = append(found, problems...)
			failed = errors.Join(failed, schemeRefused(name, problems))
			continue
		}
		v := schemeSummary{
			s.Code, schemefile.NameText(app.Lang, s.Title), s.EffectiveFrom.String(), s.Mark,
			len(s.Blocks), len(schemefile.Rules(app.Lang, s)),
		}
		values = append(values, v)
		rows = append(rows, []string{v.Scheme, v.Title, v.EffectiveFrom, v.Mark, strconv.Itoa(v.Blocks), strconv.Itoa(v.Rules)})
	}
	if failed == nil {
		return app.Print(schemeColumns(app.Lang, "scheme", "title", "effective", "mark", "blocks", "rules"), rows, values)
	}
	return errors.Join(printProblems(app, found), failed)
}

func printProblems(app *App, found []planfile.Problem) error {
	if app.Format == "table" {
		for _, p := range found {
			fmt.Fprintln(app.Out, p.Text(app.Lang))
		}
		return nil
	}
	rows, values := [][]string{}, []planProblem{}
	for _, p := range found {
		rows = append(rows, []string{p.File, strconv.Itoa(p.Line), strconv.Itoa(p.Column), p.Field, p.What(app.Lang)})
		values = append(values, planProblem{p.File, p.Line, p.Column, p.Field, p.Code, p.What(app.Lang)})
	}
	return app.Print(planColumns(app.Lang, "file", "line", "column", "field", "problem"), rows, values)
}

// SchemeShowCmd is `daylight scheme show`.
type SchemeShowCmd struct {
	File string `arg:"" optional:"" help:"A scheme file (YAML). Without it: the proposal that comes with the program." placeholder:"FILE" default:"default"`
	Text bool   `help:"Print the file itself, to begin a scheme of your own."`
}

// Run shows the rules.
func (c *SchemeShowCmd) Run(_ context.Context, app *App) error {
	s, err := readScheme(app, c.File)
	if err != nil {
		return err
	}
	if c.Text {
		_, err := fmt.Fprint(app.Out, s.Text)
		return err
	}
	rules, rows := schemefile.Rules(app.Lang, s), [][]string{}
	for _, r := range rules {
		rows = append(rows, []string{r.Part, r.Item, r.Value, r.Mark, r.Source})
	}
	return app.Print(schemeColumns(app.Lang, "part", "item", "value", "mark", "source"), rows, rules)
}

// SchemeDiffCmd is `daylight scheme diff`.
type SchemeDiffCmd struct {
	Before string `arg:"" help:"A scheme file, or default."`
	After  string `arg:"" help:"A scheme file, or default."`
}

// Run compares.
func (c *SchemeDiffCmd) Run(_ context.Context, app *App) error {
	before, err := readScheme(app, c.Before)
	if err != nil {
		return err
	}
	after, err := readScheme(app, c.After)
	if err != nil {
		return err
	}
	changes, rows := schemefile.Diff(app.Lang, before, after), [][]string{}
	for _, x := range changes {
		row := []string{"", "", "—", "—", ""}
		if x.Before != nil {
			row[0], row[1], row[2], row[4] = x.Before.Part, x.Before.Item, x.Before.Value, x.Before.Source
		}
		if x.After != nil {
			row[0], row[1], row[3], row[4] = x.After.Part, x.After.Item, x.After.Value, x.After.Source
		}
		rows = append(rows, row)
	}
	if len(changes) == 0 && app.Format == "table" {
		fmt.Fprintln(app.Out, i18n.T(app.Lang, "scheme.same"))
		return nil
	}
	return app.Print(schemeColumns(app.Lang, "part", "item", "before", "after", "source"), rows, changes)
}

// readScheme reads a scheme that must be in order.
func readScheme(app *App, name string) (*assessment.Scheme, error) {
	s, problems, err := parseScheme(name)
	if err != nil || len(problems) == 0 {
		return s, err
	}
	for _, p := range problems {
		fmt.Fprintln(app.Err, p.Text(app.Lang))
	}
	return nil, schemeRefused(name, problems)
}

func parseScheme(name string) (*assessment.Scheme, []planfile.Problem, error) {
	if name == schemefile.DefaultName {
		s, err := schemefile.Default()
		return s, nil, err
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, nil, &disclosure.Error{Kind: disclosure.Missed, Code: "scheme.unreadable", Args: []any{name}, Err: err}
	}
	s, problems := schemefile.Parse(filepath.Base(name), data)
	return s, problems, nil
}

func schemeRefused(name string, problems []planfile.Problem) error {
	return &disclosure.Error{Kind: disclosure.Invalid, Code: "scheme.refused", Args: []any{name, len(problems)}}
}

func schemeColumns(lang i18n.Lang, keys ...string) []string {
	out := make([]string, len(keys))
	for n, k := range keys {
		out[n] = i18n.T(lang, "scheme.column."+k)
	}
	return out
}
