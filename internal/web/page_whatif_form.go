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

	part   string // section of the scheme, as flaws name it
	item   int
	points *assessment.Points // exactly one of points and whole is set
	whole  *int
}

// ID names the field in the page.
func (k knob) ID() string { return "f-" + strings.ReplaceAll(k.Name, ".", "-") }

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
	Sorry  []string // what stands beside no field
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

// read takes the numbers of an address. What it leaves out, or leaves empty, is
// as the scheme has it.
func (t *trial) read(say address) {
	for _, g := range t.Groups {
		for _, k := range g.Knobs {
			if text := strings.TrimSpace(say(k.Name)); text != "" {
				t.set(k, text)
			}
		}
	}
	t.joinBands()
	t.check()
}

const mostWhole = 9999

func (t *trial) set(k *knob, text string) {
	if runes := []rune(text); len(runes) > 12 {
		text = string(runes[:12]) + "…"
	}
	k.Value = text
	if k.whole != nil {
		n, err := strconv.Atoi(halfWidth(text))
		if err != nil || n < 1 || n > mostWhole {
			k.Sorry = t.t("whatif.bad_whole", text, mostWhole)
			return
		}
		k.Changed = n != *k.whole
		*k.whole = n
		return
	}
	p, ok := parsePoints(text)
	if !ok || p > assessment.Full {
		k.Sorry = t.t("whatif.bad_points", text)
		return
	}
	k.Changed = p != *k.points
	*k.points = p
}

// parsePoints reads points without a sign and with at most two decimals.
func parsePoints(text string) (assessment.Points, bool) {
	whole, part, _ := strings.Cut(halfWidth(text), ".")
	if whole == "" || len(whole) > 3 || len(part) > 2 {
		return 0, false
	}
	for len(part) < 2 {
		part += "0"
	}
	n, err := strconv.ParseUint(whole+part, 10, 32)
	return assessment.Points(n), err == nil
}

// halfWidth turns the digits and points of Chinese input methods into plain ones.
func halfWidth(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '０' && r <= '９':
			return r - '０' + '0'
		case r == '．' || r == '。':
			return '.'
		}
		return r
	}, text)
}

// joinBands lets each band begin where the one before it ends.
func (t *trial) joinBands() {
	bands := t.scheme.Lateness.Bands
	for n := range bands {
		for m := n - 1; m >= 0; m-- {
			if bands[m].Verdict == bands[n].Verdict && bands[m].Unit == bands[n].Unit {
				bands[n].Over = bands[m].UpTo
				break
			}
		}
	}
}

// check puts what is wrong with the scheme as a whole beside the field that can
// mend it.
func (t *trial) check() {
	for _, flaw := range t.scheme.Check() {
		words := t.words(flaw)
		if k := t.knob(flaw); k != nil {
			if k.Sorry == "" { // what cannot be read at all was said first
				k.Sorry = words
			}
			continue
		}
		placed := false
		for _, g := range t.Groups {
			if g.Key == flaw.Section {
				g.Sorry, placed = append(g.Sorry, words), true
			}
		}
		if !placed {
			t.Sorry = append(t.Sorry, words)
		}
	}
}

// words say a flaw to somebody before a form; the scheme's own words are for
// somebody before a file.
func (t *trial) words(f assessment.Flaw) string {
	own := "whatif.flaw." + strings.TrimPrefix(f.Code, "scheme.")
	if i18n.Has(t.lang, own) {
		return t.t(own, f.Args...)
	}
	return t.t(f.Code, f.Args...)
}

func (t *trial) knob(f assessment.Flaw) *knob {
	bounds := f.Code == "scheme.band_empty" || f.Code == "scheme.band_gap"
	for _, g := range t.Groups {
		for _, k := range g.Knobs {
			if k.part != f.Section || k.item != f.Item || f.Section == "lateness" && bounds != (k.whole != nil) {
				continue
			}
			return k
		}
	}
	return nil
}

func (t *trial) refused() bool {
	if len(t.Sorry) > 0 {
		return true
	}
	for _, g := range t.Groups {
		if len(g.Sorry) > 0 || slices.ContainsFunc(g.Knobs, func(k *knob) bool { return k.Sorry != "" }) {
			return true
		}
	}
	return false
}

// changes are the parameters that say the trial, as pairs.
func (t *trial) changes() []string {
	var pairs []string
	for _, g := range t.Groups {
		for _, k := range g.Knobs {
			if k.Changed {
				pairs = append(pairs, k.Name, k.Value)
			}
		}
	}
	return pairs
}
