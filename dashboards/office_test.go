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
	b := NewOffice(f, OfficeFacts{
		AsOf: time.Date(2026, 11, 24, 15, 0, 0, 0, workday.Beijing), Office: office, Calendar: workday.Official(), YearFrom: workday.MustDate("2025-12-01"),
		Body: []disclosure.Tally{tally("a", "2026-10-01", disclosure.Missing, 1), tally("a", "2026-10-01", disclosure.Partial, 1), tally("b", "2026-10-01", disclosure.OnTime, 9)},
		Rows: []disclosure.Instance{
			{Duty: "1a", Subject: "m", Office: "a", Verdict: disclosure.Missing, Delay: 3, Term: term},
			{Duty: "1a", Subject: "p", Office: "a", Verdict: disclosure.Partial, Term: term, Lacking: []string{"channel:wechat", "field:金额"}},
			{Duty: "1a", Subject: "o", Office: "a", Verdict: disclosure.OnTime, Term: term},
		},
		Pending: []disclosure.Instance{
			{Duty: "1a", Subject: "today", Office: "a", DueOn: workday.MustDate("2026-11-24"), Verdict: disclosure.Pending},
			{Duty: "1a", Subject: "friday", Office: "a", DueOn: workday.MustDate("2026-11-27"), Verdict: disclosure.Pending},
		},
	})
	if b.Calm || len(b.Costliest) != 2 || len(b.Open) != 2 {
		t.Errorf("calm %v, %d costly, %d open", b.Calm, len(b.Costliest), len(b.Open))
	}
	if words := strings.Join(b.Costliest[0].Advice, ""); !strings.Contains(words, "保密审查") || strings.Contains(words, "零报告") {
		t.Errorf("advice on a missing duty that needs review and allows no nil return: %s", words)
	}
	if words := strings.Join(b.Costliest[1].Advice, ""); !strings.Contains(words, "渠道“微信公众号”、要素“金额”") {
		t.Errorf("advice on a partial one: %s", words)
	}
	if b.Next[0].Words != "今天到期" || b.Next[1].Words != "还有 3 个工作日" {
		t.Errorf("next: %s, %s", b.Next[0].Words, b.Next[1].Words)
	}
	if b.Standing.Rank != 2 || b.Ranking.Ranked != 2 {
		t.Errorf("place %d of %d", b.Standing.Rank, b.Ranking.Ranked)
	}
}
