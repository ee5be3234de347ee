package planfile

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
)

// Problem is one thing wrong in a plan file: where, what was found, what to do.
type Problem struct {
	File   string
	Line   int    // from 1; 0 when the whole file is meant
	Column int    // in characters, from 1
	Field  string // the key as the author wrote it; "" when none is concerned
	Code   string // key of the words in the catalogue
	Args   []any  // fill the words; a []string is joined the way the language lists things
}

// Text words the problem for a reader, with its place in front.
func (p Problem) Text(lang i18n.Lang) string { return p.Place(lang) + p.What(lang) }

// Place names file, line, column and key: “方案.yaml 第 14 行第 9 列「term」：”.
func (p Problem) Place(lang i18n.Lang) string {
	switch {
	case p.Line == 0:
		return i18n.T(lang, "plan.at_file", p.File)
	case p.Field == "":
		return i18n.T(lang, "plan.at_line", p.File, p.Line, p.Column)
	}
	return i18n.T(lang, "plan.at_field", p.File, p.Line, p.Column, p.Field)
}

// What says what was found and what to do about it.
func (p Problem) What(lang i18n.Lang) string {
	args := make([]any, len(p.Args))
	for i, a := range p.Args {
		if list, ok := a.([]string); ok {
			a = strings.Join(list, i18n.T(lang, "plan.list_separator"))
		}
		args[i] = a
	}
	return i18n.T(lang, p.Code, args...)
}

// Error gives place and code, for logs; people read Text.
func (p Problem) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s %v", p.File, p.Line, p.Column, p.Code, p.Args)
}

// Refused is the error of a file that has problems, for callers that stop at it.
func Refused(name string, problems []Problem) error {
	return &disclosure.Error{Kind: disclosure.Invalid, Code: "plan.refused", Args: []any{name, len(problems)}}
}

func inOrder(problems []Problem) []Problem {
	slices.SortStableFunc(problems, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return problems
}
