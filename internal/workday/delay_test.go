package workday_test

import (
	"testing"

	"daylight/internal/workday"
)

func TestDelayWorkdays(t *testing.T) {
	cases := []struct {
		name, due, published string
		workdays, days       int
	}{
		{"提前公开", "2026-03-06", "2026-03-05", 0, 0},
		{"到期当日公开", "2026-03-06", "2026-03-06", 0, 0},
		{"周五到期，周六公开", "2026-03-06", "2026-03-07", 1, 1},
		{"周五到期，周一公开", "2026-03-06", "2026-03-09", 1, 3},
		{"逾期两日公开", "2026-03-06", "2026-03-10", 2, 4},
		{"节前到期，节中公开", "2026-09-30", "2026-10-04", 1, 4},
		{"节前到期，节后第一天公开", "2026-09-30", "2026-10-08", 1, 8},
		{"周五到期，调休上班的周六公开", "2026-10-09", "2026-10-10", 1, 1},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := workday.Official().DelayWorkdays(day(c.due), day(c.published)); got != c.workdays {
				t.Errorf("工作日 = %d, want %d", got, c.workdays)
			}
			if got := workday.DelayDays(day(c.due), day(c.published)); got != c.days {
				t.Errorf("自然日 = %d, want %d", got, c.days)
			}
		})
	}
}

func TestDelayInTheUnitOfTheTerm(t *testing.T) {
	cases := []struct {
		name           string
		unit           workday.Unit
		due, published string
		want           int
	}{
		{"到期日23:59公开", workday.Workdays, "2026-03-07 00:00:00", "2026-03-06 23:59:59", 0},
		{"到期日24:00公开", workday.Workdays, "2026-03-07 00:00:00", "2026-03-07 00:00:00", 1},
		{"只有日期的公开时间，晚两天", workday.CalendarDays, "2026-03-07 00:00:00", "2026-03-08 00:00:00", 2},
		{"窗口下班后当日递交", workday.Workdays, "2026-03-06 17:30:00", "2026-03-06 18:00:00", 1},
		{"窗口下班后当日递交，按自然日", workday.CalendarDays, "2026-03-06 17:30:00", "2026-03-06 18:00:00", 1},
		{"第二十四小时整发布", workday.Hours, "2026-03-07 10:00:00", "2026-03-07 10:00:00", 0},
		{"超过一秒", workday.Hours, "2026-03-07 10:00:00", "2026-03-07 10:00:01", 1},
		{"超过整一小时", workday.Hours, "2026-03-07 10:00:00", "2026-03-07 11:00:00", 1},
		{"超过一小时一分", workday.Hours, "2026-03-07 10:00:00", "2026-03-07 11:01:00", 2},
		{"穿过周末的小时", workday.Hours, "2026-03-06 10:00:00", "2026-03-08 10:00:00", 48},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := workday.Official().Delay(c.unit, at(c.due), at(c.published)); got != c.want {
				t.Errorf("逾期 %d%s, want %d", got, c.unit.Label(), c.want)
			}
		})
	}
}
