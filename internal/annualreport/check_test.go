package annualreport

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// printed is the example of a large city's report: the columns 自然人 and 总计 as
// far as they are printed; what lies between them is 商业企业 here.
func printed() *Report {
	r := &Report{Year: 2025}
	r.B[RowNew] = [7]int64{13612, 457, 0, 0, 0, 0, 14069}
	r.B[RowBrought] = [7]int64{535, 25, 0, 0, 0, 0, 560}
	r.B[firstReply] = [7]int64{13364, 446, 0, 0, 0, 0, 13810}
	r.B[RowTotal] = [7]int64{13364, 446, 0, 0, 0, 0, 13810}
	r.B[RowCarried] = [7]int64{783, 36, 0, 0, 0, 0, 819}
	return r
}

func TestThePrintedExampleAddsUp(t *testing.T) {
	r := printed()
	if f := Check(r, nil); !f.OK() {
		t.Errorf("breaches %+v, want none", f.Breaches)
	}
	r.B[RowCarried][0] = 784
	var codes []string
	for _, b := range Check(r, nil).Breaches {
		codes = append(codes, b.Code)
	}
	if want := []string{"balance.1", "applicants.4"}; !slices.Equal(codes, want) {
		t.Errorf("one more carried forward breaks %v, want %v", codes, want)
	}
}

// consistent draws a report that adds up.
func consistent(t *rapid.T) *Report {
	r := &Report{Year: 2026}
	few := rapid.Int64Range(0, 9)
	for row := range r.A {
		if row > 2 {
			r.A[row] = few.Draw(t, "A")
		}
	}
	for row := firstReply; row <= lastReply; row++ {
		for column := range ColTotal {
			r.B[row][column] = few.Draw(t, "B")
		}
	}
	r.total()
	for column := range ColTotal {
		r.B[RowBrought][column] = rapid.Int64Range(0, r.B[RowTotal][column]).Draw(t, "brought")
		r.B[RowCarried][column] = few.Draw(t, "carried")
		r.B[RowNew][column] = r.B[RowTotal][column] + r.B[RowCarried][column] - r.B[RowBrought][column]
	}
	for row := range r.C {
		for column := range OutcomeTotal {
			r.C[row][column] = few.Draw(t, "C")
		}
	}
	r.total()
	return r
}

// before is a report of the year before that this one follows from.
func before(r *Report) *Report {
	last := &Report{Year: r.Year - 1}
	last.B[RowCarried] = r.B[RowBrought]
	last.A[5] = r.A[5] + r.A[4] - r.A[3]
	return last
}

func TestOneChangedCellIsNamedWithEveryRelationItBreaks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := consistent(t)
		last := before(r)
		if f := Check(r, last); !f.OK() || len(f.Hints) > 0 {
			t.Fatalf("a consistent report has %+v", f)
		}
		cell := rapid.SampledFrom(Cells()).Draw(t, "cell")
		right := r.At(cell)
		r.Set(cell, right+rapid.Int64Range(1, 99).Draw(t, "more"))
		var broken []string
		for _, x := range Relations(last) {
			if (slices.Contains(x.Left, cell) || slices.Contains(x.Right, cell)) && !x.Hint {
				broken = append(broken, x.Code)
			}
		}
		f := Check(r, last)
		if len(f.Breaches) != len(broken) {
			t.Fatalf("%s breaks %d relations, found %d", cell.Code(), len(broken), len(f.Breaches))
		}
		if len(broken) == 0 {
			return
		}
		at := slices.IndexFunc(f.Suspects, func(s Suspect) bool { return s.Cell == cell })
		if at < 0 || len(f.Suspects[at].Breaks) != len(broken) {
			t.Fatalf("%s is not named with its %d relations: %+v", cell.Code(), len(broken), f.Suspects)
		}
		if s := f.Suspects[at]; cell.Table == 'B' && (at != 0 || !s.Alone || s.Fits != right) {
			t.Fatalf("%s is suspect %d, alone %t, fits %d; want the only one, %d", cell.Code(), at, s.Alone, s.Fits, right)
		}
	})
}

func TestLastYearsReportMustFit(t *testing.T) {
	r := printed()
	last := &Report{Year: 2024}
	last.B[RowCarried] = [7]int64{535, 24, 0, 0, 0, 0, 559}
	f := Check(r, last)
	var codes []string
	for _, b := range f.Breaches {
		codes = append(codes, b.Code)
	}
	if want := []string{"carried.2", "carried.7"}; !slices.Equal(codes, want) {
		t.Errorf("breaches %v, want %v", codes, want)
	}
}

func TestABureauMakesNoRules(t *testing.T) {
	r := printed()
	r.A[0] = 1
	if f := Check(r, nil); len(f.Breaches) != 1 || f.Breaches[0].Code != "rules" || f.Suspects[0].Cell != (Cell{'A', 0, 0}) {
		t.Errorf("found %+v", f)
	}
}
