package intake

import (
	"fmt"
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
}

func newChecker(o Options) *checker {
	c := &checker{Options: o, today: workday.DateOf(o.Now), duties: map[string]*disclosure.Duty{}, offices: map[string]bool{}, channels: map[string]bool{}}
	for i := range o.Plan.Duties {
		c.duties[o.Plan.Duties[i].Code] = &o.Plan.Duties[i]
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
	if duty != nil {
		ev.Duty = duty.Code
		ev.Subject = c.subject(e, duty, ev)
		c.rules(e, duty, ev)
	}
	if len(e.problems) > 0 {
		return nil
	}
	if i := e.value[fieldIndex]; i != "" {
		e.setAttr("index_number", i)
		ev.Attrs = e.attrs
	}
	return c.finish(e, duty, ev)
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
	if ev.ID != "" && !e.bad[fieldID] && strings.ContainsFunc(ev.ID, oddInID) {
		e.fault(fieldID, "intake.bad_id", shown(ev.ID))
	}
}

func oddInID(r rune) bool {
	return !(r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || strings.ContainsRune("-_.:/#", r))
}

// items checks the points of the checklist that a publication covers.
func (c *checker) items(e *entry, duty *disclosure.Duty) []string {
	if duty == nil || len(duty.Fields) == 0 || len(e.items) == 0 {
		return e.items
	}
	byName := map[string]string{}
	for _, name := range duty.Fields {
		byName[fold(strings.Join(splitItems(name), "、"))] = name
	}
	var covered []string
	for rest := e.items; len(rest) > 0; {
		name, n := longestItem(byName, rest)
		switch {
		case n > 0:
			covered = append(covered, name)
		case fold(rest[0]) == "全部" || fold(rest[0]) == "all":
			return duty.Fields
		default:
			e.fault(fieldItems, "intake.unknown_item", shown(rest[0]), duty.Fields)
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

func (c *checker) subject(e *entry, duty *disclosure.Duty, ev disclosure.Event) string {
	chain := []field{fieldSubject, fieldIndex, fieldDocument}
	if c.Mapping != nil && len(c.Mapping.subject) > 0 {
		chain = c.Mapping.subject
	} else if duty.Trigger != disclosure.OnEvent {
		chain = chain[:1]
	}
	cadence := cadenceOf(duty)
	for _, f := range chain {
		switch {
		case e.bad[f]:
			return ""
		case f == fieldContent && ev.Title != "":
			return contentSubject(ev.Title, ev.FormedOn)
		case f == fieldContent || e.value[f] == "":
			continue
		case cadence == 0:
			return DocumentNumber(e.value[f])
		}
		period, ok := ParsePeriod(e.value[f], cadence)
		if !ok {
			e.fault(f, "intake.bad_period", shown(e.value[f]), c.example(cadence))
		}
		return period
	}
	if needsSubject(duty) && ev.Kind != 0 {
		if cadence != 0 {
			e.fault(fieldSubject, "intake.period_missing", c.example(cadence))
		} else {
			e.fault(fieldSubject, "intake.subject_missing")
		}
	}
	return ""
}

func (c *checker) example(cadence disclosure.Cadence) string {
	return periodKey(c.today.Year(), (int(c.today.Month())-1)/int(cadence)+1, cadence)
}

// rules are what the plan says of some kinds.
func (c *checker) rules(e *entry, duty *disclosure.Duty, ev disclosure.Event) {
	switch ev.Kind {
	case disclosure.NilReturn:
		if !duty.NilReturn {
			e.fault(fieldKind, "intake.nil_not_allowed", fmt.Sprint(duty.Code, " ", duty.Name))
		}
	case disclosure.Withheld:
		if e.attrs["ground"] == "" && !e.has(fieldNote) {
			e.fault(fieldNote, "intake.ground_missing")
		}
	case disclosure.Voided:
		if !e.has(fieldRef) {
			e.fault(fieldRef, "intake.ref_missing")
		}
	}
}

// finish completes the event and, for a paper that an event-driven duty
// covers, puts before it the fact that the paper was formed.
func (c *checker) finish(e *entry, duty *disclosure.Duty, ev disclosure.Event) []disclosure.Event {
	if c.InHistory() && ev.Precision != disclosure.Unknown {
		ev.RecordedAt = ev.OccurredAt
	}
	recorded := c.at(e, fieldRecorded).at
	if c.InHistory() && !recorded.IsZero() {
		ev.RecordedAt = recorded
	}
	if ev.ID == "" {
		ev.ID = EventID(&ev)
	}
	wholeStory := c.Mapping != nil && c.Mapping.Trigger != ""
	// A ledger that was written out states the forming of a paper by itself.
	if !recorded.IsZero() || ev.Kind != disclosure.Published || duty.Trigger != disclosure.OnEvent || ev.FormedOn.IsZero() && !wholeStory {
		return []disclosure.Event{ev}
	}
	trigger := disclosure.Event{
		Body: ev.Body, Duty: ev.Duty, Subject: ev.Subject, Kind: disclosure.Triggered, Office: ev.Office,
		Precision: disclosure.Unknown, RecordedAt: ev.RecordedAt, FormedOn: ev.FormedOn,
		Title: ev.Title, DocNumber: ev.DocNumber, Actor: ev.Actor, Source: ev.Source,
	}
	if !ev.FormedOn.IsZero() {
		trigger.OccurredAt, trigger.Precision = ev.FormedOn.Start(), disclosure.ToDay
	}
	trigger.ID = EventID(&trigger)
	return []disclosure.Event{trigger, ev}
}
