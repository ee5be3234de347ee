package dashboards

import (
	"fmt"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
)

// chart draws the rates of the regions, or nothing when there is nothing to compare.
func (n Nation) chart(f Frame, lines []NationLine) *Chart {
	if n.Ranked < 2 || n.Ranked > 40 {
		return nil
	}
	var names []string
	var data []point
	for i := range lines {
		l := &lines[i]
		if l.Rank == 0 {
			continue
		}
		l.Point = fmt.Sprintf("0-%d", len(data))
		value, words := tenths(l.Rate), f.T("rate.counted", l.Rate.Percent(), l.Rate.Count())
		if n.ByScore {
			value, words = float64(l.Score)/100, l.Score.String()
		}
		names = append(names, fmt.Sprintf("%d  %s", l.Rank, clip(l.Name, 14)))
		data = append(data, point{Name: l.Name + "  " + words, Value: []any{value, len(data), words}})
	}
	bar := charts.NewBar()
	bar.SetGlobalOptions(append(plain(opts.Grid{Left: "8", Right: "140", Top: "4", Bottom: "4", ContainLabel: opts.Bool(true)}),
		charts.WithXAxisOpts(opts.XAxis{Type: "value", Min: 0, Max: 100, Show: opts.Bool(false), SplitLine: faintLines(false), AxisLabel: &opts.AxisLabel{Show: opts.Bool(false)}}),
		charts.WithYAxisOpts(category(names)))...)
	bar.AddSeries(f.T(n.measure()), nil, points(data),
		charts.WithItemStyleOpts(opts.ItemStyle{Color: "var(--bar)"}),
		charts.WithBarChartOpts(opts.BarChart{BarWidth: "55%"}),
		charts.WithLabelOpts(labelled("2", "right")))
	return &Chart{Option: option(bar), Class: rows(len(data)), Label: f.T("nation.chart", f.T(n.measure()), n.Ranked)}
}

func (n Nation) measure() string {
	if n.ByScore {
		return "nation.col.score"
	}
	return "col.rate"
}
