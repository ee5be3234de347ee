package chart

import (
	"math"
	"slices"
	"unicode/utf8"

	"github.com/go-analyze/charts"

	"daylight/internal/briefing"
)

// Draw draws a chart, in more than one picture when a page cannot hold its rows.
// A chart without rows gives none.
func Draw(c *briefing.Chart) ([]Picture, error) {
	if err := installed(); err != nil {
		return nil, fail(c.Code, err)
	}
	list := Sizes(c)
	for n := range list {
		var err error
		if list[n].PNG, err = draw(c, list[n], charts.ChartOutputPNG); err != nil {
			return nil, fail(c.Code, err)
		}
	}
	return list, nil
}

// Sizes are the pictures that Draw draws, before they are drawn.
func Sizes(c *briefing.Chart) []Picture {
	count := (len(c.Labels) + perPicture - 1) / perPicture
	list := make([]Picture, count)
	for n := range list {
		// Shared out evenly, so that the last picture does not hold a single bar.
		from, to := n*len(c.Labels)/count, (n+1)*len(c.Labels)/count
		list[n] = Picture{WidthMM: widthMM, HeightMM: height(to-from, max(1, len(c.Grouped))), from: from, to: to}
	}
	return list
}

func height(rows, series int) float64 {
	legend := 0.0
	if series > 1 {
		legend = 8
	}
	return rowHeight(rows, series)*float64(rows) + legend + 3
}

func draw(c *briefing.Chart, p Picture, format string) ([]byte, error) {
	series := c.Grouped
	if len(series) == 0 {
		series = []briefing.Series{{Name: c.Title, Values: c.Values}}
	}
	rows := p.to - p.from
	opt := charts.NewBarChartOptionWithData(barValues(series, p.from, p.to))
	opt.Horizontal, opt.BarSize, opt.Theme = true, 0.66, theme
	opt.Padding = charts.NewBox(4, 10, 4, 4)
	text := textStyle(min(textMM, rowHeight(rows, len(series))*0.72))
	opt.CategoryAxis.Labels, opt.CategoryAxis.LabelFontStyle = short(c.Labels[p.from:p.to]), text
	opt.CategoryAxis.LabelCount = rows
	low, high := reach(series)
	opt.ValueAxis = []charts.ValueAxisOption{{Show: charts.Ptr(false), Min: &low, Max: &high, SplitLineShow: charts.Ptr(false)}}
	opt.Legend = charts.LegendOption{Show: charts.Ptr(len(series) > 1), FontStyle: text, Offset: charts.OffsetStr{Top: "6"}}
	for n := range opt.SeriesList {
		opt.SeriesList[n].Name = series[n].Name
		opt.SeriesList[n].Label = charts.SeriesLabel{Show: charts.Ptr(true), FontStyle: text, Distance: 4,
			LabelFormatter: func(_ int, _ string, value float64) (string, *charts.LabelStyle) {
				return briefing.Column{Is: c.Is}.Print(briefing.Cell{Number: int64(value)}), nil
			}}
	}
	painter := charts.NewPainter(charts.PainterOptions{
		OutputFormat: format, Width: widthMM * pixels, Height: int(p.HeightMM * pixels), Font: charts.GetFont(family)})
	if err := painter.BarChart(opt); err != nil {
		return nil, err
	}
	return painter.Bytes()
}

func rowHeight(rows, series int) float64 {
	if series > 1 {
		return seriesMM*float64(series) + 2
	}
	return min(rowMM, max(lowRowMM, 190/float64(rows)))
}

// theme is one calm accent; further series are lighter, so that grey keeps them apart.
var theme = charts.MakeTheme(charts.ThemeOption{
	BackgroundColor: charts.ColorWhite, TextColor: charts.ColorBlack, AxisStrokeColor: charts.ColorBlack,
	SeriesColors: []charts.Color{charts.ColorRGB(0x2F, 0x5D, 0x8A), charts.ColorRGB(0xA9, 0xBF, 0xD6), charts.ColorRGB(0x6F, 0x6F, 0x6F)},
})

func barValues(series []briefing.Series, from, to int) [][]float64 {
	list := make([][]float64, len(series))
	for n, s := range series {
		for row := to - 1; row >= from; row-- {
			list[n] = append(list[n], value(s.Values, row))
		}
	}
	return list
}

// value is a row's bar; a row without a number has none.
func value(values []int64, n int) float64 {
	if n < len(values) {
		return float64(values[n])
	}
	return charts.GetNullValue()
}

// reach is the axis from nothing to the greatest value, with room for its words:
// bars that begin anywhere else would mislead.
func reach(series []briefing.Series) (low, high float64) {
	for _, s := range series {
		for _, v := range s.Values {
			low, high = min(low, float64(v)), max(high, float64(v))
		}
	}
	room := math.Max(high-low, 1) * 0.2
	if low < 0 {
		low -= room
	}
	return low, high + room
}

const longest = 14 // characters of a label; the table beside the picture has the whole name

func short(labels []string) []string {
	list := slices.Clone(labels)
	for n, l := range list {
		if utf8.RuneCountInString(l) > longest {
			list[n] = string([]rune(l)[:longest-1]) + "…"
		}
	}
	slices.Reverse(list) // the library draws from the bottom up
	return list
}
