package workbook

import (
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"daylight/internal/annualreport"
)

// Write writes the report as an Excel file.
func Write(out io.Writer, r *annualreport.Report, bodyName string) error {
	f := excelize.NewFile()
	defer f.Close()
	w := &writer{file: f, title: fmt.Sprintf("%s%d年政府信息公开工作年度报告", bodyName, r.Year)}
	w.styles()
	w.tableA(r)
	w.tableB(r)
	w.tableC(r)
	w.do(f.DeleteSheet("Sheet1"))
	if w.err != nil {
		return fmt.Errorf("write the yearly report's tables: %w", w.err)
	}
	return f.Write(out)
}

// writer remembers the first error, so that a table reads as a table.
type writer struct {
	file                       *excelize.File
	title                      string
	head, words, number, money int
	err                        error
}

func (w *writer) do(err error) {
	if w.err == nil {
		w.err = err
	}
}

func (w *writer) styles() {
	border := []excelize.Border{{Type: "left", Style: 1}, {Type: "right", Style: 1}, {Type: "top", Style: 1}, {Type: "bottom", Style: 1}}
	make := func(format int, horizontal string, bold bool) int {
		id, err := w.file.NewStyle(&excelize.Style{Border: border, NumFmt: format, Font: &excelize.Font{Bold: bold, Family: "宋体", Size: 11},
			Alignment: &excelize.Alignment{Horizontal: horizontal, Vertical: "center", WrapText: true}})
		w.do(err)
		return id
	}
	w.head, w.words = make(0, "center", true), make(0, "left", false)
	w.number, w.money = make(1, "right", false), make(2, "right", false)
}

// open begins a sheet: its title, the heads of its columns in one or two rows
// from the second on, and how it prints.
func (w *writer) open(sheet string, columns int, widths ...float64) {
	_, err := w.file.NewSheet(sheet)
	w.do(err)
	last, err := excelize.ColumnNumberToName(columns)
	w.do(err)
	w.do(w.file.SetCellStr(sheet, "A1", w.title))
	w.do(w.file.MergeCell(sheet, "A1", last+"1"))
	w.do(w.file.SetCellStyle(sheet, "A1", last+"1", w.head))
	for n, width := range widths {
		name, err := excelize.ColumnNumberToName(n + 1)
		w.do(err)
		w.do(w.file.SetColWidth(sheet, name, name, width))
	}
	w.do(w.file.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: new(9), Orientation: new("landscape"), FitToWidth: new(1), FitToHeight: new(0)}))
	w.do(w.file.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: new(true)}))
}

func (w *writer) cell(sheet string, column, row, style int, value any) {
	name, err := excelize.CoordinatesToCellName(column, row)
	w.do(err)
	w.do(w.file.SetCellValue(sheet, name, value))
	w.do(w.file.SetCellStyle(sheet, name, name, style))
}

func (w *writer) merge(sheet string, column, row, toColumn, toRow int) {
	from, err := excelize.CoordinatesToCellName(column, row)
	w.do(err)
	to, err := excelize.CoordinatesToCellName(toColumn, toRow)
	w.do(err)
	w.do(w.file.MergeCell(sheet, from, to))
	w.do(w.file.SetCellStyle(sheet, from, to, w.head))
}

func (w *writer) freeze(sheet string, columns, rows int) {
	corner, err := excelize.CoordinatesToCellName(columns+1, rows+1)
	w.do(err)
	w.do(w.file.SetPanes(sheet, &excelize.Panes{Freeze: true, XSplit: columns, YSplit: rows, TopLeftCell: corner, ActivePane: "bottomRight"}))
}
