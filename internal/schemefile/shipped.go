package schemefile

import (
	_ "embed"
	"fmt"

	"daylight/internal/assessment"
)

// DefaultName names the scheme that comes with the program.
const DefaultName = "default"

//go:embed schemes/default.yaml
var defaultFile []byte

// Default returns the scheme that comes with the program: a proposal for the
// leading group to approve. The caller owns it.
func Default() (*assessment.Scheme, error) {
	s, problems := Parse("schemes/default.yaml", defaultFile)
	if len(problems) > 0 {
		return nil, fmt.Errorf("read shipped scheme: %w", problems[0])
	}
	return s, nil
}
