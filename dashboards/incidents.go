package dashboards

import (
	"cmp"
	"slices"
	"time"

	"daylight/internal/disclosure"
)

// IncidentBoard is the 舆情与突发事件 page: what runs now with its countdowns,
// then what is closed with the times taken.
type IncidentBoard struct {
	AsOf    time.Time
	Live    bool // the countdowns may go on in the browser
	Running []Incident
	Closed  []Incident
	More    int // closed ones beyond those shown
	Duties  []DutyLine
}

// closedIncidents is how many closed incidents are shown.
const closedIncidents = 20

// Incident is one event with its moments in the order of the plan.
type Incident struct {
	Subject, Title string
	Class          string
	Detected       time.Time // zero when unknown
	ClosedAt       time.Time
	Moments        []IncidentMoment
	next           time.Time
}

// IncidentMoment is one duty that the incident opened.
type IncidentMoment struct {
	Row
	Episode bool
	Count   *Countdown // nil when nothing is awaited
	Took    string
}

// Countdown is the time left to a moment, as of the page's moment.
type Countdown struct {
	Due   time.Time
	Words string
	Over  bool
}

// IncidentFacts is what the page is made of.
type IncidentFacts struct {
	AsOf      time.Time
	Live      bool
	Instances []disclosure.Instance
	Events    []disclosure.Event
}

// IncidentDuties are the duties counted by the hour or by episode.
func IncidentDuties(p *disclosure.Plan) []disclosure.Duty { return dutiesWhere(p, isIncident) }

func isIncident(d disclosure.Duty) bool {
	return d.Clock() == disclosure.ByEpisode || d.Trigger == disclosure.OnEvent && d.Term.Unit == disclosure.Hours
}

// NewIncidents draws the page.
func NewIncidents(f Frame, facts IncidentFacts) IncidentBoard {
	b := IncidentBoard{AsOf: facts.AsOf, Live: facts.Live}
	duties := IncidentDuties(f.Plan)
	for _, d := range duties {
		b.Duties = append(b.Duties, f.dutyLine(d))
	}
	at := map[string]*Incident{}
	var order []*Incident
	for _, d := range duties {
		for _, i := range facts.Instances {
			if i.Duty != d.Code {
				continue
			}
			n := at[i.Subject]
			if n == nil {
				n = &Incident{Subject: i.Subject}
				at[i.Subject], order = n, append(order, n)
			}
			n.Moments = append(n.Moments, f.incidentMoment(d, i, facts.AsOf))
			n.Title = cmp.Or(n.Title, i.Title)
		}
	}
	for _, e := range standing(facts.Events) {
		if n := at[e.Subject]; n != nil {
			f.tell(n, e)
		}
	}
	for _, n := range order {
		if n.running() {
			n.next = nextDue(n.Moments)
			b.Running = append(b.Running, *n)
		} else {
			for m := range n.Moments {
				n.Moments[m].Count = nil
			}
			b.Closed = append(b.Closed, *n)
		}
	}
	slices.SortStableFunc(b.Running, func(x, y Incident) int {
		past := func(n Incident) bool { return !n.next.After(facts.AsOf) }
		order := x.next.Compare(y.next)
		if past(x) && past(y) { // what ran out last can still be mended most
			order = -order
		}
		return cmp.Or(cmp.Compare(boolInt(past(x)), boolInt(past(y))), order, cmp.Compare(x.Subject, y.Subject))
	})
	slices.SortStableFunc(b.Closed, func(x, y Incident) int {
		return cmp.Or(y.Detected.Compare(x.Detected), cmp.Compare(x.Subject, y.Subject))
	})
	shown := min(len(b.Closed), closedIncidents)
	b.More, b.Closed = len(b.Closed)-shown, b.Closed[:shown]
	return b
}

// tell adds what a fact says of the incident as a whole: the latest opening
// and the earliest closing count.
func (f Frame) tell(n *Incident, e disclosure.Event) {
	switch e.Kind {
	case disclosure.Detected, disclosure.Triggered:
		n.Detected, n.Title = e.OccurredAt, cmp.Or(e.Title, n.Title)
		if e.Precision == disclosure.Unknown {
			n.Detected = time.Time{}
		}
		if words := f.class(e); words != "" {
			n.Class = words
		}
	case disclosure.Closed:
		if n.ClosedAt.IsZero() || e.OccurredAt.Before(n.ClosedAt) {
			n.ClosedAt = e.OccurredAt
		}
	}
}

// class writes the class of an opening fact: 特别重大、重大.
func (f Frame) class(e disclosure.Event) string {
	words := e.Attrs["class"]
	for _, d := range f.Plan.Duties {
		c, ok := d.ClassByCode(e.Attrs["class"])
		if ok && d.Code == e.Duty {
			return named(f.Lang, c.Name, c.NameEN, c.Code)
		}
		if ok && isIncident(d) {
			words = named(f.Lang, c.Name, c.NameEN, c.Code)
		}
	}
	return words
}

func (f Frame) incidentMoment(d disclosure.Duty, i disclosure.Instance, asOf time.Time) IncidentMoment {
	m := IncidentMoment{Row: f.row(i), Episode: d.Clock() == disclosure.ByEpisode}
	if (i.Verdict == disclosure.Pending || i.Verdict == disclosure.Missing) && !i.DueAt.IsZero() {
		m.Count = f.countdown(i.DueAt, asOf)
	}
	if !m.Episode && !i.PublishedAt.IsZero() && !i.OpenedAt.IsZero() {
		m.Took = f.span(i.PublishedAt.Sub(i.OpenedAt))
	}
	return m
}

func (f Frame) countdown(due, asOf time.Time) *Countdown {
	left := due.Sub(asOf)
	c := &Countdown{Due: due, Over: left <= 0}
	if c.Over {
		c.Words = f.T("count.over", f.span(-left))
	} else {
		c.Words = f.T("count.left", f.span(left))
	}
	return c
}

// span writes a length of time in hours and minutes, the minutes rounded down.
func (f Frame) span(d time.Duration) string {
	d = max(d, 0)
	return f.T("count.span", int(d.Hours()), int(d.Minutes())%60)
}

// running reports whether something is still awaited: until the closing where
// follow-ups are owed, else until every moment is met.
func (n Incident) running() bool {
	if !n.ClosedAt.IsZero() {
		return false
	}
	return slices.ContainsFunc(n.Moments, func(m IncidentMoment) bool {
		return m.Episode && m.Verdict != disclosure.Inapplicable ||
			m.Verdict == disclosure.Pending || m.Verdict == disclosure.Missing || m.Verdict == disclosure.Unverified
	})
}

func nextDue(moments []IncidentMoment) time.Time {
	var next time.Time
	for _, m := range moments {
		if m.Count != nil && (next.IsZero() || m.DueAt.Before(next)) {
			next = m.DueAt
		}
	}
	return next
}

// Moment is one step of an incident on the page of an instance, with the time
// since the step before.
type Moment struct {
	At    time.Time
	Words string
	Title string
	Since string // time since the opening or the feed before
	Over  bool   // the gap is longer than the term allows
	Late  bool   // it came after the closing or before the opening: it does not count
}

// moments lists opening, words and closing in order of time. For episodes each
// gap is held against the term.
func (f Frame) moments(d disclosure.Duty, limit int, events []disclosure.Event) []Moment {
	if !isIncident(d) {
		return nil
	}
	facts := standing(events)
	opening, ok := latest(facts, disclosure.Detected, disclosure.Triggered)
	if !ok || opening.OccurredAt.IsZero() {
		return nil
	}
	var closing disclosure.Event
	var feeds []disclosure.Event
	for _, e := range facts {
		switch e.Kind {
		case disclosure.Published, disclosure.Revised, disclosure.FollowUp:
			if !e.OccurredAt.IsZero() {
				feeds = append(feeds, e)
			}
		case disclosure.Closed:
			if closing.Kind == 0 || e.OccurredAt.Before(closing.OccurredAt) {
				closing = e
			}
		}
	}
	if closing.Kind != 0 {
		feeds = append(feeds, closing)
	}
	slices.SortStableFunc(feeds, func(a, b disclosure.Event) int { return a.OccurredAt.Compare(b.OccurredAt) })
	list := []Moment{{At: opening.OccurredAt, Words: f.KindWords(opening.Kind), Title: opening.Title}}
	last := opening.OccurredAt
	for _, e := range feeds {
		m := Moment{At: e.OccurredAt, Words: f.KindWords(e.Kind), Title: e.Title}
		if m.Late = e.OccurredAt.Before(opening.OccurredAt) || closing.Kind != 0 && e.OccurredAt.After(closing.OccurredAt); !m.Late {
			gap := e.OccurredAt.Sub(last)
			m.Since = f.span(gap)
			m.Over = d.Clock() == disclosure.ByEpisode && limit > 0 && gap > time.Duration(limit)*time.Hour
			last = e.OccurredAt
		}
		list = append(list, m)
	}
	return list
}

// AllClosed counts the closed incidents, shown or not.
func (b IncidentBoard) AllClosed() int { return len(b.Closed) + b.More }
