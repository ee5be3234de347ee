package document

import (
	"strings"

	"daylight/internal/briefing"
	"daylight/internal/briefing/docx"
)

// chapter says after which section of a sheet a table stands, counted from 0; a
// table of another code follows the one before it.
var chapter = map[string]int{"own.score": 0, "own.receipts": 0, "own.overdue": 1, "own.problems": 1, "own.next": 2, "own.terms": 3}

// Sheet lays out what one office receives.
func Sheet(b *briefing.Briefing, s *briefing.Sheet, o Options) (*docx.Document, error) {
	l := &layout{doc: &docx.Document{Title: s.Title, Author: b.Issuer, Compact: true}}
	l.text(docx.Number, numberText(o.Number))
	l.text(docx.Title, inLines(s.Title, sheetTitleLine))
	l.text(docx.Recipient, s.Office.Name+"：")
	last := len(s.Sections) - 1
	after := make([][]briefing.Table, len(s.Sections)+1)
	at := 0
	for _, t := range s.Tables {
		if n, ok := chapter[t.Code]; ok {
			at = min(n, last+1)
		}
		after[at] = append(after[at], t)
	}
	for n, section := range s.Sections {
		if err := l.sections([]briefing.Section{section}, func(p briefing.Paragraph) string { return s.Text(p) }); err != nil {
			return nil, err
		}
		l.tables(after[n])
	}
	l.tables(after[last+1])
	l.signature(b.Issuer, b.Request.IssuedOn)
	var basis []string
	facts := versions(b)
	if f, ok := quoted(b, "as_of"); ok {
		facts = append([]Fact{f}, facts...)
	}
	for _, f := range facts {
		basis = append(basis, f.Name+"："+f.Value)
	}
	l.text(docx.Small, "计算依据　"+strings.Join(basis, "；")+"。")
	return l.doc, nil
}

func (l *layout) tables(list []briefing.Table) {
	for _, t := range list {
		l.add(Table(t))
	}
}
