package dashboards

import (
	"strconv"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/workday"
)

// Frame is what every board is drawn in: whose plan, in which language, for
// whose eyes.
type Frame struct {
	Lang i18n.Lang
	Plan *disclosure.Plan
	Link Addresses
	// Own is the only office the reader may see by name; "" means all.
	Own string
	// File is the address of an attachment by its digest; nil: none are shown.
	File func(sha256 string) string
	// Day, Until and Minute write dates as the pages do: 2026年9月30日,
	// 2026年9月30日24时 for an exclusive bound, 2026-09-30 15:04.
	Day    func(workday.Date) string
	Until  func(time.Time) string
	Minute func(time.Time) string
}

// T returns words of the catalogue in the frame's language.
func (f Frame) T(key string, args ...any) string { return i18n.T(f.Lang, key, args...) }

// Sees reports whether the reader may see the details of an office.
func (f Frame) Sees(office string) bool { return f.Own == "" || f.Own == office }

// Office returns the name of an office of the plan, or its code.
func (f Frame) Office(code string) string {
	if o, ok := f.Plan.OfficeByCode(code); ok {
		return named(f.Lang, o.Name, o.NameEN, code)
	}
	return code
}

// Duty returns the name of a duty of the plan, or its code.
func (f Frame) Duty(code string) string {
	if d, ok := f.Plan.DutyByCode(code); ok {
		return named(f.Lang, d.Name, d.NameEN, code)
	}
	return code
}

// Channel returns the name of a channel of the plan, or its code.
func (f Frame) Channel(code string) string {
	for _, c := range f.Plan.Channels {
		if c.Code == code {
			return named(f.Lang, c.Name, c.NameEN, code)
		}
	}
	return code
}

// Month writes a month short, with its year: 2026年9月.
func (f Frame) Month(d workday.Date) string {
	return f.T("time.month", d.Year(), f.monthName(d.Month()))
}

// Offices lists all offices of the plan, group by group, in the list's own
// order.
func (f Frame) Offices() []disclosure.Office {
	var all []disclosure.Office
	for _, g := range groups {
		all = append(all, f.offices(g)...)
	}
	return all
}

var groups = []disclosure.OfficeGroup{disclosure.GroupBureau, disclosure.GroupAffiliate, disclosure.GroupExternal}

func (f Frame) monthName(m time.Month) string { return f.T("month." + strconv.Itoa(int(m))) }

// axisMonth writes a month for an axis: the year stands only where it begins.
func (f Frame) axisMonth(d workday.Date, first bool) string {
	if first || d.Month() == 1 {
		return f.Month(d)
	}
	return f.monthName(d.Month())
}

// Late writes how late an instance is with its unit, and "" when it is not:
// 迟 3 个工作日.
func (f Frame) Late(i disclosure.Instance) string {
	if i.Delay <= 0 {
		return ""
	}
	return f.T("delay.late", i18n.Delay(f.Lang, i.Delay, i.Term.Unit))
}

// Term writes a term: 20 个工作日内.
func (f Frame) Term(t disclosure.Term) string {
	switch {
	case t.Unit != disclosure.OnDate && t.N == 0:
		return f.T("term.same_day")
	case t.Unit != disclosure.OnDate:
		return f.T("term.within", i18n.Delay(f.Lang, t.N, t.Unit))
	case t.Month == 0 && t.Day == 0:
		return f.T("term.none")
	case t.Month == 0:
		return f.T("term.day_of_month", t.Day)
	}
	return f.T("term.day_of_year", f.monthName(t.Month), t.Day)
}

// Mark returns the shape that stands for a verdict beside its colour and word,
// the same everywhere.
func Mark(v disclosure.Verdict) string {
	switch v {
	case disclosure.OnTime:
		return "●"
	case disclosure.Late:
		return "▲"
	case disclosure.Missing:
		return "■"
	case disclosure.Partial:
		return "◐"
	case disclosure.Pending:
		return "○"
	case disclosure.Unverified:
		return "？"
	case disclosure.NilReturned:
		return "–"
	case disclosure.WithheldLawfully:
		return "◇"
	}
	return "·"
}

func named(lang i18n.Lang, zh, en, code string) string {
	switch {
	case lang == i18n.English && en != "":
		return en
	case zh != "":
		return zh
	}
	return code
}
