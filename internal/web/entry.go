package web

import (
	"slices"

	"daylight/internal/access"
	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// reserved are the kinds of events that the secretariat alone enters.
var reserved = []disclosure.EventKind{disclosure.Ruled, disclosure.Reassigned, disclosure.SpotChecked}

// entryRefusal says why the account may not enter an event, or "". A head or
// a clerk enters for the own office, and only under duties that it carries.
func entryRefusal(acc access.Account, plan *disclosure.Plan, today workday.Date, e disclosure.Event) (code string, args []any) {
	if acc.Can(access.EnterAll) && acc.MayEnter(e.Body, e.Office) || e.Attrs["with"] != "" {
		return "", nil // a copy goes with its fact, whoever carries its duty
	}
	if e.Kind == disclosure.NilReturn && e.Attrs["unsigned"] == "" && !signs(acc) {
		return "upload.unsigned", nil
	}
	office := e.Office
	if acc.Office != "" && plan.HolderOn(office, today) == acc.Office {
		office = acc.Office
	}
	switch {
	case slices.Contains(reserved, e.Kind):
		return "api.kind_forbidden", nil
	case !acc.MayEnter(e.Body, office):
		return "api.office_forbidden", []any{e.Office}
	case !carries(plan, today, e.Duty, acc.Office):
		return "api.duty_forbidden", []any{e.Duty}
	}
	return "", nil
}

// carries reports whether the duty is the office's, alone or with others. A
// duty without a lead belongs to whichever office its records name.
func carries(plan *disclosure.Plan, today workday.Date, duty, office string) bool {
	d, ok := plan.DutyByCode(duty)
	if !ok {
		return false
	}
	if d.Lead == "" || d.Lead == office || plan.HolderOn(d.Lead, today) == office {
		return true
	}
	return slices.ContainsFunc(d.CoOffices, func(co string) bool {
		return co == office || plan.HolderOn(co, today) == office
	})
}
