package docx

import (
	"archive/zip"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"
)

const header = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// fixed is the time of every part: the file depends on its content alone.
var fixed = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// Write writes the document as a .docx file.
func (d *Document) Write(out io.Writer) error {
	w := &writer{set: d.settings(), compact: d.Compact}
	for _, b := range d.Blocks {
		b.write(w)
	}
	w.section()
	z := zip.NewWriter(out)
	for _, p := range append(d.parts(w), w.pictures...) {
		f, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: fixed})
		if err != nil {
			return fmt.Errorf("write %s: %w", p.name, err)
		}
		if _, err := f.Write(p.content); err != nil {
			return fmt.Errorf("write %s: %w", p.name, err)
		}
	}
	return z.Close()
}

func (d *Document) settings() map[Style]setting {
	if !d.Compact {
		return settings
	}
	set := map[Style]setting{}
	for style, s := range settings {
		set[style] = s.compacted()
	}
	return set
}

type part struct {
	name    string
	content []byte
}

// writer gathers the body of word/document.xml and the pictures beside it.
type writer struct {
	set      map[Style]setting
	compact  bool
	body     strings.Builder
	pictures []part
	links    []string
}

func (w *writer) section() {
	fmt.Fprintf(&w.body, `<w:sectPr><w:footerReference w:type="default" r:id="rId4"/><w:footerReference w:type="even" r:id="rId5"/>`+
		`<w:pgSz w:w="%d" w:h="%d"/><w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="851" w:footer="1304" w:gutter="0"/></w:sectPr>`,
		pageWidth, pageHeight, marginTop, marginRight, marginBottom, marginLeft)
}

func (p Paragraph) write(w *writer) {
	s := w.set[p.Style]
	w.body.WriteString(`<w:p><w:pPr><w:pStyle w:val="` + s.id + `"/>`)
	if p.KeepNext {
		w.body.WriteString(`<w:keepNext/>`)
	}
	if p.PageBefore {
		w.body.WriteString(`<w:pageBreakBefore/>`)
	}
	if p.Indent != nil {
		w.body.WriteString(s.indent(*p.Indent))
	}
	w.body.WriteString(`</w:pPr>`)
	for _, r := range p.Runs {
		w.run(r)
	}
	w.body.WriteString(`</w:p>`)
}

func (w *writer) run(r Run) {
	w.body.WriteString(`<w:r>`)
	if r.Bold {
		w.body.WriteString(`<w:rPr><w:b/><w:bCs/></w:rPr>`)
	}
	for i, line := range strings.Split(r.Text, "\n") {
		if i > 0 {
			w.body.WriteString(`<w:br/>`)
		}
		for k, piece := range strings.Split(line, "\t") {
			if k > 0 {
				w.body.WriteString(`<w:tab/>`)
			}
			w.body.WriteString(`<w:t xml:space="preserve">` + escape(piece) + `</w:t>`)
		}
	}
	w.body.WriteString(`</w:r>`)
}

func (r Rule) write(w *writer) {
	colour := "000000"
	if r.Red {
		colour = "FF0000"
	}
	fmt.Fprintf(&w.body, `<w:p><w:pPr><w:pBdr><w:bottom w:val="single" w:sz="12" w:space="1" w:color="%s"/></w:pBdr>`+
		`<w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="exact"/></w:pPr></w:p>`, colour)
}

// anchor is a paragraph that takes next to no room: tables and frames need one
// after them.
const anchor = `<w:p><w:pPr><w:pStyle w:val="Cell"/><w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/></w:pPr></w:p>`

// Rules of the imprint: 0.35 mm outside, 0.25 mm between.
const imprintRules = `<w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="000000"/><w:bottom w:val="single" w:sz="8" w:space="0" w:color="000000"/>` +
	`<w:insideH w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:tblBorders>`

// write puts the lines at the foot of the text area, wherever the text ends.
func (i Imprint) write(w *writer) {
	fmt.Fprintf(&w.body, `<w:tbl><w:tblPr><w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="page" w:horzAnchor="margin" w:tblpX="1" w:tblpY="%[3]d"/>`+
		`<w:tblW w:w="%[1]d" w:type="dxa"/>%[2]s<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid><w:gridCol w:w="%[1]d"/></w:tblGrid>`,
		textWidth, imprintRules, pageHeight-marginBottom-len(i.Lines)*(w.set[ImprintLine].pitch+10))
	for _, line := range i.Lines {
		fmt.Fprintf(&w.body, `<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="%s"/></w:pPr>`,
			textWidth, w.set[ImprintLine].id)
		w.run(Run{Text: line})
		w.body.WriteString(`</w:p></w:tc></w:tr>`)
	}
	w.body.WriteString(`</w:tbl>` + anchor)
}

// escape makes text safe in XML; characters that XML cannot hold are left out.
func escape(text string) string {
	var b strings.Builder
	clean := strings.Map(func(r rune) rune {
		if r == 0xFFFE || r == 0xFFFF || r < 0x20 && r != '\t' {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	if err := xml.EscapeText(&b, []byte(clean)); err != nil {
		panic(err) // a strings.Builder takes everything
	}
	return b.String()
}
