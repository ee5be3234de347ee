package intake

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"golang.org/x/text/encoding/simplifiedchinese"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
)

const shortHead = "公开事项,对象,责任科室,发布时间,标题,备注\n"

func good(n int) string {
	return fmt.Sprintf("papers,甲%d,办公室,2026-03-%02d,标题%d,\n", n, n%28+1, n)
}

func numbersOf(rows []Row, s Status) (numbers []int) {
	for _, r := range rows {
		if r.Status == s {
			numbers = append(numbers, r.Number)
		}
	}
	return numbers
}

func TestABadRowHarmsNoOther(t *testing.T) {
	for name, c := range map[string]struct {
		bad  string // stands in line 3
		code string
	}{
		"引号不成对，直到文件末尾": {`papers,乙,"办公室,2026-03-01,标题,`, "quotes"},
		"引号之后还有字":      {`papers,乙,"办公"室,2026-03-01,标题,`, "quotes"},
		"行首引号不成对":      {`"papers,乙,办公室,2026-03-01,标题,`, "quotes"},
		"行尾引号不成对":      {`papers,乙,办公室,2026-03-01,标题,"`, "quotes"},
		"截断":           {`papers,乙,办公`, "row_cut"},
		"截断在汉字中间":      {"papers,乙,办\xe5\x85", "row_cut"},
		"截断在引号里":       {`papers,乙,"办公`, "quotes"},
		"超长的一行":        {strings.Repeat("长", 600_000), "line_too_long"},
		"一行乱码":         {"papers,乙,\xff\xfe\xfd,2026-03-01,标题,", "bad_bytes"},
	} {
		t.Run(name, func(t *testing.T) {
			file := shortHead + good(1) + c.bad + "\n" + good(2) + "papers,丙,办公室,2026-03-09,\"多行\n标题\",备注\n" + good(3)
			rows, res := readAll(t, "a.csv", []byte(file), testOptions())
			if got := fmt.Sprint(numbersOf(rows, Accepted)); got != "[2 4 5 7]" {
				t.Errorf("accepted rows %s, want [2 4 5 7]", got)
			}
			if len(res.Problems) != 1 || res.Problems[0].Row != 3 || res.Problems[0].Code != "intake."+c.code {
				t.Errorf("problems: %+v", res.Problems)
			}
		})
	}
}

func TestALostQuoteDoesNotSwallowRows(t *testing.T) {
	for name, c := range map[string]struct{ bad, next string }{
		"下一行的引号把它关上": {`papers,乙,办公室,2026-03-01,"标题,`, `papers,丙,办公室,2026-03-02,标题,",备注"`},
		"下一行有空引号":    {`papers,乙,办公室,2026-03-01,"标题`, `papers,丙,办公室,2026-03-02,标题,""`},
		"下一行多行":      {`papers,乙,办公室,2026-03-01,标题,"备`, "papers,丙,办公室,2026-03-02,标题,\"\n备注\""},
		"凑够列数":       {`"papers`, `papers,丙,办公室,2026-03-02,",标题",备注`},
	} {
		t.Run(name, func(t *testing.T) {
			rows, _ := readAll(t, "a.csv", []byte(shortHead+good(1)+c.bad+"\n"+c.next+"\n"+good(2)), testOptions())
			var subjects []string
			for _, r := range rows {
				for _, e := range r.Events {
					subjects = append(subjects, e.Subject)
				}
			}
			if got := strings.Join(subjects, " "); got != "甲1 丙 甲2" {
				t.Errorf("accepted %s, want 甲1 丙 甲2", got)
			}
		})
	}
}

func TestCellsOfSeveralLinesKeepTheRowNumbersOfTheEditor(t *testing.T) {
	rows, _ := readAll(t, "a.csv", []byte(shortHead+"\"papers\",甲,办公室,2026-03-01,\"第一行\n第二行,有逗号\n\"\"引用\"\"\",\n"+good(2)+"\n,,,,,\n"+good(3)), testOptions())
	if got := fmt.Sprint(numbersOf(rows, Accepted)); got != "[2 5 8]" {
		t.Errorf("accepted rows %s, want [2 5 8]", got)
	}
	if got := rows[0].Events[0].Title; got != `第一行 第二行,有逗号 "引用"` {
		t.Errorf("title %q", got)
	}
}

func TestFilesOfEveryEncodingAndDelimiter(t *testing.T) {
	text := shortHead + good(1) + good(2)
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	wide := func(big bool) []byte {
		b := []byte{0xff, 0xfe}
		if big {
			b = []byte{0xfe, 0xff}
		}
		for _, u := range utf16.Encode([]rune(text)) {
			if big {
				b = append(b, byte(u>>8), byte(u))
			} else {
				b = append(b, byte(u), byte(u>>8))
			}
		}
		return b
	}
	for name, c := range map[string]struct {
		data []byte
		want Encoding
	}{
		"UTF-8":        {[]byte(text), UTF8},
		"UTF-8 有签名":    {[]byte("\xef\xbb\xbf" + text), UTF8BOM},
		"UTF-16 小端":    {wide(false), UTF16LE},
		"UTF-16 大端":    {wide(true), UTF16BE},
		"GB18030":      {[]byte(gb), GB18030},
		"分号":           {[]byte(strings.ReplaceAll(text, ",", ";")), UTF8},
		"制表符":          {[]byte(strings.ReplaceAll(text, ",", "\t")), UTF8},
		"Windows 换行":   {[]byte(strings.ReplaceAll(text, "\n", "\r\n")), UTF8},
		"老 Mac 换行":     {[]byte(strings.ReplaceAll(text, "\n", "\r")), UTF8},
		"末行没有换行":       {[]byte(strings.TrimSuffix(text, "\n")), UTF8},
		"表头上面有标题行":     {[]byte("测试民政局政务公开台账,,,,,\n填报单位：办公室\n\n" + text), UTF8},
		"UTF-8 里夹一行乱码": {[]byte(text + good(3) + "papers,\xff\xff\xff,办公室,2026-03-01,标题,\n"), UTF8},
	} {
		t.Run(name, func(t *testing.T) {
			rows, res := readAll(t, "a.csv", c.data, testOptions())
			if res.Encoding != c.want || res.Accepted < 2 || rows[1].Events[0].Title != "标题2" {
				t.Errorf("encoding %s, %d accepted, %v", res.Encoding, res.Accepted, rows)
			}
		})
	}
}

func TestGB18030DamagedInOneCellReturnsThatRow(t *testing.T) {
	gb, _ := simplifiedchinese.GB18030.NewEncoder().String(shortHead + good(1) + "papers,乙,办公室,2026-03-01,坏◆题,\n" + good(2))
	mark, _ := simplifiedchinese.GB18030.NewEncoder().String("◆")
	rows, res := readAll(t, "a.csv", []byte(strings.Replace(gb, mark, "\xff", 1)), testOptions())
	if res.Encoding != GB18030 || fmt.Sprint(numbersOf(rows, Accepted)) != "[2 4]" {
		t.Errorf("encoding %s, accepted %v", res.Encoding, numbersOf(rows, Accepted))
	}
	if p := res.Problems[0]; p.Row != 3 || p.Column != "标题" || p.Code != "intake.bad_bytes" {
		t.Errorf("problem %+v", p)
	}
}

func TestFilesThatAreNoTablesAreRefusedByName(t *testing.T) {
	compound := func(name string) string {
		b := make([]byte, 2048)
		copy(b, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
		b[30], b[48] = 9, 0
		for i, c := range []byte(name) {
			b[512+2*i] = c
		}
		return string(b)
	}
	for name, c := range map[string]struct{ data, code string }{
		"空文件":           {"", "file_empty"},
		"只有空白":          {"\xef\xbb\xbf \r\n\t\n", "file_empty"},
		"PDF":           {"%PDF-1.7\n1 0 obj", "file_pdf"},
		"网页":            {"\n<!DOCTYPE html><html><body>", "file_html"},
		"网页冒充 .xls":     {"<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><table>", "file_html"},
		"XML 表格 2003":   {"<?xml version=\"1.0\"?><Workbook>", "file_xml"},
		"旧 Excel":       {compound("Workbook"), "file_xls"},
		"加密的 Excel":     {compound("EncryptedPackage"), "file_locked"},
		"旧 Word":        {compound("WordDocument"), "file_word"},
		"图片":            {"\x89PNG\r\n\x1a\n", "file_image"},
		"照片":            {"\xff\xd8\xff\xe0\x00\x10JFIF", "file_image"},
		"压缩包":           {"Rar!\x1a\x07", "file_archive"},
		"JSON 数组":       {"[\n {\"duty\":\"papers\"}]", "file_json_array"},
		"二进制":           {"abc\x00\x00\x00\x00\x00\x00\x00", "file_binary"},
		"没有一列认得":        {"甲,乙,丙\n1,2,3\n", "header_none"},
		"缺少必要的列":        {"标题,责任科室\n甲,乙\n", "header_missing"},
		"列名重复":          {"公开事项,发布时间,标题,标题\n", "header_twice"},
		"两列一个意思":        {"公开事项,发布时间,公开时间,标题\n", "header_twice"},
		"列太多":           {strings.Repeat("标题,", 600) + "\n", "header_wide"},
		"既非 UTF-8 也非国标": {strings.Repeat("\xff\xff\xff\x81\n", 20), "file_encoding"},
	} {
		t.Run(name, func(t *testing.T) {
			src, err := Open(bytes.NewReader([]byte(c.data)), "材料.csv", int64(len(c.data)))
			if err == nil {
				_, _, err = tryRead(src, testOptions())
			}
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

func TestColumnsNobodyReadsAreNamed(t *testing.T) {
	rows, res := readAll(t, "a.csv", []byte("序号,公开事项,对象,责任科室,发布时间,*标题（必填）,主题词\n1,papers,甲,办公室,2026-03-01,标题,财政\n2,papers,甲,办公室,2026-03-01,标题,民政\n"), testOptions())
	if fmt.Sprint(res.UnusedColumns) != "[主题词]" {
		t.Errorf("unused %v", res.UnusedColumns)
	}
	if rows[1].Status != Ignored {
		t.Error("rows that differ only in columns nobody reads state the same")
	}
}

func TestAttributesComeFromTheirColumns(t *testing.T) {
	rows, _ := readAll(t, "a.csv", []byte("事项,对象,类型,科室,日期,依据,attrs.approver,索引号\npapers,甲,不予公开,办公室,2026-03-01,条例第十四条,局长办公会,A/1\n"), testOptions())
	e := rows[0].Events[0]
	if e.Kind != disclosure.Withheld || e.Attrs["ground"] != "条例第十四条" || e.Attrs["approver"] != "局长办公会" || e.Attrs["index_number"] != "A/1" {
		t.Errorf("event %+v", e)
	}
}
