package planfile

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// Format writes a plan as a file that Parse reads back to the same plan, with
// offices and channels by code. It is for plans made by programs; files written
// by people keep their own text in Plan.Text.
func Format(p *disclosure.Plan) []byte {
	w := &writer{}
	w.text("", "plan", p.Code)
	w.text("", "title", p.Title)
	w.text("", "title_en", p.TitleEN)
	w.text("", "source", p.Source)
	w.text("", "source_url", p.SourceURL)
	w.text("", "approver", p.Approver)
	w.text("", "effective_from", p.EffectiveFrom.String())
	if !p.AnnouncedAt.IsZero() {
		w.text("", "announced_at", p.AnnouncedAt.In(workday.Beijing).Format("2006-01-02 15:04"))
	}
	w.line("body:")
	w.text("  ", "code", p.Body.Code)
	w.text("  ", "name", p.Body.Name)
	w.text("  ", "name_en", p.Body.NameEN)
	w.text("  ", "region", p.Body.Region)
	w.list("channels", len(p.Channels))
	for _, c := range p.Channels {
		w.text("  - ", "code", c.Code)
		w.text("    ", "name", c.Name)
		w.text("    ", "name_en", c.NameEN)
		w.texts("    ", "aliases", c.Aliases)
	}
	w.list("offices", len(p.Offices))
	for _, o := range p.Offices {
		w.office(o)
	}
	w.list("duties", len(p.Duties))
	for _, d := range p.Duties {
		w.duty(d)
	}
	w.texts("", "notes", p.Notes)
	return []byte(w.String())
}

type writer struct{ strings.Builder }

func (w *writer) line(s string) { w.WriteString(s + "\n") }

func (w *writer) list(key string, n int) {
	if n == 0 {
		w.line(key + ": []")
		return
	}
	w.line(key + ":")
}

func (w *writer) text(indent, key, value string) {
	if value != "" {
		w.line(indent + key + ": " + quoted(value))
	}
}

func (w *writer) texts(indent, key string, values []string) {
	if len(values) > 0 {
		w.line(indent + key + ": [" + strings.Join(each(values, quoted), ", ") + "]")
	}
}

func (w *writer) yes(indent, key string, value, otherwise bool) {
	if value != otherwise {
		w.text(indent, key, say(answers, value))
	}
}

func (w *writer) office(o disclosure.Office) {
	w.text("  - ", "code", o.Code)
	w.text("    ", "name", o.Name)
	w.text("    ", "name_en", o.NameEN)
	w.text("    ", "group", say(groups, o.Group))
	w.texts("    ", "aliases", o.Aliases)
	w.text("    ", "valid_from", o.ValidFrom.String())
	w.text("    ", "valid_to", o.ValidTo.String())
	w.text("    ", "successor", o.Successor)
	w.text("    ", "note", o.Note)
}

func (w *writer) duty(d disclosure.Duty) {
	const in = "    "
	w.text("  - ", "code", d.Code)
	w.text(in, "name", d.Name)
	w.text(in, "name_en", d.NameEN)
	w.text(in, "clause", d.Clause)
	w.text(in, "quote", d.ClauseText)
	if d.Lead == "" {
		w.text(in, "lead", say(recordWords, true))
	}
	w.text(in, "lead", d.Lead)
	w.texts(in, "co_offices", d.CoOffices)
	w.dutyChannels(in, d.Channels)
	w.trigger(in, d)
	w.text(in, "opens", d.OpensOn)
	w.text(in, "opens_with", d.OpensWith)
	w.text(in, "counted_with", d.CountedWith)
	w.yes(in, "application", d.Application, false)
	w.term(in, d.Term)
	w.classes(in, d)
	w.yes(in, "nil_return", d.NilReturn, false)
	w.yes(in, "review", d.Review, true)
	w.texts(in, "fields", d.Fields)
	w.text(in, "block", say(blocks, d.Block))
	w.text(in, "annual_line", say(annualLines, d.AnnualLine))
	w.yes(in, "external", d.External, false)
	w.text(in, "not_judged", d.NotJudged)
	w.text(in, "active_from", d.ActiveFrom.String())
	w.text(in, "active_to", d.ActiveTo.String())
	w.text(in, "note", d.Note)
}

func (w *writer) trigger(indent string, d disclosure.Duty) {
	if d.Trigger == disclosure.Standing {
		w.text(indent, "trigger", say(triggers, schedule{d.Trigger, 0}))
		w.text(indent, "every", say(triggers, schedule{disclosure.Periodic, d.Cadence}))
		return
	}
	w.text(indent, "trigger", say(triggers, schedule{d.Trigger, d.Cadence}))
}

func (w *writer) classes(indent string, d disclosure.Duty) {
	if len(d.Classes) == 0 {
		return
	}
	w.line(indent + "classes:")
	for _, c := range d.Classes {
		w.text(indent+"  - ", "code", c.Code)
		w.text(indent+"    ", "name", c.Name)
		w.text(indent+"    ", "name_en", c.NameEN)
		w.text(indent+"    ", "term", length(c.N, d.Term.Unit))
	}
}

// length writes a class's length; 0 means that the duty does not arise.
func length(n int, unit disclosure.TermUnit) string {
	if n == 0 {
		return say(noTerm, true)
	}
	return strconv.Itoa(n) + " " + say(units, unit)
}

func (w *writer) dutyChannels(indent string, channels []disclosure.DutyChannel) {
	var items []string
	for i, c := range channels {
		if i > 0 && c.GraceWorkdays != defaultGrace {
			items = append(items, fmt.Sprintf("{channel: %s, grace: %d}", quoted(c.Code), c.GraceWorkdays))
			continue
		}
		items = append(items, quoted(c.Code))
	}
	if len(items) > 0 {
		w.line(indent + "channels: [" + strings.Join(items, ", ") + "]")
	}
}

func (w *writer) term(indent string, t disclosure.Term) {
	switch {
	case t.Unit == disclosure.OnDate && t.Month == 0:
		w.text(indent, "due", fmt.Sprintf("次月 %d 日", t.Day))
	case t.Unit == disclosure.OnDate:
		w.text(indent, "due", fmt.Sprintf("%02d-%02d", int(t.Month), t.Day))
	case t.Unit != 0:
		w.text(indent, "term", strconv.Itoa(t.N)+" "+say(units, t.Unit))
	}
	if len(t.Dates) > 0 {
		w.line(indent + "due_dates:")
		for _, year := range slices.Sorted(maps.Keys(t.Dates)) {
			w.text(indent+"  ", strconv.Itoa(year), t.Dates[year].String())
		}
	}
	if t.Ceiling != 0 {
		w.text(indent, "ceiling", strconv.Itoa(t.Ceiling)+" "+say(units, t.Unit))
	}
	w.text(indent, "ceiling_source", t.CeilingSource)
	w.yes(indent, "roll", t.RollForward, false)
	w.text(indent, "explicit", t.Words)
	w.text(indent, "source", t.Source)
	w.text(indent, "mark", t.Mark)
}

var (
	plainText = regexp.MustCompile(`^[\p{Han}A-Za-z0-9《（“]([\p{Han}A-Za-z0-9 、。《》（）“”〔〕；，._/-]*[\p{Han}A-Za-z0-9、。《》（）“”〔〕；，])?$`)
	nullWord  = regexp.MustCompile(`^(?i:null)$`)
	escapes   = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\t", `\t`, "\r", `\r`)
)

// quoted writes a text plainly where YAML cannot take it for anything else.
func quoted(s string) string {
	if plainText.MatchString(s) && !nullWord.MatchString(s) {
		return s
	}
	return `"` + escapes.Replace(s) + `"`
}

func each(values []string, f func(string) string) []string {
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = f(v)
	}
	return out
}
