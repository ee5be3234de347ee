package dashboards

import (
	"cmp"
	"slices"
	"strings"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// CompareBoard sets two versions of a plan side by side.
type CompareBoard struct {
	From, To *disclosure.Plan
	Added    []DutyLine
	Retired  []DutyLine
	Changed  []DutyChange
	Offices  []OfficeChange
	Versions []VersionLine
	Same     bool
}

// DutyChange is a duty that stands in both versions, differently.
type DutyChange struct {
	Code, Name, Href string
	Parts            []PartChange
}

// PartChange is one thing said of a duty, before and after.
type PartChange struct{ What, Before, After string }

// OfficeChange is what became of an office: Key is renamed, merged, split,
// succeeded, ended or new.
type OfficeChange struct {
	Key, What     string
	Before, After []string
	On            workday.Date
}

// VersionLine is a version with the days on which it is in force.
type VersionLine struct {
	disclosure.PlanInfo
	Since, Until workday.Date // Until is the last day; zero: no later version
	Never        bool         // replaced before it took effect
	Current      bool
	Compare      string // address of the comparison with the version before
}

// NewCompare compares two versions. names of duties and offices are those of
// the version they stand in.
func NewCompare(f Frame, from, to *disclosure.Plan, versions []VersionLine) CompareBoard {
	b := CompareBoard{From: from, To: to, Versions: versions}
	old, now := f, f
	old.Plan, now.Plan = from, to
	for _, d := range dutiesWhere(to, func(disclosure.Duty) bool { return true }) {
		was, ok := from.DutyByCode(d.Code)
		if !ok {
			b.Added = append(b.Added, now.dutyLine(d))
		} else if parts := changedParts(old, now, was, d); len(parts) > 0 {
			b.Changed = append(b.Changed, DutyChange{d.Code, now.Duty(d.Code), f.Link.Duty(d.Code), parts})
		}
	}
	for _, d := range dutiesWhere(from, func(disclosure.Duty) bool { return true }) {
		if _, ok := to.DutyByCode(d.Code); !ok {
			line := old.dutyLine(d)
			line.Href = "" // the plan in force may not have it
			b.Retired = append(b.Retired, line)
		}
	}
	b.Offices = officeChanges(old, now)
	b.Same = len(b.Added)+len(b.Retired)+len(b.Changed)+len(b.Offices) == 0
	return b
}

// changedParts lists what is said of a duty differently.
func changedParts(old, now Frame, was, is disclosure.Duty) []PartChange {
	var parts []PartChange
	before, after := dutyParts(old, was), dutyParts(now, is)
	for n := range before {
		if before[n].said() != after[n].said() {
			parts = append(parts, PartChange{now.T(before[n].label), dash(before[n].words), dash(after[n].words)})
		}
	}
	return parts
}

func dash(s string) string { return cmp.Or(s, "—") }

// dutyPart is one thing said of a duty. Offices are compared by their codes, so
// that a new name alone changes no duty.
type dutyPart struct{ label, words, codes string }

func (p dutyPart) said() string { return cmp.Or(p.codes, p.words) }

func dutyParts(f Frame, d disclosure.Duty) []dutyPart {
	line := f.dutyLine(d)
	names := func(codes []string) string {
		var list []string
		for _, c := range codes {
			list = append(list, f.Office(c))
		}
		return f.joined(list)
	}
	var channels, classes []string
	for _, c := range d.Channels {
		words := f.Channel(c.Code)
		if c.GraceWorkdays > 0 {
			words += " " + f.T("duty.grace", c.GraceWorkdays)
		}
		channels = append(channels, words)
	}
	for _, c := range d.Classes {
		classes = append(classes, named(f.Lang, c.Name, c.NameEN, c.Code)+" "+f.Term(disclosure.Term{N: c.N, Unit: d.Term.Unit}))
	}
	return []dutyPart{
		{label: "col.duty", words: f.Duty(d.Code)}, {label: "col.clause", words: d.Clause}, {label: "col.lead", words: line.Lead, codes: d.Lead}, {label: "duty.co", words: names(d.CoOffices), codes: strings.Join(d.CoOffices, " ")},
		{label: "col.trigger", words: line.Trigger}, {label: "compare.opens", words: d.OpensOn}, {label: "col.term", words: line.Term}, {label: "compare.roll", words: f.yes(d.Term.RollForward)},
		{label: "compare.classes", words: f.joined(classes)}, {label: "col.term_source", words: d.Term.Source}, {label: "compare.ceiling", words: f.ceiling(d.Term)},
		{label: "duty.channels", words: f.joined(channels)}, {label: "duty.fields", words: f.joined(d.Fields)},
		{label: "compare.review", words: f.yes(d.Review)}, {label: "compare.nil_return", words: f.yes(d.NilReturn)}, {label: "duty.external", words: f.yes(d.External)},
		{label: "compare.opens_with", words: d.OpensWith}, {label: "compare.counted_with", words: d.CountedWith}, {label: "compare.not_judged", words: d.NotJudged},
		{label: "compare.active", words: span2(d.ActiveFrom, d.ActiveTo)},
	}
}

func (f Frame) yes(b bool) string {
	if b {
		return f.T("help.yes")
	}
	return f.T("help.no")
}

func span2(from, to workday.Date) string {
	if from.IsZero() && to.IsZero() {
		return ""
	}
	return from.String() + " – " + to.String()
}

// officeChanges finds renamings, mergers, splits and endings. A merger is two
// or more offices with one successor; a split is an office that ended and
// whose duties are led by two or more others.
func officeChanges(old, now Frame) []OfficeChange {
	var changes []OfficeChange
	heirs := map[string][]disclosure.Office{}
	for _, o := range now.Plan.Offices {
		was, stood := old.Plan.OfficeByCode(o.Code)
		switch {
		case stood && old.Office(o.Code) != now.Office(o.Code):
			changes = append(changes, OfficeChange{Key: "renamed", Before: []string{old.Office(o.Code)}, After: []string{now.Office(o.Code)}})
		case !stood:
			changes = append(changes, OfficeChange{Key: "new", After: []string{now.Office(o.Code)}, On: o.ValidFrom})
		}
		if o.ValidTo != 0 && (was.ValidTo != o.ValidTo || was.Successor != o.Successor) {
			if leads := newLeads(old, now, o.Code); len(leads) > 1 {
				changes = append(changes, OfficeChange{Key: "split", Before: []string{now.Office(o.Code)}, After: leads, On: o.ValidTo})
			} else {
				heirs[o.Successor] = append(heirs[o.Successor], o)
			}
		}
	}
	for _, o := range old.Plan.Offices {
		if _, stands := now.Plan.OfficeByCode(o.Code); stands {
			continue
		}
		key := "ended"
		leads := newLeads(old, now, o.Code)
		if len(leads) > 1 {
			key = "split"
		} else if len(leads) == 1 {
			key = "succeeded"
		}
		changes = append(changes, OfficeChange{Key: key, Before: []string{old.Office(o.Code)}, After: leads})
	}
	for successor, offices := range heirs {
		c := OfficeChange{Key: "ended", On: offices[0].ValidTo}
		if successor != "" {
			c.Key, c.After = "succeeded", []string{now.Office(successor)}
			if len(offices) > 1 {
				c.Key = "merged"
			}
		}
		for _, o := range offices {
			c.Before = append(c.Before, now.Office(o.Code))
		}
		changes = append(changes, c)
	}
	for n := range changes {
		changes[n].What = now.T("compare.office." + changes[n].Key)
	}
	slices.SortStableFunc(changes, func(a, b OfficeChange) int {
		return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(strings.Join(a.Before, ""), strings.Join(b.Before, "")))
	})
	return changes
}

// newLeads names the other offices that now lead what an office led.
func newLeads(old, now Frame, office string) []string {
	var leads []string
	for _, d := range old.Plan.Duties {
		is, ok := now.Plan.DutyByCode(d.Code)
		if d.Lead != office || !ok || is.Lead == office || is.Lead == "" {
			continue
		}
		if name := now.Office(is.Lead); !slices.Contains(leads, name) {
			leads = append(leads, name)
		}
	}
	return leads
}

// VersionsOf lists the versions of a body's plan, newest first, with the days on
// which each is in force. compare makes the address of a comparison.
func VersionsOf(body string, current int, all []disclosure.PlanInfo, compare func(from, to int) string) []VersionLine {
	var own []disclosure.PlanInfo
	for _, v := range all {
		if v.Body.Code == body {
			own = append(own, v)
		}
	}
	slices.SortStableFunc(own, func(a, b disclosure.PlanInfo) int { return cmp.Compare(a.Version, b.Version) })
	var lines []VersionLine
	for n, v := range own {
		l := VersionLine{PlanInfo: v, Since: v.EffectiveFrom, Current: v.Version == current}
		for _, later := range own[n+1:] {
			if l.Until == 0 || later.EffectiveFrom-1 < l.Until {
				l.Until = later.EffectiveFrom - 1
			}
		}
		l.Never = l.Until != 0 && l.Until < l.Since
		if n > 0 {
			l.Compare = compare(own[n-1].Version, v.Version)
		}
		lines = append([]VersionLine{l}, lines...)
	}
	return lines
}
