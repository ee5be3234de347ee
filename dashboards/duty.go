package dashboards

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"daylight/internal/disclosure"
)

const (
	// DutyMonths is how far back the page of a duty looks.
	DutyMonths   = 24
	dutyRows     = 60
	timelineRows = 30
)

// DutyBoard is the page of one 公开事项.
type DutyBoard struct {
	DutyLine
	Duty     disclosure.Duty
	Lead     *Link
	Co       []Link
	Channels []DutyChannelLine
	Counts   Counts
	Parts    []Part
	Timeline Timeline
	Rows     []Row // latest first
	More     int
	Later    int // of periods that have not begun: counted nowhere on the page
	AllRows  string
	Elements []ElementRow // of duties with a checklist, by subject
	Topic    string
}

// ElementRow is the checklist of one instance: budgets and accounts by unit.
type ElementRow struct {
	Row
	Words []string // fields that lack
	Have  int
	Of    int
	Known bool // it was published
}

// DutyChannelLine is a channel a duty must use.
type DutyChannelLine struct {
	Name    string
	Primary bool
	Grace   int // working days after the due date
}

// DutyLine is a duty in a list.
type DutyLine struct {
	Code, Name, Href string
	Clause           string
	ClauseText       string
	Lead             string
	LeadHref         string
	Trigger          string
	Term             string
	Explicit         bool
	Source           string
	MarkKey          string // V, G or P
	NotJudged        string
	External         bool
	Never            disclosure.Verdict // 不适用 when it is opened by events and nothing opened it; else 0
}

// Duties lists the duties of the plan in its order. keep chooses; nil is all.
func Duties(f Frame, keep func(disclosure.Duty) bool) []DutyLine {
	sorted := slices.Clone(f.Plan.Duties)
	slices.SortStableFunc(sorted, func(a, b disclosure.Duty) int { return cmp.Compare(a.Order, b.Order) })
	var lines []DutyLine
	for _, d := range sorted {
		if keep == nil || keep(d) {
			lines = append(lines, f.dutyLine(d))
		}
	}
	return lines
}

func (f Frame) dutyLine(d disclosure.Duty) DutyLine {
	line := DutyLine{
		Code: d.Code, Name: f.Duty(d.Code), Href: f.Link.Duty(d.Code), Clause: d.Clause, ClauseText: d.ClauseText,
		Lead: f.T("duty.lead_by_record"), Trigger: f.trigger(d), Term: f.dutyTerm(d), Explicit: d.Term.Explicit,
		Source: d.Term.Source, MarkKey: d.Term.Mark, NotJudged: d.NotJudged, External: d.External,
	}
	if d.Lead != "" {
		line.Lead = f.Office(d.Lead)
		if f.Sees(d.Lead) {
			line.LeadHref = f.Link.Office(d.Lead)
		}
	}
	return line
}

// dutyTerm writes the term of a duty: of each class where there are classes, and
// how often it is looked at where it stands on display.
func (f Frame) dutyTerm(d disclosure.Duty) string {
	if d.Trigger == disclosure.Standing && d.Term.Unit != disclosure.OnDate && d.Term.N == 0 {
		return f.T("term.by_check", int(cmp.Or(d.Cadence, disclosure.HalfYearly)))
	}
	if len(d.Classes) == 0 {
		return f.Term(d.Term)
	}
	var words []string
	for _, c := range d.Classes {
		words = append(words, f.T("term.class", named(f.Lang, c.Name, c.NameEN, c.Code), f.classWords(d.Term, c)))
	}
	return strings.Join(words, f.T("term.between"))
}

// classWords is the term that a class gives.
func (f Frame) classWords(t disclosure.Term, c disclosure.Class) string {
	if c.N == 0 {
		return f.T("term.class_none")
	}
	t.N = c.N
	return f.Term(t)
}

// NewDuty draws the page of a duty from its instances of the last DutyMonths.
func NewDuty(f Frame, d disclosure.Duty, asOf time.Time, instances []disclosure.Instance) DutyBoard {
	b := DutyBoard{DutyLine: f.dutyLine(d), Duty: d, AllRows: f.Link.Rows(Rows{Duty: d.Code}), Topic: HelpTopic(d)}
	if d.Lead != "" {
		b.Lead = f.officeLink(d.Lead)
	}
	for _, code := range d.CoOffices {
		b.Co = append(b.Co, *f.officeLink(code))
	}
	for i, c := range d.Channels {
		b.Channels = append(b.Channels, DutyChannelLine{f.Channel(c.Code), i == 0, c.GraceWorkdays})
	}
	known := Known(asOf)
	latest := slices.DeleteFunc(slices.Clone(instances), func(i disclosure.Instance) bool { return i.PeriodFrom > known })
	b.Later = len(instances) - len(latest)
	slices.SortStableFunc(latest, func(a, b disclosure.Instance) int {
		return cmp.Or(cmp.Compare(b.DueOn, a.DueOn), cmp.Compare(a.Subject, b.Subject))
	})
	for n, i := range latest {
		b.Counts.Add(i.Verdict, 1)
		if n < dutyRows {
			b.Rows = append(b.Rows, f.row(i))
		}
	}
	b.More = len(latest) - len(b.Rows)
	if len(latest) > 0 {
		// The rows beneath are those of the months the page looks back on.
		r := Rows{Duty: d.Code}
		for _, i := range latest {
			day := cmp.Or(i.CountedOn, i.DueOn)
			if r.From == 0 || day < r.From {
				r.From = day
			}
			r.To = max(r.To, day)
		}
		b.Parts, b.AllRows = PartsOf(f, b.Counts, r), f.Link.Rows(r)
		if d.External {
			b.Parts, b.AllRows = nil, ""
		}
	}
	b.Elements = f.elementRows(d, latest[:min(len(latest), dutyRows)])
	b.Timeline = timeline(f, asOf, latest[:min(len(latest), timelineRows)])
	return b
}

// elementRows sets the instances of an event-driven duty with a checklist side
// by side, by subject: which unit published all that it owes.
func (f Frame) elementRows(d disclosure.Duty, instances []disclosure.Instance) []ElementRow {
	if len(d.Fields) == 0 || d.Trigger != disclosure.OnEvent {
		return nil
	}
	var rows []ElementRow
	for _, i := range instances {
		r := ElementRow{Row: f.row(i), Of: len(d.Fields), Have: len(d.Fields), Known: !i.PublishedAt.IsZero()}
		for _, item := range i.Lacking {
			if name, ok := strings.CutPrefix(item, "field:"); ok {
				r.Words, r.Have = append(r.Words, name), r.Have-1
			}
		}
		rows = append(rows, r)
	}
	slices.SortStableFunc(rows, func(a, b ElementRow) int { return cmp.Compare(a.Subject, b.Subject) })
	return rows
}

// MarkNever marks the event-driven duties that nothing opened in the period:
// 不适用, outside the denominator. Of another office's duties nothing is known
// to those who see only their own.
func MarkNever(f Frame, lines []DutyLine, instances []disclosure.Instance) {
	opened := map[string]bool{}
	for _, i := range instances {
		opened[i.Duty] = true
	}
	for n, l := range lines {
		d, ok := f.Plan.DutyByCode(l.Code)
		if ok && d.Trigger == disclosure.OnEvent && d.NotJudged == "" && !d.External && !opened[l.Code] && (f.Own == "" || f.Own == d.Lead) {
			lines[n].Never = disclosure.Inapplicable
		}
	}
}

func (f Frame) officeLink(code string) *Link {
	l := Link{Name: f.Office(code)}
	if f.Sees(code) {
		l.Href = f.Link.Office(code)
	}
	return &l
}

func (f Frame) trigger(d disclosure.Duty) string {
	switch d.Trigger {
	case disclosure.Periodic:
		switch d.Cadence {
		case disclosure.Monthly:
			return f.T("trigger.monthly")
		case disclosure.Quarterly:
			return f.T("trigger.quarterly")
		case disclosure.HalfYearly:
			return f.T("trigger.half_yearly")
		}
		return f.T("trigger.yearly")
	case disclosure.OnEvent:
		return f.T("trigger.on_event")
	case disclosure.FixedDate:
		return f.T("trigger.fixed_date")
	case disclosure.Standing:
		return f.T("trigger.standing")
	case disclosure.Continuous:
		return f.T("trigger.continuous")
	}
	return f.T("trigger.one_off")
}
