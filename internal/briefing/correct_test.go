package briefing

import (
	"strings"
	"testing"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

func lines(of ...Line) *Briefing {
	return &Briefing{Request: Request{Period: stretch("2026-04-01", "2026-06-30"), AsOf: day1("2026-07-15").End()}, Ledger: of}
}

func TestWhatBecomesOfAnIssuedLine(t *testing.T) {
	due := day1("2026-05-08")
	line := func(v disclosure.Verdict, published workday.Date, delay int) Line {
		return Line{Duty: "2b", Subject: "2026Q1", Office: "aid", OfficeName: "市社会救助局", Verdict: v, Due: due, Published: published, Delay: delay, Unit: disclosure.Workdays}
	}
	for name, c := range map[string]struct {
		before, after Line
		want          Nature
	}{
		"没有变化":       {line(disclosure.OnTime, due, 0), line(disclosure.OnTime, due, 0), 0},
		"仍未公开，只是更久":  {line(disclosure.Missing, 0, 40), line(disclosure.Missing, 0, 90), 0},
		"通报之后公开":     {line(disclosure.Missing, 0, 40), line(disclosure.Late, day1("2026-08-03"), 55), Rectified},
		"补录通报之前的公开":  {line(disclosure.Missing, 0, 40), line(disclosure.Late, day1("2026-06-03"), 18), Corrected},
		"补录按时的公开":    {line(disclosure.Missing, 0, 40), line(disclosure.OnTime, due, 0), Corrected},
		"公开日期改变":     {line(disclosure.Late, due+5, 3), line(disclosure.Late, due+12, 8), Corrected},
		"通报时未到期":     {Line{Duty: "2b", Subject: "2026Q1", Verdict: disclosure.Pending, Due: day1("2026-07-20")}, line(disclosure.OnTime, due, 0), FellDue},
		"通报时停止计时":    {Line{Duty: "2b", Subject: "2026Q1", Verdict: disclosure.Pending}, line(disclosure.OnTime, due, 0), FellDue},
		"待核后补报起算日期":  {line(disclosure.Unverified, 0, 0), line(disclosure.OnTime, due, 0), Corrected},
		"改由别的科室承担":   {line(disclosure.OnTime, due, 0), func() Line { l := line(disclosure.OnTime, due, 0); l.Office = "general"; return l }(), Corrected},
		"认定倒签":       {line(disclosure.OnTime, due, 0), func() Line { l := line(disclosure.OnTime, due, 0); l.Flags = disclosure.FlagForged; return l }(), Corrected},
		"部分完成的迟延在增长": {line(disclosure.Partial, due, 40), line(disclosure.Partial, due, 90), 0},
	} {
		got := Nature(0)
		if list := Corrections(lines(c.before), lines(c.after)).Lines; len(list) > 0 {
			got = list[0].Nature
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, natures[got], natures[c.want])
		}
	}
	c := Corrections(lines(line(disclosure.OnTime, due, 0)), lines(Line{Duty: "6a", Subject: "2026", Verdict: disclosure.Missing, Due: due}))
	if len(c.Lines) != 2 || c.Lines[0].After != nil || c.Lines[1].Before != nil {
		t.Errorf("one went and one came: %+v", c.Lines)
	}
}

func TestTheNextIssueSaysWhatLaterFactsChanged(t *testing.T) {
	src := bureau(t)
	r := Request{Body: "anshun-mzj", Kind: Quarterly, Period: stretch("2026-07-01", "2026-09-30"), AsOf: day1("2026-07-12").End(), IssuedOn: day1("2026-07-13")}
	frozen := make1(t, src, r)
	b := make1(t, src, quarter(t), frozen)
	if err := Consistent(b); err != nil {
		t.Fatal(said(err))
	}
	codes := map[string]bool{}
	for _, table := range b.Tables() {
		codes[table.Code] = true
	}
	text := inPlainText(b)
	if !codes[correctionsCode] || !codes[followCode] || !codes[movedCode] || !strings.Contains(text, "以前通报的整改和更正情况") {
		t.Errorf("nothing is said of the earlier issue:\n%s", text)
	}
	if same := Corrections(frozen, frozen); len(same.Lines)+len(same.Offices) > 0 {
		t.Errorf("an issue differs from itself: %+v", same)
	}
}
