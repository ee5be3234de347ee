package annualreport

import (
	"context"
	"time"

	"daylight/internal/workday"
)

// MatterKind is a kind of thing that the yearly report counts and no duty judges.
type MatterKind int

// The kinds of matters.
const (
	Normative       MatterKind = iota + 1 // 行政规范性文件: On is 制发, EndedOn 废止
	Permit                                // 行政许可决定
	Penalty                               // 行政处罚决定
	Coercion                              // 行政强制决定
	Fee                                   // 行政事业性收费
	Review                                // 行政复议
	Suit                                  // 行政诉讼，未经复议直接起诉
	SuitAfterReview                       // 行政诉讼，复议后起诉
)

// MatterKinds lists the kinds in the order screens show them.
var MatterKinds = []MatterKind{Normative, Permit, Penalty, Coercion, Fee, Review, Suit, SuitAfterReview}

// MatterOutcomes are how a review or a suit ended, in the order of Outcomes; ""
// while it is open.
var MatterOutcomes = []string{"upheld", "corrected", "other"}

// Matter is one entry of the register that the yearly report is counted from.
// Recording it again under the same ID replaces it from then on.
type Matter struct {
	ID      string
	Kind    MatterKind
	On      workday.Date // made, decided, received or filed
	EndedOn workday.Date // repealed, or decided by the court or the review organ; zero: in force, open
	Outcome string       // of reviews and suits, once they ended
	Count   int          // decisions in one entry; at least 1
	Amount  int64        // fees: in fen (分)
	Number  string       // 文号 or 案号; never a person's name
	Title   string
	Removed bool // entered by mistake

	Actor      string
	RecordedAt time.Time
}

// Challenge reports whether the matter is a review or a suit.
func (k MatterKind) Challenge() bool { return k >= Review && k <= SuitAfterReview }

// Matters keeps the register. Entries are added and never changed.
type Matters interface {
	// MattersKnown lists the body's matters as known at asOf, by day and id, without removed ones.
	MattersKnown(ctx context.Context, body string, asOf time.Time) ([]Matter, error)
	// RecordMatter adds an entry, known from now on.
	RecordMatter(ctx context.Context, body string, m Matter) error
}
