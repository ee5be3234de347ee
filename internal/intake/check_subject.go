package intake

import (
	"slices"
	"strings"
	"unicode/utf8"

	"daylight/internal/disclosure"
)

const (
	longestSubject = 200
	mostSubjects   = 200
	// onceSubject names the only occurrence of a one-off duty.
	onceSubject = "once"
)

// subjects returns the occurrences the entry speaks of. One post can show many
// decisions of an event-driven duty; everything else has one.
func (c *checker) subjects(e *entry, duty *disclosure.Duty, ev disclosure.Event) []string {
	if duty.Trigger == disclosure.OneOff {
		return c.onceOnly(e)
	}
	parts := c.several(e, duty)
	if len(parts) < 2 {
		return []string{c.subject(e, duty, ev)}
	}
	if ev.Ref != "" || ev.Kind == disclosure.Voided {
		e.fault(fieldSubject, "intake.subjects_with_ref", len(parts))
		return nil
	}
	if len(parts) > mostSubjects {
		e.fault(fieldSubject, "intake.too_many_subjects", len(parts), mostSubjects)
		return nil
	}
	var different []string
	for _, part := range parts {
		if n := utf8.RuneCountInString(part); n > longestSubject {
			e.fault(fieldSubject, "intake.too_long", n, longestSubject)
			return nil
		}
		if part = DocumentNumber(part); !slices.Contains(different, part) {
			different = append(different, part)
		}
	}
	return different
}

// several takes the subject column apart where it can hold more than one.
func (c *checker) several(e *entry, duty *disclosure.Duty) []string {
	if duty.Trigger != disclosure.OnEvent || e.bad[fieldSubject] {
		return nil
	}
	if c.Mapping != nil && len(c.Mapping.subject) > 0 && c.Mapping.subject[0] != fieldSubject {
		return nil
	}
	var parts []string
	for _, part := range strings.FieldsFunc(e.value[fieldSubject], func(r rune) bool { return r == '、' || r == ';' || r == '；' }) {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

func (c *checker) onceOnly(e *entry) []string {
	if s := e.value[fieldSubject]; s != "" && fold(s) != onceSubject && !e.bad[fieldSubject] {
		e.fault(fieldSubject, "intake.subject_once", shown(s))
	}
	return []string{onceSubject}
}

func (c *checker) subject(e *entry, duty *disclosure.Duty, ev disclosure.Event) string {
	chain := []field{fieldSubject, fieldIndex, fieldDocument}
	if c.Mapping != nil && len(c.Mapping.subject) > 0 {
		chain = c.Mapping.subject
	} else if duty.Trigger != disclosure.OnEvent && duty.Clock() != disclosure.ByEpisode {
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
			return c.oneSubject(e, f)
		}
		period, ok := ParsePeriod(e.value[f], cadence)
		if !ok {
			e.fault(f, "intake.bad_period", shown(e.value[f]), c.example(cadence))
		}
		return period
	}
	if duty.Trigger == disclosure.Standing {
		return standingPeriod(ev, cadence)
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

func (c *checker) oneSubject(e *entry, f field) string {
	text := e.value[f]
	if f == fieldSubject {
		text = strings.Trim(text, "、;； ")
		if n := utf8.RuneCountInString(text); n > longestSubject {
			e.fault(f, "intake.too_long", n, longestSubject)
			return ""
		}
	}
	return DocumentNumber(text)
}

// standingPeriod is the period in which a check of what always hangs was made.
// What else happens to it belongs to no period.
func standingPeriod(ev disclosure.Event, cadence disclosure.Cadence) string {
	shows := ev.Kind == disclosure.Published || ev.Kind == disclosure.Revised || ev.Kind == disclosure.Withdrawn
	if shows || ev.Precision == disclosure.Unknown || ev.OccurredAt.IsZero() {
		return ""
	}
	return periodKey(ev.OccurredAt.Year(), (int(ev.OccurredAt.Month())-1)/int(cadence)+1, cadence)
}

func (c *checker) example(cadence disclosure.Cadence) string {
	return periodKey(c.today.Year(), (int(c.today.Month())-1)/int(cadence)+1, cadence)
}
