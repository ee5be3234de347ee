package dashboards

import (
	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// HelpBoard is the page that explains words, verdicts and how terms are
// counted, with examples worked by the calendar itself.
type HelpBoard struct {
	Verdicts []disclosure.Verdict
	Flags    []disclosure.Flag
	Examples []Example
	Notices  []workday.Notice
}

// Example is a term counted day by day.
type Example struct {
	Key   string // of its title in the catalogue
	Start workday.Date
	Term  string
	Due   workday.Date
	Days  *Days
}

// NewHelp works the examples with the calendar.
func NewHelp(f Frame, c *workday.Calendar) HelpBoard {
	h := HelpBoard{Verdicts: disclosure.Verdicts, Flags: disclosure.Flags, Notices: c.Notices()}
	for _, e := range []struct {
		key, start string
		term       disclosure.Term
	}{
		{"help.example.quarter", "2026-09-30", disclosure.Term{N: 20, Unit: disclosure.Workdays}},
		{"help.example.shifted", "2026-09-18", disclosure.Term{N: 7, Unit: disclosure.Workdays}},
		{"help.example.calendar", "2026-04-14", disclosure.Term{N: 20, Unit: disclosure.CalendarDays, RollForward: true}},
	} {
		i := disclosure.Instance{OpenedOn: workday.MustDate(e.start), Term: e.term}
		days := f.named(wayTo(c, i))
		h.Examples = append(h.Examples, Example{Key: e.key, Start: i.OpenedOn, Term: f.Term(e.term), Due: days.Due, Days: days})
	}
	return h
}
