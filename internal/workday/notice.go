package workday

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// CN is the national layer (全国): the State Council's yearly notices. Any other
// layer name is local, such as an autonomous county whose government sets its
// own festival under 全国年节及纪念日放假办法 art. 4.
const CN = "cn"

// Mark says what a fact of a notice rests on. The zero Mark makes no claim.
type Mark string

const (
	Verified   Mark = "V" // 已核: read in a named source
	FromMemory Mark = "G" // 未核: general knowledge, to be checked
)

// Marks holds the mark of each fact that can be wrong on its own.
type Marks struct {
	Days        Mark `json:"days,omitzero"`         // 放假、上班日期
	Number      Mark `json:"number,omitzero"`       // 文号
	AnnouncedOn Mark `json:"announced_on,omitzero"` // 发布日期
}

// Day is one date a notice speaks of, with the holiday (节日) it belongs to.
type Day struct {
	Date Date
	Name string
}

// Notice is one paper's statement about a year (放假安排通知). It states its year
// and layer whole: a later notice replaces the earlier one of the same year and
// layer, so a paper that moves one holiday is recorded with the rest repeated.
//
// Its days lie in its year or in the December before it, because New Year's
// bridge days come with the paper of the year they lead into: 29 December 2018
// was worked by the notice for 2019.
type Notice struct {
	Year        int
	Layer       string // CN, or the name of a local layer
	Source      string // 文件名称
	Number      string // 文号; "" if it has none
	URL         string // where it was published; "" if unknown
	SignedOn    Date   // 成文日期; zero if unknown
	AnnouncedOn Date   // 发布日期: what it says is known from this day on
	Off         []Day  // 放假. Weekend days may be named and change nothing
	Work        []Day  // 调休上班, always a Saturday or Sunday
	Marks       Marks
	Evidence    string // what the marks rest on, in words
}

// Cite names the paper as documents do: 《文件名称》（文号）.
func (n Notice) Cite() string {
	if n.Number == "" {
		return "《" + n.Source + "》"
	}
	return "《" + n.Source + "》（" + n.Number + "）"
}

// Clone returns a copy that shares nothing with n.
func (n Notice) Clone() Notice {
	n.Off, n.Work = slices.Clone(n.Off), slices.Clone(n.Work)
	return n
}

// Validate reports everything that is wrong with the notice, in words.
func (n Notice) Validate() error {
	var errs []error
	bad := func(code, format string, args ...any) { errs = append(errs, fault(code, format, args...)) }
	if n.Year < minYear || n.Year > maxYear {
		bad("year", "year %d is not from %d to %d", n.Year, minYear, maxYear)
	}
	if strings.TrimSpace(n.Layer) == "" {
		bad("no_layer", "layer is missing: write %q for the national calendar or a place's name", CN)
	}
	if strings.TrimSpace(n.Source) == "" {
		bad("no_source", "source is missing: name the paper")
	}
	switch {
	case n.AnnouncedOn.IsZero():
		bad("no_announced", "announced_on is missing: the day the paper became known")
	case n.AnnouncedOn.Year() > n.Year:
		bad("announced_after", "announced_on %s is after the end of %d", n.AnnouncedOn, n.Year)
	case n.SignedOn > n.AnnouncedOn:
		bad("signed_after", "signed_on %s is after announced_on %s", n.SignedOn, n.AnnouncedOn)
	}
	for _, m := range []Mark{n.Marks.Days, n.Marks.Number, n.Marks.AnnouncedOn} {
		if m != "" && m != Verified && m != FromMemory {
			bad("mark", "mark %q is neither %q nor %q", m, Verified, FromMemory)
		}
	}
	if len(n.Off)+len(n.Work) == 0 {
		bad("no_day", "there is no day in it")
	}
	return errors.Join(append(errs, n.validateDays()...)...)
}

func (n Notice) validateDays() []error {
	var errs []error
	seen := map[Date]string{}
	check := func(kind string, days []Day) {
		for _, d := range days {
			if err := n.validateDay(kind, d); err != nil {
				errs = append(errs, err)
			} else if before, ok := seen[d.Date]; ok {
				errs = append(errs, fault("twice_listed", "%s is listed twice: %s and %s (%s)", d.Date, before, kind, d.Name))
			}
			seen[d.Date] = fmt.Sprintf("%s (%s)", kind, d.Name)
		}
	}
	check("off", n.Off)
	check("work", n.Work)
	return errs
}

func (n Notice) validateDay(kind string, d Day) error {
	if d.Date.IsZero() {
		return fault("day_undated", "%s day of %q has no date", kind, d.Name)
	}
	if y := d.Date.Year(); y != n.Year && (y != n.Year-1 || d.Date.Month() != time.December) {
		return fault("day_outside", "%s day %s is neither in %d nor in the December before", kind, d.Date, n.Year)
	}
	if strings.TrimSpace(d.Name) == "" {
		return fault("day_unnamed", "%s day %s has no holiday's name", kind, d.Date)
	}
	if kind == "work" && !weekend(d.Date) {
		return fault("work_on_weekday", "work day %s is a %s, which is worked anyway", d.Date, d.Date.Weekday())
	}
	return nil
}

func weekend(d Date) bool {
	wd := d.Weekday()
	return wd == time.Saturday || wd == time.Sunday
}

// KnownBy returns the notices announced by the moment t, in their own order. A
// notice counts as known from 0:00 Beijing time of the day of its announcement.
func KnownBy(notices []Notice, t time.Time) []Notice {
	today := DateOf(t)
	return keep(notices, func(n Notice) bool { return n.AnnouncedOn <= today })
}

// ForLayers returns the national notices and those of the local layers named,
// in their own order: the calendar of one place.
func ForLayers(notices []Notice, local ...string) []Notice {
	return keep(notices, func(n Notice) bool { return n.Layer == CN || slices.Contains(local, n.Layer) })
}

func keep(notices []Notice, wanted func(Notice) bool) []Notice {
	var kept []Notice
	for _, n := range notices {
		if wanted(n) {
			kept = append(kept, n.Clone())
		}
	}
	return kept
}

// inForce keeps the latest notice of each year and layer: the national layer
// first, then local layers by name, each by year. Of two announced on the same
// day the later argument wins, so a paper recorded anew corrects its record.
func inForce(notices []Notice) []Notice {
	type key struct {
		layer string
		year  int
	}
	latest := map[key]Notice{}
	for _, n := range notices {
		k := key{n.Layer, n.Year}
		if before, ok := latest[k]; !ok || n.AnnouncedOn >= before.AnnouncedOn {
			latest[k] = n.Clone()
		}
	}
	var kept []Notice
	for _, n := range latest {
		kept = append(kept, n)
	}
	slices.SortFunc(kept, func(a, b Notice) int {
		if a.Layer != b.Layer && (a.Layer == CN || b.Layer == CN) {
			if a.Layer == CN {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(a.Layer, b.Layer), cmp.Compare(a.Year, b.Year))
	})
	return kept
}
