package briefing

import (
	"testing"
	"time"

	"daylight/internal/workday"
)

func TestCellsPrintOneWay(t *testing.T) {
	for name, c := range map[string]struct {
		is         CellKind
		cell       Cell
		print, say string
	}{
		"空格":        {Count, Cell{Empty: true, Number: 3}, "—", "—"},
		"计数":        {Count, Cell{Number: 214}, "214", "214"},
		"比率":        {Percent, Cell{Number: 9206}, "92.1%", "92.1%"},
		"不满不写满":     {Percent, Cell{Number: 9999}, "99.9%", "99.9%"},
		"有一项不写零":    {Percent, Cell{Number: 1}, "0.1%", "0.1%"},
		"满":         {Percent, Cell{Number: 10000}, "100.0%", "100.0%"},
		"分值":        {Points, Cell{Number: 9460}, "94.60", "94.60"},
		"扣分":        {Points, Cell{Number: -50}, "-0.50", "-0.50"},
		"日期":        {Day, Cell{On: day1("2026-11-03")}, "2026-11-03", "2026年11月3日"},
		"未定日期":      {Day, Cell{Text: undated}, undated, undated},
		"迟延":        {Delay, Cell{Number: 3, Text: "个工作日"}, "迟3个工作日", "3个工作日"},
		"百分点上升":     {Change, Cell{Number: 300}, "+3.0", "3.0"},
		"百分点下降":     {Change, Cell{Number: -1220}, "-12.2", "12.2"},
		"百分点不变":     {Change, Cell{}, "0.0", "0.0"},
		"增加":        {Delta, Cell{Number: 2}, "+2", "2"},
		"减少":        {Delta, Cell{Number: -2}, "-2", "2"},
		"文字":        {Words, Cell{Text: "办公室"}, "办公室", "办公室"},
		"文字中没有的写横线": {Words, Cell{Empty: true}, "—", "—"},
	} {
		col := Column{Is: c.is}
		if got := col.Print(c.cell); got != c.print {
			t.Errorf("%s prints %q, want %q", name, got, c.print)
		}
		if got := col.Say(c.cell); got != c.say {
			t.Errorf("%s is said %q, want %q", name, got, c.say)
		}
	}
}

func TestPeriodsHaveNames(t *testing.T) {
	for want, p := range map[string][2]string{
		"2026年9月": {"2026-09-01", "2026-09-30"}, "2026年第三季度": {"2026-07-01", "2026-09-30"}, "2026年上半年": {"2026-01-01", "2026-06-30"},
		"2026年下半年": {"2026-07-01", "2026-12-31"}, "2026年": {"2026-01-01", "2026-12-31"}, "2025年至2026年": {"2025-01-01", "2026-12-31"},
		"2026年1月至10月": {"2026-01-01", "2026-10-31"}, "2025年11月至2026年2月": {"2025-11-01", "2026-02-28"},
		"2026年7月3日至9月15日": {"2026-07-03", "2026-09-15"}, "2026年10月8日至10日": {"2026-10-08", "2026-10-10"},
		"2025年12月30日至2026年1月2日": {"2025-12-30", "2026-01-02"}, "2026年2月28日": {"2026-02-28", "2026-02-28"},
	} {
		if got := PeriodName(stretch(p[0], p[1])); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestPeriodsFollowEachOther(t *testing.T) {
	q3 := stretch("2026-07-01", "2026-09-30")
	if previous(q3) != stretch("2026-04-01", "2026-06-30") || next(q3) != stretch("2026-10-01", "2026-12-31") ||
		yearBefore(q3) != stretch("2025-07-01", "2025-09-30") || yearToDate(q3) != stretch("2026-01-01", "2026-09-30") {
		t.Error("a quarter has other neighbours")
	}
	if leap := stretch("2025-02-01", "2025-02-28"); yearBefore(leap) != stretch("2024-02-01", "2024-02-29") {
		t.Error("February of a leap year is cut short")
	}
	days := stretch("2026-07-03", "2026-07-12")
	if previous(days) != stretch("2026-06-23", "2026-07-02") || next(days) != stretch("2026-07-13", "2026-07-22") {
		t.Error("ten days have other neighbours")
	}
}

func TestTheAsOfMomentIsNamed(t *testing.T) {
	midnight := workday.MustDate("2026-09-30").End()
	for want, at := range map[string]time.Time{
		"2026年9月30日24时": midnight, "2026年10月1日10时": midnight.Add(10 * time.Hour), "2026年10月1日10时30分": midnight.Add(10*time.Hour + 30*time.Minute),
	} {
		if got := momentName(at.UTC()); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestHeadingsAreNumbered(t *testing.T) {
	for n, want := range map[int]string{1: "一", 10: "十", 11: "十一", 20: "二十", 21: "二十一"} {
		if got := numeral(n); got != want {
			t.Errorf("%d is %s, want %s", n, got, want)
		}
	}
}
