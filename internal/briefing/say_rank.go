package briefing

import "strings"

// What is said about the ranking. An office with few duties is never named best
// or worst, since it would be by chance.

// placed is an office that may be named.
type placed struct {
	name              string
	score             num // empty when the ranking is by rate
	rate, met, judged num
}

// sayBest praises the first of a group; those that share the first place are
// named together.
func sayBest(group string, best []placed) string {
	if len(best) == 0 {
		return ""
	}
	b := best[0]
	switch {
	case len(best) == 1 && b.score.empty:
		return group + "中，" + b.name + "按时率最高，为" + counted(b) + "。"
	case len(best) == 1:
		return group + "中，" + b.name + "得分最高，为" + b.score.text + "分（按时率" + counted(b) + "）。"
	case b.score.empty:
		return group + "中，" + names(best) + "并列第一，按时率同为" + b.rate.text + "（" + countsOf(best) + "）。"
	}
	return group + "中，" + names(best) + "并列第一，同得" + b.score.text + "分。"
}

// sayWorst names the last of a group.
func sayWorst(worst []placed) string {
	if len(worst) == 0 {
		return ""
	}
	w := worst[0]
	switch {
	case len(worst) == 1 && w.score.empty:
		return w.name + "按时率最低，为" + counted(w) + "。"
	case len(worst) == 1:
		return w.name + "得分最低，为" + w.score.text + "分（按时率" + counted(w) + "）。"
	case w.score.empty:
		return names(worst) + "并列末位，按时率同为" + w.rate.text + "（" + countsOf(worst) + "）。"
	}
	return names(worst) + "并列末位，同得" + w.score.text + "分。"
}

// sayLevel says that all of a group did equally well.
func sayLevel(group string, all []placed) string {
	if len(all) == 0 {
		return ""
	}
	if b := all[0]; !b.score.empty {
		return group + "得分相同，均为" + b.score.text + "分。"
	}
	return group + "按时率相同，均为" + all[0].rate.text + "（" + countsOf(all) + "）。"
}

// sayUnnamed says why nobody of a group is named.
func sayUnnamed(group string, least num) string {
	return group + "中名次居首者应公开事项不足" + least.text + "项，本期不点名表扬或者批评。"
}

func counted(p placed) string { return p.rate.text + "，" + p.met.text + "/" + p.judged.text }

func countsOf(list []placed) string {
	var parts []string
	for _, p := range list {
		parts = append(parts, p.name+p.met.text+"/"+p.judged.text)
	}
	return strings.Join(parts, "，")
}

func names(list []placed) string {
	var parts []string
	for _, p := range list {
		parts = append(parts, p.name)
	}
	return strings.Join(parts, "、")
}
