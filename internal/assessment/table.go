package assessment

import (
	"math"

	"daylight/internal/disclosure"
)

// Table is the part of a scheme that prices single instances, as flat rows
// that a query can take: no row stands for another, and a missing row is 0.
type Table struct {
	Bands    []Band // every verdict and unit written out; an open end is math.MaxInt32
	Breaches []Breach
	Completeness
}

// Loss is what one instance costs, before caps.
type Loss struct {
	Lateness     Points // in the block of its duty
	Breach       Points // in the block of its duty
	Completeness Points // in the block for completeness
	Uncapped     Points // outside the blocks
}

var units = []disclosure.TermUnit{disclosure.Workdays, disclosure.CalendarDays, disclosure.Hours}

// Bands returns the scheme's prices as flat rows.
func (s *Scheme) Bands() Table {
	t := Table{Breaches: s.Breaches, Completeness: s.Completeness}
	for _, v := range []disclosure.Verdict{disclosure.Late, disclosure.Missing, disclosure.Partial} {
		for _, u := range units {
			for _, b := range s.bandsOf(v, u) {
				b.Unit = u
				if b.UpTo == 0 {
					b.UpTo = math.MaxInt32
				}
				t.Bands = append(t.Bands, b)
			}
		}
	}
	return t
}

// bandsOf returns the bands that hold for a verdict and unit: those of the
// unit, or those of any unit when it has none.
func (s *Scheme) bandsOf(v disclosure.Verdict, u disclosure.TermUnit) []Band {
	var own, any []Band
	for _, b := range s.Lateness.Bands {
		switch {
		case b.Verdict != v:
		case b.Unit == u:
			own = append(own, b)
		case b.Unit == 0:
			any = append(any, b)
		}
	}
	if own != nil {
		return own
	}
	return any
}

// Loss prices an instance. It depends on nothing but its arguments, so that a
// query over whole sets can do the same. Terms on a date are late by working
// days. Checked says that the duty names channels or fields to be complete in.
// Breaches cost points on judged instances only; uncapped ones on any.
func (t Table) Loss(v disclosure.Verdict, unit disclosure.TermUnit, delay int, flags disclosure.Flag, channels, fields int, checked bool) Loss {
	var l Loss
	if b, ok := t.band(v, unit, delay); ok {
		l.Lateness = b.Points
	}
	if checked {
		l.Completeness = t.lacking(v, channels, fields)
	}
	for _, b := range t.Breaches {
		switch {
		case !flags.Has(b.Flag):
		case b.Uncapped:
			l.Uncapped += b.Points
		case v.Judged():
			l.Breach += b.Points
		}
	}
	return l
}

// band finds the band of a delay; a delay below 1 counts as 1.
func (t Table) band(v disclosure.Verdict, unit disclosure.TermUnit, delay int) (Band, bool) {
	if unit != disclosure.CalendarDays && unit != disclosure.Hours {
		unit = disclosure.Workdays
	}
	delay = max(delay, 1)
	for _, b := range t.Bands {
		if b.Verdict == v && b.Unit == unit && delay > b.Over && delay <= b.UpTo {
			return b, true
		}
	}
	return Band{}, false
}

func (t Table) lacking(v disclosure.Verdict, channels, fields int) Points {
	switch {
	case v == disclosure.Missing:
		return t.Missing
	case v == disclosure.Late || v == disclosure.Partial:
		return min(t.Most, Points(channels)*t.Channel+Points(fields)*t.Field)
	}
	return 0
}
