package briefing

import (
	"fmt"

	"daylight/internal/disclosure"
)

// document is a briefing being written: the tables are laid first, and the prose
// quotes them.
type document struct {
	*material
	problems []problem
	groups   []group
	pen      *pen

	overall, change, basis, summary    Table
	dueOffices, due, pending, external Table
	ranks, problemTables               []Table
	annual, grades                     Table
	follow, corrected, moved           Table
}

// lay computes the tables.
func (d *document) lay() {
	m := d.material
	d.overall, d.change, d.basis, d.summary = overallTable(m), changeTable(m), basisTable(m), problemsTable(m, d.problems)
	d.due = dueTable(dueCode, "下一期（"+PeriodName(next(m.request.Period))+"）到期事项", m, m.coming, false)
	d.pending = dueTable(pendingCode, "本期尚未到期的事项", m, keep(m.now.list, func(i disclosure.Instance) bool { return i.Verdict == disclosure.Pending }), false)
	d.dueOffices, d.external = dueOfficesTable(m), externalTable(m)
	for _, g := range d.groups {
		d.ranks = append(d.ranks, rankTable(m, g))
	}
	for _, p := range d.problems {
		d.problemTables = append(d.problemTables, p.table(m))
	}
	if m.request.Kind == Annual {
		d.annual, d.grades = annualTable(m), gradesTable(m)
	}
	d.follow, d.corrected, d.moved = followTable(m.corrections), correctionsTable(m.corrections), movedTable(m.corrections)
}

// all are the tables that the document shows.
func (d *document) all() []*Table {
	list := []*Table{&d.overall, &d.change, &d.basis}
	for n := range d.ranks {
		list = append(list, &d.ranks[n])
	}
	for n := range d.problemTables {
		list = append(list, &d.problemTables[n])
	}
	for _, t := range []*Table{&d.summary, &d.dueOffices, &d.due, &d.pending, &d.external, &d.annual, &d.grades, &d.follow, &d.corrected, &d.moved} {
		if len(t.Rows) > 0 {
			list = append(list, t)
		}
	}
	return list
}

// draft is a section being written.
type draft struct {
	Section
	items int
}

// say adds a paragraph, unless the rule had nothing to say.
func (s *draft) say(key, text string) {
	if text != "" {
		s.Parts = append(s.Parts, Part{Paragraph: &Paragraph{Key: key, Text: text}})
	}
}

// head adds a numbered heading: （一）.
func (s *draft) head(key, text string) {
	s.items++
	s.Parts = append(s.Parts, Part{Paragraph: &Paragraph{Key: key, Level: 2, Text: "（" + numeral(s.items) + "）" + text}})
}

func (s *draft) table(t Table) {
	if len(t.Rows) > 0 {
		s.Parts = append(s.Parts, Part{Table: &t})
	}
}

// sections writes the prose.
func (d *document) sections() []Section {
	list := []Section{d.opening(), d.overview(), d.troubles()}
	if s := d.followUp(); len(s.Parts) > 0 {
		list = append(list, s)
	}
	list = append(list, d.demands())
	for n := range list[1:] {
		list[n+1].Heading = numeral(n+1) + "、" + list[n+1].Heading
	}
	return list
}

func (d *document) annexes() []Annex {
	var list []Annex
	add := func(title string, tables ...Table) {
		a := Annex{Number: len(list) + 1, Title: title}
		for _, t := range tables {
			if len(t.Rows) > 0 {
				a.Tables = append(a.Tables, t)
			}
		}
		if len(a.Tables) > 0 {
			list = append(list, a)
		}
	}
	period := PeriodName(d.request.Period)
	add(period+"政务公开工作排名", d.ranks...)
	if d.request.Kind == Annual {
		add(period+"度目标考核政务公开评分表", d.annual)
	}
	add(period+"问题清单", d.problemTables...)
	add("更正情况表", d.corrected, d.moved)
	if len(d.coming) == 0 {
		d.dueOffices = Table{}
	}
	add("到期事项预告", d.dueOffices, d.due, d.pending)
	add("外部执行单位监督情况", d.externalIfAny())
	add("统计口径和时限", d.basis)
	return list
}

func (d *document) externalIfAny() Table {
	if len(d.material.external) == 0 {
		return Table{}
	}
	return d.external
}

func planRef(i disclosure.PlanInfo) string { return fmt.Sprintf("%s@%d", i.Code, i.Version) }
