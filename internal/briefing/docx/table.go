package docx

import "fmt"

var justified = map[Align]string{0: "left", Left: "left", Centre: "center", Right: "right"}

const borders = `<w:tblBorders><w:top w:val="single" w:sz="8" w:space="0" w:color="000000"/><w:left w:val="single" w:sz="4" w:space="0" w:color="000000"/>` +
	`<w:bottom w:val="single" w:sz="8" w:space="0" w:color="000000"/><w:right w:val="single" w:sz="4" w:space="0" w:color="000000"/>` +
	`<w:insideH w:val="single" w:sz="4" w:space="0" w:color="000000"/><w:insideV w:val="single" w:sz="4" w:space="0" w:color="000000"/></w:tblBorders>`

func (t Table) write(w *writer) {
	widths := t.widths()
	fmt.Fprintf(&w.body, `<w:tbl><w:tblPr><w:tblW w:w="%d" w:type="dxa"/><w:jc w:val="center"/>%s<w:tblLayout w:type="fixed"/>`+
		`<w:tblCellMar><w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>`, textWidth, borders)
	for _, width := range widths {
		fmt.Fprintf(&w.body, `<w:gridCol w:w="%d"/>`, width)
	}
	w.body.WriteString(`</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`)
	for i, c := range t.Columns {
		w.cell(widths[i], Centre, Run{Text: c.Head, Bold: true})
	}
	w.body.WriteString(`</w:tr>`)
	for n, row := range t.Rows {
		w.body.WriteString(`<w:tr><w:trPr><w:cantSplit/></w:trPr>`)
		for i, c := range t.Columns {
			text := ""
			if i < len(row) {
				text = row[i]
			}
			w.cell(widths[i], c.Align, Run{Text: text, Bold: t.Bold[n]})
		}
		w.body.WriteString(`</w:tr>`)
	}
	// A table needs a paragraph after it; this one takes next to no room.
	w.body.WriteString(`</w:tbl><w:p><w:pPr><w:pStyle w:val="Cell"/><w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/></w:pPr></w:p>`)
}

// widths shares the text width out; the last column takes the remainder.
func (t Table) widths() []int {
	total := 0
	for _, c := range t.Columns {
		total += max(c.Share, 1)
	}
	widths, left := make([]int, len(t.Columns)), textWidth
	for i, c := range t.Columns {
		widths[i] = textWidth * max(c.Share, 1) / total
		left -= widths[i]
	}
	if len(widths) > 0 {
		widths[len(widths)-1] += left
	}
	return widths
}

func (w *writer) cell(width int, align Align, r Run) {
	fmt.Fprintf(&w.body, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="Cell"/><w:jc w:val="%s"/></w:pPr>`,
		width, justified[align])
	w.run(r)
	w.body.WriteString(`</w:p></w:tc>`)
}
