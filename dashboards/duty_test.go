package dashboards

import (
	"testing"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

func TestATermIsWrittenForEveryClass(t *testing.T) {
	f := testFrame()
	press := disclosure.Duty{
		Trigger: disclosure.OnEvent, Term: disclosure.Term{N: 24, Unit: disclosure.Hours},
		Classes: []disclosure.Class{{Code: "major", Name: "重大", N: 24}, {Code: "other", Name: "其他"}},
	}
	of := func(class string) []disclosure.Event {
		return []disclosure.Event{fact("d", disclosure.Detected, "2026-03-02", "", "class", class)}
	}
	for name, c := range map[string]struct{ got, want string }{
		"事项列出各等级":   {f.dutyTerm(press), "重大：24 小时内；其他：不要求"},
		"重大事件的节点":   {f.instanceTerm(press, press.Term, of("major")), "24 小时内"},
		"这一等级不要求":   {f.instanceTerm(press, press.Term, of("other")), "不要求"},
		"等级未登记":     {f.instanceTerm(press, press.Term, of("")), "重大：24 小时内；其他：不要求"},
		"长期公示看多久一次": {f.dutyTerm(disclosure.Duty{Trigger: disclosure.Standing}), "每 6 个月抽查核实"},
		"没有等级":      {f.dutyTerm(disclosure.Duty{Trigger: disclosure.OnEvent, Term: disclosure.Term{N: 7, Unit: disclosure.Workdays}}), "7 个工作日内"},
	} {
		if c.got != c.want {
			t.Errorf("%s: %q, want %q", name, c.got, c.want)
		}
	}
}

func TestPeriodsThatHaveNotBegunAreNotListed(t *testing.T) {
	month := func(from, to string) disclosure.Instance {
		return disclosure.Instance{Duty: "1j", Subject: from[:7], Verdict: disclosure.Pending, PeriodFrom: workday.MustDate(from), PeriodTo: workday.MustDate(to), DueOn: workday.MustDate(to)}
	}
	b := NewDuty(testFrame(), disclosure.Duty{Code: "1j"}, workday.MustDate("2026-11-24").End(),
		[]disclosure.Instance{month("2026-11-01", "2026-11-30"), month("2026-12-01", "2026-12-31"), month("2027-01-01", "2027-01-31")})
	if len(b.Rows) != 1 || b.Later != 2 || b.Counts.Total() != 1 || b.Parts[0].Count != 1 {
		t.Errorf("%d rows, %d later, %d counted", len(b.Rows), b.Later, b.Counts.Total())
	}
}
