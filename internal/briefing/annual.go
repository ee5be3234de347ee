package briefing

import (
	"daylight/internal/assessment"
)

const (
	annualCode = "annual.target"
	gradesCode = "annual.grades"
)

// annualTable is the annual target assessment's table (年度目标考核).
func annualTable(m *material) Table {
	t := Table{Code: annualCode, Caption: "年度目标考核政务公开评分", Columns: []Column{
		{"group", "组别", 11, Words}, {"rank", "名次", 7, Count}, {"office", "科室（单位）", 22, Words}, {"judged", "应公开", 9, Count}, {"met", "按时公开", 9, Count},
		{"rate", "按时率", 10, Percent}, {"score", "得分", 10, Points}, {"grade", "等次", 9, Words}, {"points", "考核得分", 10, Points},
	}, Note: "考核得分按得分乘以年度目标考核中政务公开的分值折算；没有到期事项的不评分。"}
	if m.objections != nil {
		t.Columns = append(t.Columns, Column{"appeals", "待复核申诉", 8, Count})
	}
	for _, r := range assessment.AnnualTable(m.now.result, m.objections) {
		grade := plain(r.Grade.Name.Chinese)
		if r.Vetoed {
			grade += "（一票否决）"
		}
		cells := []Cell{
			words(groupName(r.Office.Group)), ordinal(r.Rank), words(officeName(r.Office.Code, r.Office.Name)), count(r.Judged), count(r.Met), rateCell(r.Met, r.Judged),
			{Number: int64(r.Total), Empty: !r.Scored}, words(grade), {Number: int64(r.Annual), Empty: !r.Scored},
		}
		if m.objections != nil {
			cells = append(cells, count(r.Objections))
		}
		t.Rows = append(t.Rows, Row{Key: r.Office.Code, Cells: cells})
	}
	return t
}

// gradesTable counts the offices by grade.
func gradesTable(m *material) Table {
	t := Table{Code: gradesCode, Caption: "年度等次分布", Columns: []Column{{"grade", "等次", 50, Words}, {"count", "科室（单位）数", 50, Count}}}
	total := 0
	for _, g := range m.scheme.Grades {
		n := 0
		for _, o := range m.now.result.Offices {
			if o.Scored && o.Grade == g.Code {
				n++
			}
		}
		total += n
		t.Rows = append(t.Rows, Row{Key: g.Code, Cells: []Cell{words(plain(g.Name.Chinese)), count(n)}})
	}
	t.Rows = append(t.Rows, Row{Key: totalRow, Bold: true, Cells: []Cell{words("合计"), count(total)}})
	return t
}
