package web

import (
	"slices"
	"strconv"
	"strings"

	"daylight/dashboards"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
)

// termTrial is the term of a duty, or of one class of it, that a trial may
// change. Its length alone changes; the unit is the plan's.
type termTrial struct {
	duty  disclosure.Duty  // as the version that lays out the form has it
	class disclosure.Class // zero: the term of all classes
	n     int              // units, as tried
	knob  *knob
}

// adjustable reports whether the duty is judged and its term is a number of units.
func adjustable(d disclosure.Duty) bool {
	return d.NotJudged == "" && !d.External && d.Trigger != disclosure.Standing &&
		d.Term.Unit != 0 && d.Term.Unit != disclosure.OnDate
}

// byClass reports whether the classes, and not the term itself, say how long.
func byClass(d disclosure.Duty) bool {
	clock := d.Clock()
	return len(d.Classes) > 0 && (clock == disclosure.ByTerm || clock == disclosure.ByEpisode)
}

// addTerms lays out the terms of a plan, one group for each clause.
func (t *trial) addTerms(p *disclosure.Plan) {
	groups := map[string]*knobGroup{}
	for _, d := range p.Duties {
		if !adjustable(d) {
			continue
		}
		g := groups[d.Clause]
		if g == nil {
			g = &knobGroup{Key: "terms-" + strconv.Itoa(len(groups)), Title: t.t("duty.clause", d.Clause)}
			groups[d.Clause] = g
			t.Terms = append(t.Terms, g)
		}
		if !byClass(d) {
			t.addTerm(g, termTrial{duty: d, n: d.Term.N})
			continue
		}
		for _, c := range d.Classes {
			if c.N > 0 { // a class without a duty has no term to change
				t.addTerm(g, termTrial{duty: d, class: c, n: c.N})
			}
		}
	}
}

func (t *trial) addTerm(g *knobGroup, term termTrial) {
	d := term.duty
	k := &knob{Name: "t." + d.Code, Label: t.t("whatif.term", d.Code, pickName(t.lang, d.Name, d.NameEN), t.t("scheme.unit."+unitKeys[d.Term.Unit])),
		Value: strconv.Itoa(term.n), Base: strconv.Itoa(term.n), part: "terms", most: d.Term.Ceiling}
	if term.class.Code != "" {
		k.Name += "_" + term.class.Code
		k.Label = t.t("whatif.term_class", d.Code, pickName(t.lang, d.Name, d.NameEN), pickName(t.lang, term.class.Name, term.class.NameEN),
			t.t("scheme.unit."+unitKeys[d.Term.Unit]))
	}
	if d.Term.Ceiling > 0 {
		limit := i18n.Delay(t.lang, d.Term.Ceiling, d.Term.Unit)
		k.Hint = t.t("whatif.ceiling", limit)
		k.above = func(text string) string { return t.t("whatif.above_ceiling", text, limit, d.Term.CeilingSource) }
	}
	term.knob = k
	t.terms = append(t.terms, &term)
	k.whole = &t.terms[len(t.terms)-1].n
	g.Knobs = append(g.Knobs, k)
}

// changedTerms are the terms that the trial changes.
func (t *trial) changedTerms() []*termTrial {
	return slices.DeleteFunc(slices.Clone(t.terms), func(c *termTrial) bool { return !c.knob.Changed })
}

// withTerms copies the versions of a plan and gives the duties in the copies the
// terms that are tried.
func withTerms(plans []*disclosure.Plan, changes []*termTrial) []*disclosure.Plan {
	var copies []*disclosure.Plan
	for _, p := range plans {
		again := *p
		again.Duties = slices.Clone(p.Duties)
		for n := range again.Duties {
			for _, c := range changes {
				c.apply(&again.Duties[n])
			}
		}
		copies = append(copies, &again)
	}
	return copies
}

// apply gives the duty the term. A version that counts in another unit takes the
// whole term over, since the number would mean something else there; one with
// classes cannot, since its other classes keep their numbers.
func (c *termTrial) apply(d *disclosure.Duty) {
	if !c.bears(*d) {
		return
	}
	if c.class.Code == "" {
		d.Term.N, d.Term.Unit, d.Term.RollForward = c.n, c.duty.Term.Unit, c.duty.Term.RollForward
		return
	}
	d.Classes = slices.Clone(d.Classes)
	for n := range d.Classes {
		if d.Classes[n].Code == c.class.Code {
			d.Classes[n].N = c.n
		}
	}
}

// bears reports whether the duty, as some version of the plan has it, has the
// term that is changed.
func (c *termTrial) bears(d disclosure.Duty) bool {
	if d.Code != c.duty.Code || !adjustable(d) || byClass(d) != (c.class.Code != "") {
		return false
	}
	if c.class.Code == "" {
		return true
	}
	has, there := d.ClassByCode(c.class.Code)
	return there && has.N > 0 && d.Term.Unit == c.duty.Term.Unit
}

// length is how long the term is that a duty bears.
func (c *termTrial) length(d disclosure.Duty) disclosure.Term {
	if has, there := d.ClassByCode(c.class.Code); there && c.class.Code != "" {
		d.Term.N = has.N
	}
	return d.Term
}

// termRules says in words which terms are changed: the duty, its clause, how long
// it has and would have. Where versions of the plan differ, each is named.
func termRules(f dashboards.Frame, plans []*disclosure.Plan, changes []*termTrial) []dashboards.RuleLine {
	var lines []dashboards.RuleLine
	for _, c := range changes {
		d := c.duty
		item := f.T("whatif.term_item", d.Code, pickName(f.Lang, d.Name, d.NameEN), f.T("duty.clause", d.Clause))
		if c.class.Code != "" {
			item = f.T("whatif.term_class_item", item, pickName(f.Lang, c.class.Name, c.class.NameEN))
		}
		after := c.length(d)
		after.N = c.n
		lines = append(lines, dashboards.RuleLine{Part: f.T("whatif.terms"), Item: item, Before: c.before(f, plans), After: gapOr(f, d, after)})
	}
	return lines
}

// before says the term in force, version by version where they differ. Versions
// that decide on no day are not told.
func (c *termTrial) before(f dashboards.Frame, plans []*disclosure.Plan) string {
	var words, told []string
	for _, l := range disclosure.Lines(plans) {
		if !c.bears(l.Duty) {
			continue
		}
		text := gapOr(f, l.Duty, c.length(l.Duty))
		if len(words) == 0 || words[len(words)-1] != text {
			words, told = append(words, text), append(told, f.T("whatif.of_version", text, l.Version))
		}
	}
	if len(words) == 1 {
		return words[0]
	}
	return strings.Join(told, f.T("term.between"))
}

// gapOr says a term; where silence is counted it is the longest allowed.
func gapOr(f dashboards.Frame, d disclosure.Duty, t disclosure.Term) string {
	if clock := d.Clock(); clock == disclosure.ByUpkeep || clock == disclosure.ByEpisode {
		return f.T("plan.term.gap", i18n.Delay(f.Lang, t.N, t.Unit))
	}
	return f.Term(t)
}

// unlimited names the duties that get longer terms though the plan names no legal
// limit for them, with what their present terms rest on.
func (t *trial) unlimited() []string {
	var lines []string
	for _, c := range t.changedTerms() {
		if base, _ := strconv.Atoi(c.knob.Base); c.n > base && c.duty.Term.Ceiling == 0 && c.duty.Term.Source != "" {
			if line := t.t("whatif.no_ceiling", c.duty.Code, pickName(t.lang, c.duty.Name, c.duty.NameEN), c.duty.Term.Source); !slices.Contains(lines, line) {
				lines = append(lines, line)
			}
		}
	}
	return lines
}

// TermsOpen reports whether a term is changed or refused, so that it must be seen.
func (t *trial) TermsOpen() bool {
	return slices.ContainsFunc(t.terms, func(c *termTrial) bool { return c.knob.Changed || c.knob.Sorry != "" })
}
