// Package xlsx writes the tables of a briefing as a workbook: each table on a
// sheet of its own, numbers as numbers and days as days, ready to filter and to print.
package xlsx

import (
	"bytes"
	"fmt"

	"github.com/xuri/excelize/v2"

	"daylight/internal/briefing"
	"daylight/internal/briefing/document"
)

// Of writes the tables of a briefing, and on what they rest.
func Of(b *briefing.Briefing, o document.Options) ([]byte, error) {
	var tables []briefing.Table
	for _, t := range b.Tables() {
		tables = append(tables, *t)
	}
	for _, a := range b.Annexes {
		for _, t := range a.Tables {
			for n := range tables {
				if tables[n].Code == t.Code && t.Caption == "" {
					tables[n].Caption = a.Title
				}
			}
		}
	}
	return write(b, o, b.Title, tables)
}

// Sheet writes what one office receives.
func Sheet(b *briefing.Briefing, s *briefing.Sheet, o document.Options) ([]byte, error) {
	return write(b, o, s.Title, s.Tables)
}

func write(b *briefing.Briefing, o document.Options, title string, tables []briefing.Table) ([]byte, error) {
	w := &book{file: excelize.NewFile(), title: title, styles: map[look]int{}, names: map[string]bool{}}
	defer w.file.Close()
	tables = append(tables, basis(b, o))
	for _, t := range tables {
		if err := w.table(t); err != nil {
			return nil, fmt.Errorf("write table %s: %w", t.Code, err)
		}
	}
	if err := w.finish(b); err != nil {
		return nil, fmt.Errorf("write workbook: %w", err)
	}
	var out bytes.Buffer
	if err := w.file.Write(&out); err != nil {
		return nil, fmt.Errorf("write workbook: %w", err)
	}
	return out.Bytes(), nil
}

// basis is the last sheet.
func basis(b *briefing.Briefing, o document.Options) briefing.Table {
	t := briefing.Table{Code: "versions", Caption: "计算依据", Columns: []briefing.Column{
		{Key: "name", Head: "项目", Is: briefing.Words}, {Key: "value", Head: "内容", Is: briefing.Words},
	}}
	for _, f := range document.Basis(b, o) {
		t.Rows = append(t.Rows, briefing.Row{Key: f.Name, Cells: []briefing.Cell{{Text: f.Name}, {Text: f.Value}}})
	}
	return t
}
