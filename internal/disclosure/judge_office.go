package disclosure

import (
	"slices"

	"daylight/internal/workday"
)

// office is who answers for the instance: by a person's decision, by a co-office
// that was late with its part, else who holds the duty on the due day, else
// whom the records name.
func (h *hearing) office() string {
	if e := h.file.latest(Reassigned); e != nil && e.Office != "" {
		return e.Office
	}
	if h.line.Clock() == ByTerm && (h.Verdict == Late || h.Verdict == Missing) {
		if office := h.lateHandOver(); office != "" {
			return office
		}
	}
	day := h.DueOn
	if day == 0 {
		day = h.today
	}
	if holder := h.line.HolderAt(day); holder != "" {
		return holder
	}
	return h.named()
}

// lateHandOver is the last co-office that delivered after the day agreed.
func (h *hearing) lateHandOver() string {
	office := ""
	for _, e := range h.file.of(HandedOver) {
		agreed, err := workday.ParseDate(e.Attrs["due"])
		if err == nil && e.Office != "" && dated(e) && workday.DateOf(e.OccurredAt) > agreed {
			office = e.Office
		}
	}
	return office
}

// named is the office that the latest opening fact or publication names, dated or not.
func (h *hearing) named() string {
	for _, e := range slices.Backward(h.file.of(Triggered, Received, Detected, Published)) {
		if e.Office != "" {
			return e.Office
		}
	}
	return ""
}

// called is the office's name and group in the plan version in force on the
// day, or in the first one for days before it.
func (j *judge) called(code string, day workday.Date) (string, OfficeGroup) {
	p := j.plans[0]
	for _, later := range j.plans {
		if later.EffectiveFrom <= day {
			p = later
		}
	}
	if o, ok := p.OfficeByCode(code); ok {
		return o.Name, o.Group
	}
	return code, 0
}
