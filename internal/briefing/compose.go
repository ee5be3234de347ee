package briefing

import (
	"cmp"
	"regexp"
	"slices"

	"daylight/internal/disclosure"
)

// opening says on what the briefing rests.
func (d *document) opening() Section {
	var s draft
	m := d.material
	p := m.plans[len(m.plans)-1]
	window := ""
	if m.request.Window.From != 0 {
		window = daysName(m.request.Window)
	}
	about := "应公开事项"
	if m.request.Kind == Special {
		about = quoted(m.subject()) + "的应公开事项"
	}
	if m.body.Demo {
		s.say("basis.demo", "【演示数据】本通报由演示数据生成，不反映任何单位的实际工作。")
	}
	s.say("basis.papers", sayBasis([]string{book(p.Title)}, m.laws(), desk, PeriodName(m.request.Period), about))
	s.say("basis.times", sayTimes(daysName(m.request.Period), window, momentName(m.request.AsOf), d.pen.cite(basisCode, "issued", "day")))
	if m.request.Kind != Special {
		s.say("basis.scheme", sayScheme(book(m.scheme.Title.Chinese), m.scheme.Proposed()))
	} else {
		s.say("basis.scheme", "本通报只统计"+quoted(m.subject())+"，按时率高低决定名次，不计综合得分。")
	}
	return s.Section
}

var inBooks = regexp.MustCompile(`《[^《》]+》`)

// laws are the papers that the terms of what was judged rest on, the most
// frequent first, at most three.
func (m *material) laws() []string {
	n := map[string]int{}
	for _, i := range m.now.list {
		for _, law := range inBooks.FindAllString(plain(m.duty(i).Term.Source), -1) {
			n[law]++
		}
	}
	var list []string
	for law := range n {
		list = append(list, law)
	}
	slices.SortFunc(list, func(a, b string) int { return cmp.Or(cmp.Compare(n[b], n[a]), cmp.Compare(a, b)) })
	return list[:min(len(list), 3)]
}

// overview is 一、总体情况.
func (d *document) overview() Section {
	s := draft{Section: Section{Heading: "总体情况"}}
	f := d.figures()
	s.say("overall.counts", sayCounts(f))
	s.say("overall.compare", d.comparisons(f))
	s.table(d.overall)
	s.table(d.change)
	s.say("overall.pending", sayPending(f.period, d.pen.cite(overallCode, nowRow, "pending")))
	s.say("overall.doubt", sayDoubt(d.pen.cite(overallCode, nowRow, "unverified"), d.pen.cite(overallCode, nowRow, "doubt")))
	for n, g := range d.groups {
		s.say(g.code, d.standingWords(g))
		if c := rankChart(g, d.ranks[n]); c != nil {
			s.Parts = append(s.Parts, Part{Chart: c})
		}
	}
	if d.request.Kind == Annual {
		s.say("overall.grades", sayGrades(d.gradeCounts()))
		s.table(d.grades)
	}
	return s.Section
}

func (d *document) figures() overallFigures {
	cite := func(column string) num { return d.pen.cite(overallCode, nowRow, column) }
	return overallFigures{
		PeriodName(d.request.Period), cite("judged"), cite("met"), cite("nil"), cite("rate"), cite("partial"), cite("late"), cite("missing"),
	}
}

func (d *document) comparisons(now overallFigures) string {
	if now.judged.n == 0 {
		return ""
	}
	var list []comparison
	for _, a := range d.compared()[1:] {
		cite := func(table, column string) num { return d.pen.cite(table, a.row, column) }
		list = append(list, comparison{
			period: PeriodName(a.period), judged: cite(overallCode, "judged"), met: cite(overallCode, "met"), rate: cite(overallCode, "rate"),
			change: cite(changeCode, "rate"), missing: cite(changeCode, "missing"),
		})
	}
	return sayComparisons(list)
}

// standingWords names the best and the worst of a group, if they may be named.
func (d *document) standingWords(g group) string {
	var ranked []standing
	for _, s := range g.rows {
		if s.rank > 0 {
			ranked = append(ranked, s)
		}
	}
	if len(ranked) < 2 {
		return ""
	}
	best, worst := ends(ranked)
	switch {
	case slices.ContainsFunc(best, func(s standing) bool { return s.few }):
		return sayUnnamed(g.name, d.pen.cite(basisCode, "min_judged", "number"))
	case len(best) == len(ranked):
		return sayLevel(g.name, d.placed(g, best))
	}
	text := sayBest(g.name, d.placed(g, best))
	if !slices.ContainsFunc(worst, func(s standing) bool { return s.few || !s.lostSome }) {
		text += sayWorst(d.placed(g, worst))
	}
	return text
}

// ends are the first and the last of a ranking, with those that share their places.
func ends(ranked []standing) (best, worst []standing) {
	last := ranked[len(ranked)-1].rank
	for _, s := range ranked {
		switch s.rank {
		case ranked[0].rank:
			best = append(best, s)
		case last:
			worst = append(worst, s)
		}
	}
	return best, worst
}

func (d *document) placed(g group, list []standing) []placed {
	var out []placed
	for _, s := range list {
		cite := func(column string) num { return d.pen.cite(g.code, s.office.Code, column) }
		out = append(out, placed{officeName(s.office.Code, s.office.Name), cite("score"), cite("rate"), cite("met"), cite("judged")})
	}
	return out
}

func (d *document) gradeCounts() ([]named, num) {
	var list []named
	for _, r := range d.grades.Rows {
		if !r.Bold {
			list = append(list, named{r.Cells[0].Text, d.pen.cite(gradesCode, r.Key, "count")})
		}
	}
	return list, d.pen.cite(gradesCode, totalRow, "count")
}

// troubles is 二、存在的主要问题.
func (d *document) troubles() Section {
	s := draft{Section: Section{Heading: "存在的主要问题"}}
	if len(d.problems) == 0 {
		s.say("problems.none", sayNoTrouble(PeriodName(d.request.Period), d.pen.cite(overallCode, nowRow, "judged")))
		return s.Section
	}
	for n, p := range d.problems {
		s.head("problems."+p.code+".heading", p.name)
		s.say("problems."+p.code, sayTrouble(d.trouble(p, d.problemTables[n])))
	}
	s.table(d.summary)
	return s.Section
}

func (d *document) trouble(p problem, t Table) trouble {
	found := trouble{kind: p.code, total: d.pen.cite(problemsCode, totalRow, p.code), offices: d.pen.cite(problemsCode, officesRow, p.code)}
	for _, r := range d.summary.Rows {
		if _, v, ok := d.summary.At(r.Key, p.code); ok && !r.Bold && v.Number > 0 {
			found.by = append(found.by, named{r.Cells[0].Text, d.pen.cite(problemsCode, r.Key, p.code)})
		}
	}
	if p.code == "earlier" {
		found.since = daysName(earlierThan(d.request.Period))
	}
	if i, ok := longest(p.list); ok && t.Columns[len(t.Columns)-1].Is == Delay {
		found.worst = worst{officeName(i.Office, i.OfficeName), plain(i.DutyName), d.pen.cite(t.Code, i.Key(), "delay")}
	} else {
		found.worst = worst{officeName(p.list[0].Office, p.list[0].OfficeName), plain(p.list[0].DutyName), num{empty: true}}
	}
	return found
}

// longest finds the longest delay among those in working days; failing any, in
// days, then in hours: units are not compared.
func longest(list []disclosure.Instance) (disclosure.Instance, bool) {
	var worst disclosure.Instance
	found := false
	for _, i := range list {
		if i.Verdict != disclosure.Late && i.Verdict != disclosure.Missing {
			continue
		}
		a, b := delayUnit(i.Term.Unit), delayUnit(worst.Term.Unit)
		if !found || a < b || a == b && i.Delay > worst.Delay {
			worst, found = i, true
		}
	}
	return worst, found
}

// followUp is the section on earlier issues.
func (d *document) followUp() Section {
	s := draft{Section: Section{Heading: "以前通报的整改和更正情况"}}
	for n, c := range d.material.corrections {
		cite := func(column string) num { return d.pen.cite(followCode, issueKey(n), column) }
		s.say("corrections."+issueKey(n), sayFollow(follow{book(c.Title), cite("missing"), cite("published"), cite("still"), cite("corrected")}))
	}
	s.table(d.follow)
	return s.Section
}

// demands is 三、下一步工作要求.
func (d *document) demands() Section {
	s := draft{Section: Section{Heading: "下一步工作要求"}}
	cite := d.pen.cite
	s.head("next.rectify.heading", "限期整改")
	s.say("next.rectify", sayRectify(d.rectifying(), cite(problemsCode, "", "any"), d.summary.Rows[0].Cells[0].Text, d.deadline("rectify", d.rectifyWorkdays()), desk))
	s.say("next.ownerless", sayOwnerless(cite(problemsCode, "", "any"), desk))
	s.say("next.missing", sayMissingDemand(cite(problemsCode, totalRow, "missing")))
	s.say("next.unverified", sayUnverifiedDemand(cite(problemsCode, totalRow, "unverified")))
	s.head("next.due.heading", "做好下一期公开")
	var by []named
	for _, r := range d.dueOffices.Rows {
		if !r.Bold {
			by = append(by, named{r.Cells[0].Text, cite(dueOfficesCode, r.Key, "count")})
		}
	}
	first := num{empty: true}
	provisional := false
	if row := d.due.firstAhead(); row != "" {
		first = cite(dueCode, row, "due")
		_, mark, _ := d.due.At(row, "mark")
		provisional = mark.Text == provisionalMark
	}
	s.say("next.due", sayDue(PeriodName(next(d.request.Period)), cite(dueOfficesCode, totalRow, "count"), by, first, provisional))
	s.head("next.appeal.heading", "申诉复核")
	s.say("next.appeal", sayAppeal(d.deadline("appeal", AppealWorkdays), desk))
	return s.Section
}

// rectifying is how many offices have something to put right.
func (d *document) rectifying() num { return d.pen.cite(problemsCode, officesRow, "any") }

func (d *document) deadline(row string, workdays int) deadline {
	return deadline{d.pen.cite(basisCode, row, "day"), d.pen.cite(basisCode, row, "number"), d.provisional(workdays)}
}
