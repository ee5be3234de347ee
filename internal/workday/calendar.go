package workday

import (
	"iter"
	"slices"
)

// Calendar is one version of the working-day calendar: what was known at one
// moment. It is immutable and safe for concurrent use. Years without an
// official notice count Monday to Friday as working days and every result that
// touches them is provisional (暂定). The zero Calendar knows no notice at all.
type Calendar struct {
	notices []Notice // in force: the national layer first, each layer by year
	marked  map[Date]marked
	version string

	// The range the notices speak of, one element a day from first on.
	first      Date
	worked     []int32 // working days from first up to and including the day
	unofficial []int32 // days of years without a national notice, likewise
	workdays   []Date  // the working days of the range, in order
}

// marked is a day some notice speaks of.
type marked struct {
	name  string
	work  bool
	layer string
}

// Status is what the calendar says of one day.
type Status struct {
	Date        Date
	Workday     bool
	Name        string // holiday or 调休 name; "" on an ordinary day
	Provisional bool   // no official notice covers the year
}

// Label says in Chinese what kind of day it is: 春节放假, 春节调休上班, 周末, 工作日.
func (s Status) Label() string {
	switch {
	case s.Name != "" && s.Workday:
		return s.Name + "调休上班"
	case s.Name != "":
		return s.Name + "放假"
	case s.Workday:
		return "工作日"
	}
	return "周末"
}

// Result is a date reached by counting.
type Result struct {
	Date        Date
	Provisional bool // the count touched a year without an official notice
}

// On tells what the calendar says of day d.
func (c *Calendar) On(d Date) Status {
	return Status{Date: d, Workday: c.IsWorkday(d), Name: c.marked[d].name, Provisional: c.Provisional(d-1, d)}
}

// IsWorkday reports whether d is a working day (工作日).
func (c *Calendar) IsWorkday(d Date) bool { return c.count(d) > c.count(d-1) }

// Provisional reports whether a day after from, up to and including to, lies in
// a year without a national notice (暂定): a notice yet to come may move it.
func (c *Calendar) Provisional(from, to Date) bool {
	if from >= to {
		return false
	}
	i, j := int(from-c.first), int(to-c.first)
	if i < -1 || j >= len(c.unofficial) {
		return true
	}
	before := int32(0)
	if i >= 0 {
		before = c.unofficial[i]
	}
	return c.unofficial[j] > before
}

// UnofficialYears lists the years that make the days after from, up to and
// including to, provisional; nil if none does.
func (c *Calendar) UnofficialYears(from, to Date) []int {
	if from >= to {
		return nil
	}
	var years []int
	for y := (from + 1).Year(); y <= to.Year(); y++ {
		if !c.official(y) {
			years = append(years, y)
		}
	}
	return years
}

// Days yields every day from from to to, both included, in order: the rows of
// the calendar table.
func (c *Calendar) Days(from, to Date) iter.Seq[Status] {
	return func(yield func(Status) bool) {
		for d := from; d <= to; d++ {
			if !yield(c.On(d)) {
				return
			}
		}
	}
}

// Notices returns the notices in force, the national layer first, each layer by
// year.
func (c *Calendar) Notices() []Notice {
	return keep(c.notices, func(Notice) bool { return true })
}

// Consulted returns the notices in force that speak of the days after from, up
// to and including to (依据).
func (c *Calendar) Consulted(from, to Date) []Notice {
	if from >= to {
		return nil
	}
	within := func(d Day) bool { return from < d.Date && d.Date <= to }
	return keep(c.notices, func(n Notice) bool {
		return (from+1).Year() <= n.Year && n.Year <= to.Year() ||
			slices.ContainsFunc(n.Off, within) || slices.ContainsFunc(n.Work, within)
	})
}

// Version is a short stable hash of the content: two calendars with the same
// version give the same answers from the same papers. A frozen briefing names it.
func (c *Calendar) Version() string {
	if c.version == "" {
		return "none"
	}
	return c.version
}

func (c *Calendar) official(year int) bool {
	return slices.ContainsFunc(c.notices, func(n Notice) bool { return n.Layer == CN && n.Year == year })
}
