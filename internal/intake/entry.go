package intake

import (
	"strings"
	"unicode/utf8"
)

// entry is one row taken apart, on its way to becoming events.
type entry struct {
	sheet    string
	row      int
	layout   *layout // nil: fields are named by their keys
	value    [fieldCount]string
	mark     [fieldCount]mark
	bad      [fieldCount]bool // a problem was reported; look no further
	attrs    map[string]string
	attrAt   map[string]attrPlace // where an attribute stood
	items    []string
	date1904 bool
	problems []Problem
}

// attrPlace is the column an attribute stood in and what a spreadsheet says of
// the cell.
type attrPlace struct {
	index int
	mark  mark
}

// has reports whether the row gave the field a value, good or bad.
func (e *entry) has(f field) bool { return e.value[f] != "" || e.bad[f] }

// fault reports a problem with a field.
func (e *entry) fault(f field, code string, args ...any) {
	e.bad[f] = true
	p := Problem{Sheet: e.sheet, Row: e.row, Value: shown(e.value[f]), Code: code, Args: args}
	if f != fieldNone {
		p.Field = f.key()
	}
	if e.layout != nil {
		p.Column, p.Letter = e.layout.place(e.layout.at[f])
	} else {
		p.Column = p.Field
	}
	e.problems = append(e.problems, p)
}

// faultAt reports a problem with a column that is no field.
func (e *entry) faultAt(index int, name, value, code string, args ...any) {
	p := Problem{Sheet: e.sheet, Row: e.row, Column: name, Field: name, Value: shown(value), Code: code, Args: args}
	if e.layout != nil {
		p.Column, p.Letter = e.layout.place(index)
	}
	e.problems = append(e.problems, p)
}

// take puts the cells of a row into the entry's fields.
func (e *entry) take(raw rawRow, l *layout) {
	e.row, e.layout, e.date1904 = raw.number, l, raw.date1904
	for f := fieldNone + 1; f < fieldCount; f++ {
		if i := l.at[f]; i >= 0 {
			e.value[f], e.mark[f] = raw.cell(i), raw.mark(i)
		}
	}
	for _, a := range l.attrs {
		e.takeAttr(a.index, a.name, raw.cell(a.index), raw.mark(a.index))
	}
}

func (e *entry) takeAttr(index int, name, value string, m mark) {
	text, code := clean(value)
	switch {
	case code == "" && utf8.RuneCountInString(text) > longestAttr:
		e.faultAt(index, attrPrefix+name, value, "intake.too_long", utf8.RuneCountInString(text), longestAttr)
	case code == "" && m == noValue:
		e.faultAt(index, attrPrefix+name, value, "intake.formula_no_value")
	case code == "" && m == isError:
		e.faultAt(index, attrPrefix+name, value, "intake.cell_error", shown(value))
	case code == "" && residentID(text):
		e.faultAt(index, attrPrefix+name, value, "intake.resident_id")
	case code != "":
		e.faultAt(index, attrPrefix+name, value, code)
	case text != "" && e.attrs[name] != "" && e.attrs[name] != text:
		e.faultAt(index, attrPrefix+name, value, "intake.attr_twice", fieldWords(name))
	case text != "":
		e.setAttr(name, text)
		if e.attrAt == nil {
			e.attrAt = map[string]attrPlace{}
		}
		e.attrAt[name] = attrPlace{index, m}
	}
}

// faultAttr reports a problem with an attribute, whether or not it was given.
func (e *entry) faultAttr(name, code string, args ...any) {
	index := -1
	if at, ok := e.attrAt[name]; ok {
		index = at.index
	} else if e.layout != nil {
		for _, a := range e.layout.attrs {
			if a.name == name {
				index = a.index
			}
		}
	}
	e.faultAt(index, attrPrefix+name, e.attrs[name], code, args...)
}

func (e *entry) setAttr(name, value string) {
	if e.attrs == nil {
		e.attrs = map[string]string{}
	}
	e.attrs[name] = value
}

// scrub cleans every field and reports what none of them may hold.
func (e *entry) scrub() {
	for f := fieldNone + 1; f < fieldCount; f++ {
		switch e.mark[f] {
		case isError:
			e.fault(f, "intake.cell_error", shown(e.value[f]))
			continue
		case noValue:
			e.fault(f, "intake.formula_no_value")
			continue
		}
		if e.value[f] == "" {
			continue
		}
		text, code := clean(e.value[f])
		if code != "" {
			e.fault(f, code)
			continue
		}
		e.value[f] = text
		if n := specs[f].longest; n > 0 && len(text) > n && utf8.RuneCountInString(text) > n {
			e.fault(f, "intake.too_long", utf8.RuneCountInString(text), n)
		} else if residentID(text) {
			e.fault(f, "intake.resident_id")
		}
	}
	if e.items == nil && !e.bad[fieldItems] {
		e.items = splitItems(e.value[fieldItems])
	}
}

// splitItems takes a list apart at the signs people put between its items.
func splitItems(s string) []string {
	if s == "" {
		return nil
	}
	var items []string
	for _, item := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("、，,；;|", r) }) {
		if item = strings.TrimSpace(item); item != "" {
			items = append(items, item)
		}
	}
	return items
}
