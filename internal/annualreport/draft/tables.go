package draft

import (
	"fmt"
	"strconv"

	"daylight/internal/annualreport"
	"daylight/internal/briefing/docx"
)

func tableA(r *annualreport.Report) docx.Table {
	t := docx.Table{Columns: []docx.Column{
		{Head: "条例条款", Share: 3, Align: docx.Left}, {Head: "信息内容", Share: 5, Align: docx.Left}, {Head: "数量", Share: 2, Align: docx.Right}}}
	for n, line := range annualreport.Lines {
		value := strconv.FormatInt(r.A[n], 10)
		if n == annualreport.LineFees {
			value = fmt.Sprintf("%d.%02d", r.A[n]/100, r.A[n]%100)
		}
		t.Rows = append(t.Rows, cells(line.Item, line.Name, value))
	}
	return t
}

func tableB(r *annualreport.Report) docx.Table {
	t := docx.Table{Columns: []docx.Column{{Head: "项目", Share: 10, Align: docx.Left}}, Bold: map[int]bool{annualreport.RowTotal: true}}
	for _, head := range annualreport.Columns {
		t.Columns = append(t.Columns, docx.Column{Head: head, Share: 3, Align: docx.Right})
	}
	for n, row := range annualreport.Rows {
		name := row.Code + " " + row.Name
		if row.Head != "" {
			name = row.Code + " " + row.Head + "：" + row.Name
		}
		t.Rows = append(t.Rows, cells(append([]string{name}, counts(r.B[n][:])...)...))
	}
	return t
}

func tableC(r *annualreport.Report) docx.Table {
	t := docx.Table{Columns: []docx.Column{{Head: "途径", Share: 6, Align: docx.Left}}}
	for _, head := range annualreport.Outcomes {
		t.Columns = append(t.Columns, docx.Column{Head: head, Share: 2, Align: docx.Right})
	}
	for n, path := range annualreport.Paths {
		t.Rows = append(t.Rows, cells(append([]string{path}, counts(r.C[n][:])...)...))
	}
	return t
}

func counts(values []int64) []string {
	out := make([]string, len(values))
	for n, v := range values {
		out[n] = strconv.FormatInt(v, 10)
	}
	return out
}

func cells(texts ...string) []docx.Cell {
	row := make([]docx.Cell, len(texts))
	for n, text := range texts {
		row[n].Text = text
	}
	return row
}
