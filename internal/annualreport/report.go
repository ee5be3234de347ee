package annualreport

// Report is the three tables of one year.
type Report struct {
	Year int
	Body string
	A    [10]int64    // in the order of Lines; fees in hundredths of 万元
	B    [25][7]int64 // Rows × Columns
	C    [3][5]int64  // Paths × Outcomes
}

// Cell names a cell of the three tables.
type Cell struct {
	Table  byte // 'A', 'B' or 'C'
	Row    int
	Column int // 0 in Table A
}

// Code is how a message names the cell: B[3.3.1, 总计].
func (c Cell) Code() string {
	switch c.Table {
	case 'A':
		return "A[" + Lines[c.Row].Name + "]"
	case 'B':
		return "B[" + Rows[c.Row].Code + ", " + Columns[c.Column] + "]"
	}
	return "C[" + Paths[c.Row] + ", " + Outcomes[c.Column] + "]"
}

// At returns the cell's value.
func (r *Report) At(c Cell) int64 { return *r.place(c) }

// Set changes the cell's value.
func (r *Report) Set(c Cell, value int64) { *r.place(c) = value }

func (r *Report) place(c Cell) *int64 {
	switch c.Table {
	case 'A':
		return &r.A[c.Row]
	case 'B':
		return &r.B[c.Row][c.Column]
	}
	return &r.C[c.Row][c.Column]
}

// Cells lists all 200 cells: Table A, B by rows, C by rows.
func Cells() []Cell {
	var all []Cell
	for row := range Lines {
		all = append(all, Cell{'A', row, 0})
	}
	for row := range Rows {
		for column := range Columns {
			all = append(all, Cell{'B', row, column})
		}
	}
	for row := range Paths {
		for column := range Outcomes {
			all = append(all, Cell{'C', row, column})
		}
	}
	return all
}

// total fills in what the form adds up itself.
func (r *Report) total() {
	for row := range r.B {
		if row != RowTotal {
			r.B[row][ColTotal] = sum(r.B[row][:ColTotal])
		}
	}
	for column := range Columns {
		r.B[RowTotal][column] = 0
		for row := firstReply; row <= lastReply; row++ {
			r.B[RowTotal][column] += r.B[row][column]
		}
	}
	for row := range r.C {
		r.C[row][OutcomeTotal] = sum(r.C[row][:OutcomeTotal])
	}
}

func sum(list []int64) (total int64) {
	for _, v := range list {
		total += v
	}
	return total
}
