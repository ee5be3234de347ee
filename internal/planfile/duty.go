package planfile

import (
	"strings"

	"daylight/internal/disclosure"
)

// The working days that channels beyond the first have after the due date,
// where the file names none. [P]
const defaultGrace = 3

// dutyReader knows what duties refer to.
type dutyReader struct {
	*fields
	plan    *disclosure.Plan
	dir     *Directory
	clauses map[string]string
}

func (r *reader) duties(f *fields, p *disclosure.Plan, clauses map[string]string) []disclosure.Duty {
	var out []disclosure.Duty
	var read []*fields
	dir, names := NewDirectory(p), newNames()
	r.each(f, "duties", dutyKeys, func(g *fields) {
		d := dutyReader{g, p, dir, clauses}.read()
		d.Order = len(out) + 1
		names.take(g, d.Code, d.Name, nil)
		out, read = append(out, d), append(read, g)
	})
	links(out, read)
	if n := f.get("duties"); n != nil && n.kind == list && len(n.items) == 0 {
		f.problem("duties", "plan.no_duties")
	}
	return out
}

func (f dutyReader) read() disclosure.Duty {
	for _, k := range dutyKeys {
		switch k.name {
		case "code", "name", "lead", "trigger":
			f.need(k)
		}
	}
	d := disclosure.Duty{
		Code: f.code("code"), Name: f.text("name"), NameEN: f.text("name_en"),
		Clause: f.text("clause"), CoOffices: f.coOffices(), Channels: f.dutyChannels(),
		OpensOn: f.text("opens"), Review: f.yes("review", true), NilReturn: f.yes("nil_return", false),
		Fields: f.texts("fields"), Block: "timeliness", External: f.yes("external", false),
		NotJudged: f.text("not_judged"), ActiveFrom: f.date("active_from"), ActiveTo: f.date("active_to"),
		Note: f.text("note"), Application: f.yes("application", false),
		OpensWith: f.text("opens_with"), CountedWith: f.text("counted_with"),
	}
	d.Trigger, d.Cadence = f.trigger()
	d.Term = f.term(d.Trigger)
	d.Classes = f.classes(d.Term)
	f.ceiling(&d)
	d.Lead = f.lead(d)
	d.ClauseText = f.quote(d)
	if block := f.text("block"); block != "" {
		var ok bool
		if d.Block, ok = pick(blocks, block); !ok {
			f.problem("block", "plan.bad_block", block)
		}
	}
	if line := f.text("annual_line"); line != "" {
		var ok bool
		if d.AnnualLine, ok = pick(annualLines, line); !ok {
			f.problem("annual_line", "plan.bad_annual_line", line)
		}
	}
	if d.ActiveFrom != 0 && d.ActiveTo != 0 && d.ActiveTo <= d.ActiveFrom {
		f.problem("active_to", "plan.dates_reversed", d.ActiveTo.String(), d.ActiveFrom.String())
	}
	f.suits(d)
	return d
}

func (f dutyReader) trigger() (disclosure.Trigger, disclosure.Cadence) {
	text := f.text("trigger")
	if text == "" {
		return 0, 0
	}
	s, ok := pick(triggers, text)
	if !ok {
		f.problem("trigger", "plan.bad_trigger", text)
	}
	if !f.has("every") {
		return s.trigger, s.cadence
	}
	every, ok := pick(triggers, f.text("every"))
	switch {
	case s.trigger != disclosure.Standing:
		f.problem("every", "plan.every_needs_standing")
	case !ok || every.trigger != disclosure.Periodic:
		f.problem("every", "plan.bad_every", f.text("every"))
	default:
		s.cadence = every.cadence
	}
	return s.trigger, s.cadence
}

// lead returns the code of the office that answers for the duty, "" when each
// record names its own.
func (f dutyReader) lead(d disclosure.Duty) string {
	text := f.text("lead")
	if _, byRecord := pick(recordWords, text); text == "" || byRecord || len(f.plan.Offices) == 0 {
		return ""
	}
	code, ok := f.dir.Office(text)
	if !ok {
		f.unknown("lead", f.get("lead"), "plan.unknown_office", &f.dir.offices)
		return ""
	}
	for _, co := range d.CoOffices {
		if co == code {
			f.problem("co_offices", "plan.lead_among_co_offices", text)
		}
	}
	o, _ := f.plan.OfficeByCode(code)
	if o.ValidTo != 0 && o.Successor == "" && (d.ActiveTo == 0 || d.ActiveTo > o.ValidTo) {
		f.problem("lead", "plan.office_gone", text, o.ValidTo.String())
	}
	return code
}

func (f dutyReader) coOffices() []string {
	var codes []string
	f.refer("co_offices", &f.dir.offices, "plan.unknown_office", func(code string, _ *fields) {
		codes = append(codes, code)
	})
	return codes
}

func (f dutyReader) dutyChannels() []disclosure.DutyChannel {
	var out []disclosure.DutyChannel
	f.refer("channels", &f.dir.channels, "plan.unknown_channel", func(code string, g *fields) {
		c := disclosure.DutyChannel{Code: code}
		if len(out) > 0 {
			c.GraceWorkdays = defaultGrace
		}
		if g != nil && len(out) == 0 && g.has("grace") {
			g.problem("grace", "plan.grace_on_first")
		} else if g != nil {
			c.GraceWorkdays = g.workdays("grace", c.GraceWorkdays)
		}
		out = append(out, c)
	})
	return out
}

// refer resolves a list of names, which for channels may be tables with a
// grace, and gives each code to take.
func (f dutyReader) refer(field string, among *index, code string, take func(string, *fields)) {
	n := f.get(field)
	if n == nil {
		return
	}
	if n.kind != list {
		f.problem(field, "plan.want_list")
		return
	}
	seen := map[string]bool{}
	for _, item := range n.items {
		var g *fields
		if item.kind == table && field == "channels" {
			var ok bool
			if g, ok = f.r.open(item, dutyChannelKeys); !ok {
				continue
			}
			g.need(dutyChannelKeys[0])
			if item = g.get("channel"); item == nil {
				continue
			}
		}
		if item.kind != scalar || item.text == "" {
			f.r.addField(item, f.found[field].key, "plan.want_text")
			continue
		}
		found, ok := among.find(item.text)
		switch {
		case !ok:
			f.unknown(field, item, code, among)
		case seen[found]:
			f.r.addField(item, f.found[field].key, "plan.listed_twice", item.text)
		default:
			seen[found] = true
			take(found, g)
		}
	}
}

// quote returns the words of the plan that the duty rests on. With clauses in
// the file, a quote must stand in its clause, and no quote means all of it.
func (f dutyReader) quote(d disclosure.Duty) string {
	quote := f.text("quote")
	clause, known := f.clauses[d.Clause]
	switch {
	case d.Clause == "":
		if quote != "" {
			f.problem("quote", "plan.quote_without_clause")
		}
		if d.Term.Words != "" {
			f.problem("explicit", "plan.explicit_without_clause")
		}
		return ""
	case f.clauses != nil && !known:
		f.problem("clause", "plan.unknown_clause", d.Clause)
	case known && !strings.Contains(clause, quote):
		f.problem("quote", "plan.quote_not_in_clause", d.Clause)
	case known && quote == "":
		quote = clause
	case quote == "":
		f.r.addField(f.at, "quote", "plan.missing_key", "quote", "原文")
	}
	if quote != "" && !strings.Contains(quote, d.Term.Words) {
		f.problem("explicit", "plan.explicit_not_quoted", d.Term.Words)
	}
	return quote
}

// suits checks what the parts of a duty ask of each other.
func (f dutyReader) suits(d disclosure.Duty) {
	if d.Trigger == 0 {
		return
	}
	if d.Trigger == disclosure.OnEvent && !f.has("opens") {
		f.r.addField(f.at, "opens", "plan.event_needs_opens")
	}
	if d.NilReturn && d.Trigger != disclosure.Periodic {
		f.problem("nil_return", "plan.nil_return_needs_period")
	}
	if d.Trigger == disclosure.FixedDate && !f.has("due") && !f.has("term") {
		f.r.addField(f.at, "due", "plan.missing_key", "due", "截止日期")
	}
	if d.Application && d.Trigger != disclosure.OnEvent {
		f.problem("application", "plan.application_needs_event")
	}
	if f.has("not_judged") {
		return
	}
	if d.Trigger != disclosure.FixedDate && d.Term.Unit == 0 && !f.has("term") && !f.has("due") {
		f.r.addField(f.at, "term", "plan.missing_key", "term", "时限")
	} else if f.has("term") && d.Term.Unit != 0 && d.Trigger != disclosure.FixedDate && !Judgeable(d) {
		f.problem("term", "plan.unit_unsuitable")
	}
	if !f.has("channels") {
		f.r.addField(f.at, "channels", "plan.missing_key", "channels", "渠道")
	}
}

// Judgeable reports whether the unit of the duty's term is one that its clock
// counts in.
func Judgeable(d disclosure.Duty) bool {
	unit := d.Term.Unit
	switch d.Clock() {
	case disclosure.ByCase:
		return d.Trigger == disclosure.OnEvent && unit == disclosure.Workdays
	case disclosure.ByUpkeep:
		return unit == disclosure.CalendarDays
	case disclosure.ByEpisode:
		return unit == disclosure.CalendarDays || unit == disclosure.Hours
	}
	switch d.Trigger {
	case disclosure.OnEvent:
		return unit == disclosure.Workdays || unit == disclosure.CalendarDays || unit == disclosure.Hours
	case disclosure.Standing, disclosure.OneOff:
		return unit == disclosure.Workdays || unit == disclosure.CalendarDays
	case disclosure.Periodic:
		return unit != 0 && unit != disclosure.Hours
	}
	return unit == disclosure.OnDate
}
