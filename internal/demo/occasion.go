package demo

import (
	"cmp"
	"slices"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// occasion is one instance (应公开节点) that the year holds.
type occasion struct {
	duty      *disclosure.Duty
	subject   string
	title     string // of what is published
	paper     string // title of the paper that opens it; "" when the plan does
	office    string
	opened    workday.Date // day 0
	due       workday.Date
	room      int // working days after day 0, up to the due date
	situation Situation
	delay     int  // working days, of a late one
	diligence int  // of its office
	early     bool // everything that may follow lies before the end
	dice
	count int // events so far

	// counted lists the duty itself and those that are counted with it; fields
	// is the checklist of them all.
	counted []*disclosure.Duty
	fields  []string
	drafter string // the office that drafted the paper, where it is told
	partner string // the co-office that hands over late

	// script plays an occasion with a plot of its own, which the cast leaves
	// alone, and says here what comes of it.
	script   func(*stage, *occasion)
	expected disclosure.Verdict
	flags    disclosure.Flag
}

// kind says what makes occasions of the duty, nil when it has none of its own:
// not judged, or made together with the duty that it opens or is counted with.
func kind(d *disclosure.Duty) func(year, *disclosure.Duty) []*occasion {
	switch {
	case d.NotJudged != "" || len(d.Channels) == 0 || d.OpensWith != "" || d.CountedWith != "":
		return nil
	case d.Trigger == disclosure.Standing:
		return standing
	case d.External:
		return nil
	case d.Clock() == disclosure.ByCase:
		return applications
	case d.Clock() == disclosure.ByUpkeep:
		return upkeep
	case d.Trigger == disclosure.OneOff:
		return oneOff
	case d.Trigger == disclosure.OnEvent && d.Term.Unit == disclosure.Hours:
		return incidents
	case d.Trigger == disclosure.OnEvent:
		return onEvent
	}
	return periodic
}

// year is what the kinds work from.
type year struct {
	plan *disclosure.Plan
	cal  *workday.Calendar
	Options
}

// occasions returns all instances of judged duties, by day 0, duty and subject.
func occasions(p *disclosure.Plan, cal *workday.Calendar, opts Options) []*occasion {
	y := year{p, cal, opts}
	var all []*occasion
	for i := range p.Duties {
		d := &p.Duties[i]
		if make := kind(d); make != nil {
			all = append(all, make(y, d)...)
		}
	}
	slices.SortStableFunc(all, func(a, b *occasion) int {
		return cmp.Or(cmp.Compare(a.opened, b.opened), cmp.Compare(a.duty.Order, b.duty.Order), cmp.Compare(a.subject, b.subject))
	})
	return all
}

// begin fills what every occasion has.
func (y year) begin(d *disclosure.Duty, subject string, opened workday.Date) *occasion {
	o := &occasion{duty: d, subject: subject, opened: opened, dice: throw(y.Seed, d.Code, subject)}
	o.counted, o.fields = []*disclosure.Duty{d}, d.Fields
	for i := range y.plan.Duties {
		if with := &y.plan.Duties[i]; with.CountedWith == d.Code {
			o.counted, o.fields = append(o.counted, with), append(slices.Clone(o.fields), with.Fields...)
		}
	}
	o.due = dueOn(y.cal, d.Term, opened)
	o.room = y.cal.WorkdaysBetween(opened, o.due)
	o.office = y.plan.HolderOn(d.Lead, o.due)
	if d.Lead == "" {
		o.office = one(o.dice, y.plan.Offices).Code
	}
	const follows = 100 // days in which everything about an instance has happened
	o.early = o.due+follows <= y.To
	return o
}

// since is the first day on which the duty's clocks can start.
func (y year) since(d *disclosure.Duty) workday.Date {
	return max(y.plan.EffectiveFrom, d.ActiveFrom)
}

func dueOn(cal *workday.Calendar, t disclosure.Term, opened workday.Date) workday.Date {
	switch t.Unit {
	case disclosure.Workdays:
		return cal.AddWorkdays(opened, t.N).Date
	case disclosure.CalendarDays:
		return cal.AddDays(opened, t.N, t.RollForward).Date
	case disclosure.OnDate:
		next := opened + 1
		if t.Month == 0 {
			return cal.FixedDate(workday.NewDate(next.Year(), next.Month(), t.Day), t.RollForward).Date
		}
		due := opened.Year() + 1
		if own, ok := t.Dates[due]; ok {
			return own
		}
		return cal.FixedDate(workday.NewDate(due, t.Month, t.Day), t.RollForward).Date
	case disclosure.Hours:
		return workday.DateOf(workday.AddHours(opened.Start(), t.N))
	}
	return opened
}

// at returns a moment of office hours on day d.
func (o *occasion) at(d workday.Date) time.Time {
	minute := o.between(9*60, 11*60+50)
	if o.chance(0.55) {
		minute = o.between(14*60, 17*60+40)
	}
	return d.Start().Add(time.Duration(minute) * time.Minute)
}
