package workday_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"daylight/internal/workday"
)

func spell(steps []workday.Step) string {
	var b strings.Builder
	for _, s := range steps {
		count := "-"
		switch {
		case s.Counted:
			count = fmt.Sprint(s.Number)
		case s.Rolled:
			count = "顺延"
		}
		fmt.Fprintf(&b, "%s %s %s %s\n", s.Date, s.Date.WeekdayName(), count, s.Label())
	}
	return b.String()
}

func TestExplainWorkdays(t *testing.T) {
	got := spell(workday.Official().Explain(day("2026-02-12"), 4))
	want := `2026-02-12 周四 - 工作日
2026-02-13 周五 1 工作日
2026-02-14 周六 2 春节调休上班
2026-02-15 周日 - 春节放假
2026-02-16 周一 - 春节放假
2026-02-17 周二 - 春节放假
2026-02-18 周三 - 春节放假
2026-02-19 周四 - 春节放假
2026-02-20 周五 - 春节放假
2026-02-21 周六 - 春节放假
2026-02-22 周日 - 春节放假
2026-02-23 周一 - 春节放假
2026-02-24 周二 3 工作日
2026-02-25 周三 4 工作日
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestExplainDaysRolled(t *testing.T) {
	got := spell(workday.Official().ExplainDays(day("2026-03-19"), 2, true))
	want := `2026-03-19 周四 - 工作日
2026-03-20 周五 1 工作日
2026-03-21 周六 2 周末
2026-03-22 周日 顺延 周末
2026-03-23 周一 顺延 工作日
`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	unrolled := workday.Official().ExplainDays(day("2026-03-19"), 2, false)
	if last := unrolled[len(unrolled)-1]; last.Date != day("2026-03-21") || last.Rolled {
		t.Errorf("不顺延: %+v", last)
	}
}
