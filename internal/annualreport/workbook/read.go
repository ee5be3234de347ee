package workbook

import (
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"daylight/internal/annualreport"
)

// Problem is something in the file that cannot be read.
type Problem struct {
	Sheet string
	Cell  string // D7; "" when the sheet itself is meant
	Code  string // key of the words: report.no_sheet, report.no_row, report.bad_number
	Found string
}

// most is how much a file may unpack to; a real one has some hundred kilobytes.
const most = 32 << 20

var yearInTitle = regexp.MustCompile(`(20\d\d)\s*年`)

// Read reads the tables of a file that Write made, with people's changes. Empty
// cells are nil, as the form has it. Problems name every cell that is not a
// number; the error is for a file that is no workbook at all.
func Read(in io.Reader) (*annualreport.Report, []Problem, error) {
	f, err := excelize.OpenReader(in, excelize.Options{UnzipSizeLimit: most, UnzipXMLSizeLimit: most, RawCellValue: true})
	if err != nil {
		return nil, nil, fmt.Errorf("read the yearly report's tables: %w", err)
	}
	defer f.Close()
	r := &reader{report: &annualreport.Report{}}
	for _, sheet := range []string{sheetA, sheetB, sheetC} {
		rows, err := f.GetRows(sheet)
		if err != nil {
			r.problems = append(r.problems, Problem{Sheet: sheet, Code: "report.no_sheet"})
			continue
		}
		r.sheet, r.rows = sheet, rows
		switch sheet {
		case sheetA:
			r.tableA()
		case sheetB:
			r.tableB()
		case sheetC:
			r.tableC()
		}
	}
	return r.report, r.problems, nil
}

type reader struct {
	report   *annualreport.Report
	problems []Problem
	sheet    string
	rows     [][]string
}

func (r *reader) tableA() {
	if m := yearInTitle.FindStringSubmatch(r.text(0, 0)); m != nil {
		r.report.Year, _ = strconv.Atoi(m[1]) // four digits
	}
	for n, line := range annualreport.Lines {
		if row := r.find(1, line.Name); row >= 0 {
			scale := int64(1)
			if n == annualreport.LineFees {
				scale = 100
			}
			r.report.A[n] = r.number(row, 2, scale)
		}
	}
}

func (r *reader) tableB() {
	for n, line := range annualreport.Rows {
		if row := r.find(0, line.Code); row >= 0 {
			for column := range annualreport.Columns {
				r.report.B[n][column] = r.number(row, column+3, 1)
			}
		}
	}
}

func (r *reader) tableC() {
	for n, path := range annualreport.Paths {
		if row := r.find(0, path); row >= 0 {
			for column := range annualreport.Outcomes {
				r.report.C[n][column] = r.number(row, column+1, 1)
			}
		}
	}
}

// find returns the row whose cell in the column says name, or -1 with a problem.
func (r *reader) find(column int, name string) int {
	for row := range r.rows {
		if r.text(row, column) == name {
			return row
		}
	}
	r.problems = append(r.problems, Problem{Sheet: r.sheet, Code: "report.no_row", Found: name})
	return -1
}

func (r *reader) text(row, column int) string {
	if row >= len(r.rows) || column >= len(r.rows[row]) {
		return ""
	}
	return strings.TrimSpace(r.rows[row][column])
}

// number reads a cell as a count, or as money with two decimals when scale is 100.
func (r *reader) number(row, column int, scale int64) int64 {
	text := strings.NewReplacer(",", "", "，", "").Replace(r.text(row, column))
	if text == "" || text == "—" || text == "-" {
		return 0
	}
	value, err := strconv.ParseFloat(text, 64)
	whole := int64(value*float64(scale) + 0.5)
	if err != nil || value < 0 || value > 1e12 || scale == 1 && float64(whole) != value {
		name, _ := excelize.CoordinatesToCellName(column+1, row+1) // both are positive
		r.problems = append(r.problems, Problem{Sheet: r.sheet, Cell: name, Code: "report.bad_number", Found: r.text(row, column)})
		return 0
	}
	return whole
}
