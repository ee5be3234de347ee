package schemefile

import (
	"strings"
	"testing"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
)

func shipped(t *testing.T) *assessment.Scheme {
	t.Helper()
	s, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestTheShippedSchemeIsAProposal(t *testing.T) {
	s := shipped(t)
	if s.Mark != "P" || !strings.Contains(s.Approver, "待") {
		t.Errorf("mark %q, approver %q", s.Mark, s.Approver)
	}
	weights := map[string]assessment.Points{"timeliness": 4000, "completeness": 2000, "application": 1500, "response": 1000, "mechanism": 1500}
	for _, b := range s.Blocks {
		if weights[b.Code] != b.Weight {
			t.Errorf("%s weighs %s", b.Code, b.Weight)
		}
	}
	if l := s.Bands().Loss(disclosure.Late, disclosure.Workdays, 6, disclosure.FlagForged, 0, 0, true); l.Lateness != 100 || l.Uncapped != 1000 {
		t.Errorf("six days late and forged: %+v", l)
	}
	if s.Annual.Points != 400 || s.Bonuses.Most != 500 || s.Warnings.RedYellows != 2 || len(s.Ranking.Groups) != 2 {
		t.Errorf("%+v %+v %+v", s.Annual, s.Warnings, s.Ranking)
	}
}

func TestEachProblemIsNamedWithItsLine(t *testing.T) {
	text := string(defaultFile)
	for _, c := range []struct{ name, old, new, code string }{
		{"键写错", "approver: ", "aprover: ", "scheme.unknown_key"},
		{"全角冒号", "scheme: default", "scheme：default", "plan.full_width_colon"},
		{"分值带负号", "up_to: 5, points: 0.5", "up_to: 5, points: -0.5", "scheme.bad_points"},
		{"分值三位小数", "up_to: 5, points: 0.5", "up_to: 5, points: 0.125", "scheme.bad_points"},
		{"权重不足一百", "weight: 40", "weight: 39", "scheme.weights_sum"},
		{"判定看不懂", "verdict: 部分完成", "verdict: 按时公开", "scheme.bad_verdict"},
		{"单位看不懂", "unit: 天, over: 28", "unit: 周, over: 28", "scheme.bad_unit"},
		{"档次有空当", "over: 5, up_to: 20", "over: 6, up_to: 20", "scheme.band_gap"},
		{"没有逾期未公开", "    - {verdict: 逾期未公开, points: 2}\n", "", "scheme.no_bands.missing"},
		{"标记看不懂", "flag: 认定倒签", "flag: 倒签", "scheme.bad_flag"},
		{"否决等次不存在", "uncapped: 是, veto: fail", "uncapped: 是, veto: bad", "scheme.no_grade"},
		{"外部单位不排名", "局属单位]", "外部执行单位]", "scheme.bad_group"},
		{"键写了两次", "mark: P\n\n# 板块权重", "mark: P\nmark: P\n\n# 板块权重", "scheme.key_twice"},
		{"日期不存在", "2026-01-01", "2026-02-30", "plan.bad_date"},
		{"用了锚点", "title: 政务", "title: &a 政务", "scheme.want_text"},
		{"缺板块", "blocks:", "notes:", "scheme.missing_key"},
	} {
		at := strings.Index(text, c.old)
		if at < 0 {
			t.Fatalf("%s: %q is not in the shipped file", c.name, c.old)
		}
		line := 1 + strings.Count(text[:at], "\n")
		s, problems := Parse("x.yaml", []byte(strings.Replace(text, c.old, c.new, 1)))
		found := false
		for _, p := range problems {
			near := p.Line >= line-1 && p.Line <= line+2 || c.code == "scheme.missing_key" || c.code == "scheme.no_bands.missing" || c.code == "scheme.weights_sum"
			found = found || p.Code == c.code && near
			for _, lang := range i18n.Langs {
				if words := p.Text(lang); strings.Contains(words, "⟦") || strings.Contains(words, "%!") {
					t.Errorf("%s: %s", c.name, words)
				}
			}
		}
		if s != nil || !found {
			t.Errorf("%s: want %s near line %d, got %v", c.name, c.code, line, problems)
		}
	}
}

func TestHostileFilesAreRefusedAndNeverCrash(t *testing.T) {
	for name, data := range map[string]string{
		"空": "", "只有注释": "# 无", "二进制": "\x00\x01", "不是表": "- a", "一个词": "考核", "嵌套": strings.Repeat("[", 10_000),
		"嵌套花括号": strings.Repeat("{a: ", 10_000), "很深的缩进": strings.Repeat("- ", 5000) + "a",
		"两个文件": "scheme: a\n---\nscheme: b\n", "太大": strings.Repeat("# 注释\n", 50_000), "板块是数": "blocks: 3\nscheme: [a]\n",
		"引用": "scheme: *a\n", "合并": "<<: {a: 1}\n",
	} {
		if s, problems := Parse("x.yaml", []byte(data)); s != nil || len(problems) == 0 {
			t.Errorf("%s: taken", name)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(defaultFile)
	f.Add([]byte("scheme: a\nblocks: [{}]\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if s, problems := Parse("x.yaml", data); (s == nil) == (len(problems) == 0) {
			t.Errorf("scheme %v with problems %v", s, problems)
		}
	})
}

func TestDiffNamesWhatChanged(t *testing.T) {
	other, problems := Parse("x.yaml", []byte(strings.NewReplacer(
		"up_to: 5, points: 0.5", "up_to: 5, points: 0.8", "at_least: 60", "at_least: 65",
	).Replace(string(defaultFile))))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	if same := Diff(i18n.Chinese, shipped(t), shipped(t)); len(same) != 0 {
		t.Errorf("a scheme differs from itself: %v", same)
	}
	changes := Diff(i18n.Chinese, shipped(t), other)
	if len(changes) != 2 || changes[0].Before.Value != "0.50" || changes[0].After.Value != "0.80" || !strings.Contains(changes[1].After.Value, "65.00") {
		t.Errorf("got %v", changes)
	}
}

func TestEveryReasonAndRuleHasWords(t *testing.T) {
	s := shipped(t)
	office := disclosure.Office{Code: "a", Group: disclosure.GroupBureau}
	in := assessment.Input{Period: assessment.Period{From: 1, To: 100}, Offices: []disclosure.Office{office}}
	for n, v := range disclosure.Verdicts {
		for _, u := range []disclosure.TermUnit{disclosure.Workdays, disclosure.CalendarDays, disclosure.Hours} {
			for k := range 40 {
				in.Instances = append(in.Instances, disclosure.Instance{
					Office: "a", Group: disclosure.GroupBureau, Duty: "d", Subject: string(rune(n*1000 + int(u)*100 + k)), CountedOn: 5, Verdict: v, Delay: 3,
					Term: disclosure.Term{Unit: u}, Flags: disclosure.FlagForged | disclosure.FlagUnreviewed, Lacking: []string{"field:金额"},
				})
			}
		}
	}
	for n, x := range []assessment.Extra{
		{Rule: "leak"}, {Rule: "nothing"}, {Rule: "praise"}, {Rule: "praise", Evidence: "e"},
		{Rule: "praise", Evidence: "e", Approver: "a", ApprovedOn: 3, Points: 900}, {Rule: "practice", Evidence: "e", Approver: "a", ApprovedOn: 3, Points: 200},
		{Rule: "interpretation", Evidence: "e", Approver: "a", ApprovedOn: 3, Points: 100}, {Rule: "praise", Evidence: "e", Approver: "a", ApprovedOn: 3, Points: 100},
	} {
		x.ID, x.Office, x.On = string(rune('a'+n)), "a", 5
		in.Extras = append(in.Extras, x)
	}
	kinds := map[assessment.Kind]bool{}
	for _, r := range assessment.Assess(s, in).Offices[0].Receipts {
		kinds[r.Kind] = true
		for _, lang := range i18n.Langs {
			if words := ReasonText(lang, r.Reason); words == "" || strings.Contains(words, "⟦") || strings.Contains(words, "%!") {
				t.Errorf("%s %s: %q", lang, r.Reason.Code, words)
			}
		}
	}
	if len(kinds) != int(assessment.FloorRaised) {
		t.Errorf("only the kinds %v were seen", kinds)
	}
	for _, lang := range i18n.Langs {
		for _, r := range Rules(lang, s) {
			if text := r.Part + r.Item + r.Value; strings.Contains(text, "⟦") || strings.Contains(text, "%!") || r.Source == "" || r.Mark == "" {
				t.Errorf("%s %+v", lang, r)
			}
		}
	}
}
