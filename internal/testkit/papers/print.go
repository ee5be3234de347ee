package papers

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Page is a printed page: its lines from top to bottom, in points from its
// upper left corner.
type Page struct {
	Width, Height float64
	Lines         []Line
}

// Line is a line of text and where it stands.
type Line struct {
	Left, Top, Right, Bottom float64
	Text                     string
}

// Tool finds a program that a test cannot do without. Without it the test is
// skipped on a laptop; continuous integration has them all.
func Tool(t testing.TB, name string) string {
	t.Helper()
	path, err := exec.LookPath(name)
	switch {
	case err == nil:
		return path
	case os.Getenv("CI") != "":
		t.Fatalf("%s is missing: .ci/test-packages installs it", name)
	default:
		t.Skipf("%s is missing: .ci/test-packages installs it", name)
	}
	return ""
}

// Office converts files with LibreOffice, as people who have no Word open them.
func Office(t testing.TB, format string, files ...string) []string {
	t.Helper()
	office, dir := Tool(t, "soffice"), t.TempDir()
	run(t, office, append([]string{"-env:UserInstallation=file://" + t.TempDir(), "--headless", "--convert-to", format, "--outdir", dir}, files...)...)
	made := make([]string, len(files))
	for n, f := range files {
		made[n] = filepath.Join(dir, strings.TrimSuffix(filepath.Base(f), filepath.Ext(f))+"."+format)
	}
	return made
}

// Print prints Word files and reads the pages of each.
func Print(t testing.TB, papers ...[]byte) [][]Page {
	t.Helper()
	Tool(t, "pdftotext")
	dir, files := t.TempDir(), make([]string, len(papers))
	for n, data := range papers {
		files[n] = filepath.Join(dir, fmt.Sprintf("%02d.docx", n))
		if err := os.WriteFile(files[n], data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var printed [][]Page
	for _, f := range Office(t, "pdf", files...) {
		printed = append(printed, Pages(t, f))
	}
	return printed
}

// Pages reads the pages of a PDF.
func Pages(t testing.TB, pdf string) []Page {
	t.Helper()
	out := run(t, Tool(t, "pdftotext"), "-bbox-layout", pdf, "-")
	var doc struct {
		Pages []struct {
			Width  float64 `xml:"width,attr"`
			Height float64 `xml:"height,attr"`
			Lines  []struct {
				Left   float64  `xml:"xMin,attr"`
				Top    float64  `xml:"yMin,attr"`
				Right  float64  `xml:"xMax,attr"`
				Bottom float64  `xml:"yMax,attr"`
				Words  []string `xml:"word"`
			} `xml:"flow>block>line"`
		} `xml:"body>doc>page"`
	}
	if err := xml.Unmarshal(out, &doc); err != nil {
		t.Fatal(err)
	}
	var pages []Page
	for _, p := range doc.Pages {
		page := Page{Width: p.Width, Height: p.Height}
		for _, l := range p.Lines {
			page.Lines = append(page.Lines, Line{l.Left, l.Top, l.Right, l.Bottom, strings.Join(l.Words, " ")})
		}
		pages = append(pages, page)
	}
	return pages
}

// Has reports whether the page holds the text; where lines break, and the space
// that typesetting puts between scripts, is no matter.
func (p Page) Has(text string) bool {
	var all strings.Builder
	for _, l := range p.Lines {
		all.WriteString(l.Text)
	}
	squeeze := strings.NewReplacer(" ", "").Replace
	return strings.Contains(squeeze(all.String()), squeeze(text))
}

func run(t testing.TB, name string, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(name, args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s", name, err, stderr.String())
	}
	return out
}
