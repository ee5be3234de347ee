package briefing

import (
	"cmp"
	"slices"

	"daylight/internal/disclosure"
)

// Correction is what became of an issued briefing: it stays as it was issued, and
// the next issue says what later facts have changed.
type Correction struct {
	Title   string // of the briefing
	Period  string // name of its period
	Lines   []LineChange
	Offices []OfficeChange
	// Of what it named missing: how many have been published since, and how many
	// are missing still.
	Missing, Published, Still int
}

// Nature says why an instance reads differently.
type Nature int

// The natures of a change.
const (
	Corrected Nature = iota + 1 // 更正: facts that came in later judge it differently
	Rectified                   // 整改: it was missing, and has been published since
	FellDue                     // 到期: it was not due yet, or not there
)

var natures = map[Nature]string{Corrected: "更正", Rectified: "整改", FellDue: "通报后到期"}

// LineChange is an instance that is not what it was; Before or After is nil when
// it came or went.
type LineChange struct {
	Before, After *Line
	Nature        Nature
}

// line is the later of the two.
func (c LineChange) line() *Line {
	if c.After != nil {
		return c.After
	}
	return c.Before
}

// OfficeChange is an office whose score or rate moved.
type OfficeChange struct {
	Code, Name                       string
	Score, ScoreThen, Rate, RateThen Cell
}

// Corrections compares an issued briefing with the same request judged at a later
// as-of.
func Corrections(frozen, now *Briefing) Correction {
	c := Correction{Title: frozen.Title, Period: PeriodName(frozen.Request.Period)}
	later := map[string]*Line{}
	for n := range now.Ledger {
		later[now.Ledger[n].Key()] = &now.Ledger[n]
	}
	for n := range frozen.Ledger {
		b := &frozen.Ledger[n]
		a := later[b.Key()]
		delete(later, b.Key())
		c.follow(b, a)
		if nature := natureOf(frozen, b, a); nature != 0 {
			c.Lines = append(c.Lines, LineChange{b, a, nature})
		}
	}
	for n := range now.Ledger {
		if a := &now.Ledger[n]; later[a.Key()] == a {
			nature := Corrected
			if a.Due > knownDay(frozen.Request.AsOf) {
				nature = FellDue
			}
			c.Lines = append(c.Lines, LineChange{nil, a, nature})
		}
	}
	slices.SortStableFunc(c.Lines, func(a, b LineChange) int { return cmp.Compare(a.Nature, b.Nature) })
	c.Offices = movedOffices(frozen, now)
	return c
}

// follow counts what became of the missing ones.
func (c *Correction) follow(before, after *Line) {
	if before.Verdict != disclosure.Missing {
		return
	}
	c.Missing++
	switch {
	case after == nil:
	case after.Verdict == disclosure.Missing:
		c.Still++
	case after.Published != 0:
		c.Published++
	}
}

// natureOf is 0 when nothing has changed. What was missing grows older every
// day: that alone is no change.
func natureOf(frozen *Briefing, b, a *Line) Nature {
	known := knownDay(frozen.Request.AsOf)
	switch {
	case a == nil:
		return Corrected
	case b.Verdict == disclosure.Pending && (b.Due > known || b.Due == 0) && a.Verdict != disclosure.Pending:
		return FellDue
	case b.Verdict == disclosure.Missing && a.Verdict == disclosure.Late && a.Published > known:
		return Rectified
	case b.Verdict != a.Verdict || b.Office != a.Office || b.Due != a.Due || b.Published != a.Published || b.Flags != a.Flags ||
		!slices.Equal(b.Lacking, a.Lacking) || b.Delay != a.Delay && a.Verdict != disclosure.Missing && a.Verdict != disclosure.Partial:
		return Corrected
	}
	return 0
}

func movedOffices(frozen, now *Briefing) []OfficeChange {
	var list []OfficeChange
	for _, t := range now.Tables() {
		if !isRank(t.Code) {
			continue
		}
		for _, r := range t.Rows {
			if r.Bold {
				continue
			}
			c := OfficeChange{Code: r.Key, Name: r.Cells[1].Text, Score: Cell{Empty: true}, Rate: Cell{Empty: true}, ScoreThen: Cell{Empty: true}, RateThen: Cell{Empty: true}}
			for _, cell := range []struct {
				then, now *Cell
				column    string
			}{{&c.ScoreThen, &c.Score, "score"}, {&c.RateThen, &c.Rate, "rate"}} {
				if _, v, ok := t.At(r.Key, cell.column); ok {
					*cell.now = v
				}
				for _, old := range frozen.Tables() {
					if _, v, ok := old.At(r.Key, cell.column); ok && isRank(old.Code) {
						*cell.then = v
					}
				}
			}
			if c.Score != c.ScoreThen || c.Rate != c.RateThen {
				list = append(list, c)
			}
		}
	}
	return list
}
