package intake

import (
	"embed"
	"errors"
	"fmt"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/goccy/go-yaml"
)

// Mapping says how a file with headers of its own is to be read. It is a YAML
// file; unknown keys are errors.
type Mapping struct {
	Name string `yaml:"name"`
	Note string `yaml:"note"`
	// Sheet names the one sheet of a workbook to read; "" reads all.
	Sheet string `yaml:"sheet"`
	// Columns: header in the file -> field (title, occurred_at, attrs.ground …).
	Columns map[string]string `yaml:"columns"`
	// Ignore lists headers that are known and not needed.
	Ignore []string `yaml:"ignore"`
	// Constants: field -> value of every row. The field has no column.
	Constants map[string]string `yaml:"constants"`
	// Values: field -> word in the file -> word of the plan.
	Values map[string]map[string]string `yaml:"values"`
	// Subject lists the fields that name the occurrence; the first one filled
	// counts. content stands for the day and a digest of the title.
	Subject []string `yaml:"subject"`
	// Trigger: formed_on says that each row tells the whole story of a paper:
	// it was formed on that day (or on a day unknown) and then published.
	Trigger string `yaml:"trigger"`
	// Dates lists further ways dates are written: DD/MM/YYYY hh:mm.
	Dates []string `yaml:"dates"`
	// Year is the year of dates written without one.
	Year int `yaml:"year"`
	// History marks records of the past (历史补录).
	History bool `yaml:"history"`

	columns   map[string]target // by bare header; none where two headers share it
	exact     map[string]target // by header
	constants map[field]string
	attrs     map[string]string
	values    map[field]map[string]string
	subject   []field
	layouts   []string
}

// target is where a column goes: a field or an attribute.
type target struct {
	field field
	attr  string
}

//go:embed mappings/*.yaml
var shipped embed.FS

const longestMapping = 1 << 20

// ShippedMappings lists the names of the mappings that come with the program.
func ShippedMappings() []string {
	entries, _ := shipped.ReadDir("mappings")
	var names []string
	for _, e := range entries {
		names = append(names, strings.TrimSuffix(e.Name(), ".yaml"))
	}
	return names
}

// LoadMapping reads a shipped mapping by its name, or a mapping file by its path.
func LoadMapping(name string) (*Mapping, error) {
	if slices.Contains(ShippedMappings(), name) {
		data, err := shipped.ReadFile(path.Join("mappings", name+".yaml"))
		if err != nil {
			return nil, fmt.Errorf("read shipped mapping: %w", err)
		}
		return ParseMapping(name, data)
	}
	info, err := os.Stat(name)
	if errors.Is(err, os.ErrNotExist) {
		return nil, refuse("intake.mapping_missing", name, listed(ShippedMappings()))
	}
	if err != nil {
		return nil, fmt.Errorf("read mapping: %w", err)
	}
	if info.Size() > longestMapping {
		return nil, refuse("intake.mapping_bad", name, "file larger than 1 MB")
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("read mapping: %w", err)
	}
	return ParseMapping(name, data)
}

// ParseMapping reads a mapping; name stands in its errors.
func ParseMapping(name string, data []byte) (*Mapping, error) {
	m := &Mapping{}
	if err := yaml.UnmarshalWithOptions(data, m, yaml.Strict()); err != nil {
		return nil, refuse("intake.mapping_bad", name, yaml.FormatError(err, false, true))
	}
	if err := m.compile(); err != nil {
		return nil, refuse("intake.mapping_bad", name, err.Error())
	}
	return m, nil
}

func (m *Mapping) compile() error {
	m.exact = map[string]target{}
	shared := map[string]bool{}
	m.columns, m.constants, m.attrs = map[string]target{}, map[field]string{}, map[string]string{}
	m.values = map[field]map[string]string{}
	taken := map[string]string{}
	for _, header := range slices.Sorted(maps.Keys(m.Columns)) {
		to, err := targetOf(m.Columns[header])
		if err != nil {
			return fmt.Errorf("columns: %s: %w", header, err)
		}
		if other, twice := taken[m.Columns[header]]; twice {
			return fmt.Errorf("columns: %s and %s both mean %s", other, header, m.Columns[header])
		}
		taken[m.Columns[header]] = header
		m.exact[fold(header)] = to
		bare := bareHeader(header)
		if _, twice := m.columns[bare]; twice {
			shared[bare] = true
		}
		m.columns[bare] = to
	}
	if len(m.columns) == 0 {
		return fmt.Errorf("columns: none given")
	}
	for _, header := range m.Ignore {
		m.exact[fold(header)] = target{field: fieldIgnored}
		bare := bareHeader(header)
		if _, twice := m.columns[bare]; twice {
			shared[bare] = true
		}
		m.columns[bare] = target{field: fieldIgnored}
	}
	for bare := range shared {
		delete(m.columns, bare)
	}
	for key, value := range m.Constants {
		to, err := targetOf(key)
		if err != nil {
			return fmt.Errorf("constants: %w", err)
		}
		if header, twice := taken[key]; twice {
			return fmt.Errorf("constants: %s is also a column (%s)", key, header)
		}
		if to.attr != "" {
			m.attrs[to.attr] = value
			continue
		}
		m.constants[to.field] = value
	}
	return errors.Join(m.compileValues(), m.compileRules())
}

func (m *Mapping) compileValues() error {
	for key, words := range m.Values {
		f, ok := fieldByKey(key)
		if !ok {
			return fmt.Errorf("values: there is no field %q", key)
		}
		m.values[f] = map[string]string{}
		for from, to := range words {
			m.values[f][fold(from)] = to
		}
	}
	return nil
}

func (m *Mapping) compileRules() error {
	for _, key := range m.Subject {
		f, ok := fieldByKey(key)
		if !ok {
			return fmt.Errorf("subject: there is no field %q", key)
		}
		m.subject = append(m.subject, f)
	}
	if m.Trigger != "" && m.Trigger != specs[fieldFormed].key {
		return fmt.Errorf("trigger: want formed_on, not %q", m.Trigger)
	}
	for _, pattern := range m.Dates {
		layout, err := layoutOf(pattern)
		if err != nil {
			return err
		}
		m.layouts = append(m.layouts, layout)
	}
	return nil
}

func targetOf(key string) (target, error) {
	if attr, ok := strings.CutPrefix(key, attrPrefix); ok && validAttr(attr) {
		return target{attr: attr}, nil
	}
	f, ok := fieldByKey(key)
	if !ok || f == fieldContent {
		return target{}, fmt.Errorf("there is no field %q", key)
	}
	return target{field: f}, nil
}

var patternParts = regexp.MustCompile(`YYYY|MM|DD|M|D|hh|h|mm|ss`)

// layoutOf turns DD/MM/YYYY hh:mm into the layout of package time.
func layoutOf(pattern string) (string, error) {
	if strings.ContainsAny(patternParts.ReplaceAllString(pattern, ""), "0123456789") || !strings.Contains(pattern, "YYYY") {
		return "", fmt.Errorf("dates: %q: write it like DD/MM/YYYY hh:mm", pattern)
	}
	parts := map[string]string{
		"YYYY": "2006", "MM": "01", "DD": "02", "M": "1", "D": "2",
		"hh": "15", "h": "15", "mm": "04", "ss": "05",
	}
	return patternParts.ReplaceAllStringFunc(pattern, func(p string) string { return parts[p] }), nil
}

// find returns where the mapping sends a header.
func (m *Mapping) find(header string) (target, bool) {
	if t, ok := m.exact[fold(header)]; ok {
		return t, true
	}
	t, ok := m.columns[bareHeader(header)]
	return t, ok
}
