package docx

import "unicode/utf8"

// cellSizes are the sizes of letters in tables, in half points: 5号, 小5号, 6号.
var cellSizes = []int{21, 18, 15}

const cellMargin = 60 // twips on either side

func cellStyle(n int) string { return []string{"Cell", "CellSmall", "CellTiny"}[n] }

// fit chooses the largest letters with which no number is broken, and the widths
// of the columns: what each needs, the rest shared out.
func (t Table) fit() (size int, widths []int) {
	for n, half := range cellSizes {
		need, total := t.needs(half), 0
		for _, w := range need {
			total += w
		}
		if total <= textWidth || n == len(cellSizes)-1 {
			return n, t.share(need, textWidth-total)
		}
	}
	return 0, nil
}

// share grows the columns from their needs toward their shares of the width. A
// column that already has its share gets no more.
func (t Table) share(need []int, rest int) []int {
	shares := 0
	for _, c := range t.Columns {
		shares += max(c.Share, 1)
	}
	want, missing := make([]int, len(need)), 0
	for i, c := range t.Columns {
		want[i] = max(textWidth*max(c.Share, 1)/shares-need[i], 0)
		missing += want[i]
	}
	widths, used := make([]int, len(need)), 0
	for i := range need {
		widths[i] = need[i]
		if missing > 0 {
			widths[i] += rest * want[i] / missing
		}
		used += widths[i]
	}
	if len(widths) > 0 {
		widths[len(widths)-1] += textWidth - used
	}
	return widths
}

// needs is the least width of each column: its longest word or number.
func (t Table) needs(half int) []int {
	need := make([]int, len(t.Columns))
	for i, c := range t.Columns {
		widest := word(c.Head)
		for _, row := range t.Rows {
			if i < len(row) {
				widest = max(widest, word(row[i].Text))
			}
		}
		// Words longer than a quarter of the line are addresses: they may be broken.
		need[i] = min(widest*half/10+2*cellMargin+20, textWidth/4)
	}
	return need
}

// word is the width of the longest part of a text that may not be broken, in
// hundredths of a letter. Between Chinese characters a line may break, but a
// column takes two of them at least.
func word(text string) int {
	longest, current := min(utf8.RuneCountInString(text), 2)*100, 0
	for _, r := range text {
		switch {
		case r == ' ' || r > 0x2E80:
			current = 0
		default:
			current += 56
		}
		longest = max(longest, current)
	}
	return longest
}
