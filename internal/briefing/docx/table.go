package docx

import (
	"fmt"
	"strings"
)

var justified = map[Align]string{0: "left", Left: "left", Centre: "center", Right: "right"}

const borders = `<w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="000000"/><w:left w:val="single" w:sz="4" w:space="0" w:color="000000"/>` +
	`<w:bottom w:val="single" w:sz="8" w:space="0" w:color="000000"/><w:right w:val="single" w:sz="4" w:space="0" w:color="000000"/>` +
	`<w:insideH w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="000000"/></w:tblBorders>`

func (t Table) write(w *writer) {
	if t.Caption != "" {
		Text(Caption, t.Caption).write(w)
	}
	size, widths := t.fit(w.compact)
	style := cellStyle(size)
	fmt.Fprintf(&w.body, `<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:jc w:val="center"/>%s<w:tblLayout w:type="fixed"/>`+
		`<w:tblCellMar><w:left w:w="%d" w:type="dxa"/><w:right w:w="%d" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>`, textWidth, borders, cellMargin, cellMargin)
	for _, width := range widths {
		fmt.Fprintf(&w.body, `<w:gridCol w:w="%d"/>`, width)
	}
	w.body.WriteString(`</w:tblGrid>`)
	if !t.Plain {
		w.body.WriteString(`<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`)
		for i, c := range t.Columns {
			w.cell(style, widths[i], Centre, Cell{Text: c.Head}, true, true)
		}
		w.body.WriteString(`</w:tr>`)
	}
	for n, row := range t.Rows {
		// The last rows stay together, and with the note that explains them.
		keep := n == len(t.Rows)-2 || n == len(t.Rows)-1 && t.Note != ""
		w.body.WriteString(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
		for i, c := range t.Columns {
			var cell Cell
			if i < len(row) {
				cell = row[i]
			}
			w.cell(style, widths[i], c.Align, cell, t.Bold[n], keep)
		}
		w.body.WriteString(`</w:tr>`)
	}
	w.body.WriteString(`</w:tbl>`)
	if t.Note != "" {
		Text(Small, t.Note).write(w)
		return
	}
	w.body.WriteString(anchor)
}

func (w *writer) cell(style string, width int, align Align, c Cell, bold, keepNext bool) {
	keep := ""
	if keepNext {
		keep = `<w:keepNext/>`
	}
	fmt.Fprintf(&w.body, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="%s"/>%s<w:jc w:val="%s"/></w:pPr>`,
		width, style, keep, justified[align])
	if w.link(c.Link) {
		fmt.Fprintf(&w.body, `<w:hyperlink r:id="rIdLink%d" w:history="1">`, len(w.links))
		w.run(Run{Text: c.Text, Bold: bold})
		w.body.WriteString(`</w:hyperlink>`)
	} else {
		w.run(Run{Text: c.Text, Bold: bold})
	}
	w.body.WriteString(`</w:p></w:tc>`)
}

// link notes an address on the web; others are not followed from a document.
func (w *writer) link(address string) bool {
	if !strings.HasPrefix(address, "https://") && !strings.HasPrefix(address, "http://") {
		return false
	}
	w.links = append(w.links, address)
	return true
}
