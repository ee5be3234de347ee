package briefing

import (
	"context"
	"strings"
)

// Make computes a briefing. Earlier are issued briefings whose periods are judged
// again as of now: what differs becomes 更正 in this one.
func Make(ctx context.Context, src Source, r Request, earlier ...*Briefing) (*Briefing, error) {
	if err := r.Check(); err != nil {
		return nil, err
	}
	m, err := gather(ctx, src, r)
	if err != nil {
		return nil, err
	}
	if err := m.narrowed(); err != nil {
		return nil, err
	}
	for _, frozen := range earlier {
		again := frozen.Request
		again.AsOf = r.AsOf
		then, err := Make(ctx, src, again)
		if err != nil {
			return nil, err
		}
		m.corrections = append(m.corrections, Corrections(frozen, then))
	}
	return write(m), nil
}

// Check reports what is wrong with a request.
func (r Request) Check() error {
	switch {
	case r.Kind < Monthly || r.Kind > Special:
		return invalid("briefing.no_kind")
	case r.Period.From == 0 || r.Period.To < r.Period.From:
		return invalid("briefing.bad_period")
	case r.Window.From != 0 && r.Window.To < r.Window.From || r.Window.From == 0 && r.Window.To != 0:
		return invalid("briefing.bad_window")
	case r.AsOf.IsZero():
		return invalid("briefing.no_as_of")
	case r.Kind == Special && (r.Block == "") == (r.Duty == ""):
		return invalid("briefing.special_wants_one")
	case r.Kind != Special && r.Block+r.Duty != "":
		return invalid("briefing.only_special_narrows")
	case r.RectifyWorkdays < 0 || r.RectifyWorkdays > 250:
		return invalid("briefing.bad_rectify", r.RectifyWorkdays)
	}
	return nil
}

// subject is what a special briefing is about, in words.
func (m *material) subject() string {
	for n := len(m.plans) - 1; n >= 0 && m.request.Duty != ""; n-- {
		if d, ok := m.plans[n].DutyByCode(m.request.Duty); ok {
			return plain(d.Name)
		}
	}
	for _, b := range m.scheme.Blocks {
		if b.Code == m.request.Block {
			return plain(b.Name.Chinese)
		}
	}
	return ""
}

// narrowed refuses a special briefing about something that does not exist.
func (m *material) narrowed() error {
	if m.request.Kind == Special && m.subject() == "" {
		return invalid("briefing.no_such_subject", m.request.Block+m.request.Duty)
	}
	return nil
}

// write makes the document from what was gathered.
func write(m *material) *Briefing {
	d := &document{material: m, problems: problemsOf(m), groups: groupsOf(m)}
	d.lay()
	d.pen = newPen(d.all()...)
	b := &Briefing{
		Request: m.request, Body: m.body, Title: m.title(), Recipient: m.recipient(), Issuer: m.issuer(),
		Sections: d.sections(), Annexes: d.annexes(), Figures: d.pen.figures, Versions: m.versions(), Ledger: ledgerOf(m.now.list),
	}
	b.Sheets = d.sheets()
	b.prune()
	return b
}

func (m *material) title() string {
	period := PeriodName(m.request.Period)
	switch m.request.Kind {
	case Annual:
		return "关于" + period + "度政务公开工作考核情况的通报"
	case Special:
		return "关于" + period + quoted(m.subject()) + "专项检查情况的通报"
	}
	return "关于" + period + "政务公开工作情况的通报"
}

func (m *material) recipient() string {
	if strings.HasSuffix(m.body.Name, "局") {
		return "局机关各科室、局属各单位"
	}
	return "机关各科室、所属各单位"
}

func (m *material) issuer() string {
	return plain(m.body.Name) + "政务公开工作领导小组办公室"
}

// desk is whom offices turn to.
const desk = "政务公开工作领导小组办公室"

func (m *material) versions() Versions {
	v := Versions{Scheme: m.scheme.Ref(), Proposed: m.scheme.Proposed(), Calendar: m.calendar.Version(), Digest: m.digest}
	for _, i := range m.infos {
		v.Plans = append(v.Plans, planRef(i))
	}
	return v
}

// prune forgets figures that no sentence holds.
func (b *Briefing) prune() {
	used := map[string]Figure{}
	for _, p := range b.Paragraphs() {
		for _, mark := range figureMark.FindAllStringSubmatch(p.Text, -1) {
			if f, ok := b.Figures[mark[1]]; ok {
				used[mark[1]] = f
			}
		}
	}
	b.Figures = used
}

// Paragraphs lists the prose in order, headings included.
func (b *Briefing) Paragraphs() []*Paragraph { return paragraphs(b.Sections) }

func paragraphs(sections []Section) []*Paragraph {
	var list []*Paragraph
	for _, s := range sections {
		for _, p := range s.Parts {
			if p.Paragraph != nil {
				list = append(list, p.Paragraph)
			}
		}
	}
	return list
}

// Tables lists the tables in order: those in the prose, then the annexes'.
func (b *Briefing) Tables() []*Table {
	list := tablesIn(b.Sections)
	for n := range b.Annexes {
		for k := range b.Annexes[n].Tables {
			list = append(list, &b.Annexes[n].Tables[k])
		}
	}
	return list
}

func tablesIn(sections []Section) []*Table {
	var list []*Table
	for _, s := range sections {
		for _, p := range s.Parts {
			if p.Table != nil {
				list = append(list, p.Table)
			}
		}
	}
	return list
}
