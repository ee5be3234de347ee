package assessment

import (
	"context"
	"time"

	"daylight/internal/disclosure"
)

// EntryState is how far an entry of the register of faults and bonuses has come.
type EntryState int

// The states of an entry.
const (
	Asked    EntryState = iota + 1 // 待审批
	Approved                       // 已批准: counts
	Refused                        // 不予认定
	Revoked                        // 已撤销: counts no longer
)

// Entry is a fault or a bonus as recorded by people. It counts once approved,
// from the moment that the approval was recorded.
type Entry struct {
	Extra
	State      EntryState
	Note       string // why it was refused or revoked
	Actor      string // account that took the last step
	RecordedAt time.Time
}

// ExtraReader is a reader that also knows what people recorded beside the
// ledger. AssessFrom counts it.
type ExtraReader interface {
	// EntriesKnown lists the body's entries as known at asOf, by day and id.
	EntriesKnown(ctx context.Context, body string, asOf time.Time) ([]Entry, error)
}

// Extras keeps faults and bonuses. Every step of an entry is added under its
// ID; nothing is changed.
type Extras interface {
	ExtraReader
	// RecordEntry adds a step, known from now on.
	RecordEntry(ctx context.Context, body string, e Entry) error
}

// Counting returns the entries that count.
func Counting(entries []Entry) []Extra {
	var list []Extra
	for _, e := range entries {
		if e.State == Approved {
			list = append(list, e.Extra)
		}
	}
	return list
}

// ExtrasOf asks a reader for what counts beside the ledger; nothing when it does
// not know of it.
func ExtrasOf(ctx context.Context, r disclosure.Reader, body string, asOf time.Time) ([]Extra, error) {
	x, ok := r.(ExtraReader)
	if !ok {
		return nil, nil
	}
	entries, err := x.EntriesKnown(ctx, body, asOf)
	return Counting(entries), err
}
