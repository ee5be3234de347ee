package planfile

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"daylight/internal/i18n"
)

const small = `plan: small
title: 小方案
source: 某方案
effective_from: 2026-01-01
body: {code: small, name: 某局}
channels:
  - {code: website, name: 网站}
  - {code: wechat, name: 微信公众号}
offices:
  - code: general
    name: 办公室
    group: 机关科室
    aliases: [局办公室]
  - code: aid
    name: 社会救助局
    group: 局属单位
clauses:
  二: 按季度公开资金支出数。
duties:
  - code: 2b
    name: 救助资金
    clause: 二
    quote: 按季度公开资金支出数
    lead: 社会救助局
    channels: [网站, 微信公众号]
    trigger: 每季度
    explicit: 按季度
    term: 20 个工作日
  - code: 10c
    name: 年度报告
    lead: 办公室
    channels: [网站]
    trigger: 固定日期
    due: 01-31
    source: 条例第四十九条
    mark: V
  - code: 6a
    name: 部门预算
    lead: 办公室
    channels: [网站]
    trigger: 事件触发
    opens: 财政部门批复之日
    term: 20 天
    roll: 是
    source: 预算法第十四条
    mark: V
`

func TestProblemsNamePlaceAndRemedy(t *testing.T) {
	for _, c := range []struct {
		name, old, new string
		want           []string // line:column key code
	}{
		{"没有问题", "", "", nil},
		{"键写错", "    term: 20 天", "    trem: 20 天", []string{"37:5 term plan.missing_key", "43:5 trem plan.unknown_key_near"}},
		{"没有的键", "    roll: 是", "    颜色: 红", []string{"44:5 颜色 plan.unknown_key"}},
		{"键写了两次", "    roll: 是", "    term: 20 天", []string{"44:5 term plan.key_twice"}},
		{"键没有值", "    roll: 是", "    roll:", []string{"44:5 roll plan.no_value"}},
		{"缺键", "title: 小方案\n", "", []string{"1:1 title plan.missing_key"}},
		{"应为清单", "[局办公室]", "局办公室、市局办公室", []string{"13:14 aliases plan.want_list"}},
		{"应为文字", "name: 年度报告", "name: [年度报告]", []string{"30:11 name plan.want_text"}},
		{"应为键值", "body: {code: small, name: 某局}", "body: 某局", []string{"5:7  plan.want_table"}},
		{"日期不存在", "2026-01-01", "2026-13-01", []string{"4:17 effective_from plan.bad_date"}},
		{"时限没有单位", "20 个工作日", "20", []string{"28:11 term plan.bad_term"}},
		{"时限只写日", "20 天", "20日内", []string{"43:11 term plan.vague_days"}},
		{"时限按月", "20 天", "3 个月", []string{"43:11 term plan.bad_term"}},
		{"二月三十日", "01-31", "02-30", []string{"34:10 due plan.bad_year_day"}},
		{"二月二十九日", "01-31", "02-29", []string{"34:10 due plan.bad_year_day"}},
		{"定期事项写了月日", "    term: 20 个工作日", "    due: 01-31", []string{"28:10 due plan.due_needs_fixed"}},
		{"每月三十一日", "    term: 20 个工作日", "    due: 次月 31 日", []string{"28:10 due plan.bad_month_day"}},
		{"固定日期写了时限", "    due: 01-31", "    term: 20 天", []string{"34:11 term plan.fixed_needs_due"}},
		{"时限和截止日期并存", "    due: 01-31", "    due: 01-31\n    term: 20 天", []string{"34:10 due plan.term_and_due"}},
		{"工作日顺延", "20 天", "20 个工作日", []string{"44:11 roll plan.roll_useless"}},
		{"触发看不懂", "每季度", "每季渡", []string{"26:14 trigger plan.bad_trigger"}},
		{"类别看不懂", "局属单位", "下属", []string{"16:12 group plan.bad_group"}},
		{"核实看不懂", "mark: V\n  - code: 6a", "mark: X\n  - code: 6a", []string{"36:11 mark plan.bad_mark"}},
		{"是否看不懂", "roll: 是", "roll: 顺", []string{"44:11 roll plan.bad_answer"}},
		{"科室不存在", "lead: 社会救助局", "lead: 救助局", []string{"24:11 lead plan.unknown_office_near"}},
		{"科室毫不相干", "lead: 社会救助局", "lead: 水利站", []string{"24:11 lead plan.unknown_office"}},
		{"渠道不存在", "[网站, 微信公众号]", "[网站, 微信]", []string{"25:20 channels plan.unknown_channel_near"}},
		{"渠道重复", "[网站, 微信公众号]", "[网站, website]", []string{"25:20 channels plan.listed_twice"}},
		{"主渠道写了宽限", "[网站, 微信公众号]", "[{channel: 网站, grace: 2}, 微信公众号]", []string{"25:37 grace plan.grace_on_first"}},
		{"代码重复", "code: 10c", "code: 2b", []string{"29:11 code plan.name_taken"}},
		{"别名与他人相同", "[局办公室]", "[社会救助局]", []string{"15:11 name plan.name_taken"}},
		{"代码有汉字", "code: aid", "code: 救助", []string{"14:11 code plan.bad_code"}},
		{"引文不是原话", "quote: 按季度公开资金支出数", "quote: 按季度公开资金支出", nil},
		{"引文有出入", "quote: 按季度公开资金支出数", "quote: 按季度公开资金的支出数", []string{"23:12 quote plan.quote_not_in_clause"}},
		{"条号不存在", "clause: 二", "clause: 三", []string{"22:13 clause plan.unknown_clause"}},
		{"明文不在引文里", "explicit: 按季度", "explicit: 每季度", []string{"27:15 explicit plan.explicit_not_quoted"}},
		{"默认时限没有依据", "    explicit: 按季度\n", "", []string{"20:5 source plan.no_source", "20:5 mark plan.no_mark"}},
		{"没有写起算", "    opens: 财政部门批复之日\n", "", []string{"37:5 opens plan.event_needs_opens"}},
		{"事件零报告", "    roll: 是", "    roll: 是\n    nil_return: 允许", []string{"45:17 nil_return plan.nil_return_needs_period"}},
		{"按小时计的事件", "20 天\n    roll: 是", "24 小时", nil},
		{"按小时计的季度", "20 个工作日", "24 小时", []string{"28:11 term plan.unit_unsuitable"}},
		{"依申请按天计", "    roll: 是", "    application: 是", []string{"43:11 term plan.unit_unsuitable"}},
		{"依申请却是固定日期", "    due: 01-31", "    due: 01-31\n    application: 是", []string{"35:18 application plan.application_needs_event"}},
		{"等级时限另用单位", "    roll: 是", "    classes: [{code: major, name: 重大, term: 5 小时}]", []string{"44:45 term plan.other_unit"}},
		{"等级没有时限", "    roll: 是", "    classes: [{code: major, name: 重大}]", []string{"44:15 term plan.missing_key"}},
		{"等级代码重复", "    roll: 是", "    classes: [{code: a, name: 重大, term: 5 天}, {code: a, name: 其他, term: 不适用}]", []string{"44:54 code plan.name_taken"}},
		{"有截止日期又分等级", "    due: 01-31", "    due: 01-31\n    classes: [{code: a, name: 重大, term: 不适用}]", []string{"35:14 classes plan.classes_need_term"}},
		{"随同的事项不存在", "    roll: 是", "    opens_with: 9z", []string{"44:17 opens_with plan.unknown_duty"}},
		{"随同自己", "    roll: 是", "    opens_with: 6a", []string{"44:17 opens_with plan.refers_to_itself"}},
		{"随同定期事项", "    roll: 是", "    opens_with: 2b", []string{"44:17 opens_with plan.opens_with_no_event"}},
		{"定期事项随同起算", "    due: 01-31", "    due: 01-31\n    opens_with: 6a", []string{"35:17 opens_with plan.opens_with_needs_event"}},
		{"一并计入不同周期", "    roll: 是", "    counted_with: 10c", []string{"44:19 counted_with plan.counted_with_differs"}},
		{"一环接一环", "  - code: 6a\n    name: 部门预算", "  - {code: 6b, name: 调整, lead: 办公室, channels: [网站], trigger: 事件触发, opens: 批复之日, opens_with: 6a, term: 20 天, source: 预算法, mark: V}\n  - code: 6a\n    name: 部门预算\n    opens_with: 6b",
			[]string{"37:93 opens_with plan.refers_on", "40:17 opens_with plan.refers_on"}},
		{"时限长于上限", "    roll: 是", "    ceiling: 10 天\n    ceiling_source: 某法", []string{"43:11 term plan.above_ceiling"}},
		{"上限另用单位", "    roll: 是", "    ceiling: 30 个工作日\n    ceiling_source: 某法", []string{"44:14 ceiling plan.other_unit"}},
		{"上限没有依据", "    roll: 是", "    ceiling: 30 天", []string{"37:5 ceiling_source plan.missing_key"}},
		{"只有上限依据", "    roll: 是", "    ceiling_source: 某法", []string{"44:21 ceiling_source plan.ceiling_source_alone"}},
		{"截止日期没有上限", "    due: 01-31", "    due: 01-31\n    ceiling: 30 天\n    ceiling_source: 某法", []string{"35:14 ceiling plan.ceiling_needs_term"}},
		{"事件触发写了周期", "    roll: 是", "    every: 每半年", []string{"44:12 every plan.every_needs_standing"}},
		{"长期公示", "trigger: 固定日期\n    due: 01-31", "trigger: 长期公示\n    every: 每季度", nil},
		{"周期看不懂", "trigger: 固定日期\n    due: 01-31", "trigger: 长期公示\n    every: 每旬", []string{"34:12 every plan.bad_every"}},
		{"一次性没有时限", "trigger: 固定日期\n    due: 01-31", "trigger: 一次性", []string{"29:5 term plan.missing_key"}},
		{"断更按工作日计", "trigger: 固定日期\n    due: 01-31", "trigger: 持续更新\n    term: 10 个工作日", []string{"34:11 term plan.unit_unsuitable"}},
		{"牵头又配合", "    lead: 社会救助局", "    lead: 社会救助局\n    co_offices: [aid]", []string{"25:17 co_offices plan.lead_among_co_offices"}},
		{"科室撤销无人承接", "group: 局属单位", "group: 局属单位\n    valid_to: 2027-01-01", []string{"25:11 lead plan.office_gone"}},
		{"承接没有撤销日期", "group: 局属单位", "group: 局属单位\n    successor: 办公室", []string{"17:16 successor plan.successor_without_end"}},
		{"承接科室不存在", "group: 局属单位", "group: 局属单位\n    valid_to: 2027-01-01\n    successor: 办公厅", []string{"18:16 successor plan.unknown_office_near"}},
		{"承接成圈", "group: 局属单位", "group: 局属单位\n    valid_to: 2027-01-01\n    successor: aid", []string{"18:16 successor plan.successor_circle"}},
		{"各年日期与年份不符", "    due: 01-31", "    due: 01-31\n    due_dates: {2026: 2025-01-26}", []string{"35:17 2026 plan.bad_due_date"}},
		{"全角冒号", "    name: 年度报告", "    name：年度报告", []string{"30:5  plan.full_width_colon"}},
		{"缩进用制表符", "    roll: 是", "\troll: 是", []string{"44:1  plan.tab"}},
		{"引号没有成对", "name: 年度报告", "name: \"年度报告", []string{"30:11  plan.unclosed_quote"}},
		{"两个方案", "plan: small", "a: b\n---\nplan: small", []string{"1:1 a plan.unknown_key", "1:1 title plan.missing_key", "1:1 plan plan.missing_key", "1:1 source plan.missing_key", "1:1 effective_from plan.missing_key", "1:1 body plan.missing_key", "1:1 channels plan.missing_key", "1:1 offices plan.missing_key", "1:1 duties plan.missing_key", "3:5  plan.several_documents"}},
		{"锚点", "source: 某方案", "source: &a 某方案", []string{"3:9  plan.no_references"}},
		{"标签", "source: 某方案", "source: !!str 某方案", []string{"3:9  plan.no_tags"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if !strings.Contains(small, c.old) {
				t.Fatalf("the small plan does not hold %q", c.old)
			}
			p, problems := Parse("small.yaml", []byte(strings.Replace(small, c.old, c.new, 1)))
			var got []string
			for _, x := range problems {
				got = append(got, fmt.Sprintf("%d:%d %s %s", x.Line, x.Column, x.Field, x.Code))
				for _, lang := range i18n.Langs {
					if text := x.Text(lang); strings.ContainsAny(text, "⟦") || strings.Contains(text, "%!") {
						t.Errorf("%s: %s", lang, text)
					}
				}
			}
			if diff := cmp.Diff(sorted(c.want), sorted(got)); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
			if (p == nil) != (len(problems) > 0) {
				t.Errorf("plan %v with %d problems", p != nil, len(problems))
			}
		})
	}
}

func TestProblemsReadWellInBothLanguages(t *testing.T) {
	file := strings.NewReplacer("20 天", "20 日", "lead: 社会救助局", "lead: 救助局").Replace(small)
	_, problems := Parse("方案.yaml", []byte(file))
	want := map[i18n.Lang][]string{
		i18n.Chinese: {
			"方案.yaml 第 24 行第 11 列「lead」：科室“救助局”不在本方案的科室（offices）里。是不是 社会救助局？",
			"方案.yaml 第 43 行第 11 列「term」：时限‘20 日’没有写明是工作日还是自然日。请写成“个工作日”或者“天”。",
		},
		i18n.English: {
			`方案.yaml, line 24, column 11, "lead": the office "救助局" is not among the plan's offices. Did you mean 社会救助局?`,
			`方案.yaml, line 43, column 11, "term": the term "20 日" does not say which days. Write workdays or days.`,
		},
	}
	for lang, texts := range want {
		var got []string
		for _, p := range problems {
			got = append(got, p.Text(lang))
		}
		if diff := cmp.Diff(texts, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", lang, diff)
		}
	}
}

func TestWholeFilesThatAreNoPlans(t *testing.T) {
	for name, c := range map[string]struct{ data, code string }{
		"空文件":       {"\n \n", "plan.empty"},
		"只有注释":      {"# 方案\n", "plan.empty"},
		"国标码":       {"plan: \xb0\xeb\n", "plan.not_utf8"},
		"太大":        {strings.Repeat("#\n", 600_000), "plan.too_big"},
		"太长":        {strings.Repeat("a: b\n", 30_000), "plan.too_long"},
		"一串方括号":     {"plan: " + strings.Repeat("[", 5000), "plan.too_deep"},
		"一串短横":      {strings.Repeat("- ", 5000), "plan.too_deep"},
		"全角冒号的整个文件": {"方案：甲\n标题：乙\n", "plan.full_width_colon"},
		"清单":        {"- a\n", "plan.want_table"},
	} {
		_, problems := Parse(name, []byte(c.data))
		if len(problems) != 1 || problems[0].Code != c.code {
			t.Errorf("%s: got %v, want %s", name, problems, c.code)
		}
	}
}

func TestChineseKeysMeanTheSame(t *testing.T) {
	want, _ := Parse("en", []byte(small))
	chinese := small
	for _, keys := range [][]key{planKeys, bodyKeys, officeKeys, dutyKeys} {
		for _, k := range keys {
			for _, before := range []string{"\n", "\n    ", "- ", "{", ", "} {
				chinese = strings.ReplaceAll(chinese, before+k.name+": ", before+k.chinese+": ")
				chinese = strings.ReplaceAll(chinese, before+k.name+":\n", before+k.chinese+":\n")
			}
		}
	}
	if strings.Contains(chinese, "term") || !strings.Contains(chinese, "时限") {
		t.Fatal("the keys were not translated")
	}
	got, problems := Parse("zh", []byte(chinese))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	got.Text = want.Text
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestEditorsOfWindowsDoNotMatter(t *testing.T) {
	want, _ := Parse("a", []byte(small))
	got, problems := Parse("a", []byte("\ufeff"+strings.ReplaceAll(small, "\n", "\r\n")))
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	got.Text = want.Text
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(small))
	for _, name := range ShippedNames() {
		data, _ := plans.ReadFile("plans/" + name + ".yaml")
		f.Add(data)
	}
	for _, s := range []string{"a: [", "? x\n: y", "a: &a\n  b: *a", "plan: >\n", "duties:\n  -\n  - - a", "<<: {}", "a: !!x", "%YAML", "---\n...\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		p, problems := Parse("fuzz", data)
		if (p == nil) != (len(problems) > 0) {
			t.Fatalf("plan %v with %d problems", p != nil, len(problems))
		}
		for _, x := range problems {
			x.Text(i18n.Chinese)
		}
		if p == nil {
			return
		}
		again, problems := Parse("again", Format(p))
		if len(problems) > 0 {
			t.Fatalf("Format wrote what Parse refuses: %v\n%s", problems, Format(p))
		}
		again.Text, p.Text = "", ""
		if diff := cmp.Diff(p, again); diff != "" {
			t.Fatal(diff)
		}
	})
}

func sorted(list []string) []string {
	out := append([]string{}, list...)
	for i := range out {
		for j := i + 1; j < len(out); j++ {
			if out[j] < out[i] {
				out[i], out[j] = out[j], out[i]
			}
		}
	}
	return out
}
