package assessment

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"daylight/internal/workday"
)

// AppealState is how an appeal stands.
type AppealState int

// The states of an appeal.
const (
	Filed    AppealState = iota + 1 // 待复核
	Upheld                          // 采纳: what follows is recorded in the ledger
	Rejected                        // 不采纳
	Dropped                         // 已撤回
)

// How long appeals may take, in working days [P]: to be confirmed by the leading group.
const (
	AppealAnswerWorkdays = 10
)

// Appeal is an 申诉: an office's objection to one receipt. It changes no score:
// when it is upheld, a ruling, a voided entry or a new fact in the ledger does.
type Appeal struct {
	ID     string
	Office string
	// The receipt objected to, as it was then.
	Key     string // Receipt.Key
	Period  Period
	Scheme  string // version, default@3
	Title   string // what the receipt was about, in words
	Points  Points
	Subject string
	Duty    string

	Reason   string
	Evidence string // digest of an attachment, or an address; "" for none
	State    AppealState
	Decision string // reasons of the decision
	Follows  string // what follows from it: id of an event or entry, or words
	Decider  string // a post

	FiledOn    workday.Date
	Actor      string // account that took the last step
	RecordedAt time.Time
}

// AnswerBy is the day until which it is to be answered.
func (a Appeal) AnswerBy(cal *workday.Calendar) workday.Date {
	return cal.AddWorkdays(a.FiledOn, AppealAnswerWorkdays).Date
}

// Key names a receipt for good: the same rule on the same instance has the same
// key whenever it is computed.
func (r Receipt) Key() string {
	return fmt.Sprintf("%d/%s/%s/%s/%s", r.Kind, r.Rule, r.Block, r.Duty, r.Subject)
}

// Disputable reports whether an office can object to the receipt: to what it
// costs, not to what the rules of rounding and caps do.
func (r Receipt) Disputable() bool {
	switch r.Kind {
	case LateOrNever, Lacking, Broken, Uncapped, BonusGiven:
		return r.Points < 0 || r.Kind == BonusGiven
	}
	return false
}

// Appeals keeps appeals. Every step is added under its ID.
type Appeals interface {
	// AppealsKnown lists the body's appeals as known at asOf, the pending first, then the latest filed.
	AppealsKnown(ctx context.Context, body string, asOf time.Time) ([]Appeal, error)
	// RecordAppeal adds a step, known from now on.
	RecordAppeal(ctx context.Context, body string, a Appeal) error
}

// Objections counts the pending appeals of each office that touch the period.
func Objections(list []Appeal, p Period) map[string]int {
	pending := map[string]int{}
	for _, a := range list {
		if a.State == Filed && a.Period.From <= p.To && a.Period.To >= p.From {
			pending[a.Office]++
		}
	}
	return pending
}

// ByUrgency orders appeals: pending ones by the day they were filed, then the others, latest first.
func ByUrgency(a, b Appeal) int {
	if (a.State == Filed) != (b.State == Filed) {
		return cmp.Compare(pendingFirst(a), pendingFirst(b))
	}
	if a.State == Filed {
		return cmp.Or(cmp.Compare(a.FiledOn, b.FiledOn), cmp.Compare(a.ID, b.ID))
	}
	return cmp.Or(b.RecordedAt.Compare(a.RecordedAt), cmp.Compare(a.ID, b.ID))
}

func pendingFirst(a Appeal) int {
	if a.State == Filed {
		return 0
	}
	return 1
}
