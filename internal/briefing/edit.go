package briefing

import (
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// The longest paragraph that people may write.
const mostRunes = 2000

// CheckEdit reports whether a person may put text in the place of the paragraph
// that key names. Words are free; figures are not: every figure of the paragraph
// stays, others of the document may come in, and no number is typed by hand. An
// empty text drops the whole paragraph, which is the only way to drop a figure;
// what the briefing rests on and what it corrects cannot be dropped.
func CheckEdit(b *Briefing, key, text string) error {
	var p *Paragraph
	for _, q := range b.Paragraphs() {
		if q.Key == key {
			p = q
		}
	}
	switch {
	case p == nil:
		return invalid("briefing.edit.no_paragraph", key)
	case strings.TrimSpace(text) == "":
		return p.droppable()
	case len([]rune(text)) > mostRunes:
		return invalid("briefing.edit.too_long", len([]rune(text)), mostRunes)
	case strings.IndexFunc(text, unicode.IsControl) >= 0:
		return invalid("briefing.edit.one_line")
	}
	if err := checkMarks(b, p, text); err != nil {
		return err
	}
	if number := headingNumber.FindString(p.Text); p.Level > 0 && headingNumber.FindString(text) != number {
		return invalid("briefing.edit.heading", number)
	}
	if n := strayNumber(text, namesIn(b.Tables(), plain(b.Body.Name))); n != "" {
		return invalid("briefing.edit.number", n)
	}
	c := checker{tables: b.Tables()}
	if word := wrongTrend(text, b.Figures, c.find); word != "" {
		return invalid("briefing.edit.trend", word)
	}
	return nil
}

var headingNumber = regexp.MustCompile(`^（[〇一二三四五六七八九十]+）|^\d+\.`)

// droppable: headings and the grounds stay.
func (p *Paragraph) droppable() error {
	if p.Level > 0 || strings.HasPrefix(p.Key, "basis.") || strings.HasPrefix(p.Key, "corrections.") {
		return invalid("briefing.edit.must_stay")
	}
	return nil
}

// checkMarks looks at the figures of an edit.
func checkMarks(b *Briefing, p *Paragraph, text string) error {
	if rest := figureMark.ReplaceAllString(text, ""); strings.ContainsAny(rest, "{}") {
		return invalid("briefing.edit.brace")
	}
	there := marks(text)
	for _, name := range slices.Sorted(maps.Keys(there)) {
		if _, ok := b.Figures[name]; !ok {
			return invalid("briefing.edit.no_figure", "{"+name+"}")
		}
	}
	for _, name := range slices.Sorted(maps.Keys(marks(p.Text))) {
		if !there[name] {
			return invalid("briefing.edit.figure_gone", "{"+name+"}", b.Figures[name].Text)
		}
	}
	return nil
}

func marks(text string) map[string]bool {
	set := map[string]bool{}
	for _, m := range figureMark.FindAllStringSubmatch(text, -1) {
		set[m[1]] = true
	}
	return set
}

// Edited returns the briefing with the words that people have changed, by
// paragraph key. It refuses edits that no longer fit, since the figures have
// moved on, and leaves b as it is.
func Edited(b *Briefing, edits map[string]string) (*Briefing, error) {
	for _, key := range slices.Sorted(maps.Keys(edits)) {
		if err := CheckEdit(b, key, edits[key]); err != nil {
			return nil, err
		}
	}
	out := *b
	out.Sections = nil
	for _, s := range b.Sections {
		parts := s.Parts
		s.Parts = nil
		for _, part := range parts {
			if part.Paragraph != nil {
				p := *part.Paragraph
				if text, ok := edits[p.Key]; ok {
					p.Text = strings.TrimSpace(text)
				}
				if p.Text == "" {
					continue
				}
				part.Paragraph = &p
			}
			s.Parts = append(s.Parts, part)
		}
		out.Sections = append(out.Sections, s)
	}
	out.prune()
	return &out, nil
}
