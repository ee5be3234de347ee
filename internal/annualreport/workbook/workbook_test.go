package workbook

import (
	"bytes"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"daylight/internal/annualreport"
)

func TestWhatIsWrittenIsReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := &annualreport.Report{Year: 2026}
		for _, c := range annualreport.Cells() {
			want.Set(c, rapid.Int64Range(0, 2_000_000).Draw(t, c.Code()))
		}
		var file bytes.Buffer
		if err := Write(&file, want, "安顺市民政局"); err != nil {
			t.Fatal(err)
		}
		got, problems, err := Read(&file)
		if err != nil || len(problems) > 0 {
			t.Fatal(err, problems)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestWhatPeopleTypeIsNamedByItsCell(t *testing.T) {
	var file bytes.Buffer
	if err := Write(&file, &annualreport.Report{Year: 2026}, "某局"); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&file)
	if err != nil {
		t.Fatal(err)
	}
	for cell, value := range map[string]any{"D4": "三件", "E5": "", "F6": "1,234", "G7": 1.5, "H8": -1} {
		if err := f.SetCellValue(sheetB, cell, value); err != nil {
			t.Fatal(err)
		}
	}
	if err := f.DeleteSheet(sheetC); err != nil {
		t.Fatal(err)
	}
	file.Reset()
	if err := f.Write(&file); err != nil {
		t.Fatal(err)
	}
	r, problems, err := Read(&file)
	if err != nil {
		t.Fatal(err)
	}
	want := []Problem{
		{sheetB, "D4", "report.bad_number", "三件"}, {sheetB, "G7", "report.bad_number", "1.5"},
		{sheetB, "H8", "report.bad_number", "-1"}, {sheetC, "", "report.no_sheet", ""},
	}
	if diff := cmp.Diff(want, problems); diff != "" {
		t.Error(diff)
	}
	if got := r.B[2][2]; got != 1234 {
		t.Errorf("1,234 is read as %d", got)
	}
}

func TestNoWorkbook(t *testing.T) {
	if _, _, err := Read(bytes.NewReader([]byte("PK\x03\x04 not a workbook"))); err == nil {
		t.Error("read")
	}
}
