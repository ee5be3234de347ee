package intake

import (
	"slices"
	"strings"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// checker turns entries into events under one set of options.
type checker struct {
	Options
	today    workday.Date
	duties   map[string]*disclosure.Duty
	offices  map[string]bool
	channels map[string]bool
	known    [fieldCount]map[string]string // names already resolved
	counted  map[string][]*disclosure.Duty // duty -> those that count its facts too
	opened   map[string][]*disclosure.Duty // duty -> those that its openings open
}

func newChecker(o Options) *checker {
	c := &checker{Options: o, today: workday.DateOf(o.Now), duties: map[string]*disclosure.Duty{}, offices: map[string]bool{}, channels: map[string]bool{},
		counted: map[string][]*disclosure.Duty{}, opened: map[string][]*disclosure.Duty{}}
	for i := range o.Plan.Duties {
		d := &o.Plan.Duties[i]
		c.duties[d.Code] = d
		if d.CountedWith != "" {
			c.counted[d.CountedWith] = append(c.counted[d.CountedWith], d)
		}
		if d.OpensWith != "" && d.OpensWith != d.CountedWith {
			c.opened[d.OpensWith] = append(c.opened[d.OpensWith], d)
		}
	}
	for _, office := range o.Plan.Offices {
		c.offices[office.Code] = true
	}
	for _, channel := range o.Plan.Channels {
		c.channels[channel.Code] = true
	}
	for _, f := range []field{fieldOffice, fieldDuty, fieldChannel} {
		c.known[f] = map[string]string{}
	}
	return c
}

// check returns the events an entry states, or leaves its problems in it.
func (c *checker) check(e *entry, source string) []disclosure.Event {
	c.fillIn(e)
	e.scrub()
	ev := disclosure.Event{
		Body: c.Plan.Body.Code, ID: e.value[fieldID], Title: e.value[fieldTitle], DocNumber: DocumentNumber(e.value[fieldDocument]),
		URL: e.value[fieldURL], Ref: e.value[fieldRef], Note: e.value[fieldNote], Attrs: e.attrs, Actor: c.Actor, Source: source,
	}
	ev.Kind = c.kind(e)
	duty := c.duty(e)
	ev.Office = c.office(e, duty, ev.Kind)
	ev.Channel = c.channel(e, duty, ev.Kind)
	c.times(e, &ev)
	c.texts(e, &ev)
	ev.Fields = c.items(e, duty)
	var subjects []string
	if duty != nil {
		ev.Duty = duty.Code
		subjects = c.subjects(e, duty, ev)
	}
	if !c.writtenBefore(e) {
		c.attributes(e, duty, ev)
		c.rules(e, duty, ev)
	}
	if len(e.problems) > 0 {
		return nil
	}
	if i := e.value[fieldIndex]; i != "" {
		e.setAttr("index_number", i)
	}
	ev.Attrs = e.attrs
	return c.finish(e, duty, ev, subjects)
}

// fillIn puts in the mapping's constants and translates its words.
func (c *checker) fillIn(e *entry) {
	m := c.Mapping
	if m == nil {
		return
	}
	for f, v := range m.constants {
		if e.value[f] == "" {
			e.value[f] = v
		}
	}
	for name, v := range m.attrs {
		e.setAttr(name, v)
	}
	for f, words := range m.values {
		if to, ok := words[fold(e.value[f])]; ok {
			e.value[f] = to
		}
	}
}

func (c *checker) texts(e *entry, ev *disclosure.Event) {
	shows := ev.Kind == disclosure.Published || ev.Kind == disclosure.Revised
	if shows && !e.has(fieldTitle) {
		e.fault(fieldTitle, "intake.title_missing")
	}
	if ev.URL != "" && !e.bad[fieldURL] {
		if code := checkURL(ev.URL); code != "" {
			e.fault(fieldURL, code, shown(ev.URL))
		} else {
			ev.URLDate = URLDate(ev.URL)
		}
	}
	id := ev.ID
	if c.writtenBefore(e) {
		id = strings.ReplaceAll(id, "+", "") // only the ledger itself names copies
	}
	if id != "" && !e.bad[fieldID] && strings.ContainsFunc(id, oddInID) {
		e.fault(fieldID, "intake.bad_id", shown(ev.ID))
	}
}

func oddInID(r rune) bool {
	return !(r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || strings.ContainsRune("-_.:/#", r))
}

// items checks the points of the checklist that a publication covers.
func (c *checker) items(e *entry, duty *disclosure.Duty) []string {
	if duty == nil || len(e.items) == 0 {
		return e.items
	}
	all := c.checklist(duty)
	if len(all) == 0 {
		return e.items
	}
	byName := map[string]string{}
	for _, name := range all {
		byName[fold(strings.Join(splitItems(name), "、"))] = name
	}
	var covered []string
	for rest := e.items; len(rest) > 0; {
		name, n := longestItem(byName, rest)
		switch {
		case n > 0:
			covered = append(covered, name)
		case fold(rest[0]) == "全部" || fold(rest[0]) == "all":
			return all
		default:
			e.fault(fieldItems, "intake.unknown_item", shown(rest[0]), all)
			n = 1
		}
		rest = rest[n:]
	}
	return covered
}

// longestItem finds the point that the most of the first items make up: the
// name of one may itself hold the sign that stands between two.
func longestItem(byName map[string]string, items []string) (name string, n int) {
	for n = len(items); n > 0; n-- {
		if name, ok := byName[fold(strings.Join(items[:n], "、"))]; ok {
			return name, n
		}
	}
	return "", 0
}

// checklist is what a publication can cover: the points of the duty and of
// those that count its facts too.
func (c *checker) checklist(duty *disclosure.Duty) []string {
	all := duty.Fields
	for _, d := range c.counted[duty.Code] {
		for _, name := range d.Fields {
			if !slices.Contains(all, name) {
				all = append(slices.Clip(all), name)
			}
		}
	}
	return all
}
