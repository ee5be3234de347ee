package dashboards

import (
	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"
	"github.com/go-echarts/go-echarts/v2/types"
)

// Chart is a go-echarts option ready to be printed by html/template inside a
// script of type application/json, with the words that stand beside it.
//
// Colours in it are names of CSS variables, "var(--late)"; charts.js puts in
// the values of the page, light or dark. Each point carries its words as its
// name, so the tooltip needs no function, and the link of point i of series s
// is the element of the chart's table that has data-point="s-i".
type Chart struct {
	Option map[string]any
	Label  string // what a reader hears instead of the picture
	Class  string // sets the height: "rows-12", "trend"
}

// point is one datum of any series; go-echarts' own data types each lack some
// of these.
type point struct {
	Name       string          `json:"name,omitempty"`
	Value      any             `json:"value"`
	Symbol     string          `json:"symbol,omitempty"`
	SymbolSize any             `json:"symbolSize,omitempty"`
	ItemStyle  *opts.ItemStyle `json:"itemStyle,omitempty"`
	Label      *opts.Label     `json:"label,omitempty"`
}

// plain is the shared manner of all charts: no movement, no frames, words from
// the points.
func plain(grid opts.Grid) []charts.GlobalOpts {
	return []charts.GlobalOpts{
		charts.WithAnimation(false),
		charts.WithColorsOpts(opts.Colors{"var(--accent)"}),
		charts.WithLegendOpts(opts.Legend{Show: opts.Bool(false)}),
		charts.WithTooltipOpts(opts.Tooltip{
			Show: opts.Bool(true), Trigger: "item", Formatter: "{b}",
			BackgroundColor: "var(--panel)", BorderColor: "var(--line-strong)",
		}),
		charts.WithGridOpts(grid),
	}
}

// option validates a chart and returns its option as a map.
func option(c interface {
	Validate()
	JSON() map[string]interface{}
}) map[string]any {
	c.Validate()
	o := c.JSON()
	if tip, ok := o["tooltip"].(opts.Tooltip); ok {
		// go-echarts has no field for it; HTML tooltips would need inline styles.
		o["tooltip"] = struct {
			opts.Tooltip
			RenderMode string         `json:"renderMode"`
			TextStyle  map[string]any `json:"textStyle"`
		}{tip, "richText", map[string]any{"color": "var(--ink)", "fontSize": 14}}
	}
	delete(o, "toolbox")
	delete(o, "title")
	return o
}

// points puts data of our own kind into a series.
func points(data []point) charts.SeriesOpts {
	return charts.WithSeriesOpts(func(s *charts.SingleSeries) { s.Data = data })
}

// axisWords is the look of an axis label.
func axisWords(interval string) *opts.AxisLabel {
	return &opts.AxisLabel{Show: opts.Bool(true), Color: "var(--ink)", FontSize: 14, Interval: interval}
}

// noLine hides an axis line.
func noLine() *opts.AxisLine { return &opts.AxisLine{Show: opts.Bool(false)} }

// noTick hides axis ticks.
func noTick() *opts.AxisTick { return &opts.AxisTick{Show: opts.Bool(false)} }

// faintLines draws the lines of a scale so that they stay behind the data.
func faintLines(show bool) *opts.SplitLine {
	return &opts.SplitLine{Show: opts.Bool(show), LineStyle: &opts.LineStyle{Color: "var(--line)"}}
}

// category is a Y axis of names read from the top.
func category(names []string) opts.YAxis {
	return opts.YAxis{
		Type: "category", Data: names, Inverse: opts.Bool(true),
		AxisLabel: axisWords("0"), AxisLine: noLine(), SplitLine: faintLines(false),
	}
}

// labelled shows the label that stands as the n-th value of each point.
func labelled(n, position string) opts.Label {
	return opts.Label{
		Show: opts.Bool(true), Position: position, Color: "var(--ink)", FontSize: 14,
		Formatter: types.FuncStr("{@[" + n + "]}"),
	}
}
