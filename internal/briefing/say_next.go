package briefing

import "strings"

// What offices are asked to do. Days and numbers of working days stand in the
// table of terms.

// deadline is a day with the working days that lead to it.
type deadline struct {
	day, workdays num
	provisional   bool
}

func (d deadline) String() string {
	mark := ""
	if d.provisional {
		mark = "，暂定，以正式公布的放假安排为准"
	}
	return d.day.text + "前（含当日，自印发之日起" + d.workdays.text + "个工作日内" + mark + "）"
}

// sayRectify asks to put right what was found; only is the office when it is one.
func sayRectify(offices, ownerless num, only string, d deadline, office string) string {
	switch {
	case offices.n == 0 && ownerless.n > 0:
		return ""
	case offices.n == 0:
		return "本期没有需要限期整改的事项，各科室、各单位要继续保持，按时做好公开工作。"
	}
	who := "上述" + offices.text + "个科室（单位）"
	if offices.n == 1 {
		who = only
	}
	return who + "要对照问题清单逐项整改，于" + d.String() + "完成，并将整改情况书面报" + office + "。"
}

// sayOwnerless says what becomes of what no office answers for yet.
func sayOwnerless(n num, office string) string {
	if n.n == 0 {
		return ""
	}
	return nobody + "的" + n.text + "项，由" + office + "商有关科室（单位）明确责任后一并整改。"
}

// sayMissingDemand says what may be done about what was never published.
func sayMissingDemand(missing num) string {
	if missing.n == 0 {
		return ""
	}
	return "逾期未公开的事项要在整改期限内公开；依法不予公开或者不适用的，要写明理由，经批准后登记。"
}

// sayUnverifiedDemand asks for the dates that nobody knows.
func sayUnverifiedDemand(unverified num) string {
	if unverified.n == 0 {
		return ""
	}
	return "起算日期待核的" + unverified.text + "项，有关科室（单位）要在整改期限内补报日期和依据。"
}

// sayAppeal says how to appeal.
func sayAppeal(d deadline, office string) string {
	return "对判定或者得分有异议的，可以于" + d.String() + "向" + office + "书面申诉，写明事项、理由并附佐证。复核后需要改变的，在下一期通报中列为更正。"
}

// sayDue says what falls due next, and whose.
func sayDue(period string, total num, by []named, first num, provisional bool) string {
	if total.n == 0 {
		return "目前没有已知在" + period + "到期的事项；由事件触发的事项，要按各自时限及时公开。"
	}
	s := period + "已知到期" + total.text + "项"
	switch by = mostFirst(by); {
	case len(by) > 1:
		s += "：" + list(by) + "。"
	case by[0].name == nobody:
		s += "，" + nobody + "。"
	case total.n == 1:
		s += "，由" + by[0].name + "负责。"
	default:
		s += "，均由" + by[0].name + "负责。"
	}
	if !first.empty {
		s += "最近的于" + first.text + "到期"
		if provisional {
			s += "（日期暂定）"
		}
		s += "，"
	}
	return s + "各科室、各单位要提前准备、按时公开。"
}

// sayBasis says on which papers the briefing rests.
func sayBasis(papers []string, laws []string, issuer, period, subject string) string {
	s := "根据" + strings.Join(papers, "、")
	if len(laws) > 0 {
		s += "以及" + strings.Join(laws, "") + "等规定的时限"
	}
	return s + "，" + issuer + "对" + period + subject + "逐项核对。现将情况通报如下。"
}

// sayTimes keeps the four times apart.
func sayTimes(period, window, asOf string, issued num) string {
	s := "本通报的统计期间为" + period + "，事项按应公开日期归入。"
	if window != "" {
		s += "网页等渠道的检查时段为" + window + "，检查所见按各事项的应公开日期归入统计期间。"
	}
	return s + "数据截至" + asOf + "，于" + issued.text + "印发；数据截至后入账的事实不改变本期数字，在下一期通报中列为更正。"
}

// sayScheme says by which rules points are given, and whether anybody has
// adopted them.
func sayScheme(name string, proposed bool) string {
	if proposed {
		return "得分按" + name + "计算。该办法为拟议稿，尚未经领导小组批准，得分和名次仅供参考。"
	}
	return "得分按" + name + "计算。"
}
