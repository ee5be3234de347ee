package dashboards

import (
	"cmp"
	"slices"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/workday"
)

// Dossier is what people did about an instance beside its verdict: doubts and
// rulings, reviews, hand-overs, and how its facts hang together with others.
type Dossier struct {
	Publications []PublicationDates
	Reviews      []ReviewLine
	Moves        []MoveLine // hand-overs and reassignments
	Grounds      []GroundLine
	Checks       []CheckLine
	Post         int       // other instances that the same post meets
	With         []Link    // duties whose facts count here too
	Fields       []Element // 公开要素 with ticks
	FieldsKnown  bool      // some publication says which elements it covers
	Reply        string
	Delivery     string
	Ceiling      string // legal limit beside a shorter local one
}

// PublicationDates is a publication with its four dates, and what became of a
// doubt about them.
type PublicationDates struct {
	Title, Channel string
	Claimed        string
	URLDate        workday.Date
	FirstSeen      string
	Recorded       string
	Suspect        bool
	Why            string
	Ruling         *RulingLine
}

// RulingLine is a decision on a doubt.
type RulingLine struct{ Decision, Reasons, At string }

// ReviewLine is one 保密审查.
type ReviewLine struct{ At, Reviewer, Number, Result, Note string }

// MoveLine is a hand-over or a reassignment.
type MoveLine struct {
	What, At, Office string
	Agreed           workday.Date // day a hand-over was agreed for
	Late             bool
	Note             string
}

// GroundLine is why nothing is published: 不予公开, 不适用.
type GroundLine struct{ What, At, Ground, Approver, Note string }

// Element is one 公开要素 with whether it is covered.
type Element struct {
	Name    string
	Covered bool
}

// NewDossier reads the facts of an instance. posts is how many other instances
// the same post meets.
func NewDossier(f Frame, d disclosure.Duty, i disclosure.Instance, events []disclosure.Event, posts int, c *workday.Calendar) Dossier {
	facts := standing(events)
	b := Dossier{Post: posts, Ceiling: f.ceiling(i.Term)}
	for _, e := range facts {
		at := f.moment(e.OccurredAt, e.Precision)
		switch e.Kind {
		case disclosure.Published, disclosure.Revised:
			b.Publications = append(b.Publications, f.publication(e, facts, c))
		case disclosure.Reviewed:
			b.Reviews = append(b.Reviews, ReviewLine{at, e.Attrs["reviewer"], e.Attrs["number"], e.Attrs["result"], e.Note})
		case disclosure.HandedOver, disclosure.Reassigned:
			b.Moves = append(b.Moves, f.move(e, at))
		case disclosure.Withheld, disclosure.NotApplicable:
			b.Grounds = append(b.Grounds, GroundLine{f.KindWords(e.Kind), at, e.Attrs["ground"], e.Attrs["approver"], e.Note})
		case disclosure.SpotChecked:
			b.Checks = append(b.Checks, f.check(e))
		}
	}
	b.Fields, b.FieldsKnown = elements(d, facts)
	b.With = f.with(d, facts)
	return b
}

// publication explains why a claimed date is doubted, by the rules of judging:
// an address dated more than one working day later, or a first sight more than
// two working days later.
func (f Frame) publication(e disclosure.Event, facts []disclosure.Event, c *workday.Calendar) PublicationDates {
	p := PublicationDates{
		Title: e.Title, Channel: f.Channel(e.Channel), Claimed: f.moment(e.OccurredAt, e.Precision), URLDate: e.URLDate,
		FirstSeen: f.moment(e.FirstSeen, disclosure.ToMinute), Recorded: f.moment(e.RecordedAt, disclosure.ToMinute),
	}
	if e.OccurredAt.IsZero() || c == nil {
		return p
	}
	claimed := workday.DateOf(e.OccurredAt)
	seen := workday.Date(0)
	if !e.FirstSeen.IsZero() {
		seen = workday.DateOf(e.FirstSeen)
	}
	switch {
	case e.URLDate > claimed && c.WorkdaysBetween(claimed, e.URLDate) > 1:
		p.Suspect, p.Why = true, f.T("dossier.suspect.url", f.Day(claimed), f.Day(e.URLDate), c.WorkdaysBetween(claimed, e.URLDate), f.Day(max(e.URLDate, seen)))
	case seen > claimed && c.WorkdaysBetween(claimed, seen) > 2:
		p.Suspect, p.Why = true, f.T("dossier.suspect.seen", f.Day(claimed), f.Day(seen), c.WorkdaysBetween(claimed, seen))
	}
	for _, r := range facts {
		if r.Kind == disclosure.Ruled && r.Ref == e.ID && e.ID != "" {
			p.Ruling = &RulingLine{f.attr(r, "decision"), r.Note, f.moment(r.RecordedAt, disclosure.ToMinute)}
		}
	}
	return p
}

func (f Frame) move(e disclosure.Event, at string) MoveLine {
	m := MoveLine{What: f.KindWords(e.Kind), At: at, Office: f.Office(e.Office), Note: e.Note}
	if e.Kind != disclosure.HandedOver {
		return m
	}
	if day, err := workday.ParseDate(e.Attrs["due"]); err == nil {
		m.Agreed = day
		m.Late = !e.OccurredAt.IsZero() && workday.DateOf(e.OccurredAt) > day
	}
	return m
}

// elements ticks the checklist of the duty against what publications cover.
func elements(d disclosure.Duty, facts []disclosure.Event) (list []Element, known bool) {
	covered := map[string]bool{}
	for _, e := range facts {
		if e.Kind == disclosure.Published || e.Kind == disclosure.Revised {
			for _, name := range e.Fields {
				covered[name], known = true, true
			}
		}
	}
	for _, name := range d.Fields {
		list = append(list, Element{name, covered[name]})
	}
	return list, known
}

// with names the duties that copies among the facts come from.
func (f Frame) with(d disclosure.Duty, facts []disclosure.Event) []Link {
	if !slices.ContainsFunc(facts, func(e disclosure.Event) bool { return e.Attrs["with"] != "" }) {
		return nil
	}
	var links []Link
	for _, code := range []string{d.CountedWith, d.OpensWith} {
		if code != "" {
			links = append(links, Link{f.Duty(code), f.Link.Duty(code)})
		}
	}
	return links
}

// ceiling names the legal limit beside a shorter local one.
func (f Frame) ceiling(t disclosure.Term) string {
	if t.Ceiling == 0 || t.Unit == disclosure.OnDate {
		return ""
	}
	return f.T("dossier.ceiling", i18n.Delay(f.Lang, t.Ceiling, t.Unit), cmp.Or(t.CeilingSource, "—"))
}

// PostOf returns the id under which the publications of an instance share one
// post with others, "" when they do not.
func PostOf(events []disclosure.Event) string {
	for _, e := range standing(events) {
		if post := e.Attrs["post"]; post != "" && (e.Kind == disclosure.Published || e.Kind == disclosure.Revised) {
			return post
		}
	}
	return ""
}

// SamePost counts the other instances whose publications share the post.
func SamePost(post string, own disclosure.Instance, events []disclosure.Event) int {
	seen := map[string]bool{}
	for _, e := range standing(events) {
		key := disclosure.Instance{Duty: e.Duty, Subject: e.Subject}.Key()
		if (e.Attrs["post"] == post || e.ID == post) && key != own.Key() {
			seen[key] = true
		}
	}
	return len(seen)
}
