package intake

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
	"pgregory.net/rapid"
)

// FuzzRead: whatever the bytes, nothing panics and every row ends as one of
// three.
func FuzzRead(f *testing.F) {
	f.Add([]byte(dirty))
	f.Add([]byte(shortHead + good(1) + "\"\n" + good(2)))
	f.Add([]byte("\xff\xfe" + shortHead))
	f.Add([]byte("{\"duty\":\"papers\"}\n"))
	f.Add(manyRows(5))
	f.Add(parts(f, "<worksheet><sheetData>"+inlineHead+inline("papers", "甲", "办公室", "2026-03-01", "标题")+
		`</sheetData><mergeCells><mergeCell ref="A2:A3"/></mergeCells></worksheet>`, nil))
	opts := testOptions()
	f.Fuzz(func(t *testing.T, data []byte) {
		src, err := Open(bytes.NewReader(data), "a", int64(len(data)))
		if err != nil {
			return
		}
		rejects := NewRejects(&bytes.Buffer{}, src, "zh-CN")
		rows := 0
		res, err := Read(context.Background(), src, opts, func(r Row) error {
			rows++
			if (r.Status == Accepted) != (len(r.Events) > 0) || (r.Status == Rejected) != (len(r.Problems) > 0) {
				t.Errorf("row %+v", r)
			}
			for _, p := range r.Problems {
				if s := p.Text("zh-CN"); strings.Contains(s, "%!") || strings.Contains(s, "⟦") {
					t.Error(s)
				}
			}
			if r.Status == Rejected {
				return rejects.Write(r)
			}
			return nil
		})
		if res.Accepted+res.Rejected+res.Ignored != res.Rows || rows != res.Rows {
			t.Errorf("%+v, %d rows", res, rows)
		}
		if err == nil && rejects.Count() > 0 {
			if err := rejects.Close(); err != nil {
				t.Error(err)
			}
		}
	})
}

// survives reads good rows with one corrupt line among them and checks that
// each of them is in.
func survives(t interface {
	Helper()
	Fatalf(string, ...any)
}, corrupt []byte, gb bool) {
	t.Helper()
	before, after := shortHead+good(1)+good(2), "papers,丙,办公室,2026-03-09,\"有\"\"引号\"\",\n两行\",\"\"\n"+good(3)+good(4)+"papers,丁,办公室,2026-03-09,\",逗号开头\",\n"+good(5)
	if gb {
		enc := simplifiedchinese.GB18030.NewEncoder()
		before, _ = enc.String(before)
		after, _ = enc.String(after)
	}
	data := []byte(before + string(corrupt) + "\n" + after)
	src, err := Open(bytes.NewReader(data), "a.csv", int64(len(data)))
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	in := map[string]bool{}
	_, err = Read(context.Background(), src, testOptions(), func(r Row) error {
		for _, e := range r.Events {
			in[e.Subject] = true
		}
		return nil
	})
	if err != nil {
		t.Fatalf("read: %v", err)
	}
	for _, subject := range []string{"甲1", "甲2", "丙", "甲3", "甲4", "丁", "甲5"} {
		if !in[subject] {
			t.Fatalf("%q took the good row %s with it", corrupt, subject)
		}
	}
}

// FuzzGoodRowsSurvive: no corruption of one line harms another.
func FuzzGoodRowsSurvive(f *testing.F) {
	for _, s := range []string{"", `"`, `a,"b`, `"papers`, "papers,乙,办公室,2026-03-01,\"标题", "\xff\xfe\"", `",",`, `,,,,"`, `"",`, "\x00"} {
		f.Add([]byte(s), false)
		f.Add([]byte(s), true)
	}
	f.Fuzz(func(t *testing.T, corrupt []byte, gb bool) {
		if len(corrupt) > 60 {
			corrupt = corrupt[:60]
		}
		// More broken lines than good ones leave the encoding in doubt.
		survives(t, bytes.ReplaceAll(corrupt, []byte("\n"), []byte(" ")), gb)
	})
}

func TestGoodRowsSurviveAnyCorruptionOfAnother(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var line strings.Builder
		for range rapid.IntRange(0, 12).Draw(t, "pieces") {
			line.WriteString(rapid.SampledFrom([]string{`"`, `""`, ",", "papers", "办公室", "2026-03-01", "\xe5", "\x00", " ", "乙", "'", "\r"}).Draw(t, "piece"))
		}
		survives(t, []byte(line.String()), rapid.Bool().Draw(t, "gb"))
	})
}

func TestRowsOfAnyCellsComeBackFromTheFileOfRejects(t *testing.T) {
	cell := rapid.StringOfN(rapid.SampledFrom([]rune("甲\",;=+-@'\t \n乙a1")), 0, 8, -1)
	rapid.Check(t, func(t *rapid.T) {
		want := []string{"无此事项"}
		for range 5 {
			want = append(want, cell.Draw(t, "cell"))
		}
		src := &Source{Format: CSV, Encoding: UTF8, comma: ',', eol: '\n'}
		var out bytes.Buffer
		r := NewRejects(&out, src, "zh-CN")
		header := strings.Split(strings.TrimSpace(shortHead), ",")
		if err := r.Write(Row{Number: 2, Header: header, Cells: want, Problems: []Problem{{Row: 2, Code: "intake.quotes"}}}); err != nil {
			t.Fatal(err)
		}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
		again, err := Open(bytes.NewReader(out.Bytes()), "a.csv", int64(out.Len()))
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		_, err = Read(context.Background(), again, testOptions(), func(row Row) error {
			n++
			for i, c := range want {
				if got := unguard(row.Cells[i]); got != c {
					return fmt.Errorf("cell %d: %q came back as %q", i, c, got)
				}
			}
			return nil
		})
		if err != nil || n != 1 {
			t.Fatalf("%d rows, %v\n%s", n, err, out.String())
		}
	})
}
