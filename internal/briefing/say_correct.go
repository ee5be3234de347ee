package briefing

// follow is what a sentence needs of an earlier issue.
type follow struct {
	issue                                string
	missing, published, still, corrected num
}

// sayFollow says what became of an earlier issue.
func sayFollow(f follow) string {
	s := f.issue + "没有指出逾期未公开事项。"
	switch {
	case f.missing.n > 0 && f.still.n == 0:
		s = f.issue + "指出的逾期未公开" + f.missing.text + "项，至本期数据截至时已没有仍未公开的。"
	case f.missing.n > 0 && f.published.n == 0:
		s = f.issue + "指出的逾期未公开" + f.missing.text + "项，至本期数据截至时仍有" + f.still.text + "项未公开。"
	case f.missing.n > 0:
		s = f.issue + "指出的逾期未公开" + f.missing.text + "项，至本期数据截至时已公开" + f.published.text + "项，仍有" + f.still.text + "项未公开。"
	}
	if f.corrected.n > 0 {
		s += "因后来入账的事实，对该期通报作更正" + f.corrected.text + "项，原通报不作改动，逐项列在附件。"
	}
	return s
}
