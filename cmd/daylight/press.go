package main

import (
	"context"
	"strings"
	"unicode"

	"daylight/internal/briefing"
	"daylight/internal/disclosure"
	"daylight/internal/store"
)

// press makes and prints the briefings of a store.
type press struct{ st *store.Store }

// Make implements briefing.Press.
func (p press) Make(ctx context.Context, r briefing.Record) (*briefing.Briefing, error) {
	return briefing.Draw(ctx, p.st, p.st, r)
}

// Print implements briefing.Press.
func (p press) Print(ctx context.Context, b *briefing.Briefing, n briefing.Number, looks briefing.Looks, progress func(done, of int)) ([]briefing.Content, error) {
	return printBriefing(ctx, b, n, looks, progress)
}

// fileName names the files of an office by its name, as far as a file may be
// called so.
func fileName(o disclosure.Office) string {
	name := strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, o.Name)
	return strings.Trim(name, ". ")
}
