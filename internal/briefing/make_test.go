package briefing

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/testkit/memory"
)

func TestRequestsAreChecked(t *testing.T) {
	for want, change := range map[string]func(*Request){
		"没有选择通报种类":    func(r *Request) { r.Kind = 0 },
		"统计期间不完整":     func(r *Request) { r.Period.To = r.Period.From - 1 },
		"检查时段不完整":     func(r *Request) { r.Window.To = 0 },
		"没有填写数据截至时刻":  func(r *Request) { r.AsOf = r.AsOf.AddDate(-9999, 0, 0); *r = Request{Kind: r.Kind, Period: r.Period} },
		"专项通报要选定":     func(r *Request) { r.Kind = Special },
		"只有专项通报可以限定":  func(r *Request) { r.Duty = "2b" },
		"整改期限“-1 个工":  func(r *Request) { r.RectifyWorkdays = -1 },
		"没有“nowhere”": func(r *Request) { r.Kind, r.Duty = Special, "nowhere" },
	} {
		r := quarter(t)
		change(&r)
		if _, err := Make(t.Context(), bureau(t), r); !strings.Contains(said(err), want) {
			t.Errorf("%q, want %q", said(err), want)
		}
	}
}

func TestEveryOfficeHasASheetAndSeesOnlyItself(t *testing.T) {
	eachDrawn(t, 20, func(t *testing.T, b *Briefing) {
		names := map[string]string{}
		for _, table := range b.Tables() {
			for _, r := range table.Rows {
				if _, v, ok := table.At(r.Key, "office"); ok && isRank(table.Code) && !r.Bold && r.Key != "" {
					names[r.Key] = v.Text
				}
			}
		}
		if len(b.Sheets) != len(names) {
			t.Errorf("%d sheets for %d offices", len(b.Sheets), len(names))
		}
		for _, s := range b.Sheets {
			text, err := json.Marshal(s)
			if err != nil {
				t.Fatal(err)
			}
			for code, name := range names {
				if code != s.Office.Code && name != names[s.Office.Code] && strings.Contains(string(text), name) {
					t.Errorf("the sheet of %s names %s", s.Office.Name, name)
				}
			}
		}
	})
}

func TestOnlyThoseWithEnoughAreNamedBestOrWorst(t *testing.T) {
	eachDrawn(t, 30, func(t *testing.T, b *Briefing) {
		for _, code := range []string{"rank.bureau", "rank.affiliate"} {
			text := textOf(b, code)
			for _, table := range b.Tables() {
				for _, r := range table.Rows {
					_, mark, _ := table.At(r.Key, "mark")
					_, name, _ := table.At(r.Key, "office")
					if table.Code == code && strings.Contains(mark.Text, "不点名") && strings.Contains(text, name.Text) {
						t.Errorf("%s is named: %s", name.Text, text)
					}
				}
			}
		}
	})
}

func TestOthersAreSupervisedAndNeverRanked(t *testing.T) {
	b := make1(t, bureau(t), Request{Body: "anshun-mzj", Kind: HalfYearly, Period: stretch("2026-01-01", "2026-06-30"), AsOf: day1("2026-07-31").End()})
	var external *Table
	for _, table := range b.Tables() {
		if table.Code == externalCode {
			external = table
		}
	}
	if external == nil || len(external.Rows) < 2 {
		t.Fatal("what others perform is not shown")
	}
	for _, l := range b.Ledger {
		if l.Duty == "2d" {
			t.Error("what others perform is counted")
		}
	}
}

func TestNamesAndTitlesFromOutsideChangeNothing(t *testing.T) {
	src := bureau(t)
	for n := range src.Ledger {
		src.Ledger[n].Title = "共{rate}项《" + src.Ledger[n].Title + "\n3项"
	}
	p := *src.Versions[0]
	p.Title = "方案》3项《{met}"
	p.Offices, p.Duties = slices.Clone(p.Offices), slices.Clone(p.Duties)
	for n := range p.Offices {
		p.Offices[n].Name += "{judged}5项"
	}
	for n := range p.Duties {
		p.Duties[n].Name += "{late}7项"
	}
	src.Versions = []*disclosure.Plan{&p}
	b := make1(t, src, quarter(t))
	if err := Consistent(b); err != nil {
		t.Error(said(err))
	}
	if text := inPlainText(b); strings.ContainsAny(text, "{}") {
		t.Error("a text from outside is read as a figure")
	}
}

func TestNothingDueIsSaidCalmly(t *testing.T) {
	src := bureau(t)
	src.Ledger = nil
	p := *src.Versions[0]
	p.EffectiveFrom = day1("2026-07-01")
	src.Versions = []*disclosure.Plan{&p}
	b := make1(t, src, Request{Body: "anshun-mzj", Kind: Monthly, Period: stretch("2026-06-01", "2026-06-30"), AsOf: day1("2026-07-01").End()})
	if err := Consistent(b); err != nil {
		t.Error(said(err))
	}
	if text := inPlainText(b); !strings.Contains(text, "没有到期的应公开事项，不计算按时率") || !strings.Contains(text, "本期没有需要限期整改的事项") {
		t.Error(text)
	}
}

// recorded is a source that also tells of bonuses and appeals.
type recorded struct{ *memory.Book }

func (recorded) EntriesKnown(context.Context, string, time.Time) ([]assessment.Entry, error) {
	on := day1("2026-08-03")
	return []assessment.Entry{
		{State: assessment.Approved, Extra: assessment.Extra{ID: "x1", Office: "general", Rule: "praise", On: on, Points: 200, Words: "受到省厅通报表扬", Evidence: "e1", Approver: "局长", ApprovedOn: on}},
		{State: assessment.Approved, Extra: assessment.Extra{ID: "x2", Office: "finance", Rule: "leak", On: on, Words: "附件含身份证号"}},
		{State: assessment.Asked, Extra: assessment.Extra{ID: "x3", Office: "finance", Rule: "leak", On: on, Words: "尚未审批"}},
	}, nil
}

func (recorded) AppealsKnown(context.Context, string, time.Time) ([]assessment.Appeal, error) {
	filed := assessment.Appeal{Office: "general", State: assessment.Filed, Period: stretch("2026-07-01", "2026-09-30")}
	settled := filed
	settled.State = assessment.Rejected
	return []assessment.Appeal{filed, filed, settled}, nil
}

func (recorded) RecordAppeal(context.Context, string, assessment.Appeal) error { return nil }

func TestBonusesFaultsAndAppealsCount(t *testing.T) {
	src := recorded{bureau(t)}
	b := make1(t, src, Request{Body: "anshun-mzj", Kind: Annual, Period: stretch("2026-01-01", "2026-12-31"), AsOf: day1("2026-11-20").End()})
	if err := Consistent(b); err != nil {
		t.Error(said(err))
	}
	text := inPlainText(b)
	if !strings.Contains(text, "待复核申诉") || !strings.Contains(text, "一票否决") {
		t.Error("appeals or vetoes are not in the annual table")
	}
	for _, s := range b.Sheets {
		text, err := json.Marshal(s.Tables)
		if err != nil {
			t.Fatal(err)
		}
		if has := strings.Contains(string(text), "省厅通报表扬"); has != (s.Office.Code == "general") {
			t.Errorf("the sheet of %s: bonus %t", s.Office.Name, has)
		}
	}
}
