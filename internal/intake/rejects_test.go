package intake

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"daylight/internal/i18n"
)

// returned reads data and writes what is rejected.
func returned(t *testing.T, name string, data []byte) []byte {
	t.Helper()
	src := openBytes(t, name, data)
	rows, _, err := tryRead(src, testOptions())
	if err != nil {
		t.Fatal(explain(err))
	}
	var out bytes.Buffer
	r := NewRejects(&out, src, i18n.Chinese)
	for _, row := range rows {
		if row.Status == Rejected {
			if err := r.Write(row); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := r.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestReturnedRowsComeBackInTheSameShape(t *testing.T) {
	bad := "papers,乙,办公室,2026-13-01,\"多行\n标题，\"\"引号\"\"\",=1+1\n"
	text := "填报单位：办公室\n" + shortHead + good(1) + bad
	for _, e := range []Encoding{UTF8, UTF8BOM, UTF16LE, UTF16BE, GB18030} {
		for _, comma := range []string{",", ";", "\t"} {
			t.Run(fmt.Sprintf("%s %q", e, comma), func(t *testing.T) {
				var in bytes.Buffer
				w, err := e.newEncoder(&in)
				if err != nil {
					t.Fatal(err)
				}
				if _, err := w.Write([]byte(strings.ReplaceAll(strings.ReplaceAll(text, ",", comma), "\n", "\r\n"))); err != nil {
					t.Fatal(err)
				}
				out := returned(t, "a.csv", in.Bytes())
				src := openBytes(t, "退回.csv", out)
				if src.Encoding != e || !src.crlf {
					t.Errorf("encoding %s, CRLF %v", src.Encoding, src.crlf)
				}
				rows, res, err := tryRead(src, testOptions())
				if err != nil {
					t.Fatal(explain(err))
				}
				if src.comma != comma[0] || res.Rejected != 1 || res.Rows != 1 || len(res.UnusedColumns) != 0 {
					t.Errorf("comma %q, %+v", src.comma, res)
				}
				want := []string{"papers", "乙", "办公室", "2026-13-01", "多行\n标题，\"引号\"", "'=1+1",
					"第 4 行「发布时间」：‘2026-13-01’ 不是有效日期，请改成 2026-03-01 这样的写法"}
				if diff := cmp.Diff(want, rows[0].Cells); diff != "" {
					t.Error(diff)
				}
				again := returned(t, "退回.csv", out)
				if strings.Count(string(again), "\n") != strings.Count(string(out), "\n") {
					t.Error("returned twice, the file must not grow")
				}
			})
		}
	}
}

func TestAGuardedCellComesBackAsItWas(t *testing.T) {
	for _, s := range []string{"=1", "+1", "-1", "@a", "\ta", "'=1", "''=1", "'a", "a=1", "", "'", "甲"} {
		g := guard(s)
		if strings.IndexByte(guarded, (g + " ")[0]) >= 0 {
			t.Errorf("%q is not guarded", s)
		}
		if got := unguard(g); got != s {
			t.Errorf("%q came back as %q", s, got)
		}
	}
}

func TestReturnedRowsOfAWorkbook(t *testing.T) {
	data := book(t, func(f *excelize.File) {
		_ = f.SetSheetName("Sheet1", "一季度")
		_, _ = f.NewSheet("二季度")
		for _, s := range []string{"一季度", "二季度"} {
			setRow(f, s, 1, "公开事项", "对象", "责任科室", "发布时间", "标题")
			setRow(f, s, 2, "papers", s, "办公室", "2026-03-01", "标题")
			setRow(f, s, 3, "papers", s+"乙", "规划处", "2026-03-01", "=标题")
		}
	})
	out := returned(t, "a.xlsx", data)
	rows, res := readAll(t, "退回.xlsx", out, testOptions())
	if res.Rows != 2 || res.Rejected != 2 || rows[0].Sheet != "一季度" || rows[1].Sheet != "二季度" || rows[1].Cells[4] != "=标题" || len(rows[1].Cells) != 6 {
		t.Errorf("%+v %+v", res, rows)
	}
}

func TestReturnedLinesOfNDJSON(t *testing.T) {
	out := returned(t, "a.ndjson", []byte(`{"duty":"papers","kind":"published","subject":"甲","office":"general","occurred_at":"2026-13-01","title":"<标题>"}`+"\n{\"duty\":\n"))
	mended := strings.Replace(string(out), "2026-13-01\",", "2026-03-01\",", 1)
	_, res := readAll(t, "b.ndjson", []byte(mended), testOptions())
	if res.Accepted != 1 || res.Rejected != 1 {
		t.Errorf("%+v\n%s", res, mended)
	}
	if again := returned(t, "b.ndjson", out); strings.Count(string(again), "reason") != 2 {
		t.Errorf("returned twice: %s", again)
	}
}

func TestNothingIsWrittenWhereNothingIsReturned(t *testing.T) {
	if out := returned(t, "a.csv", []byte(shortHead+good(1))); len(out) != 0 {
		t.Errorf("wrote %q", out)
	}
}
