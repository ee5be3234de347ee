package planfile

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"daylight/internal/workday"
)

// key is the name of an entry in both languages; files may use either.
type key struct{ name, chinese string }

// fields reads one table strictly: what its schema does not know, or holds
// twice, is a problem.
type fields struct {
	r     *reader
	at    *node
	found map[string]entry
}

func (r *reader) wantTable(n *node) {
	if n.kind == scalar && strings.Contains(n.text, "：") {
		r.add(n, "plan.full_width_colon")
		return
	}
	r.add(n, "plan.want_table")
}

// open reads n as a table with the given keys; ok is false when it is none.
func (r *reader) open(n *node, keys []key) (f *fields, ok bool) {
	if n.kind != table {
		r.wantTable(n)
		return nil, false
	}
	f = &fields{r: r, at: n, found: map[string]entry{}}
	for _, e := range n.entries {
		at := &node{line: e.line, column: e.column}
		name, known := canonical(e.key, keys)
		first, twice := f.found[name]
		switch {
		case !known:
			r.unknownKey(at, e.key, keys)
		case twice:
			r.addField(at, e.key, "plan.key_twice", first.line)
		case e.value.kind == nothing:
			f.found[name] = e
			r.addField(at, e.key, "plan.no_value")
		default:
			f.found[name] = e
		}
	}
	return f, true
}

func canonical(written string, keys []key) (string, bool) {
	for _, k := range keys {
		if written == k.name || written == k.chinese {
			return k.name, true
		}
	}
	return "", false
}

func (r *reader) unknownKey(at *node, written string, keys []key) {
	var all []candidate
	var names []string
	for _, k := range keys {
		all = append(all, candidate{k.name, k.name}, candidate{k.name, k.chinese})
		names = append(names, k.name)
	}
	if near := nearest(written, all); len(near) > 0 {
		r.addField(at, written, "plan.unknown_key_near", near)
		return
	}
	r.addField(at, written, "plan.unknown_key", names)
}

// get returns the value of a key, nil when it is absent or empty.
func (f *fields) get(name string) *node {
	e, ok := f.found[name]
	if !ok || e.value.kind == nothing {
		return nil
	}
	return e.value
}

func (f *fields) has(name string) bool { _, ok := f.found[name]; return ok }

// problem reports against the value of a key.
func (f *fields) problem(name, code string, args ...any) {
	if e, ok := f.found[name]; ok {
		f.r.addField(e.value, e.key, code, args...)
		return
	}
	f.r.addField(f.at, name, code, args...)
}

// need reports a key that is missing.
func (f *fields) need(k key) {
	if !f.has(k.name) {
		f.r.addField(f.at, k.name, "plan.missing_key", k.name, k.chinese)
	}
}

func (f *fields) text(name string) string {
	n := f.get(name)
	switch {
	case n == nil:
		return ""
	case n.kind != scalar:
		f.problem(name, "plan.want_text")
		return ""
	case n.text == "":
		f.problem(name, "plan.no_value")
	}
	return n.text
}

var codeShape = regexp.MustCompile(`^[a-z0-9]+([-.][a-z0-9]+)*$`)

func (f *fields) code(name string) string {
	text := f.text(name)
	if text != "" && (len(text) > 64 || !codeShape.MatchString(text)) {
		f.problem(name, "plan.bad_code", text)
	}
	return text
}

// texts reads a list of texts without repetitions.
func (f *fields) texts(name string) []string {
	n := f.get(name)
	if n == nil {
		return nil
	}
	if n.kind != list {
		f.problem(name, "plan.want_list")
		return nil
	}
	var out []string
	seen := map[string]bool{}
	for _, item := range n.items {
		switch {
		case item.kind != scalar || item.text == "":
			f.r.addField(item, f.found[name].key, "plan.want_text")
		case seen[Fold(item.text)]:
			f.r.addField(item, f.found[name].key, "plan.listed_twice", item.text)
		default:
			seen[Fold(item.text)] = true
			out = append(out, item.text)
		}
	}
	return out
}

func (f *fields) date(name string) workday.Date {
	text := f.text(name)
	if text == "" {
		return 0
	}
	d, err := workday.ParseLoose(text)
	if err != nil {
		f.problem(name, "plan.bad_date", text)
	}
	return d
}

// moment reads a date with or without a time of day, in Beijing.
func (f *fields) moment(name string) time.Time {
	text := f.text(name)
	if text == "" {
		return time.Time{}
	}
	if t, err := time.ParseInLocation("2006-01-02 15:04", text, workday.Beijing); err == nil {
		return t
	}
	d, err := workday.ParseLoose(text)
	if err != nil {
		f.problem(name, "plan.bad_moment", text)
		return time.Time{}
	}
	return d.Start()
}

func (f *fields) yes(name string, otherwise bool) bool {
	text := f.text(name)
	if text == "" {
		return otherwise
	}
	yes, ok := pick(answers, text)
	if !ok {
		f.problem(name, "plan.bad_answer", text)
	}
	return yes
}

var wholeShape = regexp.MustCompile(`^\d{1,3}$`)

// workdays reads a number of working days: 3 or “3 个工作日”.
func (f *fields) workdays(name string, otherwise int) int {
	text := f.text(name)
	if text == "" {
		return otherwise
	}
	digits := strings.TrimSuffix(strings.TrimSuffix(Fold(text), "个工作日"), "workdays")
	if !wholeShape.MatchString(digits) {
		f.problem(name, "plan.bad_grace", text)
		return otherwise
	}
	n, _ := strconv.Atoi(digits)
	return n
}
