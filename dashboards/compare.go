package dashboards

import (
	"cmp"
	"slices"

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

// NewCompare shows how one version differs from another. Names of duties and
// offices are those of the version they stand in.
func NewCompare(f Frame, from, to *disclosure.Plan, versions []VersionLine) CompareBoard {
	changes := disclosure.ComparePlans(from, to)
	b := CompareBoard{From: from, To: to, Versions: versions, Same: changes.Nothing()}
	old, now := f, f
	old.Plan, now.Plan = from, to
	for _, d := range inOrder(to, changes.Added) {
		b.Added = append(b.Added, now.dutyLine(d))
	}
	for _, d := range inOrder(from, changes.Retired) {
		line := old.dutyLine(d)
		line.Href = "" // the plan in force may not have it
		b.Retired = append(b.Retired, line)
	}
	changed := map[string]disclosure.DutyChange{}
	for _, c := range changes.Changed {
		changed[c.After.Code] = c
	}
	for _, d := range dutiesWhere(to, func(d disclosure.Duty) bool { return len(changed[d.Code].Aspects) > 0 }) {
		b.Changed = append(b.Changed, DutyChange{d.Code, now.Duty(d.Code), f.Link.Duty(d.Code), changedParts(old, now, changed[d.Code])})
	}
	b.Offices = officeChanges(old, now, changes)
	return b
}

// inOrder puts duties in the order of their plan.
func inOrder(p *disclosure.Plan, duties []disclosure.Duty) []disclosure.Duty {
	return dutiesWhere(p, func(d disclosure.Duty) bool {
		return slices.ContainsFunc(duties, func(other disclosure.Duty) bool { return other.Code == d.Code })
	})
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
