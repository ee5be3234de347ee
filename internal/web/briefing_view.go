package web

import (
	"fmt"

	"daylight/internal/briefing"
	"daylight/internal/briefing/chart"
)

// paper is a briefing, or a sheet of one, as its page shows it.
type paper struct {
	Title     string
	Number    string
	Recipient string
	Issuer    string
	Sections  []paperSection
	Annexes   []paperAnnex
	Versions  *briefing.Versions
}

type paperSection struct {
	Heading string
	Parts   []paperPart
}

// paperPart is one paragraph, table or chart.
type paperPart struct {
	Level  int
	Pieces []piece // of a paragraph
	Table  *paperTable
	Chart  *paperChart
	Field  *wordField // beside a paragraph that may be edited now
	Gone   bool       // a paragraph that an edit drops; shown to those who may restore it
}

// paperChart is a chart with the addresses of its pictures.
type paperChart struct {
	Title, Alt string
	Pictures   []paperPicture
}

type paperPicture struct {
	Href          string
	Width, Height int
}

type paperAnnex struct {
	Number int
	Title  string
	Tables []paperTable
}

type paperTable struct {
	ID, Caption, Note string
	Heads             []paperHead
	Rows              []paperRow
}

type paperHead struct {
	Text  string
	Right bool
}

type paperRow struct {
	ID    string
	Bold  bool
	Cells []paperCell
}

type paperCell struct {
	Text, Head, Link string
	Right, Names     bool // at the right; names the row
}

// wordField is the field in which the words of a paragraph are changed.
type wordField struct {
	Key     string // of the paragraph
	ID      string
	Words   string // as typed, else as they stand
	Sorry   string
	Changed bool // not the words that the program wrote
	Restore bool // the program's own words are asked for
}

// setter lays a briefing out as a page.
type setter struct {
	figures map[string]briefing.Figure
	cells   map[string]string // address of each row, by table and row
	tables  int
	desk    *wordDesk
	charts  func(code string, n int) string // address of a picture
}

// layOut sets a briefing. With a desk it is the program's own, and edits and fields
// are laid over it.
func layOut(b *briefing.Briefing, desk *wordDesk, charts func(code string, n int) string) paper {
	s := &setter{figures: b.Figures, cells: map[string]string{}, desk: desk, charts: charts}
	p := paper{Title: b.Title, Recipient: b.Recipient, Issuer: b.Issuer, Versions: &b.Versions}
	var annexes []paperAnnex
	s.number(b.Sections)
	for _, a := range b.Annexes {
		annex := paperAnnex{Number: a.Number, Title: a.Title}
		for n := range a.Tables {
			annex.Tables = append(annex.Tables, s.table(&a.Tables[n]))
		}
		annexes = append(annexes, annex)
	}
	p.Annexes, p.Sections = annexes, s.sections(b.Sections)
	return p
}

func layOutSheet(sheet briefing.Sheet) paper {
	s := &setter{figures: sheet.Figures, cells: map[string]string{}}
	p := paper{Title: sheet.Title}
	s.number(sheet.Sections)
	var tables []paperTable
	for n := range sheet.Tables {
		tables = append(tables, s.table(&sheet.Tables[n]))
	}
	p.Sections = s.sections(sheet.Sections)
	if len(tables) > 0 {
		p.Annexes = []paperAnnex{{Tables: tables}}
	}
	return p
}

// number gives the tables of the prose their addresses before the prose is set,
// since a sentence may stand before its table.
func (s *setter) number(sections []briefing.Section) {
	for _, section := range sections {
		for _, part := range section.Parts {
			if part.Table != nil {
				s.table(part.Table)
			}
		}
	}
}

func (s *setter) sections(sections []briefing.Section) []paperSection {
	var list []paperSection
	for _, section := range sections {
		out := paperSection{Heading: section.Heading}
		for _, part := range section.Parts {
			out.Parts = append(out.Parts, s.part(part))
		}
		list = append(list, out)
	}
	return list
}

func (s *setter) part(part briefing.Part) paperPart {
	switch {
	case part.Table != nil:
		t := s.table(part.Table)
		return paperPart{Table: &t}
	case part.Chart != nil:
		return paperPart{Chart: s.chart(part.Chart)}
	case part.Paragraph == nil:
		return paperPart{}
	}
	text := part.Paragraph.Text
	p := paperPart{Level: part.Paragraph.Level}
	if s.desk != nil {
		if words, edited := s.desk.edits[part.Paragraph.Key]; edited && words == "" {
			p.Gone = true
		} else if edited {
			text = words
		}
		p.Field = s.desk.field(*part.Paragraph)
	}
	p.Pieces = pieces(text, s.figures, s.cell)
	return p
}

// chart gives a chart the addresses of its pictures; they stand on the page as
// large as on paper.
func (s *setter) chart(c *briefing.Chart) *paperChart {
	out := &paperChart{Title: c.Title, Alt: c.Alt}
	const dots = 96 / 25.4
	for n, p := range chart.Sizes(c) {
		out.Pictures = append(out.Pictures, paperPicture{s.charts(c.Code, n), int(p.WidthMM * dots), int(p.HeightMM * dots)})
	}
	return out
}

// cell is the address of the row in which a figure stands; "" when it is not shown.
func (s *setter) cell(f briefing.Figure) string {
	if id := s.cells[f.Table+"\x00"+f.Row]; id != "" {
		return "#" + id
	}
	return ""
}

func (s *setter) table(t *briefing.Table) paperTable {
	id := s.cells[t.Code]
	if id == "" {
		s.tables++
		id = fmt.Sprintf("t%d", s.tables)
		s.cells[t.Code] = id
	}
	out := paperTable{ID: id, Caption: t.Caption, Note: t.Note}
	for _, c := range t.Columns {
		out.Heads = append(out.Heads, paperHead{c.Head, rightward(c.Is)})
	}
	for n, row := range t.Rows {
		r := paperRow{ID: fmt.Sprintf("%s-%d", id, n+1), Bold: row.Bold}
		s.cells[t.Code+"\x00"+row.Key] = r.ID
		named := false
		for i, c := range row.Cells[:min(len(row.Cells), len(t.Columns))] {
			names := !named && !rightward(t.Columns[i].Is)
			named = named || names
			r.Cells = append(r.Cells, paperCell{Names: names, Text: t.Columns[i].Print(c), Head: t.Columns[i].Head, Link: c.Link, Right: rightward(t.Columns[i].Is)})
		}
		out.Rows = append(out.Rows, r)
	}
	return out
}

// rightward reports whether cells of the kind stand at the right.
func rightward(k briefing.CellKind) bool {
	return k == briefing.Count || k == briefing.Percent || k == briefing.Points || k == briefing.Change || k == briefing.Delta || k == briefing.Delay
}
