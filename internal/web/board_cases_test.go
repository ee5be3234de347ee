package web

import (
	"strings"
	"time"

	"daylight/dashboards"
	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// dutiesOfAllClocks are the duties that are not counted by one term alone.
func dutiesOfAllClocks() []disclosure.Duty {
	site := []disclosure.DutyChannel{{Code: "website"}}
	hours := func(n int) disclosure.Term {
		return disclosure.Term{N: n, Unit: disclosure.Hours, Source: "〔2016〕80号", Mark: "V"}
	}
	return []disclosure.Duty{
		{Code: "7", Name: "重要政策解读", NameEN: "Interpretation", Clause: "七", Lead: "jzj", Channels: site, Trigger: disclosure.OnEvent,
			Term:  disclosure.Term{N: 3, Unit: disclosure.Workdays, Source: "解读制度", Mark: "P", Ceiling: 20, CeilingSource: "《政府信息公开条例》第二十六条"},
			Block: "response", Order: 7},
		{Code: "8e", Name: "突发事件首次发声", NameEN: "First word", Clause: "八", Lead: "bgs", Channels: site, Trigger: disclosure.OnEvent, Term: hours(48),
			Block: "response", Order: 8, Classes: []disclosure.Class{{Code: "major", Name: "特别重大、重大", NameEN: "major", N: 5}, {Code: "other", Name: "其他", NameEN: "other", N: 48}}},
		{Code: "8f", Name: "持续发布", NameEN: "Follow-ups", Clause: "八", Lead: "bgs", Channels: site, Trigger: disclosure.Continuous, OpensWith: "8e", Term: hours(24), Order: 9},
		{Code: "9", Name: "依申请公开答复", NameEN: "Replies to applications", Clause: "九", Lead: "bgs", Trigger: disclosure.OnEvent, Application: true,
			Term: disclosure.Term{N: 20, Unit: disclosure.Workdays, Source: "《政府信息公开条例》第三十三条", Mark: "V"}, Block: "application", Order: 10},
		{Code: "2d", Name: "窗口长期公示", NameEN: "Display at the window", Clause: "二", Lead: "czj", CoOffices: []string{"zzk"}, Channels: site,
			Trigger: disclosure.Standing, Term: disclosure.Term{Unit: disclosure.OnDate}, External: true, Order: 11},
		{Code: "5", Name: "从未触发的事项", NameEN: "Never triggered", Clause: "五", Lead: "cwk", Channels: site, Trigger: disclosure.OnEvent, Application: false,
			Term: disclosure.Term{N: 20, Unit: disclosure.Workdays, Mark: "V"}, ActiveFrom: workday.MustDate("2027-01-01"), Order: 12},
	}
}

// told makes facts short: "2026-11-03" or "2026-11-03 09:30".
func told(kind disclosure.EventKind, id, when, ref, title string, attrs ...string) disclosure.Event {
	e := disclosure.Event{ID: id, Kind: kind, Ref: ref, Title: title, Source: "form", Precision: disclosure.ToDay, Attrs: map[string]string{}}
	e.OccurredAt = workday.MustDate(when[:10]).Start()
	e.RecordedAt = e.OccurredAt.Add(10 * time.Hour)
	if len(when) > 10 {
		e.OccurredAt, _ = time.ParseInLocation("2006-01-02 15:04", when, workday.Beijing)
		e.Precision, e.RecordedAt = disclosure.ToMinute, e.OccurredAt.Add(5*time.Minute)
	}
	for n := 0; n+1 < len(attrs); n += 2 {
		e.Attrs[attrs[n]] = attrs[n+1]
	}
	return e
}

// addByHand adds what no generator makes: applications in every state, an
// incident that runs and one that is closed, checks of a display.
func (r *fakeReader) addByHand() {
	r.events = map[string][]disclosure.Event{}
	if d, ok := r.plan.DutyByCode("9"); ok && d.Application && len(r.plan.Body.Code) > 0 && d.Lead == "bgs" {
		r.addApplications(d)
		r.addIncidents()
		r.addChecks()
	}
}

func (r *fakeReader) hand(duty, subject string, i disclosure.Instance, events ...disclosure.Event) {
	d, _ := r.plan.DutyByCode(duty)
	i.Body, i.Duty, i.DutyName, i.Clause, i.Subject, i.Term, i.PlanVersion = r.plan.Body.Code, d.Code, d.Name, d.Clause, subject, d.Term, r.plan.Version
	i.Office, i.External, i.Precision, i.EventRows = d.Lead, d.External, disclosure.ToDay, len(events)
	o, _ := r.plan.OfficeByCode(d.Lead)
	i.OfficeName, i.Group = o.Name, o.Group
	if i.DueAt.IsZero() && i.DueOn != 0 {
		i.DueAt = i.DueOn.End()
	}
	if i.CountedOn == 0 {
		i.CountedOn = i.DueOn
	}
	if i.CountedOn == 0 {
		i.CountedOn = workday.DateOf(events[0].RecordedAt)
	}
	r.instances = append(r.instances, i)
	for n := range events {
		events[n].Body, events[n].Duty, events[n].Subject = i.Body, i.Duty, i.Subject
	}
	r.events[i.Key()] = events
}

func (r *fakeReader) addApplications(d disclosure.Duty) {
	received := func(when, title string, attrs ...string) disclosure.Event {
		return told(disclosure.Received, "r"+when, when, "", title, append(attrs, "applicant", "natural")...)
	}
	unknown := received("2026-11-10", "临时救助标准", "receipt", "mail")
	unknown.Precision, unknown.OccurredAt = disclosure.Unknown, time.Time{}
	for number, c := range map[string]struct {
		v     disclosure.Verdict
		flags disclosure.Flag
		facts []disclosure.Event
	}{
		"依申请〔2026〕41号": {disclosure.Pending, 0, []disclosure.Event{received("2026-11-03", "2025年养老机构补贴发放情况", "receipt", "internet")}},
		"依申请〔2026〕42号": {disclosure.Pending, 0, []disclosure.Event{received("2026-10-12", "某社会组织的资料", "receipt", "registered_mail"),
			told(disclosure.CorrectionAsked, "c42", "2026-10-15", "", "")}},
		"依申请〔2026〕43号": {disclosure.Pending, 0, []disclosure.Event{received("2026-11-09", "社会组织年检报告", "receipt", "in_person"),
			told(disclosure.ConsultSent, "s43", "2026-11-13", "", "", "party", "third_party")}},
		"依申请〔2026〕44号": {disclosure.Late, disclosure.FlagLateNotice, []disclosure.Event{received("2026-08-03", "殡葬服务收费依据", "receipt", "internet"),
			told(disclosure.CorrectionAsked, "c44", "2026-08-17", "", ""), told(disclosure.Corrected, "b44", "2026-08-21", "c44", ""),
			told(disclosure.ConsultSent, "s44", "2026-08-25", "", "", "party", "organ"), told(disclosure.ConsultBack, "k44", "2026-09-02", "s44", ""),
			told(disclosure.Extended, "e44", "2026-09-21", "", "", "days", "5", "approved_on", "2026-09-21", "approver", "办公室主任"),
			told(disclosure.Answered, "a44", "2026-10-19", "", "", "reply", "3.2", "delivery", "mail")}},
		"依申请〔2026〕45号": {disclosure.Pending, 0, []disclosure.Event{received("2026-10-20", "村级组织补贴", "receipt", "fax"),
			told(disclosure.Extended, "e45", "2026-11-16", "", "", "days", "10", "approved_on", "2026-11-13", "approver", "办公室主任")}},
		"依申请〔2026〕46号": {disclosure.Missing, 0, []disclosure.Event{received("2026-10-09", "福彩公益金使用 </td><script>alert(1)</script>", "receipt", "internet")}},
		"依申请〔2026〕47号": {disclosure.Unverified, 0, []disclosure.Event{unknown}},
	} {
		i := disclosure.Instance{Verdict: c.v, Flags: c.flags, Title: c.facts[0].Title}
		line, ok := dashboards.CaseLine(d.Term, workday.Official(), c.facts, boardNow)
		i.Term, i.OpenedOn, i.DueOn = d.Term, line.Clock.OpenedOn, line.Clock.DueOn
		if ok && line.Clock.AnsweredOn != 0 {
			i.PublishedAt = line.Clock.AnsweredOn.Start()
		}
		switch c.v {
		case disclosure.Late:
			i.Delay = workday.Official().DelayWorkdays(line.Clock.DueOn, line.Clock.AnsweredOn)
		case disclosure.Missing:
			i.Delay = workday.Official().DelayWorkdays(line.Clock.DueOn, line.Today)
		}
		r.hand("9", number, i, c.facts...)
	}
}

func (r *fakeReader) addIncidents() {
	at := func(s string) time.Time { return told(disclosure.Detected, "", s, "", "").OccurredAt }
	first := func(detected, due, published string, v disclosure.Verdict) disclosure.Instance {
		i := disclosure.Instance{Verdict: v, OpenedAt: at(detected), OpenedOn: workday.DateOf(at(detected)), DueAt: at(due), DueOn: workday.DateOf(at(due))}
		if published != "" {
			i.PublishedAt = at(published)
		}
		return i
	}
	seen := told(disclosure.Detected, "d1", "2026-11-24 13:05", "", "某养老机构火情", "class", "major")
	r.hand("8e", "舆情〔2026〕3号", first("2026-11-24 13:05", "2026-11-24 18:05", "", disclosure.Pending), seen)
	r.hand("8f", "舆情〔2026〕3号", first("2026-11-24 13:05", "2026-11-25 13:05", "", disclosure.Pending), seen)
	seen = told(disclosure.Detected, "d2", "2026-06-01 09:00", "", "关于低保审核的网上议论", "class", "other")
	word := told(disclosure.Published, "p2", "2026-06-01 16:30", "", "情况通报")
	late := told(disclosure.FollowUp, "f2", "2026-06-03 10:00", "", "调查进展")
	end := told(disclosure.Closed, "x2", "2026-06-03 18:00", "", "")
	r.hand("8e", "舆情〔2026〕2号", first("2026-06-01 09:00", "2026-06-03 09:00", "2026-06-01 16:30", disclosure.OnTime), seen, word, end)
	episode := first("2026-06-01 09:00", "2026-06-03 18:00", "2026-06-03 10:00", disclosure.Late)
	episode.Delay = 18
	r.hand("8f", "舆情〔2026〕2号", episode, seen, word, late, end)
}

func (r *fakeReader) addChecks() {
	i := disclosure.Instance{Verdict: disclosure.OnTime, OpenedOn: workday.MustDate("2026-06-30"), DueOn: workday.MustDate("2026-06-30"),
		PublishedAt: workday.MustDate("2026-05-20").Start()}
	present := told(disclosure.SpotChecked, "k1", "2026-05-20", "", "", "result", "present", "place", "东关街道社会救助窗口", "inspector", "办公室副主任",
		"attachment", strings.Repeat("0a", 32), "attachment_name", "窗口照片.jpg", "attachment_type", "image/jpeg")
	r.hand("2d", "2026H1", i, present)
	absent := told(disclosure.SpotChecked, "k2", "2026-10-14", "", "", "result", "absent", "place", "西秀区<窗口>", "inspector", "办公室科员")
	absent.Note = "公示栏已拆除"
	i = disclosure.Instance{Verdict: disclosure.Pending, OpenedOn: workday.MustDate("2026-12-31"), DueOn: workday.MustDate("2026-12-31")}
	r.hand("2d", "2026H2", i, absent)
}

// withTwoVersions gives the reader an earlier version that differs in every way
// a comparison tells of.
func (r *fakeReader) withTwoVersions() {
	old := *r.plan
	old.Offices = append([]disclosure.Office(nil), r.plan.Offices...)
	old.Offices[1].Name = "民间组织管理科"
	old.Offices = append(old.Offices, disclosure.Office{Code: "shk", Name: "社会事务科", Group: disclosure.GroupBureau, DisplayOrder: 9})
	old.Duties = append([]disclosure.Duty(nil), r.plan.Duties...)
	old.Duties[1].Lead, old.Duties[1].Term.N, old.Duties[1].NilReturn = "shk", 15, false
	old.Duties[2].Fields = []string{"决定书文号"}
	old.Duties = append(old.Duties[:len(old.Duties)-1], disclosure.Duty{Code: "x", Name: "婚姻登记信息", Clause: "一", Lead: "shk", Trigger: disclosure.OnEvent,
		Term: disclosure.Term{N: 20, Unit: disclosure.Workdays}})
	now := *r.plan
	now.Version, now.EffectiveFrom = 2, workday.MustDate("2026-07-01")
	r.before, r.plan = &old, &now
}
