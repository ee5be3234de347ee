package dashboards

import (
	"slices"
	"strconv"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// A heat map of many offices would weigh more than a page may: from picturedRows
// on its table alone is shown, and beyond namedRows the best offices are summed
// up in one row.
const (
	picturedRows = 16
	namedRows    = 22
)

// Heat is the office × month map of on-time rates, by due month.
type Heat struct {
	Months []HeatMonth
	Rows   []HeatRow
	Chart  *Chart // nil without data and with too much of it
}

// HeatMonth is a column with its sum over all offices.
type HeatMonth struct {
	Day   workday.Date
	Label string
	Sum   HeatCell
}

// HeatRow is one office.
type HeatRow struct {
	Name  string
	Href  string // "" of the row that sums up others
	Group disclosure.OfficeGroup
	Cells []HeatCell
	Sum   HeatCell
}

// HeatCell is the rate of one office in one month.
type HeatCell struct {
	Rate   Rate
	Bucket int    // 0 nothing judged, 1 worst … 5 all met; the class of its colour
	Href   string // the rows beneath; "" when there are none
	Point  string // data-point of the chart
}

// Buckets are the lower bounds of the heat map's classes in whole per cent,
// worst first: below 60, from 60, from 80, from 90, all met.
var Buckets = []int{0, 60, 80, 90, 100}

// Bucket returns the class of a rate, 1 to 5, and 0 when nothing was judged.
// Class 5 means that every single one was met.
func Bucket(r Rate) int {
	if r.Empty() {
		return 0
	}
	if r.Met >= r.Judged {
		return len(Buckets)
	}
	n := 1
	for i, bound := range Buckets[:len(Buckets)-1] {
		if r.Hundredths() >= bound*100 {
			n = i + 1
		}
	}
	return n
}

// HeatMap draws the offices that had anything judged over the months from from
// on, bureau offices first, then affiliated units and external performers.
func HeatMap(f Frame, from workday.Date, months int, tallies []disclosure.Tally) Heat {
	var h Heat
	byMonth := ByMonth(tallies)
	for i := range months {
		d := from.AddMonths(i)
		h.Months = append(h.Months, HeatMonth{Day: d, Label: f.Month(d), Sum: f.heatCell(byMonth[d], Rows{}.Month(d))})
	}
	cells := map[string]map[workday.Date]Counts{}
	for office, own := range groupTallies(tallies) {
		cells[office] = ByMonth(own)
	}
	for _, o := range f.Offices() {
		if row := f.heatRow(o, h.Months, cells[o.Code], len(h.Rows)); !row.Sum.Rate.Empty() {
			h.Rows = append(h.Rows, row)
		}
	}
	h.sumUp(f)
	h.Chart = h.chart(f)
	return h
}

// sumUp replaces the offices with the highest rates by one row of their sums
// when there are too many to name.
func (h *Heat) sumUp(f Frame) {
	if len(h.Rows) <= namedRows {
		return
	}
	order := make([]int, len(h.Rows))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return h.Rows[a].Sum.Rate.Compare(h.Rows[b].Sum.Rate) })
	rest := HeatRow{Name: f.T("heat.others", len(h.Rows)-namedRows+1), Cells: make([]HeatCell, len(h.Months))}
	var named []HeatRow
	for i, row := range h.Rows {
		if slices.Index(order, i) < namedRows-1 {
			named = append(named, row)
			continue
		}
		for x := range rest.Cells {
			rest.Cells[x].add(row.Cells[x])
		}
		rest.Sum.add(row.Sum)
	}
	h.Rows = append(named, rest)
}

func (c *HeatCell) add(other HeatCell) {
	c.Rate.Met, c.Rate.Judged = c.Rate.Met+other.Rate.Met, c.Rate.Judged+other.Rate.Judged
	c.Bucket = Bucket(c.Rate)
}

func (f Frame) heatRow(o disclosure.Office, months []HeatMonth, sums map[workday.Date]Counts, y int) HeatRow {
	row := HeatRow{Name: f.Office(o.Code), Href: f.Link.Office(o.Code), Group: o.Group}
	var sum Rate
	for x, m := range months {
		cell := f.heatCell(sums[m.Day], Rows{Office: o.Code}.Month(m.Day))
		cell.Point = "0-" + strconv.Itoa(y*len(months)+x)
		sum.Met, sum.Judged = sum.Met+cell.Rate.Met, sum.Judged+cell.Rate.Judged
		row.Cells = append(row.Cells, cell)
	}
	last := months[len(months)-1].Day
	row.Sum = HeatCell{Rate: sum, Bucket: Bucket(sum), Href: f.Link.Rows(Rows{
		Office: o.Code, Verdicts: Judged, From: months[0].Day, To: last.AddMonths(1) - 1,
	})}
	return row
}

func (f Frame) heatCell(c Counts, rows Rows) HeatCell {
	cell := HeatCell{Rate: c.Rate(), Bucket: Bucket(c.Rate())}
	if !cell.Rate.Empty() {
		rows.Verdicts = Judged
		cell.Href = f.Link.Rows(rows)
	}
	return cell
}

func (h Heat) chart(f Frame) *Chart {
	if len(h.Rows) == 0 || len(h.Rows) > picturedRows {
		return nil
	}
	var names, months []string
	for i, m := range h.Months {
		months = append(months, f.axisMonth(m.Day, i == 0))
	}
	var data []point
	for y, row := range h.Rows {
		names = append(names, clip(row.Name, 14))
		for x, cell := range row.Cells {
			p := point{Value: []any{x, y, "-", ""}}
			if !cell.Rate.Empty() {
				p.Name = row.Name + "  " + h.Months[x].Label + "  " + f.T("rate.counted", cell.Rate.Percent(), cell.Rate.Count())
				p.Value = []any{x, y, float64(cell.Bucket), cell.Rate.Percent() + "\n" + cell.Rate.Count()}
			}
			data = append(data, p)
		}
	}
	m := charts.NewHeatMap()
	axis := opts.XAxis{
		Type: "category", Position: "top", Data: months, AxisLabel: axisWords("0"), AxisLine: noLine(),
		AxisTick: noTick(), SplitLine: faintLines(false),
	}
	m.SetGlobalOptions(append(plain(opts.Grid{Left: "8", Right: "8", Top: "8", Bottom: "4", ContainLabel: opts.Bool(true)}),
		charts.WithXAxisOpts(axis), charts.WithYAxisOpts(category(names)),
		charts.WithVisualMapOpts(heatColours()))...)
	label := labelled("3", "inside")
	label.FontSize, label.LineHeight = 14, 17
	m.AddSeries(f.T("heat.title"), nil, points(data), charts.WithLabelOpts(label),
		charts.WithItemStyleOpts(opts.ItemStyle{BorderColor: "var(--ground)", BorderWidth: 2}),
		charts.WithEmphasisOpts(opts.Emphasis{ItemStyle: &opts.ItemStyle{Color: "inherit", BorderColor: "var(--accent)", BorderWidth: 2}}))
	return &Chart{Option: option(m), Class: "heat " + rows(len(names)), Label: f.T("heat.chart", len(names), len(months))}
}

func heatColours() opts.VisualMap {
	v := opts.VisualMap{Type: "piecewise", Show: opts.Bool(false), Dimension: "2"}
	for i := range Buckets {
		n := strconv.Itoa(i + 1)
		v.Pieces = append(v.Pieces, opts.Piece{Gt: float32(i) + 0.5, Lt: float32(i) + 1.5, Color: "var(--heat-" + n + ")"})
	}
	return v
}

func groupTallies(tallies []disclosure.Tally) map[string][]disclosure.Tally {
	groups := map[string][]disclosure.Tally{}
	for _, t := range tallies {
		groups[t.Office] = append(groups[t.Office], t)
	}
	return groups
}
