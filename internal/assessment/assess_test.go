package assessment

import (
	"testing"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// 手算：办公室有三个板块的节点，共 9 个。
//
// 适用板块：公开时效 40、完整性 20、依申请 15，合计 75。不适用 25 分按比例分摊：
//
//	公开时效 40/75 = 53.333… → 53.33；完整性 20/75 = 26.666… → 26.67（余数最大，进 0.01）；
//	依申请 15/75 = 20.00。合计 100.00。
//
// 公开时效：逾期 3 个工作日 −0.50，逾期 20 个工作日 −1.00，逾期 21 个工作日 −2.00，
// 未公开 −2.00，未经保密审查 −1.00，共 −6.50 → 46.83。
// 完整性：缺一个渠道、两个要素 −0.90，未公开 −1.00，共 −1.90 → 24.77。
// 依申请：逾期 60 小时 −1.00 → 19.00。
// 加分：表扬申报 4 分，每次最多 3 分 → +3.00；没有佐证的不计。
// 总分 46.83 + 24.77 + 19.00 + 3.00 = 93.60，优秀；按时 3/9 = 33.33%。
// 年度目标考核 93.60 ÷ 100 × 4 = 3.744 → 3.74。
func TestGoldenExample(t *testing.T) {
	in := Input{Period: y2026, Offices: officeList, Duties: duties}
	lacks := instance("general", "2b", "2026Q1", disclosure.Partial, 0)
	lacks.Lacking = []string{"channel:wechat", "field:金额", "field:人数"}
	breach := instance("general", "6a", "e", disclosure.OnTime, 0)
	breach.Flags = disclosure.FlagUnreviewed
	reply := instance("general", "9", "1", disclosure.Late, 60)
	reply.Term.Unit = disclosure.Hours
	external := instance("county", "2b", "x", disclosure.Missing, 9)
	external.External = true
	lastYear := instance("general", "2b", "2025Q3", disclosure.Missing, 9)
	lastYear.CountedOn = workday.MustDate("2025-12-31")
	in.Instances = []disclosure.Instance{
		instance("general", "6a", "a", disclosure.Late, 3), instance("general", "6a", "b", disclosure.Late, 20),
		instance("general", "6a", "c", disclosure.Late, 21), instance("general", "2b", "2026Q2", disclosure.Missing, 1),
		breach, lacks, reply, instance("general", "9", "2", disclosure.OnTime, 0), instance("general", "2b", "2026Q3", disclosure.NilReturned, 0),
		instance("general", "8a", "p", disclosure.Pending, 0), instance("general", "10a", "p", disclosure.Unverified, 0),
		external, lastYear,
	}
	in.Extras = []Extra{
		{ID: "1", Office: "general", Rule: "praise", On: someDay, Points: 400, Evidence: "e1", Approver: "局长办公会", ApprovedOn: someDay},
		{ID: "2", Office: "general", Rule: "praise", On: someDay, Points: 100, Approver: "局长办公会", ApprovedOn: someDay},
	}
	o := scoreOf(Assess(proposal(), in), "general")
	for n, want := range []struct{ base, score Points }{{5333, 4683}, {2667, 2477}, {2000, 1900}, {0, 0}, {0, 0}} {
		if b := o.Blocks[n]; b.Base != want.base || b.Score != want.score {
			t.Errorf("%s: %s of %s, want %s of %s", b.Code, b.Score, b.Base, want.score, want.base)
		}
	}
	if o.Total != 9360 || o.Grade != "excellent" || o.Judged != 9 || o.Met != 3 || o.Rate != 3333 || o.Annual != 374 || !o.Nameable {
		t.Errorf("got %+v", o)
	}
}

func TestOneInstanceCosts(t *testing.T) {
	for _, c := range []struct {
		name    string
		verdict disclosure.Verdict
		unit    disclosure.TermUnit
		delay   int
		flags   disclosure.Flag
		lacks   [2]int
		want    Loss
	}{
		{"按时公开", disclosure.OnTime, disclosure.Workdays, 0, 0, [2]int{}, Loss{}},
		{"零报告", disclosure.NilReturned, disclosure.Workdays, 0, 0, [2]int{}, Loss{}},
		{"逾期五个工作日", disclosure.Late, disclosure.Workdays, 5, 0, [2]int{}, Loss{Lateness: 50}},
		{"逾期六个工作日", disclosure.Late, disclosure.Workdays, 6, 0, [2]int{}, Loss{Lateness: 100}},
		{"固定日期按工作日计", disclosure.Late, disclosure.OnDate, 21, 0, [2]int{}, Loss{Lateness: 200}},
		{"逾期二十五小时", disclosure.Late, disclosure.Hours, 25, 0, [2]int{}, Loss{Lateness: 100}},
		{"未公开即全缺", disclosure.Missing, disclosure.Workdays, 1, 0, [2]int{}, Loss{Lateness: 200, Completeness: 100}},
		{"缺一渠道一要素", disclosure.Partial, disclosure.Workdays, 0, 0, [2]int{1, 1}, Loss{Completeness: 70}},
		{"每节点最多扣一分", disclosure.Partial, disclosure.Workdays, 0, 0, [2]int{3, 3}, Loss{Completeness: 100}},
		{"未审查", disclosure.OnTime, disclosure.Workdays, 0, disclosure.FlagUnreviewed, [2]int{}, Loss{Breach: 100}},
		{"未到期不扣程序分", disclosure.Pending, disclosure.Workdays, 0, disclosure.FlagUnreviewed, [2]int{}, Loss{}},
		{"认定倒签不封顶", disclosure.Late, disclosure.Workdays, 3, disclosure.FlagForged, [2]int{}, Loss{Lateness: 50, Uncapped: 1000}},
		{"疑似倒签认定前不扣", disclosure.Late, disclosure.Workdays, 3, disclosure.FlagSuspectDate, [2]int{}, Loss{Lateness: 50}},
	} {
		if got := proposal().Bands().Loss(c.verdict, c.unit, c.delay, c.flags, c.lacks[0], c.lacks[1], true); got != c.want {
			t.Errorf("%s: %+v, want %+v", c.name, got, c.want)
		}
	}
}

func TestCapVetoAndFloor(t *testing.T) {
	forged := instance("general", "6a", "a", disclosure.OnTime, 0)
	forged.Flags = disclosure.FlagForged
	many := []disclosure.Instance{forged}
	for n := range 80 { // 160.00 in a block of 100
		many = append(many, instance("general", "6a", string(rune('一'+n)), disclosure.Missing, 30))
	}
	for _, c := range []struct {
		name  string
		list  []disclosure.Instance
		total Points
		grade string
	}{
		{"一票否决：九十分也不合格", many[:1], 9000, "fail"},
		{"没有否决", []disclosure.Instance{instance("general", "6a", "b", disclosure.OnTime, 0)}, 10000, "excellent"},
		{"板块扣完为止，重大扣分另计，总分不低于零", many, 0, "fail"},
		{"没有考核节点", nil, 0, ""},
	} {
		o := scoreOf(Assess(proposal(), Input{Period: y2026, Offices: officeList, Duties: duties, Instances: c.list}), "general")
		if o.Total != c.total || o.Grade != c.grade {
			t.Errorf("%s: %s %s, want %s %s", c.name, o.Total, o.Grade, c.total, c.grade)
		}
	}
}

func TestRanksApartWithTies(t *testing.T) {
	offices := []disclosure.Office{
		{Code: "a", Group: disclosure.GroupBureau}, {Code: "x", Group: disclosure.GroupAffiliate}, {Code: "b", Group: disclosure.GroupBureau},
		{Code: "c", Group: disclosure.GroupBureau}, {Code: "idle", Group: disclosure.GroupBureau},
	}
	r := Assess(proposal(), Input{Period: y2026, Offices: offices, Duties: duties, Instances: []disclosure.Instance{
		instance("a", "6a", "1", disclosure.Late, 9), instance("x", "6a", "1", disclosure.Missing, 9),
		instance("b", "6a", "1", disclosure.OnTime, 0), instance("b", "6a", "2", disclosure.OnTime, 0), instance("c", "6a", "1", disclosure.OnTime, 0),
	}})
	for _, want := range []struct {
		office   string
		rank, of int
		named    bool
	}{{"b", 1, 3, true}, {"c", 1, 3, false}, {"a", 3, 3, false}, {"x", 1, 1, false}, {"idle", 0, 0, false}} {
		if o := scoreOf(r, want.office); o.Rank != want.rank || o.RankedOf != want.of || o.Nameable != want.named {
			t.Errorf("%s: %d of %d, named %v", want.office, o.Rank, o.RankedOf, o.Nameable)
		}
	}
	var order string
	for _, row := range AnnualTable(r, map[string]int{"c": 2}) {
		order += row.Office.Code + " "
		if row.Office.Code == "c" && (row.Objections != 2 || row.Annual != 400 || row.Grade.Code != "excellent") {
			t.Errorf("c: %+v", row)
		}
	}
	if order != "b c a x idle " {
		t.Errorf("annual table in the order %s", order)
	}
}

func TestRaisingTheLateDeductionTriedOnTheSamePeriod(t *testing.T) {
	in := Input{Period: y2026, Offices: officeList, Duties: duties, Instances: []disclosure.Instance{
		instance("general", "6a", "1", disclosure.Late, 9), instance("finance", "8a", "1", disclosure.OnTime, 0),
	}}
	harder := proposal()
	harder.Version, harder.Lateness.Bands[1].Points = 2, 200
	changes := Compare(Assess(proposal(), in), Assess(harder, in))
	c := changes[0]
	if c.Before.Total != 9900 || c.After.Total != 9800 || len(c.Receipts) != 1 || c.Receipts[0].Points() != -100 {
		t.Errorf("general: %+v", c.Receipts)
	}
	if len(changes[1].Receipts) != 0 {
		t.Errorf("finance changed: %+v", changes[1].Receipts)
	}
}

func TestWarnings(t *testing.T) {
	w := Warnings{BlueWithin: 5, RedAfter: 5, RedYellows: 2}
	for _, c := range []struct {
		name string
		at   Standing
		want Warning
	}{
		{"到期前六日", Standing{Verdict: disclosure.Pending, WorkdaysLeft: 6}, 0},
		{"到期前五日", Standing{Verdict: disclosure.Pending, WorkdaysLeft: 5}, Blue},
		{"逾期一日", Standing{Verdict: disclosure.Missing, WorkdaysLate: 1}, Yellow},
		{"逾期五日", Standing{Verdict: disclosure.Missing, WorkdaysLate: 5}, Yellow},
		{"逾期六日", Standing{Verdict: disclosure.Missing, WorkdaysLate: 6}, Red},
		{"一季度内第二次", Standing{Verdict: disclosure.Missing, WorkdaysLate: 1, EarlierYellows: 1}, Red},
		{"已公开", Standing{Verdict: disclosure.Late, WorkdaysLate: 9}, 0},
	} {
		if got := w.Level(c.at); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

func TestWeightsThatRoundUnfairlyAreFound(t *testing.T) {
	if flaws := proposal().Check(); len(flaws) > 0 {
		t.Fatalf("the proposal: %v", flaws)
	}
	found := false
	for tiny := Points(2); tiny < 40 && !found; tiny++ { // only weights of a few hundredths do it
		_, _, found = growing(proposal(tiny, 5000, 1, 4900-tiny, 99).Blocks)
	}
	if !found {
		t.Error("no weights round unfairly: the check finds nothing")
	}
}

func TestSchemesThatWouldBeUnfairAreRefused(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(*Scheme)
		code  string
	}{
		{"权重不足一百", func(s *Scheme) { s.Blocks[0].Weight-- }, "weights_sum"},
		{"没有默认板块", func(s *Scheme) { s.Blocks[0].Default = false }, "one_default"},
		{"两个完整性板块", func(s *Scheme) { s.Blocks[2].Completeness = true }, "one_completeness"},
		{"逾期越久扣得越少", func(s *Scheme) { s.Lateness.Bands[1].Points = 10 }, "band_cheaper"},
		{"档次之间有空当", func(s *Scheme) { s.Lateness.Bands[1].Over = 7 }, "band_gap"},
		{"最后一档封口", func(s *Scheme) { s.Lateness.Bands[2].UpTo = 60 }, "band_open"},
		{"没有逾期未公开", func(s *Scheme) { s.Lateness.Bands = s.Lateness.Bands[:6] }, "no_bands.missing"},
		{"不公开反而扣得少", func(s *Scheme) { s.Lateness.Bands[6].Points = 150 }, "missing_cheaper"},
		{"不公开的完整性扣得少", func(s *Scheme) { s.Completeness.Missing = 50 }, "missing_below_most"},
		{"等次颠倒", func(s *Scheme) { s.Grades[0].AtLeast = 100 }, "grades_order"},
		{"否决写了没有的等次", func(s *Scheme) { s.Faults[0].Veto = "worst" }, "no_grade"},
	} {
		s := proposal()
		c.spoil(s)
		flaws, found := s.Check(), false
		for _, f := range flaws {
			found = found || f.Code == "scheme."+c.code
		}
		if !found {
			t.Errorf("%s: want %s, got %v", c.name, c.code, flaws)
		}
	}
}
