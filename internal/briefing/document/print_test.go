package document

import (
	"bytes"
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"daylight/internal/briefing"
	"daylight/internal/briefing/docx"
	"daylight/internal/testkit/papers"
)

func written(t testing.TB, d *docx.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := d.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// text are a page's lines of prose: without the page's number.
func text(p papers.Page) []papers.Line {
	lines := slices.DeleteFunc(slices.Clone(p.Lines), func(l papers.Line) bool { return isNumber(l) })
	slices.SortFunc(lines, func(a, b papers.Line) int { return cmp.Compare(a.Top, b.Top) })
	return lines
}

var number = regexp.MustCompile(`^— \d+ —$`)

func isNumber(l papers.Line) bool { return number.MatchString(l.Text) }

func TestAFullPageHas22LinesOf28Characters(t *testing.T) {
	d := &docx.Document{}
	for range 60 {
		d.Blocks = append(d.Blocks, docx.Text(docx.Body, strings.Repeat("按照方案要求公开事项", 11)+"。"))
	}
	pages := papers.Print(t, written(t, d))[0]
	if len(pages) < 4 {
		t.Fatalf("%d pages", len(pages))
	}
	for n, p := range pages[:len(pages)-1] {
		lines := text(p)
		if len(lines) != 22 {
			t.Errorf("page %d has %d lines, want 22", n+1, len(lines))
		}
		for _, l := range lines {
			// Lines that open or close a paragraph are shorter.
			if got := utf8.RuneCountInString(l.Text); got != 28 && got != 26 && !strings.HasSuffix(l.Text, "。") {
				t.Errorf("page %d: %d characters in %q, want 28", n+1, got, l.Text)
			}
		}
	}
}

func TestPageNumbersStandOnTheOuterSide(t *testing.T) {
	d := &docx.Document{}
	for range 60 {
		d.Blocks = append(d.Blocks, docx.Text(docx.Body, strings.Repeat("公开", 70)))
	}
	for n, p := range papers.Print(t, written(t, d))[0] {
		at := slices.IndexFunc(p.Lines, isNumber)
		if at < 0 {
			t.Fatalf("page %d has no number", n+1)
		}
		l := p.Lines[at]
		if l.Text != fmt.Sprintf("— %d —", n+1) {
			t.Errorf("page %d is numbered %s", n+1, l.Text)
		}
		if right := l.Left > p.Width/2; right != (n%2 == 0) {
			t.Errorf("page %d: its number is at %.0f of %.0f", n+1, l.Left, p.Width)
		}
		// 订口 28 mm is the inner margin: left on odd pages, right on even ones.
		margin, want := leftmost(p)*25.4/72, 28.0
		if n%2 == 1 {
			want = 26
		}
		if margin < want-0.7 || margin > want+0.7 {
			t.Errorf("page %d: the left margin is %.1f mm, want %.0f", n+1, margin, want)
		}
	}
}

func leftmost(p papers.Page) float64 {
	left := p.Width
	for _, l := range text(p) {
		left = min(left, l.Left)
	}
	return left
}

func TestNoRowIsSplitAndTheHeadIsRepeated(t *testing.T) {
	table := docx.Table{Caption: "清单", Columns: []docx.Column{{Head: "序号", Share: 1}, {Head: "事项", Share: 3}, {Head: "说明", Share: 3}}}
	for n := range 70 {
		table.Rows = append(table.Rows, []docx.Cell{
			{Text: fmt.Sprintf("甲%d甲", n)}, {Text: strings.Repeat("很长的公开事项名称", 1+n%7)}, {Text: strings.Repeat("说明", n%40) + fmt.Sprintf("\n乙%d乙", n)},
		})
	}
	pages := papers.Print(t, written(t, &docx.Document{Blocks: []docx.Block{table}}))[0]
	if len(pages) < 3 {
		t.Fatalf("%d pages", len(pages))
	}
	for n := range 70 {
		first := slices.IndexFunc(pages, func(p papers.Page) bool { return p.Has(fmt.Sprintf("甲%d甲", n)) })
		last := slices.IndexFunc(pages, func(p papers.Page) bool { return p.Has(fmt.Sprintf("乙%d乙", n)) })
		if first < 0 || first != last {
			t.Errorf("row %d begins on page %d and ends on page %d", n, first+1, last+1)
		}
	}
	for n, p := range pages {
		if !p.Has("序号") {
			t.Errorf("page %d does not repeat the table's head", n+1)
		}
	}
}

var heading = regexp.MustCompile(`^([一二三四五六七八九十]+、|（[一二三四五六七八九十]+）)`)

func TestNoHeadingClosesAPage(t *testing.T) {
	// Text of every length before the heading makes it fall on every line of a page.
	var list [][]byte
	for filler := 10; filler < 24; filler++ {
		d := &docx.Document{}
		for range filler {
			d.Blocks = append(d.Blocks, docx.Text(docx.Body, "公开。"))
		}
		d.Blocks = append(d.Blocks, docx.Text(docx.Heading1, "一、总体情况"), docx.Text(docx.Heading2, "（一）逾期公开"), docx.Text(docx.Body, "正文。"),
			docx.Table{Caption: "表", Columns: []docx.Column{{Head: "科室"}}, Rows: [][]docx.Cell{{{Text: "办公室"}}, {{Text: "规划财务科"}}}})
		list = append(list, written(t, d))
	}
	for k, pages := range papers.Print(t, list...) {
		for n, p := range pages {
			lines := text(p)
			if len(lines) == 0 {
				t.Errorf("paper %d: page %d is empty", k, n+1)
				continue
			}
			if last := lines[len(lines)-1].Text; heading.MatchString(last) || last == "表" || last == "科室" {
				t.Errorf("paper %d: page %d closes with %s", k, n+1, last)
			}
		}
	}
}

// closes checks the last page: on what the figures rest, and the imprint.
func closes(t *testing.T, b *briefing.Briefing, last papers.Page) {
	t.Helper()
	for _, want := range []string{"〔2026〕第3期", b.Versions.Plans[0], "拟议", b.Versions.Calendar, b.Versions.Digest, Digest(b), Day(b.Request.IssuedOn) + "印发"} {
		if !last.Has(want) {
			t.Errorf("%s: the last page lacks %s", b.Title, want)
		}
	}
}

// inOrder checks what holds of every page.
func inOrder(t *testing.T, name string, pages []papers.Page) {
	t.Helper()
	for n, p := range pages {
		lines := text(p)
		if len(lines) == 0 {
			t.Errorf("%s: page %d is empty", name, n+1)
			continue
		}
		if l := lines[len(lines)-1]; heading.MatchString(l.Text) {
			t.Errorf("%s: page %d closes with the heading %s", name, n+1, l.Text)
		}
		for _, l := range lines {
			// LibreOffice lets a mark hang over the edge though the file forbids it.
			hanging := 0.0
			if r, _ := utf8.DecodeLastRuneInString(l.Text); unicode.IsPunct(r) {
				hanging = 16
			}
			if l.Left < 24*72/25.4 || l.Right > p.Width-24*72/25.4+hanging {
				t.Errorf("%s: page %d: %q stands outside of the text area, from %.1f to %.1f of %.1f", name, n+1, l.Text, l.Left, l.Right, p.Width)
			}
		}
	}
}
