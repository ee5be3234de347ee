package schemefile

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"daylight/internal/assessment"
	"daylight/internal/planfile"
	"daylight/internal/workday"
)

// table reads one YAML table strictly. Keys have an English and a Chinese name.
type table struct {
	r      *reader
	at     spot
	values map[string]ast.Node
	keys   map[string]string // as the author wrote them
}

// open reads n as a table with the given keys, written "name 中文".
func (r *reader) open(n ast.Node, keys ...string) (*table, bool) {
	m, ok := n.(*ast.MappingNode)
	if !ok {
		if pair, single := n.(*ast.MappingValueNode); single {
			m, ok = &ast.MappingNode{Values: []*ast.MappingValueNode{pair}}, true
		}
	}
	if !ok {
		r.add(where(n), "", "scheme.want_table")
		return nil, false
	}
	t := &table{r: r, at: where(n), values: map[string]ast.Node{}, keys: map[string]string{}}
	for _, pair := range m.Values {
		t.take(pair, keys)
	}
	return t, true
}

func (t *table) take(pair *ast.MappingValueNode, keys []string) {
	written := strings.TrimSpace(pair.Key.GetToken().Value)
	at := placeOf(pair.Key.GetToken())
	for _, k := range keys {
		name, chinese, _ := strings.Cut(k, " ")
		if written != name && written != chinese {
			continue
		}
		_, twice := t.values[name]
		_, null := pair.Value.(*ast.NullNode)
		switch {
		case twice:
			t.r.add(at, written, "scheme.key_twice")
		case pair.Value == nil || null:
			t.r.add(at, written, "plan.no_value")
			t.keys[name] = written
		default:
			t.values[name], t.keys[name] = pair.Value, written
		}
		return
	}
	t.r.add(at, written, "scheme.unknown_key", strings.Join(keys, "、"))
}

func (t *table) problem(name, code string, args ...any) {
	at := t.at
	if n := t.values[name]; n != nil {
		at = where(n)
	}
	field := t.keys[name]
	if field == "" {
		field = name
	}
	t.r.add(at, field, code, args...)
}

func (t *table) need(names ...string) {
	for _, name := range names {
		if t.keys[name] == "" {
			t.problem(name, "scheme.missing_key", name)
		}
	}
}

func (t *table) text(name string) string {
	switch n := t.values[name].(type) {
	case nil:
		return ""
	case *ast.StringNode:
		return strings.TrimSpace(n.Value)
	case *ast.LiteralNode:
		return strings.TrimSpace(n.Value.Value)
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode:
		return strings.TrimSpace(n.GetToken().Value)
	}
	t.problem(name, "scheme.want_text")
	return ""
}

func (t *table) name(key string) assessment.Name {
	return assessment.Name{Chinese: t.text(key), English: t.text(key + "_en")}
}

var codeShape = regexp.MustCompile(`^[a-z0-9]+([-._][a-z0-9]+)*$`)

func (t *table) code(name string) string {
	text := t.text(name)
	if text != "" && (len(text) > 64 || !codeShape.MatchString(text)) {
		t.problem(name, "plan.bad_code", text)
	}
	return text
}

func (t *table) date(name string) workday.Date {
	text := t.text(name)
	if text == "" {
		return 0
	}
	d, err := workday.ParseLoose(text)
	if err != nil {
		t.problem(name, "plan.bad_date", text)
	}
	return d
}

var pointsShape = regexp.MustCompile(`^\d{1,3}(\.\d{1,2})?$`)

// points reads 0.5 as 50 hundredths.
func (t *table) points(name string) assessment.Points {
	text := t.text(name)
	if text == "" {
		return 0
	}
	if !pointsShape.MatchString(text) {
		t.problem(name, "scheme.bad_points", text)
		return 0
	}
	whole, part, _ := strings.Cut(text, ".")
	n, _ := strconv.Atoi(whole + (part + "00")[:2])
	return assessment.Points(n)
}

var wholeShape = regexp.MustCompile(`^\d{1,5}$`)

func (t *table) whole(name string) int {
	text := t.text(name)
	if text == "" {
		return 0
	}
	if !wholeShape.MatchString(text) {
		t.problem(name, "scheme.bad_number", text)
		return 0
	}
	n, _ := strconv.Atoi(text)
	return n
}

func (t *table) yes(name string) bool {
	switch text := t.text(name); text {
	case "是", "yes", "true":
		return true
	case "", "否", "no", "false":
	default:
		t.problem(name, "plan.bad_answer", text)
	}
	return false
}

func (t *table) basis() assessment.Basis {
	b := assessment.Basis{Source: t.text("source"), Mark: t.text("mark")}
	switch b.Mark {
	case "已核实":
		b.Mark = "V"
	case "一般知识":
		b.Mark = "G"
	case "建议":
		b.Mark = "P"
	case "", "V", "G", "P":
	default:
		t.problem("mark", "plan.bad_mark", b.Mark)
	}
	return b
}

// pick finds what a word stands for.
func pick[T comparable](t *table, name, code string, words map[string]T) (value T) {
	text := t.text(name)
	if text == "" {
		return value
	}
	for word, v := range words {
		if planfile.Fold(word) == planfile.Fold(text) {
			return v
		}
	}
	t.problem(name, code, text)
	return value
}

// list returns the items of a list.
func (t *table) list(name string) []ast.Node {
	switch n := t.values[name].(type) {
	case nil:
	case *ast.SequenceNode:
		return n.Values
	default:
		t.problem(name, "scheme.want_list")
	}
	return nil
}

// each opens every table of a list and remembers where it stands.
func (t *table) each(name, section string, keys []string, read func(*table)) {
	for n, item := range t.list(name) {
		t.r.places[place{section, n}] = where(item)
		if row, ok := t.r.open(item, keys...); ok {
			read(row)
		}
	}
}

// section opens a table of its own and remembers where it stands.
func (t *table) section(name string, keys ...string) (*table, bool) {
	n := t.values[name]
	if n == nil {
		return nil, false
	}
	t.r.places[place{name, -1}] = where(n)
	return t.r.open(n, keys...)
}
