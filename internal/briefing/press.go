package briefing

import "context"

// Looks are choices about the paper that say nothing about its content.
type Looks struct {
	RedHead bool // 红头: the body's name above a red line, for issues on its own paper
	PDF     bool // a PDF beside the rest, where something can print one
}

// Press makes briefings and prints them.
type Press interface {
	// Make returns the briefing as the record asks for it, with its edits. A record
	// always gives the same briefing, since its as-of lies in the past.
	Make(ctx context.Context, r Record) (*Briefing, error)
	// Print returns all files of a briefing and of its sheets. It tells progress how
	// many of how many are done; progress may be nil.
	Print(ctx context.Context, b *Briefing, n Number, looks Looks, progress func(done, of int)) ([]Content, error)
	// CanPDF reports whether there is something to print a PDF with.
	CanPDF() bool
}
