package main

import (
	"context"

	"daylight/internal/briefing"
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
