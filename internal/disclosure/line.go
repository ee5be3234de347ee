package disclosure

import (
	"cmp"
	"slices"

	"daylight/internal/workday"
)

// Forever is the end of what has no end; the last date the store can hold.
var Forever = workday.MustDate("2149-06-06")

// DutyLine is one duty under one plan version, cut to the days on which that
// version decides: a clock that starts in [Since, Until) runs under it.
type DutyLine struct {
	Duty
	Version      int
	Since, Until workday.Date
	// Born is the first day on which any version lets the duty bind; one-off
	// duties open on it. It is the same on every line of a duty.
	Born workday.Date
	// HeldBy is the line of offices over all versions, by Since; empty when the
	// records name the office. It is the same on every line of a duty.
	HeldBy []Holding
}

// Holding says which office carries a duty from a day on.
type Holding struct {
	Since  workday.Date // zero on the first: since ever
	Office string
}

// HolderAt returns the office that carries the duty on day d, "" when the
// records name it.
func (l DutyLine) HolderAt(d workday.Date) string {
	holder := ""
	for _, h := range l.HeldBy {
		if h.Since <= d {
			holder = h.Office
		}
	}
	return holder
}

// Lines works out which version of which duty decides when. A later version
// replaces every earlier one from its effective date on (方案版本承继).
func Lines(plans []*Plan) []DutyLine {
	plans = slices.SortedFunc(slices.Values(plans), func(a, b *Plan) int { return cmp.Compare(a.Version, b.Version) })
	var lines []DutyLine
	held := map[string][]Holding{}
	born := map[string]workday.Date{}
	for i, p := range plans {
		until := Forever
		for _, later := range plans[i+1:] {
			until = min(until, later.EffectiveFrom)
		}
		if until <= p.EffectiveFrom {
			continue
		}
		for _, d := range p.Duties {
			l := DutyLine{Duty: d, Version: p.Version, Since: max(p.EffectiveFrom, d.ActiveFrom), Until: until}
			if d.ActiveTo != 0 {
				l.Until = min(l.Until, d.ActiveTo)
			}
			held[d.Code] = append(held[d.Code], p.holdings(d.Lead, until)...)
			if l.Since < l.Until {
				if _, known := born[d.Code]; !known {
					born[d.Code] = l.Since
				}
				lines = append(lines, l)
			}
		}
	}
	for i := range lines {
		lines[i].HeldBy, lines[i].Born = tidy(held[lines[i].Code]), born[lines[i].Code]
	}
	return lines
}

// holdings follows the lead office and its successors through the days on
// which p is in force.
func (p *Plan) holdings(lead string, until workday.Date) []Holding {
	if lead == "" {
		return nil
	}
	line := []Holding{{p.EffectiveFrom, p.HolderOn(lead, p.EffectiveFrom)}}
	var changes []workday.Date
	for _, o := range p.Offices {
		if o.ValidTo > p.EffectiveFrom && o.ValidTo < until {
			changes = append(changes, o.ValidTo)
		}
	}
	slices.Sort(changes)
	for _, day := range changes {
		line = append(line, Holding{day, p.HolderOn(lead, day)})
	}
	return line
}

// tidy puts a line of holdings in order and drops steps that change nothing.
func tidy(line []Holding) []Holding {
	slices.SortStableFunc(line, func(a, b Holding) int { return cmp.Compare(a.Since, b.Since) })
	line = slices.CompactFunc(slices.Clone(line), func(a, b Holding) bool { return a.Office == b.Office })
	if len(line) > 0 {
		line[0].Since = 0
	}
	return line
}
