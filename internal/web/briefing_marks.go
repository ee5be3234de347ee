package web

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"daylight/internal/briefing"
)

// In a field of words a figure stands as it is printed, between marks: 【92.1%】.
// People move it or leave it out with the sentence around it; they cannot type one.
var (
	figureName = regexp.MustCompile(`\{([^{}]+)\}`)
	figureMark = regexp.MustCompile(`【([^【】]*)】`)
)

// marked shows text that holds figures by name as people edit it.
func marked(text string, figures map[string]briefing.Figure) string {
	return figureName.ReplaceAllStringFunc(text, func(name string) string {
		f, ok := figures[strings.Trim(name, "{}")]
		if !ok {
			return name
		}
		return "【" + f.Text + "】"
	})
}

// unmarked turns edited words back into text that holds figures by name. of is the
// paragraph's own text: a mark means the first of its figures that is printed so and
// is not taken by a mark before it, else any figure of the document that is. It
// returns the first mark that means none.
func unmarked(words, of string, figures map[string]briefing.Figure) (text, unknown string) {
	var names []string
	for _, m := range figureName.FindAllStringSubmatch(of, -1) {
		names = append(names, m[1])
	}
	taken := map[int]bool{}
	text = figureMark.ReplaceAllStringFunc(words, func(mark string) string {
		if strings.Contains(of, mark) { // the program itself writes so
			return mark
		}
		printed := strings.TrimSpace(strings.Trim(mark, "【】"))
		again := ""
		for n, name := range names {
			switch {
			case figures[name].Text != printed:
			case !taken[n]:
				taken[n] = true
				return "{" + name + "}"
			default:
				again = name
			}
		}
		if again != "" { // said twice
			return "{" + again + "}"
		}
		for _, name := range slices.Sorted(maps.Keys(figures)) {
			if figures[name].Text == printed {
				return "{" + name + "}"
			}
		}
		if unknown == "" {
			unknown = mark
		}
		return mark
	})
	return text, unknown
}

// piece is words of a paragraph, or a figure with the address of its cell.
type piece struct{ Text, Href string }

// pieces cuts a paragraph into words and figures.
func pieces(text string, figures map[string]briefing.Figure, cell func(briefing.Figure) string) []piece {
	var list []piece
	at := 0
	for _, m := range figureName.FindAllStringSubmatchIndex(text, -1) {
		f, ok := figures[text[m[2]:m[3]]]
		if !ok {
			continue
		}
		if m[0] > at {
			list = append(list, piece{Text: text[at:m[0]]})
		}
		list, at = append(list, piece{f.Text, cell(f)}), m[1]
	}
	if at < len(text) {
		list = append(list, piece{Text: text[at:]})
	}
	return list
}
