package disclosure

import (
	"reflect"
	"slices"
)

// PlanChanges is how plan b differs from plan a (方案对照).
type PlanChanges struct {
	Added         []Duty // in the order of b
	Retired       []Duty // in the order of a
	Changed       []DutyChange
	OfficesAdded  []Office
	OfficesGone   []Office
	OfficesChange []OfficeChange
}

// DutyChange is a duty that both plans have and state differently.
type DutyChange struct {
	Before, After Duty
	Aspects       []Aspect
}

// OfficeChange is an office that both plans have and state differently.
type OfficeChange struct {
	Before, After Office
	Aspects       []Aspect
}

// Aspect is one thing that a plan states of a duty or an office.
type Aspect int

const (
	AspectName Aspect = iota + 1
	AspectClause
	AspectLead
	AspectCoOffices
	AspectChannels
	AspectTrigger // with what opens it
	AspectCadence
	AspectTerm    // the length of the time there is, by class too
	AspectSource  // what the term rests on
	AspectReview  // 保密审查
	AspectNil     // 零报告
	AspectFields  // 公开要素
	AspectBlock   // 考核板块
	AspectClock   // how it is counted: application, opened or counted with others
	AspectJudged  // whether it is judged, and by whom it is performed
	AspectActive  // from when and until when it binds
	AspectNote    //
	AspectGroup   // of an office: its ranking
	AspectAliases // of an office: other names
	AspectLasting // of an office: from when, until when, and who follows
)

// Judging reports whether the aspect can change a verdict or who answers for it.
func (a Aspect) Judging() bool {
	return !slices.Contains([]Aspect{AspectName, AspectClause, AspectSource, AspectNote, AspectAliases, AspectCoOffices}, a)
}

// Nothing reports whether the plans state the same.
func (c PlanChanges) Nothing() bool {
	return len(c.Added)+len(c.Retired)+len(c.Changed)+len(c.OfficesAdded)+len(c.OfficesGone)+len(c.OfficesChange) == 0
}

// ComparePlans tells how b differs from a. Duties and offices are the same when
// their codes are; the order in which a plan lists them does not count.
func ComparePlans(a, b *Plan) PlanChanges {
	var c PlanChanges
	for _, before := range a.Duties {
		after, ok := b.DutyByCode(before.Code)
		if !ok {
			c.Retired = append(c.Retired, before)
		} else if aspects := differing(dutyAspects(before), dutyAspects(after)); len(aspects) > 0 {
			c.Changed = append(c.Changed, DutyChange{before, after, aspects})
		}
	}
	for _, d := range b.Duties {
		if _, ok := a.DutyByCode(d.Code); !ok {
			c.Added = append(c.Added, d)
		}
	}
	for _, before := range a.Offices {
		after, ok := b.OfficeByCode(before.Code)
		if !ok {
			c.OfficesGone = append(c.OfficesGone, before)
		} else if aspects := differing(officeAspects(before), officeAspects(after)); len(aspects) > 0 {
			c.OfficesChange = append(c.OfficesChange, OfficeChange{before, after, aspects})
		}
	}
	for _, o := range b.Offices {
		if _, ok := a.OfficeByCode(o.Code); !ok {
			c.OfficesAdded = append(c.OfficesAdded, o)
		}
	}
	return c
}

// said is what a plan states under one aspect.
type said struct {
	aspect Aspect
	values []any
}

func dutyAspects(d Duty) []said {
	t := d.Term
	return []said{
		{AspectName, []any{d.Name, d.NameEN}}, {AspectClause, []any{d.Clause, d.ClauseText}},
		{AspectLead, []any{d.Lead}}, {AspectCoOffices, []any{d.CoOffices}}, {AspectChannels, []any{d.Channels}},
		{AspectTrigger, []any{d.Trigger, d.OpensOn}}, {AspectCadence, []any{d.Cadence}},
		{AspectTerm, []any{t.N, t.Unit, t.RollForward, t.Month, t.Day, t.Dates, d.Classes}},
		{AspectSource, []any{t.Explicit, t.Words, t.Source, t.Mark, t.Ceiling, t.CeilingSource}},
		{AspectReview, []any{d.Review}}, {AspectNil, []any{d.NilReturn}}, {AspectFields, []any{d.Fields}}, {AspectBlock, []any{d.Block}},
		{AspectClock, []any{d.Application, d.OpensWith, d.CountedWith}}, {AspectJudged, []any{d.NotJudged, d.External, d.AnnualLine}},
		{AspectActive, []any{d.ActiveFrom, d.ActiveTo}}, {AspectNote, []any{d.Note}},
	}
}

func officeAspects(o Office) []said {
	return []said{
		{AspectName, []any{o.Name, o.NameEN}}, {AspectGroup, []any{o.Group}}, {AspectAliases, []any{o.Aliases}},
		{AspectLasting, []any{o.ValidFrom, o.ValidTo, o.Successor}}, {AspectNote, []any{o.Note}},
	}
}

func differing(a, b []said) []Aspect {
	var aspects []Aspect
	for i := range a {
		for j, v := range a[i].values {
			if !same(v, b[i].values[j]) {
				aspects = append(aspects, a[i].aspect)
				break
			}
		}
	}
	return aspects
}

// same holds an empty list for the same as none.
func same(a, b any) bool {
	v, w := reflect.ValueOf(a), reflect.ValueOf(b)
	if k := v.Kind(); (k == reflect.Slice || k == reflect.Map) && v.Len() == 0 && w.Len() == 0 {
		return true
	}
	return reflect.DeepEqual(a, b)
}
