package assessment

import (
	"fmt"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// Basis says what a rule rests on and how well that is known: V verified, G
// general knowledge, P a proposal to be approved.
type Basis struct{ Source, Mark string }

// Name is a name in both languages of the screens.
type Name struct{ Chinese, English string }

// Scheme is one version of a 考核办法: all rules that turn verdicts into points.
type Scheme struct {
	Code          string
	Version       int // counts from 1 within the series; 0 before it is stored
	Title         Name
	Approver      string // a post, never a person
	EffectiveFrom workday.Date
	Basis

	Blocks       []Block
	Lateness     Lateness
	Completeness Completeness
	Breaches     []Breach
	Faults       []Fault
	Bonuses      Bonuses
	Grades       []Grade // best first
	Warnings     Warnings
	Ranking      Ranking
	Annual       Annual
	Notes        []string
	Text         string // the file it was read from, verbatim
}

// Ref names the version: default@3.
func (s *Scheme) Ref() string { return fmt.Sprintf("%s@%d", s.Code, s.Version) }

// Block is a 考核板块. What it loses never exceeds its weight.
type Block struct {
	Code   string
	Name   Name
	Weight Points
	// Default takes the lateness of duties whose own block the scheme does not have.
	Default bool
	// Completeness takes the lacking channels and fields of all duties (渠道和要素).
	Completeness bool
	Basis
}

// Lateness is 逾期扣分: what verdicts cost in the block of their duty.
type Lateness struct {
	Bands []Band
	Basis
}

// Band is a 扣分档: the points of delays over Over and up to UpTo.
type Band struct {
	Verdict disclosure.Verdict  // Late, Missing or Partial
	Unit    disclosure.TermUnit // Workdays, CalendarDays or Hours; 0: any, when the unit has no bands of its own
	Over    int
	UpTo    int // 0: without end
	Points  Points
}

// Completeness is 完整性扣分, in the block for completeness.
type Completeness struct {
	Channel Points // for each lacking channel
	Field   Points // for each lacking field
	Most    Points // of one instance
	Missing Points // of an instance that was not published: it lacks everything
	Basis
}

// Breach is a rule on a flag, such as 未经保密审查 or 认定倒签.
type Breach struct {
	Code     string
	Flag     disclosure.Flag
	Points   Points
	Uncapped bool   // outside the cap of the duty's block (重大扣分项)
	Veto     string // code of the best grade that is left (一票否决); "" for no veto
	Basis
}

// Fault is a 重大扣分项 that a person records, such as a leak. It is uncapped.
type Fault struct {
	Code   string
	Name   Name
	Points Points
	Veto   string
	Basis
}

// Bonuses are 加分项. All need evidence and approval.
type Bonuses struct {
	Most  Points // of all together
	Rules []Bonus
	Basis
}

// Bonus is one kind of 加分.
type Bonus struct {
	Code string
	Name Name
	Most Points // of one entry
	Basis
}

// Grade is a 等次, reached from AtLeast on.
type Grade struct {
	Code    string
	Name    Name
	AtLeast Points
	Basis
}

// Ranking says who is ranked and who may be named.
type Ranking struct {
	Groups    []disclosure.OfficeGroup // ranked, each apart
	MinJudged int                      // instances an office needs to be named best or worst
	Basis
}

// Annual is the share in the annual target assessment (年度目标考核).
type Annual struct {
	Points Points
	Basis
}

// GradeOf returns the grade that a score reaches: the last one when it reaches none.
func (s *Scheme) GradeOf(score Points) Grade {
	for _, g := range s.Grades {
		if score >= g.AtLeast {
			return g
		}
	}
	if len(s.Grades) == 0 {
		return Grade{}
	}
	return s.Grades[len(s.Grades)-1]
}

// GradeByCode finds a grade and its place, best first.
func (s *Scheme) GradeByCode(code string) (Grade, int) {
	for i, g := range s.Grades {
		if g.Code == code {
			return g, i
		}
	}
	return Grade{}, -1
}

// blockFor returns the place of the block that takes the lateness of a duty.
func (s *Scheme) blockFor(duty string) int {
	other := -1
	for i, b := range s.Blocks {
		if b.Code == duty && !b.Completeness {
			return i
		}
		if b.Default {
			other = i
		}
	}
	return other
}

// Places returns where in Blocks the lateness of a duty falls, by the duty's
// block, and where completeness does.
func (s *Scheme) Places(duty string) (own, completeness int) {
	return s.blockFor(duty), s.completeness()
}

func (s *Scheme) completeness() int {
	for i, b := range s.Blocks {
		if b.Completeness {
			return i
		}
	}
	return -1
}
