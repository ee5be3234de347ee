package dashboards

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"daylight/internal/disclosure"
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

func TestManyOfficesAreSummedUp(t *testing.T) {
	f := testFrame()
	var tallies []disclosure.Tally
	for i := range 40 {
		o := disclosure.Office{Code: fmt.Sprint("n", i), Group: disclosure.GroupBureau, DisplayOrder: 10 + i}
		f.Plan.Offices = append(f.Plan.Offices, o)
		tallies = append(tallies, tally(o.Code, "2026-03-01", disclosure.OnTime, i), tally(o.Code, "2026-03-01", disclosure.Late, 3))
	}
	h := HeatMap(f, workday.MustDate("2026-01-01"), 12, tallies)
	last := h.Rows[len(h.Rows)-1]
	if len(h.Rows) != namedRows || last.Href != "" || h.Rows[0].Name != "n0" || h.Chart != nil {
		t.Errorf("%d rows, the last is %q, the first %q", len(h.Rows), last.Name, h.Rows[0].Name)
	}
	var sum Rate
	for _, r := range h.Rows {
		sum.Met, sum.Judged = sum.Met+r.Cells[2].Rate.Met, sum.Judged+r.Cells[2].Rate.Judged
	}
	if want := Sum(tallies).Rate(); sum != want {
		t.Errorf("the rows add up to %v, want %v", sum, want)
	}
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
