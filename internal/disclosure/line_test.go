package disclosure

import (
	"testing"

	"daylight/internal/workday"
)

func date(s string) workday.Date { return workday.MustDate(s) }

func TestALaterVersionDecidesFromItsEffectiveDateOn(t *testing.T) {
	v1 := &Plan{Version: 1, EffectiveFrom: date("2026-01-01"), Offices: []Office{{Code: "a"}, {Code: "b"}},
		Duties: []Duty{{Code: "x", Lead: "a"}, {Code: "old", Lead: "a"}}}
	v2 := &Plan{Version: 2, EffectiveFrom: date("2026-07-01"), Offices: v1.Offices,
		Duties: []Duty{{Code: "x", Lead: "b"}, {Code: "new", Lead: "b", ActiveFrom: date("2026-09-01")}}}
	lines := Lines([]*Plan{v2, v1})
	got := map[string]DutyLine{}
	for _, l := range lines {
		got[l.Code+string(rune('0'+l.Version))] = l
	}
	if l := got["x1"]; l.Since != date("2026-01-01") || l.Until != date("2026-07-01") {
		t.Errorf("旧版 x 自 %s 至 %s", l.Since, l.Until)
	}
	if l := got["old1"]; l.Until != date("2026-07-01") {
		t.Errorf("新版删去的事项仍至 %s", l.Until)
	}
	if l := got["new2"]; l.Since != date("2026-09-01") || l.Until != Forever {
		t.Errorf("年中新增事项自 %s 至 %s", l.Since, l.Until)
	}
	for day, want := range map[string]string{"2020-01-01": "a", "2026-06-30": "a", "2026-07-01": "b", "2030-01-01": "b"} {
		if h := got["x1"].HolderAt(date(day)); h != want {
			t.Errorf("%s 的责任科室是 %s，应为 %s", day, h, want)
		}
	}
}

func TestAVersionReplacedBeforeItTookEffectNeverDecides(t *testing.T) {
	v1 := &Plan{Version: 1, EffectiveFrom: date("2026-09-01"), Duties: []Duty{{Code: "x"}}}
	v2 := &Plan{Version: 2, EffectiveFrom: date("2026-07-01"), Duties: []Duty{{Code: "x"}}}
	if lines := Lines([]*Plan{v1, v2}); len(lines) != 1 || lines[0].Version != 2 {
		t.Errorf("lines %+v", lines)
	}
}

func TestASuccessorCarriesTheDutyFromTheDayTheOfficeEnds(t *testing.T) {
	p := &Plan{Version: 1, EffectiveFrom: date("2026-01-01"), Duties: []Duty{{Code: "x", Lead: "old"}}, Offices: []Office{
		{Code: "old", ValidTo: date("2026-05-01"), Successor: "mid"},
		{Code: "mid", ValidTo: date("2026-08-01"), Successor: "new"}, {Code: "new"}}}
	l := Lines([]*Plan{p})[0]
	for day, want := range map[string]string{"2026-04-30": "old", "2026-05-01": "mid", "2026-07-31": "mid", "2026-08-01": "new"} {
		if h := l.HolderAt(date(day)); h != want {
			t.Errorf("%s: %s, want %s", day, h, want)
		}
	}
}

func TestTalliesAddUpToTheInstances(t *testing.T) {
	list := []Instance{
		{Office: "a", DueOn: date("2026-03-05"), Verdict: Late, Delay: 2, Flags: FlagProvisional},
		{Office: "a", DueOn: date("2026-03-25"), Verdict: Late, Delay: 5, Flags: FlagUnreviewed},
		{Office: "a", DueOn: date("2026-04-01"), Verdict: OnTime}, {Office: "b", Verdict: Unverified}}
	tallies := TallyOf(func(count func(*Instance) bool) {
		for n := range list {
			count(&list[n])
		}
	})
	if len(tallies) != 3 {
		t.Fatalf("%+v", tallies)
	}
	if first := tallies[0]; first.Count != 2 || first.MedianDelay != 3.5 || first.Month != date("2026-03-01") || first.Flags != FlagProvisional|FlagUnreviewed {
		t.Errorf("%+v", first)
	}
}
