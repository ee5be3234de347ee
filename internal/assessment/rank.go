package assessment

import (
	"cmp"
	"slices"

	"daylight/internal/disclosure"
)

// rank ranks each group apart by total. Equal totals share a rank and the next
// one is skipped: 1, 1, 3.
func (r *Result) rank() {
	for _, group := range r.Scheme.Ranking.Groups {
		order := r.ranked(group)
		for n, at := range order {
			o := &r.Offices[at]
			o.Rank, o.RankedOf = n+1, len(order)
			if n > 0 && r.Offices[order[n-1]].Total == o.Total {
				o.Rank = r.Offices[order[n-1]].Rank
			}
		}
	}
}

// ranked lists the scored offices of a group, best first, equals in the order
// of the office list.
func (r *Result) ranked(group disclosure.OfficeGroup) []int {
	var order []int
	for at, o := range r.Offices {
		if o.Scored && o.Office.Group == group {
			order = append(order, at)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(r.Offices[b].Total, r.Offices[a].Total) })
	return order
}

// AnnualRow is a row of the annual target assessment's table (年度目标考核).
type AnnualRow struct {
	OfficeScore
	Grade      Grade
	Objections int // appeals that are pending
}

// AnnualTable lists the offices by group in the scheme's order, best first
// within a group; offices that are not ranked come last, in the office list's
// order. Objections gives pending appeals by office code.
func AnnualTable(r Result, objections map[string]int) []AnnualRow {
	var rows []AnnualRow
	add := func(o OfficeScore) {
		grade, _ := r.Scheme.GradeByCode(o.Grade)
		rows = append(rows, AnnualRow{o, grade, objections[o.Office.Code]})
	}
	for _, group := range r.Scheme.Ranking.Groups {
		for _, at := range r.ranked(group) {
			add(r.Offices[at])
		}
	}
	for _, o := range r.Offices {
		if o.Rank == 0 {
			add(o)
		}
	}
	return rows
}
