// Package nation makes the ledger of a whole country: thousands of bodies with
// the duties of the shipped plan and a year of facts, for tests and measures of
// size. Every body is the same each time, from the seed and its number alone.
package nation

import (
	"fmt"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// The year that is told, and the moment up to which it is known.
var (
	From = workday.MustDate("2026-01-01")
	To   = workday.MustDate("2026-12-31")
	AsOf = To.End()
)

// The size of Mexico's national platform in 2017.
const (
	FullBodies = 7_132
	FullEvents = 48_000_000
)

// Nation is a country of a size. The zero values of all but Bodies choose the
// proportions of the full one.
type Nation struct {
	Bodies int
	Events int // in all, within a few per cent
	Seed   uint64
}

// Full is the country at its full size.
func Full() Nation { return Nation{Bodies: FullBodies, Events: FullEvents} }

// perBody is how many facts a body has in the middle.
func (n Nation) perBody() int {
	if n.Events == 0 || n.Bodies == 0 {
		return FullEvents / FullBodies
	}
	return n.Events / n.Bodies
}

// A province has a bureau of its own and eleven cities, a city the same and
// twenty counties: 31 provinces make the full number.
const (
	counties = 20
	cities   = 11
	city     = 1 + counties
	province = 1 + cities*city
)

// place is where body number i stands in the country.
type place struct{ province, city, county int } // from 1; 0: the level above

func placeOf(i int) place {
	p := place{province: i/province + 1}
	if r := i % province; r > 0 {
		p.city, p.county = (r-1)/city+1, (r-1)%city
	}
	return p
}

func (p place) code() string {
	switch {
	case p.city == 0:
		return fmt.Sprintf("p%02d", p.province)
	case p.county == 0:
		return fmt.Sprintf("p%02dc%02d", p.province, p.city)
	}
	return fmt.Sprintf("p%02dc%02dx%02d", p.province, p.city, p.county)
}

// names returns the places from the province down. They are numbers, so that
// nobody's real county is told to be late.
func (p place) names() []string {
	names := []string{fmt.Sprintf("第%02d省", p.province)}
	if p.city > 0 {
		names = append(names, fmt.Sprintf("第%02d市", p.city))
	}
	if p.county > 0 {
		names = append(names, fmt.Sprintf("第%02d县", p.county))
	}
	return names
}

// Code is the code of body number i, counted from 0. Codes sort by number.
func (n Nation) Code(i int) string { return placeOf(i).code() }

// Period is the year as days, both included.
func Period() (from, to workday.Date) { return From, To }

// Ledger returns the facts of body number i, known before AsOf, in no order.
func (n Nation) Ledger(i int) []disclosure.Event {
	c := newClerk(n, i)
	c.applications()
	c.incidents()
	c.periods()
	c.feeds()
	c.standing()
	c.papers()
	return c.events
}

// Announced is when the plans became known: the day they take effect.
var Announced = workday.MustDate("2025-12-15").Start().Add(9 * time.Hour)
