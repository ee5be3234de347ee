package dashboards

import (
	"strings"
	"testing"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

func TestAnOfficeSeesWhatCostsMostAndWhatHelps(t *testing.T) {
	f := testFrame()
	office, _ := f.Plan.OfficeByCode("a")
	term := disclosure.Term{Unit: disclosure.Workdays, N: 20}
	rows := []disclosure.Instance{
		{Duty: "1a", Subject: "m", Office: "a", Verdict: disclosure.Missing, Delay: 3, Term: term},
		{Duty: "1a", Subject: "p", Office: "a", Verdict: disclosure.Partial, Term: term, Lacking: []string{"channel:wechat", "field:金额"}},
		{Duty: "1a", Subject: "o", Office: "a", Verdict: disclosure.OnTime, Term: term},
	}
	b := NewOffice(f, OfficeFacts{
		Rows: rows, Scoring: scoringOf(f, append(rows, disclosure.Instance{Duty: "1a", Subject: "b", Office: "b", Verdict: disclosure.OnTime})...),
		AsOf: time.Date(2026, 11, 24, 15, 0, 0, 0, workday.Beijing), Office: office, Calendar: workday.Official(), YearFrom: workday.MustDate("2025-12-01"),
		Body: []disclosure.Tally{tally("a", "2026-10-01", disclosure.Missing, 1), tally("a", "2026-10-01", disclosure.Partial, 1), tally("b", "2026-10-01", disclosure.OnTime, 9)},
		Pending: []disclosure.Instance{
			{Duty: "1a", Subject: "today", Office: "a", DueOn: workday.MustDate("2026-11-24"), Verdict: disclosure.Pending},
			{Duty: "1a", Subject: "friday", Office: "a", DueOn: workday.MustDate("2026-11-27"), Verdict: disclosure.Pending},
		},
	})
	costly := b.Scored.Costly
	if b.Calm || len(costly) != 3 || b.Scored.Lost != 3 || len(b.Open) != 2 {
		t.Fatalf("calm %v, %d costly of %d, %d open", b.Calm, len(costly), b.Scored.Lost, len(b.Open))
	}
	if costly[0].Points != -200 || costly[0].Subject != "m" || costly[1].Points != -100 || costly[2].Points != -70 || costly[2].Subject != "p" {
		t.Errorf("the costliest are %v", costly)
	}
	if words := strings.Join(costly[0].Advice, ""); !strings.Contains(words, "保密审查") || strings.Contains(words, "零报告") {
		t.Errorf("advice on a missing duty that needs review and allows no nil return: %s", words)
	}
	if words := strings.Join(costly[2].Advice, ""); !strings.Contains(words, "渠道“微信公众号”、要素“金额”") {
		t.Errorf("advice on a partial one: %s", words)
	}
	if b.Next[0].Words != "今天到期" || b.Next[1].Words != "还有 3 个工作日" {
		t.Errorf("next: %s, %s", b.Next[0].Words, b.Next[1].Words)
	}
	if b.Scored.Rank != 2 || b.Scored.RankedOf != 2 || len(b.Scored.Places) != 2 {
		t.Errorf("place %d of %d by score, places %v", b.Scored.Rank, b.Scored.RankedOf, b.Scored.Places)
	}
	if b.Standing.Rank != 2 || b.Ranking.Ranked != 2 {
		t.Errorf("place %d of %d", b.Standing.Rank, b.Ranking.Ranked)
	}
}
