package demo

import (
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// nilReturn records a zero declaration (零报告), signed by the head.
func (s *stage) nilReturn(o *occasion) {
	prepared := s.prepareNil(o)
	at := prepared.OccurredAt.Add(time.Duration(o.between(10, 40)) * time.Minute)
	signed := prepared
	signed.OccurredAt, signed.Ref = at, prepared.ID
	signed.Attrs = map[string]string{"signer": "科室负责人"}
	s.record(o, signed, latest(at, prepared.RecordedAt.Add(time.Minute)))
}

// prepareNil records a zero declaration that the clerk has prepared and the
// head has yet to sign.
func (s *stage) prepareNil(o *occasion) disclosure.Event {
	at := o.at(s.workingDay(o, o.between(1, o.room)))
	return s.record(o, disclosure.Event{
		Kind: disclosure.NilReturn, Channel: o.duty.Channels[0].Code, OccurredAt: at, Precision: disclosure.ToMinute,
		Title: o.title, Note: "本期没有应公开的信息", Attrs: map[string]string{"unsigned": "1"},
	}, at)
}

// declare records that the duty does not arise here (不适用).
func (s *stage) declare(o *occasion, opening disclosure.Event) {
	at := o.at(s.workingDay(o, o.between(2, 5)))
	s.record(o, disclosure.Event{
		Kind: disclosure.NotApplicable, OccurredAt: at, Precision: disclosure.ToMinute, Title: o.paper, Ref: opening.ID,
		Note:  "经核查，该文件未改变对外公开的内容，不需要另行公开",
		Attrs: map[string]string{"approver": "分管局领导"},
	}, latest(at, opening.RecordedAt.Add(time.Minute)))
}

// move hands a policy paper to the office that drafted it (谁起草谁解读).
func (s *stage) move(o *occasion, opening disclosure.Event) {
	at := o.at(o.opened)
	to := opening.Attrs["drafter"]
	s.record(o, disclosure.Event{
		Kind: disclosure.Reassigned, OccurredAt: at, Precision: disclosure.ToMinute, Title: o.paper, Ref: opening.ID,
		Note: "文件由该科室起草，按“谁起草谁解读”改由其负责解读", Attrs: map[string]string{"approver": "政务公开工作领导小组办公室"},
	}, latest(at, opening.RecordedAt.Add(time.Minute)))
	o.office = to
	s.events[len(s.events)-1].Office = to
}

// handOver records that a co-office brought its part (移交) after the agreed day;
// the lateness is its own.
func (s *stage) handOver(o *occasion) {
	agreed := s.workingDay(o, o.room/2)
	at := o.at(s.cal.AddWorkdays(o.due, 1).Date)
	s.record(o, disclosure.Event{
		Kind: disclosure.HandedOver, OccurredAt: at, Precision: disclosure.ToMinute, Title: o.title,
		Note: "配合科室的材料晚于约定日期移交", Attrs: map[string]string{"due": agreed.String()},
	}, at)
	s.events[len(s.events)-1].Office = o.partner
	if s.end.After(o.due.End()) && s.known(o, disclosure.HandedOver) {
		o.office = o.partner
	}
}

// rule records what a person decided of a suspect date (裁定).
func (s *stage) rule(o *occasion, first disclosure.Event) {
	at := o.at(s.cal.AddWorkdays(workday.DateOf(first.RecordedAt), o.between(2, 4)).Date)
	decision, note := "claimed", "经核对后台发布日志，所填时间属实，网址日期系栏目迁移所致"
	if o.situation == Forged {
		decision, note = "forged", "经核对后台发布日志，实际发布晚于所填时间，认定倒签"
	}
	s.record(o, disclosure.Event{
		Kind: disclosure.Ruled, OccurredAt: at, Precision: disclosure.ToMinute, Title: o.title, Ref: first.ID,
		Note: note, Attrs: map[string]string{"decision": decision},
	}, latest(at, first.RecordedAt.Add(time.Minute)))
	s.events[len(s.events)-1].Actor = "secretariat"
}

// further adds an interpretation in another form, for some policy papers.
func (s *stage) further(o *occasion, first disclosure.Event) {
	forms := storyOf(o.duty).forms
	if len(forms) == 0 || !o.chance(0.6) {
		return
	}
	f := one(o.dice, forms)
	at := o.at(s.cal.AddWorkdays(workday.DateOf(first.OccurredAt), o.between(1, 4)).Date)
	e := s.post(o, first.Channel, at)
	e.Title, e.Attrs = f.title+o.paper, map[string]string{"form": f.code}
	s.events[len(s.events)-1] = e
}

// keep records that the instance is lawfully withheld (不予公开).
func (s *stage) keep(o *occasion, opening disclosure.Event) {
	at := o.at(s.workingDay(o, max(2, o.room/2)))
	s.record(o, disclosure.Event{
		Kind: disclosure.Withheld, OccurredAt: at, Precision: disclosure.ToMinute, Title: o.paper, Ref: opening.ID,
		Note:  "涉及第三方商业秘密，公开会对第三方合法权益造成损害",
		Attrs: map[string]string{"ground": "《政府信息公开条例》第十五条", "approver": "分管局领导"},
	}, latest(at, opening.RecordedAt.Add(time.Minute)))
}

// withdrawAndRestore takes the page down and puts it back within the term.
func (s *stage) withdrawAndRestore(o *occasion) {
	first := s.publish(o, s.workingDay(o, o.between(1, 3)))
	down := o.at(s.workingDay(o, o.between(5, 6)))
	gone := s.record(o, disclosure.Event{
		Kind: disclosure.Withdrawn, Channel: first.Channel, OccurredAt: down, Precision: disclosure.ToMinute,
		Title: o.title, URL: first.URL, Ref: first.ID, Note: "发现附件有误，撤下核对",
	}, latest(down, first.RecordedAt.Add(time.Minute)))
	up := o.at(s.workingDay(o, o.between(8, 9)))
	back := first
	back.OccurredAt, back.Ref, back.Note = up, gone.ID, "核对无误，恢复公开"
	back.FirstSeen = up.Add(time.Duration(o.between(2, 25)) * time.Minute)
	s.record(o, back, latest(back.FirstSeen, gone.RecordedAt.Add(time.Minute)))
}

// mistype records a wrong day, voids that entry (作废) and enters the right one.
func (s *stage) mistype(o *occasion) {
	day := s.publicationDay(o)
	at := o.at(day)
	s.review(o, at)
	wrong := s.record(o, disclosure.Event{
		Kind: disclosure.Published, Channel: o.duty.Channels[0].Code, Precision: disclosure.ToMinute,
		OccurredAt: at.AddDate(0, 0, -o.between(20, 40)), Title: o.title, Fields: o.duty.Fields,
	}, at)
	noticed := wrong.RecordedAt.Truncate(time.Minute).Add(2 * time.Minute)
	void := s.record(o, disclosure.Event{
		Kind: disclosure.Voided, OccurredAt: noticed, Precision: disclosure.ToMinute,
		Title: o.title, Ref: wrong.ID, Note: "公开日期录错，作废重录",
	}, noticed)
	right := s.post(o, o.duty.Channels[0].Code, at)
	right.RecordedAt = latest(right.RecordedAt, void.RecordedAt.Add(time.Minute))
	s.events[len(s.events)-1] = right
	s.others(o, at)
}

// amend revises (修订) what was published, once it stands.
func (s *stage) amend(o *occasion, first disclosure.Event) {
	at := o.at(s.cal.AddWorkdays(workday.DateOf(first.OccurredAt), o.between(3, 15)).Date)
	e := first
	e.Kind, e.OccurredAt, e.Ref, e.Note = disclosure.Revised, at, first.ID, "更正附件中的统计数字"
	e.FirstSeen, e.URLDate = time.Time{}, 0
	s.record(o, e, latest(at, first.RecordedAt.Add(time.Minute)))
}

// repost publishes the same text again weeks later (旧稿新发).
func (s *stage) repost(o *occasion, first disclosure.Event) {
	at := o.at(s.cal.AddWorkdays(workday.DateOf(first.OccurredAt), o.between(25, 45)).Date)
	e := s.post(o, first.Channel, at)
	e.FormedOn, e.Note = first.FormedOn, "与此前公开的内容相同"
	s.events[len(s.events)-1] = e
}

func latest(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
