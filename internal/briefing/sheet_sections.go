package briefing

// sheetSections are the words of a sheet; the tables follow them.
func (d *document) sheetSections(p *pen, g group, s standing, next Table) []Section {
	cite := func(column string) num { return p.cite(ownScore, s.office.Code, column) }
	term := func(row string, workdays int) deadline {
		return deadline{p.cite(ownTerms, row, "day"), p.cite(ownTerms, row, "number"), d.provisional(workdays)}
	}
	f := ownFigures{
		period: PeriodName(d.request.Period), office: officeName(s.office.Code, s.office.Name), group: g.name, tied: s.tied,
		judged: cite("judged"), met: cite("met"), rate: cite("rate"), late: cite("late"), missing: cite("missing"), rank: cite("rank"), of: cite("of"),
		score: cite("score"), lost: cite("lost"),
	}
	first, left := num{empty: true}, num{empty: true}
	if row := next.firstAhead(); row != "" {
		first, left = p.cite(ownNext, row, "due"), p.cite(ownNext, row, "left")
	}
	var list []Section
	add := func(heading string, paragraphs ...[2]string) {
		sec := draft{Section: Section{Heading: numeral(len(list)+1) + "、" + heading}}
		for _, p := range paragraphs {
			sec.say(p[0], p[1])
		}
		list = append(list, sec.Section)
	}
	add("本期情况", [2]string{"own.score", sayOwn(f)}, [2]string{"own.loss", sayOwnLoss(f.lost)}, [2]string{"own.scheme", d.proposedWords()})
	add("逾期事项", [2]string{"own.overdue", sayOwnOverdue(f.missing, cite("earlier"), term("rectify", d.rectifyWorkdays()))})
	add("近期到期", [2]string{"own.next", sayOwnNext(len(next.Rows) > 0, dayName(d.countedFrom()), first, left)})
	add("申诉复核", [2]string{"own.appeal", sayAppeal(term("appeal", AppealWorkdays), desk)})
	return list
}

func (d *document) proposedWords() string {
	if d.request.Kind == Special || !d.scheme.Proposed() {
		return ""
	}
	return sayScheme(book(d.scheme.Title.Chinese), true)
}
