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
	var list []Picture
	count := (len(c.Labels) + perPicture - 1) / perPicture
	for n := range count {
		// Shared out evenly, so that the last picture does not hold a single bar.
		from, to := n*len(c.Labels)/count, (n+1)*len(c.Labels)/count
		data, height, err := draw(c, from, to, charts.ChartOutputPNG)
		if err != nil {
			return nil, fail(c.Code, err)
		}
		list = append(list, Picture{PNG: data, WidthMM: widthMM, HeightMM: height})
	}
	return list, nil
}

func draw(c *briefing.Chart, from, to int, format string) (data []byte, height float64, err error) {
	series := c.Grouped
	if len(series) == 0 {
		series = []briefing.Series{{Name: c.Title, Values: c.Values}}
	}
	rows := to - from
	row := rowHeight(rows, len(series))
	legend := 0.0
	if len(series) > 1 {
		legend = 8
	}
	height = row*float64(rows) + legend + 3
	opt := charts.NewBarChartOptionWithData(barValues(series, from, to))
	opt.Horizontal, opt.BarSize, opt.Theme = true, 0.66, theme
	opt.Padding = charts.NewBox(4, 10, 4, 4)
	text := textStyle(min(textMM, row*0.72))
	opt.CategoryAxis.Labels, opt.CategoryAxis.LabelFontStyle = short(c.Labels[from:to]), text
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
		OutputFormat: format, Width: widthMM * pixels, Height: int(height * pixels), Font: charts.GetFont(family)})
	if err := painter.BarChart(opt); err != nil {
		return nil, 0, err
	}
	data, err = painter.Bytes()
	return data, height, err
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
