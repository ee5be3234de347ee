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

func TestLook(t *testing.T) {
	if *out == "" {
		t.Skip("needs -out")
	}
	src := papers.Bureau(t, 0)
	for name, b := range map[string]*briefing.Briefing{
		"month":   papers.Make(t, src, briefing.Monthly, "2026-09-01", "2026-09-30"),
		"quarter": papers.Make(t, src, briefing.Quarterly, "2026-07-01", "2026-09-30"),
		"year":    papers.Make(t, src, briefing.Annual, "2025-01-01", "2025-12-31"),
	} {
		d, err := Of(b, printed)
		if err != nil {
			t.Fatal(err)
		}
		f, _ := os.Create(filepath.Join(*out, name+".docx"))
		if err := d.Write(f); err != nil {
			t.Fatal(err)
		}
		f.Close()
		s, err := Sheet(b, &b.Sheets[0], printed)
		if err != nil {
			t.Fatal(err)
		}
		f, _ = os.Create(filepath.Join(*out, name+"-sheet.docx"))
		if err := s.Write(f); err != nil {
			t.Fatal(err)
		}
		f.Close()
	}
}
