package intake

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
)

// templateRows is how many rows of a template are prepared to be filled in.
const templateRows = 2000

// templateColumns are the columns of a template, in the order of filling in.
var templateColumns = []string{
	"duty", "kind", "subject", "office", "channel", "occurred_at", "formed_on", "title", "document_number", "url", "fields", "note", "ref",
	"attrs.receipt", "attrs.submitted_on", "attrs.applicant", "attrs.party", "attrs.reason", "attrs.days", "attrs.approved_on", "attrs.approver",
	"attrs.reply", "attrs.delivery", "attrs.ground", "attrs.class", "attrs.reviewer", "attrs.number", "attrs.result", "attrs.place", "attrs.inspector",
	"attrs.form", "attrs.decision", "attrs.due", "attrs.drafter", "attrs.signer",
}

// WriteTemplate writes an XLSX workbook to be filled in by an office ("": by
// all) and read back by Read: a sheet with the header and drop-downs from the
// plan, a sheet that says how, and a hidden one with the lists.
func WriteTemplate(w io.Writer, plan *disclosure.Plan, office string, lang i18n.Lang) error {
	t := &template{book: excelize.NewFile(), plan: plan, office: office, lang: lang}
	defer t.book.Close()
	for _, step := range []func() error{t.sheets, t.header, t.lists, t.howTo} {
		if err := step(); err != nil {
			return fmt.Errorf("write template: %w", err)
		}
	}
	if err := t.book.Write(w); err != nil {
		return fmt.Errorf("write template: %w", err)
	}
	return nil
}

type template struct {
	book   *excelize.File
	plan   *disclosure.Plan
	office string
	lang   i18n.Lang
}

func (t *template) say(key string, args ...any) string {
	return i18n.T(t.lang, "intake.template."+key, args...)
}

func (t *template) sheets() error {
	if err := t.book.SetSheetName("Sheet1", t.say("fill_in")); err != nil {
		return err
	}
	for _, name := range []string{t.say("how_to"), t.say("lists")} {
		if _, err := t.book.NewSheet(name); err != nil {
			return err
		}
	}
	return t.book.SetSheetVisible(t.say("lists"), false)
}

// header writes the head row, freezes it and gives the cells below their
// format: dates are dates, everything else stays the text that was typed.
func (t *template) header() error {
	sheet := t.say("fill_in")
	head, err := t.book.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"DDE7F0"}}, Alignment: &excelize.Alignment{WrapText: true, Vertical: "center"}})
	if err != nil {
		return err
	}
	for i, key := range templateColumns {
		column := columnLetter(i)
		format := "@"
		switch {
		case key == "occurred_at":
			format = "yyyy-mm-dd hh:mm"
		case key == "formed_on" || attrByKey[strings.TrimPrefix(key, attrPrefix)] != nil && attrByKey[strings.TrimPrefix(key, attrPrefix)].form == asDay:
			format = "yyyy-mm-dd"
		}
		style, err := t.book.NewStyle(&excelize.Style{CustomNumFmt: &format})
		if err != nil {
			return err
		}
		width := 14.0
		if key == "duty" || key == "title" || key == "attrs.reply" || key == "url" {
			width = 32
		}
		if err := t.book.SetColStyle(sheet, column, style); err != nil {
			return err
		}
		if err := t.book.SetColWidth(sheet, column, column, width); err != nil {
			return err
		}
		if err := t.book.SetCellStr(sheet, column+"1", FieldName(t.lang, key)); err != nil {
			return err
		}
	}
	if err := t.book.SetCellStyle(sheet, "A1", columnLetter(len(templateColumns)-1)+"1", head); err != nil {
		return err
	}
	return t.book.SetPanes(sheet, &excelize.Panes{Freeze: true, XSplit: 1, YSplit: 1, TopLeftCell: "B2", ActivePane: "bottomRight"})
}

// lists fills the hidden sheet and ties the drop-downs to it.
func (t *template) lists() error {
	n := 0
	for i, key := range templateColumns {
		values := t.valuesOf(key)
		if len(values) == 0 {
			continue
		}
		from := columnLetter(n)
		n++
		for row, value := range values {
			if err := t.book.SetCellStr(t.say("lists"), fmt.Sprint(from, row+1), value); err != nil {
				return err
			}
		}
		v := excelize.NewDataValidation(true)
		v.Sqref = fmt.Sprintf("%[1]s2:%[1]s%[2]d", columnLetter(i), templateRows)
		v.SetSqrefDropList(fmt.Sprintf("'%s'!$%s$1:$%s$%d", t.say("lists"), from, from, len(values)))
		v.SetError(excelize.DataValidationErrorStyleWarning, t.say("not_listed"), t.say("choose", FieldName(t.lang, key)))
		if err := t.book.AddDataValidation(t.say("fill_in"), v); err != nil {
			return err
		}
	}
	return nil
}

func (t *template) valuesOf(key string) []string {
	var values []string
	switch key {
	case "duty":
		for _, d := range t.duties() {
			values = append(values, d.Code+" "+inLang(t.lang, d.Name, d.NameEN, d.Name))
		}
	case "kind":
		for _, k := range kinds {
			values = append(values, KindName(t.lang, k.kind))
		}
	case "channel":
		for _, c := range t.plan.Channels {
			values = append(values, inLang(t.lang, c.Name, c.NameEN, c.Name))
		}
	case "office", "attrs.drafter":
		for _, o := range t.plan.Offices {
			if t.office == "" || o.Code == t.office {
				values = append(values, inLang(t.lang, o.Name, o.NameEN, o.Name))
			}
		}
	case "attrs.class":
		for _, d := range t.duties() {
			for _, c := range d.Classes {
				if name := inLang(t.lang, c.Name, c.NameEN, c.Code); !slices.Contains(values, name) {
					values = append(values, name)
				}
			}
		}
	default:
		if s := attrByKey[strings.TrimPrefix(key, attrPrefix)]; s != nil && strings.HasPrefix(key, attrPrefix) {
			values = s.choiceWords(t.lang)
		}
	}
	return values
}

// duties are those that the office leads, helps with, or may enter because the
// records name who is responsible. What counts with another duty is left out:
// it is recorded by itself.
func (t *template) duties() []disclosure.Duty {
	var mine []disclosure.Duty
	for _, d := range t.plan.Duties {
		if d.CountedWith != "" {
			continue
		}
		if t.office == "" || d.Lead == "" || d.Lead == t.office || slices.Contains(d.CoOffices, t.office) {
			mine = append(mine, d)
		}
	}
	return mine
}

// howTo writes the sheet that explains. It has no row that reads as a header.
func (t *template) howTo() error {
	sheet := t.say("how_to")
	wrap, err := t.book.NewStyle(&excelize.Style{Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}})
	if err != nil {
		return err
	}
	if err := t.book.SetColWidth(sheet, "A", "A", 110); err != nil {
		return err
	}
	if err := t.book.SetColStyle(sheet, "A", wrap); err != nil {
		return err
	}
	lines := []string{t.say("title", inLang(t.lang, t.plan.Title, "", t.plan.Title))}
	for _, key := range []string{"one_row", "duty", "kind", "subject", "dates", "channel", "case", "storm", "withheld", "privacy", "return"} {
		lines = append(lines, t.say("line."+key))
	}
	for i, line := range lines {
		if err := t.book.SetCellStr(sheet, fmt.Sprint("A", i+1), line); err != nil {
			return err
		}
	}
	return nil
}
