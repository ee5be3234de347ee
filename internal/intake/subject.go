package intake

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

var (
	yearShape    = regexp.MustCompile(`^(\d{4})(?:年度?)?$`)
	halfShape    = regexp.MustCompile(`^(\d{4})(?:年度?)?-?(?:H([12])|(上|下)半年)$`)
	quarterShape = regexp.MustCompile(`^(\d{4})(?:年度?)?-?(?:Q([1-4])|第?([1-4一二三四])季度?)$`)
	monthShape   = regexp.MustCompile(`^(\d{4})(?:年|[-./])?(\d{1,2})(?:月(?:份|0?1日)?|[-./]0?1)?$`)
)

var ordinals = map[string]int{"一": 1, "二": 2, "三": 3, "四": 4, "上": 1, "下": 2}

// ParsePeriod understands the period that a periodic duty reports on, as
// people write it (2026年第三季度, 2026Q3, 2026年7月, 2026年上半年, 2026年度),
// and returns the one form the ledger uses: 2026Q3, 2026-07, 2026H1, 2026.
func ParsePeriod(s string, cadence disclosure.Cadence) (string, bool) {
	s = strings.ToUpper(fold(s))
	shapes := map[disclosure.Cadence]*regexp.Regexp{
		disclosure.Yearly: yearShape, disclosure.HalfYearly: halfShape,
		disclosure.Quarterly: quarterShape, disclosure.Monthly: monthShape,
	}
	shape, ok := shapes[cadence]
	if !ok {
		return "", false
	}
	m := shape.FindStringSubmatch(s)
	if m == nil {
		return "", false
	}
	year, _ := strconv.Atoi(m[1])
	nth := 0
	for _, part := range m[2:] {
		if n, err := strconv.Atoi(part); err == nil {
			nth = n
		} else if ordinals[part] > 0 {
			nth = ordinals[part]
		}
	}
	if year < 1949 || year > 2199 || cadence == disclosure.Monthly && (nth < 1 || nth > 12) {
		return "", false
	}
	return periodKey(year, nth, cadence), true
}

func periodKey(year, nth int, cadence disclosure.Cadence) string {
	switch cadence {
	case disclosure.Monthly:
		return fmt.Sprintf("%04d-%02d", year, nth)
	case disclosure.Quarterly:
		return fmt.Sprintf("%04dQ%d", year, nth)
	case disclosure.HalfYearly:
		return fmt.Sprintf("%04dH%d", year, nth)
	}
	return fmt.Sprintf("%04d", year)
}

// cadenceOf returns the length of the periods whose names are the duty's
// subjects; 0 for duties whose subjects are papers and cases.
func cadenceOf(d *disclosure.Duty) disclosure.Cadence {
	if d.Trigger == disclosure.Continuous {
		return 0 // the feeds of a channel belong to no period
	}
	return d.PeriodMonths()
}

// needsSubject reports whether a fact must say which occurrence it belongs to.
func needsSubject(d *disclosure.Duty) bool {
	return cadenceOf(d) != 0 || d.Trigger == disclosure.OnEvent || d.Clock() == disclosure.ByEpisode || d.Clock() == disclosure.ByCase
}

var documentYear = regexp.MustCompile(`[\[\(【〔﹝](\d{4})[\]\)】〕﹞]`)

// DocumentNumber brings a 文号 to its official form: half-width figures, the
// year in 〔〕, no space. 国发[2019] 5号 and 国发（２０１９）5号 are one paper.
func DocumentNumber(s string) string {
	if s == "" {
		return ""
	}
	s = strings.Map(func(r rune) rune {
		if r = narrow(r); r == ' ' {
			return -1
		}
		return r
	}, s)
	if !strings.ContainsAny(s, "[(【﹝") {
		return s
	}
	return documentYear.ReplaceAllString(s, "〔$1〕")
}

// contentSubject names a text that has no number: the day it was formed and a
// digest of its title, space and width folded. The same text put up twice is
// one occurrence.
func contentSubject(title string, formed workday.Date) string {
	sum := sha256.Sum256([]byte(fold(title)))
	digest := hex.EncodeToString(sum[:5])
	if formed.IsZero() {
		return digest
	}
	return formed.String() + "-" + digest
}
