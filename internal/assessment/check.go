package assessment

import (
	"cmp"
	"slices"

	"daylight/internal/disclosure"
)

// Flaw is something in a scheme that would make scores wrong or unfair. Section
// is the file's key, Item the place in its list from 0, or -1.
type Flaw struct {
	Section string
	Item    int
	Code    string // key of the words in the catalogue
	Args    []any
}

const mostBlocks = 8

// Check returns what is wrong with the scheme as a whole.
func (s *Scheme) Check() []Flaw {
	var flaws []Flaw
	add := func(section string, item int, code string, args ...any) {
		flaws = append(flaws, Flaw{section, item, "scheme." + code, args})
	}
	s.checkBlocks(add)
	s.checkLateness(add)
	if c := s.Completeness; c.Missing < c.Most {
		add("completeness", -1, "missing_below_most", c.Missing, c.Most)
	}
	s.checkGrades(add)
	codes := map[string]bool{}
	for n, f := range s.Faults {
		if codes[f.Code] {
			add("faults", n, "code_twice", f.Code)
		}
		codes[f.Code] = true
	}
	for n, b := range s.Bonuses.Rules {
		if codes[b.Code] {
			add("bonuses", n, "code_twice", b.Code)
		}
		codes[b.Code] = true
	}
	flags := map[disclosure.Flag]bool{}
	for n, b := range s.Breaches {
		if flags[b.Flag] {
			add("breaches", n, "flag_twice")
		}
		flags[b.Flag] = true
	}
	return flaws
}

type adder func(section string, item int, code string, args ...any)

func (s *Scheme) checkBlocks(add adder) {
	var sum Points
	defaults, completeness := 0, 0
	codes := map[string]bool{}
	for n, b := range s.Blocks {
		sum += b.Weight
		if b.Weight <= 0 {
			add("blocks", n, "no_weight", b.Name.Chinese)
		}
		if b.Default {
			defaults++
		}
		if b.Completeness {
			completeness++
		}
		if b.Default && b.Completeness {
			add("blocks", n, "default_and_completeness", b.Name.Chinese)
		}
		if codes[b.Code] {
			add("blocks", n, "code_twice", b.Code)
		}
		codes[b.Code] = true
	}
	switch {
	case len(s.Blocks) > mostBlocks:
		add("blocks", -1, "too_many_blocks", len(s.Blocks), mostBlocks)
		return
	case sum != Full:
		add("blocks", -1, "weights_sum", sum)
		return
	}
	if defaults != 1 {
		add("blocks", -1, "one_default", defaults)
	}
	if completeness != 1 {
		add("blocks", -1, "one_completeness", completeness)
	}
	if grows, joins, found := growing(s.Blocks); found {
		add("blocks", grows, "rounds_unfairly", s.Blocks[grows].Name.Chinese, s.Blocks[joins].Name.Chinese)
	}
}

// checkLateness wants every delay priced, never cheaper for longer, and nothing
// cheaper to leave unpublished than to publish late.
func (s *Scheme) checkLateness(add adder) {
	for _, v := range []disclosure.Verdict{disclosure.Late, disclosure.Missing} {
		if slices.ContainsFunc(units, func(u disclosure.TermUnit) bool { return len(s.bandsOf(v, u)) == 0 }) {
			add("lateness", -1, "no_bands."+verdictNames[v])
		}
	}
	last := map[Band]Band{}
	for n, b := range s.Lateness.Bands {
		of := Band{Verdict: b.Verdict, Unit: b.Unit}
		before, again := last[of]
		switch {
		case b.Over != before.UpTo || again && before.UpTo == 0:
			add("lateness", n, "band_gap", before.UpTo)
		case b.UpTo != 0 && b.UpTo <= b.Over:
			add("lateness", n, "band_empty", b.UpTo, b.Over)
		case b.Points < before.Points:
			add("lateness", n, "band_cheaper", b.Points, before.Points)
		}
		last[of] = b
	}
	for n, b := range s.Lateness.Bands {
		if last[Band{Verdict: b.Verdict, Unit: b.Unit}] == b && b.UpTo != 0 {
			add("lateness", n, "band_open", b.UpTo)
		}
	}
	t := s.Bands()
	for n, late := range s.Lateness.Bands {
		if late.Verdict != disclosure.Late {
			continue
		}
		for _, u := range units {
			missing, ok := t.band(disclosure.Missing, u, late.Over+1)
			if mine, _ := t.band(disclosure.Late, u, late.Over+1); ok && mine == withUnit(late, u) && missing.Points < late.Points {
				add("lateness", n, "missing_cheaper", late.Points, missing.Points)
				break
			}
		}
	}
}

// withUnit is the band as Bands writes it.
func withUnit(b Band, u disclosure.TermUnit) Band {
	if b.Unit == 0 || b.Unit == u {
		b.Unit = u
	}
	if b.UpTo == 0 {
		b.UpTo = 1<<31 - 1
	}
	return b
}

func (s *Scheme) checkGrades(add adder) {
	codes := map[string]bool{}
	for n, g := range s.Grades {
		if codes[g.Code] {
			add("grades", n, "code_twice", g.Code)
		}
		codes[g.Code] = true
	}
	best := func(a, b Grade) int { return -cmp.Compare(a.AtLeast, b.AtLeast) }
	if len(s.Grades) == 0 || !slices.IsSortedFunc(s.Grades, best) || s.Grades[len(s.Grades)-1].AtLeast != 0 {
		add("grades", -1, "grades_order")
	}
	for n, b := range s.Breaches {
		if b.Veto != "" && !codes[b.Veto] {
			add("breaches", n, "no_grade", b.Veto)
		}
	}
	for n, f := range s.Faults {
		if f.Veto != "" && !codes[f.Veto] {
			add("faults", n, "no_grade", f.Veto)
		}
	}
}
