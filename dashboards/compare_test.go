package dashboards

import (
	"testing"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/workday"
)

// A change that counts is never passed over, even one that the words of the
// page do not show.
func TestEveryChangeOfADutyIsTold(t *testing.T) {
	f := testFrame()
	for name, c := range map[string]struct {
		change func(d *disclosure.Duty)
		what   string
		after  string
	}{
		"备注":       {func(d *disclosure.Duty) { d.Note = "新" }, "备注", "新"},
		"零报告":      {func(d *disclosure.Duty) { d.NilReturn = false }, "可以零报告", "否"},
		"条款原文":     {func(d *disclosure.Duty) { d.ClauseText = "每季度公开" }, "条款原文", "每季度公开"},
		"明文":       {func(d *disclosure.Duty) { d.Term.Explicit = true }, "时限性质", "方案明文"},
		"按申请计时":    {func(d *disclosure.Duty) { d.Application = true }, "按依申请公开计时", "是"},
		"只有英文名称不同": {func(d *disclosure.Duty) { d.NameEN = "Figures" }, "公开事项", "有改动，但不涉及这里显示的文字"},
	} {
		after := *f.Plan
		after.Duties = append([]disclosure.Duty(nil), f.Plan.Duties...)
		c.change(&after.Duties[0])
		b := NewCompare(f, f.Plan, &after, nil)
		if b.Same || len(b.Changed) != 1 || len(b.Changed[0].Parts) != 1 || b.Changed[0].Parts[0].What != c.what || b.Changed[0].Parts[0].After != c.after {
			t.Errorf("%s: %+v", name, b.Changed)
		}
	}
	if b := NewCompare(f, f.Plan, f.Plan, nil); !b.Same || len(b.Changed)+len(b.Offices) != 0 {
		t.Errorf("a plan differs from itself: %+v", b)
	}
}

func TestWhatBecameOfOfficesIsTold(t *testing.T) {
	f := testFrame()
	f.Lang = i18n.Chinese
	after := *f.Plan
	after.Offices = append([]disclosure.Office(nil), f.Plan.Offices...)
	after.Offices[0].Name = "社会组织科"
	after.Offices[1].ValidTo, after.Offices[1].Successor = workday.MustDate("2026-06-30"), "b"
	after.Offices[2].ValidTo, after.Offices[2].Successor = workday.MustDate("2026-06-30"), "b"
	after.Offices[3].Group = disclosure.GroupBureau
	told := map[string]OfficeChange{}
	for _, c := range NewCompare(f, f.Plan, &after, nil).Offices {
		told[c.Key] = c
	}
	if len(told) != 3 || told["renamed"].After[0] != "社会组织科" || len(told["merged"].Before) != 2 || told["merged"].After[0] != "社会组织科" || told["group"].After[0] != "机关科室" {
		t.Errorf("%+v", told)
	}
}
