package intake_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"maps"
	"math/rand/v2"
	"regexp"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"daylight/internal/disclosure"
	"daylight/internal/evidence"
	"daylight/internal/i18n"
	"daylight/internal/intake"
	"daylight/internal/planfile"
	"daylight/internal/testkit"
	"daylight/internal/workday"
)

const (
	hostileFiles = 1000      // at least
	hostileHeap  = 200 << 20 // at most
)

// rawWords are what errors of the libraries underneath sound like.
var rawWords = regexp.MustCompile(`⟦|%!|zip:|xml:|XML syntax|json:|EOF|invalid character|runtime error|strconv|flate:|bufio:|png:|jpeg:|open /|goroutine`)

// handed is what a file came to.
type handed struct{ refused, kept, returned int }

// hostile is one run over all files.
type hostile struct {
	t     *testing.T
	opts  intake.Options
	rnd   *rand.Rand
	total int
	did   handed
	peak  atomic.Uint64
}

func TestMalformedFilesAreRefusedInWords(t *testing.T) {
	runtime.GC()
	defer debug.SetMemoryLimit(debug.SetMemoryLimit(hostileHeap))
	defer debug.SetGCPercent(debug.SetGCPercent(20))
	h := &hostile{t: t, opts: hostileOptions(), rnd: rand.New(rand.NewPCG(20260, 7))}
	stop, done := make(chan struct{}), make(chan struct{})
	go h.watch(stop, done)
	began := time.Now()
	for _, family := range []func(){h.texts, h.workbooks, h.bombs, h.strangers, h.lines, h.endless, h.pictures} {
		family()
	}
	close(stop)
	<-done
	testkit.Tell(t, "%d malformed files in %.1f s: %d refused whole, %d read with %d rows kept and %d returned; heap at most %d MB",
		h.total, time.Since(began).Seconds(), h.did.refused, h.total-h.did.refused, h.did.kept, h.did.returned, h.peak.Load()>>20)
	if h.total < hostileFiles {
		t.Errorf("only %d files", h.total)
	}
	if h.peak.Load() > hostileHeap {
		t.Errorf("heap grew to %d MB", h.peak.Load()>>20)
	}
}

func (h *hostile) watch(stop, done chan struct{}) {
	defer close(done)
	var m runtime.MemStats
	for {
		runtime.ReadMemStats(&m)
		if m.HeapAlloc > h.peak.Load() {
			h.peak.Store(m.HeapAlloc)
		}
		select {
		case <-stop:
			return
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func hostileOptions() intake.Options {
	site := []disclosure.DutyChannel{{Code: "website"}}
	p := &disclosure.Plan{
		Code: "test", Body: disclosure.Body{Code: "test"}, Offices: []disclosure.Office{{Code: "general", Name: "办公室"}},
		Channels: []disclosure.Channel{{Code: "website", Name: "网站"}},
		Duties: []disclosure.Duty{{Code: "papers", Name: "规范性文件", Lead: "general", Trigger: disclosure.OnEvent, Channels: site},
			{Code: "9", Name: "依申请公开", Lead: "general", Trigger: disclosure.OnEvent, Application: true}},
	}
	return intake.Options{Plan: p, Directory: planfile.NewDirectory(p), Now: time.Date(2026, 11, 23, 9, 0, 0, 0, workday.Beijing)}
}

// words checks that a refusal is one in words.
func (h *hostile) words(what string, err error) {
	var e *disclosure.Error
	if !errors.As(err, &e) {
		h.t.Errorf("%s: %v is no refusal in words", what, err)
		return
	}
	for _, lang := range i18n.Langs {
		if s := i18n.ErrorText(lang, err); rawWords.MatchString(s) || !i18n.Has(lang, e.Code) {
			h.t.Errorf("%s: %s", what, s)
		}
	}
}

// read hands one file to Preview and Read and counts what became of it.
func (h *hostile) read(what string, file io.ReaderAt, size int64) (res intake.Result, err error) {
	h.total++
	defer func() {
		if r := recover(); r != nil {
			h.t.Fatalf("%s: panic: %v\n%s", what, r, debug.Stack())
		}
	}()
	src, err := intake.Open(file, what, size)
	if err == nil && size < 1<<20 {
		_, err = intake.Preview(context.Background(), src, h.opts, 5, nil)
	}
	if err == nil {
		res, err = intake.Read(context.Background(), src, h.opts, func(r intake.Row) error {
			for _, p := range r.Problems {
				for _, lang := range i18n.Langs {
					if s := p.Reason(lang); rawWords.MatchString(s) {
						return fmt.Errorf("row %d: %s", r.Number, s)
					}
				}
			}
			return nil
		})
	}
	if res.Accepted+res.Rejected+res.Ignored != res.Rows {
		h.t.Errorf("%s: rows do not add up: %+v", what, res)
	}
	h.did.kept += res.Accepted
	h.did.returned += res.Rejected
	if err != nil {
		h.did.refused++
		h.words(what, err)
	}
	return res, err
}

func (h *hostile) bytes(what string, data []byte) (intake.Result, error) {
	return h.read(what, bytes.NewReader(data), int64(len(data)))
}

const (
	tableHead = "公开事项,对象,责任科室,发布时间,标题,答复类型\n"
	tableRow  = "papers,甲%d,办公室,2026-03-05,标题%d,\n"
)

func tableText(rows int) string {
	var b strings.Builder
	b.WriteString(tableHead)
	for i := range rows {
		fmt.Fprintf(&b, tableRow, i, i)
	}
	return b.String()
}

// mutate flips, cuts, doubles and swaps bytes.
func (h *hostile) mutate(data []byte) []byte {
	data = bytes.Clone(data)
	for range 1 + h.rnd.IntN(8) {
		if len(data) < 4 {
			break
		}
		i := h.rnd.IntN(len(data))
		switch h.rnd.IntN(5) {
		case 0:
			data[i] ^= 1 << h.rnd.IntN(8)
		case 1:
			data[i] = "\x00\"\n,\xff=\x1b\x80"[h.rnd.IntN(8)]
		case 2:
			data = append(data[:i:i], data[min(len(data), i+1+h.rnd.IntN(20)):]...)
		case 3:
			data = append(append(data[:i:i], data[max(0, i-20):i]...), data[i:]...)
		case 4:
			data = append(append(data[:i:i], "\"\r\n;\t"[h.rnd.IntN(5)]), data[i:]...)
		}
	}
	return data
}

func (h *hostile) texts() {
	text := []byte(tableText(20))
	gb, _ := simplifiedchinese.GB18030.NewEncoder().Bytes(text)
	wide, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes(text)
	big, _ := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().Bytes(text)
	bases := map[string][]byte{"UTF-8": text, "GB18030": gb, "UTF-16LE": wide, "UTF-16BE": big}
	for _, name := range slices.Sorted(maps.Keys(bases)) {
		base := bases[name]
		for i := range 110 {
			_, _ = h.bytes(fmt.Sprintf("%s-%d.csv", name, i), h.mutate(base))
		}
	}
	for i, cell := range []string{"=cmd|' /C calc'!A0", "=DDE(\"cmd\";\"/C calc\";\"x\")", "@SUM(1)", "+1+1", "-2+3", "=HYPERLINK(\"http://x\")", strings.Repeat("长", 600), "\x00", "11010519491231002X"} {
		res, err := h.bytes(fmt.Sprintf("公式-%d.csv", i), []byte(tableText(3)+"papers,乙,办公室,2026-03-05,"+`"`+strings.ReplaceAll(cell, `"`, `""`)+`"`+",\n"))
		if err != nil || res.Accepted < 3 {
			h.t.Errorf("a hostile cell took good rows with it: %v %+v", err, res)
		}
	}
	for i, body := range []string{
		strings.Repeat("a,", 600) + "\n", tableHead + strings.Repeat(`"`, 100_000), tableHead + strings.Repeat("x", 2<<20), strings.Repeat("\n", 100_000),
		tableHead + strings.Repeat(",", 100_000), "\xff\xfe", "\xff\xfe\x00", "\xef\xbb\xbf", "\x00\x00\x00", tableHead + strings.Repeat("\"a\n", 5000),
	} {
		_, _ = h.bytes(fmt.Sprintf("怪表-%d.csv", i), []byte(body))
	}
}

func (h *hostile) workbook() []byte {
	f := excelize.NewFile()
	defer f.Close()
	_ = f.SetSheetRow("Sheet1", "A1", &[]any{"公开事项", "对象", "责任科室", "发布时间", "标题"})
	for i := range 20 {
		_ = f.SetSheetRow("Sheet1", fmt.Sprint("A", i+2), &[]any{"papers", fmt.Sprint("甲", i), "办公室", time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC), fmt.Sprint("标题", i)})
	}
	_ = f.SetCellFormula("Sheet1", "E3", `HYPERLINK("http://evil.example","x")`)
	_ = f.SetCellFormula("Sheet1", "E4", `cmd|' /C calc'!A0`)
	_ = f.SetCellFormula("Sheet1", "E5", `[1]Sheet1!A1`)
	var b bytes.Buffer
	_ = f.Write(&b)
	return b.Bytes()
}

func (h *hostile) workbooks() {
	book := h.workbook()
	res, err := h.bytes("公式.xlsx", book)
	if err != nil || res.Accepted != 20 { // a formula counts with its saved result
		h.t.Errorf("formulas took good rows with them: %v %+v", err, res)
	}
	for i := range 120 {
		_, _ = h.bytes(fmt.Sprintf("截断-%d.xlsx", i), book[:h.rnd.IntN(len(book)-1)+1])
		_, _ = h.bytes(fmt.Sprintf("翻转-%d.xlsx", i), h.mutate(book))
	}
	parts := unzip(book)
	for i := range 150 { // damage inside the parts, which the checksums do not see
		name := []string{"xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/_rels/workbook.xml.rels"}[i%5]
		_, _ = h.bytes(fmt.Sprintf("内伤-%d.xlsx", i), rezip(parts, name, h.mutate(parts[name])))
	}
	sheet := func(what, xml string) {
		_, _ = h.bytes(what+".xlsx", rezip(parts, "xl/worksheets/sheet1.xml", []byte(xml)))
	}
	sheet("荒唐的行号", `<worksheet><dimension ref="A1:XFD1048576"/><sheetData><row r="99999999999"><c r="A1"><v>1</v></c></row></sheetData></worksheet>`)
	sheet("荒唐的列号", `<worksheet><sheetData><row r="1"><c r="ZZZZZZ1"><v>1</v></c></row></sheetData></worksheet>`)
	sheet("很深的嵌套", "<worksheet><sheetData>"+strings.Repeat("<a>", 200_000))
	sheet("实体", `<!DOCTYPE x [<!ENTITY a "`+strings.Repeat("a", 1000)+`"><!ENTITY b "&a;&a;&a;&a;">]><worksheet><sheetData><row r="1"><c t="str"><v>&b;</v></c></row></sheetData></worksheet>`)
	sheet("外部实体", `<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row r="1"><c t="str"><v>&a;</v></c></row></sheetData></worksheet>`)
	sheet("很长的一格", `<worksheet><sheetData><row r="1"><c t="str"><v>`+strings.Repeat("x", 4<<20)+`</v></c></row></sheetData></worksheet>`)
	sheet("很多合并", `<worksheet><sheetData/><mergeCells>`+strings.Repeat(`<mergeCell ref="A1:XFD1048576"/>`, 120_000)+`</mergeCells></worksheet>`)
	rels := strings.Replace(string(parts["xl/_rels/workbook.xml.rels"]), "worksheets/sheet1.xml", "../../../../etc/passwd", 1)
	_, _ = h.bytes("外部链接.xlsx", rezip(parts, "xl/_rels/workbook.xml.rels", []byte(rels)))
	rels = strings.Replace(string(parts["xl/_rels/workbook.xml.rels"]), "worksheets/sheet1.xml", "http://evil.example/worksheets/sheet1.xml", 1)
	_, _ = h.bytes("外网链接.xlsx", rezip(parts, "xl/_rels/workbook.xml.rels", []byte(rels)))
}

func unzip(data []byte) map[string][]byte {
	parts := map[string][]byte{}
	r, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return parts
	}
	for _, f := range r.File {
		if rc, err := f.Open(); err == nil {
			parts[f.Name], _ = io.ReadAll(rc)
		}
	}
	return parts
}

func rezip(parts map[string][]byte, name string, content []byte) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, n := range slices.Sorted(maps.Keys(parts)) {
		p := parts[n]
		if n == name {
			p = content
		}
		f, _ := w.Create(n)
		_, _ = f.Write(p)
	}
	_ = w.Close()
	return b.Bytes()
}

// swollen is an archive whose part unfolds to so many megabytes of filler.
func swollen(parts map[string][]byte, name, head, filler string, megabytes int, method uint16) []byte {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for n, p := range parts {
		if f, _ := w.Create(n); n != name {
			_, _ = f.Write(p)
		}
	}
	f, _ := w.CreateHeader(&zip.FileHeader{Name: name, Method: method})
	_, _ = io.WriteString(f, head)
	block := []byte(strings.Repeat(filler, 1<<20/len(filler)))
	for range megabytes {
		_, _ = f.Write(block)
	}
	_ = w.Close()
	return b.Bytes()
}

func (h *hostile) bombs() {
	parts := unzip(h.workbook())
	delete(parts, "xl/sharedStrings.xml")
	refused := func(what string, data []byte) {
		if _, err := h.bytes(what+".xlsx", data); err == nil {
			h.t.Errorf("%s was read", what)
		}
	}
	refused("压缩炸弹", swollen(parts, "xl/worksheets/sheet1.xml", "<worksheet><sheetData>", " ", 100, zip.Deflate))
	refused("很大的共享字符串", swollen(parts, "xl/sharedStrings.xml", "<sst>", "<si><t>"+strings.Repeat("甲乙丙丁戊", 60)+"</t></si>", 45, zip.Store))
	refused("空的共享字符串", swollen(parts, "xl/sharedStrings.xml", "<sst>", "<si><t/></si>", 15, zip.Deflate))
	var many bytes.Buffer
	w := zip.NewWriter(&many)
	for i := range 6000 {
		_, _ = w.Create(fmt.Sprint("xl/", i))
	}
	_ = w.Close()
	refused("很多部分", many.Bytes())
	nested := h.workbook()
	for range 5 {
		nested = rezip(map[string][]byte{"a.xlsx": nil}, "a.xlsx", nested)
	}
	refused("套了几层", nested)
	lying := h.workbook()
	if i := bytes.LastIndex(lying, []byte("PK\x01\x02")); i >= 0 {
		binary.LittleEndian.PutUint32(lying[i+24:], 0xfffffff0)
	}
	refused("谎报大小", lying)
}

// strangers are other things under the name of a table.
func (h *hostile) strangers() {
	var p, j bytes.Buffer
	_ = png.Encode(&p, image.NewGray(image.Rect(0, 0, 9, 9)))
	_ = jpeg.Encode(&j, image.NewGray(image.Rect(0, 0, 9, 9)), nil)
	for _, ending := range []string{".csv", ".xlsx", ".ndjson", ".txt", ""} {
		for i, content := range []string{
			p.String(), j.String(), p.String() + tableText(3), "GIF89a" + tableText(3), "%PDF-1.7\n" + tableText(3), "<html><table>", "<?xml version='1.0'?><Workbook/>",
			"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\xff", 600), "PK\x03\x04", "PK\x05\x06" + strings.Repeat("\x00", 18), "MZ\x90\x00" + strings.Repeat("\x00\x01", 300),
			"[{\"duty\":\"papers\"}]", "Rar!\x1a\x07", "\x1f\x8b\x08", "7z\xbc\xaf\x27\x1c", "{\\rtf1}", "", " ", "#!/bin/sh\nrm -rf /\n",
		} {
			if _, err := h.bytes(fmt.Sprint("陌生", i, ending), []byte(content)); err == nil {
				h.t.Errorf("stranger %d%s was read", i, ending)
			}
		}
	}
}

func (h *hostile) lines() {
	good := `{"duty":"papers","kind":"published","subject":"甲%d","occurred_at":"2026-03-05","title":"标题"}` + "\n"
	base := ""
	for i := range 10 {
		base += fmt.Sprintf(good, i)
	}
	for i := range 120 {
		_, _ = h.bytes(fmt.Sprintf("行-%d.ndjson", i), h.mutate([]byte(base)))
	}
	for i, line := range []string{
		"{", "{}", `{"duty":1}`, `{"duty":{"a":[]}}`, `{"duty":null,"attrs":{"a":null}}`, strings.Repeat(`{"a":`, 20_000), `{"fields":` + strings.Repeat("[", 20_000), `{"duty":"` + strings.Repeat("x", 2<<20) + `"}`,
		`{"duty":"papers","kind":"published","occurred_at":1e999}`, `{"\ud800":1}`, "{\"duty\":\"\xff\"}", `{"attrs":{` + strings.Repeat(`"a":"b",`, 1000) + `"c":"d"}}`,
	} {
		res, err := h.bytes(fmt.Sprintf("坏行-%d.ndjson", i), []byte(fmt.Sprintf(good, 1)+line+"\n"+fmt.Sprintf(good, 2)))
		if err != nil || res.Accepted != 2 {
			h.t.Errorf("line %d took good ones with it: %v %+v", i, err, res)
		}
	}
}

// filler is a body of any size, made up while it is read.
type filler struct {
	head, pattern string
	size          int64
}

func (f filler) ReadAt(p []byte, off int64) (int, error) {
	n := 0
	for n < len(p) && off+int64(n) < f.size {
		if at := off + int64(n); at < int64(len(f.head)) {
			n += copy(p[n:], f.head[at:])
		} else {
			end := min(len(p), n+int(min(f.size-at, 1<<20)))
			n += copy(p[n:end], f.pattern[(at-int64(len(f.head)))%int64(len(f.pattern)):])
		}
	}
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

func (h *hostile) endless() {
	const size = 300 << 20
	line := strings.Repeat("x", 1<<20)
	for what, f := range map[string]filler{
		"三百兆一行.csv":    {tableHead, line, size},
		"六十兆空行.csv":    {tableHead, strings.Repeat("\n", 1<<20), 60 << 20},
		"三百兆引号.csv":    {tableHead, strings.Repeat(`"`, 1<<20), size},
		"三百兆一行.ndjson": {"{", line, size},
		"三百兆空字符":       {"", strings.Repeat("\x00", 1<<20), size},
		"三百兆假压缩包.xlsx": {"PK\x03\x04", line, size},
	} {
		_, _ = h.read(what, f, f.size)
	}
	body := io.NewSectionReader(filler{"{", line, size}, 0, size)
	if _, err := intake.DecodeEvents(context.Background(), body, h.opts, 64<<20); err == nil {
		h.t.Error("a body beyond its bound was read")
	} else {
		h.words("三百兆正文", err)
	}
	h.total++
}

func (h *hostile) pictures() {
	var p, j bytes.Buffer
	_ = png.Encode(&p, image.NewGray(image.Rect(0, 0, 64, 64)))
	_ = jpeg.Encode(&j, image.NewGray(image.Rect(0, 0, 64, 64)), nil)
	pdf := "%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\nxref\n0 1\n0000000000 65535 f \ntrailer\n<< /Root 1 0 R >>\nstartxref\n45\n%%EOF\n"
	check := func(what string, content []byte, sure bool) {
		h.total++
		defer func() {
			if r := recover(); r != nil {
				h.t.Fatalf("%s: panic: %v\n%s", what, r, debug.Stack())
			}
		}()
		_, err := evidence.Check(what, content)
		if err != nil {
			h.did.refused++
			h.words(what, err)
		} else if sure {
			h.t.Errorf("%s was taken", what)
		}
	}
	for i := range 100 {
		check(fmt.Sprintf("坏-%d.png", i), h.mutate(p.Bytes()), false)
		check(fmt.Sprintf("坏-%d.jpg", i), h.mutate(j.Bytes()), false)
		check(fmt.Sprintf("坏-%d.pdf", i), h.mutate([]byte(pdf)), false)
		check(fmt.Sprintf("断-%d.png", i), p.Bytes()[:h.rnd.IntN(p.Len()-1)], true)
		check(fmt.Sprintf("断-%d.jpg", i), j.Bytes()[:h.rnd.IntN(j.Len()-2)], true)
	}
	wide := bytes.Clone(p.Bytes())
	binary.BigEndian.PutUint32(wide[16:], 1<<31-1)
	binary.BigEndian.PutUint32(wide[20:], 1<<31-1)
	binary.BigEndian.PutUint32(wide[29:], crc32.ChecksumIEEE(wide[12:29]))
	check("荒唐的尺寸.png", wide, true)
	check("表格.png", append(bytes.Clone(p.Bytes()), h.workbook()...), true)
	check("表格.jpg", append(bytes.Clone(j.Bytes()), h.workbook()...), true)
	check("表格.pdf", h.workbook(), true)
	check("很大.png", append(bytes.Clone(p.Bytes()), make([]byte, 11<<20)...), true)
}
