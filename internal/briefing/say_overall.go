package briefing

import "strings"

// What is said about the period as a whole. Each rule is a pure function from
// numbers to a sentence; a number's text is a figure in braces.

// overallFigures are the numbers of the period.
type overallFigures struct {
	period                                                 string
	judged, met, nilReturned, rate, partial, late, missing num
}

// sayCounts says what fell due and what came of it.
func sayCounts(f overallFigures) string {
	if f.judged.n == 0 {
		return f.period + "没有到期的应公开事项，不计算按时率。"
	}
	s := f.period + "应公开" + f.judged.text + "项，按时公开" + f.met.text + "项"
	if f.nilReturned.n > 0 {
		s += "（其中零报告" + f.nilReturned.text + "项）"
	}
	return s + "，按时率" + f.rate.text + "。" + sayUnmet(f)
}

// sayUnmet says what of it was not met in time, and names nothing that is zero.
func sayUnmet(f overallFigures) string {
	var parts []string
	for _, p := range []struct {
		name string
		n    num
	}{{"部分完成", f.partial}, {"逾期公开", f.late}, {"逾期未公开", f.missing}} {
		if p.n.n > 0 {
			parts = append(parts, p.name+p.n.text+"项")
		}
	}
	switch {
	case len(parts) == 0:
		return "全部按时公开，没有逾期事项。"
	case f.missing.n == 0:
		return "其余事项中，" + strings.Join(parts, "、") + "；没有逾期未公开事项。"
	case f.met.n == 0:
		return "其中" + strings.Join(parts, "、") + "。"
	}
	return "其余事项中，" + strings.Join(parts, "、") + "。"
}

// comparison is a period that this one is compared with.
type comparison struct {
	period            string
	judged, met, rate num
	change            num // of the rate, in percentage points; empty when either has none
	missing           num // difference of the missing ones
}

// sayComparisons compares with one period or two.
func sayComparisons(list []comparison) string {
	var empty, parts []string
	for _, c := range list {
		if c.judged.n == 0 {
			empty = append(empty, c.period)
			continue
		}
		parts = append(parts, sayComparison(c)+sayMissingChange(c))
	}
	switch {
	case len(empty) == 1:
		parts = append(parts, empty[0]+"没有到期事项，不作比较")
	case len(empty) > 1:
		parts = append(parts, strings.Join(empty, "、")+"都没有到期事项，不作比较")
	}
	return strings.Join(parts, "；") + "。"
}

// sayComparison says how the rate moved against a period that has one.
func sayComparison(c comparison) string {
	then := c.period + "（" + c.rate.text + "，" + c.met.text + "/" + c.judged.text + "）"
	switch {
	case c.change.n > 0:
		return "按时率比" + then + "提高" + c.change.text + "个百分点"
	case c.change.n < 0:
		return "按时率比" + then + "下降" + c.change.text + "个百分点"
	}
	return "按时率与" + then + "持平"
}

// sayMissingChange says how the number of the missing ones moved; nothing when
// it did not.
func sayMissingChange(c comparison) string {
	switch {
	case c.missing.n > 0:
		return "，逾期未公开增加" + c.missing.text + "项"
	case c.missing.n < 0:
		return "，逾期未公开减少" + c.missing.text + "项"
	}
	return ""
}

// sayPending says what will only fall due after the data ends.
func sayPending(period string, pending num) string {
	if pending.n == 0 {
		return ""
	}
	return "另有" + pending.text + "项应公开日期在" + period + "内、数据截至时未到期，本期不评判，到期后再作统计。"
}

// sayDoubt says how many cannot be judged, since nobody knows when they began.
func sayDoubt(unverified, share num) string {
	if unverified.n == 0 {
		return ""
	}
	return "另有" + unverified.text + "项起算日期待核（占应公开与待核之和的" + share.text + "），既不算按时也不算逾期，未计入按时率。"
}

// sayGrades says how many offices reached which grade.
func sayGrades(grades []named, scored num) string {
	if scored.n == 0 {
		return "本年度没有可以评定等次的科室（单位）。"
	}
	var parts []string
	for _, g := range grades {
		if g.n.n > 0 {
			parts = append(parts, g.name+g.n.text+"个")
		}
	}
	return "本年度评定等次的科室（单位）共" + scored.text + "个，其中" + strings.Join(parts, "、") + "。"
}
