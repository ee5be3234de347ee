package intake

import (
	"strconv"

	"daylight/internal/disclosure"
)

// at reads a date field; the zero moment stands for one that is empty or bad.
func (c *checker) at(e *entry, f field) moment {
	text := e.value[f]
	if text == "" || e.bad[f] {
		return moment{}
	}
	var layouts []string
	if c.Mapping != nil {
		layouts = c.Mapping.layouts
	}
	if e.mark[f] == isNumber {
		if n, err := strconv.ParseFloat(text, 64); err == nil && isSerial(n) {
			return c.plausible(e, f, serialMoment(n, e.date1904))
		}
	}
	m, code := parseMoment(text, layouts, c.year())
	if code != "" {
		e.fault(f, code, shown(text))
		return moment{}
	}
	return c.plausible(e, f, m)
}

func (c *checker) plausible(e *entry, f field, m moment) moment {
	if code := implausible(m.date(), c.today); code != "" {
		e.fault(f, code, m.date().String())
		return moment{}
	}
	return m
}

func (c *checker) times(e *entry, ev *disclosure.Event) {
	unknown := ev.Kind == disclosure.Triggered && unknownWords[fold(e.value[fieldOccurred])]
	if unknown {
		e.value[fieldOccurred] = ""
	}
	formed, occurred := c.at(e, fieldFormed), c.at(e, fieldOccurred)
	ev.FormedOn = formed.date()
	ev.FirstSeen = c.at(e, fieldFirstSeen).at
	ev.OccurredAt, ev.Precision = occurred.at, occurred.precision
	if occurred.precision != 0 || e.bad[fieldOccurred] {
		return
	}
	switch {
	case ev.Kind == disclosure.Triggered && formed.precision != 0:
		ev.OccurredAt, ev.Precision = formed.at, formed.precision
	case ev.Kind == disclosure.Triggered && unknown, ev.Kind == disclosure.Voided:
		ev.Precision = disclosure.Unknown
	case ev.Kind == disclosure.Triggered:
		e.fault(fieldOccurred, "intake.trigger_date_missing")
	case ev.Kind == disclosure.Published:
		e.fault(fieldOccurred, "intake.publication_date_missing")
	case ev.Kind != 0:
		e.fault(fieldOccurred, "intake.date_missing")
	}
}
