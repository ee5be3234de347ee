package document

import (
	"strings"

	"daylight/internal/briefing"
	"daylight/internal/briefing/docx"
)

// Table lays a table out: numbers stand right, days in the middle.
func Table(t briefing.Table) docx.Table {
	out := docx.Table{Caption: t.Caption, Bold: map[int]bool{}}
	if t.Note != "" {
		out.Note = "注：" + strings.TrimPrefix(t.Note, "注：")
	}
	for _, c := range t.Columns {
		out.Columns = append(out.Columns, docx.Column{Head: c.Head, Share: c.Share, Align: alignment(c.Is)})
	}
	for n, r := range t.Rows {
		var row []docx.Cell
		for k, c := range t.Columns {
			v := cell(r, k)
			row = append(row, docx.Cell{Text: c.Print(v), Link: v.Link})
		}
		out.Rows = append(out.Rows, row)
		if r.Bold {
			out.Bold[n] = true
		}
	}
	return out
}

// cell is a row's cell; one that is not there is empty.
func cell(r briefing.Row, n int) briefing.Cell {
	if n < len(r.Cells) {
		return r.Cells[n]
	}
	return briefing.Cell{Empty: true}
}

func alignment(k briefing.CellKind) docx.Align {
	switch k {
	case briefing.Words, briefing.Delay:
		return docx.Left
	case briefing.Day:
		return docx.Centre
	}
	return docx.Right
}
