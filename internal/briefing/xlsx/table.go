package xlsx

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"daylight/internal/briefing"
)

// book writes tables as sheets of one workbook.
type book struct {
	file   *excelize.File
	title  string
	styles map[look]int
	names  map[string]bool
}

// Rows above the first row of cells: the caption and the heads.
const head = 2

func (w *book) table(t briefing.Table) error {
	name := w.name(t)
	var err error
	if len(w.names) == 1 {
		err = w.file.SetSheetName("Sheet1", name)
	} else {
		_, err = w.file.NewSheet(name)
	}
	if err != nil {
		return err
	}
	if err := w.heads(name, t); err != nil {
		return err
	}
	for n, row := range t.Rows {
		for k, c := range t.Columns {
			v := briefing.Cell{Empty: true}
			if k < len(row.Cells) {
				v = row.Cells[k]
			}
			if err := w.cell(name, at(k+1, head+1+n), c, v, row.Bold); err != nil {
				return err
			}
		}
	}
	if t.Note != "" {
		if err := w.words(name, at(1, head+len(t.Rows)+2), "注："+strings.TrimPrefix(t.Note, "注："), look{}); err != nil {
			return err
		}
	}
	return w.frame(name, t)
}

// name is a sheet's name: short, unlike any other, without the signs that Excel
// does not take.
func (w *book) name(t briefing.Table) string {
	const longest = 28 // of 31, for a number after it
	name := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`[]:*?/\'`, r) {
			return ' '
		}
		return r
	}, t.Caption)
	name = strings.TrimSpace(name)
	if name == "" {
		name = t.Code
	}
	if utf8.RuneCountInString(name) > longest {
		name = string([]rune(name)[:longest])
	}
	unique := name
	for n := 2; w.names[strings.ToLower(unique)]; n++ {
		unique = fmt.Sprintf("%s%d", name, n)
	}
	w.names[strings.ToLower(unique)] = true
	return unique
}

func (w *book) heads(sheet string, t briefing.Table) error {
	if err := w.words(sheet, at(1, 1), t.Caption, look{bold: true}); err != nil {
		return err
	}
	for n, c := range t.Columns {
		if err := w.words(sheet, at(n+1, head), c.Head, look{bold: true, head: true, boxed: true, wrap: true}); err != nil {
			return err
		}
	}
	return nil
}

// cell writes a value as its own type. Text stays text, whatever it begins with.
func (w *book) cell(sheet, at string, c briefing.Column, v briefing.Cell, bold bool) error {
	l := look{bold: bold, boxed: true, format: format(c, v)}
	var err error
	switch {
	case v.Empty:
	case c.Is == briefing.Day && v.On != 0:
		err = w.file.SetCellInt(sheet, at, int64(serial(v.On)))
	case c.Is == briefing.Count, c.Is == briefing.Delta, c.Is == briefing.Delay:
		err = w.file.SetCellInt(sheet, at, v.Number)
	case c.Is == briefing.Percent:
		err = w.file.SetCellFloat(sheet, at, float64(v.Number)/10000, 4, 64)
	case c.Is == briefing.Points, c.Is == briefing.Change:
		err = w.file.SetCellFloat(sheet, at, float64(v.Number)/100, 2, 64)
	default:
		l.wrap = true
		err = w.file.SetCellStr(sheet, at, v.Text)
	}
	if err != nil {
		return err
	}
	if strings.HasPrefix(v.Link, "https://") || strings.HasPrefix(v.Link, "http://") {
		l.link = true
		if err := w.file.SetCellHyperLink(sheet, at, v.Link, "External"); err != nil {
			return err
		}
	}
	return w.dress(sheet, at, l)
}

func (w *book) words(sheet, at, text string, l look) error {
	if err := w.file.SetCellStr(sheet, at, text); err != nil {
		return err
	}
	return w.dress(sheet, at, l)
}

func at(column, row int) string {
	name, _ := excelize.CoordinatesToCellName(column, row) // both count from 1
	return name
}

func absolute(column, row int) string {
	name, _ := excelize.CoordinatesToCellName(column, row, true)
	return name
}
