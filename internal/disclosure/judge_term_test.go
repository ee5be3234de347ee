package disclosure

import (
	"testing"

	"daylight/internal/workday"
)

// 2026-02-13 加 7 个工作日为 2026-03-02（春节调休：02-14、02-28 上班）。
func TestByTerm(t *testing.T) {
	opened := told(Triggered, "2026-02-13")
	two := Duty{Trigger: OnEvent, Term: workdays(7), Channels: []DutyChannel{{Code: "site"}, {Code: "wechat", GraceWorkdays: 3}}, Fields: []string{"金额", "人数"}}
	both := told(Published, "2026-02-26 10:00", "channel=wechat")
	try(t, two, "1号", []trial{
		{"到期日23时59分公开", "2026-04-01", []Event{opened, told(Published, "2026-03-02 23:59"), both}, OnTime, 0, "2026-03-02", 0, "", "2026-03-02 23:59"},
		{"到期日24时公开，逾期一日", "2026-04-01", []Event{opened, told(Published, "2026-03-03"), both}, Late, 1, "2026-03-02", 0, "", "2026-03-03 00:00"},
		{"截至到期日24时，期限已满", "2026-03-03", []Event{opened}, Missing, 1, "2026-03-02", 0, "", ""},
		{"差一分钟未到期", "2026-03-02 23:59", []Event{opened}, Pending, 0, "2026-03-02", 0, "", ""},
		{"公众号宽限三个工作日内未到", "2026-03-05 23:59", []Event{opened, told(Published, "2026-02-25")}, OnTime, 0, "2026-03-02", 0, "", ""},
		{"公众号宽限期满缺渠道", "2026-03-06", []Event{opened, told(Published, "2026-02-25")}, Partial, 0, "2026-03-02", 0, "channel:wechat", ""},
		{"只在公众号公开", "2026-04-01", []Event{opened, both}, Partial, 0, "2026-03-02", 0, "channel:site", ""},
		{"要素缺人数", "2026-04-01", []Event{opened, told(Published, "2026-02-25", "fields=金额"), both}, Partial, 0, "2026-03-02", 0, "field:人数", ""},
		{"修订补足要素", "2026-04-01", []Event{opened, told(Published, "2026-02-25", "fields=金额"), both, told(Revised, "2026-03-10", "fields=人数")}, OnTime, 0, "2026-03-02", 0, "", ""},
		{"按时公开，到期后次日撤下", "2026-03-09", []Event{opened, told(Published, "2026-02-25"), both, told(Withdrawn, "2026-03-03")}, Missing, 4, "2026-03-02", FlagWithdrawn, "", "2026-02-25 00:00"},
		{"到期后撤下又恢复，仍按时", "2026-04-01", []Event{opened, told(Published, "2026-02-25"), both, told(Withdrawn, "2026-03-03"), told(Published, "2026-03-09")}, OnTime, 0, "2026-03-02", FlagWithdrawn, "", "2026-02-25 00:00"},
		{"到期前撤下，到期后恢复", "2026-04-01", []Event{opened, told(Published, "2026-02-25"), both, told(Withdrawn, "2026-02-26"), told(Published, "2026-03-04")}, Late, 2, "2026-03-02", FlagWithdrawn, "", "2026-03-04 00:00"},
		{"网址日期晚两个工作日，按网址日期", "2026-04-01", []Event{opened, told(Published, "2026-03-02", "url date=2026-03-04"), both}, Late, 2, "2026-03-02", FlagSuspectDate, "", "2026-03-04 00:00"},
		{"网址日期只晚一个工作日，不疑", "2026-04-01", []Event{opened, told(Published, "2026-03-02", "url date=2026-03-03"), both}, OnTime, 0, "2026-03-02", 0, "", ""},
		{"裁定采信所报日期", "2026-04-01", []Event{opened, told(Published, "2026-03-02", "url date=2026-03-04", "id=p"), both, told(Ruled, "2026-03-05", "ref=p", "decision=claimed")}, OnTime, 0, "2026-03-02", 0, "", "2026-03-02 00:00"},
		{"裁定倒签", "2026-04-01", []Event{opened, told(Published, "2026-03-02", "url date=2026-03-04", "id=p"), both, told(Ruled, "2026-03-05", "ref=p", "decision=forged")}, Late, 2, "2026-03-02", FlagSuspectDate | FlagForged, "", ""},
		{"首次发现晚两个工作日以内不疑", "2026-04-01", []Event{opened, told(Published, "2026-03-02", "seen=2026-03-04 09:00"), both}, OnTime, 0, "2026-03-02", 0, "", ""},
		{"首次发现晚三个工作日", "2026-04-01", []Event{opened, told(Published, "2026-03-02", "seen=2026-03-05 09:00"), both}, Late, 3, "2026-03-02", FlagSuspectDate, "", "2026-03-05 09:00"},
		{"旧稿新发", "2026-04-01", []Event{opened, told(Published, "2026-02-25", "title=公告"), told(Published, "2026-02-27", "title=公告", "channel=site"), both}, OnTime, 0, "2026-03-02", FlagRepublished, "", ""},
		{"早于决定公开", "2026-04-01", []Event{opened, told(Published, "2026-02-12 23:59"), both}, OnTime, 0, "2026-03-02", FlagPremature, "", ""},
		{"触发日期不明", "2026-04-01", []Event{told(Triggered, ""), told(Published, "2026-03-02")}, Unverified, 0, "", 0, "", "2026-03-02 00:00"},
		{"公开日期不明不算公开", "2026-03-03", []Event{opened, told(Published, "")}, Missing, 1, "2026-03-02", 0, "", ""},
		{"公开后决定不予公开", "2026-04-01", []Event{opened, told(Published, "2026-02-25"), told(Withheld, "2026-02-26")}, WithheldLawfully, 0, "2026-03-02", 0, "", ""},
		{"不予公开后又公开", "2026-04-01", []Event{opened, told(Withheld, "2026-02-24"), told(Published, "2026-02-25"), both}, OnTime, 0, "2026-03-02", 0, "", ""},
		{"作废的公开等于没有", "2026-03-03", []Event{opened, told(Published, "2026-02-25", "id=p"), told(Voided, "2026-02-26", "ref=p")}, Missing, 1, "2026-03-02", 0, "", ""},
		{"作废作废不能复原", "2026-03-03", []Event{opened, told(Published, "2026-02-25", "id=p"), told(Voided, "2026-02-26", "ref=p", "id=v"), told(Voided, "2026-02-27", "ref=v")}, Missing, 1, "2026-03-02", 0, "", ""},
	})
}

func TestByTermInOtherUnits(t *testing.T) {
	try(t, Duty{Trigger: OnEvent, Term: Term{N: 20, Unit: CalendarDays, RollForward: true}}, "批复", []trial{
		{"末日为周六顺延至周一", "2026-04-01", []Event{told(Triggered, "2026-03-01"), told(Published, "2026-03-23 23:59")}, OnTime, 0, "2026-03-23", 0, "", ""},
		{"自然日按日计", "2026-04-01", []Event{told(Triggered, "2026-03-01"), told(Published, "2026-03-28")}, Late, 5, "2026-03-23", 0, "", ""},
	})
	classes := []Class{{Code: "major", N: 5}, {Code: "none", N: 0}}
	try(t, Duty{Trigger: OnEvent, Term: Term{Unit: Hours}, Classes: classes}, "舆情", []trial{
		{"重大五小时，跨夜，差一分钟", "2026-03-03", []Event{told(Detected, "2026-03-01 22:00", "class=major"), told(Published, "2026-03-02 02:59")}, OnTime, 0, "2026-03-02", 0, "", ""},
		{"超一分钟按一小时", "2026-03-03", []Event{told(Detected, "2026-03-01 22:00", "class=major"), told(Published, "2026-03-02 03:01")}, Late, 1, "2026-03-02", 0, "", ""},
		{"未答七小时又一分钟", "2026-03-02 10:01", []Event{told(Detected, "2026-03-01 22:00", "class=major")}, Missing, 8, "2026-03-02", 0, "", ""},
		{"等级未定", "2026-03-03", []Event{told(Detected, "2026-03-01 22:00")}, Unverified, 0, "", 0, "", ""},
		{"等级无此义务", "2026-03-03", []Event{told(Detected, "2026-03-01 22:00", "class=none")}, Inapplicable, 0, "", 0, "", ""},
	})
	try(t, Duty{Trigger: Periodic, Cadence: Quarterly, NilReturn: true, Term: workdays(20)}, "2026Q1", []trial{
		{"季度数据二十个工作日", "2026-04-30", nil, Missing, 1, "2026-04-29", 0, "", ""},
		{"到期日零报告", "2026-05-08", []Event{told(NilReturn, "2026-04-29 23:59")}, NilReturned, 0, "2026-04-29", 0, "", "2026-04-29 23:59"},
		{"迟到的零报告", "2026-05-08", []Event{told(NilReturn, "2026-04-30")}, Late, 1, "2026-04-29", 0, "", ""},
		{"科室经办未签的零报告", "2026-04-30", []Event{told(NilReturn, "2026-04-29", "unsigned=1")}, Missing, 1, "2026-04-29", 0, "", ""},
	})
	try(t, Duty{Trigger: FixedDate, Term: Term{Unit: OnDate, Month: 1, Day: 31, Dates: map[int]workday.Date{2026: date("2026-01-26")}}}, "2025", []trial{
		{"上级另定日期", "2026-01-28", nil, Missing, 1, "2026-01-26", 0, "", ""},
	})
	try(t, Duty{Trigger: Standing, Term: workdays(5)}, "2025H2", []trial{
		{"半年一查，在位", "2026-02-01", []Event{told(SpotChecked, "2025-12-20", "result=present")}, OnTime, 0, "2026-01-08", 0, "", "2025-12-20 00:00"},
		{"只有网上公开不作数", "2026-01-09", []Event{told(Published, "2025-12-20")}, Missing, 1, "2026-01-08", 0, "", ""},
		{"查见缺失", "2026-01-09", []Event{told(SpotChecked, "2025-11-20", "result=present"), told(SpotChecked, "2025-12-20", "result=absent")}, Missing, 1, "2026-01-08", FlagWithdrawn, "", ""},
	})
	try(t, Duty{Trigger: OneOff, Term: workdays(20)}, "once", []trial{
		{"自施行之日起，暂未到期", "2025-07-29 23:59", nil, Pending, 0, "2025-07-29", 0, "", ""},
		{"做了就是做了", "2026-01-01", []Event{told(Published, "2025-07-10")}, OnTime, 0, "2025-07-29", 0, "", ""},
	})
}

func TestTheLateCoOfficeAnswers(t *testing.T) {
	p := &Plan{Version: 1, Body: Body{Code: "b"}, EffectiveFrom: date("2026-01-01"), Offices: []Office{{Code: "a", Name: "甲科"}, {Code: "b", Name: "乙科"}},
		Duties: []Duty{{Code: "x", Lead: "a", Trigger: OnEvent, Term: workdays(7)}}}
	for name, c := range map[string]struct {
		more   []Event
		office string
	}{
		"无移交":      {nil, "甲科"},
		"协办按约移交":   {[]Event{told(HandedOver, "2026-02-20", "office=b", "due=2026-02-20")}, "甲科"},
		"协办晚一日移交":  {[]Event{told(HandedOver, "2026-02-21", "office=b", "due=2026-02-20")}, "乙科"},
		"未约日期不能归咎": {[]Event{told(HandedOver, "2026-02-21", "office=b")}, "甲科"},
		"改派优先":     {[]Event{told(HandedOver, "2026-02-21", "office=b", "due=2026-02-20"), told(Reassigned, "2026-02-22", "office=a")}, "甲科"},
	} {
		events := append([]Event{told(Triggered, "2026-02-13")}, c.more...)
		for i := range events {
			events[i].Duty, events[i].Subject, events[i].ID = "x", "1号", string(rune('0'+i))
		}
		if i := Judge([]*Plan{p}, workday.Official(), events, moment("2026-04-01"))[0]; i.OfficeName != c.office {
			t.Errorf("%s: %s, want %s", name, i.OfficeName, c.office)
		}
	}
}
