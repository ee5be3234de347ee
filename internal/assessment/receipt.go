package assessment

import (
	"cmp"
	"slices"

	"daylight/internal/disclosure"
)

// Kind says what a line of points is.
type Kind int

const (
	Award        Kind = iota + 1 // 板块基础分
	Redistribute                 // 板块分摊
	LateOrNever                  // 逾期扣分
	Lacking                      // 完整性扣分
	Broken                       // 违反程序
	Uncapped                     // 重大扣分
	CapRestored                  // 封顶返还: a block cannot fall below zero
	BonusGiven                   // 加分
	BonusOver                    // 加分超限
	FloorRaised                  // 总分不低于零
)

// Receipt is a 计分凭据: one line of points and everything it rests on. An
// office's score is the sum of its receipts.
type Receipt struct {
	Scheme   string // version of the scheme: default@3
	Calendar string // version of the calendar that delays were counted by
	Office   string
	Kind     Kind
	Rule     string // the rule within the scheme: late.workdays.5 is the band over 5 working days
	Block    string // "" outside the blocks

	Duty        string // "" when no instance is meant
	Subject     string
	Title       string
	Verdict     disclosure.Verdict
	Delay       int
	Unit        disclosure.TermUnit
	Flags       disclosure.Flag
	PlanVersion int
	Events      []string // ids; the ledger has the rest under duty and subject
	URL         string

	Points Points
	Veto   string // grade code; the best grade that is left
	Reason Reason
}

// Reason says in words why: Code is a key of the catalogue, Args fill it. Args
// are int, string, Points, Name or disclosure.Flag.
type Reason struct {
	Code string
	Args []any
}

func because(code string, args ...any) Reason { return Reason{"scheme.reason." + code, args} }

// BiggestFirst returns the receipts by how much they are worth, whether given or
// taken; equals keep their order.
func BiggestFirst(list []Receipt) []Receipt {
	size := func(r Receipt) Points { return max(r.Points, -r.Points) }
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b Receipt) int { return cmp.Compare(size(b), size(a)) })
	return list
}
