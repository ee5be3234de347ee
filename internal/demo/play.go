package demo

import (
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// play writes the events of one occasion.
func (s *stage) play(o *occasion) {
	opening := s.open(o)
	switch o.situation {
	case Never:
	case Nil:
		s.nilReturn(o)
	case Unsigned:
		s.prepareNil(o)
	case Kept:
		s.keep(o, opening)
	case Declared:
		s.declare(o, opening)
	case Moved:
		s.move(o, opening)
		s.publish(o, s.publicationDay(o))
	case HandedOver:
		s.publish(o, s.publicationDay(o))
		s.handOver(o)
	case Restored:
		s.withdrawAndRestore(o)
	case Mistyped:
		s.mistype(o)
	default:
		day := s.publicationDay(o)
		first := s.publish(o, day)
		switch o.situation {
		case Amended:
			s.amend(o, first)
		case Reposted:
			s.repost(o, first)
		case Cleared, Forged:
			s.rule(o, first)
		case Prompt:
			s.further(o, first)
		}
	}
}

// open records the paper or decision that starts the clock, if one does.
func (s *stage) open(o *occasion) disclosure.Event {
	if o.duty.Trigger != disclosure.OnEvent {
		return disclosure.Event{}
	}
	e := disclosure.Event{
		Kind: disclosure.Triggered, OccurredAt: o.opened.Start(), Precision: disclosure.ToDay,
		FormedOn: o.opened, Title: o.paper, DocNumber: o.subject,
	}
	if o.drafter != "" {
		e.Attrs = map[string]string{"drafter": o.drafter}
	}
	if o.situation == Undated {
		e.OccurredAt, e.FormedOn, e.Precision, e.Note = time.Time{}, 0, disclosure.Unknown, "文件未注明日期，待责任科室补报"
	}
	return s.record(o, e, o.at(o.opened))
}

// publicationDay chooses the day on which the primary channel carries it.
func (s *stage) publicationDay(o *occasion) workday.Date {
	switch o.situation {
	case Overdue:
		return s.cal.AddWorkdays(o.due, o.delay).Date
	case HandedOver:
		return s.cal.AddWorkdays(o.due, o.between(2, 4)).Date
	case Hasty:
		return s.cal.AddWorkdays(o.opened, -o.between(1, 2)).Date
	case Backdated, Cleared, Forged:
		return s.cal.AddWorkdays(o.opened, o.between(1, 3)).Date
	}
	low, high := 1, o.room
	switch o.diligence {
	case exemplary:
		high = max(1, o.room*2/5)
	case poor:
		low = max(1, o.room*2/3)
	default:
		low = max(1, o.room/6)
	}
	if o.situation == Reposted || o.situation == Amended {
		high = max(low, high-1)
	}
	return s.workingDay(o, o.between(low, high))
}

// workingDay is the n-th working day after day 0, but not after the due date.
func (s *stage) workingDay(o *occasion, n int) workday.Date {
	return min(s.cal.AddWorkdays(o.opened, min(n, o.room)).Date, o.due)
}

// publish records review and publication on every channel, and returns the
// publication on the primary one.
func (s *stage) publish(o *occasion, day workday.Date) disclosure.Event {
	at := o.at(day)
	if day == o.due && o.situation == Prompt && o.chance(0.2) {
		at = day.Start().Add(time.Duration(o.between(22*60, 23*60+50)) * time.Minute) // 到期当日公开
	}
	s.review(o, at)
	first := s.post(o, o.duty.Channels[0].Code, at)
	s.others(o, at)
	return first
}

// review records the secrecy review (保密审查) that goes before at.
func (s *stage) review(o *occasion, at time.Time) {
	if !o.duty.Review || o.situation == Unreviewed {
		return
	}
	days := -1
	if o.situation == ReviewedBehind {
		days = o.between(1, 3)
	}
	reviewed := o.at(s.cal.AddWorkdays(workday.DateOf(at), days).Date)
	s.record(o, disclosure.Event{
		Kind: disclosure.Reviewed, OccurredAt: reviewed, Precision: disclosure.ToMinute, Title: o.title,
		Attrs: map[string]string{"reviewer": "科室负责人", "result": "可以公开"},
	}, reviewed)
}

// post records one publication, seen by the collector shortly after.
func (s *stage) post(o *occasion, channel string, at time.Time) disclosure.Event {
	day, seen := workday.DateOf(at), at
	if o.suspect() && channel == o.duty.Channels[0].Code {
		day = s.workingDay(o, o.between(6, 9)) // the address gives the real day away
		if o.situation == Forged {
			day = s.cal.AddWorkdays(o.due, o.between(2, 4)).Date
		}
		seen = o.at(day)
	}
	e := disclosure.Event{
		Kind: disclosure.Published, Channel: channel, OccurredAt: at, Precision: disclosure.ToMinute,
		FormedOn: s.formed(o, workday.DateOf(at)), Title: o.title, URL: s.address(o, channel, day), Fields: s.covered(o),
	}
	if o.duty.Trigger == disclosure.OnEvent {
		e.DocNumber = o.subject
	}
	if forms := storyOf(o.duty).forms; len(forms) > 0 {
		e.Attrs = map[string]string{"form": formOf(channel, o.title)}
	}
	if e.URL != "" {
		e.URLDate, e.FirstSeen = day, seen.Add(time.Duration(o.between(2, 25))*time.Minute)
		seen = e.FirstSeen
	}
	return s.record(o, e, seen)
}

// suspect reports whether the address contradicts the claimed date.
func (o *occasion) suspect() bool {
	return o.situation == Backdated || o.situation == Cleared || o.situation == Forged
}

// formed is the date in the signature block.
func (s *stage) formed(o *occasion, published workday.Date) workday.Date {
	switch {
	case o.situation == Undated:
		return 0
	case o.duty.Trigger == disclosure.OnEvent:
		return o.opened
	}
	return max(o.opened, s.cal.AddWorkdays(published, -o.between(1, 2)).Date)
}

func (s *stage) covered(o *occasion) []string {
	all := o.fields
	if o.situation != FieldsLacking {
		return all
	}
	return all[:len(all)-min(o.between(1, 2), len(all)-1)]
}

// others records the secondary channels, within two days unless the situation
// says otherwise.
func (s *stage) others(o *occasion, first time.Time) {
	rest := o.duty.Channels[1:]
	for i, c := range rest {
		last := i == len(rest)-1
		day := s.cal.AddWorkdays(workday.DateOf(first), o.between(0, min(2, c.GraceWorkdays))).Date
		at := o.at(day)
		switch {
		case last && o.situation == ChannelMissing:
			continue
		case last && o.situation == ChannelLate:
			at = o.at(s.cal.AddWorkdays(o.due, c.GraceWorkdays+o.between(3, 9)).Date)
		case at.Before(first):
			at = first.Add(time.Duration(o.between(5, 9)) * time.Minute)
		}
		s.post(o, c.Code, at)
	}
}
