package briefing

import "daylight/internal/disclosure"

const (
	overallCode = "overall"
	changeCode  = "overall.change"
	nowRow      = "now"
	beforeRow   = "previous"
	lastYearRow = "last_year"
)

// overallTable counts the period, the one before, and the same last year.
func overallTable(m *material) Table {
	t := Table{Code: overallCode, Caption: "总体情况", Columns: []Column{
		{"period", "期间", 20, Words}, {"judged", "应公开", 9, Count}, {"met", "按时公开", 9, Count}, {"nil", "其中零报告", 9, Count},
		{"partial", "部分完成", 9, Count}, {"late", "逾期公开", 9, Count}, {"missing", "逾期未公开", 9, Count}, {"rate", "按时率", 10, Percent},
		{"pending", "未到期", 8, Count}, {"unverified", "待核", 8, Count}, {"doubt", "待核占比", 10, Percent},
	}, Note: "按时率为按时公开（含零报告）占应公开之比；未到期、待核、不适用和不予公开的事项不计入应公开。待核占比为待核占应公开与待核之和的比例。"}
	for _, a := range m.compared() {
		t.Rows = append(t.Rows, Row{Key: a.row, Bold: false, Cells: a.cells()})
	}
	return t
}

// compare is an aspect in the row it has in the tables.
type compared struct {
	row string
	aspect
}

// compared lists the period and what it is compared with. In a yearly briefing
// the year before is both.
func (m *material) compared() []compared {
	list := []compared{{nowRow, m.now}, {beforeRow, m.before}}
	if m.lastYear.period != m.before.period {
		list = append(list, compared{lastYearRow, m.lastYear})
	}
	return list
}

func (a aspect) cells() []Cell {
	c := a.counts
	doubt, judged := c.by[disclosure.Unverified], c.judged()
	return []Cell{
		{Text: PeriodName(a.period)}, count(judged), count(c.met()), count(c.by[disclosure.NilReturned]),
		count(c.by[disclosure.Partial]), count(c.by[disclosure.Late]), count(c.by[disclosure.Missing]), rateCell(c.met(), judged),
		count(c.by[disclosure.Pending]), count(doubt), rateCell(doubt, judged+doubt),
	}
}

// changeTable is how the period differs from those it is compared with.
func changeTable(m *material) Table {
	t := Table{Code: changeCode, Caption: "与以前期间比较", Columns: []Column{
		{"period", "比较", 24, Words}, {"judged", "应公开增减", 15, Delta}, {"met", "按时公开增减", 15, Delta}, {"late", "逾期公开增减", 15, Delta},
		{"missing", "逾期未公开增减", 15, Delta}, {"rate", "按时率变化（百分点）", 16, Change},
	}}
	for _, a := range m.compared()[1:] {
		t.Rows = append(t.Rows, Row{Key: a.row, Cells: []Cell{
			{Text: "比" + PeriodName(a.period)},
			delta(m.now, a.aspect, counts.judged), delta(m.now, a.aspect, counts.met),
			delta(m.now, a.aspect, of(disclosure.Late)), delta(m.now, a.aspect, of(disclosure.Missing)),
			changeCell(m.now, a.aspect),
		}})
	}
	return t
}

func of(v disclosure.Verdict) func(counts) int { return func(c counts) int { return c.by[v] } }

func delta(now, then aspect, n func(counts) int) Cell {
	return Cell{Number: int64(n(now.counts) - n(then.counts))}
}

// changeCell is the difference of the rates as they are printed, so that whoever
// subtracts them by hand finds the same.
func changeCell(now, then aspect) Cell {
	if now.counts.judged() == 0 || then.counts.judged() == 0 {
		return Cell{Empty: true}
	}
	return Cell{Number: 10 * (percentTenths(now.rate()) - percentTenths(then.rate()))}
}

func count(n int) Cell { return Cell{Number: int64(n)} }

func words(s string) Cell { return Cell{Text: s, Empty: s == ""} }

func rateCell(part, whole int) Cell {
	return Cell{Number: ratio(part, whole), Empty: whole == 0}
}
