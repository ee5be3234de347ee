package web

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"daylight/internal/access"
	"daylight/internal/intake"
)

// fileColumn is a column of an uploaded file. Sheets that have a column of the
// same header share it.
type fileColumn struct {
	header  string
	field   string // as which the header alone is understood, "" for none
	samples []string
}

// choice says how columns are read: header -> field, and the fields that have
// one value in the whole table.
type choice struct{ columns, fixed map[string]string }

// fixable are the fields of which a whole table may have one value.
var fixable = []string{"duty", "kind", "channel", "office"}

// columnsOf lists the columns of all sheets with a few of their values.
func columnsOf(p intake.Previewed) []fileColumn {
	var columns []fileColumn
	for _, sheet := range p.Sheets {
		for _, found := range sheet.Columns {
			if slices.ContainsFunc(columns, func(c fileColumn) bool { return c.header == found.Header }) {
				continue
			}
			c := fileColumn{header: found.Header, field: readAs(found)}
			for _, cells := range sheet.Sample {
				c.sample(cells, found.Index)
			}
			for _, row := range p.Rows {
				if row.Sheet == sheet.Name {
					c.sample(row.Cells, found.Index)
				}
			}
			columns = append(columns, c)
		}
	}
	return columns
}

func (c *fileColumn) sample(cells []string, index int) {
	if index >= len(cells) || len(c.samples) >= previewSamples {
		return
	}
	if text := shorten(strings.TrimSpace(cells[index]), 30); text != "" && !slices.Contains(c.samples, text) {
		c.samples = append(c.samples, text)
	}
}

func sampled(columns []fileColumn) bool {
	return slices.ContainsFunc(columns, func(c fileColumn) bool { return len(c.samples) > 0 })
}

// readAs is the field of a column; one that is known and not needed has none.
func readAs(c intake.PreviewColumn) string {
	if !slices.Contains(intake.FieldKeys(), c.Field) {
		return ""
	}
	return c.Field
}

// choiceOf is how the file was read just now.
func choiceOf(p intake.Previewed, m *intake.Mapping) *choice {
	c := &choice{columns: map[string]string{}}
	for _, sheet := range p.Sheets {
		for _, column := range sheet.Columns {
			c.columns[column.Header] = readAs(column)
		}
	}
	if m != nil {
		c.fixed = m.Constants
	}
	return c
}

// choose takes over how a person says that the columns are to be read.
func (u *upload) choose(c *fiber.Ctx, d *entryDesk) (picked *choice, sorry string) {
	picked = &choice{map[string]string{}, map[string]string{}}
	for n, column := range u.columns {
		to := column.field
		if n < previewColumns {
			to = formText(c, columnName(column.header))
		}
		if !slices.Contains(intake.FieldKeys(), to) {
			to = ""
		}
		picked.columns[column.header] = to
	}
	for _, key := range fixable {
		value := formText(c, "fixed."+key)
		if slices.ContainsFunc(d.fixedOptions(key), func(o option) bool { return o.Value == value }) {
			picked.fixed[key] = value
		}
	}
	if len(u.columns) == 0 || u.plain(picked) {
		u.mapping, u.known = nil, false
		return picked, ""
	}
	mapping, err := intake.NewMapping(picked.columns, picked.fixed)
	if words, refused := refusalWords(d, err); refused {
		return picked, words
	}
	u.mapping, u.known = mapping, false
	return picked, ""
}

// plain reports whether a choice is what the headers say anyway.
func (u *upload) plain(picked *choice) bool {
	return len(picked.fixed) == 0 && !slices.ContainsFunc(u.columns, func(c fileColumn) bool { return picked.columns[c.header] != c.field })
}

// columnView is one column of the file with the field it is read as, or one
// field with its value for the whole table.
type columnView struct {
	Name    string // of the select
	Header  string
	Samples []string
	Options []option
}

// columns offers every field for every column.
func (d *entryDesk) columns(columns []fileColumn, picked *choice) []columnView {
	var views []columnView
	for _, c := range columns[:min(len(columns), previewColumns)] {
		v := columnView{Name: columnName(c.header), Header: shorten(c.header, 60), Samples: c.samples, Options: []option{{Label: d.frame.T("upload.unused")}}}
		for _, key := range intake.FieldKeys() {
			v.Options = append(v.Options, option{Value: key, Label: intake.FieldName(d.frame.Lang, key), Selected: picked.columns[c.header] == key})
		}
		views = append(views, v)
	}
	return views
}

// fixedViews offers one value of a field for the whole table.
func (d *entryDesk) fixedViews(picked *choice) []columnView {
	var views []columnView
	for _, key := range fixable {
		v := columnView{Name: "fixed." + key, Header: intake.FieldName(d.frame.Lang, key), Options: []option{{Label: d.frame.T("upload.by_column")}}}
		for _, o := range d.fixedOptions(key) {
			o.Selected = picked.fixed[key] == o.Value
			v.Options = append(v.Options, o)
		}
		views = append(views, v)
	}
	return views
}

func (d *entryDesk) fixedOptions(key string) (offered []option) {
	add := func(value, label string) { offered = append(offered, option{Value: value, Label: label}) }
	switch key {
	case "duty":
		for _, duty := range d.plan.Duties {
			if d.mayEnter(duty) && duty.CountedWith == "" {
				add(duty.Code, d.frame.Duty(duty.Code))
			}
		}
	case "kind":
		for _, k := range entryKinds {
			if k.offeredTo(d.acc) {
				add(k.key(), d.frame.T("event."+k.key()))
			}
		}
	case "channel":
		for _, c := range d.plan.Channels {
			add(c.Code, d.frame.Channel(c.Code))
		}
	case "office":
		for _, o := range d.plan.Offices {
			if o.ExistsOn(d.today) && (d.acc.Can(access.EnterAll) || o.Code == d.acc.Office) {
				add(o.Code, pickName(d.frame.Lang, o.Name, o.NameEN))
			}
		}
	}
	return offered
}

// columnName names the select of a column by what its header says, since two
// sheets may have it in different places.
func columnName(header string) string {
	sum := sha256.Sum256([]byte(header))
	return "column." + hex.EncodeToString(sum[:8])
}
