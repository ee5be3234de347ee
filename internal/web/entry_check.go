package web

import (
	"daylight/internal/disclosure"
	"daylight/internal/intake"
)

// checkEntry is the one way from what a form states to events. Problems name
// the fields of intake.Entry as their columns.
func checkEntry(in intake.Entry, opts intake.Options) ([]disclosure.Event, []intake.Problem) {
	return intake.Check(in, opts)
}
