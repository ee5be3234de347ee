package dashboards

import (
	"strconv"
	"time"

	"github.com/go-echarts/go-echarts/v2/charts"
	"github.com/go-echarts/go-echarts/v2/opts"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/workday"
)

// Timeline shows instances one below the other: opening to due as a bar, what
// ran over it, and the mark of the verdict where it was published.
type Timeline struct {
	Chart *Chart // nil when no instance has both ends
	Seen  map[string]string
}

// marksSeries is the index of the series with the marks: those can be clicked.
const marksSeries = 3

func timeline(f Frame, asOf time.Time, instances []disclosure.Instance) Timeline {
	t := Timeline{Seen: map[string]string{}}
	var names []string
	var term, late, missing, marks []point
	for _, i := range instances {
		if i.DueAt.IsZero() {
			continue
		}
		y := len(names)
		names = append(names, clip(i.Subject, 18))
		open, end := opened(i), i.PublishedAt
		if end.IsZero() {
			end = asOf
		}
		term = append(term, span(open, i.DueAt, y)...)
		if over := span(i.DueAt, end, y); i.Verdict == disclosure.Late {
			late = append(late, over...)
		} else if i.Verdict == disclosure.Missing {
			missing = append(missing, over...)
		}
		if i.PublishedAt.IsZero() && i.Verdict != disclosure.Missing {
			end = i.DueAt
		}
		t.Seen[i.Key()] = strconv.Itoa(marksSeries) + "-" + strconv.Itoa(len(marks))
		marks = append(marks, f.mark(i, end, y))
	}
	if len(names) == 0 {
		return t
	}
	t.Chart = f.timelineChart(names, term, late, missing, marks)
	return t
}

func (f Frame) timelineChart(names []string, term, late, missing, marks []point) *Chart {
	dates := axisWords("")
	dates.Formatter, dates.HideOverlap = "{yyyy}-{MM}-{dd}", opts.Bool(true)
	line := charts.NewLine()
	line.SetGlobalOptions(append(plain(opts.Grid{Left: "8", Right: "32", Top: "4", Bottom: "8", ContainLabel: opts.Bool(true)}),
		charts.WithXAxisOpts(opts.XAxis{Type: "time", SplitNumber: 5, AxisLabel: dates, SplitLine: faintLines(true), AxisLine: noLine()}),
		charts.WithYAxisOpts(category(names)))...)
	for _, s := range []struct {
		key, colour string
		width       float32
		data        []point
	}{
		{"timeline.term", "var(--bar)", 10, term},
		{"timeline.late", "var(--late)", 4, late},
		{"timeline.missing", "var(--missing)", 4, missing},
	} {
		line.AddSeries(f.T(s.key), nil, points(s.data),
			charts.WithLineChartOpts(opts.LineChart{ShowSymbol: opts.Bool(false)}),
			charts.WithLineStyleOpts(opts.LineStyle{Color: s.colour, Width: s.width}))
	}
	// A line without a stroke: scatter marks would lie below the strokes.
	line.AddSeries(f.T("timeline.mark"), nil, points(marks),
		charts.WithLineChartOpts(opts.LineChart{ShowSymbol: opts.Bool(true), SymbolSize: 13}),
		charts.WithLineStyleOpts(opts.LineStyle{Color: "transparent"}))
	return &Chart{Option: option(line), Class: "timeline " + rows(len(names)), Label: f.T("timeline.chart", len(names))}
}

// span is a stroke on line y, with a gap after it.
func span(from, to time.Time, y int) []point {
	return []point{{Value: []any{naive(from), y}}, {Value: []any{naive(to), y}}, {Value: []any{"-", "-"}}}
}

// naive writes a moment as its Beijing clock reads, whatever the reader's zone.
func naive(t time.Time) string { return t.In(workday.Beijing).Format("2006-01-02 15:04") }

func opened(i disclosure.Instance) time.Time {
	switch {
	case !i.OpenedAt.IsZero():
		return i.OpenedAt
	case !i.OpenedOn.IsZero():
		return i.OpenedOn.Start()
	}
	return i.DueAt
}

func (f Frame) mark(i disclosure.Instance, at time.Time, y int) point {
	symbol, colour := "circle", "var(--"+i18n.VerdictKey(i.Verdict)+")"
	style := &opts.ItemStyle{Color: colour}
	var size any
	switch i.Verdict {
	case disclosure.NilReturned:
		symbol, size = "rect", []int{14, 5}
	case disclosure.Late:
		symbol = "triangle"
	case disclosure.Missing:
		symbol = "rect"
	case disclosure.Partial, disclosure.WithheldLawfully:
		symbol = "diamond"
	case disclosure.Pending:
		style = &opts.ItemStyle{Color: "var(--ground)", BorderColor: colour, BorderWidth: 2}
	}
	words := i.Subject + "  " + Mark(i.Verdict) + " " + i18n.Verdict(f.Lang, i.Verdict)
	if late := f.Late(i); late != "" {
		words += "  " + late
	}
	return point{Name: words, Value: []any{naive(at), y}, Symbol: symbol, SymbolSize: size, ItemStyle: style}
}
