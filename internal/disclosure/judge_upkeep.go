package disclosure

import (
	"slices"

	"daylight/internal/workday"
)

// feeds are the facts that feed a column, of any subject, by the time that
// counts. What was withdrawn later was fed all the same.
func (j *judge) feeds(file *dossier) []posting {
	var list []posting
	for _, p := range file.postings(j.cal, Published, Revised, FollowUp) {
		if p.at.Before(j.asOf) {
			list = append(list, p)
		}
	}
	return list
}

// byUpkeep judges a column (持续更新) by its longest silence in each month.
func (j *judge) byUpkeep(l *DutyLine) []*Instance {
	var all []posting
	for _, file := range j.files[l.Code] {
		all = append(all, j.feeds(file)...)
	}
	slices.SortFunc(all, func(a, b posting) int { return inOrder(a.Event, b.Event) })
	fed := map[string][]workday.Date{}
	for _, p := range all {
		c := l.channelOf(p.Event)
		fed[c] = append(fed[c], workday.DateOf(p.at))
	}
	for _, days := range fed {
		slices.Sort(days)
	}
	var list []*Instance
	for _, month := range j.periods(l) {
		if !j.wanted(l, month.subject) {
			continue
		}
		h := j.hear(l, month.subject, j.files[l.Code][month.subject])
		h.PeriodFrom, h.PeriodTo = month.from, month.to
		h.openOn(month.to)
		h.dueEnd(month.to)
		h.judgeMonth(within(all, month), fed)
		list = append(list, h.close())
	}
	return list
}

func within(feeds []posting, p period) []posting {
	var list []posting
	for _, f := range feeds {
		if day := workday.DateOf(f.at); p.from <= day && day <= p.to {
			list = append(list, f)
		}
	}
	return list
}

func (h *hearing) judgeMonth(feeds []posting, fed map[string][]workday.Date) {
	main := ""
	if len(h.line.Channels) > 0 {
		main = h.line.Channels[0].Code
	}
	h.readFeeds(feeds, func(e *Event) bool { return h.line.channelOf(e) == main })
	switch {
	case h.declaredInapplicable() && len(feeds) == 0:
		h.Verdict = Inapplicable
	case h.withheld(eventsOf(feeds)):
		h.Verdict = WithheldLawfully
	case h.asOf.Before(h.DueAt):
		h.Verdict = Pending
	default:
		h.judgeSilence(main, fed)
	}
}

// judgeSilence compares the silence on each channel with the longest allowed.
func (h *hearing) judgeSilence(main string, fed map[string][]workday.Date) {
	n := h.line.Term.N
	last, greatest := h.silence(fed[main], h.PeriodTo), h.greatestSilence(fed[main])
	for i, c := range h.line.Channels {
		if i > 0 && h.greatestSilence(fed[c.Code]) > n {
			h.Lacking = append(h.Lacking, "channel:"+c.Code)
		}
	}
	switch {
	case last > n:
		h.Verdict, h.Delay = Missing, last-n
	case greatest > n:
		h.Verdict, h.Delay = Late, greatest-n
	case len(h.Lacking) > 0:
		h.Verdict = Partial
	default:
		h.Verdict = OnTime
	}
}

// silence is the number of days since the last feed, or since the day before
// the duty was born.
func (h *hearing) silence(fed []workday.Date, day workday.Date) int {
	i, _ := slices.BinarySearch(fed, day+1)
	if i == 0 {
		return int(day - (h.line.Born - 1))
	}
	return int(day - fed[i-1])
}

func (h *hearing) greatestSilence(fed []workday.Date) int {
	greatest := h.silence(fed, h.PeriodFrom)
	for day := h.PeriodFrom + 1; day <= h.PeriodTo; day++ {
		greatest = max(greatest, h.silence(fed, day))
	}
	return greatest
}

// readFeeds takes the flags of all feeds and the time of the last that decides.
func (h *hearing) readFeeds(feeds []posting, decides func(*Event) bool) {
	for _, f := range feeds {
		if f.suspect {
			h.Flags |= FlagSuspectDate
		}
		if f.forged {
			h.Flags |= FlagForged
		}
		if !decides(f.Event) {
			continue
		}
		h.log = append(h.log, f)
		if f.at.After(h.PublishedAt) {
			h.PublishedAt = f.at
		}
	}
}

func eventsOf(list []posting) []*Event {
	var events []*Event
	for _, p := range list {
		events = append(events, p.Event)
	}
	return events
}
