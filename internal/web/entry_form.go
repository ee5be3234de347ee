package web

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/intake"
	"daylight/internal/workday"
)

// entryForm is one form on its way: what was asked for, what was typed, and
// what is wrong with it.
type entryForm struct {
	d       *entryDesk
	kind    entryKind
	duty    disclosure.Duty
	typed   url.Values
	sorry   map[string]string // beside the field
	general []string          // above the form
	refs    []disclosure.Event
	periods []string // occurrences of the duty that wait for a fact
}

func (f *entryForm) T(key string, args ...any) string { return i18n.T(f.d.frame.Lang, key, args...) }

func (f *entryForm) value(name string) string { return strings.TrimSpace(f.typed.Get(name)) }

// shows reports whether the form has the field for this duty and account.
func (f *entryForm) shows(field entryField) bool {
	switch field.name {
	case "attrs.class":
		return len(f.duty.Classes) > 0
	case "channel":
		return len(f.duty.Channels) > 0
	case "fields":
		return len(f.duty.Fields) > 0
	case "formed_on":
		return f.duty.Trigger == disclosure.OnEvent
	case "attrs.form":
		return f.duty.Block == "response"
	case "subject":
		return f.duty.Clock() != disclosure.ByUpkeep && f.duty.Trigger != disclosure.OneOff
	}
	return true
}

// fields are the fields that this form has.
func (f *entryForm) fields() []entryField {
	var shown []entryField
	for _, field := range f.kind.fields {
		if f.shows(field) {
			field.must = field.must || field.optional != ""
			if field.name == "subject" && f.duty.Trigger == disclosure.Standing && f.kind.kind == disclosure.SpotChecked {
				field.must = false // the day of the check tells the period
			}
			shown = append(shown, field)
		}
	}
	if f.d.acc.Office == "" && f.duty.Lead == "" && !slices.ContainsFunc(shown, func(e entryField) bool { return e.name == "office" }) {
		shown = slices.Insert(shown, min(1, len(shown)), must("office", "select"))
	}
	return shown
}

// choices are the options of a select or of checks, with their words.
func (f *entryForm) choices(field entryField) []option {
	var all []option
	add := func(value, label string) { all = append(all, option{Value: value, Label: label}) }
	switch field.name {
	case "channel":
		for _, c := range f.duty.Channels {
			add(c.Code, f.d.frame.Channel(c.Code))
		}
	case "fields":
		for _, name := range f.duty.Fields {
			add(name, name)
		}
	case "attrs.class":
		for _, c := range f.duty.Classes {
			add(c.Code, pickName(f.d.frame.Lang, c.Name, c.NameEN))
		}
	case "office", "attrs.drafter":
		for _, o := range f.d.plan.Offices {
			if o.ExistsOn(f.d.today) && f.mayName(field, o.Code) {
				add(o.Code, pickName(f.d.frame.Lang, o.Name, o.NameEN))
			}
		}
	case "ref":
		for _, e := range f.refs {
			add(e.ID, f.factWords(e))
		}
	default:
		for _, c := range intake.Choices(f.d.frame.Lang, strings.TrimPrefix(field.name, "attrs.")) {
			add(c.Value, c.Words)
		}
	}
	return all
}

// mayName reports whether an office is offered: of a hand-over the co-offices.
func (f *entryForm) mayName(field entryField, office string) bool {
	switch {
	case field.name == "attrs.drafter":
		return true
	case f.d.acc.Office != "":
		return office == f.d.acc.Office
	case f.kind.kind == disclosure.HandedOver:
		return slices.Contains(f.duty.CoOffices, office)
	}
	return true
}

// factWords names a fact in a list of choices.
func (f *entryForm) factWords(e disclosure.Event) string {
	day := workday.DateOf(e.RecordedAt)
	if !e.OccurredAt.IsZero() {
		day = workday.DateOf(e.OccurredAt)
	}
	words := f.T("event."+intake.KindKey(e.Kind)) + " " + day.String()
	if e.Title != "" {
		words += " " + shorten(e.Title, 30)
	}
	return words
}

func shorten(s string, runes int) string {
	if utf8.RuneCountInString(s) <= runes {
		return s
	}
	return string([]rune(s)[:runes]) + "…"
}

// blame puts words beside a field, or above the form when it has no such field.
func (f *entryForm) blame(name, words string) {
	if !slices.ContainsFunc(f.fields(), func(e entryField) bool { return e.name == name }) {
		f.general = append(f.general, words)
		return
	}
	if f.sorry[name] == "" {
		f.sorry[name] = words
	}
}

func (f *entryForm) wrong() bool { return len(f.sorry) > 0 || len(f.general) > 0 }

// mostExtension is how many working days an answer may be put off (条例 33).
const mostExtension = 20

// check finds what the form itself can tell, before intake looks at it.
func (f *entryForm) check() {
	for _, field := range f.fields() {
		value := f.value(field.name)
		chosen := field.widget == "select" || field.widget == "checks"
		if value == "" && field.must && !(field.name == "occurred_at" && f.maySkipDay()) {
			words := f.T("entry.empty")
			if chosen {
				words = f.T("entry.choose")
			}
			f.blame(field.name, words)
			continue
		}
		if chosen {
			offered := f.choices(field)
			for _, v := range f.typed[field.name] {
				if v != "" && !slices.ContainsFunc(offered, func(o option) bool { return o.Value == v }) {
					f.blame(field.name, f.T("entry.choose"))
				}
			}
		}
		if field.name == "attrs.days" {
			if n, err := strconv.Atoi(value); err != nil || n < 1 || n > mostExtension {
				f.blame(field.name, f.T("entry.bad_days"))
			}
		}
		if (field.widget == "date" || field.widget == "moment") && value != "" {
			f.checkDay(field)
		}
	}
}

// dayUnknown stands in a form for a day that cannot be told.
const dayUnknown = "不详"

// maySkipDay reports whether the day may stay open: an application whose
// receipt is not confirmed yet is 待核.
func (f *entryForm) maySkipDay() bool {
	return f.kind.kind == disclosure.Received && slices.Contains([]string{"mail", "internet", "fax"}, f.value("attrs.receipt"))
}

// checkDay brings a day as people write it to its one form. 12月30日 written in
// January is last year's. A time of day behind it is left to intake.
func (f *entryForm) checkDay(field entryField) {
	text, clock := f.value(field.name), ""
	if f.kind.kind == disclosure.Triggered && field.name == "occurred_at" && text == dayUnknown {
		return
	}
	if field.widget == "moment" {
		text, clock, _ = strings.Cut(text, " ")
	}
	day, err := workday.ParseLooseIn(text, f.d.today.Year())
	if err != nil && field.widget == "moment" {
		return // intake knows more ways to write a moment
	}
	if err != nil {
		f.blame(field.name, f.T("intake.bad_date", shorten(text, 40)))
		return
	}
	if _, err := workday.ParseLoose(text); err != nil && day > f.d.today+1 && field.name != "attrs.due" {
		day = day.AddMonths(-12)
	}
	f.typed.Set(field.name, strings.TrimSpace(day.String()+" "+clock))
}

// stated is what the form states: fields by their keys, attributes by their
// names.
func (f *entryForm) stated() (values, attrs map[string]string) {
	values, attrs = map[string]string{"duty": f.duty.Code, "kind": f.kind.key(), "office": f.d.officeFor(f.duty), "subject": f.value("subject")}, map[string]string{}
	for _, field := range f.fields() {
		value := f.value(field.name)
		if field.name == "fields" {
			value = strings.Join(f.typed["fields"], "、")
		}
		if field.name == "occurred_at" && f.maySkipDay() {
			value = cmp.Or(value, dayUnknown)
		}
		if name, ok := strings.CutPrefix(field.name, "attrs."); ok && value != "" {
			attrs[name] = value
		} else if value != "" {
			values[field.name] = value
		}
	}
	if f.kind.kind == disclosure.NilReturn && !signs(f.d.acc) {
		attrs["unsigned"] = "1"
	}
	return values, attrs
}
