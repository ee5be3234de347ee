package intake

import (
	"slices"
	"strconv"

	"daylight/internal/disclosure"
)

// at reads a date field; the zero moment stands for one that is empty or bad.
func (c *checker) at(e *entry, f field) moment {
	if e.value[f] == "" || e.bad[f] {
		return moment{}
	}
	m, code, args := c.moment(e, e.value[f], e.mark[f])
	if code == "" {
		code, args = implausible(m.date(), c.today), []any{m.date().String()}
	}
	if code != "" {
		e.fault(f, code, args...)
		return moment{}
	}
	return m
}

// moment reads a date from a cell; the code says why it is none.
func (c *checker) moment(e *entry, text string, k mark) (moment, string, []any) {
	var layouts []string
	if c.Mapping != nil {
		layouts = c.Mapping.layouts
	}
	if k == isNumber {
		if n, err := strconv.ParseFloat(text, 64); err == nil && isSerial(n) {
			return serialMoment(n, e.date1904), "", nil
		}
	}
	m, code := parseMoment(text, layouts, c.year())
	return m, code, []any{shown(text)}
}

func (c *checker) times(e *entry, ev *disclosure.Event) {
	unknown := slices.Contains(openings, ev.Kind) && unknownWords[fold(e.value[fieldOccurred])]
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
	case unknown, ev.Kind == disclosure.Voided:
		ev.Precision = disclosure.Unknown
	case ev.Kind == disclosure.Triggered:
		e.fault(fieldOccurred, "intake.trigger_date_missing")
	case ev.Kind == disclosure.Received:
		e.fault(fieldOccurred, "intake.receipt_date_missing")
	case ev.Kind == disclosure.Published:
		e.fault(fieldOccurred, "intake.publication_date_missing")
	case ev.Kind != 0:
		e.fault(fieldOccurred, "intake.date_missing")
	}
}
