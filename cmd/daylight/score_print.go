package main

import (
	"fmt"

	"daylight/internal/assessment"
	"daylight/internal/i18n"
	"daylight/internal/schemefile"
)

// print writes the table of offices, with points under a scheme, or the receipts.
func (c *ScoreCmd) print(app *App, a scoreAnswer, s *assessment.Scheme) error {
	if c.Receipts && s != nil && app.Format == "csv" {
		columns, rows := receiptTable(app.Lang, a)
		return app.Print(columns, rows, a)
	}
	columns, rows := officeTable(app.Lang, a, s)
	if err := app.Print(columns, rows, a); err != nil || app.Format != "table" || s == nil {
		return err
	}
	fmt.Fprintln(app.Out)
	fmt.Fprintln(app.Out, i18n.T(app.Lang, "scheme.score.under", schemeLine(app.Lang, s)))
	if !c.Receipts {
		return nil
	}
	fmt.Fprintln(app.Out)
	columns, rows = receiptTable(app.Lang, a)
	return app.Print(columns, rows, a)
}

func officeTable(lang i18n.Lang, a scoreAnswer, s *assessment.Scheme) ([]string, [][]string) {
	words := func(keys ...string) (out []string) {
		for _, key := range keys {
			out = append(out, i18n.T(lang, key))
		}
		return out
	}
	columns := words("cli.score.office", "cli.score.group")
	if s != nil {
		columns = append(columns, words("scheme.score.rank", "scheme.score.score", "scheme.score.grade", "scheme.score.lost")...)
		for _, b := range s.Blocks {
			columns = append(columns, schemefile.NameText(lang, b.Name))
		}
	}
	columns = append(columns, words("cli.score.judged", "cli.score.met", "cli.score.rate", "cli.score.late", "cli.score.missing")...)
	var rows [][]string
	for _, o := range a.Offices {
		row := []string{o.Name, i18n.T(lang, "group."+o.Group)}
		if s != nil {
			row = append(row, o.Points.cells(lang, len(s.Blocks))...)
		}
		rows = append(rows, append(row, fmt.Sprint(o.Judged), fmt.Sprint(o.Met), percent(o.Rate),
			fmt.Sprint(o.Counts["late"]), fmt.Sprint(o.Counts["missing"])))
	}
	return columns, rows
}

// cells are rank, score, grade, loss and every block as "reached/base"; a dash
// where there is nothing to score.
func (p *scorePoints) cells(lang i18n.Lang, blocks int) []string {
	cells := []string{"—", "—", "—", "—"}
	for range blocks {
		cells = append(cells, "—")
	}
	if p == nil {
		return cells
	}
	if p.GradeIn != "" {
		cells[2] = p.GradeIn
	}
	if p.Vetoed {
		cells[2] = i18n.T(lang, "scheme.score.vetoed", p.GradeIn)
	}
	if !p.Scored {
		return cells
	}
	if p.Rank > 0 {
		cells[0] = fmt.Sprintf("%d/%d", p.Rank, p.RankedOf)
	}
	cells[1], cells[3] = assessment.Points(p.Score).String(), assessment.Points(p.Lost).String()
	for n, b := range p.Blocks {
		if b.Applies {
			cells[4+n] = fmt.Sprintf("%s/%s", assessment.Points(b.Score), assessment.Points(b.Base))
		}
	}
	return cells
}

func receiptTable(lang i18n.Lang, a scoreAnswer) ([]string, [][]string) {
	columns := []string{i18n.T(lang, "cli.score.office")}
	for _, key := range []string{"points", "reason", "duty", "subject", "title", "rule", "url"} {
		columns = append(columns, i18n.T(lang, "scheme.score."+key))
	}
	var rows [][]string
	for _, o := range a.Offices {
		if o.Points == nil {
			continue
		}
		for _, r := range o.Points.Receipts {
			rows = append(rows, []string{o.Name, assessment.Points(r.Points).String(), r.Reason, r.Duty, r.Subject, r.Title, r.Rule, r.URL})
		}
	}
	return columns, rows
}
