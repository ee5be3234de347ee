package briefing

import (
	"cmp"
	"maps"
	"slices"

	"daylight/internal/disclosure"
)

const externalCode = "external"

// externalTable shows what others perform: supervised, never ranked, in no total
// of the body's own.
func externalTable(m *material) Table {
	t := Table{Code: externalCode, Caption: "外部执行单位监督情况", Columns: []Column{
		{"duty", "公开事项", 34, Words}, {"office", "执行单位", 18, Words}, {"judged", "应公开", 9, Count}, {"met", "按时公开", 9, Count},
		{"rate", "按时率", 10, Percent}, {"late", "逾期公开", 9, Count}, {"missing", "逾期未公开", 11, Count},
	}, Note: "外部执行单位的事项只作监督，不计入本机关的应公开和按时率，不参加排名。"}
	type key struct{ duty, office string }
	rows := map[key][]disclosure.Instance{}
	for _, i := range m.external {
		k := key{i.Duty, i.Office}
		rows[k] = append(rows[k], i)
	}
	keys := slices.SortedFunc(maps.Keys(rows), func(a, b key) int {
		return cmp.Or(cmp.Compare(a.duty, b.duty), cmp.Compare(a.office, b.office))
	})
	cells := func(duty, office string, c counts) []Cell {
		return []Cell{
			words(plain(duty)), words(plain(office)), count(c.judged()), count(c.met()), rateCell(c.met(), c.judged()),
			count(c.by[disclosure.Late]), count(c.by[disclosure.Missing]),
		}
	}
	for _, k := range keys {
		list := rows[k]
		t.Rows = append(t.Rows, Row{Key: k.duty + "/" + k.office, Cells: cells(list[0].DutyName, officeName(k.office, list[0].OfficeName), countInstances(list))})
	}
	t.Rows = append(t.Rows, Row{Key: totalRow, Bold: true, Cells: cells("合计", "", countInstances(m.external))})
	return t
}
