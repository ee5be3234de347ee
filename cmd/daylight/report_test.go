package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"
)

func TestCLIAYearlyReportIsCheckedCellByCell(t *testing.T) {
	d := newDesk(t)
	d.want(0, "plan", "load", "anshun-mzj")
	out := filepath.Join(t.TempDir(), "out")
	d.want(0, "report", "show", "--year", "2026", "--out", out)
	files, err := filepath.Glob(filepath.Join(out, "*.xlsx"))
	if err != nil || len(files) != 1 {
		t.Fatal(files, err)
	}
	if papers, err := filepath.Glob(filepath.Join(out, "*.docx")); err != nil || len(papers) != 1 {
		t.Error(papers, err)
	}
	holds(t, d.want(0, "report", "check", files[0]), "勾稽关系全部成立")
	f, err := excelize.OpenFile(files[0])
	if err != nil {
		t.Fatal(err)
	}
	// 3.1, 自然人: the totals no longer agree.
	if err := f.SetCellInt("表二 依申请公开", "D6", 3); err != nil {
		t.Fatal(err)
	}
	changed := filepath.Join(t.TempDir(), "changed.xlsx")
	if err := f.SaveAs(changed); err != nil {
		t.Fatal(err)
	}
	holds(t, d.want(3, "report", "check", changed), "请核对 B[3.1, 自然人]，现为 3：它使 2 条关系不成立", "只有这一格改为 0")
	answer := decode[reportAnswer](t, d.want(3, "report", "check", changed, "--format", "json"))
	if len(answer.Breaches) != 2 || len(answer.Suspects) != 1 || answer.Suspects[0].Fits == nil || *answer.Suspects[0].Fits != 0 {
		t.Errorf("%+v", answer.Suspects)
	}
	text := filepath.Join(t.TempDir(), "text.xlsx")
	if err := os.WriteFile(text, []byte("年报"), 0o600); err != nil {
		t.Fatal(err)
	}
	d.refused(3, []string{"report", "check", text}, "text.xlsx", "不是能读的 Excel 文件")
}
