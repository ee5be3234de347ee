package intake

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"daylight/internal/i18n"
)

// book builds a workbook; fill puts in what the case needs.
func book(t testing.TB, fill func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	fill(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func setRow(f *excelize.File, sheet string, row int, values ...any) {
	if err := f.SetSheetRow(sheet, fmt.Sprint("A", row), &values); err != nil {
		panic(err)
	}
}

func dateStyle(f *excelize.File, format string) int {
	id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &format})
	if err != nil {
		panic(err)
	}
	return id
}

func xlsxHead(f *excelize.File, row int) {
	setRow(f, "Sheet1", row, "公开事项", "对象", "责任科室", "发布时间", "标题", "备注")
}

func TestDatesOfASpreadsheet(t *testing.T) {
	day := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		fill func(f *excelize.File)
		want string
	}{
		"日期格式": {func(f *excelize.File) {
			_ = f.SetCellValue("Sheet1", "D2", day)
		}, "2026-03-01 00:00"},
		"中文日期格式": {func(f *excelize.File) {
			_ = f.SetCellValue("Sheet1", "D2", 46082)
			_ = f.SetCellStyle("Sheet1", "D2", "D2", dateStyle(f, `yyyy"年"m"月"d"日"`))
		}, "2026-03-01 00:00"},
		"带钟点": {func(f *excelize.File) {
			_ = f.SetCellValue("Sheet1", "D2", 46082.4305555556)
			_ = f.SetCellStyle("Sheet1", "D2", "D2", dateStyle(f, "yyyy-mm-dd hh:mm"))
		}, "2026-03-01 10:20"},
		"常规格式的序号": {func(f *excelize.File) { _ = f.SetCellValue("Sheet1", "D2", 46082) }, "2026-03-01 00:00"},
		"八位数字":    {func(f *excelize.File) { _ = f.SetCellValue("Sheet1", "D2", 20260301) }, "2026-03-01 00:00"},
		"文字":      {func(f *excelize.File) { _ = f.SetCellValue("Sheet1", "D2", "2026.3.1 10:20") }, "2026-03-01 10:20"},
		"1904 年制": {func(f *excelize.File) {
			on := true
			_ = f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &on})
			_ = f.SetCellValue("Sheet1", "D2", 46082-1462)
			_ = f.SetCellStyle("Sheet1", "D2", "D2", dateStyle(f, "yyyy-mm-dd"))
		}, "2026-03-01 00:00"},
	} {
		t.Run(name, func(t *testing.T) {
			data := book(t, func(f *excelize.File) {
				xlsxHead(f, 1)
				setRow(f, "Sheet1", 2, "papers", "甲", "办公室", "", "标题")
				c.fill(f)
			})
			rows, _ := readAll(t, "a.xlsx", data, testOptions())
			if rows[0].Status != Accepted {
				t.Fatal(codesOf(rows[0]), rows[0].Cells)
			}
			if got := rows[0].Events[0].OccurredAt.Format("2006-01-02 15:04"); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestCellsOfASpreadsheet(t *testing.T) {
	data := book(t, func(f *excelize.File) {
		setRow(f, "Sheet1", 1, "测试民政局政务公开台账")
		_ = f.MergeCell("Sheet1", "A1", "F1")
		xlsxHead(f, 3)
		setRow(f, "Sheet1", 4, "papers", 2026001, "办公室", "2026-03-01", "=不是公式", "")
		setRow(f, "Sheet1", 5, "papers", "乙", "办公室", "2026-13-01", "标题", "")
		setRow(f, "Sheet1", 7, "papers", "丙", "办公室", "2026-03-01", nil, "")
		_ = f.SetCellFormula("Sheet1", "E7", "NOW()")
		_ = f.SetCellRichText("Sheet1", "E4", []excelize.RichTextRun{{Text: "关于"}, {Text: "某事"}})
		setRow(f, "Sheet1", 8, "10a", "", "办公室", "2026-03-01", "报表", "")
		_ = f.SetCellValue("Sheet1", "B8", time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC))
	})
	rows, res := readAll(t, "台账.xlsx", data, testOptions())
	if fmt.Sprint(numbersOf(rows, Accepted)) != "[4 8]" || rows[0].Events[0].Subject != "2026001" || rows[0].Events[0].Title != "关于某事" {
		t.Errorf("rows %+v", rows)
	}
	if rows[3].Events[0].Subject != "2026-02" {
		t.Errorf("a month that the spreadsheet turned into a date: %q", rows[3].Events[0].Subject)
	}
	var got []string
	for _, p := range res.Problems {
		got = append(got, p.Text(i18n.Chinese))
	}
	want := "工作表「Sheet1」第 5 行「发布时间」（D 列）：‘2026-13-01’ 不是有效日期，请改成 2026-03-01 这样的写法。\n" +
		"工作表「Sheet1」第 7 行「标题」（E 列）：公式没有保存计算结果。请用 Excel 打开文件，保存后重新导入。"
	if strings.Join(got, "\n") != want {
		t.Errorf("got %s", strings.Join(got, "\n"))
	}
	if rows[0].Events[0].Source != "file:台账.xlsx#Sheet1!4" {
		t.Errorf("source %q", rows[0].Events[0].Source)
	}
}

func TestFormulasCountWithTheirSavedResults(t *testing.T) {
	row := func(cell string) string {
		return "<row>" + strings.TrimSuffix(strings.TrimPrefix(inline("papers", "甲", "办公室"), "<row>"), "</row>") + cell +
			`<c t="inlineStr"><is><r><t>标</t></r><rPh><t>biao</t></rPh><r><t>题</t></r></is></c></row>`
	}
	data := parts(t, "<worksheet><sheetData>"+inlineHead+
		row(`<c t="str"><f>TEXT(A1,"x")</f><v>2026-03-01</v></c>`)+
		row(`<c><f>B1+1</f><v>46083</v></c>`)+
		row(`<c><f>NOW()</f></c>`)+
		row(`<c t="e"><f>1/0</f><v>#DIV/0!</v></c>`)+
		row(`<c t="d"><v>2026-03-03T00:00:00</v></c>`)+
		"</sheetData></worksheet>", nil)
	rows, _ := readAll(t, "a.xlsx", data, testOptions())
	var got []string
	for _, r := range rows {
		if r.Status == Accepted {
			got = append(got, r.Events[0].OccurredAt.Format("01-02")+r.Events[0].Title)
			continue
		}
		got = append(got, codesOf(r)...)
	}
	if s := strings.Join(got, " "); s != "03-01标题 03-02标题 formula_no_value cell_error 03-03标题" {
		t.Error(s)
	}
}

func TestMergedCells(t *testing.T) {
	data := book(t, func(f *excelize.File) {
		xlsxHead(f, 1)
		setRow(f, "Sheet1", 2, "papers", "甲", "办公室", "2026-03-01", "标题甲", "")
		setRow(f, "Sheet1", 3, "", "乙", "", "2026-03-02", "标题乙", "")
		setRow(f, "Sheet1", 4, "", "丙", "", "2026-03-03", "标题丙", "")
		setRow(f, "Sheet1", 5, "一、另一类")
		setRow(f, "Sheet1", 6, "papers", "丁", "办公室", "2026-03-04", "标题丁", "")
		setRow(f, "Sheet1", 7, "", "戊", "办公室", "2026-03-04", "标题戊", "")
		_ = f.MergeCell("Sheet1", "A2", "A4")
		_ = f.MergeCell("Sheet1", "C2", "C4")
		_ = f.MergeCell("Sheet1", "A5", "F5")
	})
	rows, res := readAll(t, "a.xlsx", data, testOptions())
	if fmt.Sprint(numbersOf(rows, Accepted)) != "[2 3 4 6]" {
		t.Errorf("accepted %v: %+v", numbersOf(rows, Accepted), res.Problems)
	}
	if got := fmt.Sprint(codesOf(rows[3]), codesOf(rows[5])); got != "[merged_across] [duty_missing]" {
		t.Errorf("problems %s", got)
	}
}

func TestSheetsAndHeaders(t *testing.T) {
	for name, c := range map[string]struct {
		fill func(f *excelize.File)
		code string
		rows int
	}{
		"几张工作表都读，隐藏的和没有表头的不读": {func(f *excelize.File) {
			xlsxHead(f, 1)
			setRow(f, "Sheet1", 2, "papers", "甲", "办公室", "2026-03-01", "标题")
			for _, name := range []string{"乙表", "隐藏", "说明"} {
				_, _ = f.NewSheet(name)
				setRow(f, name, 1, "公开事项", "对象", "责任科室", "发布时间", "标题")
				setRow(f, name, 2, "papers", name, "办公室", "2026-03-01", "标题")
			}
			_ = f.SetSheetVisible("隐藏", false)
			setRow(f, "说明", 1, "填", "表", "说", "明", "")
		}, "", 2},
		"没有表头": {func(f *excelize.File) { setRow(f, "Sheet1", 1, "甲", "乙") }, "header_none", 0},
		"空工作簿": {func(f *excelize.File) {}, "header_none", 0},
		"缺列":   {func(f *excelize.File) { setRow(f, "Sheet1", 1, "标题", "责任科室") }, "header_missing_in_sheet", 0},
		"表头合并几列": {func(f *excelize.File) {
			setRow(f, "Sheet1", 1, "公开事项", "对象", "责任科室", "发布时间", "", "标题")
			_ = f.MergeCell("Sheet1", "D1", "E1")
		}, "header_merged_in_sheet", 0},
	} {
		t.Run(name, func(t *testing.T) {
			data := book(t, c.fill)
			rows, _, err := tryRead(openBytes(t, "a.xlsx", data), testOptions())
			if codeOf(err) != c.code || len(rows) != c.rows {
				t.Errorf("%d rows, error %v", len(rows), err)
			}
			if err != nil && strings.Contains(explain(err), "%!") {
				t.Error(explain(err))
			}
		})
	}
}

// parts zips a workbook by hand, so that it can be wrong in ways no program
// writes.
func parts(t testing.TB, sheet string, more map[string]string) []byte {
	t.Helper()
	all := map[string]string{
		"xl/workbook.xml":            `<workbook xmlns:r="x"><sheets><sheet name="一" sheetId="1" r:id="r1"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   sheet,
	}
	for name, text := range more {
		all[name] = text
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	z.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) { return flate.NewWriter(w, flate.BestSpeed) })
	for name, text := range all {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, text); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func inline(cells ...string) string {
	var b strings.Builder
	for _, c := range cells {
		fmt.Fprintf(&b, `<c t="inlineStr"><is><t>%s</t></is></c>`, c)
	}
	return "<row>" + b.String() + "</row>"
}

var inlineHead = inline("公开事项", "对象", "责任科室", "发布时间", "标题")

func TestWorkbooksThatWouldBurstAreRefused(t *testing.T) {
	sheet := "<worksheet><sheetData>" + inlineHead + "</sheetData></worksheet>"
	small := func(change func(*limits)) limits {
		l := usualLimits
		change(&l)
		return l
	}
	for name, c := range map[string]struct {
		data   []byte
		limits limits
		code   string
	}{
		"压缩炸弹":  {parts(t, "<worksheet><sheetData>"+inlineHead+strings.Repeat(" ", 64<<20)+"</sheetData></worksheet>", nil), usualLimits, "zip_ratio"},
		"解压后过大": {parts(t, sheet, map[string]string{"xl/media/a": strings.Repeat("x", 5000)}), small(func(l *limits) { l.unzipped = 4000 }), "zip_bomb"},
		"部件太多":  {parts(t, sheet, nil), small(func(l *limits) { l.parts = 2 }), "zip_parts"},
		"一格过大":  {parts(t, "<worksheet><sheetData>"+inlineHead+inline(strings.Repeat("x", 2<<20))+"</sheetData></worksheet>", nil), usualLimits, "zip_token"},
		"文字过多": {parts(t, sheet, map[string]string{"xl/sharedStrings.xml": "<sst>" + strings.Repeat("<si><t>abcdefgh</t></si>", 1000) + "</sst>"}),
			small(func(l *limits) { l.strings = 1000 }), "zip_strings"},
		"合并太多": {parts(t, sheet[:len(sheet)-12]+strings.Repeat(`<mergeCell ref="A2:A3"/>`, 11)+"</worksheet>", nil), small(func(l *limits) { l.merges = 10 }), "zip_merges"},
		"工作表太多": {parts(t, sheet, map[string]string{"xl/workbook.xml": `<workbook xmlns:r="x"><sheets>` +
			strings.Repeat(`<sheet name="一" r:id="r1"/>`, 65) + `</sheets></workbook>`}), usualLimits, "zip_sheets"},
		"行号超出":      {parts(t, "<worksheet><sheetData>"+inlineHead+`<row r="1048577"/></sheetData></worksheet>`, nil), usualLimits, "zip_rows"},
		"行号倒退":      {parts(t, "<worksheet><sheetData>"+inlineHead+`<row r="1"/></sheetData></worksheet>`, nil), usualLimits, "zip_damaged"},
		"XML 断裂":    {parts(t, "<worksheet><sheetData>"+inlineHead+"<row><c", nil), usualLimits, "zip_damaged"},
		"压缩包断裂":     {parts(t, sheet, nil)[:200], usualLimits, "zip_damaged"},
		"Word 文档":   {zipOf(t, "word/document.xml"), usualLimits, "file_word"},
		"普通压缩包":     {zipOf(t, "a.txt"), usualLimits, "file_archive"},
		"ODS":       {zipOf(t, "content.xml"), usualLimits, "file_ods"},
		"二进制 Excel": {zipOf(t, "xl/workbook.bin"), usualLimits, "file_xlsb"},
		"列号超出":      {parts(t, "<worksheet><sheetData>"+inlineHead+`<row><c r="ZZZ2"><v>1</v></c></row></sheetData></worksheet>`, nil), usualLimits, "zip_damaged"},
	} {
		t.Run(name, func(t *testing.T) {
			src := openBytes(t, "a.xlsx", c.data)
			src.limits = c.limits
			_, _, err := tryRead(src, testOptions())
			if codeOf(err) != c.code {
				t.Fatalf("got %v, want %s", err, c.code)
			}
			for _, lang := range i18n.Langs {
				if text := i18n.ErrorText(lang, err); strings.Contains(text, "%!") || strings.Contains(text, "⟦") {
					t.Errorf("words: %s", text)
				}
			}
		})
	}
}

func zipOf(t testing.TB, name string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	if _, err := z.Create(name); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAnArchiveThatDeclaresLessThanItHoldsIsRefused(t *testing.T) {
	data := parts(t, "<worksheet><sheetData>"+inlineHead+inline(strings.Repeat("y", 100_000))+"</sheetData></worksheet>", nil)
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range r.File {
		raw, err := f.OpenRaw()
		if err != nil {
			t.Fatal(err)
		}
		h := f.FileHeader
		if strings.Contains(h.Name, "sheet1") {
			h.UncompressedSize64 = 900
		}
		w, err := z.CreateRaw(&h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(w, raw); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if _, _, err := tryRead(openBytes(t, "a.xlsx", b.Bytes()), testOptions()); codeOf(err) != "zip_damaged" {
		t.Errorf("got %v", err)
	}
}

func TestWhatXMLCannotHoldComesBack(t *testing.T) {
	for in, want := range map[string]string{"a_x000D_b": "a\rb", "_x005F_x000D_": "_x000D_", "a_x00": "a_x00", "_xzzzz_": "_xzzzz_", "x": "x"} {
		if got := unescape(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestFormatsThatShowDates(t *testing.T) {
	for code, want := range map[string]bool{
		"yyyy-mm-dd": true, `yyyy"年"m"月"`: true, "[$-804]yyyy/m/d h:mm": true, "h:mm": true, "m/d": true,
		"General": false, "0.00": false, "#,##0": false, `0"日"`: false, "@": false, "0.00E+00": false, "[Red]0.0": false, `"yyyy"0`: false,
	} {
		if showsDate(code) != want {
			t.Errorf("%s: want %v", code, want)
		}
	}
}
