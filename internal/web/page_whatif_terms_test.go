package web

import (
	"context"
	"encoding/csv"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/planfile"
	"daylight/internal/schemefile"
	"daylight/internal/workday"
)

// ledgerReader has versions of a plan beside facts that do not depend on them.
type ledgerReader struct {
	*fakeReader
	plans []*disclosure.Plan // by version
	facts []disclosure.Event
	asked int // how often the whole ledger was read
}

func (r *ledgerReader) PlanInForce(_ context.Context, _ string, d workday.Date, _ time.Time) (*disclosure.Plan, error) {
	for _, p := range slices.Backward(r.plans) {
		if p.EffectiveFrom <= d {
			return p, nil
		}
	}
	return nil, disclosure.ErrNotFound
}

func (r *ledgerReader) Plans(context.Context, time.Time) ([]disclosure.PlanInfo, error) {
	var infos []disclosure.PlanInfo
	for _, p := range r.plans {
		infos = append(infos, disclosure.PlanInfo{Code: p.Code, Version: p.Version, Body: p.Body, EffectiveFrom: p.EffectiveFrom})
	}
	return infos, nil
}

func (r *ledgerReader) Plan(_ context.Context, _ string, version int, _ time.Time) (*disclosure.Plan, error) {
	return r.plans[version-1], nil
}

func (r *ledgerReader) Facts(_ context.Context, q disclosure.Question, kinds ...disclosure.EventKind) ([]disclosure.Event, error) {
	if q.Limit == 0 && len(kinds) == 0 {
		r.asked++
	}
	return slices.Clone(r.facts), nil
}

// newLedgerServer serves plans over the facts of a made-up year of the first.
func newLedgerServer(t *testing.T, facts []disclosure.Event, plans ...*disclosure.Plan) (*boardServer, *ledgerReader) {
	t.Helper()
	s := newBoardServer(t, plans[0])
	r := &ledgerReader{fakeReader: s.reader, plans: plans, facts: facts}
	s.Reader = r
	return s, r
}

// factsOf is the ledger of a made-up year of a plan.
func factsOf(t *testing.T, p *disclosure.Plan) []disclosure.Event {
	t.Helper()
	facts, err := newFakeReader(p).Facts(t.Context(), disclosure.Question{Body: p.Body.Code, AsOf: boardNow})
	if err != nil || len(facts) < 300 {
		t.Fatalf("%d facts, %v", len(facts), err)
	}
	return facts
}

// parsed reads the shipped plan after words of it are replaced by others.
func parsed(t *testing.T, pairs ...string) *disclosure.Plan {
	t.Helper()
	shipped, err := planfile.Shipped("anshun-mzj")
	if err != nil {
		t.Fatal(err)
	}
	text := shipped.Text
	for n := 0; n < len(pairs); n += 3 { // code of the duty, from, to
		head, tail, found := strings.Cut(text, "- code: "+pairs[n]+"\n")
		if !found || !strings.Contains(tail, pairs[n+1]) {
			t.Fatalf("the plan has no %v", pairs[n:n+2])
		}
		text = head + "- code: " + pairs[n] + "\n" + strings.Replace(tail, pairs[n+1], pairs[n+2], 1)
	}
	p, problems := planfile.Parse("plan.yaml", []byte(text))
	if p == nil {
		t.Fatal(problems)
	}
	p.Version = 1
	return p
}

// tried is a trial of a plan with the terms of an address.
func tried(t *testing.T, p *disclosure.Plan, address map[string]string) *trial {
	t.Helper()
	scheme, err := schemefile.Default()
	if err != nil {
		t.Fatal(err)
	}
	tr := newTrial(i18n.Chinese, scheme)
	tr.addTerms(p)
	tr.read(func(name string) string { return address[name] })
	return tr
}

// changedPlans are terms in an address and the same in the file of a plan.
var changedPlans = map[string]struct {
	address map[string]string
	file    []string
}{
	"工作日":     {map[string]string{"t.4a": "12"}, []string{"4a", "term: 7 个工作日", "term: 12 个工作日"}},
	"工作日改短":   {map[string]string{"t.1a": "3"}, []string{"1a", "term: 20 个工作日", "term: 3 个工作日"}},
	"自然日":     {map[string]string{"t.6a": "33"}, []string{"6a", "term: 20 天", "term: 33 天"}},
	"持续更新的间隔": {map[string]string{"t.1j": "7"}, []string{"1j", "term: 14 天", "term: 7 天"}},
	"事件等级":    {map[string]string{"t.8a_other": "36"}, []string{"8a", "other, name: 其他, name_en: Other, term: 48 小时", "other, name: 其他, name_en: Other, term: 36 小时"}},
	"两项一起改":   {map[string]string{"t.9": "15", "t.2b": "10"}, []string{"9", "term: 20 个工作日", "term: 15 个工作日", "2b", "term: 20 个工作日", "term: 10 个工作日"}},
}

func TestAChangedTermIsWhatAPlanWithThatTermWouldBe(t *testing.T) {
	base := parsed(t)
	kept := parsed(t)
	facts := factsOf(t, base)
	for name, c := range changedPlans {
		loaded := parsed(t, c.file...)
		tr := tried(t, base, c.address)
		if tr.refused() || len(tr.changedTerms()) != len(c.address) {
			t.Errorf("%s: %d terms changed, refused %v", name, len(tr.changedTerms()), tr.refused())
		}
		plans := withTerms([]*disclosure.Plan{base}, tr.changedTerms())
		if !reflect.DeepEqual(plans[0].Duties, loaded.Duties) {
			t.Errorf("%s: the plans have other duties", name)
		}
		cal := workday.Official()
		if !reflect.DeepEqual(disclosure.Judge(plans, cal, facts, boardNow), disclosure.Judge([]*disclosure.Plan{loaded}, cal, facts, boardNow)) {
			t.Errorf("%s: the verdicts are others", name)
		}
	}
	if !reflect.DeepEqual(base, kept) {
		t.Error("the plan in force was changed")
	}
}

// scoresIn reads the offices' scores out of an annex: before or after.
func scoresIn(t *testing.T, s *boardServer, address string, column int) map[string]string {
	t.Helper()
	status, text := s.get("staff", "zh-CN", address)
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(text, "\ufeff"))).ReadAll()
	if status != http.StatusOK || err != nil {
		t.Fatalf("%s: %d %v", address, status, err)
	}
	scores := map[string]string{}
	for _, row := range rows {
		if row[0] == "得分和名次" {
			scores[row[1]+" "+row[2]] = row[column]
		}
	}
	return scores
}

func TestATrialScoresWhatTheAdoptedPlanWouldScore(t *testing.T) {
	const before, after = 3, 4
	base := parsed(t)
	facts := factsOf(t, base)
	trying, _ := newLedgerServer(t, facts, base)
	adopted, _ := newLedgerServer(t, facts, parsed(t, "4a", "term: 7 个工作日", "term: 5 个工作日"))
	tried := scoresIn(t, trying, "/whatif.csv?period=2026Q3&t.4a=5", after)
	// The other server changes a term that nothing happened under, to be compared at all.
	real := scoresIn(t, adopted, "/whatif.csv?period=2026Q3&t.3b=59", before)
	was := scoresIn(t, trying, "/whatif.csv?period=2026Q3&t.4a=5", before)
	if len(tried) < 20 || !reflect.DeepEqual(tried, real) {
		t.Errorf("tried %v\nadopted %v", tried, real)
	}
	if reflect.DeepEqual(tried, was) {
		t.Error("the shorter term changes nothing")
	}
}

func TestALongerTermNeverLowersOnTimeCounts(t *testing.T) {
	base := parsed(t)
	facts := factsOf(t, base)
	cal := workday.Official()
	count := func(plans []*disclosure.Plan, duty string) (onTime int) {
		for _, i := range disclosure.Judge(plans, cal, facts, boardNow) {
			if i.Duty == duty && (i.Verdict == disclosure.OnTime || i.Verdict == disclosure.NilReturned) {
				onTime++
			}
		}
		return onTime
	}
	rose := 0
	for _, c := range tried(t, base, nil).terms {
		least := -1
		for _, n := range []int{1, c.n, c.n + 1, c.n + 9, 3 * c.n} {
			longer := *c
			longer.n = n
			got := count(withTerms([]*disclosure.Plan{base}, []*termTrial{&longer}), c.duty.Code)
			if got < least && n > 1 {
				t.Errorf("%s: %d on time with %d, %d with less", c.knob.Name, got, n, least)
			}
			if got > least && least >= 0 {
				rose++
			}
			least = got
		}
	}
	if rose < 10 {
		t.Errorf("only %d longer terms made any difference", rose)
	}
}

func TestUnchangedTermsAreNotJudgedAgain(t *testing.T) {
	base := parsed(t)
	s, r := newLedgerServer(t, factsOf(t, base), base)
	for address, want := range map[string]int{"/whatif?period=2026Q3": 0, "/whatif?period=2026Q3&t.4a=7&t.1a=20": 0, "/whatif?period=2026Q3&p.0=0.4&t.4a=7": 0, "/whatif?period=2026Q3&t.4a=8": 1} {
		r.asked = 0
		status, page := s.get("staff", "zh-CN", address)
		if status != http.StatusOK || r.asked != want {
			t.Errorf("%s: status %d, the ledger was read %d times", address, status, r.asked)
		}
		if strings.Contains(page, "按改后的时限重新判定") != (want > 0) {
			t.Errorf("%s: the outcome speaks of judging, or does not", address)
		}
	}
	same := withTerms(r.plans, nil)
	cal := workday.Official()
	if !reflect.DeepEqual(disclosure.Judge(same, cal, r.facts, boardNow), disclosure.Judge(r.plans, cal, r.facts, boardNow)) {
		t.Error("copies of the plans are judged otherwise")
	}
}

func TestATermAboveTheLegalLimitIsRefusedNamingTheLaw(t *testing.T) {
	base := parsed(t)
	s, r := newLedgerServer(t, factsOf(t, base), base)
	for name, c := range map[string]struct{ query, words string }{
		"超过上限": {"t.4a=21", "‘21’超过法定上限 20 个工作日（《政府信息公开条例》第二十六条"},
		"零":    {"t.4a=0", "不是 1 至 9999 的整数"},
		"小数":   {"t.4a=5.5", "不是 1 至 9999 的整数"},
		"负数":   {"t.4a=-3", "不是 1 至 9999 的整数"},
	} {
		status, page := s.get("staff", "zh-CN", "/whatif?period=2026Q3&"+c.query)
		_, field, found := strings.Cut(page, `id="f-t.4a-sorry"`)
		if status != http.StatusBadRequest || !found || !strings.Contains(field[:min(len(field), 400)], c.words) || !strings.Contains(page, `<details class="terms" open>`) {
			t.Errorf("%s: status %d, marked %v", name, status, found)
		}
		if status, _ := s.get("staff", "zh-CN", "/whatif.xlsx?period=2026Q3&"+c.query); status != http.StatusBadRequest {
			t.Errorf("%s: the export answers %d", name, status)
		}
	}
	if r.asked != 0 {
		t.Error("refused terms were judged")
	}
	if status, page := s.get("staff", "zh-CN", "/whatif?period=2026Q3&t.4a=20"); status != http.StatusOK || strings.Contains(page, "没有写明法定上限") {
		t.Errorf("the limit itself: %d", status)
	}
	if _, page := s.get("staff", "zh-CN", "/whatif?period=2026Q3&t.1a=25"); !strings.Contains(page, "1a 全国文明创建信息资源：方案没有写明法定上限") {
		t.Error("nobody is told to look at what a longer term rests on")
	}
}

func TestTheAnnexTellsTheTermAndWhatMoves(t *testing.T) {
	base := parsed(t)
	facts := factsOf(t, base)
	s, _ := newLedgerServer(t, facts, base)
	address := "?period=2026Q3&t.1b=60&t.8a_other=50"
	_, page := s.get("staff", "zh-CN", "/whatif"+address)
	in, out := moves(base, facts, "1b", 60)
	if out < 3 || !strings.Contains(page, fmt.Sprintf("%d 个节点移入本时段，%d 个节点移出本时段", in, out)) {
		t.Errorf("in %d, out %d: the page does not say so", in, out)
	}
	_, file := s.get("staff", "zh-CN", "/whatif.xlsx"+address)
	book := openBook(t, file)
	rules, err := book.GetRows("改动的规定")
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"公开事项时限", "1b 养老服务机构信息资源（方案第一条）", "20 个工作日内", "60 个工作日内"},
		{"公开事项时限", "8a 重要舆情、重大突发事件首次回应（方案第八条）：其他", "48 小时内", "50 小时内"},
	}
	if got := rules[len(rules)-2:]; !reflect.DeepEqual(got, want) {
		t.Errorf("rules %v", got)
	}
	moved, err := book.GetRows("变化的节点")
	if err != nil || len(moved) < in+out {
		t.Errorf("%d lines of instances, %v", len(moved), err)
	}
	_, text := s.get("staff", "zh-CN", "/whatif.csv"+address)
	for _, words := range []string{"改动的规定,公开事项时限,1b 养老服务机构信息资源（方案第一条）,20 个工作日内,60 个工作日内,", "移出本时段", "不在本时段"} {
		if !strings.Contains(text, words) {
			t.Errorf("the CSV lacks %s", words)
		}
	}
}

// moves counts what a term of working days moves into the third quarter and out of it.
func moves(base *disclosure.Plan, facts []disclosure.Event, duty string, n int) (in, out int) {
	from, to := workday.MustDate("2026-07-01"), workday.MustDate("2026-09-30")
	inside := func(d workday.Date) bool { return d >= from && d <= to }
	for _, i := range disclosure.Judge([]*disclosure.Plan{base}, workday.Official(), facts, boardNow) {
		if i.Duty != duty || i.DueOn == 0 {
			continue
		}
		is, will := inside(i.DueOn), inside(workday.Official().AddWorkdays(i.OpenedOn, n).Date)
		if is && !will {
			out++
		}
		if will && !is {
			in++
		}
	}
	return in, out
}

func TestEveryVersionOfThePlanGetsTheTerm(t *testing.T) {
	first := parsed(t, "4a", "term: 7 个工作日", "term: 10 个工作日", "6a", "term: 20 天\n    roll: 是", "term: 15 个工作日", "8a", "term: 5 小时", "term: 不适用")
	second := parsed(t)
	second.Version, second.EffectiveFrom = 2, workday.MustDate("2026-08-01")
	tr := tried(t, second, map[string]string{"t.4a": "9", "t.6a": "25", "t.8a_major": "6"})
	for _, p := range withTerms([]*disclosure.Plan{first, second}, tr.changedTerms()) {
		audit, _ := p.DutyByCode("4a")
		budget, _ := p.DutyByCode("6a")
		if audit.Term.N != 9 || budget.Term.N != 25 || budget.Term.Unit != disclosure.CalendarDays {
			t.Errorf("version %d: %+v %+v", p.Version, audit.Term, budget.Term)
		}
		incident, _ := p.DutyByCode("8a")
		if want := 6 * (p.Version - 1); incident.Classes[0].N != want {
			t.Errorf("version %d: a class without a duty has %s", p.Version, strconv.Itoa(incident.Classes[0].N))
		}
	}
	s, _ := newLedgerServer(t, factsOf(t, second), first, second)
	if _, text := s.get("staff", "zh-CN", "/whatif.csv?period=2026Q3&t.4a=9"); !strings.Contains(text, "10 个工作日内（方案第 1 版）；7 个工作日内（方案第 2 版）,9 个工作日内") {
		t.Error("the old terms are not told by version")
	}
	second.EffectiveFrom = first.EffectiveFrom // so that the first decides on no day
	if _, text := s.get("staff", "zh-CN", "/whatif.csv?period=2026Q3&t.4a=9"); !strings.Contains(text, ",7 个工作日内,9 个工作日内") {
		t.Error("a version that was replaced from its first day is told")
	}
}
