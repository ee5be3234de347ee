package dashboards

import (
	"testing"

	"pgregory.net/rapid"
)

func TestRateReadsAsItsCountsSay(t *testing.T) {
	for name, c := range map[string]struct {
		rate       Rate
		percent    string
		hundredths int
	}{
		"例：197/214":    {Rate{197, 214}, "92.1%", 9206},
		"全部按时":         {Rate{7, 7}, "100.0%", 10000},
		"一项也没有按时":      {Rate{0, 3}, "0.0%", 0},
		"没有到期事项":       {Rate{0, 0}, "—", 0},
		"差一项不得显示为百分之百": {Rate{9999, 10000}, "99.9%", 9999},
		"有一项按时不得显示为零":  {Rate{1, 30000}, "0.1%", 0},
		"四舍五入":         {Rate{1, 3}, "33.3%", 3333},
	} {
		if got := c.rate.Percent(); got != c.percent {
			t.Errorf("%s: reads %s, want %s", name, got, c.percent)
		}
		if got := c.rate.Hundredths(); got != c.hundredths {
			t.Errorf("%s: %d hundredths, want %d", name, got, c.hundredths)
		}
	}
}

func TestRateNeverLeavesItsBounds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := Rate{Met: rapid.IntRange(-5, 1000).Draw(t, "met"), Judged: rapid.IntRange(0, 900).Draw(t, "judged")}
		if h := r.Hundredths(); h < 0 || h > 10000 {
			t.Fatalf("%+v is %d hundredths", r, h)
		}
		if r.Met < r.Judged && r.Tenths() >= 1000 {
			t.Fatalf("%+v reads as full", r)
		}
	})
}

func TestPointsAreTheDifferenceOfWhatIsPrinted(t *testing.T) {
	now, before := Rate{197, 214}, Rate{180, 202}
	if got, ok := now.PointsFrom(before); !ok || got != 30 {
		t.Errorf("from %s to %s is %d tenths, want 30 (3.0 个百分点)", before.Percent(), now.Percent(), got)
	}
	if _, ok := now.PointsFrom(Rate{}); ok {
		t.Error("a rate was compared with a period in which nothing fell due")
	}
}
