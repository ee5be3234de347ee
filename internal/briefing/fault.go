package briefing

import "daylight/internal/disclosure"

// invalid is an error for a person: code is the key of its words.
func invalid(code string, args ...any) error {
	return &disclosure.Error{Kind: disclosure.Invalid, Code: code, Args: args}
}
