package assessment

import "daylight/internal/disclosure"

// Warning is a 预警 on an instance that is still to be met.
type Warning int

const (
	Blue   Warning = iota + 1 // 蓝色: near its due day
	Yellow                    // 黄色: overdue
	Red                       // 红色: long overdue, or yellow again in the quarter
)

// Warnings are the thresholds, in working days whatever the term's unit.
type Warnings struct {
	BlueWithin int // up to so many before the due day
	RedAfter   int // more than so many after it
	RedYellows int // this yellow of an office in a quarter is red; 0: none is
	Basis
}

// Standing is where an open instance stands.
type Standing struct {
	Verdict        disclosure.Verdict
	WorkdaysLeft   int // until the due day; of Pending
	WorkdaysLate   int // since the due day; of Missing
	EarlierYellows int // of the same office, in the same quarter
}

// Level returns the warning, 0 for none. What is met or closed warns of nothing.
func (w Warnings) Level(s Standing) Warning {
	switch {
	case s.Verdict == disclosure.Pending && s.WorkdaysLeft <= w.BlueWithin:
		return Blue
	case s.Verdict != disclosure.Missing:
		return 0
	case s.WorkdaysLate > w.RedAfter, w.RedYellows > 0 && s.EarlierYellows+1 >= w.RedYellows:
		return Red
	}
	return Yellow
}
