package intake

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"daylight/internal/i18n"
)

// choice is what is remembered of a mapping that a person made.
type choice struct {
	Columns   map[string]string `json:"columns"`
	Ignore    []string          `json:"ignore,omitempty"`
	Constants map[string]string `json:"constants,omitempty"`
}

// NewMapping makes a mapping of a person's choice: header -> key of a field or
// attrs.NAME; "" and "ignored" leave a column out. Constants give fields that
// have no column one value for every row.
func NewMapping(columns, constants map[string]string) (*Mapping, error) {
	m := &Mapping{Columns: map[string]string{}, Constants: map[string]string{}}
	taken := map[string]string{}
	for _, header := range slices.Sorted(maps.Keys(columns)) {
		key := columns[header]
		if key == "" || key == fieldIgnored.key() {
			m.Ignore = append(m.Ignore, header)
			continue
		}
		if _, err := targetOf(key); err != nil {
			return nil, refuse("intake.unknown_field", shown(key))
		}
		if other, twice := taken[key]; twice {
			return nil, refuse("intake.mapping_twice", shown(other), shown(header), FieldName(i18n.Chinese, key))
		}
		taken[key], m.Columns[header] = header, key
	}
	for key, value := range constants {
		if _, err := targetOf(key); err != nil {
			return nil, refuse("intake.unknown_field", shown(key))
		}
		if value != "" && taken[key] == "" {
			m.Constants[key] = value
		}
	}
	if lacks := m.lacks(taken); len(lacks) > 0 {
		return nil, refuse("intake.mapping_lacks", strings.Join(lacks, "、"))
	}
	if err := m.compile(); err != nil {
		return nil, refuse("intake.mapping_unread")
	}
	return m, nil
}

// lacks lists what no row can do without.
func (m *Mapping) lacks(taken map[string]string) []string {
	has := func(f field) bool { return taken[f.key()] != "" || m.Constants[f.key()] != "" }
	var lacks []string
	if !has(fieldDuty) {
		lacks = append(lacks, specs[fieldDuty].headers[0])
	}
	if !has(fieldOccurred) && !has(fieldFormed) {
		lacks = append(lacks, specs[fieldOccurred].headers[0])
	}
	if !has(fieldTitle) && !has(fieldKind) {
		lacks = append(lacks, specs[fieldTitle].headers[0])
	}
	return lacks
}

// Encode writes down a mapping made by NewMapping, to be remembered.
func (m *Mapping) Encode() string {
	text, err := json.Marshal(choice{m.Columns, m.Ignore, m.Constants})
	if err != nil {
		return "" // maps of strings always can be written
	}
	return string(text)
}

// DecodeMapping reads what Encode wrote, under the same checks as NewMapping.
func DecodeMapping(text string) (*Mapping, error) {
	var c choice
	if len(text) > longestMapping || json.Unmarshal([]byte(text), &c) != nil {
		return nil, refuse("intake.mapping_unread")
	}
	columns := maps.Clone(c.Columns)
	if columns == nil {
		columns = map[string]string{}
	}
	for _, header := range c.Ignore {
		columns[header] = ""
	}
	return NewMapping(columns, c.Constants)
}
