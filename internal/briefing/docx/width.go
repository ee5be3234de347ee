package docx

import "unicode/utf8"

// cellSizes are the sizes of letters in tables, in half points: 5号, 小5号, 6号.
var cellSizes = [3]int{21, 18, 15}

// Twips beside the text of a cell, and above and below it together.
const (
	cellMargin = 60
	cellSpace  = 80
)

func cellStyle(n int) string { return []string{"Cell", "CellSmall", "CellTiny"}[n] }

// fit chooses the size of the letters, and the widths of the columns. Large
// letters are better, unless smaller ones make the table much shorter.
func (t Table) fit(compact bool) (size int, widths []int) {
	var heights [3]int
	var broken [3]bool // numbers would be
	var all [3][]int
	for n, half := range cellSizes {
		whole, heads := t.measure(line, word, half), t.measure(line, halfLine, half)
		for k, need := range [][]int{t.measure(word, word, half), t.measure(word, halfLine, half)} {
			w := widen(need, whole, heads)
			if h := t.height(w, half); k == 0 || h < heights[n] && sum(need) <= textWidth {
				heights[n], all[n], broken[n] = h, w, sum(need) > textWidth
			}
		}
	}
	switch {
	case broken[1]:
		return 2, all[2]
	case compact || broken[0] || heights[0] > heights[1]*5/4:
		return 1, all[1]
	}
	return 0, all[0]
}

// Layout is how a table is set: the size of its letters, from 0, the largest, to
// 2, and each column's part of the width in thousandths.
func (t Table) Layout(compact bool) (size int, parts []int) {
	size, widths := t.fit(compact)
	for _, w := range widths {
		parts = append(parts, w*1000/textWidth)
	}
	return size, parts
}

// height estimates the table's height in twips, its head included.
func (t Table) height(widths []int, half int) int {
	head := make([]Cell, len(t.Columns))
	for i, c := range t.Columns {
		head[i].Text = c.Head
	}
	total := rowHeight(head, widths, half)
	for _, row := range t.Rows {
		total += rowHeight(row, widths, half)
	}
	return total
}

func rowHeight(row []Cell, widths []int, half int) int {
	lines := 1
	for i, c := range row[:min(len(row), len(widths))] {
		room := max(widths[i]-2*cellMargin, half*10)
		lines = max(lines, (line(c.Text)*half/10+room-1)/room)
	}
	return lines*half*15 + cellSpace
}

// widen grows the columns from what they need until each cell is on one line, then
// until the heads are on two; what is left goes to all alike. The line is always
// filled.
func widen(widths []int, steps ...[]int) []int {
	for _, goal := range steps {
		rest, missing := max(textWidth-sum(widths), 0), 0
		for i, w := range widths {
			missing += max(goal[i]-w, 0)
		}
		grown := make([]int, len(widths))
		for i, w := range widths {
			grown[i] = w + max(goal[i]-w, 0)*min(rest, missing)/max(missing, 1)
		}
		widths = grown
	}
	total := sum(widths)
	for i := range widths {
		widths[i] = widths[i] * textWidth / max(total, 1)
	}
	if len(widths) > 0 {
		widths[len(widths)-1] += textWidth - sum(widths)
	}
	return widths
}

func sum(list []int) int {
	total := 0
	for _, n := range list {
		total += n
	}
	return total
}

// measure is the width of each column by its widest cell; no cell, an address on
// the web for instance, asks for more than a third of the line.
func (t Table) measure(width, head func(string) int, half int) []int {
	list := make([]int, len(t.Columns))
	for i, c := range t.Columns {
		widest := head(c.Head)
		for _, row := range t.Rows {
			if i < len(row) {
				widest = max(widest, width(row[i].Text))
			}
		}
		list[i] = min(widest*half/10+2*cellMargin+20, textWidth/3)
	}
	return list
}

// line is the width of a text on one line, in hundredths of a letter.
func line(text string) int {
	width := 0
	for _, r := range text {
		width += letter(r)
	}
	return max(width, 200)
}

// halfLine is the width of a column's head on two lines.
func halfLine(text string) int { return max(line(text)/2+50, word(text)) }

// word is the width of the longest part of a text that may not be broken. Between
// Chinese characters a line may break, but a column takes two of them at least.
func word(text string) int {
	longest, current := min(utf8.RuneCountInString(text), 2)*100, 0
	for _, r := range text {
		if current += letter(r); r == ' ' || r > 0x2E80 {
			current = 0
		}
		longest = max(longest, current)
	}
	return longest
}

// letter is the width of a letter, bold ones included.
func letter(r rune) int {
	switch {
	case r > 0x2E80 || r == '—' || r == '“' || r == '”':
		return 100
	case r == '%' || r == '@' || r >= 'A' && r <= 'Z':
		return 90
	}
	return 56
}
