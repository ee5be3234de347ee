package briefing

import (
	"strconv"

	"daylight/internal/disclosure"
)

const (
	correctionsCode = "corrections"
	followCode      = "corrections.summary"
	movedCode       = "corrections.offices"
)

// correctionsTable lists the changed instances, with old and new.
func correctionsTable(list []Correction) Table {
	t := Table{Code: correctionsCode, Caption: "原通报事项的更正和后续情况", Columns: []Column{
		{"period", "原通报期间", 12, Words}, {"nature", "性质", 8, Words}, {"office", "科室（单位）", 14, Words}, {"duty", "公开事项", 20, Words}, {"title", "标题或期次", 16, Words},
		{"was", "原判定", 15, Words}, {"is", "现判定", 15, Words},
	}, Note: "原通报不作改动。"}
	for n, c := range list {
		for _, l := range c.Lines {
			at := l.line()
			t.Rows = append(t.Rows, Row{Key: issueKey(n) + "/" + at.Key(), Cells: []Cell{
				words(c.Period), words(natures[l.Nature]), words(at.OfficeName), words(at.DutyName), words(at.name()), words(l.Before.state(l.After)), words(l.After.state(l.Before)),
			}})
		}
	}
	return t
}

// state says how a line stands, and of what else differs from the other.
func (l *Line) state(other *Line) string {
	if l == nil {
		return "没有此事项"
	}
	s := verdictName(l.Verdict)
	if l.Delay > 0 && l.Verdict == disclosure.Late {
		s += "，迟" + delayWords(l.Delay, l.Unit)
	}
	if l.Published != 0 {
		s += "，" + l.Published.String() + "公开"
	}
	if other == nil {
		return s
	}
	if l.Office != other.Office {
		s += "，" + l.OfficeName
	}
	if l.Due != other.Due && l.Due != 0 {
		s += "，应于" + l.Due.String() + "公开"
	}
	if l.Flags != other.Flags {
		s += flagWords(l.Flags)
	}
	return s
}

// movedTable lists the office figures that moved.
func movedTable(list []Correction) Table {
	t := Table{Code: movedCode, Caption: "更正后的科室（单位）得分和按时率", Columns: []Column{
		{"period", "原通报期间", 18, Words}, {"office", "科室（单位）", 22, Words}, {"score_then", "原得分", 15, Points}, {"score", "现得分", 15, Points},
		{"rate_then", "原按时率", 15, Percent}, {"rate", "现按时率", 15, Percent},
	}}
	for n, c := range list {
		for _, o := range c.Offices {
			t.Rows = append(t.Rows, Row{Key: issueKey(n) + "/" + o.Code, Cells: []Cell{words(c.Period), words(o.Name), o.ScoreThen, o.Score, o.RateThen, o.Rate}})
		}
	}
	return t
}

// followTable counts what became of each earlier issue.
func followTable(list []Correction) Table {
	t := Table{Code: followCode, Caption: "以前通报的整改和更正", Columns: []Column{
		{"issue", "原通报", 36, Words}, {"missing", "原逾期未公开", 18, Count}, {"published", "其中已公开", 18, Count}, {"still", "仍未公开", 18, Count}, {"corrected", "更正事项", 18, Count},
	}}
	for n, c := range list {
		corrected := 0
		for _, l := range c.Lines {
			if l.Nature == Corrected {
				corrected++
			}
		}
		t.Rows = append(t.Rows, Row{Key: issueKey(n), Cells: []Cell{words(c.Title), count(c.Missing), count(c.Published), count(c.Still), count(corrected)}})
	}
	return t
}

// issueKey is what the tables call an earlier issue: its place in their order.
func issueKey(n int) string { return "issue" + strconv.Itoa(n+1) }
