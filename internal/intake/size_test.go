package intake

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"runtime"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"daylight/internal/disclosure"
)

// endless is a file of as many rows as asked for, made up while it is read.
type endless struct {
	head string
	row  func(n int) string // always of the same length
	rows int
}

func newEndless(megabytes int) *endless {
	e := &endless{head: shortHead, row: func(n int) string {
		return fmt.Sprintf("papers,测民发〔2026〕%09d号,办公室,2026-03-%02d 10:20,关于印发《安顺市社会救助资金管理办法》第%09d号的通知,附件见网页，联系科室办公室\n", n, n%28+1, n)
	}}
	e.rows = (megabytes<<20 - len(e.head)) / len(e.row(0))
	return e
}

func (e *endless) size() int64 { return int64(len(e.head) + e.rows*len(e.row(0))) }

func (e *endless) ReadAt(p []byte, off int64) (int, error) {
	n := 0
	width := int64(len(e.row(0)))
	for n < len(p) {
		at := off + int64(n)
		if at >= e.size() {
			return n, io.EOF
		}
		piece := e.head
		if body := at - int64(len(e.head)); body >= 0 {
			piece = e.row(int(body / width))[body%width:]
		} else {
			piece = piece[at:]
		}
		n += copy(p[n:], piece)
	}
	return n, nil
}

func TestAHugeFileNeedsLittleMemory(t *testing.T) {
	megabytes := 100 // 300 take about 10 s and 85 MB, most of it to tell duplicates
	if testing.Short() {
		megabytes = 20
	}
	file := newEndless(megabytes)
	src, err := Open(file, "大.csv", file.size())
	if err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	before, peak, rows := m.HeapInuse, uint64(0), 0
	job := Job{Options: testOptions(), Ledger: forgetful{}, Progress: func(int64, int64) {
		if rows++; rows%200 == 0 {
			runtime.ReadMemStats(&m)
			peak = max(peak, m.HeapInuse)
		}
	}}
	res, err := Import(context.Background(), src, job)
	if err != nil || res.Accepted != file.rows {
		t.Fatalf("%v %+v", err, res)
	}
	used := int64(peak-before) >> 20
	t.Logf("%d MB, %d rows: at most %d MB more in use", megabytes, res.Rows, used)
	if used > 60 {
		t.Errorf("%d MB in use", used)
	}
}

// forgetful is a ledger that takes everything and keeps nothing.
type forgetful struct{}

func (forgetful) Append(_ context.Context, events []disclosure.Event) ([]disclosure.Outcome, error) {
	outcomes := make([]disclosure.Outcome, len(events))
	for i := range outcomes {
		outcomes[i] = disclosure.Appended
	}
	return outcomes, nil
}

func benchmark(b *testing.B, name string, data []byte, opts Options, rows int) {
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, res, err := tryReadOnly(openBytes(b, name, data), opts); err != nil || res.Accepted != rows {
			b.Fatal(err, res)
		}
	}
	b.ReportMetric(float64(rows)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}

func tryReadOnly(src *Source, opts Options) (int, Result, error) {
	n := 0
	res, err := Read(context.Background(), src, opts, func(r Row) error { n += len(r.Events); return nil })
	return n, res, err
}

func BenchmarkCSV(b *testing.B) {
	file := newEndless(8)
	data, err := io.ReadAll(io.NewSectionReader(file, 0, file.size()))
	if err != nil {
		b.Fatal(err)
	}
	benchmark(b, "a.csv", data, testOptions(), file.rows)
}

func BenchmarkGB18030WithLinks(b *testing.B) {
	var text strings.Builder
	text.WriteString("公开事项,责任科室,发布时间,成文日期,标题,文号,链接\n")
	const rows = 20_000
	for i := range rows {
		fmt.Fprintf(&text, "规范性文件,局办公室,2026-03-%02d 10:20,2026-03-01,关于某事的通知%d,测民发〔2026〕%d号,https://www.a.gov.cn/zwgk/202603/t20260305_%d.html\n", i%28+1, i, i, i)
	}
	var data bytes.Buffer
	w, err := GB18030.newEncoder(&data)
	if err != nil {
		b.Fatal(err)
	}
	if _, err := io.WriteString(w, text.String()); err != nil {
		b.Fatal(err)
	}
	benchmark(b, "a.csv", data.Bytes(), testOptions(), rows)
}

func BenchmarkXLSX(b *testing.B) {
	const rows = 20_000
	data := book(b, func(f *excelize.File) {
		s, err := f.NewStreamWriter("Sheet1")
		if err != nil {
			b.Fatal(err)
		}
		_ = s.SetRow("A1", []any{"公开事项", "对象", "责任科室", "发布时间", "标题"})
		for i := range rows {
			_ = s.SetRow(fmt.Sprint("A", i+2), []any{"papers", fmt.Sprint("甲", i), "办公室", "2026-03-01", fmt.Sprint("标题", i)})
		}
		if err := s.Flush(); err != nil {
			b.Fatal(err)
		}
	})
	benchmark(b, "a.xlsx", data, testOptions(), rows)
}

func BenchmarkNDJSON(b *testing.B) {
	const rows = 20_000
	var text strings.Builder
	for i := range rows {
		fmt.Fprintf(&text, `{"duty":"papers","kind":"published","subject":"甲%d","office":"general","occurred_at":"2026-03-05 10:20","title":"标题%d"}`+"\n", i, i)
	}
	benchmark(b, "a.ndjson", []byte(text.String()), testOptions(), rows)
}
