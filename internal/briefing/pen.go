package briefing

import (
	"regexp"
	"strings"
	"unicode"
)

// num is a number in a sentence: n decides how it is said, and its text stands
// in the sentence: a figure's name in braces.
type num struct {
	n     int64
	empty bool
	text  string
}

func (v num) String() string { return v.text }

// pen writes prose that quotes cells of tables.
type pen struct {
	tables  map[string]*Table
	figures map[string]Figure
}

func newPen(tables ...*Table) *pen {
	p := &pen{tables: map[string]*Table{}, figures: map[string]Figure{}}
	for _, t := range tables {
		p.tables[t.Code] = t
	}
	return p
}

// cite quotes a cell: the sentence that uses the number holds the figure.
func (p *pen) cite(table, row, column string) num {
	t := p.tables[table]
	if t == nil {
		return num{empty: true, text: none}
	}
	c, v, ok := t.At(row, column)
	if !ok {
		return num{empty: true, text: none}
	}
	name := figureName(table, row, column)
	p.figures[name] = Figure{Text: c.Say(v), Table: table, Row: row, Column: column}
	return num{n: v.Number, empty: v.Empty, text: "{" + name + "}"}
}

// figureName is what prose calls a cell. The figures of the period itself, which
// people meet most, have the shortest names: {rate}.
func figureName(table, row, column string) string {
	if table == overallCode && row == nowRow {
		return column
	}
	return inBraces.Replace(table + "." + row + "." + column)
}

var inBraces = strings.NewReplacer("{", "(", "}", ")")

// At finds a cell with its column.
func (t *Table) At(row, column string) (Column, Cell, bool) {
	for n, c := range t.Columns {
		if c.Key != column {
			continue
		}
		for _, r := range t.Rows {
			if r.Key == row && n < len(r.Cells) {
				return c, r.Cells[n], true
			}
		}
	}
	return Column{}, Cell{}, false
}

var figureMark = regexp.MustCompile(`\{([^{}]+)\}`)

// Fill puts the figures into a text.
func Fill(text string, figures map[string]Figure) string {
	return figureMark.ReplaceAllStringFunc(text, func(mark string) string {
		if f, ok := figures[mark[1:len(mark)-1]]; ok {
			return f.Text
		}
		return mark
	})
}

// Text is what a paragraph of the briefing reads.
func Text(b *Briefing, p Paragraph) string { return Fill(p.Text, b.Figures) }

// Text is what a paragraph of the sheet reads.
func (s *Sheet) Text(p Paragraph) string { return Fill(p.Text, s.Figures) }

// plain makes text from outside safe for prose: no braces, which would be read as
// figures, no line breaks and no control characters.
func plain(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '{':
			return '｛'
		case r == '}':
			return '｝'
		case unicode.IsControl(r):
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// book puts a title into 《》; those within it become 〈〉.
func book(title string) string {
	title = plain(title)
	if inner, ok := strings.CutPrefix(title, "《"); ok && strings.Index(inner, "》") == len(inner)-len("》") {
		return title
	}
	return "《" + strings.NewReplacer("《", "〈", "》", "〉").Replace(title) + "》"
}
