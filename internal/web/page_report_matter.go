package web

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"daylight/internal/annualreport"
	"daylight/internal/i18n"
	"daylight/internal/workday"
)

// matterLine is an entry of the register of what the yearly report counts.
type matterLine struct {
	annualreport.Matter
	KindName, OutcomeName, AmountText string
}

// matterForm is the form of one entry, as typed.
type matterForm struct {
	Action, ID                   string
	On, EndedOn, Count, Amount   string
	Kind, Outcome, Number, Title string
	Fields                       []fieldView
	sorry                        map[string]string // words beside a field
}

// matterCodes are the kinds as a form names them, in the order of MatterKinds.
var matterCodes = []string{"normative", "permit", "penalty", "coercion", "fee", "review", "suit", "suit_after_review"}

func matterCode(k annualreport.MatterKind) string { return matterCodes[k-1] }

// matterLines lists the register, the latest first.
func (s *Server) matterLines(d *desk) ([]matterLine, error) {
	list, err := s.Matters.MattersKnown(d.ctx, d.Body, d.AsOf)
	if err != nil {
		return nil, err
	}
	var lines []matterLine
	for _, m := range list {
		l := matterLine{Matter: m, KindName: d.frame.T("matter.kind." + matterCode(m.Kind))}
		if m.Outcome != "" {
			l.OutcomeName = d.frame.T("matter.outcome." + m.Outcome)
		}
		if m.Kind == annualreport.Fee {
			l.AmountText = strconv.FormatFloat(float64(m.Amount)/100, 'f', 2, 64)
		}
		lines = append(lines, l)
	}
	slices.SortStableFunc(lines, func(a, b matterLine) int { return cmp.Compare(b.On, a.On) })
	return lines, nil
}

// ready lays the form out.
func (f matterForm) ready(d *desk) matterForm {
	f.Action = d.URL("/report/matter")
	T := d.frame.T
	add := func(name, widget, value string, must bool, options ...option) {
		f.Fields = append(f.Fields, fieldView{Name: name, ID: "m-" + name, Label: T("matter." + name), Hint: hintOf(T("matter.hint." + name)),
			Widget: widget, Value: value, Must: must, Options: options, Sorry: f.sorry[name]})
	}
	var kinds, outcomes []option
	for _, code := range matterCodes {
		kinds = append(kinds, option{code, T("matter.kind." + code), code == f.Kind})
	}
	for _, code := range annualreport.MatterOutcomes {
		outcomes = append(outcomes, option{code, T("matter.outcome." + code), code == f.Outcome})
	}
	add("kind", "select", f.Kind, true, kinds...)
	add("number", "", f.Number, false)
	add("name", "", f.Title, false)
	add("on", "", f.On, true)
	add("ended_on", "", f.EndedOn, false)
	add("outcome", "select", f.Outcome, false, outcomes...)
	add("count", "", f.Count, false)
	add("amount", "", f.Amount, false)
	return f
}

// hintOf leaves out a hint that says nothing.
func hintOf(words string) string {
	if words == "-" {
		return ""
	}
	return words
}

// postMatter records an entry, changes one or takes one out.
func (s *Server) postMatter(c *fiber.Ctx) error {
	d, err := s.openDesk(c)
	if err != nil {
		return err
	}
	if s.Matters == nil {
		return fiber.ErrNotFound
	}
	f := matterForm{ID: formText(c, "id"), On: formText(c, "on"), EndedOn: formText(c, "ended_on"), Count: formText(c, "count"), Amount: formText(c, "amount"),
		Kind: formText(c, "kind"), Outcome: formText(c, "outcome"), Number: formText(c, "number"), Title: formText(c, "name")}
	if f.ID != "" && c.FormValue("remove") != "" {
		return s.removeMatter(c, d, f.ID)
	}
	m := f.read(d.frame.Lang, workday.DateOf(s.Now()))
	if len(f.sorry) > 0 {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.showReport(c, f)
	}
	if m.ID == "" {
		m.ID = newID("m")
	}
	m.Actor = d.acc.Name
	if err := s.Matters.RecordMatter(d.ctx, d.Body, m); err != nil {
		return err
	}
	return c.Redirect(d.URL("/report")+"#matters", fiber.StatusSeeOther)
}

func (s *Server) removeMatter(c *fiber.Ctx, d *desk, id string) error {
	list, err := s.Matters.MattersKnown(d.ctx, d.Body, d.AsOf)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(list, func(m annualreport.Matter) bool { return m.ID == id })
	if at < 0 {
		return fiber.ErrNotFound
	}
	m := list[at]
	m.Removed, m.Actor = true, d.acc.Name
	if err := s.Matters.RecordMatter(d.ctx, d.Body, m); err != nil {
		return err
	}
	return c.Redirect(d.URL("/report")+"#matters", fiber.StatusSeeOther)
}

// read checks what was typed; what is wrong stands in sorry, beside its field.
func (f *matterForm) read(lang i18n.Lang, today workday.Date) annualreport.Matter {
	f.sorry = map[string]string{}
	m := annualreport.Matter{ID: f.ID, Number: f.Number, Title: f.Title, Count: 1}
	at := slices.Index(matterCodes, f.Kind)
	if at < 0 {
		f.sorry["kind"] = i18n.T(lang, "matter.bad_kind")
		return m
	}
	m.Kind = annualreport.MatterKinds[at]
	m.On = f.day(lang, "on", f.On, today)
	if f.On == "" {
		f.sorry["on"] = i18n.T(lang, "matter.no_day")
	}
	m.EndedOn = f.day(lang, "ended_on", f.EndedOn, today)
	if m.EndedOn != 0 && m.EndedOn < m.On {
		f.sorry["ended_on"] = i18n.T(lang, "matter.ends_before", m.EndedOn, m.On)
	}
	switch {
	case m.Kind == annualreport.Fee:
		yuan, err := strconv.ParseFloat(strings.ReplaceAll(f.Amount, ",", ""), 64)
		if m.Amount = int64(yuan*100 + 0.5); err != nil || yuan < 0 || yuan > 1e10 {
			f.sorry["amount"] = i18n.T(lang, "matter.bad_amount", f.Amount)
		}
	case m.Kind.Challenge():
		f.challenge(lang, &m)
	default:
		if f.Count == "" {
			break
		}
		if count, err := strconv.Atoi(f.Count); err != nil || count < 1 || count > 1_000_000 {
			f.sorry["count"] = i18n.T(lang, "matter.bad_count", f.Count)
		} else {
			m.Count = count
		}
	}
	if m.Number == "" && m.Title == "" {
		f.sorry["number"] = i18n.T(lang, "matter.no_name")
	}
	return m
}

func (f *matterForm) challenge(lang i18n.Lang, m *annualreport.Matter) {
	m.Outcome = f.Outcome
	switch {
	case f.Outcome != "" && !slices.Contains(annualreport.MatterOutcomes, f.Outcome):
		f.sorry["outcome"] = i18n.T(lang, "matter.bad_outcome")
	case f.Outcome != "" && m.EndedOn == 0:
		f.sorry["ended_on"] = i18n.T(lang, "matter.outcome_needs_day")
	case f.Outcome == "" && m.EndedOn != 0:
		f.sorry["outcome"] = i18n.T(lang, "matter.day_needs_outcome")
	}
}

// day reads a date in any way that people write one.
func (f *matterForm) day(lang i18n.Lang, name, text string, today workday.Date) workday.Date {
	if text == "" {
		return 0
	}
	d, err := workday.ParseLooseIn(text, today.Year())
	switch {
	case err != nil:
		f.sorry[name] = i18n.T(lang, "matter.bad_day", text)
	case d > today:
		f.sorry[name] = i18n.T(lang, "matter.future_day", text)
	}
	return d
}
