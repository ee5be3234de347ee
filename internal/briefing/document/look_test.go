package document

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"daylight/internal/briefing"
	"daylight/internal/testkit/papers"
)

var out = flag.String("out", "", "write documents into this folder, to look at them")

var printed = Options{
	Number: briefing.Number{Year: 2026, Issue: 3}, RedHead: "政务公开工作通报",
	CopyTo: "市政府办公室，局领导", Printer: "安顺市民政局办公室",
}

// TestPapersOfEveryKindArePrinted prints a month, a quarter and a year, and the
// sheets of the office with most to answer for.
func TestPapersOfEveryKindArePrinted(t *testing.T) {
	src := papers.Bureau(t, 0)
	kinds := []*briefing.Briefing{
		papers.Make(t, src, briefing.Monthly, "2026-09-01", "2026-09-30"),
		papers.Make(t, src, briefing.Quarterly, "2026-07-01", "2026-09-30"),
		papers.Make(t, src, briefing.Annual, "2025-01-01", "2025-12-31"),
	}
	var names []string
	var files [][]byte
	for n, b := range kinds {
		d, err := Of(b, printed)
		if err != nil {
			t.Fatal(err)
		}
		s, err := Sheet(b, &b.Sheets[0], printed)
		if err != nil {
			t.Fatal(err)
		}
		name := []string{"month", "quarter", "year"}[n]
		names, files = append(names, name, name+"-sheet"), append(files, written(t, d), written(t, s))
	}
	if *out != "" {
		for n, name := range names {
			if err := os.WriteFile(filepath.Join(*out, name+".docx"), files[n], 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	for n, pages := range papers.Print(t, files...) {
		inOrder(t, names[n], pages)
		if n%2 == 0 {
			closes(t, kinds[n/2], pages[len(pages)-1])
		} else if n < 4 && len(pages) > 2 {
			t.Errorf("%s has %d pages", names[n], len(pages))
		}
	}
}
