package briefing

// What an office is told about itself.

// ownFigures are the numbers of one office.
type ownFigures struct {
	period, office, group                      string
	judged, met, rate, late, missing, rank, of num
	tied                                       bool // shares its place
	score, lost                                num  // empty in a special briefing
}

// sayOwn says how the office did and where it stands.
func sayOwn(f ownFigures) string {
	if f.judged.n == 0 {
		return f.office + "在" + f.period + "没有到期的应公开事项，不计分、不排名。"
	}
	s := f.office + "在" + f.period + "应公开" + f.judged.text + "项，按时公开" + f.met.text + "项，按时率" + f.rate.text
	if f.late.n > 0 {
		s += "，逾期公开" + f.late.text + "项"
	}
	if f.missing.n > 0 {
		s += "，逾期未公开" + f.missing.text + "项"
	}
	if !f.score.empty {
		s += "；得分" + f.score.text + "分"
	}
	if f.rank.empty {
		return s + "。"
	}
	place := "列"
	if f.tied {
		place = "并列"
	}
	return s + "，在参加排名的" + f.of.text + "个" + f.group + "中" + place + "第" + f.rank.text + "名。"
}

// sayOwnLoss says what was lost.
func sayOwnLoss(lost num) string {
	switch {
	case lost.empty:
		return ""
	case lost.n == 0:
		return "本期没有扣分。"
	}
	return "本期共扣" + lost.text + "分，各项扣分的来由列在计分凭据中。"
}

// sayOwnOverdue says what can still be done about what is missing.
func sayOwnOverdue(missing, earlier num, d deadline) string {
	var s string
	switch {
	case missing.n == 0 && earlier.n == 0:
		return "没有逾期未公开的事项。"
	case earlier.n == 0:
		s = "本期有" + missing.text + "项逾期未公开"
	case missing.n == 0:
		s = "本期没有逾期未公开的事项，以前期间有" + earlier.text + "项逾期至今未公开"
	default:
		s = "本期有" + missing.text + "项逾期未公开，以前期间有" + earlier.text + "项逾期至今未公开"
	}
	return s + "，列在下表，请于" + d.String() + "公开；依法不予公开或者不适用的，请写明理由，经批准后登记。"
}

// sayOwnNext says what falls due next, and how much time is left from a day on.
func sayOwnNext(known bool, from string, first, left num) string {
	switch {
	case !known:
		return "目前没有已知的近期到期事项；由事件触发的事项，请按各自时限及时公开。"
	case first.empty:
		return "近期事项停止计时，或者印发前已经到期，见下表。"
	case left.n == 0:
		return "最近到期的事项在" + first.text + "，当日截止，近期事项见下表。"
	}
	return "最近到期的事项在" + first.text + "，自" + from + "起还有" + left.text + "个工作日，近期事项见下表。"
}
