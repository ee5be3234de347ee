package planfile

import (
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
)

var triggerKeys = map[schedule]string{
	{disclosure.Periodic, disclosure.Monthly}:    "plan.trigger.monthly",
	{disclosure.Periodic, disclosure.Quarterly}:  "plan.trigger.quarterly",
	{disclosure.Periodic, disclosure.HalfYearly}: "plan.trigger.half_yearly",
	{disclosure.Periodic, disclosure.Yearly}:     "plan.trigger.yearly",
	{disclosure.OnEvent, 0}:                      "plan.trigger.event",
	{disclosure.FixedDate, disclosure.Yearly}:    "plan.trigger.fixed_date",
	{disclosure.Standing, 0}:                     "plan.trigger.standing",
	{disclosure.Continuous, 0}:                   "plan.trigger.continuous",
	{disclosure.OneOff, 0}:                       "plan.trigger.one_off",
}

// TriggerText says when a duty falls due: 每季度, 事件触发.
func TriggerText(lang i18n.Lang, d disclosure.Duty) string {
	if d.Trigger == disclosure.Standing {
		every := i18n.T(lang, triggerKeys[schedule{disclosure.Periodic, d.PeriodMonths()}])
		return i18n.T(lang, "plan.trigger.standing_checked", every)
	}
	return i18n.T(lang, triggerKeys[schedule{d.Trigger, d.Cadence}])
}

// TermText says how long an office has: 20 个工作日. It is "" for no term.
func TermText(lang i18n.Lang, t disclosure.Term) string {
	if t.N == 0 && (t.Unit == disclosure.Workdays || t.Unit == disclosure.CalendarDays) {
		return i18n.T(lang, "plan.term.same_day")
	}
	switch t.Unit {
	case disclosure.Workdays:
		return i18n.T(lang, "plan.term.workdays", t.N)
	case disclosure.CalendarDays:
		if t.RollForward {
			return i18n.T(lang, "plan.term.days_roll", t.N)
		}
		return i18n.T(lang, "plan.term.days", t.N)
	case disclosure.Hours:
		return i18n.T(lang, "plan.term.hours", t.N)
	case disclosure.OnDate:
		if t.Month == 0 {
			return i18n.T(lang, "plan.term.month_day", t.Day)
		}
		return i18n.T(lang, "plan.term.year_day", int(t.Month), t.Day)
	}
	return ""
}

// BasisText says what a term rests on: the plan's own words (明文“按季度”), a
// default with how well its source is known, or both.
func BasisText(lang i18n.Lang, t disclosure.Term) string {
	switch {
	case t.Explicit && t.Mark != "":
		return i18n.T(lang, "plan.basis.explicit_in_part", t.Words, i18n.T(lang, "plan.mark."+t.Mark))
	case t.Explicit:
		return i18n.T(lang, "plan.basis.explicit", t.Words)
	case t.Mark == "":
		return ""
	}
	return i18n.T(lang, "plan.basis.default", i18n.T(lang, "plan.mark."+t.Mark))
}

// LengthText says the whole of a duty's term: its length, by class where the
// duty has classes, and the legal limit (法定上限) that a shorter one stays under.
func LengthText(lang i18n.Lang, d disclosure.Duty) string {
	text := TermText(lang, d.Term)
	for i, c := range d.Classes {
		t := d.Term
		t.N = c.N
		said := TermText(lang, t)
		if c.N == 0 {
			said = i18n.T(lang, "plan.term.no_class")
		}
		name := c.Name
		if lang == i18n.English && c.NameEN != "" {
			name = c.NameEN
		}
		if i == 0 {
			text = ""
		} else {
			text += i18n.T(lang, "plan.term.next_class")
		}
		text += i18n.T(lang, "plan.term.of_class", name, said)
	}
	if d.Clock() == disclosure.ByUpkeep || d.Clock() == disclosure.ByEpisode {
		text = i18n.T(lang, "plan.term.gap", text)
	}
	if d.Term.Ceiling != 0 {
		t := d.Term
		t.N = t.Ceiling
		text = i18n.T(lang, "plan.term.under", text, TermText(lang, t))
	}
	return text
}
