package annualreport

import "slices"

// Breach is a relation that does not hold.
type Breach struct {
	Relation
	LeftSum, RightSum int64
}

// Suspect is a cell that may be wrong, with every relation it breaks.
type Suspect struct {
	Cell   Cell
	Breaks []Breach
	// Alone says that no other cell stands in all of these relations, and that all
	// hold again with Fits in its place: the error is surely here if it is one.
	Alone bool
	Fits  int64
}

// Finding is what a check found.
type Finding struct {
	Breaches []Breach  // in the order of Relations
	Hints    []Breach  // worth a look
	Suspects []Suspect // most likely first
	Negative []Cell    // no cell may be below nil
}

// OK reports that nothing is wrong.
func (f Finding) OK() bool { return len(f.Breaches) == 0 && len(f.Negative) == 0 }

// Check asks a report all relations, and last year's too unless it is nil.
func Check(r, last *Report) Finding {
	var f Finding
	for _, x := range Relations(last) {
		left, right := x.sides(r)
		switch {
		case left == right:
		case x.Hint:
			f.Hints = append(f.Hints, Breach{x, left, right})
		default:
			f.Breaches = append(f.Breaches, Breach{x, left, right})
		}
	}
	for _, c := range Cells() {
		if r.At(c) < 0 {
			f.Negative = append(f.Negative, c)
		}
	}
	f.Suspects = suspects(r, last, f.Breaches)
	return f
}

// suspects lists the cells that take part in broken relations. Each is tried:
// one whose change alone mends every relation it takes part in, and leaves none
// broken, is the likeliest.
func suspects(r, last *Report, broken []Breach) []Suspect {
	if len(broken) == 0 {
		return nil
	}
	var list []Suspect
	for _, c := range Cells() {
		s := Suspect{Cell: c}
		for _, b := range broken {
			if slices.Contains(b.Left, c) || slices.Contains(b.Right, c) {
				s.Breaks = append(s.Breaks, b)
			}
		}
		if len(s.Breaks) == 0 {
			continue
		}
		s.Fits = r.At(c) + s.Breaks[0].mend(c)
		s.Alone = s.Fits >= 0 && len(s.Breaks) == len(broken) && mends(*r, last, c, s.Fits)
		list = append(list, s)
	}
	if one := slices.IndexFunc(list, func(s Suspect) bool { return s.Alone }); one >= 0 {
		rest := slices.ContainsFunc(list[one+1:], func(s Suspect) bool { return s.Alone })
		for n := range list {
			list[n].Alone = list[n].Alone && !rest
		}
	}
	slices.SortStableFunc(list, func(a, b Suspect) int {
		if a.Alone != b.Alone {
			if a.Alone {
				return -1
			}
			return 1
		}
		return len(b.Breaks) - len(a.Breaks)
	})
	return list
}

// mend is what must be added to the cell for the relation to hold.
func (b Breach) mend(c Cell) int64 {
	if slices.Contains(b.Left, c) {
		return b.RightSum - b.LeftSum
	}
	return b.LeftSum - b.RightSum
}

func mends(r Report, last *Report, c Cell, value int64) bool {
	r.Set(c, value)
	for _, x := range Relations(last) {
		if left, right := x.sides(&r); left != right && !x.Hint {
			return false
		}
	}
	return true
}
