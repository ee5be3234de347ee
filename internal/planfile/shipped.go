package planfile

import (
	"embed"
	"fmt"
	"path"
	"slices"
	"strings"

	"daylight/internal/disclosure"
)

//go:embed plans/*.yaml
var plans embed.FS

// ShippedNames lists the plans that come with the program.
func ShippedNames() []string {
	entries, err := plans.ReadDir("plans")
	if err != nil {
		panic(err) // an embedded folder is there or the program does not build
	}
	var names []string
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(e.Name(), ".yaml"))
	}
	return names
}

// Shipped returns a plan that comes with the program. The caller owns it.
func Shipped(name string) (*disclosure.Plan, error) {
	if !slices.Contains(ShippedNames(), name) {
		return nil, &disclosure.Error{Kind: disclosure.Missed, Code: "plan.not_shipped", Args: []any{name, strings.Join(ShippedNames(), "、")}}
	}
	file := path.Join("plans", name+".yaml")
	data, err := plans.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read shipped plan: %w", err)
	}
	p, problems := Parse(file, data)
	if len(problems) > 0 {
		return nil, fmt.Errorf("read shipped plan: %w", problems[0])
	}
	return p, nil
}
