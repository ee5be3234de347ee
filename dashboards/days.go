package dashboards

import (
	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// longestGrid is the number of days beyond which a count is told in words only.
const longestGrid = 130

// Days is the way to a due date, day by day, in weeks from Monday.
type Days struct {
	Weeks   []Week
	Counted int
	Rested  int // days passed over
	Due     workday.Date
	TooLong bool // Weeks is left out
}

// Week is a row of seven days; days outside the count are nil.
type Week [7]*GridDay

// GridDay is one day of the way.
type GridDay struct {
	Date workday.Date
	Kind string // start, counted, due, rest, holiday, shifted, rolled
	Name string // of the holiday or the shifted working day
	Nth  int    // the n-th counted day
	Work bool   // a rest day that is worked (调休)
}

// DaysOf lays out steps of the calendar.
func DaysOf(steps []workday.Step) *Days {
	if len(steps) == 0 {
		return nil
	}
	d := &Days{Due: steps[len(steps)-1].Date, TooLong: len(steps) > longestGrid}
	for n, s := range steps {
		day := &GridDay{Date: s.Date, Kind: kindOfDay(s, n == 0, n == len(steps)-1), Name: s.Name, Work: s.Name != "" && s.Workday}
		if s.Counted {
			d.Counted++
			day.Nth = s.Number
		} else if n > 0 {
			d.Rested++
		}
		if !d.TooLong {
			d.place(day)
		}
	}
	return d
}

func (d *Days) place(day *GridDay) {
	column := (int(day.Date.Weekday()) + 6) % 7
	if len(d.Weeks) == 0 || column == 0 {
		d.Weeks = append(d.Weeks, Week{})
	}
	d.Weeks[len(d.Weeks)-1][column] = day
}

func kindOfDay(s workday.Step, first, last bool) string {
	switch {
	case first:
		return "start"
	case last:
		return "due"
	case s.Rolled:
		return "rolled"
	case s.Counted && s.Name != "" && s.Workday:
		return "shifted"
	case s.Counted:
		return "counted"
	case s.Name != "":
		return "holiday"
	}
	return "rest"
}

// holidays are the names of the official notices, as keys of the catalogue.
var holidays = map[string]string{
	"元旦": "new_year", "春节": "spring", "清明节": "qingming", "劳动节": "labour", "端午节": "dragon_boat", "中秋节": "mid_autumn", "国庆节": "national",
}

// named puts the names of holidays into the reader's language; a name that the
// catalogue does not have stays as the notice writes it.
func (f Frame) named(d *Days) *Days {
	if d == nil {
		return nil
	}
	for _, w := range d.Weeks {
		for _, day := range w {
			if day != nil && holidays[day.Name] != "" {
				day.Name = f.T("holiday." + holidays[day.Name])
			}
		}
	}
	return d
}

// wayTo explains how the term of an instance leads to its due date. It is nil
// for hour clocks and unknown starts, which need no calendar.
func wayTo(c *workday.Calendar, i disclosure.Instance) *Days {
	if i.OpenedOn.IsZero() || c == nil {
		return nil
	}
	switch i.Term.Unit {
	case disclosure.Workdays:
		return DaysOf(c.Explain(i.OpenedOn, i.Term.N))
	case disclosure.CalendarDays:
		return DaysOf(c.ExplainDays(i.OpenedOn, i.Term.N, i.Term.RollForward))
	}
	return nil
}
