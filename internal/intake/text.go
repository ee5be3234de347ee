package intake

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// fold brings names to one form for comparison: half width, no space, nothing
// invisible, lower case.
func fold(s string) string {
	return strings.Map(func(r rune) rune {
		switch r = narrow(r); {
		case r == ' ' || unicode.IsSpace(r) || unicode.Is(unicode.Cf, r):
			return -1
		default:
			return unicode.ToLower(r)
		}
	}, s)
}

// narrow turns a full-width ASCII character into its half-width form.
func narrow(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	case r == '\u3000':
		return ' '
	}
	return r
}

func narrowed(s string) string {
	if isASCII(s) {
		return s
	}
	return strings.Map(narrow, s)
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// clean takes off what nobody meant to type – space around, invisible
// characters, line breaks inside – and reports by code what must not be there.
func clean(s string) (text, code string) {
	s = unguard(s)
	if ordinary(s) {
		return strings.TrimSpace(s), ""
	}
	text = strings.Map(func(r rune) rune {
		switch {
		case r == utf8.RuneError:
			code = "intake.bad_bytes"
		case r == 0:
			code = "intake.nul"
		case r == '\n' || r == '\r' || r == '\t' || unicode.Is(unicode.Zs, r) && r != '\u3000':
			return ' '
		case unicode.Is(unicode.Cc, r):
			code = "intake.control"
		case unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, s)
	return strings.TrimSpace(text), code
}

// ordinary reports that s has only characters that need no second look.
func ordinary(s string) bool {
	for _, r := range s {
		ascii := r >= 0x20 && r < 0x7f
		han := r >= 0x3001 && r <= 0xd7ff || r >= 0xff01 && r <= 0xffee || r >= 0x2010 && r <= 0x2027
		if !ascii && !han {
			return false
		}
	}
	return true
}

// guarded are the first characters that make a spreadsheet run a cell.
const guarded = "=+-@\t\r"

// guard prefixes an apostrophe to a cell that a spreadsheet would run.
func guard(s string) string {
	if bare := strings.TrimLeft(s, "'"); bare != "" && strings.IndexByte(guarded, bare[0]) >= 0 {
		return "'" + s
	}
	return s
}

// unguard takes off what guard put on.
func unguard(s string) string {
	if s == "" || s[0] != '\'' {
		return s
	}
	if bare := strings.TrimLeft(s, "'"); bare != "" && strings.IndexByte(guarded, bare[0]) >= 0 {
		return s[1:]
	}
	return s
}
