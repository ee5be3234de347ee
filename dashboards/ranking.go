package dashboards

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"daylight/internal/disclosure"
)

// SmallN is the number of judged instances below which a rate says that it
// rests on few.
const SmallN = 5

// Standing is the place of one office in its group.
type Standing struct {
	Code   string // "" with all but Rank and Tied when the reader may only see the place
	Name   string
	Rank   int // 1 is best; 0 when nothing was judged
	Tied   bool
	Counts Counts
	Rate   Rate
	Few    bool // fewer than SmallN judged
	Own    bool // the reader's own office
	Href   string
	Judged string // address of the rows in the denominator
}

// Ranking ranks the offices of one group by their exact on-time rate.
type Ranking struct {
	Group  disclosure.OfficeGroup
	Rows   []Standing // ranked ones first; equals in the office list's order
	Ranked int
	Chart  *Chart // nil when nothing was ranked
}

// Rank ranks the offices of a group. Equal rates share a place and the next
// place is skipped (1, 2, 2, 4). Offices without judged instances follow
// unranked if they have any instance at all. External performers are never
// ranked.
func Rank(f Frame, group disclosure.OfficeGroup, tallies []disclosure.Tally) Ranking {
	sums := ByOffice(tallies)
	r := Ranking{Group: group}
	for _, o := range f.offices(group) {
		if c := sums[o.Code]; c.Total() > 0 {
			r.Rows = append(r.Rows, f.standing(o, c))
		}
	}
	slices.SortStableFunc(r.Rows, func(a, b Standing) int { return b.Rate.Compare(a.Rate) })
	if group != disclosure.GroupExternal {
		r.place()
	}
	if f.Own == "" {
		r.Chart = r.chart(f)
	}
	for i := range r.Rows {
		if !f.Sees(r.Rows[i].Code) {
			// Only the place may be known: neither who, nor what, nor how many.
			r.Rows[i] = Standing{Rank: r.Rows[i].Rank, Tied: r.Rows[i].Tied}
		}
	}
	return r
}

// Of returns the standing of an office.
func (r Ranking) Of(code string) (Standing, bool) {
	for _, s := range r.Rows {
		if s.Code != "" && s.Code == code {
			return s, true
		}
	}
	return Standing{}, false
}

func (r *Ranking) place() {
	for i := range r.Rows {
		s := &r.Rows[i]
		if s.Rate.Empty() {
			continue
		}
		r.Ranked++
		s.Rank = i + 1
		if i > 0 && r.Rows[i-1].Rate.Compare(s.Rate) == 0 {
			s.Rank, s.Tied, r.Rows[i-1].Tied = r.Rows[i-1].Rank, true, true
		}
	}
}

func (f Frame) standing(o disclosure.Office, c Counts) Standing {
	return Standing{
		Code: o.Code, Name: f.Office(o.Code), Counts: c, Rate: c.Rate(), Own: f.Own == o.Code,
		Few:    c.Judged() > 0 && c.Judged() < SmallN,
		Href:   f.Link.Office(o.Code),
		Judged: f.Link.Rows(Rows{Office: o.Code, Verdicts: Judged}),
	}
}

// offices lists the plan's offices of a group in the list's own order.
func (f Frame) offices(group disclosure.OfficeGroup) []disclosure.Office {
	var list []disclosure.Office
	for _, o := range f.Plan.Offices {
		if o.Group == group {
			list = append(list, o)
		}
	}
	slices.SortStableFunc(list, func(a, b disclosure.Office) int { return cmp.Compare(a.DisplayOrder, b.DisplayOrder) })
	return list
}

func (r Ranking) chart(f Frame) *Chart {
	if r.Ranked == 0 {
		return nil
	}
	var names []string
	var data []point
	for _, s := range r.Rows {
		if s.Rank == 0 {
			continue
		}
		names = append(names, fmt.Sprintf("%d  %s", s.Rank, clip(s.Name, 14)))
		words := f.T("rate.counted", s.Rate.Percent(), s.Rate.Count())
		data = append(data, point{
			Name:  s.Name + "  " + words,
			Value: []any{tenths(s.Rate), len(data), words},
		})
	}
	bar := charts.NewBar()
	bar.SetGlobalOptions(append(plain(opts.Grid{Left: "8", Right: "120", Top: "4", Bottom: "4", ContainLabel: opts.Bool(true)}),
		charts.WithXAxisOpts(opts.XAxis{Type: "value", Min: 0, Max: 100, Show: opts.Bool(false), SplitLine: faintLines(false), AxisLabel: &opts.AxisLabel{Show: opts.Bool(false)}}),
		charts.WithYAxisOpts(category(names)))...)
	bar.AddSeries(f.T("ranking.rate"), nil, points(data),
		charts.WithItemStyleOpts(opts.ItemStyle{Color: "var(--bar)"}),
		charts.WithEmphasisOpts(opts.Emphasis{ItemStyle: &opts.ItemStyle{Color: "inherit", BorderColor: "var(--accent)", BorderWidth: 1}}),
		charts.WithBarChartOpts(opts.BarChart{BarWidth: "55%"}),
		charts.WithLabelOpts(labelled("2", "right")))
	c := Chart{Option: option(bar), Class: rows(len(data))}
	c.Label = f.T("ranking.chart", f.T("group."+groupKey(r.Group)), r.Ranked)
	return &c
}

func groupKey(g disclosure.OfficeGroup) string {
	switch g {
	case disclosure.GroupAffiliate:
		return "affiliate"
	case disclosure.GroupExternal:
		return "external"
	}
	return "bureau"
}

// tenths is a rate as a number for an axis: 92.1.
func tenths(r Rate) float64 { return float64(r.Tenths()) / 10 }

// rows is the class that gives a chart the height of n rows.
func rows(n int) string { return "rows-" + strconv.Itoa(min(max(n, 2), 40)) }

// clip shortens a name to n full-width characters for an axis; the table
// beside it has the whole.
func clip(s string, n int) string {
	width := 0
	for i, r := range s {
		width += 1 + boolInt(r >= 0x2e80)
		if width > 2*n {
			return s[:i] + "…"
		}
	}
	return s
}
