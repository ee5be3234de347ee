package intake

import (
	"fmt"
	"strings"
	"unicode"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
)

// Problem says what is wrong with a row, where exactly, and what to do.
type Problem struct {
	File   string `json:"file,omitempty"`
	Sheet  string `json:"sheet,omitempty"`
	Row    int    `json:"row,omitempty"`    // as an editor or Excel counts it
	Column string `json:"column,omitempty"` // the header as it stands in the file, or the JSON field
	Letter string `json:"letter,omitempty"` // the column's letter in a spreadsheet
	Field  string `json:"-"`                // key of the field or attrs.NAME; "" when none is to blame
	Value  string `json:"value,omitempty"`  // what was found: shortened, control characters visible, long numbers masked
	Code   string `json:"code"`             // key of the words in the catalogue
	Args   []any  `json:"-"`                // what fills them
}

// Text returns the place, the finding and the remedy in words:
// 第 14 行「发布时间」：‘2026-13-01’ 不是有效日期，请改成 2026-03-01 这样的写法。
func (p Problem) Text(lang i18n.Lang) string {
	return p.place(lang) + p.Reason(lang)
}

// Reason returns the finding and the remedy without the place, for a form that
// shows the words beside the field.
func (p Problem) Reason(lang i18n.Lang) string {
	args := make([]any, len(p.Args))
	for i, a := range p.Args {
		args[i] = a
		switch a := a.(type) {
		case []string:
			args[i] = strings.Join(a, i18n.T(lang, "intake.list_separator"))
		case saying:
			args[i] = a.in(lang)
		}
	}
	return i18n.T(lang, p.Code, args...)
}

func (p Problem) place(lang i18n.Lang) string {
	var place string
	switch {
	case p.Row == 0 && p.Column == "":
		return ""
	case p.Row == 0:
		place = i18n.T(lang, "intake.at_column", p.Column)
	case p.Column == "":
		place = i18n.T(lang, "intake.at_row", p.Row)
	case p.Letter == "":
		place = i18n.T(lang, "intake.at_row_column", p.Row, p.Column)
	default:
		place = i18n.T(lang, "intake.at_row_letter", p.Row, p.Column, p.Letter)
	}
	if p.Sheet != "" {
		place = i18n.T(lang, "intake.at_sheet", p.Sheet, place)
	}
	return place + i18n.T(lang, "intake.at_end")
}

// refuse returns the error that turns a whole file away.
func refuse(code string, args ...any) error {
	return &disclosure.Error{Kind: disclosure.Invalid, Code: code, Args: args}
}

const shownRunes = 40

// shown makes a value fit to be repeated in a message: short, on one line,
// nothing invisible, and no long number legible.
func shown(s string) string {
	var b strings.Builder
	n := 0
	for _, r := range mask(s) {
		if n++; n > shownRunes {
			b.WriteRune('…')
			break
		}
		switch {
		case r < 0x20:
			b.WriteRune(0x2400 + r)
		case r == 0x7f:
			b.WriteRune('␡')
		case unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Cc, r):
			fmt.Fprintf(&b, "⟨%04X⟩", r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
