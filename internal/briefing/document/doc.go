// Package document lays a briefing out as an official document: what stands
// above, within and below the prose, and in which style. Word files and pages
// are written from the same layout.
package document

import (
	"fmt"
	"strings"

	"daylight/internal/briefing"
	"daylight/internal/briefing/chart"
	"daylight/internal/briefing/docx"
	"daylight/internal/workday"
)

// Options is what the body prints on its papers beside what a briefing says.
type Options struct {
	Number  briefing.Number // zero while it is a draft
	RedHead string          // 发文机关标志, in red; "" for paper that has it printed
	CopyTo  string          // 抄送机关; with Printer it makes the 版记
	Printer string          // 印发机关; "" leaves the 版记 out
}

// Of lays a briefing out.
func Of(b *briefing.Briefing, o Options) (*docx.Document, error) {
	l := &layout{doc: &docx.Document{Title: b.Title, Author: b.Issuer}}
	l.head(b.Issuer, b.Request.IssuedOn, o)
	l.text(docx.Title, inLines(b.Title, titleLine))
	l.blank()
	if b.Recipient != "" {
		l.text(docx.Recipient, b.Recipient+"：")
	}
	if err := l.sections(b.Sections, func(p briefing.Paragraph) string { return briefing.Text(b, p) }); err != nil {
		return nil, err
	}
	l.enclosures(b.Annexes)
	l.signature(b.Issuer, b.Request.IssuedOn)
	for _, a := range b.Annexes {
		l.annex(a, len(b.Annexes))
	}
	l.colophon(b, o)
	return l.doc, nil
}

// layout is a document being laid out.
type layout struct{ doc *docx.Document }

func (l *layout) add(blocks ...docx.Block) { l.doc.Blocks = append(l.doc.Blocks, blocks...) }

func (l *layout) text(style docx.Style, text string) { l.add(docx.Text(style, text)) }

func (l *layout) blank() { l.text(docx.Recipient, "") }

// head is the red head with its number, or the number alone.
func (l *layout) head(issuer string, on workday.Date, o Options) {
	if o.RedHead == "" {
		l.text(docx.Number, numberText(o.Number))
		l.blank()
		return
	}
	l.text(docx.RedHead, o.RedHead)
	l.text(docx.Number, numberText(o.Number))
	l.text(docx.Masthead, issuer+"\t"+Day(on))
	l.add(docx.Rule{Red: true})
	l.blank()
}

func numberText(n briefing.Number) string {
	if n.Issue == 0 {
		return "（草稿，尚未印发）"
	}
	return fmt.Sprintf("〔%d〕第%d期", n.Year, n.Issue)
}

func (l *layout) sections(list []briefing.Section, read func(briefing.Paragraph) string) error {
	for _, s := range list {
		if s.Heading != "" {
			l.text(docx.Heading1, s.Heading)
		}
		for _, p := range s.Parts {
			switch {
			case p.Paragraph != nil:
				l.paragraphs(p.Paragraph.Level, read(*p.Paragraph))
			case p.Table != nil:
				l.add(Table(*p.Table))
			case p.Chart != nil:
				if err := l.chart(p.Chart); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// paragraphs writes a text; what people typed on new lines becomes paragraphs.
func (l *layout) paragraphs(level int, text string) {
	style := docx.Body
	switch level {
	case 2:
		style = docx.Heading2
	case 3:
		style = docx.Heading3
	}
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			l.text(style, line)
		}
	}
}

func (l *layout) chart(c *briefing.Chart) error {
	pictures, err := chart.Draw(c)
	if err != nil {
		return err
	}
	for n, p := range pictures {
		caption, alt := c.Title, c.Alt
		if n > 0 {
			caption, alt = c.Title+"（续）", c.Title+"（续）：见前图的说明。"
		}
		l.add(docx.Picture{PNG: p.PNG, Caption: caption, Alt: alt, WidthMM: p.WidthMM, HeightMM: p.HeightMM})
	}
	return nil
}
