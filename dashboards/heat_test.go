package dashboards

import (
	"testing"

	"pgregory.net/rapid"

	"daylight/internal/workday"
)

func TestBucketsHoldTheirBounds(t *testing.T) {
	for _, c := range []struct {
		rate Rate
		want int
	}{
		{Rate{}, 0}, {Rate{0, 4}, 1}, {Rate{59, 100}, 1}, {Rate{60, 100}, 2}, {Rate{80, 100}, 3}, {Rate{899, 1000}, 3},
		{Rate{90, 100}, 4}, {Rate{99999, 100000}, 4}, {Rate{5, 5}, 5},
	} {
		if got := Bucket(c.rate); got != c.want {
			t.Errorf("%s is in class %d, want %d", c.rate.Count(), got, c.want)
		}
	}
}

func TestHeatMapAddsUpBothWays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tallies := drawTallies(t)
		h := HeatMap(testFrame(), workday.MustDate("2026-01-01"), 12, tallies)
		var rows, months Rate
		for _, r := range h.Rows {
			rows.Met, rows.Judged = rows.Met+r.Sum.Rate.Met, rows.Judged+r.Sum.Rate.Judged
		}
		for _, m := range h.Months {
			months.Met, months.Judged = months.Met+m.Sum.Rate.Met, months.Judged+m.Sum.Rate.Judged
		}
		if whole := Sum(tallies).Rate(); rows != whole || months != whole {
			t.Fatalf("rows %v, months %v, whole %v", rows, months, whole)
		}
	})
}

func TestTrendEndsWithTheMonthAsked(t *testing.T) {
	from := TrendFrom(workday.MustDate("2026-09-30"))
	trend := TrendOf(testFrame(), "", from, TrendMonths, nil)
	if first, last := trend.Months[0].Day.String(), trend.Months[len(trend.Months)-1].Day.String(); first != "2025-10-01" || last != "2026-09-01" {
		t.Errorf("trend runs from %s to %s", first, last)
	}
	if trend.Chart != nil {
		t.Error("a chart is drawn of nothing")
	}
}
