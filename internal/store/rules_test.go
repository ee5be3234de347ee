package store_test

import (
	"fmt"
	"slices"
	"testing"

	d "daylight/internal/disclosure"
	"daylight/internal/store"
	"daylight/internal/workday"
)

// TestTheRulesOfEdgeCases has one subtest for each rule of the trade's edge
// cases, as far as the ledger and the judge decide it.
func TestTheRulesOfEdgeCases(t *testing.T) {
	type F = []d.Event
	open, pub := fact(d.Triggered, "2026-02-13"), d.Published // 2026-02-13 加 7 个工作日为 2026-03-02
	holder := func(want string) func(*testing.T, d.Instance) {
		return func(t *testing.T, i d.Instance) {
			if i.Office != want {
				t.Errorf("office %s, want %s", i.Office, want)
			}
		}
	}
	lacking := func(want ...string) func(*testing.T, d.Instance) {
		return func(t *testing.T, i d.Instance) {
			if !slices.Equal(i.Lacking, want) {
				t.Errorf("lacking %v, want %v", i.Lacking, want)
			}
		}
	}
	at := func(when string) func(*testing.T, d.Instance) {
		return func(t *testing.T, i d.Instance) {
			if !i.PublishedAt.Equal(moment(when)) {
				t.Errorf("published at %s, want %s", i.PublishedAt, when)
			}
		}
	}
	rules := []struct {
		rule  string
		cases []told
	}{
		{"规则1 零报告", []told{
			{"负责人已签、到期前", "q", "2026Q1", "2026-06-01", F{fact(d.NilReturn, "2026-04-10", with("signer", "科长"))}, d.NilReturned, "2026-04-29", 0, 0, nil},
			{"只有经办人拟报，不算", "q", "2026Q2", "2026-07-28", F{fact(d.NilReturn, "2026-07-10", with("unsigned", "1"))}, d.Missing, "2026-07-28", 1, 0, nil},
			{"不许零报告的事项", "6a", "禁零", "2026-03-20", F{open, fact(d.NilReturn, "2026-03-01")}, d.Missing, "2026-03-19", 1, 0, nil}}},
		{"规则2 联合承办", []told{
			{"协办迟交", "w", "联合一", "2026-03-04", F{open, fact(d.HandedOver, "2026-03-03", by("co"), with("due", "2026-02-27"))}, d.Missing, "2026-03-02", 2, 0, holder("co")},
			{"协办按约", "w", "联合二", "2026-03-04", F{open, fact(d.HandedOver, "2026-02-27", by("co"), with("due", "2026-02-27"))}, d.Missing, "2026-03-02", 2, 0, holder("lead")}}},
		{"规则3 多渠道", []told{
			{"主渠道按时、另一渠道缺", "c", "多一", "2026-06-01", F{open, fact(pub, "2026-02-25", on("site"))}, d.Partial, "2026-03-02", 0, 0, lacking("channel:wechat")},
			{"只发次渠道", "c", "多二", "2026-06-01", F{open, fact(pub, "2026-02-25", on("wechat"))}, d.Partial, "2026-03-02", 0, 0, lacking("channel:site")}}},
		{"规则4 重发、修订与撤下", []told{
			{"以最早合规公开为准", "w", "重发", "2026-06-01", F{open, fact(pub, "2026-02-25 10:00", titled("甲")), fact(pub, "2026-03-05 10:00", titled("甲"))}, d.OnTime, "2026-03-02", 0, d.FlagRepublished, at("2026-02-25 10:00")},
			{"撤下未恢复", "w", "撤下", "2026-03-06", F{open, fact(pub, "2026-02-25"), fact(d.Withdrawn, "2026-02-26")}, d.Missing, "2026-03-02", 4, d.FlagWithdrawn, nil}}},
		{"规则5 科室更名合并", []told{
			{"到期日在合并后", "m", "并后", "2026-06-01", F{fact(d.Triggered, "2026-03-02"), fact(pub, "2026-03-04")}, d.OnTime, "2026-03-11", 0, 0, holder("new")},
			{"到期日在合并前", "m", "并前", "2026-06-01", F{open, fact(pub, "2026-02-25")}, d.OnTime, "2026-03-02", 0, 0, holder("old")}}},
		{"规则6 年中新增事项", nil},
		{"规则7 倒签", []told{
			{"网址日期更晚，待裁定从晚", "w", "倒一", "2026-06-01", F{open, fact(pub, "2026-03-02", seenAt("2026-03-06"))}, d.Late, "2026-03-02", 4, d.FlagSuspectDate, nil},
			{"裁定所报属实", "w", "倒二", "2026-06-01", F{open, fact(pub, "2026-03-02", seenAt("2026-03-06"), named("claimed")), fact(d.Ruled, "2026-03-10", speaksOf("claimed"), with("decision", "claimed"))}, d.OnTime, "2026-03-02", 0, 0, nil},
			{"裁定作废后仍从晚", "w", "倒三", "2026-06-01", F{open, fact(pub, "2026-03-02", seenAt("2026-03-06"), named("claimed3")), fact(d.Ruled, "2026-03-10", named("ruling3"), speaksOf("claimed3"), with("decision", "claimed")), fact(d.Voided, "2026-03-11", speaksOf("ruling3"))}, d.Late, "2026-03-02", 4, d.FlagSuspectDate, nil},
			{"认定倒签", "w", "倒四", "2026-06-01", F{open, fact(pub, "2026-03-02", seenAt("2026-03-06"), named("forged")), fact(d.Ruled, "2026-03-10", speaksOf("forged"), with("decision", "forged"))}, d.Late, "2026-03-02", 4, d.FlagSuspectDate | d.FlagForged, nil}}},
		{"规则8 节假日顺延", []told{
			{"周五到期周六公开至少一日", "w", "周六", "2026-06-01", F{fact(d.Triggered, "2026-03-11"), fact(pub, "2026-03-21 09:00")}, d.Late, "2026-03-20", 1, 0, nil},
			{"到期日23时59分", "w", "末刻", "2026-06-01", F{open, fact(pub, "2026-03-02 23:59")}, d.OnTime, "2026-03-02", 0, 0, nil},
			{"国庆调休", "w", "国庆", "2026-09-28", F{fact(d.Triggered, "2026-09-18")}, d.Pending, "2026-09-29", 0, 0, nil}}},
		{"规则9 冻结后迟到的数据", nil},
		{"规则10 先审查后公开", []told{
			{"无审查记录", "r", "未审", "2026-06-01", F{open, fact(pub, "2026-02-25 10:00")}, d.OnTime, "2026-03-02", 0, d.FlagUnreviewed, nil},
			{"审查在后", "r", "后审", "2026-06-01", F{open, fact(pub, "2026-02-25 10:00"), fact(d.Reviewed, "2026-02-25 11:00")}, d.OnTime, "2026-03-02", 0, d.FlagUnreviewed, nil}}},
		{"规则11 跨渠道重复", []told{
			{"同一内容发两渠道，一个节点，不是旧稿新发", "c", "同文", "2026-06-01", F{open, fact(pub, "2026-02-25 10:00", on("site"), titled("甲")), fact(pub, "2026-02-25 11:00", on("wechat"), titled("甲"))}, d.OnTime, "2026-03-02", 0, 0, nil}}},
		{"规则12 无发布时间视为未公开", []told{
			{"公开时间不明", "w", "不明", "2026-03-02", F{open, fact(pub, "")}, d.Missing, "2026-03-02", 1, 0, nil}}},
		{"规则13 提前公开", []told{
			{"先于决定", "w", "提前", "2026-06-01", F{open, fact(pub, "2026-02-10")}, d.OnTime, "2026-03-02", 0, d.FlagPremature, nil}}},
		{"规则14 起算日不明为待核", []told{
			{"触发日不明", "w", "待核", "2026-06-01", F{fact(d.Triggered, ""), fact(pub, "2026-03-10")}, d.Unverified, "", 0, 0, nil}}},
		{"规则15 所属期不等于到期期", []told{
			{"三季度数据十一月三日到期", "q", "2026Q3", "2026-10-31", nil, d.Pending, "2026-11-03", 0, 0,
				func(t *testing.T, i d.Instance) {
					if i.CountedOn != workday.MustDate("2026-11-03") || i.PeriodTo != workday.MustDate("2026-09-30") {
						t.Errorf("counted on %s, period to %s", i.CountedOn, i.PeriodTo)
					}
				}}}},
		{"规则16 依法不予公开", []told{
			{"登记理由并经审批", "w", "不公开", "2026-06-01", F{open, fact(d.Withheld, "2026-02-20", with("ground", "条例14", "approver", "局长"))}, d.WithheldLawfully, "2026-03-02", 0, 0, nil},
			{"后又公开，恢复评判", "w", "又公开", "2026-06-01", F{open, fact(d.Withheld, "2026-02-20"), fact(pub, "2026-03-04")}, d.Late, "2026-03-02", 2, 0, nil}}},
		{"规则17 小时时限昼夜连续", []told{
			{"节假日夜间照算", "8a", "夜", "2026-03-01", F{fact(d.Detected, "2026-02-16 22:00", with("class", "major")), fact(pub, "2026-02-17 03:30")}, d.Late, "2026-02-17", 1, 0, nil}}},
		{"规则18 一稿多件", []told{
			{"同一公开稿之第一件", "w", "件一", "2026-06-01", F{open, fact(pub, "2026-02-25", named("post"), with("post", "post"))}, d.OnTime, "2026-03-02", 0, 0, nil},
			{"同一公开稿之第二件", "w", "件二", "2026-06-01", F{open, fact(pub, "2026-02-25", named("post2"), with("post", "post"))}, d.OnTime, "2026-03-02", 0, 0, nil}}},
		{"规则19 栏目静默不是逐件逾期", []told{
			{"栏目月末静默", "1j", "2026-04", "2026-06-01", F{fact(pub, "2026-03-20", under("日常"))}, d.Missing, "2026-04-30", 27, 0, nil},
			{"静默单位是天", "1j", "2026-05", "2026-06-01", nil, d.Missing, "2026-05-31", 58, 0, nil}}},
		{"规则20 期满后补录的延期无效", []told{
			{"延期补录", "9", "补录", "2026-02-03", F{fact(d.Received, "2026-01-05"), fact(d.Extended, "2026-01-29", with("days", "10", "approved_on", "2026-01-28"), entered("2026-02-03 00:00"))}, d.Missing, "2026-02-02", 1, 0, nil}}},
		{"规则21 并列", nil},
		{"规则22 外部执行单位", []told{
			{"照常评判", "2d", "2026H1", "2026-07-01", nil, d.Missing, "2026-06-30", 1, 0,
				func(t *testing.T, i d.Instance) {
					if !i.External {
						t.Error("not marked as external")
					}
				}}}},
	}
	var all []told
	for _, r := range rules {
		all = append(all, r.cases...)
	}
	p := clockPlan()
	rest := rulePlan()
	p.Offices = append(p.Offices, rest.Offices...)
	for _, duty := range rest.Duties {
		if slices.Contains([]string{"m", "r", "c", "later"}, duty.Code) {
			p.Duties = append(p.Duties, duty)
		}
	}
	s := tell(t, p, all)
	special := map[string]func(*testing.T, *store.Store){
		"规则6 年中新增事项":   func(t *testing.T, s *store.Store) { periods(t, s, "later", "2026-12-31", "2026Q2", "2026Q3", "2026Q4") },
		"规则9 冻结后迟到的数据": whatComesLaterChangesNoPastAnswer,
		"规则21 并列":      equalsStandInAnOrderOfTheirOwn,
	}
	for _, r := range rules {
		t.Run(r.rule, func(t *testing.T) {
			check(t, s, r.cases)
			if r.cases == nil {
				special[r.rule](t, s)
			}
		})
	}
	t.Run("规则22 外部执行单位/不在本机关之列", func(t *testing.T) {
		list, err := s.Instances(t.Context(), d.Question{Body: "b", AsOf: moment("2026-07-01")})
		if err != nil || slices.ContainsFunc(list, func(i d.Instance) bool { return i.Duty == "2d" }) {
			t.Errorf("external duties among the body's own; %v", err)
		}
	})
}

func titled(title string) func(*d.Event) { return func(e *d.Event) { e.Title = title } }

func whatComesLaterChangesNoPastAnswer(t *testing.T, s *store.Store) {
	asOf := moment("2026-03-04")
	q := d.Question{Body: "b", AsOf: asOf}
	before, err := s.Instances(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	late := fact(d.Published, "2026-03-01 10:00")
	late.Duty, late.Subject, late.ID, late.RecordedAt = "w", "联合一", "late", asOf
	if err := s.InsertForTest(t.Context(), []d.Event{late}); err != nil {
		t.Fatal(err)
	}
	after, err := s.Instances(t.Context(), q)
	if err != nil || fmt.Sprint(before) != fmt.Sprint(after) {
		t.Errorf("an answer of the past changed; %v", err)
	}
	if i := ask(t, s, "w", "联合一", "2026-03-05"); i.Verdict != d.OnTime {
		t.Errorf("afterwards verdict %d", i.Verdict)
	}
}

func equalsStandInAnOrderOfTheirOwn(t *testing.T, s *store.Store) {
	list, err := s.Instances(t.Context(), d.Question{Body: "b", AsOf: moment("2026-03-06")})
	if err != nil {
		t.Fatal(err)
	}
	met := 0
	for n := 1; n < len(list); n++ {
		a, b := list[n-1], list[n]
		if a.Verdict == b.Verdict && a.Delay == b.Delay && a.DueOn == b.DueOn {
			met++
			if a.Duty > b.Duty || a.Duty == b.Duty && a.Subject >= b.Subject {
				t.Errorf("%s stands before %s", a.Key(), b.Key())
			}
		}
	}
	if met == 0 {
		t.Error("no two are equal")
	}
}
