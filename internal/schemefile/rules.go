package schemefile

import (
	"strconv"
	"strings"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
)

// Rule is one rule of a scheme in words, for tables and comparisons. Key stays
// the same when the rule's value changes.
type Rule struct {
	Key    string `json:"key"`
	Part   string `json:"part"`
	Item   string `json:"item"`
	Value  string `json:"value"`
	Source string `json:"source"`
	Mark   string `json:"mark"`
}

type writer struct {
	lang  i18n.Lang
	s     *assessment.Scheme
	rules []Rule
}

// Rules lists every rule of the scheme. A rule without a basis of its own has
// that of its part, or of the scheme.
func Rules(lang i18n.Lang, s *assessment.Scheme) []Rule {
	w := &writer{lang: lang, s: s}
	none := assessment.Basis{}
	w.add("scheme", "title", w.t("item.title"), NameText(lang, s.Title), none)
	w.add("scheme", "effective", w.t("item.effective"), s.EffectiveFrom.String(), none)
	w.add("scheme", "approver", w.t("item.approver"), s.Approver, none)
	for _, b := range s.Blocks {
		value := b.Weight.String()
		if b.Default {
			value = w.t("value.default", value)
		}
		if b.Completeness {
			value = w.t("value.completeness", value)
		}
		w.add("blocks", b.Code, NameText(lang, b.Name), value, b.Basis)
	}
	w.deductions()
	w.add("bonuses", "most", w.t("item.all_bonuses"), s.Bonuses.Most.String(), s.Bonuses.Basis)
	for _, b := range s.Bonuses.Rules {
		w.add("bonuses", b.Code, NameText(lang, b.Name), b.Most.String(), or(b.Basis, s.Bonuses.Basis))
	}
	for _, g := range s.Grades {
		w.add("grades", g.Code, NameText(lang, g.Name), w.t("value.at_least", g.AtLeast.String()), g.Basis)
	}
	w.add("warnings", "blue", w.t("item.blue"), strconv.Itoa(s.Warnings.BlueWithin), s.Warnings.Basis)
	w.add("warnings", "red", w.t("item.red"), strconv.Itoa(s.Warnings.RedAfter), s.Warnings.Basis)
	w.add("warnings", "yellows", w.t("item.yellows"), strconv.Itoa(s.Warnings.RedYellows), s.Warnings.Basis)
	var groups []string
	for _, g := range s.Ranking.Groups {
		groups = append(groups, i18n.T(lang, "group."+map[disclosure.OfficeGroup]string{
			disclosure.GroupBureau: "bureau", disclosure.GroupAffiliate: "affiliate",
		}[g]))
	}
	w.add("ranking", "groups", w.t("item.groups"), strings.Join(groups, i18n.T(lang, "plan.list_separator")), s.Ranking.Basis)
	w.add("ranking", "min_judged", w.t("item.min_judged"), strconv.Itoa(s.Ranking.MinJudged), s.Ranking.Basis)
	w.add("annual", "points", w.t("item.annual"), s.Annual.Points.String(), s.Annual.Basis)
	return w.rules
}

func (w *writer) deductions() {
	for _, b := range w.s.Bands().Bands {
		unit := w.t("unit." + map[disclosure.TermUnit]string{
			disclosure.Workdays: "workdays", disclosure.CalendarDays: "days", disclosure.Hours: "hours",
		}[b.Unit])
		item := w.t("item.to", i18n.Verdict(w.lang, b.Verdict), b.Over+1, b.UpTo, unit)
		if b.UpTo == 1<<31-1 {
			item = w.t("item.over", i18n.Verdict(w.lang, b.Verdict), b.Over, unit)
		}
		key := i18n.VerdictKey(b.Verdict) + "." + strconv.Itoa(int(b.Unit)) + "." + strconv.Itoa(b.Over) + "-" + strconv.Itoa(b.UpTo)
		w.add("lateness", key, item, b.Points.String(), w.s.Lateness.Basis)
	}
	c := w.s.Completeness
	w.add("completeness", "channel", w.t("item.channel"), c.Channel.String(), c.Basis)
	w.add("completeness", "field", w.t("item.field"), c.Field.String(), c.Basis)
	w.add("completeness", "most", w.t("item.most"), c.Most.String(), c.Basis)
	w.add("completeness", "missing", w.t("item.missing"), c.Missing.String(), c.Basis)
	for _, b := range w.s.Breaches {
		value := b.Points.String()
		if b.Uncapped {
			value = w.t("value.uncapped", value)
		}
		w.add("breaches", b.Code, i18n.Flags(w.lang, b.Flag)[0], w.veto(value, b.Veto), b.Basis)
	}
	for _, f := range w.s.Faults {
		w.add("faults", f.Code, NameText(w.lang, f.Name), w.veto(w.t("value.uncapped", f.Points.String()), f.Veto), f.Basis)
	}
}

func (w *writer) veto(value, grade string) string {
	if grade == "" {
		return value
	}
	g, _ := w.s.GradeByCode(grade)
	return w.t("value.veto", value, NameText(w.lang, g.Name))
}

func (w *writer) t(key string, args ...any) string { return i18n.T(w.lang, "scheme."+key, args...) }

func (w *writer) add(part, key, item, value string, b assessment.Basis) {
	b = or(b, w.s.Basis)
	w.rules = append(w.rules, Rule{part + "." + key, w.t("part." + part), item, value, b.Source, b.Mark})
}

func or(b, other assessment.Basis) assessment.Basis {
	if b.Source == "" {
		b.Source = other.Source
	}
	if b.Mark == "" {
		b.Mark = other.Mark
	}
	return b
}

// RuleChange is a rule that is not what it was; Before or After is nil when the
// rule came or went.
type RuleChange struct {
	Before *Rule `json:"before,omitempty"`
	After  *Rule `json:"after,omitempty"`
}

// Diff lists what a comes to say otherwise in b, in the order of a, then what
// is new.
func Diff(lang i18n.Lang, a, b *assessment.Scheme) []RuleChange {
	before, after := Rules(lang, a), Rules(lang, b)
	later := map[string]*Rule{}
	for n := range after {
		later[after[n].Key] = &after[n]
	}
	changes := []RuleChange{}
	known := map[string]bool{}
	for n := range before {
		rule := &before[n]
		known[rule.Key] = true
		if now := later[rule.Key]; now == nil || *now != *rule {
			changes = append(changes, RuleChange{rule, now})
		}
	}
	for n := range after {
		if !known[after[n].Key] {
			changes = append(changes, RuleChange{nil, &after[n]})
		}
	}
	return changes
}
