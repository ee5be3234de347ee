package files

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"daylight/internal/briefing"
	"daylight/internal/briefing/document"
	"daylight/internal/briefing/docx"
	"daylight/internal/briefing/pdf"
	"daylight/internal/disclosure"
	"daylight/internal/testkit/papers"
)

var issued = document.Options{Number: briefing.Number{Year: 2026, Issue: 3}, RedHead: "政务公开工作通报", CopyTo: "局领导", Printer: "办公室"}

func TestEveryOfficeHasItsFiles(t *testing.T) {
	b := papers.Quarter(t, 0)
	var heard []int
	list, err := Of(context.Background(), b, Options{Options: issued, Progress: func(done, total int) {
		if total != len(b.Sheets)+1 {
			t.Errorf("%d papers in all, want %d", total, len(b.Sheets)+1)
		}
		heard = append(heard, done)
	}})
	if err != nil {
		t.Fatal(err)
	}
	names := map[string][]byte{}
	for _, f := range list {
		names[f.Name] = f.Content
	}
	if len(names) != len(list) || len(list) != 3+2*len(b.Sheets) || len(heard) != len(b.Sheets)+1 {
		t.Errorf("%d files of %d names, %d papers heard of", len(list), len(names), len(heard))
	}
	for _, s := range b.Sheets {
		if names["单位/"+s.Office.Name+".docx"] == nil || names["单位/"+s.Office.Name+".xlsx"] == nil {
			t.Errorf("%s lacks a file", s.Office.Name)
		}
	}
	again, err := Of(context.Background(), b, Options{Options: issued})
	if err != nil {
		t.Fatal(err)
	}
	for n := range list {
		if list[n].Type == Word && list[n].SHA256 != again[n].SHA256 {
			t.Errorf("%s is not the same twice", list[n].Name)
		}
	}
}

func TestAFailedPrintIsSaidWithItsPaper(t *testing.T) {
	b := papers.Quarter(t, 0)
	full := errors.New("disk full")
	n := 0
	_, err := Of(context.Background(), b, Options{Print: func(context.Context, []byte, time.Time) ([]byte, error) {
		if n++; n == 3 {
			return nil, full
		}
		return nil, nil
	}})
	if !errors.Is(err, full) || !strings.Contains(err.Error(), b.Sheets[1].Office.Name) {
		t.Errorf("the third print fails: %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Of(ctx, b, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("nobody waits any more: %v", err)
	}
}

func TestNamesOfFilesAreSafeAndUnlike(t *testing.T) {
	sheets := []briefing.Sheet{
		{Office: disclosure.Office{Code: "a", Name: "办公室"}}, {Office: disclosure.Office{Code: "b", Name: "../../etc/办公室"}},
		{Office: disclosure.Office{Code: "c", Name: "人事科"}}, {Office: disclosure.Office{Code: "d", Name: "人事科"}}, {Office: disclosure.Office{Code: "e", Name: ".."}},
	}
	if got, want := namesOf(sheets), []string{"办公室", "_.._etc_办公室", "人事科-c", "人事科-d", "e"}; !slices.Equal(got, want) {
		t.Errorf("the files are called %q, want %q", got, want)
	}
}

func TestThePackIsTheSameTwiceAndHoldsTheSums(t *testing.T) {
	list, err := Of(context.Background(), papers.Quarter(t, 0), Options{Options: issued})
	if err != nil {
		t.Fatal(err)
	}
	var a, b bytes.Buffer
	if err := errors.Join(Zip(&a, list), Zip(&b, list)); err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(a.Bytes(), b.Bytes()) {
		t.Error("two packs of the same files differ")
	}
	z, err := zip.NewReader(bytes.NewReader(a.Bytes()), int64(a.Len()))
	if err != nil {
		t.Fatal(err)
	}
	if len(z.File) != len(list)+1 || z.File[0].Name != "通报.docx" || z.File[0].NonUTF8 {
		t.Errorf("%d files, the first is %s", len(z.File), z.File[0].Name)
	}
}

// TestFortyThreeOffices makes a bureau of 43 offices' files in one run and says
// what it took; and how long LibreOffice takes for the same Word files.
func TestFortyThreeOffices(t *testing.T) {
	office, name := papers.Tool(t, "soffice"), os.Getenv("CHROMIUM")
	if name == "" {
		name = "chromium"
	}
	browser, err := pdf.Start(papers.Tool(t, name))
	if err != nil {
		t.Fatal(err)
	}
	defer browser.Close()
	b := papers.Quarter(t, 43)
	if len(b.Sheets) != 43 {
		t.Fatalf("%d offices", len(b.Sheets))
	}
	start := time.Now()
	list, err := Of(context.Background(), b, Options{Options: issued, Print: browser.Print})
	if err != nil {
		t.Fatal(err)
	}
	all := time.Since(start)

	dir, words := t.TempDir(), []string{}
	start = time.Now()
	for n, d := range documents(t, b) {
		var out bytes.Buffer
		if err := d.Write(&out); err != nil {
			t.Fatal(err)
		}
		words = append(words, filepath.Join(dir, fmt.Sprintf("%02d.docx", n)))
		if err := os.WriteFile(words[n], out.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	ours := time.Since(start)
	args := append([]string{"-env:UserInstallation=file://" + t.TempDir(), "--headless", "--convert-to", "pdf", "--outdir", dir}, words...)
	start = time.Now()
	if out, err := exec.Command(office, args...).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	theirs := time.Since(start)
	t.Logf("43 offices: %d files in %.1f s, %s; Word files of the same %d papers: %.0f ms, LibreOffice converts them in %.1f s, %.0f times as long",
		len(list), all.Seconds(), peak(), len(words), float64(ours.Microseconds())/1000, theirs.Seconds(), theirs.Seconds()/ours.Seconds())
	if theirs < 20*ours {
		t.Errorf("LibreOffice takes %.1f times as long, want 20", theirs.Seconds()/ours.Seconds())
	}
}

// documents lays out all the papers.
func documents(t *testing.T, b *briefing.Briefing) []*docx.Document {
	t.Helper()
	d, err := document.Of(b, issued)
	if err != nil {
		t.Fatal(err)
	}
	list := []*docx.Document{d}
	for n := range b.Sheets {
		if d, err = document.Sheet(b, &b.Sheets[n], issued); err != nil {
			t.Fatal(err)
		}
		list = append(list, d)
	}
	return list
}

// peak is the most memory that the process had.
func peak() string {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return "memory unknown"
	}
	for line := range strings.Lines(string(status)) {
		if kb, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			return "at most " + strings.TrimSpace(kb) + " of memory"
		}
	}
	return "memory unknown"
}
