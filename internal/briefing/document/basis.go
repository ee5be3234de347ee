package document

import (
	"crypto/sha256"
	"fmt"
	"strings"

	"daylight/internal/briefing"
)

// Fact is a line of the last page.
type Fact struct{ Name, Value string }

// Basis is on what a briefing's figures rest.
func Basis(b *briefing.Briefing, o Options) []Fact {
	list := []Fact{{"期号", numberText(o.Number)}}
	for _, row := range []string{"period", "window", "as_of", "issued"} {
		if f, ok := quoted(b, row); ok {
			list = append(list, f)
		}
	}
	return append(append(list, versions(b)...), Fact{"附表数据 SHA-256", Digest(b)})
}

// versions is what was computed with.
func versions(b *briefing.Briefing) []Fact {
	scheme := b.Versions.Scheme
	if b.Versions.Proposed {
		scheme += "（拟议，尚未批准）"
	}
	var list []Fact
	for _, f := range []Fact{
		{"工作方案", strings.Join(b.Versions.Plans, "、")}, {"考核办法", scheme}, {"工作日历", b.Versions.Calendar}, {"计算输入 SHA-256", b.Versions.Digest},
	} {
		if f.Value != "" {
			list = append(list, f)
		}
	}
	return list
}

// quoted takes one of the four times from the table that states them.
func quoted(b *briefing.Briefing, row string) (Fact, bool) {
	for _, t := range b.Tables() {
		if t.Code != "basis" {
			continue
		}
		_, item, ok := t.At(row, "item")
		for _, column := range []string{"day", "content"} {
			if c, v, found := t.At(row, column); ok && found && !v.Empty && (v.Text != "" || v.On != 0) {
				return Fact{item.Text, c.Say(v)}, true
			}
		}
	}
	return Fact{}, false
}

// Digest is the SHA-256 of everything that stands in the briefing's tables: a
// line for the code of each table, one for its heads and one for each row, cells
// parted by tabs.
func Digest(b *briefing.Briefing) string {
	h := sha256.New()
	line := func(cells ...string) {
		for n, c := range cells {
			cells[n] = strings.NewReplacer("\t", " ", "\n", " ").Replace(c)
		}
		fmt.Fprintln(h, strings.Join(cells, "\t"))
	}
	for _, t := range b.Tables() {
		line(t.Code)
		var heads []string
		for _, c := range t.Columns {
			heads = append(heads, c.Head)
		}
		line(heads...)
		for _, r := range t.Rows {
			var cells []string
			for n, c := range t.Columns {
				cells = append(cells, c.Print(cell(r, n)))
			}
			line(cells...)
		}
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}
