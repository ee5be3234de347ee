package briefing

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
)

// Numbers that prose may hold outside figures: dates and names of periods,
// numbers of papers and clauses, of headings and annexes, and what stands in 《》.
var allowedNumbers = []*regexp.Regexp{
	regexp.MustCompile(`《[^《》]*》`),
	regexp.MustCompile(`^（[〇一二三四五六七八九十]+）|^[〇一二三四五六七八九十]+、|^\d+\.`),
	regexp.MustCompile(`〔\d{4}〕第?\d+[号期]`),
	regexp.MustCompile(`\d{4}-\d{2}-\d{2}`),
	regexp.MustCompile(`(\d{4}年)?\d{1,2}月(\d{1,2}日)?(至\d{1,2}日)?`),
	regexp.MustCompile(`\d{4}年度?(至\d{4}年)?`),
	regexp.MustCompile(`(日)?\d{1,2}时(\d{1,2}分)?`),
	regexp.MustCompile(`第[一二三四]季度|第[〇一二三四五六七八九十百]+条`),
	regexp.MustCompile(`附件\d*|一次性|百分点`),
}

var (
	// digits finds what is written in digits of any kind.
	digits = regexp.MustCompile(`[\p{Nd}０-９][\p{Nd}０-９.,，/:]*[%％]?`)
	// spelled finds numbers in Chinese with a unit: 三项, 百分之九十.
	spelled = regexp.MustCompile(`百分之[〇零一二三四五六七八九十百]+|[〇零一二两三四五六七八九十百千万]+多?(个|项|分|天|日|小时|名|位|次|篇|件|家|成|倍)`)
)

// strayNumber returns a number that stands in the text outside figures and is
// none of those allowed; names are those that tables hold, digits and all.
func strayNumber(text string, names []string) string {
	text = figureMark.ReplaceAllString(text, "￭")
	for _, name := range names {
		text = strings.ReplaceAll(text, name, "￭")
	}
	for _, allowed := range allowedNumbers {
		text = allowed.ReplaceAllString(text, "￭")
	}
	return cmp.Or(digits.FindString(text), spelled.FindString(text))
}

// namesIn are the names of offices and duties that tables hold, and the subject
// of a special briefing, the longest first.
func namesIn(tables []*Table, more ...string) []string {
	seen := map[string]bool{}
	add := func(s string) {
		if len([]rune(s)) > 1 {
			seen[s] = true
		}
	}
	for _, s := range more {
		add(s)
	}
	for _, t := range tables {
		if _, v, ok := t.At(subjectRow, "content"); ok && t.Code == basisCode {
			add(v.Text)
		}
		for n, c := range t.Columns {
			if c.Key != "office" && c.Key != "duty" {
				continue
			}
			for _, r := range t.Rows {
				if n < len(r.Cells) {
					add(r.Cells[n].Text)
				}
			}
		}
	}
	var list []string
	for s := range seen {
		list = append(list, s)
	}
	slices.SortFunc(list, func(a, b string) int { return cmp.Or(cmp.Compare(len(b), len(a)), cmp.Compare(a, b)) })
	return list
}

// rising and falling are the words that a change stands behind.
var (
	rising  = []string{"提高", "上升", "增加", "增长"}
	falling = []string{"下降", "降低", "减少"}
	clauses = regexp.MustCompile(`[^，。；]+`)
)

// wrongTrend returns the word that a change does not bear out, or the name of the
// figure that stands without one.
func wrongTrend(text string, figures map[string]Figure, find func(code string) *Table) string {
	for _, at := range figureMark.FindAllStringSubmatchIndex(text, -1) {
		name := text[at[2]:at[3]]
		f, ok := figures[name]
		if !ok || find(f.Table) == nil {
			continue
		}
		c, v, _ := find(f.Table).At(f.Row, f.Column)
		if c.Is != Change && c.Is != Delta {
			continue
		}
		word := wordBefore(text[:at[0]])
		switch {
		case word == "":
			return "{" + name + "}"
		case slices.Contains(rising, word) != (v.Number > 0), slices.Contains(falling, word) != (v.Number < 0):
			return word
		}
	}
	for _, clause := range clauses.FindAllString(inBrackets.ReplaceAllString(text, "$1"), -1) {
		if strings.Contains(clause, "持平") && !level(clause, text, figures, find) {
			return "持平"
		}
	}
	return ""
}

func wordBefore(text string) string {
	for _, word := range slices.Concat(rising, falling) {
		if strings.HasSuffix(text, word) {
			return word
		}
	}
	return ""
}

// inBrackets takes the commas out of what stands in brackets, so that it stays
// in the clause that it explains.
var inBrackets = regexp.MustCompile(`（([^（）]*)，[^（）]*）`)

// level reports that a clause with 持平 quotes a figure of another period that the
// table of changes bears out.
func level(clause, _ string, figures map[string]Figure, find func(code string) *Table) bool {
	changes := find(changeCode)
	if changes == nil {
		return false
	}
	for _, mark := range figureMark.FindAllStringSubmatch(clause, -1) {
		f := figures[mark[1]]
		if f.Table != overallCode || f.Row == nowRow {
			continue
		}
		if _, v, ok := changes.At(f.Row, f.Column); ok && !v.Empty && v.Number == 0 {
			return true
		}
	}
	return false
}
