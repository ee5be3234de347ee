package html

import (
	"encoding/base64"
	"fmt"
	"html/template"
	"math"
	"strings"

	"daylight/internal/briefing/docx"
)

// paper is a document as the template shows it.
type paper struct {
	Compact bool
	Parts   []part
}

func paperOf(d *docx.Document) paper {
	return paper{d.Compact, view(d)}
}

// part is a block as the template shows it; exactly one of its pointers is set.
type part struct {
	Annex   bool // a new annex opens here
	Text    *text
	Table   *table
	Figure  *figure
	Rule    string
	Imprint [][]string
}

// text is a paragraph: its element, class and lines.
type text struct {
	Level int // heading level; 0 is a paragraph
	Class string
	Blank bool
	Lines [][]string // parted by tabs
}

type table struct {
	docx.Table
	Size  int      // of its letters, from 0
	Parts []string // of the width, in percent
	Rows  []row
}

type row struct {
	Bold  bool
	Cells []cell
}

type cell struct {
	Class, Text, Link string
}

type figure struct {
	docx.Picture
	Source        template.URL
	Width, Height int
}

var classes = map[docx.Style]string{
	docx.Body: "body", docx.Title: "title", docx.Heading1: "h1", docx.Heading2: "h2", docx.Heading3: "h3", docx.Recipient: "recipient",
	docx.Attachments: "enclosures", docx.Signature: "signature", docx.Annex: "annex", docx.RedHead: "redhead", docx.Number: "number",
	docx.Masthead: "masthead", docx.Caption: "caption", docx.Below: "caption", docx.Small: "small",
}

// view turns the blocks into what the template shows. The first title is the
// page's; each annex's is a chapter, as the headings of the prose are.
func view(d *docx.Document) []part {
	var list []part
	titles := 0
	for _, b := range d.Blocks {
		switch b := b.(type) {
		case docx.Paragraph:
			p := part{Text: paragraph(b), Annex: b.PageBefore}
			if b.Style == docx.Title {
				titles++
				p.Text.Level = min(titles, 2)
			}
			list = append(list, p)
		case docx.Table:
			list = append(list, part{Table: tableView(b, d.Compact)})
		case docx.Picture:
			const dots = 96 / 25.4
			list = append(list, part{Figure: &figure{b, template.URL("data:image/png;base64," + base64.StdEncoding.EncodeToString(b.PNG)), int(math.Round(b.WidthMM * dots)), int(math.Round(b.HeightMM * dots))}})
		case docx.Rule:
			p := part{Rule: "rule"}
			if b.Red {
				p.Rule = "rule red"
			}
			list = append(list, p)
		case docx.Imprint:
			p := part{}
			for _, l := range b.Lines {
				p.Imprint = append(p.Imprint, strings.Split(l, "\t"))
			}
			list = append(list, p)
		default:
			panic(fmt.Sprintf("html: no form for %T", b))
		}
	}
	return list
}

func paragraph(p docx.Paragraph) *text {
	t := &text{Class: classes[p.Style], Blank: p.String() == ""}
	switch p.Style {
	case docx.Heading1:
		t.Level = 2
	case docx.Heading2:
		t.Level = 3
	case docx.Heading3:
		t.Level = 4
	}
	if p.KeepNext {
		t.Class += " keep"
	}
	if p.Style == docx.Heading1 && p.Indent != nil {
		t.Class += " flush"
	}
	for line := range strings.SplitSeq(p.String(), "\n") {
		t.Lines = append(t.Lines, strings.Split(line, "\t"))
	}
	return t
}

func tableView(t docx.Table, compact bool) *table {
	out := &table{Table: t}
	size, parts := t.Layout(compact)
	out.Size = size
	for _, p := range parts {
		out.Parts = append(out.Parts, fmt.Sprintf("%d.%d%%", p/10, p%10))
	}
	for n, r := range t.Rows {
		v := row{Bold: t.Bold[n]}
		for k, c := range t.Columns {
			var value docx.Cell
			if k < len(r) {
				value = r[k]
			}
			v.Cells = append(v.Cells, cell{alignment(c.Align), value.Text, webOnly(value.Link)})
		}
		out.Rows = append(out.Rows, v)
	}
	return out
}

func alignment(a docx.Align) string {
	switch a {
	case docx.Right:
		return "figure"
	case docx.Centre:
		return "middle"
	}
	return ""
}

// webOnly leaves out addresses that are not on the web.
func webOnly(link string) string {
	if strings.HasPrefix(link, "https://") || strings.HasPrefix(link, "http://") {
		return link
	}
	return ""
}
