package disclosure

import (
	"cmp"
	"time"

	"daylight/internal/workday"
)

// Instance is an 应公开节点, one occurrence of a duty, with its verdict at the
// as-of moment it was asked for.
type Instance struct {
	Body        string
	Duty        string
	DutyName    string
	Clause      string
	Subject     string
	Title       string // of the publication, or of the trigger
	Office      string // the office that held it on its due date
	OfficeName  string // its name as of that date
	Group       OfficeGroup
	External    bool // performed by others: shown apart, in no total
	PlanVersion int

	PeriodFrom  workday.Date // the period reported on; zero for event-driven duties
	PeriodTo    workday.Date
	OpenedOn    workday.Date // day 0 of the clock; zero when unknown
	OpenedAt    time.Time    // the exact start of an hour clock
	DueOn       workday.Date // zero when unknown
	CountedOn   workday.Date // the day whose period it counts in: DueOn, or the day it became known
	DueAt       time.Time    // the moment the term ends: 24:00 of DueOn, or the exact hour
	PublishedAt time.Time    // first effective publication; zero when none
	Precision   Precision    // of PublishedAt

	Term    Term
	Verdict Verdict
	Delay   int // in Term.Unit (working days for OnDate terms); of Late and Missing
	Taken   int // units from opening to publication, the same way counted; 0 when not published
	Flags   Flag
	Lacking []string // channels ("channel:wechat") and fields ("field:金额") that are lacking

	Event     string // id of the publication that decided
	URL       string
	EventRows int // events recorded for it by then
}

// Stopped reports whether the clock stands still, so that no due date can be
// told: a correction or a fee is awaited.
func (i Instance) Stopped() bool { return i.Verdict == Pending && i.OpenedOn != 0 && i.DueOn == 0 }

// WorstFirst is the order in which instances are listed: missing by delay, late
// by delay, then by due date, duty, subject and body.
func WorstFirst(a, b Instance) int { return worstFirst(&a, &b) }

func worstFirst(a, b *Instance) int {
	if order := cmp.Or(cmp.Compare(a.Verdict.gravity(), b.Verdict.gravity()), cmp.Compare(b.Delay, a.Delay), cmp.Compare(a.DueOn, b.DueOn)); order != 0 {
		return order
	}
	return cmp.Or(cmp.Compare(a.Duty, b.Duty), cmp.Compare(a.Subject, b.Subject), cmp.Compare(a.Body, b.Body))
}

// Key names the instance within its body.
func (i Instance) Key() string { return i.Duty + "/" + i.Subject }
