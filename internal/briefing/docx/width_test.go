package docx

import (
	"strings"
	"testing"
)

// tableOf builds a table from its columns.
func tableOf(columns ...[]string) Table {
	var t Table
	for _, c := range columns {
		t.Columns = append(t.Columns, Column{Head: c[0]})
		for r, text := range c[1:] {
			if r == len(t.Rows) {
				t.Rows = append(t.Rows, nil)
			}
			t.Rows[r] = append(t.Rows[r], Cell{Text: text})
		}
	}
	return t
}

func TestNoNumberIsBroken(t *testing.T) {
	number := []string{"累计按时公开", "100.00"}
	rate := []string{"累计按时率", "100.0%"}
	count := []string{"累计应公开", "1024"}
	office := []string{"科室（单位）", "社会事务和慈善事业促进科"}
	day := []string{"应公开日期", "2026-10-27"}
	for name, table := range map[string]Table{
		"三列":    tableOf(office, number, rate),
		"十二列":   tableOf(office, number, rate, number, rate, number, rate, number, rate, number, rate, office),
		"十四列":   tableOf(office, count, rate, count, rate, count, rate, count, rate, count, rate, count, rate, day),
		"很长的网址": tableOf(office, []string{"网址", "https://example.org/" + strings.Repeat("a", 200)}, day),
	} {
		size, widths := table.fit(false)
		if sum(widths) != textWidth {
			t.Errorf("%s: the columns are %d wide in all, want %d", name, sum(widths), textWidth)
		}
		for i, c := range table.Rows[0] {
			if strings.HasPrefix(c.Text, "https:") {
				continue
			}
			if need := word(c.Text)*cellSizes[size]/10 + 2*cellMargin; need > widths[i] {
				t.Errorf("%s: %q needs %d twips of %d", name, c.Text, need, widths[i])
			}
		}
	}
}

func TestFewColumnsHaveLargeLetters(t *testing.T) {
	if size, _ := tableOf([]string{"科室", "办公室"}, []string{"按时率", "100.0%"}).fit(false); size != 0 {
		t.Errorf("two columns are set in size %d", size)
	}
	if size, _ := tableOf([]string{"科室", "办公室"}).fit(true); size != 1 {
		t.Errorf("a compact document's table is set in size %d", size)
	}
	if _, parts := (Table{}).Layout(false); len(parts) != 0 {
		t.Errorf("a table without columns has the widths %v", parts)
	}
}
