package dashboards

import (
	"testing"
	"time"

	"daylight/internal/disclosure"
)

func TestEveryClockGivesItsReasonInItsOwnWords(t *testing.T) {
	f := testFrame()
	f.Plan.Duties = append(f.Plan.Duties, disclosure.Duty{Code: "9", Application: true}, disclosure.Duty{Code: "1j", Trigger: disclosure.Continuous},
		disclosure.Duty{Code: "8b", Trigger: disclosure.Continuous, OpensWith: "8a"})
	due := time.Date(2026, 3, 31, 0, 0, 0, 0, time.FixedZone("", 8*3600))
	for _, c := range []struct {
		duty  string
		v     disclosure.Verdict
		delay int
		want  string
	}{
		{"9", disclosure.OnTime, 0, "应于2026-03-30 24:00前答复，2026-03-30 00:00 答复，按时。"},
		{"9", disclosure.Late, 3, "应于2026-03-30 24:00前答复，2026-03-30 00:00 才答复，迟 3 个工作日。"},
		{"9", disclosure.Missing, 3, "应于2026-03-30 24:00前答复，截至2026-03-30 24:00尚未答复，已逾期 3 个工作日。"},
		{"9", disclosure.Unverified, 0, "收到日尚未由双方确认，无法起算；不计入按时率，须尽快补登。"},
		{"1j", disclosure.Late, 4, "本月主渠道最长沉默超过限度 4 个工作日，月末已恢复更新。"},
		{"1j", disclosure.OnTime, 0, "本月各渠道最长沉默都没有超过限度。"},
		{"8b", disclosure.Missing, 2, "尚未办结，间隔已超过时限 2 个工作日。"},
		{"8b", disclosure.Unverified, 0, "触发日期不明，无法判断是否按时；不计入按时率，须尽快补登。"},
		{"1a", disclosure.Late, 1, "应于2026-03-30 24:00前公开，实际于 2026-03-30 00:00 公开，迟 1 个工作日。"},
	} {
		i := disclosure.Instance{Duty: c.duty, Verdict: c.v, Delay: c.delay, DueAt: due, PublishedAt: due.AddDate(0, 0, -1), Precision: disclosure.ToMinute}
		if got := f.reason(i, due); got != c.want {
			t.Errorf("%s: %s\nwant %s", c.duty, got, c.want)
		}
	}
	if got := f.reason(disclosure.Instance{Duty: "9", Verdict: disclosure.Pending, OpenedOn: 20000}, due); got != f.T("reason.stopped") {
		t.Errorf("a clock that stands: %s", got)
	}
}
