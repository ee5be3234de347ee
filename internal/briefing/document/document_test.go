package document

import (
	"bytes"
	"os"
	"os/exec"
	"strings"
	"testing"

	"daylight/internal/briefing"
	"daylight/internal/briefing/docx"
	"daylight/internal/testkit/papers"
)

func texts(d *docx.Document, style docx.Style) []string {
	var list []string
	for _, b := range d.Blocks {
		if p, ok := b.(docx.Paragraph); ok && p.Style == style {
			list = append(list, p.String())
		}
	}
	return list
}

func TestADraftSaysSo(t *testing.T) {
	d, err := Of(papers.Quarter(t, 0), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := texts(d, docx.Number); len(got) != 1 || !strings.Contains(got[0], "草稿") {
		t.Errorf("the number of a draft reads %v", got)
	}
	if got := texts(d, docx.RedHead); len(got) != 0 {
		t.Errorf("there is a red head that nobody asked for: %v", got)
	}
}

func TestEveryTableAndEverySentenceStandsInTheDocument(t *testing.T) {
	b := papers.Quarter(t, 0)
	d, err := Of(b, printed)
	if err != nil {
		t.Fatal(err)
	}
	tables := 0
	for _, block := range d.Blocks {
		if _, ok := block.(docx.Table); ok {
			tables++
		}
	}
	if want := len(b.Tables()) + 1; tables != want {
		t.Errorf("%d tables, want %d", tables, want)
	}
	prose := strings.Join(append(texts(d, docx.Body), texts(d, docx.Heading2)...), "\n")
	for _, p := range b.Paragraphs() {
		if text := briefing.Text(b, *p); !strings.Contains(prose, text) {
			t.Errorf("the document lacks: %s", text)
		}
	}
	if strings.Contains(prose, "{") {
		t.Error("a figure is not filled in")
	}
	for _, s := range b.Sheets {
		sheet, err := Sheet(b, &s, printed)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(strings.Join(texts(sheet, docx.Body), ""), "{") {
			t.Errorf("%s: a figure is not filled in", s.Office.Name)
		}
	}
}

// The same inputs give the same bytes, in another process and another time zone.
func TestTheDocumentIsTheSameInEveryTimeZone(t *testing.T) {
	if file := os.Getenv("BRIEFING_BYTES"); file != "" {
		d, err := Of(papers.Quarter(t, 0), printed)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, written(t, d), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	var first []byte
	for _, zone := range []string{"Asia/Shanghai", "America/Los_Angeles", "Pacific/Kiritimati"} {
		file := t.TempDir() + "/paper.docx"
		cmd := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$")
		cmd.Env = append(os.Environ(), "TZ="+zone, "BRIEFING_BYTES="+file)
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = data
		}
		if !bytes.Equal(first, data) {
			t.Errorf("in %s the document differs", zone)
		}
	}
}

func TestATitleIsBrokenWhereItReadsWell(t *testing.T) {
	for title, want := range map[string]string{
		"关于2026年政务公开工作情况的通报":               "关于2026年政务公开工作情况的通报",
		"关于2026年第三季度政务公开工作情况的通报":           "关于2026年第三季度\n政务公开工作情况的通报",
		"一二三四五六七八九十一二三四五六七八九十一二三四":         "一二三四五六七八九十一二\n三四五六七八九十一二三四",
		"2026年第三季度政务公开情况告知单（社会事务和慈善事业促进科）": "2026年第三季度政务公开情况告知单\n（社会事务和慈善事业促进科）",
	} {
		if got := inLines(title, titleLine); got != want {
			t.Errorf("%s is broken as %q, want %q", title, got, want)
		}
	}
}

func TestTheDigestKnowsEveryCell(t *testing.T) {
	b := papers.Quarter(t, 0)
	before := Digest(b)
	b.Annexes[0].Tables[0].Rows[0].Cells[2].Number++
	if Digest(b) == before {
		t.Error("a changed number leaves the digest as it was")
	}
}

func TestABriefingOfNothingIsStillAPaper(t *testing.T) {
	b := &briefing.Briefing{Title: "关于无事可报的通报", Sheets: []briefing.Sheet{{Title: "告知单"}}}
	d, err := Of(b, Options{})
	if err != nil {
		t.Fatal(err)
	}
	s, err := Sheet(b, &b.Sheets[0], Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(written(t, d)) == 0 || len(written(t, s)) == 0 {
		t.Error("nothing was written")
	}
	if got := texts(d, docx.Signature); len(got) != 2 || !strings.Contains(got[1], "年") {
		t.Errorf("there is no room for the day of issue: %v", got)
	}
}

func TestTheOnlyAnnexHasNoNumber(t *testing.T) {
	b := &briefing.Briefing{Title: "通报", Annexes: []briefing.Annex{{Number: 1, Title: "排名"}}}
	d, err := Of(b, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if got := append(texts(d, docx.Attachments), texts(d, docx.Annex)...); len(got) != 2 || got[0] != "附件：排名" || got[1] != "附件" {
		t.Errorf("the annex is called %q", got)
	}
	b.Annexes = append(b.Annexes, briefing.Annex{Number: 2, Title: "清单"})
	if d, err = Of(b, Options{}); err != nil {
		t.Fatal(err)
	}
	if got := append(texts(d, docx.Attachments), texts(d, docx.Annex)...); strings.Join(got, "|") != "附件：1.排名|2.清单|附件1|附件2" {
		t.Errorf("the annexes are called %q", got)
	}
}
