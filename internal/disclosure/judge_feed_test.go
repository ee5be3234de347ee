package disclosure

import "testing"

func fed(subject string, when ...string) []Event {
	var list []Event
	for _, w := range when {
		e := told(Published, w)
		e.Subject = subject
		list = append(list, e)
	}
	return list
}

func TestByUpkeep(t *testing.T) {
	column := Duty{Trigger: Continuous, Term: Term{N: 14, Unit: CalendarDays}, Channels: []DutyChannel{{Code: "site"}}}
	try(t, column, "2026-03", []trial{
		{"每两周有更新", "2026-04-01", fed("动态", "2026-02-25", "2026-03-11", "2026-03-25"), OnTime, 0, "2026-03-31", 0, "", "2026-03-25 00:00"},
		{"中间断更十六日", "2026-04-01", fed("动态", "2026-02-25", "2026-03-05", "2026-03-21"), Late, 1, "2026-03-31", 0, "", ""},
		{"月底仍断更", "2026-04-01", fed("动态", "2026-03-01"), Missing, 16, "2026-03-31", 0, "", ""},
		{"当月未完不判", "2026-03-31 23:59", fed("动态", "2026-03-01"), Pending, 0, "2026-03-31", 0, "", ""},
	})
	column.Channels = append(column.Channels, DutyChannel{Code: "wechat"})
	try(t, column, "2026-03", []trial{
		{"公众号断更", "2026-04-01", fed("动态", "2026-02-25", "2026-03-11", "2026-03-25"), Partial, 0, "2026-03-31", 0, "channel:wechat", ""},
	})
}

func TestByEpisode(t *testing.T) {
	follow := Duty{Trigger: Continuous, OpensWith: "8a", Term: Term{N: 24, Unit: Hours}}
	opened := told(Detected, "2026-03-01 10:00")
	try(t, follow, "舆情", []trial{
		{"每日更新至办结", "2026-03-10", []Event{opened, told(FollowUp, "2026-03-02 10:00"), told(FollowUp, "2026-03-03 09:00"), told(Closed, "2026-03-04 08:00")}, OnTime, 0, "2026-03-04", 0, "", "2026-03-03 09:00"},
		{"间隔二十六小时又一分", "2026-03-10", []Event{opened, told(FollowUp, "2026-03-02 12:01"), told(Closed, "2026-03-03 09:00")}, Late, 3, "2026-03-03", 0, "", ""},
		{"未办结，未到下一次", "2026-03-03 09:59", []Event{opened, told(FollowUp, "2026-03-02 10:00")}, Pending, 0, "2026-03-03", 0, "", ""},
		{"未办结，应更未更", "2026-03-03 10:00", []Event{opened, told(FollowUp, "2026-03-02 10:00")}, Missing, 1, "2026-03-03", 0, "", ""},
		{"办结后的不计", "2026-03-10", []Event{opened, told(Closed, "2026-03-01 20:00"), told(FollowUp, "2026-03-02 10:00")}, OnTime, 0, "2026-03-01", 0, "", ""},
		{"开始时间不明", "2026-03-10", []Event{told(Detected, "")}, Unverified, 0, "", 0, "", ""},
	})
}
