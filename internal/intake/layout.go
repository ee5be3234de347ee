package intake

import (
	"errors"
	"io"
	"slices"
	"strings"
)

// layout says which column of a table carries which field.
type layout struct {
	header  []string // as it stands in the file
	at      [fieldCount]int
	attrs   []attrColumn
	unused  []string
	letters bool // columns have letters
	named   int  // columns up to the last one with a header
	filled  int  // columns with a header
	row     int  // where the header stands
}

type attrColumn struct {
	index int
	name  string
}

// widestHeader is how many columns a table may have.
const widestHeader = 512

// headerRows is how many rows above the data may be titles.
const headerRows = 10

// findHeader reads t up to the row that names the columns. Rows above it – the
// title of the form – are not counted as rows. A row that looks like a header
// but lacks columns is an error; where nothing looks like one, the layout is nil.
func findHeader(t table, m *Mapping) (*layout, error) {
	var best *layout
	var bestLacks []string
	for range headerRows {
		raw, err := t.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, err
		}
		l, known, err := readHeader(raw, m)
		if err != nil {
			return nil, err
		}
		lacks := l.lacks(m)
		if known > 0 && len(lacks) == 0 {
			l.letters = t.lettered()
			return l, t.begin(l)
		}
		if known >= 2 && known*2 >= l.filled && (best == nil || len(lacks) < len(bestLacks)) {
			best, bestLacks = l, lacks
		}
	}
	if best == nil {
		return nil, nil
	}
	return nil, refuse("intake.header_missing", best.row, listed(bestLacks), listed(best.header))
}

// listed joins names for a message, leaving out what would make it long.
func listed(names []string) string {
	var shortened []string
	for _, n := range names {
		if n = strings.TrimSpace(n); n != "" {
			shortened = append(shortened, shown(n))
		}
	}
	const most = 12
	if len(shortened) > most {
		shortened = append(shortened[:most], "…")
	}
	return strings.Join(shortened, "、")
}

func readHeader(raw rawRow, m *Mapping) (l *layout, known int, err error) {
	if len(raw.cells) > widestHeader {
		return nil, 0, refuse("intake.header_wide", raw.number, len(raw.cells), widestHeader)
	}
	l = &layout{header: slices.Clone(raw.cells), row: raw.number}
	for i := range l.at {
		l.at[i] = -1
	}
	for i, cell := range raw.cells {
		name := strings.TrimSpace(cell)
		if name == "" {
			continue
		}
		l.named = i + 1
		l.filled++
		to, ok := understand(name, m)
		switch {
		case !ok:
			l.unused = append(l.unused, shown(name))
			continue
		case to.field == fieldIgnored:
			continue
		case to.attr != "":
			l.attrs = append(l.attrs, attrColumn{i, to.attr})
		case l.at[to.field] >= 0:
			return nil, 0, refuse("intake.header_twice", raw.number, shown(l.header[l.at[to.field]]), shown(name))
		default:
			l.at[to.field] = i
		}
		known++
	}
	return l, known, nil
}

func understand(header string, m *Mapping) (target, bool) {
	if m != nil {
		if to, ok := m.find(header); ok {
			return to, true
		}
		f, _ := fieldByHeader(header)
		return target{field: f}, f == fieldIgnored
	}
	f, attr := fieldByHeader(header)
	return target{f, attr}, f != fieldNone || attr != ""
}

// lacks lists what the header must still name before rows can be read: every
// column of the mapping, or without one the duty, a date, and the title unless
// the rows state their kind.
func (l *layout) lacks(m *Mapping) []string {
	var lacks []string
	if m != nil {
		for header, key := range m.Columns {
			if to, _ := targetOf(key); to.field != fieldNone && to.field != fieldIgnored && l.at[to.field] < 0 {
				lacks = append(lacks, header)
			}
		}
		slices.Sort(lacks)
		return lacks
	}
	if l.at[fieldDuty] < 0 {
		lacks = append(lacks, headerFor(fieldDuty))
	}
	if l.at[fieldOccurred] < 0 && l.at[fieldFormed] < 0 {
		lacks = append(lacks, headerFor(fieldOccurred))
	}
	if l.at[fieldTitle] < 0 && l.at[fieldKind] < 0 {
		lacks = append(lacks, headerFor(fieldTitle))
	}
	return lacks
}

// place names a column for a message.
func (l *layout) place(index int) (column, letter string) {
	if index < 0 || index >= len(l.header) {
		return "", ""
	}
	if l.letters {
		letter = columnLetter(index)
	}
	return shown(strings.TrimSpace(l.header[index])), letter
}

func columnLetter(index int) string {
	var b []byte
	for n := index + 1; n > 0; n = (n - 1) / 26 {
		b = append(b, byte('A'+(n-1)%26))
	}
	slices.Reverse(b)
	return string(b)
}

// headerFor gives the names under which a field's column is understood.
func headerFor(f field) string { return specs[f].headers[0] + "/" + specs[f].key }
