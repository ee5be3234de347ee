package schemefile

import (
	"bytes"
	"cmp"
	"errors"
	"slices"
	"strings"
	"unicode/utf8"

	yaml "github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"

	"daylight/internal/planfile"
)

// A scheme is a page or two; the YAML library takes long over more.
const (
	maxBytes = 128 << 10
	maxDepth = 16
)

type reader struct {
	file     string
	problems []planfile.Problem
	places   map[place]spot // where sections and their items stand, for Check
}

type place struct {
	section string
	item    int
}

type spot struct{ line, column int }

func (r *reader) add(at spot, field, code string, args ...any) {
	r.problems = append(r.problems, planfile.Problem{
		File: r.file, Line: at.line, Column: at.column, Field: field, Code: code, Args: args,
	})
}

// load reads the bytes as one YAML table; nil when that fails.
func (r *reader) load(data []byte) (root ast.Node) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	switch {
	case len(data) > maxBytes:
		r.add(spot{}, "", "scheme.too_big", maxBytes>>10)
		return nil
	case !utf8.Valid(data) || bytes.IndexByte(data, 0) >= 0:
		r.add(spot{}, "", "plan.not_utf8")
		return nil
	case len(bytes.TrimSpace(data)) == 0:
		r.add(spot{}, "", "scheme.empty")
		return nil
	case tooDeep(data):
		r.add(spot{}, "", "scheme.too_deep")
		return nil
	}
	defer func() {
		// The YAML library is not proof against every input.
		if recover() != nil {
			r.add(spot{}, "", "plan.syntax", "?")
			root = nil
		}
	}()
	file, err := parser.ParseBytes(data, 0, parser.AllowDuplicateMapKey())
	if err != nil {
		r.syntax(err, data)
		return nil
	}
	var docs []ast.Node
	for _, d := range file.Docs {
		if d.Body != nil {
			docs = append(docs, d.Body)
		}
	}
	switch len(docs) {
	case 0:
		r.add(spot{}, "", "scheme.empty")
		return nil
	case 1:
		return docs[0]
	}
	r.add(where(docs[1]), "", "scheme.several_documents")
	return nil
}

// tooDeep reports brackets or marks that nest deeper than any scheme's.
func tooDeep(data []byte) bool {
	open, marks := 0, 0
	for _, c := range data {
		switch c {
		case '[', '{':
			open++
		case ']', '}':
			open = max(0, open-1)
		case '-', '?', '!', '&':
			marks++
		case '\n':
			marks = 0
		case ' ':
		default:
			if open == 0 && marks <= maxDepth {
				marks = 0
			}
		}
		if open > maxDepth || marks > maxDepth {
			return true
		}
	}
	return false
}

func (r *reader) syntax(err error, data []byte) {
	var y yaml.Error
	if !errors.As(err, &y) {
		r.add(spot{}, "", "plan.syntax", err.Error())
		return
	}
	at := placeOf(y.GetToken())
	lines := strings.Split(string(data), "\n")
	if at.line >= 1 && at.line <= len(lines) {
		key, _, _ := strings.Cut(lines[at.line-1], ":")
		if strings.Contains(key, "：") {
			r.add(at, "", "plan.full_width_colon")
			return
		}
	}
	r.add(at, "", "plan.syntax", y.GetMessage())
}

func (r *reader) inOrder() []planfile.Problem {
	slices.SortStableFunc(r.problems, func(a, b planfile.Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return r.problems
}

func where(n ast.Node) spot {
	if m, ok := n.(*ast.MappingNode); ok && !m.IsFlowStyle && len(m.Values) > 0 {
		n = m.Values[0].Key
	}
	return placeOf(n.GetToken())
}

func placeOf(tk *token.Token) spot {
	if tk == nil || tk.Position == nil {
		return spot{1, 1}
	}
	return spot{tk.Position.Line, tk.Position.Column}
}
