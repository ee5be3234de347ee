package briefing

import (
	"cmp"
	"slices"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/schemefile"
)

// sheets are what each office receives: its own figures, and its place.
func (d *document) sheets() []Sheet {
	var list []Sheet
	for _, g := range d.groups {
		for _, s := range g.rows {
			if s.office.Code == "" {
				continue // nobody to tell
			}
			list = append(list, d.sheet(g, s))
		}
	}
	order := map[string]int{}
	for n, o := range d.offices {
		order[o.Code] = n
	}
	slices.SortFunc(list, func(a, b Sheet) int { return cmp.Compare(order[a.Office.Code], order[b.Office.Code]) })
	return list
}

const (
	ownScore    = "own.score"
	ownReceipts = "own.receipts"
	ownOverdue  = "own.overdue"
	ownProblems = "own.problems"
	ownNext     = "own.next"
	ownTerms    = "own.terms"
)

// sheet writes one office's sheet.
func (d *document) sheet(g group, s standing) Sheet {
	m := d.material
	own := func(list []disclosure.Instance) []disclosure.Instance {
		return keep(list, func(i disclosure.Instance) bool { return i.Office == s.office.Code })
	}
	overdue := own(slices.Concat(keep(m.now.list, func(i disclosure.Instance) bool { return i.Verdict == disclosure.Missing }), m.earlier))
	coming := own(slices.Concat(keep(m.now.list, func(i disclosure.Instance) bool { return i.Verdict == disclosure.Pending }), m.coming))
	tables := []Table{d.scoreTable(g, s, len(own(m.earlier)))}
	add := func(t Table) {
		if len(t.Rows) > 0 {
			tables = append(tables, t)
		}
	}
	add(d.receiptTable(s))
	add(d.overdueTable(overdue))
	add(d.ownProblemTable(s.office.Code))
	next := dueTable(ownNext, "近期到期事项", m, coming, true)
	add(next)
	add(ownTermsTable(m))
	refs := make([]*Table, len(tables))
	for n := range tables {
		refs[n] = &tables[n]
	}
	pen := newPen(refs...)
	sheet := Sheet{
		Office: s.office, Title: PeriodName(m.request.Period) + "政务公开情况告知单（" + officeName(s.office.Code, s.office.Name) + "）",
		Sections: d.sheetSections(pen, g, s, next), Tables: tables,
	}
	sheet.Figures = pen.figures
	sheet.prune()
	return sheet
}

func (s *Sheet) prune() {
	b := Briefing{Sections: s.Sections, Figures: s.Figures}
	b.prune()
	s.Figures = b.Figures
}

// scoreTable is the office's line of the ranking.
func (d *document) scoreTable(g group, s standing, earlier int) Table {
	points := d.request.Kind != Special
	t := Table{Code: ownScore, Caption: "得分和名次", Columns: []Column{
		{"judged", "应公开", 11, Count}, {"met", "按时公开", 12, Count}, {"rate", "按时率", 12, Percent}, {"late", "逾期公开", 12, Count}, {"missing", "逾期未公开", 12, Count}, {"earlier", "以前期间未公开", 12, Count},
		{"rank", "名次", 9, Count}, {"of", g.name + "参加排名数", 14, Count},
	}}
	c := s.counts
	row := Row{Key: s.office.Code, Cells: []Cell{
		count(c.judged()), count(c.met()), rateCell(c.met(), c.judged()), count(c.by[disclosure.Late]), count(c.by[disclosure.Missing]), count(earlier), ordinal(s.rank), ordinal(s.of),
	}}
	if points {
		t.Columns = append(t.Columns, Column{"score", "得分", 12, Points}, Column{"lost", "扣分", 10, Points})
		row.Cells = append(row.Cells, Cell{Number: int64(s.total), Empty: !s.scored}, Cell{Number: int64(s.own.Lost()), Empty: !s.scored})
	}
	t.Rows = []Row{row}
	return t
}

// receiptTable lists the office's receipts, the biggest first; they sum to the
// score. A special sheet has those of its subject only, and no sum.
func (d *document) receiptTable(s standing) Table {
	t := Table{Code: ownReceipts, Caption: "计分凭据", Columns: []Column{
		{"points", "分值", 10, Points}, {"reason", "原因", 34, Words}, {"duty", "公开事项", 26, Words}, {"title", "标题或期次", 20, Words}, {"block", "板块", 10, Words},
	}, Note: "先列扣分和加分，后列各板块基础分，都按分值大小排列；合计即得分。"}
	list := s.own.Receipts
	special := d.request.Kind == Special
	if special {
		t.Note = "只列本专项的扣分。"
		list = d.ofSubject(list)
	}
	lines := map[string]Line{}
	for _, i := range d.now.list {
		lines[i.Key()] = lineOf(i)
	}
	for _, r := range costliest(list) {
		l := lines[r.Duty+"/"+r.Subject]
		title := words(plain(r.Title))
		if r.Duty != "" {
			title = words(l.name())
		}
		title.Link = r.URL
		t.Rows = append(t.Rows, Row{Key: receiptKey(r), Cells: []Cell{
			{Number: int64(r.Points)}, words(plain(schemefile.ReasonText(i18n.Chinese, r.Reason))), words(l.DutyName), title, words(d.blockName(r.Block)),
		}})
	}
	if len(t.Rows) > 0 && !special {
		t.Rows = append(t.Rows, Row{Key: totalRow, Bold: true, Cells: []Cell{{Number: int64(s.total)}, words("合计"), {Empty: true}, {Empty: true}, {Empty: true}}})
	}
	return t
}

func (d *document) ofSubject(list []assessment.Receipt) []assessment.Receipt {
	meant := map[string]bool{}
	for _, i := range d.now.list {
		meant[i.Key()] = true
	}
	var out []assessment.Receipt
	for _, r := range list {
		if r.Duty != "" && meant[r.Duty+"/"+r.Subject] {
			out = append(out, r)
		}
	}
	return out
}

func receiptKey(r assessment.Receipt) string {
	return r.Block + "/" + r.Rule + "/" + r.Duty + "/" + r.Subject + "/" + kindKeys[r.Kind]
}

var kindKeys = map[assessment.Kind]string{
	assessment.Award: "award", assessment.Redistribute: "redistribute", assessment.LateOrNever: "late", assessment.Lacking: "lacking",
	assessment.Broken: "broken", assessment.Uncapped: "uncapped", assessment.CapRestored: "cap", assessment.BonusGiven: "bonus",
	assessment.BonusOver: "bonus_over", assessment.FloorRaised: "floor",
}

// overdueTable lists what is missing, and what publishing it now would still save.
func (d *document) overdueTable(list []disclosure.Instance) Table {
	t := Table{Code: ownOverdue, Caption: "逾期未公开事项和补救办法", Columns: []Column{
		{"duty", "公开事项", 26, Words}, {"title", "标题或期次", 18, Words}, {"due", "应公开日期", 12, Day}, {"delay", "迟延", 14, Delay},
		{"cost", "现应扣分", 9, Points}, {"then", "公开后应扣", 9, Points}, {"act", "办法", 16, Words},
	}, Note: "应扣分未计板块封顶；公开后的扣分按数据截至时的迟延计算。以前期间的事项计入其到期的期间。"}
	table, duties := d.scheme.Bands(), assessment.DutiesOf(d.plans...)
	for _, i := range list {
		checked := true
		if f, ok := duties[assessment.DutyVersion{PlanVersion: i.PlanVersion, Duty: i.Duty}]; ok {
			checked = f.Checked
		}
		cost := func(v disclosure.Verdict) Cell {
			l := table.Loss(v, i.Term.Unit, i.Delay, i.Flags, 0, 0, checked)
			return Cell{Number: int64(l.Lateness + l.Completeness + l.Breach + l.Uncapped)}
		}
		act := "尽快公开"
		if d.duty(i).Application {
			act = "尽快答复"
		}
		t.Rows = append(t.Rows, Row{Key: i.Key(), Cells: []Cell{
			words(plain(i.DutyName)), words(subjectName(i)), day(i.DueOn), delayCell(i), cost(disclosure.Missing), cost(disclosure.Late), words(act),
		}})
	}
	return t
}

// ownProblemTable lists the office's other problems.
func (d *document) ownProblemTable(office string) Table {
	t := Table{Code: ownProblems, Caption: "其他问题", Columns: []Column{
		{"kind", "问题", 16, Words}, {"duty", "公开事项", 30, Words}, {"title", "标题或期次", 24, Words}, {"due", "应公开日期", 14, Day}, {"what", "情况", 16, Words},
	}}
	for _, p := range d.problems {
		if p.code == "missing" || p.code == "earlier" || p.within {
			continue
		}
		column, value := p.last(d.material)
		for _, i := range p.list {
			if i.Office == office {
				t.Rows = append(t.Rows, Row{Key: p.code + "/" + i.Key(), Cells: []Cell{
					words(p.name), words(plain(i.DutyName)), {Text: subjectName(i), Link: i.URL}, day(i.DueOn), words(column.Print(value(i))),
				}})
			}
		}
	}
	return t
}

// ownTermsTable holds the days that the sheet names.
func ownTermsTable(m *material) Table {
	t := Table{Code: ownTerms, Caption: "时限", Columns: []Column{{"item", "项目", 40, Words}, {"number", "工作日", 25, Count}, {"day", "截止日期", 35, Day}}}
	for _, r := range []struct {
		key, name string
		n         int
	}{{"rectify", "整改期限", m.rectifyWorkdays()}, {"appeal", "申诉期限", AppealWorkdays}} {
		t.Rows = append(t.Rows, Row{Key: r.key, Cells: []Cell{words(r.name), count(r.n), issueDay(m, r.n)}})
	}
	return t
}

// costliest puts what was taken and given first and the blocks' bases last, each
// by size.
func costliest(list []assessment.Receipt) []assessment.Receipt {
	list = assessment.BiggestFirst(list)
	base := func(r assessment.Receipt) int {
		if r.Kind == assessment.Award || r.Kind == assessment.Redistribute {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(list, func(a, b assessment.Receipt) int { return cmp.Compare(base(a), base(b)) })
	return list
}

func (d *document) blockName(code string) string {
	for _, b := range d.scheme.Blocks {
		if b.Code == code {
			return plain(b.Name.Chinese)
		}
	}
	return ""
}
