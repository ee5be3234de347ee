package dashboards

import "strings"

// Lacking names the channels and checklist fields that an instance lacks.
func (f Frame) Lacking(items []string) []string {
	var words []string
	for _, item := range items {
		kind, name, found := strings.Cut(item, ":")
		switch {
		case found && kind == "channel":
			words = append(words, f.T("lacking.channel", f.Channel(name)))
		case found && kind == "field":
			words = append(words, f.T("lacking.field", name))
		default:
			words = append(words, item)
		}
	}
	return words
}

func (f Frame) lacking(items []string) string {
	if len(items) == 0 {
		return f.T("lacking.unknown")
	}
	return f.joined(f.Lacking(items))
}

func (f Frame) joined(words []string) string { return strings.Join(words, f.T("list.separator")) }
