package assessment

import (
	"cmp"
	"slices"
	"strings"

	"daylight/internal/disclosure"
)

// Result is the assessment of a period under one scheme.
type Result struct {
	Scheme   *Scheme
	Period   Period
	Calendar string
	Offices  []OfficeScore // in the office list's own order
}

// OfficeScore is what an office reached. Total is the sum of Receipts.
type OfficeScore struct {
	Office disclosure.Office
	Scored bool // false: nothing was judged, so there is neither grade nor rank
	Blocks []BlockScore
	Bonus  Points
	Faults Points // uncapped, at most 0
	Total  Points
	Grade  string // code; "" when nothing was judged and nothing vetoed
	Vetoed bool
	Judged int
	Met    int
	Rate   int // hundredths of a percent, rounded half up; 0 when nothing was judged

	Rank     int  // within the group, from 1; 0 when not ranked
	RankedOf int  // offices ranked in the group
	Nameable bool // enough instances to be named best or worst
	Annual   Points
	Receipts []Receipt
}

// Lost is what the office lost: in the blocks, as far as caps let it, and outside.
func (o OfficeScore) Lost() Points {
	lost := -o.Faults
	for _, b := range o.Blocks {
		lost += b.Charged - b.Restored
	}
	return lost
}

// BlockScore is one block of an office.
type BlockScore struct {
	Code     string
	Applies  bool
	Weight   Points // by the scheme
	Base     Points // after redistribution; the most it can reach
	Charged  Points // all deductions
	Restored Points // given back, since the block cannot fall below zero
	Score    Points // Base - Charged + Restored
	Judged   int
	Met      int
}

// Assess computes scores, grades and ranks.
func Assess(s *Scheme, in Input) Result {
	r := Result{Scheme: s, Period: in.Period, Calendar: in.Calendar}
	table := s.Bands()
	instances, extras := in.counted()
	for _, o := range in.listed(named(instances), extras) {
		a := &account{scheme: s, table: table, in: in, score: OfficeScore{Office: o}}
		a.count(instances[o.Code])
		a.award()
		for _, i := range instances[o.Code] {
			a.charge(i)
		}
		a.settle(extras[o.Code])
		r.Offices = append(r.Offices, a.score)
	}
	r.rank()
	return r
}

// named gives every office as its first instance calls it.
func named(instances map[string][]disclosure.Instance) map[string]disclosure.Office {
	offices := map[string]disclosure.Office{}
	for code, list := range instances {
		offices[code] = disclosure.Office{Code: code, Name: list[0].OfficeName, Group: list[0].Group}
	}
	return offices
}

// counted returns what counts in the period by office, in a fixed order.
func (in Input) counted() (map[string][]disclosure.Instance, map[string][]Extra) {
	instances, extras := map[string][]disclosure.Instance{}, map[string][]Extra{}
	for _, i := range in.Instances {
		if in.Period.Counts(i) {
			instances[i.Office] = append(instances[i.Office], i)
		}
	}
	for _, x := range in.Extras {
		if in.Period.holds(x.On) {
			extras[x.Office] = append(extras[x.Office], x)
		}
	}
	for _, list := range instances {
		slices.SortFunc(list, func(a, b disclosure.Instance) int {
			return cmp.Or(strings.Compare(a.Duty, b.Duty), strings.Compare(a.Subject, b.Subject))
		})
	}
	for _, list := range extras {
		slices.SortFunc(list, func(a, b Extra) int {
			return cmp.Or(cmp.Compare(a.On, b.On), strings.Compare(a.ID, b.ID))
		})
	}
	return instances, extras
}

// listed returns the offices to score: those of the list that are not external
// and existed in the period or have something counted, then those that only
// instances (busy) or extras name, by code. Nothing that counts is dropped.
func (in Input) listed(busy map[string]disclosure.Office, extras map[string][]Extra) []disclosure.Office {
	var out []disclosure.Office
	known := map[string]bool{}
	for _, o := range in.Offices {
		known[o.Code] = true
		_, has := busy[o.Code]
		there := o.ValidFrom <= in.Period.To && (o.ValidTo == 0 || o.ValidTo > in.Period.From)
		if o.Group != disclosure.GroupExternal && (has || len(extras[o.Code]) > 0 || there) {
			out = append(out, o)
		}
	}
	var unlisted []disclosure.Office
	for code, o := range busy {
		if !known[code] {
			known[code] = true
			unlisted = append(unlisted, o)
		}
	}
	for code := range extras {
		if !known[code] {
			known[code] = true
			unlisted = append(unlisted, disclosure.Office{Code: code, Name: code})
		}
	}
	slices.SortFunc(unlisted, func(a, b disclosure.Office) int { return strings.Compare(a.Code, b.Code) })
	return append(out, unlisted...)
}
