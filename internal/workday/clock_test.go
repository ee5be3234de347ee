package workday_test

import (
	"testing"
	"time"

	"daylight/internal/workday"
)

func day(s string) workday.Date { return workday.MustDate(s) }

func at(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04:05", s, workday.Beijing)
	if err != nil {
		panic(err)
	}
	return t
}

func TestAddWorkdays(t *testing.T) {
	cases := []struct {
		name, start string
		n           int
		want        string
		provisional bool
	}{
		{"元旦后二十个工作日", "2026-01-05", 20, "2026-02-02", false},
		{"跨春节，两个周六调休上班", "2026-01-30", 20, "2026-03-05", false},
		{"春节前一天收到，七个工作日", "2026-02-13", 7, "2026-03-02", false},
		{"跨劳动节", "2026-04-30", 3, "2026-05-08", false},
		{"国庆前周日调休，跨中秋", "2026-09-18", 7, "2026-09-29", false},
		{"三季度末，跨国庆", "2026-09-30", 20, "2026-11-03", false},
		{"2020年春节延长", "2020-01-23", 20, "2020-02-28", false},
		{"跨年，元旦", "2023-12-29", 3, "2024-01-04", false},
		{"无节日", "2026-06-30", 20, "2026-07-28", false},
		{"跨清明", "2026-03-31", 20, "2026-04-29", false},
		{"年末跨年，元旦后周日上班", "2025-12-31", 20, "2026-01-29", false},
		{"到期日是调休上班的周日", "2024-03-31", 20, "2024-04-28", false},
		{"春节调休跨年：除夕前周六上班", "2026-02-12", 2, "2026-02-14", false},
		{"起算日当天为零，不计入", "2026-10-01", 0, "2026-10-01", false},
		{"起算日是休息日", "2026-10-03", 1, "2026-10-08", false},
		{"起算日是调休上班的周六，不计入", "2026-10-10", 1, "2026-10-12", false},
		{"2018年末元旦调休，周六上班", "2018-12-28", 1, "2018-12-29", false},
		{"2018年末元旦调休，周一放假", "2018-12-29", 1, "2019-01-02", false},
		{"到2026年最后一个工作日", "2026-12-30", 1, "2026-12-31", false},
		{"跨入2027年，暂定", "2026-12-31", 1, "2027-01-01", true},
		{"2027年三季度，暂定", "2027-09-30", 20, "2027-10-28", true},
		{"2015年起算，暂定", "2015-12-30", 1, "2015-12-31", true},
		{"2015年最后一天起算，只经过2016年", "2015-12-31", 1, "2016-01-04", false},
		{"到期前五个工作日提醒", "2026-11-03", -5, "2026-10-27", false},
		{"从休息日往前推", "2026-10-05", -1, "2026-09-30", false},
		{"从2027年往前推，暂定", "2027-01-04", -1, "2027-01-01", true},
		{"从2027年首日往前推到2026年", "2027-01-01", -1, "2026-12-31", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := workday.Official().AddWorkdays(day(c.start), c.n)
			if want := (workday.Result{Date: day(c.want), Provisional: c.provisional}); got != want {
				t.Errorf("AddWorkdays(%s, %d) = %v, want %v", c.start, c.n, got, want)
			}
		})
	}
}

func TestWorkdaysBetween(t *testing.T) {
	cases := []struct {
		name, a, b string
		want       int
	}{
		{"同一天", "2026-03-02", "2026-03-02", 0},
		{"周五到周一", "2026-03-06", "2026-03-09", 1},
		{"跨国庆", "2026-09-30", "2026-11-03", 20},
		{"倒着数为负", "2026-11-03", "2026-09-30", -20},
		{"整个春节", "2026-02-14", "2026-02-23", 0},
		{"跨越有通知的年份之外", "2014-12-31", "2015-12-31", 261},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := workday.Official().WorkdaysBetween(day(c.a), day(c.b)); got != c.want {
				t.Errorf("WorkdaysBetween(%s, %s) = %d, want %d", c.a, c.b, got, c.want)
			}
		})
	}
	if got := workday.Official().WorkdaysBetween(0, day("2026-03-02")); got != 0 {
		t.Errorf("缺起算日: %d, want 0", got)
	}
}

func TestAddDays(t *testing.T) {
	cases := []struct {
		name, start string
		n           int
		roll        bool
		want        string
		provisional bool
	}{
		{"批复后二十日，落在工作日", "2026-03-03", 20, true, "2026-03-23", false},
		{"二十日落在周日，顺延到周一", "2026-03-02", 20, true, "2026-03-23", false},
		{"二十日落在周日，不顺延", "2026-03-02", 20, false, "2026-03-22", false},
		{"二十日落在国庆，顺延到节后", "2026-09-12", 20, true, "2026-10-08", false},
		{"末日是调休上班的周六，不再顺延", "2026-09-20", 20, true, "2026-10-10", false},
		{"顺延到2027年，暂定", "2026-12-12", 20, true, "2027-01-01", true},
		{"不顺延则不问放假，不暂定", "2026-12-12", 20, false, "2027-01-01", false},
		{"起算在2015年，末日在2016年", "2015-12-20", 16, true, "2016-01-05", false},
		{"零日，当天是休息日", "2026-10-01", 0, true, "2026-10-08", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := workday.Official().AddDays(day(c.start), c.n, c.roll)
			if want := (workday.Result{Date: day(c.want), Provisional: c.provisional}); got != want {
				t.Errorf("AddDays(%s, %d, %t) = %v, want %v", c.start, c.n, c.roll, got, want)
			}
		})
	}
}

func TestFixedDate(t *testing.T) {
	report := day("2026-01-31") // 年度报告; a Saturday
	if got := workday.Official().FixedDate(report, false); got.Date != report || got.Provisional {
		t.Errorf("固定日期默认不顺延: %v", got)
	}
	if got := workday.Official().FixedDate(report, true); got.Date != day("2026-02-02") {
		t.Errorf("固定日期顺延: %v", got)
	}
	if got := workday.Official().FixedDate(day("2027-01-31"), false); got.Provisional {
		t.Errorf("2027年的固定日期不靠放假通知: %v", got)
	}
}

func TestAddHours(t *testing.T) {
	cases := []struct {
		name, start string
		n           int
		want        string
	}{
		{"特别重大事件五小时，跨夜", "2026-03-06 22:30:00", 5, "2026-03-07 03:30:00"},
		{"二十四小时，穿过周末", "2026-03-07 10:00:00", 24, "2026-03-08 10:00:00"},
		{"四十八小时，穿过春节", "2026-02-16 23:59:00", 48, "2026-02-18 23:59:00"},
		{"零小时", "2026-02-16 23:59:00", 0, "2026-02-16 23:59:00"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := workday.AddHours(at(c.start), c.n); !got.Equal(at(c.want)) {
				t.Errorf("AddHours(%s, %d) = %s, want %s", c.start, c.n, got, c.want)
			}
		})
	}
	if got := workday.AddHours(time.Time{}, 24); !got.IsZero() {
		t.Errorf("缺起算时刻: %s, want zero", got)
	}
}

func TestNoDateInNoDateOut(t *testing.T) {
	c := workday.Official()
	if c.AddWorkdays(0, 20) != (workday.Result{}) || c.AddDays(0, 20, true) != (workday.Result{}) ||
		c.Explain(0, 20) != nil || c.ExplainDays(0, 20, true) != nil {
		t.Error("触发日期未知时算出了到期日")
	}
}

func TestZeroCalendar(t *testing.T) {
	var c workday.Calendar
	got := c.AddWorkdays(day("2026-09-30"), 20)
	if want := (workday.Result{Date: day("2026-10-28"), Provisional: true}); got != want {
		t.Errorf("没有任何通知: %v, want %v", got, want)
	}
	if c.Version() != "none" || len(c.Notices()) != 0 {
		t.Errorf("没有任何通知: version %q, %d notices", c.Version(), len(c.Notices()))
	}
}
