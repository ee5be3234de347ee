package main

import (
	"fmt"
	"strconv"
	"strings"

	"daylight/internal/i18n"
	"daylight/internal/intake"
)

func (c *ImportCmd) print(app *App, results []intake.Result) error {
	var columns []string
	for _, key := range []string{"file", "rows", "accepted", "rejected", "ignored", "events", "new", "known"} {
		columns = append(columns, i18n.T(app.Lang, "intake.cli."+key))
	}
	var rows [][]string
	var answers []importAnswer
	for _, res := range results {
		a := importAnswer{Result: res}
		for _, p := range res.Problems {
			a.Problems = append(a.Problems, importProblem{p, p.Text(app.Lang)})
		}
		answers = append(answers, a)
		row := []string{res.File}
		for _, n := range []int{res.Rows, res.Accepted, res.Rejected, res.Ignored, res.Events, res.New, res.Known} {
			row = append(row, strconv.Itoa(n))
		}
		if c.DryRun {
			row[6], row[7] = "–", "–"
		}
		rows = append(rows, row)
		if app.Format != "json" {
			c.tell(app, a)
		}
	}
	return app.Print(columns, rows, answers)
}

// tell writes for a person what the table has no room for.
func (c *ImportCmd) tell(app *App, a importAnswer) {
	say := func(key string, args ...any) { fmt.Fprintln(app.Err, i18n.T(app.Lang, "intake.cli."+key, args...)) }
	for _, p := range a.Problems[:min(len(a.Problems), shownProblems)] {
		fmt.Fprintf(app.Err, "%s: %s\n", a.File, p.Message)
	}
	switch {
	case len(a.Problems) > shownProblems:
		say("more", len(a.Problems)-shownProblems)
	case a.Rejected > 0 && c.Rejects == "":
		say("hint")
	}
	if len(a.UnusedColumns) > 0 {
		say("unused", a.File, strings.Join(a.UnusedColumns, "、"))
	}
	if len(a.SkippedSheets) > 0 {
		say("skipped", a.File, strings.Join(a.SkippedSheets, "、"))
	}
	if c.DryRun {
		say("dry_run")
	}
}
