package dashboards

import (
	"testing"

	"pgregory.net/rapid"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

func drawTallies(t *rapid.T) []disclosure.Tally {
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) disclosure.Tally {
		return disclosure.Tally{
			Office:  rapid.SampledFrom([]string{"a", "b", "c", "d", "x"}).Draw(t, "office"),
			Month:   workday.NewDate(2026, 1, 1).AddMonths(rapid.IntRange(0, 11).Draw(t, "month")),
			Verdict: rapid.SampledFrom(disclosure.Verdicts).Draw(t, "verdict"),
			Count:   rapid.IntRange(1, 50).Draw(t, "count"),
		}
	}), 0, 60).Draw(t, "tallies")
}

func TestSumsByOfficeAndByMonthEqualTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tallies := drawTallies(t)
		all := Sum(tallies)
		var byOffice, byMonth Counts
		for _, c := range ByOffice(tallies) {
			for _, v := range disclosure.Verdicts {
				byOffice.Add(v, c.Of(v))
			}
		}
		for _, c := range ByMonth(tallies) {
			for _, v := range disclosure.Verdicts {
				byMonth.Add(v, c.Of(v))
			}
		}
		if all != byOffice || all != byMonth {
			t.Fatalf("whole %+v, by office %+v, by month %+v", all, byOffice, byMonth)
		}
		if all.Met() > all.Judged() || all.Judged() > all.Total() {
			t.Fatalf("met %d, judged %d, total %d", all.Met(), all.Judged(), all.Total())
		}
	})
}

func TestDenominatorCountsWhatTheDesignSays(t *testing.T) {
	var c Counts
	for n, v := range disclosure.Verdicts {
		c.Add(v, 1<<n)
	}
	judged := c.Of(disclosure.OnTime, disclosure.NilReturned, disclosure.Partial, disclosure.Late, disclosure.Missing)
	if c.Judged() != judged {
		t.Errorf("judged %d, want %d", c.Judged(), judged)
	}
	if want := c.Of(disclosure.OnTime, disclosure.NilReturned); c.Met() != want {
		t.Errorf("met %d, want %d: 部分完成 is in the denominator and not met", c.Met(), want)
	}
	if c.Total() != 1<<len(disclosure.Verdicts)-1 {
		t.Errorf("total %d misses a verdict", c.Total())
	}
}
