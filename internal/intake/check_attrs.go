package intake

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"daylight/internal/disclosure"
)

// attributes brings what is known of the attributes to its one form.
func (c *checker) attributes(e *entry, duty *disclosure.Duty, ev disclosure.Event) {
	if len(e.attrs) == 0 {
		return
	}
	for _, name := range slices.Sorted(maps.Keys(e.attrs)) {
		s := attrByKey[name]
		switch {
		case s == nil:
		case s.form == asOurs:
			e.faultAttr(name, "intake.attr_ours", attrPrefix+name)
		case !s.takes(ev.Kind):
			e.faultAttr(name, "intake.attr_not_here", fieldWords(name), kindWord(ev.Kind), kindList(s.kinds))
		default:
			c.attribute(e, s, duty, ev.Kind)
		}
	}
}

func (c *checker) attribute(e *entry, s *attrSpec, duty *disclosure.Duty, kind disclosure.EventKind) {
	text := e.attrs[s.key]
	switch s.form {
	case asWord:
		if s.key == "result" && kind != disclosure.SpotChecked {
			return
		}
		value, ok := s.parse(text)
		switch {
		case ok:
			e.attrs[s.key] = value
		case s.key == "reply":
			e.faultAttr(s.key, "intake.unknown_reply", shown(text))
		default:
			e.faultAttr(s.key, "intake.unknown_word", shown(text), fieldWords(s.key), choicesOf(s.key))
		}
	case asDay:
		c.dayAttr(e, s.key)
	case asDays:
		c.daysAttr(e, s.key)
	case asClass:
		c.classAttr(e, duty)
	case asOffice:
		c.officeAttr(e, s.key)
	case asDigest:

		if text = strings.ToLower(text); len(text) != 64 || strings.Trim(text, "0123456789abcdef") != "" {
			e.faultAttr(s.key, "intake.bad_digest")
		}
		e.attrs[s.key] = text
	case asMark:
		c.markAttr(e, s.key)
	}
}

// dayAttr reads a date. A day that was agreed on may lie ahead.
func (c *checker) dayAttr(e *entry, name string) {
	m, code, args := c.moment(e, e.attrs[name], e.attrAt[name].mark)
	if code == "" && name != "due" {
		code, args = implausible(m.date(), c.today), []any{m.date().String()}
	}
	if code != "" {
		e.faultAttr(name, code, args...)
		return
	}
	e.attrs[name] = m.date().String()
}

// mostExtension is how many working days a reply can be extended by (条例第三十三条).
const mostExtension = 20

func (c *checker) daysAttr(e *entry, name string) {
	text := fold(e.attrs[name])
	for _, unit := range []string{"个工作日", "工作日", "天", "workdays", "workingdays", "days"} {
		text = strings.TrimSuffix(text, unit)
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > mostExtension {
		e.faultAttr(name, "intake.bad_days", shown(e.attrs[name]), mostExtension)
		return
	}
	e.attrs[name] = strconv.Itoa(n)
}

// classAttr finds the class by its code, its name or a part of the name: 重大
// in “特别重大、重大”. Without classes in the duty it is a remark.
func (c *checker) classAttr(e *entry, duty *disclosure.Duty) {
	if duty == nil || len(duty.Classes) == 0 {
		return
	}
	word := fold(e.attrs["class"])
	for _, class := range duty.Classes {
		names := append([]string{class.Code, class.Name, class.NameEN}, strings.FieldsFunc(class.Name, func(r rune) bool { return strings.ContainsRune("、，,/和及或", r) })...)
		if slices.ContainsFunc(names, func(name string) bool { return name != "" && fold(name) == word }) {
			e.attrs["class"] = class.Code
			return
		}
	}
	e.faultAttr("class", "intake.unknown_class", shown(e.attrs["class"]), classList(duty.Classes))
}

func (c *checker) officeAttr(e *entry, name string) {
	text := e.attrs[name]
	if c.offices[text] {
		return
	}
	code, ok := c.resolve(fieldOffice, text, c.Directory.Office)
	switch like := c.Directory.NearOffices(text); {
	case ok:
		e.attrs[name] = code
	case len(like) > 0:
		e.faultAttr(name, "intake.unknown_office_near", shown(text), like)
	default:
		e.faultAttr(name, "intake.unknown_office", shown(text))
	}
}

func (c *checker) markAttr(e *entry, name string) {
	switch fold(e.attrs[name]) {
	case "1", "是", "yes", "true", "on":
		e.attrs[name] = "1"
	case "0", "否", "no", "false":
		delete(e.attrs, name)
	default:
		e.faultAttr(name, "intake.bad_mark", shown(e.attrs[name]))
	}
}
