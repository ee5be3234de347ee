package dashboards

import (
	"strconv"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// TrendMonths is how far back trends and heat maps look.
const TrendMonths = 12

// Trend is the on-time rate month by month, by due month.
type Trend struct {
	Months []TrendMonth
	Chart  *Chart // nil when nothing was judged
}

// TrendMonth is one month of a trend.
type TrendMonth struct {
	Day    workday.Date
	Label  string
	Counts Counts
	Rate   Rate
	Href   string // rows in the denominator; "" when there are none
	Point  string
}

// TrendOf draws the months from from on. office narrows the links to one
// office; "" is the whole body.
func TrendOf(f Frame, office string, from workday.Date, months int, tallies []disclosure.Tally) Trend {
	sums := ByMonth(tallies)
	var t Trend
	for i := range months {
		d := from.AddMonths(i)
		m := TrendMonth{Day: d, Label: f.Month(d), Counts: sums[d], Rate: sums[d].Rate(), Point: "0-" + strconv.Itoa(i)}
		if !m.Rate.Empty() {
			m.Href = f.Link.Rows(Rows{Office: office, Verdicts: Judged}.Month(d))
		}
		t.Months = append(t.Months, m)
	}
	t.Chart = t.chart(f)
	return t
}

// TrendFrom returns the first month of a trend that ends with the month of day
// last.
func TrendFrom(last workday.Date) workday.Date {
	return workday.NewDate(last.Year(), last.Month(), 1).AddMonths(1 - TrendMonths)
}

func (t Trend) chart(f Frame) *Chart {
	var names []string
	var data []point
	some := false
	for i, m := range t.Months {
		// The count stands under its month: a rate is never without it.
		name, p := f.axisMonth(m.Day, i == 0), point{Value: []any{i, "-", ""}}
		if !m.Rate.Empty() {
			some = true
			name += "\n" + m.Rate.Count()
			p = point{Name: m.Label + "  " + f.T("rate.counted", m.Rate.Percent(), m.Rate.Count()), Value: []any{i, tenths(m.Rate), m.Rate.Percent()}}
		}
		names, data = append(names, name), append(data, p)
	}
	if !some {
		return nil
	}
	words := axisWords("0")
	words.HideOverlap = opts.Bool(true)
	line := charts.NewLine()
	line.SetXAxis(names)
	line.SetGlobalOptions(append(plain(opts.Grid{Left: "8", Right: "24", Top: "28", Bottom: "4", ContainLabel: opts.Bool(true)}),
		charts.WithXAxisOpts(opts.XAxis{Type: "category", AxisLabel: words, AxisTick: noTick(), AxisLine: &opts.AxisLine{
			Show: opts.Bool(true), LineStyle: &opts.LineStyle{Color: "var(--line-strong)"}}}),
		charts.WithYAxisOpts(opts.YAxis{Type: "value", Min: 0, Max: 100, MinInterval: 25, MaxInterval: 25, SplitLine: faintLines(true),
			AxisLine: noLine(), AxisLabel: &opts.AxisLabel{Color: "var(--ink-2)", FontSize: 14, Formatter: "{value}%"}}))...)
	line.AddSeries(f.T("trend.rate"), nil, points(data), charts.WithLabelOpts(labelled("2", "top")),
		charts.WithLabelLayoutOpts(opts.LabelLayout{HideOverlap: opts.Bool(true)}),
		charts.WithLineChartOpts(opts.LineChart{Symbol: "circle", SymbolSize: 8, ShowSymbol: opts.Bool(true)}),
		charts.WithItemStyleOpts(opts.ItemStyle{Color: "var(--accent)"}),
		charts.WithLineStyleOpts(opts.LineStyle{Color: "var(--accent)", Width: 2}))
	return &Chart{Option: option(line), Class: "trend", Label: f.T("trend.chart", len(t.Months))}
}
