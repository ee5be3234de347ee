package briefing

import (
	"cmp"
	"slices"
	"strings"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// problemKind is one kind of problem: a heading, a table and a column of the
// summary.
type problemKind struct {
	code    string // missing
	name    string // 逾期未公开
	verdict bool   // counted by a verdict, and so in the overall table
	within  bool   // of those counted under another kind already
	is      func(m *material, i disclosure.Instance) bool
}

// problemKinds are the kinds in the order of the document. A new one is a line
// here and its sentence in say_problem.go.
var problemKinds = []problemKind{
	{code: "missing", name: "逾期未公开", verdict: true, is: byVerdict(disclosure.Missing)},
	{code: "late", name: "逾期公开", verdict: true, is: byVerdict(disclosure.Late)},
	{code: "application", name: "依申请公开逾期", within: true, is: func(m *material, i disclosure.Instance) bool {
		return (i.Verdict == disclosure.Missing || i.Verdict == disclosure.Late) && m.duty(i).Application
	}},
	{code: "lacking", name: "渠道、要素不全", is: func(_ *material, i disclosure.Instance) bool {
		return i.Verdict == disclosure.Partial || i.Verdict == disclosure.Late && len(i.Lacking) > 0
	}},
	{code: "unreviewed", name: "未经保密审查", is: byFlag(disclosure.FlagUnreviewed)},
	{code: "forged", name: "认定倒签", is: byFlag(disclosure.FlagForged)},
	{code: "suspect", name: "疑似倒签", is: func(_ *material, i disclosure.Instance) bool {
		return i.Flags.Has(disclosure.FlagSuspectDate) && !i.Flags.Has(disclosure.FlagForged)
	}},
	{code: "premature", name: "提前公开", is: byFlag(disclosure.FlagPremature)},
	{code: "republished", name: "旧稿新发", is: byFlag(disclosure.FlagRepublished)},
	{code: "withdrawn", name: "公开后撤下", is: byFlag(disclosure.FlagWithdrawn)},
	{code: "late_notice", name: "补正告知逾期", is: byFlag(disclosure.FlagLateNotice)},
	{code: "unverified", name: "起算日期待核", verdict: true, is: byVerdict(disclosure.Unverified)},
	{code: "earlier", name: "以前期间逾期至今未公开"},
}

func byVerdict(v disclosure.Verdict) func(*material, disclosure.Instance) bool {
	return func(_ *material, i disclosure.Instance) bool { return i.Verdict == v }
}

func byFlag(f disclosure.Flag) func(*material, disclosure.Instance) bool {
	return func(_ *material, i disclosure.Instance) bool { return i.Flags.Has(f) }
}

// duty is the instance's duty as its plan version has it.
func (m *material) duty(i disclosure.Instance) disclosure.Duty {
	for _, p := range m.plans {
		if d, ok := p.DutyByCode(i.Duty); ok && p.Version == i.PlanVersion {
			return d
		}
	}
	return disclosure.Duty{}
}

// problem is what was found of one kind, worst first.
type problem struct {
	problemKind
	list []disclosure.Instance
}

// problemsOf sorts the instances by kind; kinds of which there is none are absent.
func problemsOf(m *material) []problem {
	var out []problem
	for _, k := range problemKinds {
		p := problem{problemKind: k, list: m.earlier}
		if k.is != nil {
			p.list = keep(m.now.list, func(i disclosure.Instance) bool { return k.is(m, i) })
		}
		if len(p.list) > 0 && (!k.within || m.request.Kind != Special) {
			out = append(out, p)
		}
	}
	return out
}

func (p problem) table(m *material) Table {
	t := Table{Code: problemsCode + "." + p.code, Caption: p.name, Columns: []Column{
		{"office", "科室（单位）", 16, Words}, {"duty", "公开事项", 24, Words}, {"title", "标题或期次", 22, Words},
		{"due", "应公开日期", 12, Day}, {"published", "公开日期", 12, Day},
	}}
	column, value := p.last(m)
	t.Columns = append(t.Columns, column)
	for _, i := range p.list {
		t.Rows = append(t.Rows, Row{Key: i.Key(), Cells: []Cell{
			words(officeName(i.Office, i.OfficeName)), words(plain(i.DutyName)), {Text: plain(subjectName(i)), Link: i.URL},
			day(i.DueOn), day(dateOf(i)), value(i),
		}})
	}
	if p.code == "missing" || p.code == "earlier" {
		t.Note = "迟延算到数据截至时为止。"
	}
	return t
}

// last is the column that says what is wrong.
func (p problem) last(m *material) (Column, func(disclosure.Instance) Cell) {
	switch p.code {
	case "lacking":
		return Column{"lacking", "缺少", 20, Words}, func(i disclosure.Instance) Cell { return words(m.lacking(i)) }
	case "missing", "late", "application", "earlier":
		return Column{"delay", "迟延", 14, Delay}, delayCell
	}
	return Column{"verdict", "判定", 14, Words}, func(i disclosure.Instance) Cell { return words(verdictName(i.Verdict)) }
}

func delayCell(i disclosure.Instance) Cell {
	return Cell{Number: int64(i.Delay), Text: unitWords[delayUnit(i.Term.Unit)], Empty: i.Verdict != disclosure.Late && i.Verdict != disclosure.Missing}
}

// lacking names the channels and fields that are lacking.
func (m *material) lacking(i disclosure.Instance) string {
	var names []string
	for _, l := range i.Lacking {
		if code, ok := strings.CutPrefix(l, "channel:"); ok {
			names = append(names, m.channel(code))
		} else {
			names = append(names, strings.TrimPrefix(l, "field:"))
		}
	}
	if len(names) == 0 {
		return "主渠道没有公开"
	}
	return plain(strings.Join(names, "、"))
}

func (m *material) channel(code string) string {
	for n := len(m.plans) - 1; n >= 0; n-- {
		for _, c := range m.plans[n].Channels {
			if c.Code == code {
				return c.Name
			}
		}
	}
	return code
}

func day(d workday.Date) Cell { return Cell{On: d, Empty: d == 0} }

const (
	problemsCode = "problems"
	officesRow   = "offices"
)

// problemsTable counts the problems by office and kind.
func problemsTable(m *material, problems []problem) Table {
	t := Table{Code: problemsCode, Caption: "各科室（单位）问题分布", Columns: []Column{{"office", "科室（单位）", 22, Words}}}
	total, offices := Row{Key: totalRow, Bold: true, Cells: []Cell{words("合计")}}, Row{Key: officesRow, Bold: true, Cells: []Cell{words("涉及科室（单位）数")}}
	by := make([]map[string][]disclosure.Instance, len(problems))
	for n, p := range problems {
		by[n] = byOffice(p.list)
		head := p.name
		if p.within {
			head = "其中：" + head
		}
		t.Columns = append(t.Columns, Column{p.code, head, 10, Count})
		total.Cells, offices.Cells = append(total.Cells, count(len(p.list))), append(offices.Cells, count(known(by[n])))
	}
	each := byOffice(distinct(problems))
	all := 0
	for _, o := range m.troubled(problems) {
		row := Row{Key: o.Code, Cells: []Cell{words(officeName(o.Code, o.Name))}}
		for n := range problems {
			row.Cells = append(row.Cells, count(len(by[n][o.Code])))
		}
		all += len(each[o.Code])
		row.Cells = append(row.Cells, count(len(each[o.Code])))
		t.Rows = append(t.Rows, row)
	}
	t.Columns = append(t.Columns, Column{"any", "有问题的事项", 10, Count})
	total.Cells, offices.Cells = append(total.Cells, count(all)), append(offices.Cells, count(known(each)))
	t.Rows = append(t.Rows, total, offices)
	t.Note = "一个事项可以有几个问题，分别计入各栏；末栏每个事项只计一次。"
	return t
}

// troubled lists the offices that have problems, in the office list's own order,
// then those that only instances name.
func (m *material) troubled(problems []problem) []disclosure.Office {
	named := map[string]disclosure.Office{}
	for _, p := range problems {
		for _, i := range p.list {
			named[i.Office] = disclosure.Office{Code: i.Office, Name: i.OfficeName, Group: i.Group}
		}
	}
	return m.inOrder(named)
}

// inOrder puts offices in the list's own order; what nobody answers for comes last.
func (m *material) inOrder(named map[string]disclosure.Office) []disclosure.Office {
	var out []disclosure.Office
	for _, o := range m.offices {
		if _, ok := named[o.Code]; ok && o.Code != "" {
			out = append(out, o)
			delete(named, o.Code)
		}
	}
	var others []disclosure.Office
	last, owned := named[""]
	delete(named, "")
	for _, o := range named {
		others = append(others, o)
	}
	slices.SortFunc(others, func(a, b disclosure.Office) int { return cmp.Compare(a.Code, b.Code) })
	out = append(out, others...)
	if owned {
		out = append(out, last)
	}
	return out
}

// known counts the offices that have a name.
func known(by map[string][]disclosure.Instance) int {
	if _, ok := by[""]; ok {
		return len(by) - 1
	}
	return len(by)
}

// distinct lists every instance that has a problem once.
func distinct(problems []problem) []disclosure.Instance {
	var out []disclosure.Instance
	seen := map[string]bool{}
	for _, p := range problems {
		for _, i := range p.list {
			if !seen[i.Key()] {
				seen[i.Key()] = true
				out = append(out, i)
			}
		}
	}
	return out
}
