package intake

import "strings"

// table is rows under one header: a CSV file or a sheet of a workbook.
type table interface {
	// sheet names the sheet; "" for a CSV file.
	sheet() string
	// lettered reports whether columns have letters.
	lettered() bool
	// next returns the next row that is not blank; io.EOF ends the table.
	next() (rawRow, error)
	// begin tells that the rows after the header follow.
	begin(l *layout) error
	// progress returns how much of how much has been read.
	progress() (done, total int64)
	// close ends the reading.
	close()
}

// rawRow is a row as found.
type rawRow struct {
	number   int
	cells    []string
	marks    []mark // what a spreadsheet says of each cell; nil in text files
	date1904 bool
	fault    string // code, when the row cannot be split into columns with trust
	args     []any
	value    string // what the fault was found in
}

// mark is what a spreadsheet says of a cell beside its text.
type mark uint8

const (
	plain    mark = iota
	isNumber      // a number that no format turns into a date
	isError       // #N/A and its kin
	noValue       // a formula whose result was not saved
	isAcross      // merged with its neighbour
)

func (r rawRow) blank() bool {
	for _, c := range r.cells {
		if strings.TrimSpace(c) != "" {
			return false
		}
	}
	return true
}

func (r rawRow) cell(i int) string {
	if i < 0 || i >= len(r.cells) {
		return ""
	}
	return r.cells[i]
}

func (r rawRow) mark(i int) mark {
	if i < 0 || i >= len(r.marks) {
		return plain
	}
	return r.marks[i]
}
