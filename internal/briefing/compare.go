package briefing

import "strings"

// Lines tells a briefing as lines of words, one for each heading, paragraph and row,
// so that two issues can be laid side by side.
func Lines(b *Briefing) []string {
	lines := []string{b.Title, b.Recipient}
	table := func(t *Table) {
		if t.Caption != "" {
			lines = append(lines, t.Caption)
		}
		for _, row := range t.Rows {
			cells := make([]string, 0, len(row.Cells))
			for n, c := range row.Cells[:min(len(row.Cells), len(t.Columns))] {
				cells = append(cells, t.Columns[n].Print(c))
			}
			lines = append(lines, strings.Join(cells, " │ "))
		}
		if t.Note != "" {
			lines = append(lines, t.Note)
		}
	}
	for _, s := range b.Sections {
		if s.Heading != "" {
			lines = append(lines, s.Heading)
		}
		for _, p := range s.Parts {
			switch {
			case p.Paragraph != nil:
				lines = append(lines, Text(b, *p.Paragraph))
			case p.Table != nil:
				table(p.Table)
			case p.Chart != nil:
				lines = append(lines, p.Chart.Title)
			}
		}
	}
	for _, a := range b.Annexes {
		lines = append(lines, a.Title)
		for n := range a.Tables {
			table(&a.Tables[n])
		}
	}
	return append(lines, b.Issuer)
}

// Pair is a line of two issues side by side; one side is empty where only the other
// has the line.
type Pair struct {
	Was, Is string
	Same    bool
}

// mostLines bounds what is compared line by line; beyond it lines are paired as
// they come.
const mostLines = 4000

// SideBySide lays two lists of lines beside each other, keeping as many equal lines
// together as possible. A line that was changed stands beside the one it became.
func SideBySide(was, is []string) []Pair {
	was, is = was[:min(len(was), mostLines)], is[:min(len(is), mostLines)]
	longest := common(was, is)
	var pairs []Pair
	var left, right []string
	flush := func() {
		for n := range max(len(left), len(right)) {
			var p Pair
			if n < len(left) {
				p.Was = left[n]
			}
			if n < len(right) {
				p.Is = right[n]
			}
			pairs = append(pairs, p)
		}
		left, right = nil, nil
	}
	i, k := 0, 0
	for i < len(was) && k < len(is) {
		switch {
		case was[i] == is[k]:
			flush()
			pairs = append(pairs, Pair{was[i], is[k], true})
			i, k = i+1, k+1
		case longest[i+1][k] >= longest[i][k+1]:
			left, i = append(left, was[i]), i+1
		default:
			right, k = append(right, is[k]), k+1
		}
	}
	left, right = append(left, was[i:]...), append(right, is[k:]...)
	flush()
	return pairs
}

// common counts, for every pair of places, how many lines the rests share in order.
func common(a, b []string) [][]int16 {
	table := make([][]int16, len(a)+1)
	for i := range table {
		table[i] = make([]int16, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for k := len(b) - 1; k >= 0; k-- {
			table[i][k] = max(table[i+1][k], table[i][k+1])
			if a[i] == b[k] {
				table[i][k] = table[i+1][k+1] + 1
			}
		}
	}
	return table
}
