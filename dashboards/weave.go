package dashboards

import "strings"

// Piece is a bit of a sentence: plain words, or a figure with the address of
// the rows beneath it.
type Piece struct {
	Text  string
	Href  string
	Class string
}

// weave puts pieces into the {names} of a text, so that a sentence can be
// translated whole and still hold links. A name without a piece stays as it is.
func weave(text string, pieces map[string]Piece) []Piece {
	var out []Piece
	for text != "" {
		before, rest, found := strings.Cut(text, "{")
		if before != "" {
			out = append(out, Piece{Text: before})
		}
		if !found {
			break
		}
		name, after, _ := strings.Cut(rest, "}")
		if p, ok := pieces[name]; ok {
			out = append(out, p)
		} else {
			out = append(out, Piece{Text: "{" + name + "}"})
		}
		text = after
	}
	return out
}
