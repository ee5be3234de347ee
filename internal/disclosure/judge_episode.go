package disclosure

import (
	"slices"
	"time"

	"daylight/internal/workday"
)

// byEpisode judges the continued updates on an incident (持续发布) by the gaps
// between opening, updates and closing.
func (j *judge) byEpisode(h *hearing) {
	closing := h.closing()
	end := j.asOf
	if !closing.IsZero() {
		end = closing
	}
	feeds := h.feedsBetween(h.began, closing)
	h.readFeeds(feeds, func(*Event) bool { return true })
	h.Taken = h.taken()
	n, told, arises := h.units()
	clock := h.OpenedOn != 0 && told && arises
	moments := []time.Time{h.began}
	for _, f := range feeds {
		moments = append(moments, f.at)
	}
	slices.SortFunc(moments, time.Time.Compare)
	if clock {
		h.fallAfter(moments[len(moments)-1], closing, n)
	}
	switch {
	case (h.declaredInapplicable() || !arises) && len(feeds) == 0:
		h.Verdict = Inapplicable
	case h.withheld(eventsOf(feeds)):
		h.Verdict = WithheldLawfully
	case !clock:
		h.Verdict = Unverified
	default:
		closed := !closing.IsZero()
		h.judgeGaps(h.excess(append(moments, end), n, closed), closed)
	}
}

// closing is when the incident was first said to be over; zero: not yet.
func (h *hearing) closing() time.Time {
	var at time.Time
	for _, e := range h.file.of(Closed) {
		if dated(e) {
			at = earlier(at, e.OccurredAt)
		}
	}
	return at
}

func (h *hearing) feedsBetween(opened, closing time.Time) []posting {
	var list []posting
	if h.OpenedOn == 0 {
		return nil
	}
	for _, f := range h.feeds(h.file) {
		if !f.at.Before(opened) && (closing.IsZero() || !f.at.After(closing)) {
			list = append(list, f)
		}
	}
	return list
}

// fallAfter sets the due time: the closing, or the next update after the last.
func (h *hearing) fallAfter(last, closing time.Time, n int) {
	switch {
	case !closing.IsZero():
		h.DueAt, h.DueOn = closing, workday.DateOf(closing)
	case h.Term.Unit == Hours:
		h.DueAt = workday.AddHours(last, n)
		h.DueOn = workday.DateOf(h.DueAt)
	default:
		h.dueEnd(workday.DateOf(last) + workday.Date(n))
	}
}

func (h *hearing) judgeGaps(excess int, closed bool) {
	switch {
	case closed && excess > 0:
		h.Verdict, h.Delay = Late, excess
	case closed:
		h.Verdict = OnTime
	case h.asOf.Before(h.DueAt):
		h.Verdict = Pending
	default:
		h.Verdict, h.Delay = Missing, max(1, excess)
	}
}

// excess is the greatest gap between neighbours beyond n. Unless it is closed,
// the last moment is as-of, which ends today.
func (h *hearing) excess(moments []time.Time, n int, closed bool) int {
	greatest := 0
	for i := 1; i < len(moments); i++ {
		from, to := moments[i-1], moments[i]
		over := startedHours(to.Sub(from)) - n
		if h.Term.Unit != Hours {
			day := workday.DateOf(to)
			if !closed && i == len(moments)-1 {
				day = h.today
			}
			over = int(day-workday.DateOf(from)) - n
		}
		greatest = max(greatest, over)
	}
	return greatest
}
