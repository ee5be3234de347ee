package briefing

import (
	"strings"
	"testing"
)

func TestWordsMayChangeAndFiguresMayNot(t *testing.T) {
	b := make1(t, bureau(t), quarter(t))
	counts := "2026年第三季度，全局应当公开{judged}项，按时公开{met}项，按时率为{rate}；逾期公开{late}项，逾期未公开{missing}项。"
	for name, c := range map[string]struct{ key, text, want string }{
		"只改文字":       {"overall.counts", counts, ""},
		"加一句话":       {"overall.counts", counts + "总体情况较好，请于2026年10月20日前报送小结。", ""},
		"引用文号和条款":    {"overall.counts", counts + "参照《安顺市2020年要点》（安府办发〔2020〕12号）第三十条。", ""},
		"再用一个数字":     {"overall.counts", counts + "上一季度为{overall.previous.rate}。", ""},
		"手写的数字":      {"overall.counts", strings.Replace(counts, "{judged}", "{judged}", 1) + "其中5项较急。", "“5”是手写的数字"},
		"手写的全角数字":    {"overall.counts", counts + "另有５项。", "是手写的数字"},
		"手写的汉字数":     {"overall.counts", counts + "其中三项较急。", "“三项”是手写的数字"},
		"手写的比率":      {"overall.counts", counts + "约百分之九十。", "是手写的数字"},
		"少了一个数字":     {"overall.counts", "2026年第三季度应公开{judged}项。", "少了数字{late}"},
		"没有的数字":      {"overall.counts", counts + "{nonsense}", "没有数字{nonsense}"},
		"花括号不全":      {"overall.counts", counts + "{", "花括号不成对"},
		"换行":         {"overall.counts", counts + "\n另起。", "不能换行"},
		"太长":         {"overall.counts", counts + strings.Repeat("字", mostRunes), "最多 2000 个字"},
		"整段删去":       {"problems.late", "  ", ""},
		"依据不能删":      {"basis.scheme", "", "不能删去"},
		"标题改字":       {"problems.missing.heading", "（一）到期没有公开", ""},
		"标题改了序号":     {"problems.missing.heading", "（二）到期没有公开", "标题的序号应当是“（一）”"},
		"没有这一段":      {"nowhere", "字", "没有段落“nowhere”"},
		"升写成降":       {"overall.compare", trendTurned(b), "与表格中的增减不符"},
		"不写升降":       {"overall.compare", strings.ReplaceAll(textOf(b, "overall.compare"), "提高", "变化"), "与表格中的增减不符"},
		"没有持平却写持平":   {"overall.compare", strings.Replace(textOf(b, "overall.compare"), "提高{overall.change.last_year.rate}", "持平，相差提高{overall.change.last_year.rate}", 1), "“持平”与表格"},
		"名称里的数字不算手写": {"overall.counts", counts + "“社会组织成立、变更、注销登记和章程核准审批”要重点抓。", ""},
	} {
		got := said(CheckEdit(b, c.key, c.text))
		if c.want == "" && got != "" || c.want != "" && !strings.Contains(got, c.want) {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func textOf(b *Briefing, key string) string {
	for _, p := range b.Paragraphs() {
		if p.Key == key {
			return p.Text
		}
	}
	return ""
}

func trendTurned(b *Briefing) string {
	return strings.NewReplacer("提高", "下降", "下降", "提高").Replace(textOf(b, "overall.compare"))
}

func TestEditsAreAppliedToACopy(t *testing.T) {
	b := make1(t, bureau(t), quarter(t))
	before := inPlainText(b)
	out, err := Edited(b, map[string]string{"problems.late": "", "overall.counts": textOf(b, "overall.counts") + "总体平稳。"})
	if err != nil {
		t.Fatal(said(err))
	}
	text := inPlainText(out)
	if !strings.Contains(text, "总体平稳。") || textOf(out, "problems.late") != "" {
		t.Error("the edits are not there")
	}
	if err := Consistent(out); err != nil {
		t.Error(said(err))
	}
	if inPlainText(b) != before {
		t.Error("the briefing itself has changed")
	}
	if _, err := Edited(b, map[string]string{"overall.counts": "应公开50项。"}); err == nil {
		t.Error("an edit with typed numbers was applied")
	}
}

func TestEveryParagraphMayStayAsItIs(t *testing.T) {
	eachDrawn(t, 12, func(t *testing.T, b *Briefing) {
		for _, p := range b.Paragraphs() {
			if err := CheckEdit(b, p.Key, p.Text); err != nil {
				t.Errorf("%s: %s", p.Key, said(err))
			}
		}
	})
}

func TestTextFromOutsideIsNoFigure(t *testing.T) {
	if got := plain("关于{rate}\n的\t通知"); strings.ContainsAny(got, "{}\n\t") {
		t.Errorf("%q", got)
	}
	if got := book("《甲》解读《乙》"); got != "《〈甲〉解读〈乙〉》" {
		t.Error(got)
	}
	if got := book("《甲》"); got != "《甲》" {
		t.Error(got)
	}
}
