package document

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"daylight/internal/briefing/docx"
	"daylight/internal/testkit/papers"
)

func TestWordFilesAreValid(t *testing.T) {
	b := papers.Quarter(t, 0)
	b.Annexes[0].Tables[0].Rows[0].Cells[1].Link = `https://example.org/?a="1"&b=<2>`
	d, err := Of(b, printed)
	if err != nil {
		t.Fatal(err)
	}
	papers.Valid(t, "briefing.docx", written(t, d))
	s, err := Sheet(b, &b.Sheets[0], Options{})
	if err != nil {
		t.Fatal(err)
	}
	papers.Valid(t, "sheet.docx", written(t, s))
	papers.Valid(t, "odd.docx", written(t, &docx.Document{Title: "<\x00>", Blocks: []docx.Block{
		docx.Text(docx.Body, "a\tb\nc \x01 ]]> \ufffe"), docx.Table{}, docx.Table{Columns: []docx.Column{{Head: "甲"}}, Plain: true}, docx.Rule{}, docx.Imprint{Lines: []string{"一"}},
	}}))
}

var tags = regexp.MustCompile(`<[^>]*>`)

// wordsIn are the words of a Word file's body, without the space between them.
func wordsIn(t *testing.T, data []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	body, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(tags.ReplaceAllString(string(body), "")), "")
}

// Opened and saved again by LibreOffice, the paper still says all that it said.
func TestAPaperSurvivesLibreOffice(t *testing.T) {
	b := papers.Quarter(t, 0)
	d, err := Of(b, printed)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "paper.docx")
	if err := os.WriteFile(file, written(t, d), 0o600); err != nil {
		t.Fatal(err)
	}
	saved, err := os.ReadFile(papers.Office(t, "docx", file)[0])
	if err != nil {
		t.Fatal(err)
	}
	before, after := wordsIn(t, written(t, d)), wordsIn(t, saved)
	if before != after {
		for n := range min(len(before), len(after)) {
			if before[n] != after[n] {
				t.Fatalf("from here they differ:\n%.200s\n%.200s", before[n:], after[n:])
			}
		}
		t.Fatalf("%d bytes of words became %d", len(before), len(after))
	}
}
