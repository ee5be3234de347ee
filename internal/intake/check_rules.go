package intake

import (
	"fmt"
	"slices"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// need is what a fact of some kind must state beside the day.
type need struct {
	attr string
	code string // of the words when it is missing
}

// about fills the words that name the kind.
func (n need) about(kind disclosure.EventKind) []any {
	if n.attr == "approver" {
		return []any{kindWord(kind)}
	}
	return nil
}

// needs lists the attributes that a kind cannot do without.
var needs = map[disclosure.EventKind][]need{
	disclosure.Received:      {{"receipt", "intake.receipt_missing"}},
	disclosure.Extended:      {{"days", "intake.days_missing"}, {"approved_on", "intake.approved_on_missing"}},
	disclosure.Paused:        {{"reason", "intake.reason_missing"}},
	disclosure.Answered:      {{"reply", "intake.reply_missing"}},
	disclosure.Withheld:      {{"ground", "intake.ground_missing"}, {"approver", "intake.approver_missing"}},
	disclosure.NotApplicable: {{"approver", "intake.approver_missing"}},
	disclosure.SpotChecked:   {{"result", "intake.result_missing"}},
	disclosure.Ruled:         {{"decision", "intake.decision_missing"}},
	disclosure.HandedOver:    {{"due", "intake.handover_due_missing"}},
}

// speaksOf gives the words for a missing ref to the kinds that need one.
var speaksOf = map[disclosure.EventKind]string{
	disclosure.Voided:      "intake.ref_missing",
	disclosure.Corrected:   "intake.ref_correction_missing",
	disclosure.ConsultBack: "intake.ref_consult_missing",
	disclosure.Resumed:     "intake.ref_pause_missing",
	disclosure.Ruled:       "intake.ref_ruling_missing",
}

// explained gives the words for a missing note to the kinds that need reasons.
var explained = map[disclosure.EventKind]string{
	disclosure.NotApplicable: "intake.reasons_missing",
	disclosure.Ruled:         "intake.reasons_missing",
	disclosure.Reassigned:    "intake.reasons_missing",
}

// rules are what the law, the judge and the plan ask of some kinds.
func (c *checker) rules(e *entry, duty *disclosure.Duty, ev disclosure.Event) {
	for _, n := range needs[ev.Kind] {
		if e.attrs[n.attr] == "" && !e.faulted(attrPrefix+n.attr) {
			e.faultAttr(n.attr, n.code, n.about(ev.Kind)...)
		}
	}
	if code := speaksOf[ev.Kind]; code != "" && !e.has(fieldRef) {
		e.fault(fieldRef, code)
	}
	if code := explained[ev.Kind]; code != "" && !e.has(fieldNote) {
		e.fault(fieldNote, code, kindWord(ev.Kind))
	}
	c.order(e, duty, ev)
	if duty == nil || ev.Kind == 0 {
		return
	}
	switch ev.Kind {
	case disclosure.NilReturn:
		c.nilReturn(e, duty)
	case disclosure.HandedOver, disclosure.Reassigned:
		c.changesHands(e, duty, ev)
	}
	if !c.suits(ev.Kind, duty) {
		c.misplaced(e, duty, ev.Kind)
	}
}

// faulted reports whether a problem with a field was reported before.
func (e *entry) faulted(key string) bool {
	return slices.ContainsFunc(e.problems, func(p Problem) bool { return p.Field == key })
}

// order refuses days that cannot follow one another.
func (c *checker) order(e *entry, duty *disclosure.Duty, ev disclosure.Event) {
	if ev.Kind == disclosure.Received && ev.Precision == disclosure.Unknown && (e.attrs["receipt"] == "in_person" || e.attrs["receipt"] == "registered_mail") {
		e.fault(fieldOccurred, "intake.receipt_day_known")
	}
	if ev.Kind == disclosure.Detected && ev.Precision == disclosure.ToDay && duty != nil && duty.Term.Unit == disclosure.Hours {
		e.fault(fieldOccurred, "intake.minute_missing", ev.OccurredAt.Format("2006-01-02"))
	}
	if ev.OccurredAt.IsZero() {
		return
	}
	day := workday.DateOf(ev.OccurredAt)
	switch submitted, _ := workday.ParseDate(e.attrs["submitted_on"]); {
	case ev.Kind != disclosure.Received || submitted.IsZero():
	case submitted > day:
		e.faultAttr("submitted_on", "intake.submitted_later", submitted.String(), day.String())
	case submitted != day && e.attrs["receipt"] == "in_person":
		e.fault(fieldOccurred, "intake.receipt_in_person", submitted.String(), day.String())
	}
	if approved, _ := workday.ParseDate(e.attrs["approved_on"]); ev.Kind == disclosure.Extended && approved > day {
		e.faultAttr("approved_on", "intake.approved_later", approved.String(), day.String())
	}
}

func (c *checker) nilReturn(e *entry, duty *disclosure.Duty) {
	if !duty.NilReturn {
		e.fault(fieldKind, "intake.nil_not_allowed", nameOf(duty))
	}
	signed := e.attrs["signer"] != ""
	switch {
	case signed && e.attrs["unsigned"] != "":
		e.faultAttr("signer", "intake.nil_half_signed")
	case signed && !e.has(fieldRef):
		e.fault(fieldRef, "intake.ref_nil_missing")
	}
}

// changesHands checks the office that hands over its part or takes the duty
// over: it must be named, and who hands over must be one of the co-offices.
func (c *checker) changesHands(e *entry, duty *disclosure.Duty, ev disclosure.Event) {
	if !e.has(fieldOffice) {
		e.fault(fieldOffice, "intake.office_to_name", kindWord(ev.Kind))
		return
	}
	if ev.Kind != disclosure.HandedOver || ev.Office == "" || len(duty.CoOffices) == 0 || slices.Contains(duty.CoOffices, ev.Office) {
		return
	}
	var names []string
	for _, code := range duty.CoOffices {
		if o, ok := c.Plan.OfficeByCode(code); ok {
			names = append(names, o.Name)
		}
	}
	e.fault(fieldOffice, "intake.not_co_office", shown(e.value[fieldOffice]), names)
}

// suits reports whether facts of a kind mean anything under a duty.
func (c *checker) suits(kind disclosure.EventKind, d *disclosure.Duty) bool {
	clock := d.Clock()
	switch kind {
	case disclosure.Received, disclosure.CorrectionAsked, disclosure.Corrected, disclosure.ConsultSent, disclosure.ConsultBack,
		disclosure.Extended, disclosure.Paused, disclosure.Resumed, disclosure.Answered:
		return clock == disclosure.ByCase
	case disclosure.Published, disclosure.Revised, disclosure.Withdrawn, disclosure.SpotChecked, disclosure.Seen:
		return clock != disclosure.ByCase
	case disclosure.Triggered:
		return clock == disclosure.ByTerm && d.Trigger == disclosure.OnEvent
	case disclosure.Detected:
		return clock == disclosure.ByTerm && d.Trigger == disclosure.OnEvent || clock == disclosure.ByEpisode
	case disclosure.Closed:
		return clock == disclosure.ByEpisode || len(c.opened[d.Code]) > 0
	case disclosure.FollowUp:
		return clock == disclosure.ByEpisode || clock == disclosure.ByUpkeep
	case disclosure.HandedOver:
		return clock == disclosure.ByTerm && len(d.CoOffices) > 0
	}
	return true
}

// misplaced says under which duties the fact belongs, or what to record
// instead.
func (c *checker) misplaced(e *entry, duty *disclosure.Duty, kind disclosure.EventKind) {
	if duty.Application && (kind == disclosure.Published || kind == disclosure.Triggered) {
		e.fault(fieldKind, "intake.kind_case", kindWord(kind), nameOf(duty))
		return
	}
	if kind == disclosure.Triggered {
		e.fault(fieldKind, "intake.kind_period", nameOf(duty))
		return
	}
	var fit dutyList
	for i := range c.Plan.Duties {
		if d := &c.Plan.Duties[i]; c.suits(kind, d) {
			fit = append(fit, d)
		}
	}
	if len(fit) == 0 {
		e.fault(fieldKind, "intake.kind_nowhere", kindWord(kind))
		return
	}
	e.fault(fieldKind, "intake.kind_elsewhere", kindWord(kind), nameOf(duty), fit)
}

func nameOf(d *disclosure.Duty) string { return fmt.Sprint(d.Code, " ", d.Name) }
