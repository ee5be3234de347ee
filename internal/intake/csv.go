package intake

import (
	"slices"
	"strings"
)

// A cell may hold line breaks, but one that runs on longer than this has lost
// its closing quote.
const (
	longestCellLines = 100
	longestCell      = 256 << 10
)

// csvTable reads delimited text. Where quotes do not pair up it gives up the
// line they began on and starts again with the next, so that no good row is
// swallowed by a bad one.
type csvTable struct {
	lines *lineReader
	total int64
	comma byte
	ahead []line  // read, and given back
	head  *layout // nil until the header is found
}

func (t *csvTable) sheet() string                 { return "" }
func (t *csvTable) lettered() bool                { return false }
func (t *csvTable) progress() (done, total int64) { return t.lines.done, t.total }
func (t *csvTable) close()                        {}

func (t *csvTable) begin(l *layout) error {
	t.head = l
	return nil
}

func (t *csvTable) line() (line, error) {
	if len(t.ahead) > 0 {
		ln := t.ahead[0]
		t.ahead = t.ahead[1:]
		return ln, nil
	}
	return t.lines.next()
}

func (t *csvTable) unread(lines []line) {
	t.ahead = slices.Concat(lines, t.ahead)
}

func (t *csvTable) next() (rawRow, error) {
	for {
		ln, err := t.line()
		if err != nil {
			return rawRow{}, err
		}
		if ln.text == "" {
			continue
		}
		row := rawRow{number: ln.number}
		if ln.long {
			row.fault, row.args, row.value = "intake.line_too_long", []any{longestLine >> 10}, ln.text
			return row, nil
		}
		r := record{comma: t.comma}
		if t.head != nil {
			r.fields = make([]string, 0, len(t.head.header))
		}
		r.feed(ln.text)
		began := r.began
		if r.open && !r.bad {
			t.runOn(&r)
		}
		if r.open || r.bad {
			row.cells = strings.Split(ln.text, string(t.comma))
			row.fault, row.value = "intake.quotes", ln.text[began:]
			return row, nil
		}
		if row.cells = r.fields; row.blank() {
			continue
		}
		t.count(&row)
		return row, nil
	}
}

// count compares the number of columns with the header's.
func (t *csvTable) count(row *rawRow) {
	if t.head == nil {
		return
	}
	want, extra := len(t.head.header), row.cells[min(len(row.cells), t.head.named):]
	switch {
	case len(row.cells) < t.head.named:
		row.fault, row.args = "intake.row_cut", []any{len(row.cells), want}
	case len(row.cells) > want && !(rawRow{cells: extra}).blank():
		row.fault, row.args = "intake.row_wide", []any{len(row.cells), want}
	}
}

// runOn reads on while a quoted cell is open. If the cell never closes, or
// closes only by swallowing what reads as rows of its own, r is left bad and
// the lines are given back.
func (t *csvTable) runOn(r *record) {
	var taken []line
	size := 0
	for r.open && !r.bad && len(taken) < longestCellLines && size < longestCell {
		ln, err := t.line()
		if err != nil {
			break // the end of the file, or an error that the next call meets again
		}
		taken = append(taken, ln)
		if ln.long {
			break
		}
		size += len(ln.text)
		r.feed(ln.text)
	}
	if r.open || r.bad || t.swallowed(r, taken) {
		r.bad = true
		t.unread(taken)
	}
}

// swallowed reports whether the lines a cell ran over hold a row that stands
// by itself. With fewer than three columns plain text looks like rows too
// often; there only the number of columns tells.
func (t *csvTable) swallowed(r *record, taken []line) bool {
	if t.head == nil {
		return false
	}
	columns := len(t.head.header)
	if columns < 3 {
		return len(r.fields) != columns
	}
	for i := range taken {
		if t.standsAlone(taken[i:], columns) {
			return true
		}
	}
	return false
}

// standsAlone reports whether a well-formed row of so many columns begins with
// the first of these lines, reading on where it needs more.
func (t *csvTable) standsAlone(lines []line, columns int) bool {
	r := record{comma: t.comma, strict: true}
	var more []line
	defer func() { t.unread(more) }()
	for i := 0; i < longestCellLines; i++ {
		var ln line
		if i < len(lines) {
			ln = lines[i]
		} else {
			var err error
			if ln, err = t.line(); err != nil {
				return false
			}
			more = append(more, ln)
		}
		if ln.long {
			return false
		}
		if r.feed(ln.text); !r.open || r.bad {
			return !r.bad && len(r.fields) == columns
		}
	}
	return false
}

// record splits lines into the fields of one row.
type record struct {
	comma  byte
	strict bool // a quote inside a bare field is an error
	fields []string
	text   []byte // of the quoted field being read
	open   bool   // the quoted field has not ended
	bad    bool   // something follows a closing quote
	began  int    // where the last quoted field began in its line
}

func (r *record) feed(text string) {
	i := 0
	if r.open {
		r.text = append(r.text, '\n')
		i = r.quoted(text, 0)
	} else {
		i = r.field(text, 0)
	}
	for i >= 0 {
		i = r.field(text, i)
	}
}

// field reads the field that begins at i and returns where the next begins,
// or -1 at the end of the line.
func (r *record) field(text string, i int) int {
	if i < len(text) && text[i] == '"' {
		r.text, r.began = r.text[:0], i
		return r.quoted(text, i+1)
	}
	end := strings.IndexByte(text[i:], r.comma)
	next := i + end + 1
	if end < 0 {
		end, next = len(text)-i, -1
	}
	f := text[i : i+end]
	if r.strict && strings.IndexByte(f, '"') >= 0 {
		r.bad = true
		return -1
	}
	r.fields = append(r.fields, f)
	return next
}

func (r *record) quoted(text string, i int) int {
	for {
		end := strings.IndexByte(text[i:], '"')
		if end < 0 {
			r.text = append(r.text, text[i:]...)
			r.open = true
			return -1
		}
		r.text = append(r.text, text[i:i+end]...)
		i += end + 1
		if i < len(text) && text[i] == '"' {
			r.text = append(r.text, '"')
			i++
			continue
		}
		r.open = false
		r.fields = append(r.fields, string(r.text))
		switch {
		case i == len(text):
			return -1
		case text[i] == r.comma:
			return i + 1
		}
		r.bad = true
		return -1
	}
}
