package disclosure

import (
	"slices"
	"time"

	"daylight/internal/workday"
)

// hearing is one instance while it is judged.
type hearing struct {
	*judge
	Instance
	line  *DutyLine
	file  *dossier
	class string
	began time.Time // the exact moment of the opening fact; zero: unknown
	log   []posting // what may be the deciding publication, and names the office
}

func (j *judge) hear(l *DutyLine, subject string, file *dossier) *hearing {
	if file == nil {
		file = &dossier{}
	}
	return &hearing{judge: j, line: l, file: file, Instance: Instance{
		Body: j.plans[0].Body.Code, Duty: l.Code, DutyName: l.Name, Clause: l.Clause, Subject: subject, External: l.External,
		PlanVersion: l.Version, Term: l.Term, EventRows: len(file.facts)}}
}

// open reads day 0, the exact time and the class from the latest opening fact.
// Only hours are counted from the moment itself (民法典 201).
func (h *hearing) open(kinds []EventKind) {
	e := h.file.latest(kinds...)
	if e == nil {
		return
	}
	h.class = e.Attrs["class"]
	if !dated(e) {
		return
	}
	h.began = e.OccurredAt
	h.openOn(workday.DateOf(e.OccurredAt))
	if h.Term.Unit == Hours {
		h.OpenedAt = e.OccurredAt
	}
}

// openOn starts the clock on a day that needs no fact.
func (h *hearing) openOn(day workday.Date) { h.OpenedOn, h.OpenedAt = day, day.Start() }

// dueEnd sets a term that lasts until 24:00 of the day.
func (h *hearing) dueEnd(day workday.Date) { h.DueOn, h.DueAt = day, day.End() }

// units is the length of the term for the class of what happened. A class that
// is not listed, or listed with 0, brings no duty (arises is false); without a
// class nobody can tell.
func (h *hearing) units() (n int, told, arises bool) {
	if len(h.line.Classes) == 0 {
		return h.line.Term.N, true, true
	}
	if h.class == "" {
		return 0, false, true
	}
	c, ok := h.line.ClassByCode(h.class)
	return c.N, true, ok && c.N > 0
}

// withheld reports whether the last word is that it must not be published:
// recorded later than everything published.
func (h *hearing) withheld(published []*Event) bool {
	e := h.file.latest(Withheld)
	return e != nil && !slices.ContainsFunc(published, func(p *Event) bool { return inOrder(p, e) > 0 })
}

func (h *hearing) declaredInapplicable() bool {
	return h.file.latest(NotApplicable) != nil
}

// overdueBy is how far the end lies past the due time, at least one unit.
func (h *hearing) overdueBy(end time.Time, endDay workday.Date) int {
	switch h.Term.Unit {
	case Hours:
		return max(1, startedHours(end.Sub(h.DueAt)))
	case CalendarDays:
		return max(1, int(endDay-h.DueOn))
	}
	return max(1, h.cal.WorkdaysBetween(h.DueOn, endDay))
}

func (h *hearing) lateBy() int    { return h.overdueBy(h.PublishedAt, workday.DateOf(h.PublishedAt)) }
func (h *hearing) missingBy() int { return h.overdueBy(h.asOf, h.today) }

func startedHours(d time.Duration) int { return int((d + time.Hour - 1) / time.Hour) }

// taken counts from day 0 to the publication, in the term's unit.
func (h *hearing) taken() int {
	if h.PublishedAt.IsZero() || h.OpenedOn == 0 {
		return 0
	}
	switch day := workday.DateOf(h.PublishedAt); h.Term.Unit {
	case Hours:
		return int(h.PublishedAt.Sub(h.OpenedAt) / time.Hour)
	case CalendarDays:
		return int(day - h.OpenedOn)
	default:
		return h.cal.WorkdaysBetween(h.OpenedOn, day)
	}
}

// close fills in what every clock has in common.
func (h *hearing) close() *Instance {
	h.CountedOn = h.DueOn
	if h.CountedOn == 0 && len(h.file.facts) > 0 {
		h.CountedOn = workday.DateOf(h.file.facts[0].RecordedAt)
	}
	h.Office = h.office()
	h.OfficeName, h.Group = h.called(h.Office, h.CountedOn)
	h.decide()
	return &h.Instance
}

// decide names the publication that gave PublishedAt: of several at that time
// the one recorded first. A nil return is none.
func (h *hearing) decide() {
	i := slices.IndexFunc(h.log, func(p posting) bool { return p.at.Equal(h.PublishedAt) })
	if i >= 0 && !h.PublishedAt.IsZero() {
		p := h.log[i]
		h.Event, h.URL, h.Title, h.Precision = p.ID, p.URL, p.Title, max(p.Precision, ToMinute)
	}
	if h.Title != "" {
		return
	}
	for _, e := range h.file.of(Triggered, Received, Detected, Published, Revised) {
		if e.Title != "" {
			h.Title = e.Title
		}
	}
}
