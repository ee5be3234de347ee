package intake

import (
	"encoding/xml"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"daylight/internal/disclosure"
)

// sheetTable reads the rows of one sheet. A cell merged over several rows of
// one column counts for each of them, as the eye reads it; one merged over
// several columns belongs to none, and its rows are returned.
type sheetTable struct {
	book   *workbook
	name   string
	x      *guardedPart
	merges []*merge // by top row; those above the current row are gone
	open   []*merge // covering the current row
	row    int
	width  int // columns worth reading
	fields []int
}

func (w *workbook) table(s sheetPart) (*sheetTable, error) {
	merges, err := w.readMerges(s.part)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(merges, func(a, b *merge) int { return a.top - b.top })
	x, err := w.open(s.part)
	if err != nil {
		return nil, err
	}
	return &sheetTable{book: w, name: s.name, x: x, merges: merges, width: widestHeader}, nil
}

func (t *sheetTable) sheet() string                 { return t.name }
func (t *sheetTable) lettered() bool                { return true }
func (t *sheetTable) progress() (done, total int64) { return t.x.done, t.x.declared }
func (t *sheetTable) close()                        { _ = t.x.Close() }

// begin refuses headers of two storeys: what a column means must stand in one
// cell.
func (t *sheetTable) begin(l *layout) error {
	t.width = len(l.header)
	for i := range l.header {
		if strings.TrimSpace(l.header[i]) != "" {
			t.fields = append(t.fields, i)
		}
	}
	for _, m := range slices.Concat(t.open, t.merges) {
		if m.top > l.row || m.bottom < l.row {
			continue
		}
		if m.left < m.right && t.columnsIn(m) > 0 {
			return refuse("intake.header_merged", l.row, shown(l.header[min(m.left, len(l.header)-1)]))
		}
		if m.bottom > l.row {
			m.value = "" // a tall header cell says nothing of the rows below
		}
	}
	return nil
}

func (t *sheetTable) columnsIn(m *merge) int {
	n := 0
	for _, i := range t.fields {
		if i >= m.left && i <= m.right {
			n++
		}
	}
	return n
}

func (t *sheetTable) next() (rawRow, error) {
	for {
		row, err := t.readRow()
		if err != nil {
			return rawRow{}, err
		}
		empty := row.blank()
		if err := t.fill(&row); err != nil {
			return rawRow{}, err
		}
		if !empty {
			return row, nil
		}
	}
}

// readRow reads to the end of the next row element.
func (t *sheetTable) readRow() (rawRow, error) {
	row := rawRow{date1904: t.book.date1904}
	var c xlsxCell
	column, inRow := -1, false
	for {
		token, err := t.x.token()
		if err != nil {
			return rawRow{}, err
		}
		c.see(token)
		switch e := token.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "row":
				if err := t.startRow(attr(e, "r")); err != nil {
					return rawRow{}, err
				}
				row.number, inRow, column = t.row, true, -1
			case "c":
				column++
				if ref := attr(e, "r"); ref != "" {
					column = columnIndex(ref)
				}
				if column < 0 || column >= sheetColumns {
					return rawRow{}, refuse("intake.zip_damaged")
				}
				c.start(attr(e, "t"), attr(e, "s"))
			}
		case xml.EndElement:
			switch e.Name.Local {
			case "c":
				if column >= 0 && column < t.width {
					t.put(&row, column, &c)
				}
			case "row":
				if inRow {
					return row, nil
				}
			case "sheetData":
				return rawRow{}, io.EOF
			}
		}
	}
}

func (t *sheetTable) startRow(ref string) error {
	number := t.row + 1
	if ref != "" {
		n, err := strconv.Atoi(ref)
		if err != nil || n <= t.row {
			return refuse("intake.zip_damaged")
		}
		number = n
	}
	if number > sheetRows {
		return refuse("intake.zip_rows", sheetRows)
	}
	t.row = number
	return nil
}

func (t *sheetTable) put(row *rawRow, column int, c *xlsxCell) {
	text, m := c.value(t.book)
	if text == "" && m == plain {
		return
	}
	for len(row.cells) <= column {
		row.cells = append(row.cells, "")
		row.marks = append(row.marks, plain)
	}
	row.cells[column], row.marks[column] = text, m
}

// fill gives the row what merged cells say of it.
func (t *sheetTable) fill(row *rawRow) error {
	for len(t.merges) > 0 && t.merges[0].top <= row.number {
		m := t.merges[0]
		t.merges = t.merges[1:]
		if m.top == row.number && m.left == m.right {
			m.value, m.mark = row.cell(m.left), row.mark(m.left)
		}
		t.open = append(t.open, m)
	}
	t.open = slices.DeleteFunc(t.open, func(m *merge) bool { return m.bottom < row.number || m.left >= widestHeader })
	if len(t.open) > widestHeader {
		return refuse("intake.zip_damaged") // merged ranges that overlap
	}
	for _, m := range t.open {
		if m.left < m.right {
			if t.columnsIn(m) > 1 && !row.blank() {
				row.fault, row.args = "intake.merged_across", []any{columnLetter(m.left), columnLetter(m.right)}
				row.value = row.cell(m.left)
			}
			continue
		}
		if m.value != "" && row.cell(m.left) == "" {
			for len(row.cells) <= m.left {
				row.cells = append(row.cells, "")
				row.marks = append(row.marks, plain)
			}
			row.cells[m.left], row.marks[m.left] = m.value, m.mark
		}
	}
	return nil
}

// xlsxCell gathers one cell.
type xlsxCell struct {
	kind, style string
	text        textReader
	v           []byte
	inV         bool
	formula     bool
}

func (c *xlsxCell) start(kind, style string) {
	c.kind, c.style, c.v, c.inV, c.formula = kind, style, c.v[:0], false, false
	c.text.take()
}

func (c *xlsxCell) see(token xml.Token) {
	c.text.see(token)
	switch e := token.(type) {
	case xml.StartElement:
		c.inV = e.Name.Local == "v"
		c.formula = c.formula || e.Name.Local == "f"
	case xml.EndElement:
		c.inV = false
	case xml.CharData:
		if c.inV {
			c.v = append(c.v, e...)
		}
	}
}

// value returns what the cell shows. A formula counts with its saved result.
func (c *xlsxCell) value(w *workbook) (string, mark) {
	v := string(c.v)
	if v == "" && c.formula {
		return "", noValue
	}
	switch c.kind {
	case "s":
		i, err := strconv.Atoi(v)
		if err != nil {
			return "", plain
		}
		text, _ := w.strings.get(i)
		return text, plain
	case "inlineStr":
		return unescape(string(c.text.take())), plain
	case "str":
		return unescape(v), plain
	case "b":
		return map[string]string{"1": "TRUE", "0": "FALSE"}[v], plain
	case "e":
		return v, isError
	case "d":
		return strings.TrimSuffix(v, "T00:00:00"), plain
	}
	return c.number(w, v)
}

func (c *xlsxCell) number(w *workbook, v string) (string, mark) {
	if v == "" {
		return "", plain
	}
	n, err := strconv.ParseFloat(v, 64)
	if err != nil || math.IsNaN(n) || math.IsInf(n, 0) {
		return v, plain
	}
	style, err := strconv.Atoi(c.style)
	if err == nil && style >= 0 && style < len(w.dates) && w.dates[style] && n >= 1 && n < 2958466 {
		return shownMoment(serialMoment(n, w.date1904)), plain
	}
	if n == math.Trunc(n) && math.Abs(n) < 1e18 {
		return strconv.FormatInt(int64(n), 10), isNumber
	}
	return strconv.FormatFloat(n, 'g', 15, 64), isNumber
}

func shownMoment(m moment) string {
	switch {
	case m.precision == disclosure.ToDay:
		return m.at.Format("2006-01-02")
	case m.at.Second() == 0:
		return m.at.Format("2006-01-02 15:04")
	}
	return m.at.Format("2006-01-02 15:04:05")
}
