package intake

import (
	"strings"

	"daylight/internal/disclosure"
)

func (c *checker) kind(e *entry) disclosure.EventKind {
	word := e.value[fieldKind]
	if e.bad[fieldKind] {
		return 0
	}
	if word == "" {
		if e.layout != nil && e.layout.at[fieldKind] < 0 {
			return disclosure.Published // a list of publications needs no column for it
		}
		e.fault(fieldKind, "intake.kind_missing")
		return 0
	}
	kind, ok := ParseKind(word)
	if !ok {
		e.fault(fieldKind, "intake.unknown_kind", shown(word))
	}
	return kind
}

func (c *checker) duty(e *entry) *disclosure.Duty {
	name := e.value[fieldDuty]
	switch {
	case e.bad[fieldDuty]:
		return nil
	case name == "":
		e.fault(fieldDuty, "intake.duty_missing")
		return nil
	}
	code, ok := c.duties[name]
	if ok {
		return code
	}
	if d := c.listed(name); d != nil {
		return d
	}
	found, ok := c.resolve(fieldDuty, name, c.Directory.Duty)
	if d := c.duties[found]; ok && d != nil {
		return d
	}
	c.unknown(e, fieldDuty, "intake.unknown_duty", c.Directory.NearDuties)
	return nil
}

// listed understands a duty as a list of choices shows it: code and name.
func (c *checker) listed(text string) *disclosure.Duty {
	code, name, _ := strings.Cut(text, " ")
	d := c.duties[code]
	if d == nil || fold(name) != fold(d.Name) && (d.NameEN == "" || fold(name) != fold(d.NameEN)) {
		return nil
	}
	return d
}

func (c *checker) office(e *entry, duty *disclosure.Duty, kind disclosure.EventKind) string {
	name := e.value[fieldOffice]
	switch {
	case e.bad[fieldOffice]:
		return ""
	case name == "" && duty != nil && duty.Lead != "":
		return duty.Lead
	case name == "" && (duty == nil || kind == disclosure.Voided):
		return ""
	case name == "":
		e.fault(fieldOffice, "intake.office_missing")
		return ""
	case c.offices[name]:
		return name
	}
	code, ok := c.resolve(fieldOffice, name, c.Directory.Office)
	if !ok {
		c.unknown(e, fieldOffice, "intake.unknown_office", c.Directory.NearOffices)
	}
	return code
}

// channel takes the only channel of a duty as read; where there are several
// the record must say.
func (c *checker) channel(e *entry, duty *disclosure.Duty, kind disclosure.EventKind) string {
	name := e.value[fieldChannel]
	shows := kind == disclosure.Published || kind == disclosure.Revised
	switch {
	case e.bad[fieldChannel]:
		return ""
	case name == "" && shows && duty != nil && len(duty.Channels) == 1:
		return duty.Channels[0].Code
	case name == "" && shows && duty != nil && len(duty.Channels) > 1:
		e.fault(fieldChannel, "intake.channel_missing", c.channelNames(duty))
		return ""
	case name == "" || c.channels[name]:
		return name
	}
	code, ok := c.resolve(fieldChannel, name, c.Directory.Channel)
	if !ok {
		c.unknown(e, fieldChannel, "intake.unknown_channel", c.Directory.NearChannels)
	}
	return code
}

func (c *checker) channelNames(duty *disclosure.Duty) (names []string) {
	for _, dc := range duty.Channels {
		for _, channel := range c.Plan.Channels {
			if channel.Code == dc.Code {
				names = append(names, channel.Name)
			}
		}
	}
	return names
}

// resolve asks the directory once for each name.
func (c *checker) resolve(f field, name string, ask func(string) (string, bool)) (string, bool) {
	if code, ok := c.known[f][name]; ok {
		return code, true
	}
	code, ok := ask(name)
	const most = 10_000
	if ok && len(c.known[f]) < most {
		c.known[f][strings.Clone(name)] = code
	}
	return code, ok
}

func (c *checker) unknown(e *entry, f field, code string, near func(string) []string) {
	name := e.value[f]
	if like := near(name); len(like) > 0 {
		e.fault(f, code+"_near", shown(name), like)
		return
	}
	e.fault(f, code, shown(name))
}
