package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"daylight/internal/annualreport"
	"daylight/internal/annualreport/draft"
	"daylight/internal/annualreport/workbook"
	"daylight/internal/briefing"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
)

// ReportCmd makes and checks the yearly report on government information
// (政府信息公开工作年度报告).
type ReportCmd struct {
	Show  ReportShowCmd  `cmd:"" help:"Count the three tables of a year from the ledger and check them; with --out write them as a workbook, and the draft of the six chapters."`
	Check ReportCheckCmd `cmd:"" help:"Check the arithmetic of a workbook, and name each cell that may be wrong with every relation it breaks."`
}

// ReportShowCmd is `daylight report show`.
type ReportShowCmd struct {
	Year int    `required:"" help:"The year reported on." placeholder:"YEAR"`
	Plan string `help:"Code of the plan or its body. May be left out when there is one." placeholder:"CODE"`
	AsOf string `help:"Only what was known at this moment: 2027-01-12 (its end) or '2027-01-12 12:00'. Without it: now." placeholder:"MOMENT"`
	Out  string `help:"Folder to write the workbook and the draft to." placeholder:"DIR" type:"path"`
}

// Run counts, checks and prints.
func (c *ReportShowCmd) Run(ctx context.Context, app *App) error {
	if c.Year < 2000 || c.Year > 2148 {
		return &disclosure.Error{Kind: disclosure.Invalid, Code: "report.bad_year", Args: []any{c.Year}}
	}
	st, err := app.Store(ctx)
	if err != nil {
		return err
	}
	p, err := planToImport(ctx, app, st, c.Plan, time.Now())
	if err != nil {
		return err
	}
	asOf, err := momentOf(ctx, st, c.AsOf)
	if err != nil {
		return err
	}
	g, err := annualreport.Gather(ctx, st, st, p.Body.Code, c.Year, asOf)
	if err != nil {
		return err
	}
	if err := printReport(app, g.Report, g.Finding, g.Gaps); err != nil {
		return err
	}
	if c.Out == "" {
		return nil
	}
	year, err := annualreport.YearOf(ctx, st, g, asOf)
	if err != nil {
		return err
	}
	issued, err := st.Briefings(ctx, p.Body.Code, asOf)
	if err != nil {
		return err
	}
	year.Briefings = briefing.IssuedIn(issued, c.Year)
	return writeReport(app, c.Out, g, year)
}

func writeReport(app *App, dir string, g annualreport.Gathered, year annualreport.Year) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	base := filepath.Join(dir, fmt.Sprintf("%d年政府信息公开工作年度报告", g.Year))
	tables, err := os.Create(base + "（数据表）.xlsx")
	if err != nil {
		return err
	}
	err = errors.Join(workbook.Write(tables, &g.Report, g.Plan.Body.Name), tables.Close())
	if err != nil {
		return err
	}
	paper, err := os.Create(base + "（送审稿）.docx")
	if err != nil {
		return err
	}
	if err := errors.Join(draft.Document(&g.Report, year, annualreport.GapWords(app.Lang, g.Gaps)).Write(paper), paper.Close()); err != nil {
		return err
	}
	for _, name := range []string{tables.Name(), paper.Name()} {
		fmt.Fprintln(app.Err, name)
	}
	return nil
}

// ReportCheckCmd is `daylight report check`.
type ReportCheckCmd struct {
	File string `arg:"" help:"Workbook with the three tables, in the form that report show --out writes." type:"existingfile" placeholder:"FILE"`
	Last string `help:"Workbook of the year before: what it carried forward must be what this year begins with." type:"existingfile" placeholder:"FILE"`
}

// Run checks. What is wrong goes to Out; the error that follows carries the exit code.
func (c *ReportCheckCmd) Run(_ context.Context, app *App) error {
	r, err := readReport(app, c.File)
	if err != nil {
		return err
	}
	var last *annualreport.Report
	if c.Last != "" {
		if last, err = readReport(app, c.Last); err != nil {
			return err
		}
	}
	f := annualreport.Check(r, last)
	if err := printReport(app, *r, f, nil); err != nil {
		return err
	}
	if !f.OK() {
		return &disclosure.Error{Kind: disclosure.Invalid, Code: "report.refused", Args: []any{filepath.Base(c.File), len(f.Breaches) + len(f.Negative)}}
	}
	return nil
}

func readReport(app *App, name string) (*annualreport.Report, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	r, problems, err := workbook.Read(file)
	if err != nil {
		return nil, &disclosure.Error{Kind: disclosure.Invalid, Code: "report.no_workbook", Args: []any{filepath.Base(name)}, Err: err}
	}
	for _, p := range problems {
		fmt.Fprintln(app.Err, filepath.Base(name)+"："+i18n.T(app.Lang, p.Code, p.Sheet, p.Cell, p.Found))
	}
	if len(problems) > 0 {
		return nil, &disclosure.Error{Kind: disclosure.Invalid, Code: "report.unread", Args: []any{filepath.Base(name), len(problems)}}
	}
	return r, nil
}

// reportAnswer is the answer as JSON.
type reportAnswer struct {
	Year     int             `json:"year"`
	A        [10]int64       `json:"a"` // fees in hundredths of 万元
	B        [25][7]int64    `json:"b"`
	C        [3][5]int64     `json:"c"`
	Breaches []reportBreach  `json:"breaches"`
	Suspects []reportSuspect `json:"suspects"`
	Gaps     []string        `json:"gaps"`
}

type reportBreach struct {
	Relation string `json:"relation"`
	Words    string `json:"words"`
	Left     int64  `json:"left"`
	Right    int64  `json:"right"`
}

type reportSuspect struct {
	Cell   string   `json:"cell"`
	Value  int64    `json:"value"`
	Breaks []string `json:"breaks"`
	Fits   *int64   `json:"fits,omitempty"` // the value that would mend all, when only this cell can
}

func printReport(app *App, r annualreport.Report, f annualreport.Finding, gaps []annualreport.Gap) error {
	a := reportAnswer{Year: r.Year, A: r.A, B: r.B, C: r.C, Breaches: []reportBreach{}, Suspects: []reportSuspect{}, Gaps: []string{}}
	for _, b := range f.Breaches {
		a.Breaches = append(a.Breaches, reportBreach{b.Code, annualreport.BreachWords(app.Lang, b), b.LeftSum, b.RightSum})
	}
	for _, s := range annualreport.Likely(f.Suspects) {
		x := reportSuspect{Cell: s.Cell.Code(), Value: r.At(s.Cell)}
		for _, b := range s.Breaks {
			x.Breaks = append(x.Breaks, b.Code)
		}
		if s.Alone {
			x.Fits = &s.Fits
		}
		a.Suspects = append(a.Suspects, x)
	}
	a.Gaps = append(a.Gaps, annualreport.GapWords(app.Lang, gaps)...)
	if app.Format != "table" {
		columns, rows := reportCells(r)
		return app.Print(columns, rows, a)
	}
	return reportText(app, r, f, a)
}

// reportCells is the report as one row per cell, for CSV.
func reportCells(r annualreport.Report) (columns []string, rows [][]string) {
	for _, c := range annualreport.Cells() {
		rows = append(rows, []string{strconv.Itoa(r.Year), c.Code(), strconv.FormatInt(r.At(c), 10)})
	}
	return []string{"year", "cell", "value"}, rows
}

func reportText(app *App, r annualreport.Report, f annualreport.Finding, a reportAnswer) error {
	fmt.Fprintln(app.Out, i18n.T(app.Lang, "report.title", r.Year))
	columns, rows := []string{""}, [][]string{}
	columns = append(columns, annualreport.Columns...)
	for n, row := range annualreport.Rows {
		line := []string{row.Code + " " + shorten(row.Name, 16)}
		for _, v := range r.B[n] {
			line = append(line, strconv.FormatInt(v, 10))
		}
		rows = append(rows, line)
	}
	if err := app.Print(columns, rows, a); err != nil {
		return err
	}
	for _, line := range annualreport.FindingWords(app.Lang, &r, f) {
		fmt.Fprintln(app.Out, line)
	}
	for _, gap := range a.Gaps {
		fmt.Fprintln(app.Out, gap)
	}
	return nil
}

func shorten(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return text
}
