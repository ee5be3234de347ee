package briefing

import (
	"cmp"
	"slices"
	"strings"
)

// What is said about a kind of problem: how many, whose, and the worst of all.
// Every office is named with its count; there are no “some offices”.

// named is an office with its count.
type named struct {
	name string
	n    num
}

// trouble is a kind of problem in numbers.
type trouble struct {
	kind    string // code
	since   string // the days that an earlier period begins and ends on
	total   num
	offices num
	by      []named // in the office list's own order
	worst   worst
}

// worst is the instance with the longest delay.
type worst struct {
	office, duty string // "" for none
	delay        num
}

// problemSentences open and close the sentence of each kind.
var problemSentences = map[string]struct{ open, close string }{
	"missing":     {"已到期仍未公开的共", ""},
	"late":        {"超过时限才公开的共", ""},
	"application": {"上述逾期事项中，属于依申请公开的共", "依申请公开的答复期限由《政府信息公开条例》规定，逾期容易引起行政复议和行政诉讼，应当优先办结。"},
	"lacking":     {"渠道或者要素不全的共", ""},
	"unreviewed":  {"公开之前没有保密审查记录的共", "凡拟公开的信息都要先审查、后公开；没有审查记录的，不能视为已经审查。"},
	"forged":      {"经核实认定公开日期不实的共", "公开日期必须真实，不得倒签。"},
	"suspect":     {"公开日期存疑、有待核实的共", "核实之前按较晚的日期计算。"},
	"premature":   {"在批复或者决定作出之前公开的共", ""},
	"republished": {"把旧稿重新发布的共", "旧稿新发不算新的公开。"},
	"withdrawn":   {"公开后曾经撤下的共", ""},
	"late_notice": {"补正告知超过法定期限的共", "补正告知应当按《政府信息公开条例》第三十条规定的期限作出。"},
	"unverified":  {"起算日期不明、无法判定的共", "有关科室（单位）要尽快补报成文、批复或者收到申请的日期。"},
	"earlier":     {"到期、至数据截至时仍未公开的共", "上述事项不计入本期按时率，但要一并整改。"},
}

// sayTrouble says one kind of problem.
func sayTrouble(t trouble) string {
	words := problemSentences[t.kind]
	s := words.open + t.total.text + "项"
	if t.since != "" {
		s = t.since + s
	}
	switch by := mostFirst(t.by); {
	case len(by) == 1 && by[0].name == nobody:
		s += "，" + nobody
	case len(by) == 1 && t.total.n == 1:
		s += "，由" + by[0].name + "负责"
	case len(by) == 1:
		s += "，均由" + by[0].name + "负责"
	case len(by) > 1:
		s += "，涉及" + t.offices.text + "个科室（单位）：" + list(by)
	}
	return s + "。" + sayLongest(t) + words.close
}

// sayLongest names the instance with the longest delay, or the only one.
func sayLongest(t trouble) string {
	w := t.worst
	switch {
	case w.duty == "" || w.delay.empty && t.total.n != 1:
		return ""
	case w.delay.empty:
		return "该事项为" + quoted(w.duty) + "。"
	case t.total.n == 1:
		return "该事项为" + quoted(w.duty) + "，迟" + w.delay.text + "。"
	}
	return "其中迟延最长的是" + w.office + "的" + quoted(w.duty) + "，迟" + w.delay.text + "。"
}

func quoted(s string) string { return "“" + s + "”" }

// list names offices with their counts: 办公室3项、规划财务科1项.
func list(by []named) string {
	var parts []string
	for _, o := range by {
		parts = append(parts, o.name+o.n.text+"项")
	}
	return strings.Join(parts, "、")
}

// mostFirst leaves out offices without any and puts those with most first;
// equals keep their order.
func mostFirst(by []named) []named {
	by = slices.DeleteFunc(slices.Clone(by), func(o named) bool { return o.n.n == 0 })
	slices.SortStableFunc(by, func(a, b named) int { return cmp.Compare(b.n.n, a.n.n) })
	return by
}

// sayNoTrouble is said when nothing was found.
func sayNoTrouble(period string, judged num) string {
	if judged.n == 0 {
		return period + "没有到期的应公开事项，没有发现需要通报的问题。"
	}
	return period + "应公开的" + judged.text + "项没有发现逾期、渠道要素不全和程序方面的问题。"
}
