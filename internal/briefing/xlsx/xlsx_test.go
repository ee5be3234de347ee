package xlsx

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"daylight/internal/briefing"
	"daylight/internal/briefing/document"
	"daylight/internal/testkit/papers"
	"daylight/internal/workday"
)

var out = flag.String("out", "", "write workbooks into this folder, to look at them")

func open(t *testing.T, name string, data []byte) *excelize.File {
	t.Helper()
	if *out != "" {
		if err := os.WriteFile(filepath.Join(*out, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

// Every cell of every table shows in the workbook what it shows on paper.
func TestEveryCellShowsWhatThePaperShows(t *testing.T) {
	b := papers.Quarter(t, 0)
	data, err := Of(b, document.Options{})
	if err != nil {
		t.Fatal(err)
	}
	f := open(t, "quarter.xlsx", data)
	sheets := f.GetSheetList()
	if len(sheets) != len(b.Tables())+1 {
		t.Fatalf("%d sheets for %d tables: %v", len(sheets), len(b.Tables()), sheets)
	}
	for n, table := range b.Tables() {
		for r, row := range table.Rows {
			for k, c := range table.Columns {
				got, err := f.GetCellValue(sheets[n], at(k+1, head+1+r))
				if err != nil {
					t.Fatal(err)
				}
				want := c.Print(row.Cells[k])
				if row.Cells[k].Empty {
					want = ""
				}
				if got != want {
					t.Errorf("%s %s: %q, on paper %q", sheets[n], at(k+1, head+1+r), got, want)
				}
			}
		}
	}
	last := sheets[len(sheets)-1]
	rows, err := f.GetRows(last)
	if err != nil {
		t.Fatal(err)
	}
	if all := strings.Join(flatten(rows), " "); !strings.Contains(all, b.Versions.Digest) || !strings.Contains(all, "拟议") {
		t.Errorf("%s lacks the digest or that the scheme is a proposal: %s", last, all)
	}
}

func flatten(rows [][]string) (all []string) {
	for _, r := range rows {
		all = append(all, r...)
	}
	return all
}

func hostile() briefing.Table {
	return briefing.Table{
		Code: "x", Caption: `很长的表题[甲]:乙*丙?丁/戊\己'庚，比三十一个字还要长得多得多得多`,
		Columns: []briefing.Column{
			{Head: "文字", Is: briefing.Words}, {Head: "率", Is: briefing.Percent}, {Head: "分", Is: briefing.Points}, {Head: "日", Is: briefing.Day}, {Head: "迟", Is: briefing.Delay},
		},
		Rows: []briefing.Row{
			{Cells: []briefing.Cell{{Text: "=1+1", Link: "https://example.org/?a=1&b=2"}, {Number: 9999}, {Number: 9460}, {On: workday.MustDate("2026-02-28")}, {Number: 3, Text: "个工作日"}}},
			{Cells: []briefing.Cell{{Text: "@SUM(A1)", Link: "javascript:alert(1)"}, {Number: 0}, {Number: -50}, {Empty: true}, {Empty: true}}},
			{Bold: true, Cells: []briefing.Cell{{Text: "合计"}, {Empty: true}, {Number: 10000}}},
		},
	}
}

func TestCellsAreTypedAndTextStaysText(t *testing.T) {
	b := &briefing.Briefing{Title: "A&B"}
	b.Annexes = []briefing.Annex{{Number: 1, Title: "附表", Tables: []briefing.Table{hostile(), hostile()}}}
	data, err := Of(b, document.Options{})
	if err != nil {
		t.Fatal(err)
	}
	papers.Valid(t, "hostile.xlsx", data)
	f := open(t, "hostile.xlsx", data)
	sheet := f.GetSheetList()[0]
	for cell, want := range map[string]string{"A3": "=1+1", "A4": "@SUM(A1)", "B3": "99.99%", "B4": "0.0%", "C3": "94.60", "C4": "-0.50", "D3": "2026-02-28", "D4": "", "E3": "迟3个工作日", "C5": "100.00"} {
		if got, _ := f.GetCellValue(sheet, cell); got != want {
			t.Errorf("%s shows %q, want %q", cell, got, want)
		}
	}
	for cell, want := range map[string]string{"B3": "0.9999", "C3": "94.6", "D3": "46081", "E3": "3"} {
		if got, _ := f.GetCellValue(sheet, cell, excelize.Options{RawCellValue: true}); got != want {
			t.Errorf("%s holds %q, want %q", cell, got, want)
		}
	}
	if formula, _ := f.GetCellFormula(sheet, "A3"); formula != "" {
		t.Errorf("text became the formula %s", formula)
	}
	if ok, target, _ := f.GetCellHyperLink(sheet, "A3"); !ok || target != "https://example.org/?a=1&b=2" {
		t.Errorf("the link is %v %s", ok, target)
	}
	if ok, target, _ := f.GetCellHyperLink(sheet, "A4"); ok {
		t.Errorf("a script became the link %s", target)
	}
}

func TestASheetIsReadyToPrint(t *testing.T) {
	b := &briefing.Briefing{Title: "通报"}
	b.Annexes = []briefing.Annex{{Number: 1, Title: "附表", Tables: []briefing.Table{hostile()}}}
	data, err := Of(b, document.Options{})
	if err != nil {
		t.Fatal(err)
	}
	f := open(t, "print.xlsx", data)
	sheet := f.GetSheetList()[0]
	names := map[string]string{}
	for _, d := range f.GetDefinedName() {
		if d.Scope == sheet {
			names[d.Name] = d.RefersTo[strings.LastIndex(d.RefersTo, "!")+1:]
		}
	}
	if names["_xlnm.Print_Area"] != "$A$1:$E$5" || names["_xlnm.Print_Titles"] != "$2:$2" || names["_xlnm._FilterDatabase"] != "$A$2:$E$4" {
		t.Errorf("the names are %v", names)
	}
	panes, err := f.GetPanes(sheet)
	if err != nil || !panes.Freeze || panes.YSplit != 2 {
		t.Errorf("the panes are %+v, %v", panes, err)
	}
	page, err := f.GetPageLayout(sheet)
	if err != nil || *page.Orientation != "landscape" || *page.FitToWidth != 1 || *page.FitToHeight != 0 {
		t.Errorf("the page is %+v, %v", page, err)
	}
}
