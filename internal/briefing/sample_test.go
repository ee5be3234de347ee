package briefing

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// inPlainText writes a briefing as one reads it.
func inPlainText(b *Briefing) string {
	var w strings.Builder
	fmt.Fprintf(&w, "%s\n\n%s：\n\n", b.Title, b.Recipient)
	writeSections(&w, b.Sections, b.Figures)
	fmt.Fprintf(&w, "\n%s\n\n", b.Issuer)
	for _, a := range b.Annexes {
		fmt.Fprintf(&w, "附件%d %s\n", a.Number, a.Title)
		for _, t := range a.Tables {
			writeTable(&w, t)
		}
	}
	return w.String()
}

func writeSections(w *strings.Builder, list []Section, figures map[string]Figure) {
	for _, s := range list {
		fmt.Fprintln(w, s.Heading)
		for _, p := range s.Parts {
			switch {
			case p.Paragraph != nil:
				fmt.Fprintln(w, "  "+Fill(p.Paragraph.Text, figures))
			case p.Table != nil:
				writeTable(w, *p.Table)
			case p.Chart != nil:
				fmt.Fprintln(w, "  ［图］"+p.Chart.Alt)
			}
		}
	}
}

func writeTable(w *strings.Builder, t Table) {
	fmt.Fprintf(w, "  ［表 %s］%s\n", t.Code, t.Caption)
	var heads []string
	for _, c := range t.Columns {
		heads = append(heads, c.Head)
	}
	fmt.Fprintln(w, "  | "+strings.Join(heads, " | ")+" |")
	for _, r := range t.Rows {
		var cells []string
		for n, c := range t.Columns {
			cells = append(cells, c.Print(r.Cells[n]))
		}
		fmt.Fprintln(w, "  | "+strings.Join(cells, " | ")+" |")
	}
	if t.Note != "" {
		fmt.Fprintln(w, "  注："+t.Note)
	}
}

// TestAWholeBriefing prints one when BRIEFING_SAMPLE names a file.
func TestAWholeBriefing(t *testing.T) {
	b := make1(t, bureau(t), quarter(t))
	text := inPlainText(b)
	for _, s := range b.Sheets {
		var w strings.Builder
		fmt.Fprintf(&w, "\n==== %s\n", s.Title)
		writeSections(&w, s.Sections, s.Figures)
		for _, t := range s.Tables {
			writeTable(&w, t)
		}
		text += w.String()
	}
	if strings.Contains(text, "{") || strings.Contains(text, "⟦") {
		t.Error("a figure or a word is missing")
	}
	if name := os.Getenv("BRIEFING_SAMPLE"); name != "" {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
