package dashboards

import (
	"daylight/internal/assessment"
	"daylight/internal/disclosure"
)

// AnnualBoard is the table of the 年度目标考核.
type AnnualBoard struct {
	Scheme SchemeLine
	Year   int
	Share  assessment.Points // of the annual assessment
	Blocks []BlockHead
	Groups []AnnualGroup
	Extras bool // some office has a bonus or a fault
	// Objections is how many appeals are pending.
	Objections int
	Empty      bool
}

// AnnualGroup is a ranked group, or, without a Group, the offices not ranked.
type AnnualGroup struct {
	Group  disclosure.OfficeGroup
	Rows   []ScoreRow
	Scored bool // some row has a score
}

// NewAnnual draws the table of a year; objections are the pending appeals by office.
func NewAnnual(f Frame, s Scoring, year int, objections map[string]int) AnnualBoard {
	b := AnnualBoard{Scheme: SchemeOf(f, s.Scheme), Year: year, Share: s.Scheme.Annual.Points, Empty: true}
	for _, block := range s.Scheme.Blocks {
		b.Blocks = append(b.Blocks, BlockHead{block.Code, f.name(block.Name), block.Weight})
	}
	for _, row := range assessment.AnnualTable(s.Result, objections) {
		r := f.scoreRow(s, row.OfficeScore)
		r.Objections = row.Objections
		b.Objections += row.Objections
		b.Empty = b.Empty && !r.Scored
		b.Extras = b.Extras || r.Bonus != 0 || r.Faults != 0
		group := r.Group
		if r.Rank == 0 {
			group = 0
		}
		if n := len(b.Groups); n == 0 || b.Groups[n-1].Group != group {
			b.Groups = append(b.Groups, AnnualGroup{Group: group})
		}
		last := &b.Groups[len(b.Groups)-1]
		last.Rows = append(last.Rows, r)
		last.Scored = last.Scored || r.Scored
	}
	return b
}

// Sheet is a table of a workbook. Cells are string, int, assessment.Points or
// Rate; nil is empty.
type Sheet struct {
	Name  string
	Above []string // lines above the head
	Head  []string
	Rows  [][]any
}

// AnnualSheet lays the table out for a workbook, one row for each office.
func AnnualSheet(f Frame, b AnnualBoard) Sheet {
	t := Sheet{Name: f.T("annual.sheet"), Head: []string{f.T("annual.col.group"), f.T("col.rank"), f.T("annual.col.ranked"), f.T("col.office")}}
	for _, block := range b.Blocks {
		t.Head = append(t.Head, block.Name)
	}
	for _, key := range []string{"score.col.bonus", "score.col.faults", "score.col.total", "score.col.grade", "annual.col.points", "col.rate", "col.met", "col.judged", "annual.col.objections", "annual.col.note"} {
		t.Head = append(t.Head, f.T(key))
	}
	for _, g := range b.Groups {
		for _, r := range g.Rows {
			t.Rows = append(t.Rows, f.annualCells(r))
		}
	}
	return t
}

func (f Frame) annualCells(r ScoreRow) []any {
	cells := []any{f.groupName(r.Group), nil, nil, r.Name}
	if r.Rank > 0 {
		cells[1], cells[2] = r.Rank, r.RankedOf
	}
	for _, c := range r.Blocks {
		if c.Applies {
			cells = append(cells, c.Score)
		} else {
			cells = append(cells, nil)
		}
	}
	note := ""
	switch {
	case !r.Scored:
		note = f.T("score.unscored")
	case r.Vetoed:
		note = f.T("score.vetoed")
	case r.Few:
		note = f.T("ranking.few")
	}
	if !r.Scored {
		return append(cells, nil, nil, nil, r.Grade, nil, nil, r.Rate.Met, r.Rate.Judged, r.Objections, note)
	}
	return append(cells, r.Bonus, r.Faults, r.Total, r.Grade, r.Annual, r.Rate, r.Rate.Met, r.Rate.Judged, r.Objections, note)
}
