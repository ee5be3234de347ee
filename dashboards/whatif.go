package dashboards

import (
	"cmp"
	"slices"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
)

// How many changed receipts a page shows; the export has all.
const (
	movesPerOffice = 10
	movesPerPage   = 80
)

// RuleLine is a rule that a trial changes, in words. Before or After is "" when
// the rule came or went.
type RuleLine struct{ Part, Item, Before, After string }

// WhatIfBoard is a period's scores under the scheme in force and under a trial.
type WhatIfBoard struct {
	Scheme   SchemeLine
	Rules    []RuleLine
	Groups   []WhatIfGroup
	Offices  int // whose score, rank or grade is not what it was
	Ranks    int // whose rank is not what it was
	Receipts int
	Shown    int       // receipts that the page lists
	Rejudged *Rejudged // nil while no term is changed
	Cautions []string  // what is to be looked into before the trial is adopted
}

// WhatIfGroup is one group, the biggest movers first; without a Group, the
// offices that are not ranked.
type WhatIfGroup struct {
	Group disclosure.OfficeGroup
	Rows  []WhatIfRow
}

// WhatIfRow is one office before and after.
type WhatIfRow struct {
	Name          string
	Before, After ScoreRow
	Diff          assessment.Points
	Up            int // places won; below 0: lost
	Moves         []ReceiptMove
	Shown         []ReceiptMove
}

// Changed reports whether anything but single receipts is another.
func (r WhatIfRow) Changed() bool {
	return r.Diff != 0 || r.Up != 0 || r.Before.Grade != r.After.Grade
}

// Hidden is how many changed receipts the page leaves out.
func (r WhatIfRow) Hidden() int { return len(r.Moves) - len(r.Shown) }

// ReceiptMove is a line of points that is not worth what it was.
type ReceiptMove struct {
	Before, After *ReceiptLine // nil when it came or went
	Diff          assessment.Points
}

// Line is the receipt as it was, or as it came.
func (m ReceiptMove) Line() ReceiptLine {
	if m.Before != nil {
		return *m.Before
	}
	return *m.After
}

// NewWhatIf compares two results of one period.
func NewWhatIf(f Frame, before, after Scoring, rules []RuleLine) WhatIfBoard {
	b := WhatIfBoard{Scheme: SchemeOf(f, before.Scheme), Rules: rules}
	groups := map[disclosure.OfficeGroup]*WhatIfGroup{}
	for _, c := range assessment.Compare(before.Result, after.Result) {
		row := f.whatIfRow(before, after, c)
		b.Receipts += len(row.Moves)
		b.Offices += boolInt(row.Changed())
		b.Ranks += boolInt(row.Up != 0)
		group := row.After.Group
		if row.Before.Rank == 0 && row.After.Rank == 0 {
			if len(row.Moves) == 0 {
				continue // nothing was judged and nothing changes
			}
			group = 0
		}
		if groups[group] == nil {
			groups[group] = &WhatIfGroup{Group: group}
		}
		groups[group].Rows = append(groups[group].Rows, row)
	}
	for _, g := range append(slices.Clone(before.Scheme.Ranking.Groups), 0) {
		if groups[g] != nil {
			b.Groups = append(b.Groups, *groups[g])
		}
	}
	for n := range b.Groups {
		slices.SortStableFunc(b.Groups[n].Rows, moreMoved)
		for m := range b.Groups[n].Rows {
			row := &b.Groups[n].Rows[m]
			row.Shown = row.Moves[:min(len(row.Moves), movesPerOffice, movesPerPage-b.Shown)]
			b.Shown += len(row.Shown)
		}
	}
	return b
}

// moreMoved puts more places before fewer, then more points.
func moreMoved(a, b WhatIfRow) int {
	return cmp.Or(cmp.Compare(magnitude(b.Up), magnitude(a.Up)), cmp.Compare(magnitude(b.Diff), magnitude(a.Diff)),
		cmp.Compare(len(b.Moves), len(a.Moves)))
}

func magnitude[N int | assessment.Points](n N) N {
	if n < 0 {
		return -n
	}
	return n
}

func (f Frame) whatIfRow(before, after Scoring, c assessment.Change) WhatIfRow {
	r := WhatIfRow{Before: f.scoreRow(before, c.Before), After: f.scoreRow(after, c.After), Diff: c.After.Total - c.Before.Total}
	if r.Before.Rank > 0 && r.After.Rank > 0 {
		r.Up = r.Before.Rank - r.After.Rank
	}
	r.Name = r.After.Name
	for _, change := range c.Receipts {
		if change.Points() == 0 {
			continue // only the name of its band is another
		}
		m := ReceiptMove{Diff: change.Points()}
		if change.Before != nil {
			line := f.receiptLine(before, *change.Before)
			m.Before = &line
		}
		if change.After != nil {
			line := f.receiptLine(after, *change.After)
			m.After = &line
		}
		r.Moves = append(r.Moves, m)
	}
	slices.SortStableFunc(r.Moves, func(a, b ReceiptMove) int {
		return cmp.Compare(magnitude(b.Diff), magnitude(a.Diff))
	})
	return r
}

// Signed is how much more the office reaches.
func (r WhatIfRow) Signed() string { return Signed(r.Diff) }

// Down is how many places are lost.
func (r WhatIfRow) Down() int { return max(0, -r.Up) }

// Signed is how much more the receipt is worth.
func (m ReceiptMove) Signed() string { return Signed(m.Diff) }
