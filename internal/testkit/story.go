package testkit

import (
	"fmt"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

type change = func(*disclosure.Event)

func attr(key, value string) change {
	return func(e *disclosure.Event) {
		if e.Attrs == nil {
			e.Attrs = map[string]string{}
		}
		e.Attrs[key] = value
	}
}

// story writes the facts of one occurrence, by its clock.
func (s *scribe) story() {
	switch s.about.Clock() {
	case disclosure.ByCase:
		s.application()
	case disclosure.ByUpkeep:
		s.column()
	case disclosure.ByEpisode:
		s.incident()
	default:
		s.publication()
	}
}

func (s *scribe) publication() {
	if s.about.Trigger == disclosure.OnEvent && s.chance(0.95) {
		s.opening(disclosure.Triggered)
	}
	weights := map[disclosure.EventKind]int{
		disclosure.Published: 10, disclosure.Revised: 2, disclosure.Withdrawn: 4, disclosure.Reviewed: 3, disclosure.NilReturn: 1,
		disclosure.HandedOver: 2, disclosure.SpotChecked: 1, disclosure.Seen: 1,
	}
	switch s.about.Trigger {
	case disclosure.OnEvent:
		weights[disclosure.Triggered] = 1
	case disclosure.Standing:
		weights[disclosure.SpotChecked] = 12
	}
	if s.about.NilReturn {
		weights[disclosure.NilReturn] = 8
	}
	s.throw(s.between(0, 6), weights)
}

func (s *scribe) incident() {
	if s.chance(0.95) {
		s.opening(disclosure.Detected)
	}
	s.throw(s.between(0, 6), map[disclosure.EventKind]int{
		disclosure.FollowUp: 8, disclosure.Published: 4, disclosure.Revised: 2, disclosure.Closed: 3, disclosure.Withdrawn: 1, disclosure.Detected: 1})
}

func (s *scribe) column() {
	month := s.subject
	for range s.between(2, 8) {
		s.subject = pick(s.dice, month, "动态1", "动态2")
		kind := pick(s.dice, disclosure.Published, disclosure.Published, disclosure.Published, disclosure.Revised, disclosure.FollowUp, disclosure.Withdrawn)
		s.record(kind, s.clock(s.day0-s.days(-5, 50)))
	}
	s.subject = month
	s.throw(s.n(2), map[disclosure.EventKind]int{disclosure.Published: 1, disclosure.Seen: 1})
}

func (s *scribe) application() {
	if s.chance(0.97) {
		s.opening(disclosure.Received)
	}
	s.throw(s.between(0, 7), map[disclosure.EventKind]int{
		disclosure.CorrectionAsked: 3, disclosure.Corrected: 3, disclosure.ConsultSent: 4, disclosure.ConsultBack: 4,
		disclosure.Extended: 4, disclosure.Paused: 2, disclosure.Resumed: 2, disclosure.Answered: 4, disclosure.Received: 1})
}

// opening starts the clock on day 0; now and then its class is missing or unknown.
func (s *scribe) opening(kind disclosure.EventKind) {
	class := pick(s.dice, "major", "major", "other", "", "从未列出")
	s.tell(kind, s.clock(s.day0), attr("class", class), func(e *disclosure.Event) {
		e.Title = pick(s.dice, "", "决定")
	})
}

// throw writes n facts of weighted kinds, and whatever happens to any ledger.
func (s *scribe) throw(n int, weights map[disclosure.EventKind]int) {
	var bag []disclosure.EventKind
	for kind := disclosure.Triggered; kind <= disclosure.Seen; kind++ {
		for range weights[kind] {
			bag = append(bag, kind)
		}
	}
	for range n {
		s.record(pick(s.dice, bag...), s.when())
		if s.chance(0.25) {
			s.record(pick(s.dice, disclosure.Voided, disclosure.Voided, disclosure.Ruled, disclosure.Ruled,
				disclosure.Withheld, disclosure.NotApplicable, disclosure.Reassigned), s.when())
		}
	}
}

// record writes one fact with what its kind carries.
func (s *scribe) record(kind disclosure.EventKind, at time.Time) {
	s.tell(kind, at, func(e *disclosure.Event) {
		switch kind {
		case disclosure.Published, disclosure.Revised, disclosure.Withdrawn, disclosure.FollowUp:
			s.posted(e)
		case disclosure.SpotChecked:
			attr("result", pick(s.dice, "present", "present", "absent", "other"))(e)
			e.Channel = s.channel()
		case disclosure.NilReturn:
			attr("unsigned", pick(s.dice, "", "1"))(e)
			e.Title = pick(s.dice, "", "零报告")
		case disclosure.Voided:
			e.Ref = s.anyone()
		case disclosure.Ruled:
			e.Ref = s.anyone(disclosure.Published, disclosure.Withdrawn, disclosure.Revised, disclosure.FollowUp)
			attr("decision", pick(s.dice, "claimed", "claimed", "later", "forged"))(e)
		case disclosure.HandedOver:
			e.Office = pick(s.dice, "b", "c")
			attr("due", pick(s.dice, workday.DateOf(at).String(), (workday.DateOf(at)-1).String(), (workday.DateOf(at)-1).String(), "", "待定"))(e)
		case disclosure.Reassigned:
			e.Office = pick(s.dice, "a", "c", "x")
		case disclosure.Detected, disclosure.Triggered:
			attr("class", pick(s.dice, "major", "other", ""))(e)
		default:
			s.step(e, at)
		}
	})
}

// step gives the facts of an application what they carry.
func (s *scribe) step(e *disclosure.Event, at time.Time) {
	switch e.Kind {
	case disclosure.Extended:
		attr("days", pick(s.dice, "5", "20", "20", "0", "21", ""))(e)
		attr("approved_on", pick(s.dice, workday.DateOf(at).String(), (workday.DateOf(at)-1).String(), (workday.DateOf(at)+s.days(-3, 3)).String(), ""))(e)
	case disclosure.ConsultSent:
		attr("party", pick(s.dice, "third_party", "co_maker", "organ"))(e)
	case disclosure.Paused:
		attr("reason", pick(s.dice, "unreachable", "fee", "other"))(e)
	case disclosure.Corrected:
		e.Ref = s.partner(disclosure.CorrectionAsked)
	case disclosure.ConsultBack:
		e.Ref = s.partner(disclosure.ConsultSent)
	case disclosure.Resumed:
		e.Ref = s.partner(disclosure.Paused)
	case disclosure.Answered:
		e.Title, e.URL = pick(s.dice, "", "答复书"), pick(s.dice, "", "https://example.org/answer")
	}
}

// posted gives a publication its page and what else is known of it.
func (s *scribe) posted(e *disclosure.Event) {
	e.Channel, e.Title = s.channel(), pick(s.dice, "", "公告", "公告", "通报")
	e.URL = pick(s.dice, "", fmt.Sprintf("https://example.org/%s", e.ID))
	e.Fields = some(s.dice, 0.2, "金额", "人数", "标准")
	if s.chance(0.2) {
		e.Ref = s.anyone(disclosure.Published)
	}
	if !e.OccurredAt.IsZero() && s.chance(0.25) {
		e.URLDate = workday.DateOf(e.OccurredAt) + s.days(-1, 5)
	}
	if !e.OccurredAt.IsZero() && s.chance(0.25) {
		e.FirstSeen = e.OccurredAt.Add(time.Duration(s.between(-1, 12)) * 12 * time.Hour)
	}
}

func (s *scribe) channel() string {
	return pick(s.dice, "site", "site", "site", "", "wechat", "weibo", "报纸")
}

// anyone is the id of an earlier fact of these kinds, or of none.
func (s *scribe) anyone(kinds ...disclosure.EventKind) string {
	var ids []string
	for _, e := range s.told {
		for _, k := range kinds {
			if e.Kind == k {
				ids = append(ids, e.ID)
			}
		}
		if len(kinds) == 0 && e.Subject == s.subject {
			ids = append(ids, e.ID)
		}
	}
	if len(ids) == 0 || s.chance(0.1) {
		return pick(s.dice, "", "无此编号")
	}
	return pick(s.dice, ids...)
}

// partner is the step that a counterpart names: mostly the last, sometimes
// none, rarely one that is not there.
func (s *scribe) partner(kind disclosure.EventKind) string {
	if s.chance(0.3) {
		return ""
	}
	return s.anyone(kind)
}
