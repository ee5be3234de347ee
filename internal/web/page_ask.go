package web

import (
	"fmt"
	"slices"

	"daylight/dashboards"
	"daylight/internal/i18n"
	"daylight/internal/workday"
)

// askForm is the form at the top of a board that changes period and as-of. It
// is sent by GET, so the answer has an address.
type askForm struct {
	Action   string
	Keep     []hidden
	Groups   []periodGroup // empty when the period cannot be changed here
	Custom   bool
	From, To string
	AsOf     string
	Latest   string
}

// hidden is a field that keeps what the address already says.
type hidden struct{ Name, Value string }

// periodGroup is periods of one length to choose from.
type periodGroup struct {
	Label   string
	Options []option
}

// form builds the form of a page; keep names parameters it carries on.
func (a *Asked) form(lang i18n.Lang, action string, keep ...string) askForm {
	f := askForm{Action: action, Latest: dashboards.Known(a.AsOf).String()}
	if a.Pinned {
		f.AsOf, f.Latest = f.Latest, ""
	}
	if code := a.frame.Get("body"); code != "" {
		f.Keep = append(f.Keep, hidden{"body", code})
	}
	for _, name := range keep {
		if v := a.filters.Get(name); v != "" {
			f.Keep = append(f.Keep, hidden{name, v})
		}
	}
	name := a.Period.Key
	switch {
	case name == "" && a.From.IsZero() && a.To.IsZero():
		name = "all"
	case name == "":
		f.Custom, f.From, f.To = true, a.From.String(), a.To.String()
	}
	f.Groups = periodChoices(lang, dashboards.Known(a.AsOf), name, a.Period)
	return f
}

// asOfForm is the form of a page that looks across periods: only the as-of can
// be changed, and the period is carried on.
func (a *Asked) asOfForm(lang i18n.Lang, action string) askForm {
	f := a.form(lang, action)
	f.Groups, f.Custom = nil, false
	for _, name := range []string{"period", "from", "to"} {
		if v := a.frame.Get(name); v != "" {
			f.Keep = append(f.Keep, hidden{name, v})
		}
	}
	return f
}

// periodChoices lists the periods a reader is likely to want, the one in force
// selected. "" stands for dates of one's own.
func periodChoices(lang i18n.Lang, day workday.Date, selected string, current Period) []periodGroup {
	groups := []periodGroup{{Label: "quarter"}, {Label: "half"}, {Label: "year"}, {Label: "month"}}
	for i, size := range []struct{ months, back, ahead int }{{3, 6, 1}, {6, 3, 1}, {12, 2, 0}, {1, 12, 1}} {
		p := periodOf(day, size.months)
		for range size.ahead {
			p = p.Next()
		}
		for range size.back + size.ahead + 1 {
			groups[i].Options = append(groups[i].Options, option{Value: p.Key, Label: p.Label(lang), Selected: p.Key == selected})
			p = p.Previous()
		}
	}
	other := periodGroup{Label: "other", Options: []option{
		{Value: "all", Label: i18n.T(lang, "ask.form.all"), Selected: selected == "all"},
		{Value: "", Label: i18n.T(lang, "ask.form.own"), Selected: selected == ""},
	}}
	groups = append(groups, other)
	chosen := func(o option) bool { return o.Selected }
	if !slices.ContainsFunc(groups, func(g periodGroup) bool { return slices.ContainsFunc(g.Options, chosen) }) {
		last := &groups[len(groups)-1]
		last.Options = append(last.Options, option{Value: selected, Label: current.Label(lang), Selected: true})
	}
	for i := range groups {
		groups[i].Label = i18n.T(lang, fmt.Sprintf("ask.form.group.%s", groups[i].Label))
	}
	return groups
}
