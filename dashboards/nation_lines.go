package dashboards

import (
	"cmp"
	"slices"
	"strings"

	"daylight/internal/assessment"
)

// nationLines lists the parts of the region, or its bodies when it has none or
// they are asked for.
func (f Frame) nationLines(facts NationFacts, in []assessment.BodyStanding, n *Nation, link NationLinks) []NationLine {
	parts, own := assessment.Regions(in, facts.Region)
	var lines []NationLine
	if len(parts)+len(own) == len(in) { // every part has one body: rather name it
		parts = nil
	}
	if len(parts) > 0 && !facts.All && !facts.Own && facts.Find == "" {
		n.Parts, n.AllIn = true, link.AllIn(facts.Region)
		for _, r := range parts {
			lines = append(lines, regionLine(r, lastPart(r.Path), link.Region(r.Path)))
		}
		if len(own) > 0 {
			r := assessment.Region{Path: facts.Region}
			for _, s := range own {
				r.Add(s)
			}
			name := f.T("nation.own", lastPart(facts.Region))
			if facts.Region == "" {
				name = f.T("nation.nowhere")
			}
			line := regionLine(r, name, link.OwnOf(facts.Region))
			line.own = true
			lines = append(lines, line)
		}
		return lines
	}
	if facts.Own {
		in = own
	}
	find := strings.ToLower(strings.TrimSpace(facts.Find))
	for _, s := range in {
		if find == "" || strings.Contains(strings.ToLower(s.Body.Name+"\x00"+s.Body.NameEN+"\x00"+s.Body.Code), find) {
			lines = append(lines, f.bodyLine(s, link))
		}
	}
	return lines
}

func regionLine(r assessment.Region, name, href string) NationLine {
	l := NationLine{Key: r.Path, Name: name, Href: href, Bodies: r.Bodies, Figures: r.Figures}
	l.Score, l.Scored = r.Score()
	l.rated()
	return l
}

func (f Frame) bodyLine(s assessment.BodyStanding, link NationLinks) NationLine {
	l := NationLine{
		Key: s.Body.Code, Name: named(f.Lang, s.Body.Name, s.Body.NameEN, s.Body.Code), Where: assessment.RegionOf(s.Body),
		Href: link.Body(s.Body.Code), Demo: s.Body.Demo, Figures: s.Figures,
	}
	l.Score, l.Scored = s.Score()
	if s.Worst.Code != "" && s.Worst.Total*assessment.Points(s.Scored) < s.ScoreSum { // some office is better
		l.Worst, l.WorstScore, l.WorstHref = s.Worst.Name, s.Worst.Total, link.Office(s.Body.Code, s.Worst.Code)
	}
	l.rated()
	return l
}

func (l *NationLine) rated() {
	l.Judged = l.Figures.Judged()
	l.Rate = Rate{Met: l.Met(), Judged: l.Judged}
	l.Few = l.Judged > 0 && l.Judged < SmallN
}

// compareRank orders lines best first.
func (n Nation) compareRank(a, b NationLine) int {
	if n.ByScore {
		return cmp.Or(cmp.Compare(boolInt(b.Scored), boolInt(a.Scored)), cmp.Compare(b.Score, a.Score))
	}
	return assessment.CompareRates(a.Figures, b.Figures)
}

// rank puts the lines in order, best first, equals as they came. Equal lines
// share a place and the next place is skipped; bodies of no region are no region
// and have no place among them.
func (n *Nation) rank(lines []NationLine) {
	slices.SortStableFunc(lines, func(a, b NationLine) int {
		return cmp.Or(cmp.Compare(boolInt(a.own), boolInt(b.own)), n.compareRank(a, b))
	})
	places, of := assessment.Places(len(lines), func(i int) bool {
		l := lines[i]
		return !l.own && (n.ByScore && l.Scored || !n.ByScore && !l.Rate.Empty())
	}, func(before, i int) bool { return n.compareRank(lines[before], lines[i]) == 0 })
	for i := range lines {
		lines[i].Rank, lines[i].Tied = places[i].Rank, places[i].Tied
	}
	n.Ranked = of
}

// sortNation orders lines by a column; they come ranked, and equals stay so.
func sortNation(lines []NationLine, key string) {
	name := strings.TrimPrefix(key, "-")
	by := map[string]func(a, b NationLine) int{
		"name":   func(a, b NationLine) int { return cmp.Compare(a.Key, b.Key) },
		"bodies": func(a, b NationLine) int { return cmp.Compare(a.Bodies, b.Bodies) },
		"rate":   func(a, b NationLine) int { return a.Rate.Compare(b.Rate) },
		"judged": func(a, b NationLine) int { return cmp.Compare(a.Judged, b.Judged) },
		"score": func(a, b NationLine) int {
			return cmp.Or(cmp.Compare(boolInt(a.Scored), boolInt(b.Scored)), cmp.Compare(a.Score, b.Score))
		},
		"missing": func(a, b NationLine) int { return cmp.Compare(a.Missing, b.Missing) },
		"late":    func(a, b NationLine) int { return cmp.Compare(a.Late, b.Late) },
	}[name]
	switch {
	case key == "-rank":
		slices.Reverse(lines)
	case by != nil && name != key:
		slices.SortStableFunc(lines, func(a, b NationLine) int { return by(b, a) })
	case by != nil:
		slices.SortStableFunc(lines, by)
	}
}

// SortsNation reports whether a column can be sorted by the key.
func SortsNation(key string) bool {
	return slices.Contains([]string{"", "rank", "name", "bodies", "rate", "judged", "score", "missing", "late"}, strings.TrimPrefix(key, "-"))
}
