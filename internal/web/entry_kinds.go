package web

import (
	"slices"

	"daylight/internal/access"
	"daylight/internal/disclosure"
	"daylight/internal/intake"
)

// entryKind is one kind of fact with the form that records it.
type entryKind struct {
	kind   disclosure.EventKind
	group  string // under which heading it is offered
	fields []entryField
	fits   func(d disclosure.Duty) bool // duties it is offered for
	// spokenOf are the kinds that the fact's ref may name; empty: it has no ref.
	spokenOf []disclosure.EventKind
	photo    bool // may bring 佐证材料
}

// key is the name of the kind in addresses.
func (k entryKind) key() string { return intake.KindKey(k.kind) }

// entryField is one field of a form, named by its key in package intake.
type entryField struct {
	name     string
	widget   string // text, date, moment, url, long, select, checks or periods
	must     bool
	optional string // must, unless the plan has no such thing: class
}

func must(name, widget string) entryField {
	return entryField{name: name, widget: widget, must: true}
}

func may(name, widget string) entryField { return entryField{name: name, widget: widget} }

// Groups of kinds in the order in which they are offered.
var entryGroups = []string{"publish", "application", "opinion", "duty", "order"}

// entryKinds is the whole of what can be recorded by form, in the order in
// which it is offered. Rulings have a page of their own.
var entryKinds = []entryKind{
	{kind: disclosure.Published, group: "publish", fits: isPublic, fields: []entryField{
		must("subject", "periods"), must("title", "text"), must("channel", "select"), must("occurred_at", "moment"), may("url", "url"),
		may("formed_on", "date"), may("document_number", "text"), may("fields", "checks"),
		may("attrs.form", "select"), may("note", "long")}},
	{kind: disclosure.NilReturn, group: "publish", fits: func(d disclosure.Duty) bool { return d.NilReturn }, fields: []entryField{
		must("subject", "periods"), must("occurred_at", "date"), may("note", "long")}},
	{kind: disclosure.Reviewed, group: "publish", fits: func(d disclosure.Duty) bool { return d.Review && isPublic(d) }, fields: []entryField{
		must("subject", "periods"), must("occurred_at", "moment"), must("attrs.reviewer", "text"), must("attrs.result", "text"), may("attrs.number", "text"), may("note", "long")}},
	{kind: disclosure.Triggered, group: "publish", fits: func(d disclosure.Duty) bool {
		return isPublic(d) && !isOpinion(d) && d.Trigger == disclosure.OnEvent
	}, fields: []entryField{
		must("subject", "text"), must("title", "text"), must("occurred_at", "date"), may("document_number", "text"),
		{name: "attrs.class", widget: "select", optional: "class"}, may("attrs.drafter", "select"), may("note", "long")}},
	{kind: disclosure.Revised, group: "publish", fits: isPublic, fields: []entryField{
		must("subject", "periods"), must("title", "text"), must("channel", "select"), must("occurred_at", "moment"), may("url", "url"), may("fields", "checks"), may("note", "long")}},
	{kind: disclosure.Withdrawn, group: "publish", fits: isPublic, fields: []entryField{
		must("subject", "periods"), may("channel", "select"), must("occurred_at", "moment"), must("note", "long")}},

	{kind: disclosure.Received, group: "application", fits: isApplication, fields: []entryField{
		must("subject", "text"), must("title", "text"), must("attrs.receipt", "select"),
		must("attrs.submitted_on", "date"), must("occurred_at", "date"),
		must("attrs.applicant", "select"), may("note", "long")}},
	{kind: disclosure.CorrectionAsked, group: "application", fits: isApplication, fields: []entryField{must("subject", "text"), must("occurred_at", "date"), may("note", "long")}},
	{kind: disclosure.Corrected, group: "application", fits: isApplication, spokenOf: []disclosure.EventKind{disclosure.CorrectionAsked},
		fields: []entryField{must("ref", "select"), must("occurred_at", "date"), may("note", "long")}},
	{kind: disclosure.ConsultSent, group: "application", fits: isApplication, fields: []entryField{
		must("subject", "text"), must("occurred_at", "date"), must("attrs.party", "select"), may("note", "long")}},
	{kind: disclosure.ConsultBack, group: "application", fits: isApplication, spokenOf: []disclosure.EventKind{disclosure.ConsultSent},
		fields: []entryField{must("ref", "select"), must("occurred_at", "date"), may("note", "long")}},
	{kind: disclosure.Extended, group: "application", fits: isApplication, fields: []entryField{
		must("subject", "text"), must("attrs.approved_on", "date"), must("attrs.approver", "text"), must("occurred_at", "date"), must("attrs.days", "text"), may("note", "long")}},
	{kind: disclosure.Paused, group: "application", fits: isApplication, fields: []entryField{
		must("subject", "text"), must("occurred_at", "date"), must("attrs.reason", "select"), may("note", "long")}},
	{kind: disclosure.Resumed, group: "application", fits: isApplication, spokenOf: []disclosure.EventKind{disclosure.Paused},
		fields: []entryField{must("ref", "select"), must("occurred_at", "date"), may("note", "long")}},
	{kind: disclosure.Answered, group: "application", fits: isApplication, fields: []entryField{
		must("subject", "text"), must("occurred_at", "date"), must("attrs.reply", "select"),
		must("attrs.delivery", "select"), may("document_number", "text"), may("note", "long")}},

	{kind: disclosure.Detected, group: "opinion", fits: isOpinion, fields: []entryField{
		must("subject", "text"), must("title", "text"), must("occurred_at", "moment"), {name: "attrs.class", widget: "select", optional: "class"}, may("note", "long")}},
	{kind: disclosure.FollowUp, group: "opinion", fits: isOpinion, fields: []entryField{
		must("subject", "text"), may("title", "text"), may("channel", "select"), must("occurred_at", "moment"), may("url", "url"), may("note", "long")}},
	{kind: disclosure.Closed, group: "opinion", fits: isOpinion, fields: []entryField{must("subject", "text"), must("occurred_at", "moment"), may("note", "long")}},

	{kind: disclosure.Withheld, group: "duty", fits: anyDuty, fields: []entryField{
		must("subject", "periods"), must("attrs.ground", "text"), must("attrs.approver", "text"), must("occurred_at", "date"), may("note", "long")}},
	{kind: disclosure.NotApplicable, group: "duty", fits: anyDuty, fields: []entryField{
		must("subject", "periods"), must("attrs.approver", "text"), must("occurred_at", "date"), must("note", "long")}},
	{kind: disclosure.HandedOver, group: "duty", fits: func(d disclosure.Duty) bool { return len(d.CoOffices) > 0 }, fields: []entryField{
		must("subject", "periods"), must("office", "select"), must("attrs.due", "date"), must("occurred_at", "date"), may("note", "long")}},

	{kind: disclosure.SpotChecked, group: "order", fits: func(d disclosure.Duty) bool { return d.Trigger == disclosure.Standing || d.External }, photo: true,
		fields: []entryField{
			must("subject", "periods"), must("occurred_at", "moment"), must("attrs.result", "select"),
			must("attrs.place", "text"), must("attrs.inspector", "text"), may("note", "long")}},
	{kind: disclosure.Reassigned, group: "order", fits: anyDuty, fields: []entryField{
		must("subject", "periods"), must("office", "select"), must("occurred_at", "date"), must("note", "long")}},
	{kind: disclosure.Voided, group: "order", fits: anyDuty, spokenOf: disclosureKinds(), fields: []entryField{must("ref", "select"), must("note", "long")}},
}

func anyDuty(disclosure.Duty) bool { return true }

func isApplication(d disclosure.Duty) bool { return d.Application || d.Block == "application" }

func isOpinion(d disclosure.Duty) bool {
	return len(d.Classes) > 0 || d.OpensWith != "" || d.Block == "response" && d.Term.Unit == disclosure.Hours
}

func isPublic(d disclosure.Duty) bool { return !isApplication(d) }

// disclosureKinds are the kinds that can be voided.
func disclosureKinds() []disclosure.EventKind {
	var kinds []disclosure.EventKind
	for k := disclosure.Triggered; k <= disclosure.Seen; k++ {
		if k != disclosure.Voided {
			kinds = append(kinds, k)
		}
	}
	return kinds
}

// kindByKey finds what an address names.
func kindByKey(key string) (entryKind, bool) {
	i := slices.IndexFunc(entryKinds, func(k entryKind) bool { return k.key() == key })
	if i < 0 {
		return entryKind{}, false
	}
	return entryKinds[i], true
}

// offeredTo reports whether the account may record the kind at all.
func (k entryKind) offeredTo(acc access.Account) bool {
	return acc.Can(access.EnterAll) || acc.Can(access.EnterOwn) && !slices.Contains(reserved, k.kind)
}

// signs reports whether a nil return that the account enters is a signed one:
// what a clerk prepares waits for the head of the office.
func signs(acc access.Account) bool {
	return acc.Can(access.EnterAll) || acc.Role == access.Head
}
