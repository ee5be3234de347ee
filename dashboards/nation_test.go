package dashboards

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

type plainNation struct{}

func (plainNation) Region(path string) string         { return "region:" + path }
func (plainNation) AllIn(path string) string          { return "all:" + path }
func (plainNation) OwnOf(path string) string          { return "own:" + path }
func (plainNation) Body(code string) string           { return "body:" + code }
func (plainNation) Office(body, office string) string { return "office:" + body + "/" + office }
func (plainNation) Sort(key string) string            { return "sort:" + key }
func (plainNation) Page(n int) string                 { return fmt.Sprint("page:", n) }

func nationRow(code, region string, onTime, late, missing int, score assessment.Points) assessment.BodyStanding {
	s := assessment.BodyStanding{Body: disclosure.Body{Code: code, Name: code + "局", Region: region}, Scheme: "default@0", SchemeSHA256: "x"}
	s.OnTime, s.Late, s.Missing = onTime, late, missing
	if score > 0 {
		s.Scored, s.ScoreSum, s.Worst = 2, 2*score, assessment.Worst{Code: "a", Name: "办公室", Total: score - 100}
	}
	return s
}

func nationFacts() NationFacts {
	return NationFacts{AsOf: workday.MustDate("2026-09-30").End(), Period: "2026年第三季度", Page: 1, Rows: []assessment.BodyStanding{
		nationRow("a", "甲省/子市", 9, 1, 0, 9000), nationRow("b", "甲省/丑市", 18, 2, 0, 9500), nationRow("c", "甲省", 2, 0, 0, 9900),
		nationRow("d", "乙省", 1, 0, 3, 5000), nationRow("e", "丙省", 0, 0, 0, 0), nationRow("f", "", 1, 0, 0, 10000),
	}}
}

func nationPlaces(n Nation) []string {
	var got []string
	for _, l := range n.Lines {
		place := fmt.Sprintf("%s:%d", l.Name, l.Rank)
		if l.Tied {
			place += "="
		}
		if l.Few {
			place += "?"
		}
		got = append(got, place)
	}
	return got
}

func TestTheBoardOverBodiesRanksRegionsAndBodies(t *testing.T) {
	more := nationRow("g", "甲省/子市", 9, 1, 0, 9000)
	for name, c := range map[string]struct {
		change func(*NationFacts)
		want   []string
		ranked int
	}{
		"各省，未写区划的不排名":   {func(*NationFacts) {}, []string{"甲省:1", "乙省:2?", "丙省:0", "未写行政区划的机关:0?"}, 2},
		"省内，按时率相同并列":    {func(f *NationFacts) { f.Region = "甲省"; f.Rows = append(f.Rows, more) }, []string{"子市:1=", "丑市:1=", "甲省本级机关:0?"}, 2},
		"省内按得分":         {func(f *NationFacts) { f.Region, f.ByScore, f.Rows = "甲省", true, append(f.Rows, more) }, []string{"丑市:1", "子市:2", "甲省本级机关:0?"}, 2},
		"全部机关":          {func(f *NationFacts) { f.All = true }, []string{"c局:1=?", "f局:1=?", "a局:3=", "b局:3=", "d局:5?", "e局:0"}, 5},
		"全部机关，按逾期未公开倒序": {func(f *NationFacts) { f.All, f.Sort = true, "-missing" }, []string{"d局:5?", "c局:1=?", "f局:1=?", "a局:3=", "b局:3=", "e局:0"}, 5},
		"本级": {func(f *NationFacts) { f.Region, f.Own = "甲省", true }, []string{"c局:1?"}, 1},
		"查找": {func(f *NationFacts) { f.Find = "D局" }, []string{"d局:1?"}, 1},
		"各地只有一个机关，直接列机关": {func(f *NationFacts) { f.Region = "甲省" }, []string{"c局:1?", "a局:2=", "b局:2="}, 3},
		"叶子": {func(f *NationFacts) { f.Region = "甲省/子市" }, []string{"a局:1"}, 1},
	} {
		facts := nationFacts()
		c.change(&facts)
		n := NewNation(testFrame(), facts, plainNation{})
		if diff := cmp.Diff(c.want, nationPlaces(n)); diff != "" || n.Ranked != c.ranked {
			t.Errorf("%s: ranked %d, want %d\n%s", name, n.Ranked, c.ranked, diff)
		}
	}
}

func TestTheSentenceOverBodiesHasItsCounts(t *testing.T) {
	n := NewNation(testFrame(), nationFacts(), plainNation{})
	want := "截至2026-09-30 24:00，2026年第三季度纳入 6 个机关，应公开 37 项，按时 31 项，按时率 83.8%；逾期未公开 3 项，涉及 1 个机关。"
	if got := text(n.Sentence); got != want {
		t.Errorf("%s", got)
	}
	if n.Schemes != 1 || !n.Proposal || n.AllIn != "all:" {
		t.Errorf("%+v", n)
	}
}

func TestThousandsOfBodiesComeInPages(t *testing.T) {
	facts := nationFacts()
	for n := range 200 {
		facts.Rows = append(facts.Rows, nationRow(fmt.Sprintf("x%03d", n), "丁省", n, 1, 0, 9000))
	}
	facts.All, facts.Page = true, 3
	n := NewNation(testFrame(), facts, plainNation{})
	if len(n.Lines) != 206-2*NationPerPage || n.First != 161 || n.Last != 206 || n.Prev != "page:2" || n.Next != "" || n.Chart != nil {
		t.Errorf("%d lines, %d–%d, %q %q", len(n.Lines), n.First, n.Last, n.Prev, n.Next)
	}
	facts.Page = 99
	if n := NewNation(testFrame(), facts, plainNation{}); len(n.Lines) != 0 || n.Prev != "page:98" {
		t.Errorf("beyond the last page: %d", len(n.Lines))
	}
	head, rows := NationCells(testFrame(), facts, plainNation{})
	if len(rows) != 206 || len(head) != len(rows[0]) || strings.Join(rows[0][:2], " ") != "1 c" {
		t.Errorf("%d rows, %d columns, %q", len(rows), len(head), rows[0])
	}
}
