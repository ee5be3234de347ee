package assessment

import (
	"math/bits"

	"daylight/internal/disclosure"
)

// Figures count the instances that count in a period. Figures of several bodies
// may be added up.
type Figures struct {
	OnTime, NilReturns, Partial, Late, Missing  int // in the denominator of the rate
	Pending, Unverified, Inapplicable, Withheld int // beside it
	// Delays of the late ones: by working days (terms on a date too), by calendar
	// days and by hours.
	Delays [3]DelaySum
	// Flagged counts the instances with each flag, by its place in the mask.
	Flagged [flagPlaces]int
}

// DelaySum adds delays of one unit up.
type DelaySum struct{ Count, Sum int }

// Judged is the denominator of the rate.
func (f Figures) Judged() int { return f.OnTime + f.NilReturns + f.Partial + f.Late + f.Missing }

// Met is its numerator.
func (f Figures) Met() int { return f.OnTime + f.NilReturns }

// Doubtful counts instances with the flag.
func (f Figures) Doubtful(flag disclosure.Flag) int {
	return f.Flagged[bits.TrailingZeros(uint(flag))]
}

// Count enters one instance that counts.
func (f *Figures) Count(i *disclosure.Instance) {
	switch i.Verdict {
	case disclosure.OnTime:
		f.OnTime++
	case disclosure.NilReturned:
		f.NilReturns++
	case disclosure.Partial:
		f.Partial++
	case disclosure.Late:
		f.Late++
		d := &f.Delays[delayPlace(i.Term.Unit)]
		d.Count, d.Sum = d.Count+1, d.Sum+i.Delay
	case disclosure.Missing:
		f.Missing++
	case disclosure.Pending:
		f.Pending++
	case disclosure.Unverified:
		f.Unverified++
	case disclosure.Inapplicable:
		f.Inapplicable++
	case disclosure.WithheldLawfully:
		f.Withheld++
	}
	for n := range f.Flagged {
		if i.Flags.Has(1 << n) {
			f.Flagged[n]++
		}
	}
}

func delayPlace(u disclosure.TermUnit) int {
	switch u {
	case disclosure.CalendarDays:
		return 1
	case disclosure.Hours:
		return 2
	}
	return 0
}

// Plus adds figures of something else.
func (f Figures) Plus(g Figures) Figures {
	f.OnTime, f.NilReturns, f.Partial, f.Late, f.Missing = f.OnTime+g.OnTime, f.NilReturns+g.NilReturns, f.Partial+g.Partial, f.Late+g.Late, f.Missing+g.Missing
	f.Pending, f.Unverified, f.Inapplicable, f.Withheld = f.Pending+g.Pending, f.Unverified+g.Unverified, f.Inapplicable+g.Inapplicable, f.Withheld+g.Withheld
	for n := range f.Delays {
		f.Delays[n].Count += g.Delays[n].Count
		f.Delays[n].Sum += g.Delays[n].Sum
	}
	for n := range f.Flagged {
		f.Flagged[n] += g.Flagged[n]
	}
	return f
}

// flagPlaces is how many bits the flags have.
const flagPlaces = 8
