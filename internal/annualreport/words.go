package annualreport

import (
	"strconv"
	"strings"

	"daylight/internal/i18n"
)

// BreachWords says which relation does not hold, with both sides.
func BreachWords(lang i18n.Lang, b Breach) string {
	kind, at, _ := strings.Cut(b.Code, ".")
	switch kind {
	case "balance", "replies", "carried":
		n, _ := strconv.Atoi(at) // Relations wrote it
		return i18n.T(lang, "report."+kind, Columns[n-1], b.LeftSum, b.RightSum)
	case "challenges":
		n, _ := strconv.Atoi(at)
		return i18n.T(lang, "report.challenges", Paths[n-1], b.LeftSum, b.RightSum)
	case "applicants":
		return i18n.T(lang, "report.applicants", at, b.LeftSum, b.RightSum)
	}
	return i18n.T(lang, "report."+kind, b.LeftSum, b.RightSum)
}

// Likely returns the suspects worth naming: the one that alone explains all, or
// those that break the most relations.
func Likely(list []Suspect) []Suspect {
	for n, s := range list {
		if n > 0 && (list[0].Alone || len(s.Breaks) < len(list[0].Breaks)) {
			return list[:n]
		}
	}
	return list
}

// mostNamed is how many equally likely cells are still worth reading.
const mostNamed = 12

// FindingWords says what a check found, a line each.
func FindingWords(lang i18n.Lang, r *Report, f Finding) []string {
	var lines []string
	for _, c := range f.Negative {
		lines = append(lines, i18n.T(lang, "report.negative", c.Code(), r.At(c)))
	}
	for _, b := range f.Breaches {
		lines = append(lines, BreachWords(lang, b))
	}
	likely := Likely(f.Suspects)
	for _, s := range likely[:min(len(likely), mostNamed)] {
		lines = append(lines, SuspectWords(lang, r, s))
	}
	for _, b := range f.Hints {
		lines = append(lines, BreachWords(lang, b))
	}
	if f.OK() {
		lines = append(lines, i18n.T(lang, "report.ok"))
	}
	return lines
}

// SuspectWords names a cell with every relation it breaks.
func SuspectWords(lang i18n.Lang, r *Report, s Suspect) string {
	var broken []string
	for _, b := range s.Breaks {
		broken = append(broken, BreachWords(lang, b))
	}
	list := strings.Join(broken, i18n.T(lang, "report.and"))
	if s.Alone {
		return i18n.T(lang, "report.surely", s.Cell.Code(), r.At(s.Cell), len(s.Breaks), list, s.Fits)
	}
	return i18n.T(lang, "report.perhaps", s.Cell.Code(), r.At(s.Cell), len(s.Breaks), list)
}

// GapWords says what the ledger does not say, a line each.
func GapWords(lang i18n.Lang, gaps []Gap) []string {
	var lines []string
	for _, g := range gaps {
		cell := ""
		if g.Cell != (Cell{}) {
			cell = g.Cell.Code()
		}
		lines = append(lines, i18n.T(lang, "report.gap."+g.Code, g.Subject, cell))
	}
	return lines
}
