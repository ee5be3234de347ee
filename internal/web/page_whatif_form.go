package web

import (
	"slices"
	"strconv"
	"strings"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/schemefile"
)

// knob is one number of a scheme that a trial may change.
type knob struct {
	Name    string // in the address
	Label   string
	Value   string // as typed, else as the scheme has it
	Base    string // as the scheme has it
	Sorry   string // why the value is refused
	Changed bool
	Hint    string // what holds for this number alone

	part   string // section of the scheme, as flaws name it
	item   int
	points *assessment.Points // exactly one of points and whole is set
	whole  *int
	most   int                      // above it a whole number is refused; 0: by mostWhole alone
	above  func(text string) string // why
}

// ID names the field in the page.
func (k knob) ID() string {
	if k.part == "terms" {
		return "f-" + k.Name // codes of duties have both points and hyphens
	}
	return "f-" + strings.ReplaceAll(k.Name, ".", "-")
}

// knobGroup is knobs that stand together, with what is wrong with them together.
type knobGroup struct {
	Key, Title, Hint string
	Sorry            []string
	Knobs            []*knob
}

// trial is a scheme with changed numbers.
type trial struct {
	lang   i18n.Lang
	base   *assessment.Scheme
	scheme *assessment.Scheme // the copy that is changed
	Groups []*knobGroup
	Terms  []*knobGroup // of duties, by clause
	Sorry  []string     // what stands beside no field
	terms  []*termTrial
}

// newTrial copies the scheme and lays out its knobs.
func newTrial(lang i18n.Lang, base *assessment.Scheme) *trial {
	s := *base
	s.Blocks, s.Lateness.Bands, s.Breaches = slices.Clone(s.Blocks), slices.Clone(s.Lateness.Bands), slices.Clone(s.Breaches)
	t := &trial{lang: lang, base: base, scheme: &s}
	t.addBlocks()
	t.addBands()
	t.addCompleteness()
	t.addBreaches()
	return t
}

func (t *trial) t(key string, args ...any) string { return i18n.T(t.lang, key, args...) }

// all are the groups of the scheme and of the plan.
func (t *trial) all() []*knobGroup { return slices.Concat(t.Groups, t.Terms) }

func (t *trial) group(key, title string) *knobGroup {
	g := &knobGroup{Key: key, Title: title}
	if hint := "whatif.hint." + key; i18n.Has(t.lang, hint) {
		g.Hint = t.t(hint)
	}
	t.Groups = append(t.Groups, g)
	return g
}

func (g *knobGroup) points(name, label, part string, item int, p *assessment.Points) {
	g.Knobs = append(g.Knobs, &knob{Name: name, Label: label, part: part, item: item, points: p, Value: plainPoints(*p), Base: plainPoints(*p)})
}

func (g *knobGroup) whole(name, label, part string, item int, n *int) {
	g.Knobs = append(g.Knobs, &knob{Name: name, Label: label, part: part, item: item, whole: n, Value: strconv.Itoa(*n), Base: strconv.Itoa(*n)})
}

// plainPoints writes points as people type them: 0.5, 40.
func plainPoints(p assessment.Points) string {
	text := p.String()
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}

func (t *trial) addBlocks() {
	g := t.group("blocks", t.t("scheme.part.blocks"))
	for n := range t.scheme.Blocks {
		b := &t.scheme.Blocks[n]
		g.points("w."+b.Code, schemefile.NameText(t.lang, b.Name), "blocks", n, &b.Weight)
	}
}

// addBands lays out one group for each verdict and unit. The first end of a
// band is the last of the one before it, so only that can be changed.
func (t *trial) addBands() {
	type series struct {
		verdict disclosure.Verdict
		unit    disclosure.TermUnit
	}
	groups := map[series]*knobGroup{}
	for n := range t.scheme.Lateness.Bands {
		b := &t.scheme.Lateness.Bands[n]
		of := series{b.Verdict, b.Unit}
		g := groups[of]
		if g == nil {
			title := i18n.Verdict(t.lang, b.Verdict)
			if unit := unitKeys[b.Unit]; unit != "" {
				title = t.t("whatif.series", title, t.t("scheme.unit."+unit))
			}
			g = t.group("bands-"+strconv.Itoa(n), title)
			groups[of] = g
		}
		at := strconv.Itoa(n)
		if b.UpTo != 0 {
			g.whole("u."+at, t.t("whatif.up_to", len(g.Knobs)/2+1), "lateness", n, &b.UpTo)
		}
		switch {
		case b.UpTo != 0:
			g.points("p."+at, t.t("whatif.band", len(g.Knobs)/2+1), "lateness", n, &b.Points)
		case b.Over == 0:
			g.points("p."+at, t.t("whatif.every"), "lateness", n, &b.Points)
		default:
			g.points("p."+at, t.t("whatif.longer"), "lateness", n, &b.Points)
		}
	}
}

func (t *trial) addCompleteness() {
	g := t.group("completeness", t.t("scheme.part.completeness"))
	c := &t.scheme.Completeness
	for n, k := range []struct {
		name string
		into *assessment.Points
	}{{"channel", &c.Channel}, {"field", &c.Field}, {"most", &c.Most}, {"missing", &c.Missing}} {
		item := n
		if k.name == "missing" {
			item = -1 // what is wrong with all of them is said here
		}
		g.points("c."+k.name, t.t("scheme.item."+k.name), "completeness", item, k.into)
	}
}

func (t *trial) addBreaches() {
	if len(t.scheme.Breaches) == 0 {
		return
	}
	g := t.group("breaches", t.t("scheme.part.breaches"))
	for n := range t.scheme.Breaches {
		b := &t.scheme.Breaches[n]
		label := i18n.Flags(t.lang, b.Flag)[0]
		if b.Uncapped {
			label = t.t("whatif.uncapped", label)
		}
		g.points("x."+i18n.FlagKey(b.Flag), label, "breaches", n, &b.Points)
	}
}
