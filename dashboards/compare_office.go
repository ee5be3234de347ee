package dashboards

import (
	"cmp"
	"slices"
	"strings"

	"daylight/internal/disclosure"
)

// officeChanges tells renamings, mergers, splits and endings apart, and what
// else is said of offices differently. A merger is two or more offices with one
// successor; a split is an office that ended and whose duties are led by two or
// more others.
func officeChanges(old, now Frame, plans disclosure.PlanChanges) []OfficeChange {
	var changes []OfficeChange
	heirs := map[string][]disclosure.Office{}
	ends := func(o disclosure.Office) {
		if leads := newLeads(old, now, o.Code); len(leads) > 1 {
			changes = append(changes, OfficeChange{Key: "split", Before: []string{now.Office(o.Code)}, After: leads, On: o.ValidTo})
		} else {
			heirs[o.Successor] = append(heirs[o.Successor], o)
		}
	}
	for _, o := range plans.OfficesAdded {
		changes = append(changes, OfficeChange{Key: "new", After: []string{now.Office(o.Code)}, On: o.ValidFrom})
		if o.ValidTo != 0 {
			ends(o)
		}
	}
	for _, c := range plans.OfficesChange {
		for _, aspect := range c.Aspects {
			if aspect == disclosure.AspectLasting && c.After.ValidTo != 0 && (c.Before.ValidTo != c.After.ValidTo || c.Before.Successor != c.After.Successor) {
				ends(c.After)
			} else {
				changes = append(changes, officeChange(old, now, c, aspect))
			}
		}
	}
	for _, o := range plans.OfficesGone {
		key := "ended"
		leads := newLeads(old, now, o.Code)
		if len(leads) > 1 {
			key = "split"
		} else if len(leads) == 1 {
			key = "succeeded"
		}
		changes = append(changes, OfficeChange{Key: key, Before: []string{old.Office(o.Code)}, After: leads})
	}
	changes = append(changes, inherited(now, heirs)...)
	for n := range changes {
		changes[n].What = now.T("compare.office." + changes[n].Key)
	}
	slices.SortStableFunc(changes, func(a, b OfficeChange) int {
		return cmp.Or(cmp.Compare(a.Key, b.Key), cmp.Compare(strings.Join(a.Before, ""), strings.Join(b.Before, "")))
	})
	return changes
}

// officeChange shows one aspect of an office that goes on.
func officeChange(old, now Frame, c disclosure.OfficeChange, aspect disclosure.Aspect) OfficeChange {
	said := func(f Frame, o disclosure.Office) (key, words string) {
		switch aspect {
		case disclosure.AspectName:
			return "renamed", f.Office(o.Code)
		case disclosure.AspectGroup:
			return "group", f.T("group." + groupKey(o.Group))
		case disclosure.AspectAliases:
			return "aliases", dash(f.joined(o.Aliases))
		case disclosure.AspectLasting:
			return "lasting", dash(span2(o.ValidFrom, o.ValidTo))
		}
		return "note", dash(o.Note)
	}
	key, before := said(old, c.Before)
	_, after := said(now, c.After)
	if before == after {
		before, after = "—", now.T("compare.unseen")
	}
	change := OfficeChange{Key: key, Before: []string{before}, After: []string{after}}
	if key != "renamed" || before == "—" {
		change.Before = []string{now.Office(c.After.Code) + now.T("case.colon") + before}
	}
	return change
}

// inherited tells who took over from the offices that ended, by successor.
func inherited(now Frame, heirs map[string][]disclosure.Office) []OfficeChange {
	var changes []OfficeChange
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
