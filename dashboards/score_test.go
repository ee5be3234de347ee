package dashboards

import (
	"strings"
	"testing"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// someDay is the day that instances without one are counted on.
var someDay = workday.MustDate("2026-10-20")

// testScheme has the proposal's prices in two blocks.
func testScheme() *assessment.Scheme {
	name := func(zh string) assessment.Name { return assessment.Name{Chinese: zh, English: zh + " (en)"} }
	return &assessment.Scheme{
		Code: "test", Title: name("考核办法"),
		Blocks: []assessment.Block{
			{Code: "timeliness", Name: name("公开时效"), Weight: 6000, Default: true}, {Code: "completeness", Name: name("公开要素和渠道"), Weight: 4000, Completeness: true},
		},
		Lateness: assessment.Lateness{Bands: []assessment.Band{
			{Verdict: disclosure.Late, UpTo: 5, Points: 50}, {Verdict: disclosure.Late, Over: 5, Points: 100}, {Verdict: disclosure.Missing, Points: 200},
		}},
		Completeness: assessment.Completeness{Channel: 50, Field: 20, Most: 100, Missing: 100},
		Breaches:     []assessment.Breach{{Code: "forged", Flag: disclosure.FlagForged, Points: 1000, Uncapped: true, Veto: "fail"}},
		Grades:       []assessment.Grade{{Code: "good", Name: name("良好"), AtLeast: 7000}, {Code: "fail", Name: name("不合格")}},
		Ranking:      assessment.Ranking{Groups: []disclosure.OfficeGroup{disclosure.GroupBureau, disclosure.GroupAffiliate}, MinJudged: 2},
		Annual:       assessment.Annual{Points: 400},
	}
}

func scoringBy(f Frame, s *assessment.Scheme, instances ...disclosure.Instance) Scoring {
	for n := range instances {
		i := &instances[n]
		o, _ := f.Plan.OfficeByCode(i.Office)
		i.Group, i.CountedOn = o.Group, someDay
	}
	return Scoring{
		Result:   assessment.Assess(s, assessment.Input{Period: assessment.Period{From: someDay, To: someDay}, Offices: f.Plan.Offices, Instances: instances, Calendar: "cal"}),
		Reason:   func(r assessment.Reason) string { return r.Code },
		Receipts: func(office string) string { return "/receipts/" + office },
	}
}

func scoringOf(f Frame, instances ...disclosure.Instance) Scoring {
	return scoringBy(f, testScheme(), instances...)
}

func judged(office, subject string, v disclosure.Verdict, delay int) disclosure.Instance {
	return disclosure.Instance{Office: office, Duty: "1a", Subject: subject, Verdict: v, Delay: delay, Term: disclosure.Term{Unit: disclosure.Workdays}}
}

func TestGroupsAreRankedApartWithTiesAndSmallNumbers(t *testing.T) {
	f := testFrame()
	b := NewScores(f, scoringOf(f,
		judged("a", "1", disclosure.OnTime, 0), judged("a", "2", disclosure.OnTime, 0), judged("b", "1", disclosure.OnTime, 0),
		judged("c", "1", disclosure.Late, 6), judged("c", "2", disclosure.OnTime, 0)))
	if len(b.Groups) != 2 || b.Groups[0].Ranked != 3 || b.Groups[1].Ranked != 0 {
		t.Fatalf("groups: %+v", b.Groups)
	}
	for n, want := range []struct {
		code      string
		rank      int
		tied, few bool
		total     string
	}{{"b", 1, true, true, "100.00"}, {"a", 1, true, false, "100.00"}, {"c", 3, false, false, "99.00"}} {
		r := b.Groups[0].Rows[n]
		if r.Code != want.code || r.Rank != want.rank || r.Tied != want.tied || r.Few != want.few || r.Total.String() != want.total || r.RankedOf != 3 {
			t.Errorf("place %d: %+v", n, r)
		}
	}
	if len(b.Unscored) != 1 || b.Unscored[0].Href != "/office/d" || !b.Scheme.Proposed {
		t.Errorf("without a score: %v, scheme %+v", b.Unscored, b.Scheme)
	}
}

func TestReceiptsStandLossesFirstAndAwardsLast(t *testing.T) {
	f := testFrame()
	forged := judged("a", "3", disclosure.OnTime, 0)
	forged.Flags = disclosure.FlagForged
	s := scoringOf(f, judged("a", "1", disclosure.Late, 3), judged("a", "2", disclosure.Missing, 3), forged)
	o, _ := ScoreOf(s, "a")
	b := NewReceipts(f, s, o, 1)
	var kinds []string
	var sum assessment.Points
	for _, l := range b.Lines {
		kinds = append(kinds, l.Signed())
		sum += l.Points
	}
	if got := strings.Join(kinds, " "); got != "−10.00 −2.00 −1.00 −0.50 +60.00 +40.00" {
		t.Errorf("the lines are %s", got)
	}
	if sum != o.Total || b.Sum != o.Total || b.Until != o.Total || b.Lost != -1350 {
		t.Errorf("sum %s, score %s, lost %s", sum, o.Total, b.Lost)
	}
	if first := b.Lines[0]; first.VetoWords == "" || first.Href != "/instance/1a/3" || first.Scheme != "test@0" || first.Calendar != "cal" {
		t.Errorf("the forged date: %+v", first)
	}
	if rule := b.Lines[3].RuleText; !strings.Contains(rule, "1 至 5 个工作日") || !strings.Contains(rule, "0.50") {
		t.Errorf("the rule reads %s", rule)
	}
	sum = 0
	for _, part := range b.Subtotals {
		if part.Base+part.Lost+part.Back != part.Sum {
			t.Errorf("%s does not add up: %+v", part.Name, part)
		}
		sum += part.Sum
	}
	if sum != o.Total {
		t.Errorf("the subtotals sum to %s, the score is %s", sum, o.Total)
	}
}

func TestPagesOfReceiptsCarryTheirSumForward(t *testing.T) {
	f := testFrame()
	var list []disclosure.Instance
	for n := range ReceiptsPerPage + 40 {
		list = append(list, judged("a", string(rune('一'+n)), disclosure.Late, 3))
	}
	s := scoringOf(f, list...)
	o, _ := ScoreOf(s, "a")
	first, second := NewReceipts(f, s, o, 1), NewReceipts(f, s, o, 2)
	if len(first.Lines) != ReceiptsPerPage || first.Last || !second.Last || second.Carried != first.Until || second.Until != o.Total {
		t.Errorf("first until %s, second from %s to %s, score %s", first.Until, second.Carried, second.Until, o.Total)
	}
	if beyond := NewReceipts(f, s, o, 9); len(beyond.Lines) != 0 {
		t.Errorf("a page that is not there has %d lines", len(beyond.Lines))
	}
}

func TestATrialShowsTheBiggestMoversFirst(t *testing.T) {
	f := testFrame()
	list := func() []disclosure.Instance {
		return []disclosure.Instance{
			judged("a", "1", disclosure.Late, 3), judged("a", "2", disclosure.Late, 4), judged("b", "1", disclosure.Missing, 9), judged("b", "2", disclosure.OnTime, 0),
			judged("c", "1", disclosure.OnTime, 0), judged("c", "2", disclosure.OnTime, 0),
		}
	}
	harder := testScheme()
	harder.Lateness.Bands[0].Points, harder.Lateness.Bands[1].Points = 200, 200
	b := NewWhatIf(f, scoringOf(f, list()...), scoringBy(f, harder, list()...), []RuleLine{{Part: "逾期扣分", Item: "x", Before: "0.50", After: "2.00"}})
	if len(b.Groups) != 1 || len(b.Groups[0].Rows) != 3 || b.Offices != 2 || b.Ranks != 2 || b.Receipts != 2 {
		t.Fatalf("%+v", b)
	}
	rows := b.Groups[0].Rows
	if r := rows[0]; r.Name != "办公室" || r.Diff != -300 || r.Up != -1 || r.Down() != 1 || len(r.Moves) != 2 || r.Moves[0].Signed() != "−1.50" {
		t.Errorf("the biggest mover: %+v", r)
	}
	if r := rows[1]; r.Up != 1 || r.Diff != 0 || !r.Changed() {
		t.Errorf("who won a place: %+v", r)
	}
	sheets := WhatIfSheets(f, b)
	if len(sheets) != 3 || len(sheets[0].Rows) != 1 || len(sheets[1].Rows) != 3 || len(sheets[2].Rows) != 2 {
		t.Errorf("the annex has %v", sheets)
	}
	for _, s := range sheets {
		for _, row := range s.Rows {
			if len(row) != len(s.Head) {
				t.Errorf("%s: %d cells under %d heads", s.Name, len(row), len(s.Head))
			}
		}
	}
	head, cells := WhatIfCells(f, b)
	if len(cells) != 1+3*3+2 {
		t.Errorf("%d rows", len(cells))
	}
	for _, row := range cells {
		if len(row) != len(head) {
			t.Errorf("%d cells under %d heads", len(row), len(head))
		}
	}
}

func TestMovedBandsThatCostTheSameChangeNoReceipt(t *testing.T) {
	f := testFrame()
	wider := testScheme()
	wider.Lateness.Bands[0].UpTo, wider.Lateness.Bands[1].Over = 10, 10
	b := NewWhatIf(f, scoringOf(f, judged("a", "1", disclosure.Late, 20)), scoringBy(f, wider, judged("a", "1", disclosure.Late, 20)), nil)
	if b.Receipts != 0 || b.Offices != 0 {
		t.Errorf("%d receipts of %d offices change", b.Receipts, b.Offices)
	}
}

func TestTheAnnualSheetHasACellUnderEveryHead(t *testing.T) {
	f := testFrame()
	b := NewAnnual(f, scoringOf(f, judged("a", "1", disclosure.Late, 3), judged("d", "1", disclosure.OnTime, 0)), 2026, nil)
	if len(b.Groups) != 3 || b.Groups[0].Rows[0].Annual != 398 || b.Groups[2].Group != 0 || b.Extras {
		t.Fatalf("%+v", b)
	}
	b = NewAnnual(f, scoringOf(f, judged("a", "1", disclosure.Late, 3), judged("d", "1", disclosure.OnTime, 0), judged("gone", "1", disclosure.OnTime, 0)), 2026, nil)
	sheet := AnnualSheet(f, b)
	if last := sheet.Rows[len(sheet.Rows)-1]; last[0] != "" || last[1] != nil || last[3] != "gone" || !b.Groups[2].Scored {
		t.Errorf("an office that no list has: %v", last)
	}
	if len(sheet.Rows) != 5 {
		t.Errorf("%d rows", len(sheet.Rows))
	}
	for _, row := range sheet.Rows {
		if len(row) != len(sheet.Head) {
			t.Errorf("%d cells under %d heads", len(row), len(sheet.Head))
		}
	}
}
