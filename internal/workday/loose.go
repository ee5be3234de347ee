package workday

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// The years a date typed by a person may have; anything else is a slip.
const (
	minYear = 1900
	maxYear = 2199
)

var (
	isoShape     = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}$`)
	hanShape     = regexp.MustCompile(`^(?:(\d+) ?年 ?)?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]?$`)
	markedShape  = regexp.MustCompile(`^(\d+) ?([-./]) ?(\d{1,2}) ?([-./]) ?(\d{1,2})$`)
	compactShape = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})$`)
	noYearShape  = regexp.MustCompile(`^(\d{1,2}) ?[-./] ?(\d{1,2})$`)
	midnight     = regexp.MustCompile(`(?:T| )0{1,2}:00(?::00(?:\.0+)?)?$`)
	spaces       = regexp.MustCompile(`\s+`)
)

// narrow turns the full-width characters of Chinese input into ASCII.
var narrow = strings.NewReplacer(
	"０", "0", "１", "1", "２", "2", "３", "3", "４", "4",
	"５", "5", "６", "6", "７", "7", "８", "8", "９", "9",
	"．", ".", "／", "/", "：", ":", "－", "-", "–", "-", "—", "-", "−", "-",
	"\u3000", " ", "\u00a0", " ", "\ufeff", "",
)

// ParseLoose reads a date as people and spreadsheets write it: 2026-03-01,
// 2026.3.1, 2026/3/1, 20260301, 2026年3月1日, full-width digits, spaces, and a
// spreadsheet's meaningless midnight behind it. It never guesses: a date that
// does not exist, lacks its year or carries a time of day is an error that says
// so.
func ParseLoose(s string) (Date, error) { return parseLoose(s, 0) }

// ParseLooseIn is ParseLoose for columns whose year stands elsewhere: 3月1日,
// 3.1 and 3/1 are dates of the given year. A year in the text prevails.
func ParseLooseIn(s string, year int) (Date, error) { return parseLoose(s, year) }

func parseLoose(s string, year int) (Date, error) {
	text := spaces.ReplaceAllString(strings.TrimSpace(narrow.Replace(s)), " ")
	text = midnight.ReplaceAllString(text, "")
	d, err := readDate(text, year)
	if err != nil {
		return 0, fmt.Errorf("parse date %q: %w", s, err)
	}
	return d, nil
}

func readDate(text string, year int) (Date, error) {
	if m := compactShape.FindStringSubmatch(text); m != nil {
		return civil(m[1], m[2], m[3])
	}
	if m := markedShape.FindStringSubmatch(text); m != nil {
		if m[2] != m[4] {
			return 0, fmt.Errorf("it mixes %q and %q", m[2], m[4])
		}
		return civil(m[1], m[3], m[5])
	}
	m := hanShape.FindStringSubmatch(text)
	if m == nil {
		if n := noYearShape.FindStringSubmatch(text); n != nil {
			m = []string{"", "", n[1], n[2]}
		}
	}
	switch {
	case text == "":
		return 0, fmt.Errorf("it is empty")
	case m == nil && strings.Contains(text, ":"):
		return 0, fmt.Errorf("it carries a time of day; want a date alone")
	case m == nil:
		return 0, fmt.Errorf("want a date such as 2026-03-01, 2026.3.1 or 2026年3月1日")
	case m[1] != "":
		return civil(m[1], m[2], m[3])
	case year == 0:
		return 0, fmt.Errorf("it has no year")
	}
	return civil(strconv.Itoa(year), m[2], m[3])
}

func civil(y, m, d string) (Date, error) {
	if len(y) != 4 {
		return 0, fmt.Errorf("write the year with four digits, not %q", y)
	}
	year, _ := strconv.Atoi(y)
	month, _ := strconv.Atoi(m)
	day, _ := strconv.Atoi(d)
	if year < minYear || year > maxYear {
		return 0, fmt.Errorf("want a year from %d to %d, not %d", minYear, maxYear, year)
	}
	if month < 1 || month > 12 {
		return 0, fmt.Errorf("there is no month %d", month)
	}
	first := NewDate(year, time.Month(month), 1)
	if days := int(NewDate(year, time.Month(month)+1, 1) - first); day < 1 || day > days {
		return 0, fmt.Errorf("there is no day %d in %04d-%02d, which has %d days", day, year, month, days)
	}
	date := first + Date(day-1)
	if date.IsZero() {
		return 0, fmt.Errorf("1970-01-01 is what machines write for no date; leave it empty")
	}
	return date, nil
}
