package workbook

import "daylight/internal/annualreport"

func (w *writer) tableA(r *annualreport.Report) {
	w.open(sheetA, 3, 24, 44, 14)
	for n, head := range []string{"条例条款", "信息内容", "数量"} {
		w.cell(sheetA, n+1, 2, w.head, head)
	}
	for n, line := range annualreport.Lines {
		w.cell(sheetA, 1, n+3, w.words, line.Item)
		w.cell(sheetA, 2, n+3, w.words, line.Name)
		if n == annualreport.LineFees {
			w.cell(sheetA, 3, n+3, w.money, float64(r.A[n])/100)
			continue
		}
		w.cell(sheetA, 3, n+3, w.number, r.A[n])
	}
	w.freeze(sheetA, 2, 2)
}

func (w *writer) tableB(r *annualreport.Report) {
	w.open(sheetB, 10, 8, 12, 46, 10, 10, 10, 14, 14, 10, 10)
	for n, head := range []string{"序号", "类别", "项目"} {
		w.cell(sheetB, n+1, 2, w.head, head)
		w.merge(sheetB, n+1, 2, n+1, 3)
	}
	for n, head := range annualreport.Columns {
		if n > 0 && n < annualreport.ColTotal {
			w.cell(sheetB, n+4, 3, w.head, head)
			continue
		}
		w.cell(sheetB, n+4, 2, w.head, head)
		w.merge(sheetB, n+4, 2, n+4, 3)
	}
	w.cell(sheetB, 5, 2, w.head, "法人或其他组织")
	w.merge(sheetB, 5, 2, 9, 2)
	for n, row := range annualreport.Rows {
		w.cell(sheetB, 1, n+4, w.words, row.Code)
		w.cell(sheetB, 2, n+4, w.words, row.Head)
		w.cell(sheetB, 3, n+4, w.words, row.Name)
		for column, value := range r.B[n] {
			w.cell(sheetB, column+4, n+4, w.number, value)
		}
	}
	w.freeze(sheetB, 3, 3)
}

func (w *writer) tableC(r *annualreport.Report) {
	w.open(sheetC, 6, 34, 12, 12, 12, 12, 12)
	w.cell(sheetC, 1, 2, w.head, "途径")
	for n, head := range annualreport.Outcomes {
		w.cell(sheetC, n+2, 2, w.head, head)
	}
	for n, path := range annualreport.Paths {
		w.cell(sheetC, 1, n+3, w.words, path)
		for column, value := range r.C[n] {
			w.cell(sheetC, column+2, n+3, w.number, value)
		}
	}
	w.freeze(sheetC, 1, 2)
}
