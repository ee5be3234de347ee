package briefing

import (
	"cmp"
	"slices"

	"daylight/internal/disclosure"
)

const (
	dueCode        = "due.next"
	dueOfficesCode = "due.offices"
	pendingCode    = "pending"

	provisionalMark = "日期暂定"
)

// dueTable lists what falls due, by due date; own leaves out whose it is.
func dueTable(code, caption string, m *material, list []disclosure.Instance, own bool) Table {
	t := Table{Code: code, Caption: caption, Columns: []Column{
		{"due", "应公开日期", 13, Day}, {"office", "科室（单位）", 17, Words}, {"duty", "公开事项", 28, Words}, {"title", "标题或期次", 21, Words},
		{"left", "剩余工作日", 9, Count}, {"mark", "备注", 12, Words},
	}}
	for _, i := range byDue(list) {
		left, mark := m.timeLeft(i)
		t.Rows = append(t.Rows, Row{Key: i.Key(), Cells: []Cell{
			day(i.DueOn), words(officeName(i.Office, i.OfficeName)), words(plain(i.DutyName)), words(subjectName(i)), left, words(mark),
		}})
	}
	if own {
		t.drop("office")
	}
	t.Note = "剩余工作日自" + dayName(m.countedFrom()) + "起算。只列数据截至时已知的事项；由事件触发的事项随时发生、随时计算时限。"
	return t
}

// timeLeft is how many working days are left; none when the day is not known or
// has passed between the data and the issue.
func (m *material) timeLeft(i disclosure.Instance) (Cell, string) {
	switch {
	case i.Stopped():
		return Cell{Empty: true}, "停止计时"
	case i.DueOn == 0:
		return Cell{Empty: true}, ""
	case i.DueOn < m.countedFrom():
		return Cell{Empty: true}, "印发前到期"
	case i.Flags.Has(disclosure.FlagProvisional):
		return count(m.calendar.WorkdaysBetween(m.countedFrom(), i.DueOn)), provisionalMark
	}
	return count(m.calendar.WorkdaysBetween(m.countedFrom(), i.DueOn)), ""
}

// firstAhead is the first row that still has time left.
func (t *Table) firstAhead() string {
	for _, r := range t.Rows {
		if _, v, ok := t.At(r.Key, "left"); ok && !v.Empty {
			return r.Key
		}
	}
	return ""
}

// drop takes a column out.
func (t *Table) drop(column string) {
	for n, c := range t.Columns {
		if c.Key != column {
			continue
		}
		t.Columns = slices.Delete(t.Columns, n, n+1)
		for k := range t.Rows {
			t.Rows[k].Cells = slices.Delete(t.Rows[k].Cells, n, n+1)
		}
		return
	}
}

func byDue(list []disclosure.Instance) []disclosure.Instance {
	list = slices.Clone(list)
	slices.SortFunc(list, func(a, b disclosure.Instance) int {
		return cmp.Or(cmp.Compare(unknownLast(a), unknownLast(b)), cmp.Compare(a.Duty, b.Duty), cmp.Compare(a.Subject, b.Subject))
	})
	return list
}

func unknownLast(i disclosure.Instance) int {
	if i.DueOn == 0 {
		return 1 << 30
	}
	return int(i.DueOn)
}

// dueOfficesTable counts what falls due next by office.
func dueOfficesTable(m *material) Table {
	t := Table{Code: dueOfficesCode, Caption: "各科室（单位）下一期到期事项数", Columns: []Column{
		{"office", "科室（单位）", 40, Words}, {"count", "到期事项", 25, Count}, {"first", "最早应公开日期", 35, Day},
	}}
	by, named := byOffice(m.coming), map[string]disclosure.Office{}
	for code, list := range by {
		named[code] = disclosure.Office{Code: code, Name: list[0].OfficeName}
	}
	for _, o := range m.inOrder(named) {
		list := byDue(by[o.Code])
		t.Rows = append(t.Rows, Row{Key: o.Code, Cells: []Cell{words(officeName(o.Code, o.Name)), count(len(list)), day(list[0].DueOn)}})
	}
	t.Rows = append(t.Rows, Row{Key: totalRow, Bold: true, Cells: []Cell{words("合计"), count(len(m.coming)), {Empty: true}}})
	return t
}
