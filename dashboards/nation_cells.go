package dashboards

import (
	"fmt"

	"daylight/internal/assessment"
)

// NationCells lays the bodies of a board out for a file to download: all that
// the region has, in the order of the board.
func NationCells(f Frame, facts NationFacts, link NationLinks) (head []string, rows [][]string) {
	facts.All, facts.Page = facts.Find == "" && !facts.Own, 1
	for _, key := range []string{
		"col.rank", "nation.csv.code", "nation.col.body", "nation.col.region", "col.rate", "col.met", "col.judged", "nation.col.score",
		"nation.csv.offices", "nation.csv.scheme", "nation.csv.missing", "nation.csv.late", "nation.csv.partial", "nation.csv.nil", "nation.csv.pending",
		"nation.csv.unverified", "nation.csv.withheld", "nation.csv.inapplicable", "nation.csv.worst", "nation.csv.worst_score", "nation.csv.facts", "nation.csv.last_fact",
	} {
		head = append(head, f.T(key))
	}
	standing := map[string]assessment.BodyStanding{}
	in := assessment.Within(facts.Rows, facts.Region)
	for _, s := range in {
		standing[s.Body.Code] = s
	}
	n := Nation{ByScore: facts.ByScore}
	lines := f.nationLines(facts, in, &n, link)
	n.rank(lines)
	sortNation(lines, facts.Sort)
	for _, l := range lines {
		rows = append(rows, l.cells(standing[l.Key], f))
	}
	return head, rows
}

func (l NationLine) cells(s assessment.BodyStanding, f Frame) []string {
	number := func(n int) string { return fmt.Sprint(n) }
	var rank, rate, score, worst, last string
	if l.Rank > 0 {
		rank = number(l.Rank)
	}
	if !l.Rate.Empty() {
		rate = fmt.Sprintf("%d.%02d%%", l.Rate.Hundredths()/100, l.Rate.Hundredths()%100)
	}
	if l.Scored {
		score = l.Score.String()
	}
	if s.Worst.Code != "" {
		worst = s.Worst.Total.String()
	}
	if !s.LastFactAt.IsZero() {
		last = f.Minute(s.LastFactAt)
	}
	return []string{
		rank, s.Body.Code, l.Name, l.Where, rate, number(l.Rate.Met), number(l.Judged), score,
		number(s.Scored), s.Scheme, number(l.Missing), number(l.Late), number(l.Partial), number(l.NilReturns), number(l.Pending),
		number(l.Unverified), number(l.Withheld), number(l.Inapplicable), s.Worst.Name, worst, number(s.Events), last,
	}
}
