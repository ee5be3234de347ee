package main

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/schemefile"
)

// A person adopts a scheme, reads the scores it gives with their receipts, and a
// second one in another time zone computes them again.
func TestScoresAreReadWithReceiptsAndVerified(t *testing.T) {
	d := newDesk(t)
	d.loadPapers()
	d.importPapers(0, d.write("papers.csv", []byte("index_number,title,office,document_number,category,formed_on,published_on,url\n"+
		"1,按时的一件,国务院办公厅,国办发〔2019〕1号,其他,2019-01-12,2019-01-25,https://www.gov.cn/1.htm\n"+
		"2,迟到的一件,国务院办公厅,国办发〔2019〕2号,其他,2019-01-12,2019-03-05,https://www.gov.cn/2.htm\n")))
	year := []string{"--as-of", "2019-03-31", "--period", "2019Q1"}
	score := func(args ...string) string {
		t.Helper()
		return d.want(0, append(append([]string{"score"}, year...), args...)...)
	}
	holds(t, score(), "尚未采用", "得分", "名次", "公开时效")
	holds(t, score("--receipts"), "板块“公开时效”基础分", "个工作日公开", "late.workdays.")
	before := decode[scoreAnswer](t, score("--format", "json"))
	if before.Scheme == nil || !before.Scheme.Proposal || len(before.Offices) == 0 {
		t.Fatalf("%+v", before.Scheme)
	}
	charged := false
	for _, o := range before.Offices {
		var sum, last int64
		for n, r := range o.Points.Receipts {
			size := max(r.Points, -r.Points)
			if n > 0 && size > last || r.Reason == "" || strings.Contains(r.Reason, "⟦") {
				t.Errorf("receipt %d of %s: %+v", n, o.Name, r)
			}
			sum, last, charged = sum+r.Points, size, charged || r.Duty != ""
		}
		if sum != o.Points.Score {
			t.Errorf("%s: receipts sum to %d, score %d", o.Name, sum, o.Points.Score)
		}
	}
	if !charged {
		t.Error("nothing was charged: the example shows nothing")
	}
	if one := decode[scoreAnswer](t, score("--format", "json", "--duty", before.Instances[0].Duty)); one.Scheme != nil || one.Offices[0].Points != nil {
		t.Error("one duty alone was given points")
	}
	holds(t, score("--receipts", "--format", "csv"), "原因")
	d.refused(3, []string{"score", "--period", "2019Q1", "--from", "2019-01-01"}, "--period")
	d.refused(3, []string{"verify", "--period", "2018Q5"}, "2018Q5")

	verify := func() verifyAnswer {
		t.Helper()
		return decode[verifyAnswer](t, d.want(0, append([]string{"verify", "--format", "json"}, year...)...))
	}
	first := verify()
	d.env = []string{"TZ=America/New_York"}
	if abroad := verify(); !first.Agrees || first != abroad || len(first.SHA256) != 64 || first.Instances == 0 {
		t.Errorf("at home %+v, abroad %+v", first, abroad)
	}
	d.env = nil
	holds(t, d.want(0, append([]string{"--lang", "en", "verify"}, year...)...), "Agrees", first.SHA256)

	text := d.want(0, "scheme", "show", "--text")
	own := d.write("own.yaml", []byte(strings.NewReplacer("scheme: default", "scheme: own", "effective_from: 2026-01-01", "effective_from: 2018-01-01").Replace(text)))
	holds(t, d.want(0, "scheme", "list"), "没有采用办法")
	holds(t, d.want(0, "scheme", "adopt", own), "第 1 版", "2018-01-01")
	holds(t, d.want(0, "scheme", "adopt", own), "没有重复采用")
	holds(t, d.want(0, "scheme", "list"), "own@1")
	d.refused(4, []string{"scheme", "adopt", own, "--plan", "nope"}, "nope")
	if again := verify(); again != first {
		t.Errorf("采用之前的时刻变了：%+v", again)
	}
	if now := decode[scoreAnswer](t, d.want(0, "score", "--period", "2019Q1", "--format", "json")); now.Scheme.Scheme != "own@1" || now.Scheme.Proposal {
		t.Errorf("now by %+v", now.Scheme)
	}
}

func TestADifferenceIsToldAndEndsWithOne(t *testing.T) {
	scheme, err := schemefile.Default()
	if err != nil {
		t.Fatal(err)
	}
	late := &disclosure.Instance{Duty: "2b", Subject: "2026Q3", Verdict: disclosure.Late, Delay: 3, Term: disclosure.Term{Unit: disclosure.Workdays}}
	onTime := &disclosure.Instance{Duty: "2b", Subject: "2026Q3", Verdict: disclosure.OnTime}
	p := &disclosure.Plan{Body: disclosure.Body{Code: "b", Name: "某局"}}
	for _, c := range []struct {
		name string
		d    *assessment.Difference
		want []string
	}{
		{"判定不同", &assessment.Difference{Office: "lead", Published: onTime, Recounted: late, RecountedPoints: -50}, []string{"lead", "2b，2026Q3", "公布为按时公开（0.00 分）", "重算为逾期公开 3 个工作日（-0.50 分）"}},
		{"少一个节点", &assessment.Difference{Office: "lead", Recounted: late, RecountedPoints: -50}, []string{"公布为没有这个节点", "逾期公开"}},
		{"板块不同", &assessment.Difference{Office: "lead", Block: "timeliness", PublishedPoints: 4000, RecountedPoints: 3950, PublishedJudged: 2, RecountedJudged: 2}, []string{"板块 timeliness", "公布 40.00 分（2 个节点）", "重算 39.50 分"}},
		{"总分不同", &assessment.Difference{Office: "lead", PublishedPoints: 9900, RecountedPoints: 9800}, []string{"公布 99.00 分", "重算 98.00 分"}},
		{"一致", nil, []string{"一致"}},
	} {
		var out bytes.Buffer
		app := &App{Out: &out, Format: "table", Lang: i18n.Chinese}
		err := printVerification(app, p, assessment.Verification{Difference: c.d, Recounted: assessment.Result{Scheme: scheme}})
		if c.d == nil && err != nil || c.d != nil && (err == nil || exitCode(err) != exitFailed) {
			t.Errorf("%s: %v", c.name, err)
		}
		var told *disclosure.Error
		if c.d != nil && (!errors.As(err, &told) || !i18n.Has(i18n.Chinese, told.Code)) {
			t.Errorf("%s: %v has no words", c.name, err)
		}
		holds(t, out.String(), c.want...)
	}
}

func TestTheTableShowsRanksBlocksAndVetoes(t *testing.T) {
	scheme, err := schemefile.Default()
	if err != nil {
		t.Fatal(err)
	}
	instance := func(office string, flags disclosure.Flag) disclosure.Instance {
		return disclosure.Instance{Duty: "6a", Subject: office, Office: office, OfficeName: office, Group: disclosure.GroupBureau, CountedOn: 20000, Verdict: disclosure.OnTime, Flags: flags}
	}
	list := []disclosure.Instance{instance("甲科", 0), instance("乙科", disclosure.FlagForged), instance("丙县", 0)}
	list[2].Group = disclosure.GroupExternal
	p := &disclosure.Plan{Offices: []disclosure.Office{{Code: "乙科", Group: disclosure.GroupBureau}, {Code: "甲科", Group: disclosure.GroupBureau}}}
	a := scoreOf(p, disclosure.Question{}, list)
	a.add(i18n.Chinese, assessment.Assess(scheme, assessment.Input{
		Period: assessment.Period{To: disclosure.Forever}, Offices: p.Offices, Instances: list, Duties: assessment.Duties{{Duty: "6a"}: {}},
	}))
	_, rows := officeTable(i18n.Chinese, a, scheme)
	for n, want := range []string{
		"乙科 机关科室 2/2 90.00 不合格（一票否决） 10.00 100.00/100.00 — — — —",
		"甲科 机关科室 1/2 100.00 优秀 0.00 100.00/100.00 — — — —",
		"丙县 外部执行单位 — — — — — — — — —",
	} {
		if got := strings.Join(rows[n], " "); !strings.HasPrefix(got, want) {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
