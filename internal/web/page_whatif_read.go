package web

import (
	"slices"
	"strconv"
	"strings"

	"daylight/internal/assessment"
	"daylight/internal/i18n"
)

// read takes the numbers of an address. What it leaves out, or leaves empty, is
// as the scheme has it.
func (t *trial) read(say address) {
	for _, g := range t.all() {
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
		if err != nil || n < min(1, *k.whole) || n > mostWhole {
			k.Sorry = t.t("whatif.bad_whole", text, mostWhole)
			return
		}
		if k.most > 0 && n > k.most {
			k.Sorry = k.above(text)
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
	for _, g := range t.all() {
		if len(g.Sorry) > 0 || slices.ContainsFunc(g.Knobs, func(k *knob) bool { return k.Sorry != "" }) {
			return true
		}
	}
	return false
}

// changes are the parameters that say the trial, as pairs.
func (t *trial) changes() []string {
	var pairs []string
	for _, g := range t.all() {
		for _, k := range g.Knobs {
			if k.Changed {
				pairs = append(pairs, k.Name, k.Value)
			}
		}
	}
	return pairs
}
