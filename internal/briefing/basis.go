package briefing

import (
	"fmt"

	"daylight/internal/workday"
)

const (
	basisCode  = "basis"
	subjectRow = "subject" // what a special briefing is about
)

const (
	// AppealWorkdays is how long an office may appeal, from the day of issue.
	AppealWorkdays = 10
	// DefaultRectifyWorkdays is how long offices have to put things right when the
	// request does not say.
	DefaultRectifyWorkdays = 7
)

// undated stands for a day that only the issue fixes.
const undated = "××××年×月×日"

// basisTable states what the briefing counts and by when things are due: its
// times are four, and none stands for another.
func basisTable(m *material) Table {
	r := m.request
	t := Table{Code: basisCode, Caption: "统计口径和时限", Columns: []Column{
		{"item", "项目", 20, Words}, {"content", "内容", 46, Words}, {"number", "数量", 12, Count}, {"day", "日期", 22, Day},
	}}
	add := func(key, item, content string, number, on Cell) {
		t.Rows = append(t.Rows, Row{Key: key, Cells: []Cell{words(item), words(content), number, on}})
	}
	no := Cell{Empty: true}
	add("period", "统计期间", daysName(r.Period)+"，以应公开日期计", no, no)
	if r.Kind == Special {
		add(subjectRow, "专项内容", m.subject(), no, no)
	}
	if r.Window.From != 0 {
		add("window", "检查时段", daysName(r.Window), no, no)
	}
	add("as_of", "数据截至", momentName(r.AsOf), no, no)
	add("issued", "印发日期", "", no, issueDay(m, 0))
	add("rectify", "整改期限", "自印发之日起，按工作日计", count(m.rectifyWorkdays()), issueDay(m, m.rectifyWorkdays()))
	add("appeal", "申诉期限", "自印发之日起，按工作日计", count(AppealWorkdays), issueDay(m, AppealWorkdays))
	add("min_judged", "点名表扬、批评所需的最少事项", "应公开事项数", count(m.scheme.Ranking.MinJudged), no)
	for _, i := range m.infos {
		add(fmt.Sprintf("plan.%d", i.Version), "工作方案", fmt.Sprintf("%s第%d版，自%s起施行", book(i.Title), i.Version, dayName(i.EffectiveFrom)), no, no)
	}
	add("scheme", "考核办法", schemeName(m), no, no)
	add("calendar", "工作日历", m.calendarName(), no, no)
	return t
}

func schemeName(m *material) string {
	name := book(m.scheme.Title.Chinese)
	if m.scheme.Proposed() {
		return name + "（拟议，尚未采用）"
	}
	return fmt.Sprintf("%s第%d版", name, m.scheme.Version)
}

// issueDay is the day so many working days after the issue; a placeholder while
// the day of issue is not known.
func issueDay(m *material, workdays int) Cell {
	if m.request.IssuedOn == 0 {
		return Cell{Text: undated}
	}
	return Cell{On: m.calendar.AddWorkdays(m.request.IssuedOn, workdays).Date}
}

func (m *material) rectifyWorkdays() int {
	if m.request.RectifyWorkdays > 0 {
		return m.request.RectifyWorkdays
	}
	return DefaultRectifyWorkdays
}

func (m *material) calendarName() string {
	if years := m.calendar.UnofficialYears(m.request.Period.From, next(m.request.Period).To+31); len(years) > 0 {
		return fmt.Sprintf("国务院办公厅放假安排；%d年尚未公布，有关日期暂定", years[0])
	}
	return "国务院办公厅放假安排"
}

// provisional reports that a day named from the issue on may still move.
func (m *material) provisional(workdays int) bool {
	return m.request.IssuedOn != 0 && m.calendar.AddWorkdays(m.request.IssuedOn, workdays).Provisional
}

// countedFrom is the day from which working days left are counted: the day of
// issue, or the last day known while there is none.
func (m *material) countedFrom() workday.Date {
	if m.request.IssuedOn != 0 {
		return m.request.IssuedOn
	}
	return knownDay(m.request.AsOf)
}
