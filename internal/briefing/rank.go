package briefing

import (
	"cmp"
	"slices"
	"strings"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
)

// standing is an office in the ranking of its group.
type standing struct {
	office   disclosure.Office
	counts   counts
	toDate   counts
	total    assessment.Points // this period's
	year     assessment.Points // the year's so far
	scored   bool
	inYear   bool // scored in the year so far
	rank     int
	of       int // ranked in the group
	before   int // rank in the period before; 0: none
	tied     bool
	few      bool // too few instances to be named
	vetoed   bool
	own      assessment.OfficeScore
	lostSome bool
}

// group is one ranking: 机关科室 and 局属单位 are never ranked together.
type group struct {
	code string
	name string
	is   disclosure.OfficeGroup
	rows []standing // ranked ones first
}

func groupName(g disclosure.OfficeGroup) string {
	switch g {
	case disclosure.GroupBureau:
		return shared("group.bureau")
	case disclosure.GroupAffiliate:
		return shared("group.affiliate")
	}
	return "未分组"
}

// groupsOf ranks the offices of each group; those of no known group come last,
// unranked.
func groupsOf(m *material) []group {
	groups := []group{
		{code: "rank.bureau", name: shared("group.bureau"), is: disclosure.GroupBureau},
		{code: "rank.affiliate", name: shared("group.affiliate"), is: disclosure.GroupAffiliate},
		{code: "rank.other", name: "未分组科室（单位）"},
	}
	for n := range groups {
		groups[n].fill(m)
	}
	return slices.DeleteFunc(groups, func(g group) bool { return len(g.rows) == 0 })
}

func (g *group) fill(m *material) {
	list, year := byOffice(m.now.list), byOffice(m.toDate.list)
	for _, o := range m.now.result.Offices {
		if other := o.Office.Group != disclosure.GroupBureau && o.Office.Group != disclosure.GroupAffiliate; o.Office.Group != g.is && (g.is != 0 || !other) {
			continue
		}
		s := standing{
			office: o.Office, counts: countInstances(list[o.Office.Code]), toDate: countInstances(year[o.Office.Code]), own: o,
			total: o.Total, scored: o.Scored, rank: o.Rank, of: o.RankedOf, few: !o.Nameable, vetoed: o.Vetoed, lostSome: o.Lost() > 0,
		}
		if y, ok := m.toDate.score(o.Office.Code); ok {
			s.year, s.inYear = y.Total, y.Scored
		}
		if b, ok := m.before.score(o.Office.Code); ok {
			s.before = b.Rank
		}
		g.rows = append(g.rows, s)
	}
	if m.request.Kind == Special {
		g.byRate(m.scheme.Ranking)
	}
	slices.SortStableFunc(g.rows, func(a, b standing) int { return cmp.Compare(place(a.rank), place(b.rank)) })
	for n := 1; n < len(g.rows); n++ {
		if a, b := &g.rows[n-1], &g.rows[n]; a.rank > 0 && a.rank == b.rank {
			a.tied, b.tied = true, true
		}
	}
}

// place puts what is not ranked last.
func place(rank int) int {
	if rank == 0 {
		return 1 << 30
	}
	return rank
}

// byRate ranks by the exact rate: a special briefing looks at a part of the
// duties only, for which the scheme gives no points.
func (g *group) byRate(r assessment.Ranking) {
	ranked := g.is != 0
	var order []*standing
	for n := range g.rows {
		s := &g.rows[n]
		s.rank, s.of, s.before, s.scored, s.inYear, s.vetoed = 0, 0, 0, false, false, false
		s.few, s.lostSome = s.counts.judged() == 0 || s.counts.judged() < r.MinJudged, s.counts.met() < s.counts.judged()
		if ranked && s.counts.judged() > 0 {
			order = append(order, s)
		}
	}
	better := func(a, b *standing) int {
		return cmp.Compare(b.counts.met()*a.counts.judged(), a.counts.met()*b.counts.judged())
	}
	slices.SortStableFunc(order, better)
	for n, s := range order {
		s.rank, s.of = n+1, len(order)
		if n > 0 && better(order[n-1], s) == 0 {
			s.rank = order[n-1].rank
		}
	}
}

func byOffice(list []disclosure.Instance) map[string][]disclosure.Instance {
	out := map[string][]disclosure.Instance{}
	for _, i := range list {
		out[i.Office] = append(out[i.Office], i)
	}
	return out
}

const totalRow = "total"

// rankTable prints a ranking, with the year so far beside the period when they
// differ.
func rankTable(m *material, g group) Table {
	points, year := m.request.Kind != Special, m.toDate.period != m.now.period
	t := Table{Code: g.code, Caption: g.name, Columns: []Column{
		{"rank", "名次", 6, Count}, {"office", "科室（单位）", 20, Words}, {"judged", "应公开", 8, Count}, {"met", "按时公开", 8, Count}, {"rate", "按时率", 9, Percent},
	}}
	if points {
		t.Columns = append(t.Columns, Column{"score", "得分", 9, Points}, Column{"before", "上期名次", 7, Count})
	}
	if year {
		t.Columns = append(t.Columns, Column{"year_judged", "累计应公开", 8, Count}, Column{"year_met", "累计按时公开", 8, Count}, Column{"year_rate", "累计按时率", 9, Percent})
		if points {
			t.Columns = append(t.Columns, Column{"year_score", "累计得分", 9, Points})
		}
	}
	t.Columns = append(t.Columns, Column{"mark", "备注", 14, Words})
	var sum, sumYear counts
	sum.by, sumYear.by = map[disclosure.Verdict]int{}, map[disclosure.Verdict]int{}
	for _, s := range g.rows {
		sum.add(s.counts)
		sumYear.add(s.toDate)
		t.Rows = append(t.Rows, Row{Key: s.office.Code, Cells: rankCells(s, points, year)})
	}
	total := rankCells(standing{office: disclosure.Office{Name: "合计"}, counts: sum, toDate: sumYear}, points, year)
	total[len(total)-1] = Cell{Empty: true}
	t.Rows = append(t.Rows, Row{Key: totalRow, Bold: true, Cells: total})
	t.Note = rankNote(m, points, year)
	return t
}

func rankNote(m *material, points, year bool) string {
	note := "按时率相同的名次并列，按编制序排列；没有到期事项的不排名。"
	if points {
		note = "得分相同的名次并列，按编制序排列；没有到期事项的不计分、不排名。"
	}
	if year {
		note += "累计自本年1月1日起算。"
	}
	return note
}

func (c *counts) add(other counts) {
	for v, n := range other.by {
		c.by[v] += n
	}
	c.total += other.total
}

func rankCells(s standing, points, year bool) []Cell {
	cells := []Cell{
		ordinal(s.rank), words(officeName(s.office.Code, s.office.Name)), count(s.counts.judged()), count(s.counts.met()), rateCell(s.counts.met(), s.counts.judged()),
	}
	if points {
		cells = append(cells, Cell{Number: int64(s.total), Empty: !s.scored}, ordinal(s.before))
	}
	if year {
		cells = append(cells, count(s.toDate.judged()), count(s.toDate.met()), rateCell(s.toDate.met(), s.toDate.judged()))
		if points {
			cells = append(cells, Cell{Number: int64(s.year), Empty: !s.inYear})
		}
	}
	return append(cells, words(s.mark()))
}

func ordinal(rank int) Cell { return Cell{Number: int64(rank), Empty: rank == 0} }

func (s standing) mark() string {
	var marks []string
	if s.counts.judged() == 0 {
		marks = append(marks, "没有到期事项")
	} else if s.few {
		marks = append(marks, "事项较少，不点名")
	}
	if s.tied {
		marks = append(marks, "并列")
	}
	if s.vetoed {
		marks = append(marks, "一票否决")
	}
	return strings.Join(marks, "；")
}

// rankChart draws the scores of a ranking, or the rates when there are none.
func rankChart(g group, t Table) *Chart {
	column := "score"
	if _, _, ok := t.At(totalRow, column); !ok {
		column = "rate"
	}
	c := &Chart{Code: g.code + "." + column}
	for _, r := range t.Rows {
		if col, v, ok := t.At(r.Key, column); ok && !r.Bold && !v.Empty {
			_, name, _ := t.At(r.Key, "office")
			c.Labels, c.Values, c.Is = append(c.Labels, name.Text), append(c.Values, v.Number), col.Is
			c.Title = g.name + col.Head
			c.Alt += name.Text + col.Print(v) + "；"
		}
	}
	if len(c.Values) < 2 {
		return nil
	}
	c.Alt = c.Title + "：" + strings.TrimSuffix(c.Alt, "；") + "。"
	return c
}

func isRank(code string) bool { return strings.HasPrefix(code, "rank.") }
