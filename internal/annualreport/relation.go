package annualreport

import "fmt"

// Relation is one of the form's arithmetic relations (勾稽关系): the cells on the
// left add up to the cells on the right.
type Relation struct {
	// Code names the relation: balance.3, replies.7, applicants.3.1, challenges.2,
	// carried.1, rules. The part after the dot is the column or row meant.
	Code        string
	Left, Right []Cell
	// Brought are last year's values that stand on the right besides.
	Brought []int64
	// Hint only: a broken one is a reason to look, not an error.
	Hint bool
}

// holds evaluates both sides.
func (x Relation) sides(r *Report) (left, right int64) {
	for _, c := range x.Left {
		left += r.At(c)
	}
	for _, c := range x.Right {
		right += r.At(c)
	}
	return left, right + sum(x.Brought)
}

// Relations lists what must hold within a report, and against last year's when
// that is known:
//
//	balance.N     1 + 2 = 3.7 + 4, printed in the form, for every column
//	replies.N     3.7 = 3.1 + … + 3.6.3, for every column
//	applicants.R  column 7 = columns 1 + … + 6, for every row
//	challenges.N  the total of Table C = its four outcomes, for every row
//	carried.N     row 2 = last year's row 4, for every column
//	rules         a bureau makes no 规章: that row is nil [P]
//	valid         规范性文件 in force = last year's + issued - repealed; a hint
func Relations(last *Report) []Relation {
	var all []Relation
	for column := range Columns {
		at := func(row int) Cell { return Cell{'B', row, column} }
		all = append(all, Relation{Code: fmt.Sprintf("balance.%d", column+1),
			Left: []Cell{at(RowNew), at(RowBrought)}, Right: []Cell{at(RowTotal), at(RowCarried)}})
		replies := Relation{Code: fmt.Sprintf("replies.%d", column+1), Left: []Cell{at(RowTotal)}}
		for row := firstReply; row <= lastReply; row++ {
			replies.Right = append(replies.Right, at(row))
		}
		all = append(all, replies)
		if last != nil {
			all = append(all, Relation{Code: fmt.Sprintf("carried.%d", column+1),
				Left: []Cell{at(RowBrought)}, Brought: []int64{last.B[RowCarried][column]}})
		}
	}
	for row := range Rows {
		all = append(all, across(fmt.Sprintf("applicants.%s", Rows[row].Code), 'B', row, ColTotal))
	}
	for row := range Paths {
		all = append(all, across(fmt.Sprintf("challenges.%d", row+1), 'C', row, OutcomeTotal))
	}
	for row := range 3 {
		all = append(all, Relation{Code: "rules", Left: []Cell{{'A', row, 0}}})
	}
	if last != nil {
		all = append(all, Relation{Code: "valid", Hint: true, Left: []Cell{{'A', 5, 0}, {'A', 4, 0}},
			Right: []Cell{{'A', 3, 0}}, Brought: []int64{last.A[5]}})
	}
	return all
}

// across says that a row's last column is the sum of the others.
func across(code string, table byte, row, total int) Relation {
	x := Relation{Code: code, Left: []Cell{{table, row, total}}}
	for column := range total {
		x.Right = append(x.Right, Cell{table, row, column})
	}
	return x
}
