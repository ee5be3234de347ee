package intake

import (
	"maps"
	"slices"

	"daylight/internal/disclosure"
)

// CheckForm turns what a form hands in into events: values by the keys of
// fields (duty, occurred_at …), attrs by the names of attributes. Each problem
// names in Field the key, or attrs.NAME, that it stands beside.
func CheckForm(values map[string]string, attrs map[string]string, opts Options) ([]disclosure.Event, []Problem) {
	if opts.Source == "" {
		opts.Source = "form"
	}
	var e entry
	for _, key := range slices.Sorted(maps.Keys(values)) {
		f, ok := fieldByKey(key)
		if !ok || f == fieldContent || f == fieldIgnored {
			e.faultAt(0, key, values[key], "intake.unknown_field", shown(key))
			continue
		}
		e.value[f] = values[key]
	}
	if len(attrs) > mostAttrs {
		e.faultAt(0, "attrs", "", "intake.too_many_attrs", mostAttrs)
		return nil, e.problems
	}
	for _, name := range slices.Sorted(maps.Keys(attrs)) {
		if !validAttr(name) {
			e.faultAt(0, attrPrefix+name, name, "intake.bad_attr", shown(name))
			continue
		}
		e.takeAttr(0, name, attrs[name], plain)
	}
	return newChecker(opts).check(&e, opts.Source), e.problems
}
