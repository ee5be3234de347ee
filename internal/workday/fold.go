package workday

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
)

// NewCalendar folds notices into a calendar. Of one year and layer the notice
// announced last counts; local layers lie on top of the national one, and two
// local layers may not contradict each other. The caller chooses what is known
// (KnownBy) and where (ForLayers). Notices in any order give the same calendar,
// except two of one year, layer and day: there the later argument counts.
func NewCalendar(notices ...Notice) (*Calendar, error) {
	var errs []error
	for _, n := range notices {
		if err := n.Validate(); err != nil {
			errs = append(errs, fmt.Errorf("notice %s for %d, layer %q: %w", n.Cite(), n.Year, n.Layer, err))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, fmt.Errorf("build calendar: %w", err)
	}
	c := &Calendar{notices: inForce(notices), marked: map[Date]marked{}}
	for _, n := range c.notices {
		if err := c.overlay(n); err != nil {
			return nil, fmt.Errorf("build calendar: %w", err)
		}
	}
	c.tabulate()
	c.version = c.hash()
	return c, nil
}

func (c *Calendar) overlay(n Notice) error {
	lay := func(days []Day, work bool) error {
		for _, d := range days {
			below, ok := c.marked[d.Date]
			if ok && below.work != work && below.layer != CN && below.layer != n.Layer {
				return fmt.Errorf("layers %q and %q contradict each other on %s", below.layer, n.Layer, d.Date)
			}
			c.marked[d.Date] = marked{d.Name, work, n.Layer}
		}
		return nil
	}
	return errors.Join(lay(n.Off, false), lay(n.Work, true))
}

// tabulate counts ahead, so that every question about a term is two look-ups.
func (c *Calendar) tabulate() {
	if len(c.notices) == 0 {
		return
	}
	first, last := c.notices[0].Year, c.notices[0].Year
	official := map[int]bool{}
	for _, n := range c.notices {
		first, last = min(first, n.Year), max(last, n.Year)
		official[n.Year] = official[n.Year] || n.Layer == CN
	}
	// The earliest notice may speak of the December before its year.
	c.first = NewDate(first-1, 12, 1)
	end := NewDate(last, 12, 31)
	worked, unofficial := int32(0), int32(0)
	for year := first - 1; year <= last; year++ {
		for d := max(c.first, NewDate(year, 1, 1)); d <= min(end, NewDate(year, 12, 31)); d++ {
			if m, ok := c.marked[d]; ok && m.work || !ok && !weekend(d) {
				worked++
				c.workdays = append(c.workdays, d)
			}
			if !official[year] {
				unofficial++
			}
			c.worked = append(c.worked, worked)
			c.unofficial = append(c.unofficial, unofficial)
		}
	}
}

func (c *Calendar) hash() string {
	h := sha256.New()
	for _, n := range c.notices {
		fmt.Fprintf(h, "%d\t%s\t%s\t%s\t%s\n", n.Year, n.Layer, n.Source, n.Number, n.AnnouncedOn)
	}
	for _, d := range slices.Sorted(maps.Keys(c.marked)) {
		fmt.Fprintf(h, "%s\t%t\t%s\n", d, c.marked[d].work, c.marked[d].name)
	}
	return hex.EncodeToString(h.Sum(nil))[:12]
}
