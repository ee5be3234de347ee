package dashboards

import (
	"cmp"
	"slices"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// dutyPart is one thing said of a duty under an aspect.
type dutyPart struct {
	aspect       disclosure.Aspect
	label, words string
}

// changedParts lists what is said of a duty differently. What differs without
// a difference in the words of the reader's language is told as that.
func changedParts(old, now Frame, c disclosure.DutyChange) []PartChange {
	var parts []PartChange
	before, after := dutyParts(old, c.Before), dutyParts(now, c.After)
	for _, aspect := range c.Aspects {
		label, seen := "", false
		for n := range before {
			if before[n].aspect != aspect {
				continue
			}
			label = cmp.Or(label, before[n].label)
			if before[n].words == after[n].words {
				continue
			}
			seen = true
			change := PartChange{now.T(before[n].label), dash(before[n].words), dash(after[n].words)}
			if !slices.Contains(parts, change) { // the trigger is said with its cadence
				parts = append(parts, change)
			}
		}
		if !seen && label != "" {
			parts = append(parts, PartChange{now.T(label), "—", now.T("compare.unseen")})
		}
	}
	return parts
}

func dash(s string) string { return cmp.Or(s, "—") }

func dutyParts(f Frame, d disclosure.Duty) []dutyPart {
	line := f.dutyLine(d)
	var channels, classes, co []string
	for _, code := range d.CoOffices {
		co = append(co, f.Office(code))
	}
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
	basis := f.T("compare.not_explicit")
	if d.Term.Explicit {
		basis = f.T("compare.explicit")
	}
	if line.MarkKey != "" {
		basis += f.T("list.separator") + f.T("mark."+line.MarkKey)
	}
	return []dutyPart{
		{disclosure.AspectName, "col.duty", f.Duty(d.Code)},
		{disclosure.AspectClause, "col.clause", d.Clause}, {disclosure.AspectClause, "compare.clause_text", d.ClauseText},
		{disclosure.AspectLead, "col.lead", line.Lead}, {disclosure.AspectCoOffices, "duty.co", f.joined(co)},
		{disclosure.AspectChannels, "duty.channels", f.joined(channels)},
		{disclosure.AspectTrigger, "col.trigger", line.Trigger}, {disclosure.AspectTrigger, "compare.opens", d.OpensOn},
		{disclosure.AspectCadence, "col.trigger", line.Trigger},
		{disclosure.AspectTerm, "col.term", line.Term}, {disclosure.AspectTerm, "compare.roll", f.yes(d.Term.RollForward)}, {disclosure.AspectTerm, "compare.classes", f.joined(classes)},
		{disclosure.AspectSource, "col.term_source", d.Term.Source}, {disclosure.AspectSource, "compare.basis", basis}, {disclosure.AspectSource, "compare.ceiling", f.ceiling(d.Term)},
		{disclosure.AspectReview, "compare.review", f.yes(d.Review)}, {disclosure.AspectNil, "compare.nil_return", f.yes(d.NilReturn)},
		{disclosure.AspectFields, "duty.fields", f.joined(d.Fields)}, {disclosure.AspectBlock, "compare.block", d.Block},
		{disclosure.AspectClock, "compare.application", f.yes(d.Application)}, {disclosure.AspectClock, "compare.opens_with", d.OpensWith}, {disclosure.AspectClock, "compare.counted_with", d.CountedWith},
		{disclosure.AspectJudged, "compare.not_judged", d.NotJudged}, {disclosure.AspectJudged, "duty.external", f.yes(d.External)},
		{disclosure.AspectActive, "compare.active", span2(d.ActiveFrom, d.ActiveTo)}, {disclosure.AspectNote, "compare.note", d.Note},
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
