package planfile

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf8"

	yaml "github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/parser"
)

// Plans are read by people, so a file beyond these sizes is not one. The YAML
// library takes quadratic time over a long table, and stack over deep ones.
const (
	maxBytes = 1 << 20
	maxLines = 20_000
	maxDepth = 16
)

type reader struct {
	file     string
	problems []Problem
}

func (r *reader) add(at *node, code string, args ...any) {
	r.problems = append(r.problems, Problem{File: r.file, Line: at.line, Column: at.column, Code: code, Args: args})
}

func (r *reader) addField(at *node, field, code string, args ...any) {
	r.add(at, code, args...)
	r.problems[len(r.problems)-1].Field = field
}

// load reads the bytes as one YAML document; nil when that fails.
func (r *reader) load(data []byte) *node {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	whole := &node{}
	switch {
	case len(data) > maxBytes:
		r.add(whole, "plan.too_big", maxBytes>>10)
		return nil
	case !utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0:
		r.add(whole, "plan.not_utf8")
		return nil
	case len(bytes.TrimSpace(data)) == 0:
		r.add(whole, "plan.empty")
		return nil
	}
	lines := strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n")
	if len(lines) > maxLines {
		r.add(whole, "plan.too_long", maxLines)
		return nil
	}
	if line, deep := tooDeep(lines); deep {
		r.add(&node{line: line, column: 1}, "plan.too_deep", maxDepth)
		return nil
	}
	return r.parse(data, lines)
}

func (r *reader) parse(data []byte, lines []string) (root *node) {
	defer func() {
		// The YAML library is not proof against every input.
		if recover() != nil {
			r.add(&node{}, "plan.syntax", "?")
			root = nil
		}
	}()
	file, err := parser.ParseBytes(data, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		r.syntax(err, lines)
		return nil
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		r.add(&node{}, "plan.empty")
		return nil
	}
	for _, extra := range file.Docs[1:] {
		if extra.Body != nil {
			r.add(place(extra.Body.GetToken()), "plan.several_documents")
		}
	}
	root = r.build(file.Docs[0].Body)
	if root.kind != table {
		r.wantTable(root)
		return nil
	}
	return root
}

// syntaxCodes gives the remedy for what the YAML library says most often.
var syntaxCodes = []struct{ part, code string }{
	{"found character '\t'", "plan.tab"},
	{"mapping value is not allowed", "plan.stray_colon"},
	{"could not find end character", "plan.unclosed_quote"},
	{"must be specified", "plan.unclosed_bracket"},
	{"reserved character", "plan.reserved_character"},
	{"non-map value is specified", "plan.no_colon"},
}

func (r *reader) syntax(err error, lines []string) {
	var y yaml.Error
	if !errors.As(err, &y) {
		r.add(&node{}, "plan.syntax", err.Error())
		return
	}
	at := place(y.GetToken())
	if at.line <= len(lines) && fullWidthColon(lines[at.line-1]) {
		r.add(at, "plan.full_width_colon")
		return
	}
	for _, c := range syntaxCodes {
		if strings.Contains(y.GetMessage(), c.part) {
			r.add(at, c.code)
			return
		}
	}
	r.add(at, "plan.syntax", y.GetMessage())
}

// fullWidthColon reports whether the line's key ends with the colon of a
// Chinese keyboard, the commonest slip.
func fullWidthColon(line string) bool {
	wide := strings.Index(line, "：")
	if wide < 0 || strings.HasPrefix(strings.TrimSpace(line), "#") {
		return false
	}
	half := strings.Index(line, ":")
	return half < 0 || wide < half
}

// tooDeep finds the line at which values nest deeper than any plan's.
func tooDeep(lines []string) (int, bool) {
	open := 0
	for i, line := range lines {
		open += strings.Count(line, "[") + strings.Count(line, "{") - strings.Count(line, "]") - strings.Count(line, "}")
		open = max(open, 0)
		marks := 0
		for _, word := range strings.Fields(line) {
			if word != "-" && word != "?" && word != ":" && word[0] != '&' && word[0] != '!' && word != "[" && word != "{" {
				break
			}
			marks++
		}
		indent := (len(line) - len(strings.TrimLeft(line, " "))) / 2
		if open > maxDepth || marks > maxDepth || indent > 4*maxDepth {
			return i + 1, true
		}
	}
	return 0, false
}
