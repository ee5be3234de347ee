package store_test

import (
	"testing"

	d "daylight/internal/disclosure"
)

// 2026-01-05 加 20 个工作日为 2026-02-02；2026-01-30 加 20 个为 2026-03-05。
func TestApplicationsInTheWordsOfTheTrade(t *testing.T) {
	type F = []d.Event
	got := fact(d.Received, "2026-01-05")
	cases := []told{
		{"到期当日答复", "9", "", "2026-06-01", F{got, fact(d.Answered, "2026-02-02 23:59")}, d.OnTime, "2026-02-02", 0, 0, taken(20)},
		{"次日答复为逾期一日", "9", "", "2026-06-01", F{got, fact(d.Answered, "2026-02-03 00:00")}, d.Late, "2026-02-02", 1, 0, taken(21)},
		{"未答复未到期", "9", "", "2026-02-01", F{got}, d.Pending, "2026-02-02", 0, 0, nil},
		{"到期日24时未答复", "9", "", "2026-02-02", F{got}, d.Missing, "2026-02-02", 1, 0, nil},
		{"收到日期未确认为待核", "9", "", "2026-06-01", F{fact(d.Received, "")}, d.Unverified, "", 0, 0, nil},
		{"补正后重新起算", "9", "", "2026-03-01", F{got, fact(d.CorrectionAsked, "2026-01-08"), fact(d.Corrected, "2026-01-30")}, d.Pending, "2026-03-05", 0, 0,
			func(t *testing.T, i d.Instance) {
				if i.OpenedOn.String() != "2026-01-30" {
					t.Errorf("opened on %s", i.OpenedOn)
				}
			}},
		{"补正未回，时钟停", "9", "", "2026-06-01", F{got, fact(d.CorrectionAsked, "2026-01-08")}, d.Pending, "", 0, 0,
			func(t *testing.T, i d.Instance) {
				if !i.Stopped() {
					t.Error("the clock runs")
				}
			}},
		{"补正未回即答复，不重算", "9", "", "2026-06-01", F{got, fact(d.CorrectionAsked, "2026-01-08"), fact(d.Answered, "2026-01-20")}, d.OnTime, "2026-02-02", 0, 0, nil},
		{"第7个工作日补正告知不标注", "9", "", "2026-03-01", F{got, fact(d.CorrectionAsked, "2026-01-14"), fact(d.Corrected, "2026-01-30")}, d.Pending, "2026-03-05", 0, 0, nil},
		{"第8个工作日补正告知", "9", "", "2026-03-01", F{got, fact(d.CorrectionAsked, "2026-01-15"), fact(d.Corrected, "2026-01-30")}, d.Pending, "2026-03-05", 0, d.FlagLateNotice, nil},
		// (1月12日, 1月16日] 为 4 个工作日：2月2日后第4个工作日是2月6日。
		{"征求意见时间扣除", "9", "", "2026-02-05", F{got, fact(d.ConsultSent, "2026-01-12"), fact(d.ConsultBack, "2026-01-16")}, d.Pending, "2026-02-06", 0, 0, nil},
		// 与 (1月14日, 1月20日] 重叠，合并为 (1月12日, 1月20日] 6 个工作日：2月10日。
		{"征求意见时间重叠只扣一次", "9", "", "2026-02-05", F{got, fact(d.ConsultSent, "2026-01-12", named("ov-a")), fact(d.ConsultSent, "2026-01-14", named("ov-b")),
			fact(d.ConsultBack, "2026-01-16", speaksOf("ov-a")), fact(d.ConsultBack, "2026-01-20", speaksOf("ov-b"))}, d.Pending, "2026-02-10", 0, 0, nil},
		{"征求意见未回，随日顺延", "9", "", "2026-01-16", F{got, fact(d.ConsultSent, "2026-01-12")}, d.Pending, "2026-02-06", 0, 0, nil},
		{"到期后才征求意见无效", "9", "", "2026-02-10", F{got, fact(d.ConsultSent, "2026-02-03"), fact(d.ConsultBack, "2026-02-09")}, d.Missing, "2026-02-02", 6, 0, nil},
		{"到期后补录征求意见无效", "9", "", "2026-02-10", F{got, fact(d.ConsultSent, "2026-01-12", entered("2026-02-03 09:00")), fact(d.ConsultBack, "2026-01-16", entered("2026-02-03 09:00"))}, d.Missing, "2026-02-02", 6, 0, nil},
		// 2月2日后第10个工作日：2月3日至13日为9个，2月14日（班）为第10个。
		{"依法延期十个工作日", "9", "", "2026-02-05", F{got, fact(d.Extended, "2026-01-29", with("days", "10", "approved_on", "2026-01-28"))}, d.Pending, "2026-02-14", 0, 0, nil},
		{"延期答复计入用时", "9", "", "2026-06-01", F{got, fact(d.Extended, "2026-01-29", with("days", "10", "approved_on", "2026-01-28")), fact(d.Answered, "2026-02-13")}, d.OnTime, "2026-02-14", 0, 0, taken(29)},
		{"延期审批晚于期满无效", "9", "", "2026-02-10", F{got, fact(d.Extended, "2026-02-02", with("days", "10", "approved_on", "2026-02-03"))}, d.Missing, "2026-02-02", 6, 0, nil},
		{"延期期满后入账无效", "9", "", "2026-02-10", F{got, fact(d.Extended, "2026-01-29", with("days", "10", "approved_on", "2026-01-28"), entered("2026-02-03 00:00"))}, d.Missing, "2026-02-02", 6, 0, nil},
		{"延期无审批日期无效", "9", "", "2026-02-02", F{got, fact(d.Extended, "2026-01-29", with("days", "10"))}, d.Missing, "2026-02-02", 1, 0, nil},
		{"延期审批日期不成日期无效", "9", "", "2026-02-02", F{got, fact(d.Extended, "2026-01-29", with("days", "10", "approved_on", "一月"))}, d.Missing, "2026-02-02", 1, 0, nil},
		{"延期超过二十日无效", "9", "", "2026-02-02", F{got, fact(d.Extended, "2026-01-29", with("days", "21", "approved_on", "2026-01-28"))}, d.Missing, "2026-02-02", 1, 0, nil},
		{"只能延期一次", "9", "", "2026-02-05", F{got, fact(d.Extended, "2026-01-28", with("days", "1", "approved_on", "2026-01-28")), fact(d.Extended, "2026-01-29", with("days", "20", "approved_on", "2026-01-28"))}, d.Missing, "2026-02-03", 2, 0, nil},
		{"申请人联系不上，中止期间扣除", "9", "", "2026-02-05", F{got, fact(d.Paused, "2026-01-12", with("reason", "unreachable")), fact(d.Resumed, "2026-01-16")}, d.Pending, "2026-02-06", 0, 0, nil},
		{"未缴费，缴费后重新起算", "9", "", "2026-02-05", F{got, fact(d.Paused, "2026-01-12", with("reason", "fee")), fact(d.Resumed, "2026-01-30")}, d.Pending, "2026-03-05", 0, 0, nil},
		{"未缴费期间时钟停", "9", "", "2026-06-05", F{got, fact(d.Paused, "2026-01-12", with("reason", "fee"))}, d.Pending, "", 0, 0, nil},
		{"补正后征求意见只计新起算之后", "9", "", "2026-03-01", F{got, fact(d.ConsultSent, "2026-01-06"), fact(d.ConsultBack, "2026-01-09"), fact(d.CorrectionAsked, "2026-01-12"), fact(d.Corrected, "2026-01-30")}, d.Pending, "2026-03-05", 0, 0, nil},
		{"先不予公开", "9", "", "2026-06-01", F{got, fact(d.Withheld, "2026-01-20", with("ground", "条例14", "approver", "局长"))}, d.WithheldLawfully, "2026-02-02", 0, 0, nil},
		{"不适用", "9", "", "2026-06-01", F{got, fact(d.NotApplicable, "2026-01-20")}, d.Inapplicable, "2026-02-02", 0, 0, nil},
	}
	check(t, tell(t, clockPlan(), cases), cases)
}
