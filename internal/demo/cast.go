package demo

import (
	"cmp"
	"math"
	"slices"

	"daylight/internal/disclosure"
)

// The year as a whole: nearly every tenth instance fails, so that the rate
// stands at about 90 %, and one office fails every third.
const (
	failing     = 0.095
	failingPoor = 0.35
)

// The diligence of offices: where in its term an office publishes.
const (
	exemplary = iota + 1
	fair
	poor
)

// troupe is the cast at work.
type troupe struct {
	all     []*occasion
	settled []*occasion // due by the last day
	quota   map[string]int
	model   string          // the exemplary office
	plots   map[string]bool // offices with plots of their own, neither best nor worst
	dice
}

// cast gives every occasion its situation: first each situation once where it
// suits best, then the failures of each office, then some variety.
func cast(p *disclosure.Plan, all []*occasion, opts Options) {
	t := &troupe{quota: map[string]int{}, plots: map[string]bool{}, dice: throw(opts.Seed, "cast")}
	for _, o := range all {
		if o.script != nil {
			t.plots[o.office] = true
			continue
		}
		t.all = append(t.all, o)
		o.situation = Prompt
		if o.due <= opts.To {
			t.settled = append(t.settled, o)
		}
	}
	t.characters()
	t.partners(p)
	t.first(FieldsLacking, func(o *occasion) bool { return len(o.counted) > 1 })
	t.first(Never, func(o *occasion) bool { return o.drafter != "" })
	t.latest(Unsigned)
	for _, s := range Situations[:len(Situations)-1] {
		if s == Unsigned {
			continue
		}
		t.once(s)
	}
	t.fail()
	t.vary()
	t.delays()
}

// characters chooses the exemplary and the poor office and shares the failures
// out. Neither is the office with the most instances, which would carry the
// year's rate alone.
func (t *troupe) characters() {
	count := map[string]int{}
	var offices []string
	for _, o := range t.settled {
		if count[o.office]++; count[o.office] == 1 && !t.plots[o.office] {
			offices = append(offices, o.office)
		}
	}
	slices.Sort(offices)
	slices.SortStableFunc(offices, func(a, b string) int { return cmp.Compare(count[b], count[a]) })
	total := int(math.Round(failing * float64(len(t.settled))))
	worst := ""
	if len(offices) >= 3 {
		middle := offices[1:max(3, min(len(offices), 5))]
		t.model = one(t.dice, middle)
		worst = one(t.dice, slices.DeleteFunc(slices.Clone(middle), func(o string) bool { return o == t.model }))
		t.quota[worst] = min(total, max(2, int(failingPoor*float64(count[worst]))))
	}
	for o := range t.plots {
		if count[o] > 0 {
			offices = append(offices, o)
		}
	}
	slices.Sort(offices)
	var others []string
	rest, weight := total-t.quota[worst], 0
	for _, o := range offices {
		if o != t.model && o != worst {
			others = append(others, o)
			weight += count[o]
		}
	}
	given, seen := 0, 0
	for _, o := range others {
		seen += count[o]
		upTo := int(math.Round(float64(rest*seen) / float64(weight)))
		t.quota[o] = upTo - given
		given = upTo
	}
	for _, o := range t.all {
		switch o.office {
		case t.model:
			o.diligence = exemplary
		case worst:
			o.diligence = poor
		default:
			o.diligence = fair
		}
	}
}

// partners chooses for each joint occasion the co-office that would be late: one
// of the bureau's own, and never the exemplary one.
func (t *troupe) partners(p *disclosure.Plan) {
	for _, o := range t.all {
		var others []string
		for _, code := range o.duty.CoOffices {
			if office, _ := p.OfficeByCode(code); code != t.model && office.Group != disclosure.GroupExternal && office.ValidTo == 0 {
				others = append(others, code)
			}
		}
		if len(others) > 0 {
			o.partner = one(o.dice, others)
		}
	}
}

// first gives the situation to the first settled occasion of a kind.
func (t *troupe) first(s Situation, of func(*occasion) bool) {
	for _, o := range t.settled {
		if of(o) && o.situation == Prompt && o.office != t.model && s.suits(o) {
			t.give(o, s)
			return
		}
	}
}

// latest gives the situation to the last settled occasion that it suits: a head
// does not leave a paper unsigned for a year.
func (t *troupe) latest(s Situation) {
	for _, o := range slices.Backward(t.settled) {
		if o.situation == Prompt && o.office != t.model && s.suits(o) {
			t.give(o, s)
			return
		}
	}
}

// once lets a situation occur, early enough for all that follows from it.
func (t *troupe) once(s Situation) {
	free := func(strict bool) []*occasion {
		var fit []*occasion
		for _, o := range t.settled {
			mayFail := !s.fails() || o.office != t.model && (!strict || t.quota[o.office] > 0)
			if o.situation == Prompt && s.suits(o) && mayFail && (o.early || !strict) {
				fit = append(fit, o)
			}
		}
		return fit
	}
	fit := free(true)
	if len(fit) == 0 {
		fit = free(false)
	}
	if len(fit) > 0 {
		t.give(one(t.dice, fit), s)
	}
}

func (t *troupe) give(o *occasion, s Situation) {
	o.situation = s
	if s.fails() {
		t.quota[o.office]--
	}
}

// fail spends what is left of each office's failures.
func (t *troupe) fail() {
	for _, i := range t.Perm(len(t.settled)) {
		o := t.settled[i]
		if o.situation != Prompt || t.quota[o.office] <= 0 {
			continue
		}
		s := Overdue
		switch p := t.Float64(); {
		case p < 0.2:
			s = Never
		case p < 0.28 && ChannelMissing.suits(o):
			s = ChannelMissing
		case p < 0.34 && ChannelLate.suits(o):
			s = ChannelLate
		case p < 0.45 && FieldsLacking.suits(o):
			s = FieldsLacking
		}
		t.give(o, s)
	}
}

// vary strews the situations that cost nothing.
func (t *troupe) vary() {
	for _, o := range t.all {
		if o.situation != Prompt {
			continue
		}
		if Nil.suits(o) && t.chance(0.15) {
			o.situation = Nil
			continue
		}
		p := t.Float64()
		for _, v := range []struct {
			s      Situation
			chance float64
		}{{Amended, 0.04}, {Unreviewed, 0.03}, {ReviewedBehind, 0.02}, {Mistyped, 0.02}, {Backdated, 0.01}, {Restored, 0.01}, {Kept, 0.01}, {Undated, 0.01}, {Reposted, 0.01}} {
			if p < v.chance {
				if v.s.suits(o) && o.office != t.model && (o.early || !v.s.unfolds()) {
					o.situation = v.s
				}
				break
			}
			p -= v.chance
		}
	}
}

// delays makes late ones a little, rather and very late in turn.
func (t *troupe) delays() {
	bands := [][2]int{{1, 3}, {1, 5}, {6, 12}, {2, 5}, {13, 20}, {1, 4}, {21, 45}}
	turn := 0
	for _, o := range t.all {
		if o.situation == Overdue {
			o.delay = o.between(bands[turn%len(bands)][0], bands[turn%len(bands)][1])
			turn++
		}
	}
}
