package dashboards

import (
	"strings"
	"testing"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

func overviewFacts() OverviewFacts {
	m := "2026-07-01"
	asOf := workday.MustDate("2026-09-30").End()
	return OverviewFacts{
		AsOf: asOf, Period: "本季度", Previous: "上季度", YearFrom: workday.MustDate("2025-10-01"),
		Now: []disclosure.Tally{
			tally("a", m, disclosure.OnTime, 190), tally("d", m, disclosure.NilReturned, 7), tally("a", m, disclosure.Missing, 3),
			tally("b", m, disclosure.Missing, 1), tally("d", m, disclosure.Missing, 1), tally("b", m, disclosure.Late, 10), tally("c", m, disclosure.Partial, 2),
		},
		Before: []disclosure.Tally{tally("a", "2026-04-01", disclosure.OnTime, 180), tally("a", "2026-04-01", disclosure.Late, 22)},
		Then:   asOf.Add(-7 * 24 * time.Hour),
		SoonTo: workday.MustDate("2026-10-21"),
	}
}

func TestTheOverviewOpensWithASentence(t *testing.T) {
	f := testFrame()
	o := NewOverview(f, overviewFacts())
	want := "截至2026-09-30 24:00，本季度应公开 214 项，按时 197 项，按时率 92.1%（上季度 89.1%，180/202，升 3.0 个百分点）；逾期未公开 5 项，涉及 3 个科室（单位）。"
	if got := text(o.Sentence); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	for _, p := range o.Sentence {
		switch p.Text {
		case "214", "197", "92.1%", "5", "3":
			if p.Href == "" {
				t.Errorf("%s is no link", p.Text)
			}
		}
	}
}

func TestTheSentenceStaysTrueWithoutNumbers(t *testing.T) {
	f := testFrame()
	facts := overviewFacts()
	facts.Now = []disclosure.Tally{tally("a", "2026-07-01", disclosure.Pending, 4)}
	if got := text(NewOverview(f, facts).Sentence); !strings.Contains(got, "尚无到期") || strings.Contains(got, "%") {
		t.Errorf("nothing due: %s", got)
	}
	facts = overviewFacts()
	facts.Before, facts.Now = nil, facts.Now[:1]
	got := text(NewOverview(f, facts).Sentence)
	if !strings.Contains(got, "不作比较") || !strings.Contains(got, "没有逾期未公开") {
		t.Errorf("nothing before, nothing overdue: %s", got)
	}
}

func TestMedianDelayMixesNoUnits(t *testing.T) {
	late := func(n int, u disclosure.TermUnit) disclosure.Instance {
		return disclosure.Instance{Verdict: disclosure.Late, Delay: n, Term: disclosure.Term{Unit: u}}
	}
	f := testFrame()
	for name, c := range map[string]struct {
		rows []disclosure.Instance
		want string
	}{
		"没有迟延":   {nil, ""},
		"单数个":    {[]disclosure.Instance{late(9, disclosure.Workdays), late(1, disclosure.Workdays), late(3, disclosure.Workdays)}, "3 个工作日"},
		"偶数个取中间": {[]disclosure.Instance{late(2, disclosure.Workdays), late(3, disclosure.OnDate)}, "2.5 个工作日"},
		"多数的单位":  {[]disclosure.Instance{late(5, disclosure.Hours), late(7, disclosure.Hours), late(400, disclosure.Workdays)}, "6 小时"},
	} {
		if got := medianDelay(f, c.rows); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestChangesCompareTwoMoments(t *testing.T) {
	i := func(subject string, v disclosure.Verdict) disclosure.Instance {
		return disclosure.Instance{Duty: "1a", Subject: subject, Office: "a", Verdict: v}
	}
	facts := overviewFacts()
	facts.RowsThen = []disclosure.Instance{i("1", disclosure.Missing), i("2", disclosure.Missing), i("3", disclosure.OnTime)}
	facts.Rows = []disclosure.Instance{
		i("4", disclosure.Missing), i("1", disclosure.Missing), i("2", disclosure.Late), i("3", disclosure.Partial), i("5", disclosure.NilReturned),
	}
	got := map[string]int{}
	for _, k := range NewOverview(testFrame(), facts).Changes.Kinds {
		got[k.Key] = k.Count
	}
	for key, want := range map[string]int{"newly_missing": 1, "newly_late": 1, "newly_met": 1, "other": 1} {
		if got[key] != want {
			t.Errorf("%s: %d, want %d", key, got[key], want)
		}
	}
	facts.Partial = true
	if NewOverview(testFrame(), facts).Changes.Known {
		t.Error("a comparison of too many rows is shown")
	}
}
