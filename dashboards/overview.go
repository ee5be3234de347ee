package dashboards

import (
	"fmt"
	"slices"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/workday"
)

// SoonWorkdays is how far the overview looks ahead for what falls due next.
const SoonWorkdays = 10

// worstRows is how many overdue instances the overview names.
const worstRows = 10

// Overview is the 总览: a member of the leading group has two minutes for it.
type Overview struct {
	Sentence []Piece
	Tiles    []Tile
	Rankings []Ranking   // 机关科室, then 局属单位
	Scored   *ScoreBoard // the same by score, when that is asked for
	Heat     Heat
	Trend    Trend
	Worst    []Row
	AllWorst string // address of all overdue instances
	More     int    // overdue instances beyond Worst
	Changes  Changes
	Empty    bool // nothing falls in the period at all
	Doubt    *Doubt
	Earlier  *Earlier
}

// Doubt names the 待核 instances that a rate leaves out, with their share.
type Doubt struct {
	Verdict disclosure.Verdict
	Count   int
	Share   string
	Href    string
}

// doubt is nil when there are none.
func (f Frame) doubt(c Counts, r Rows) *Doubt {
	share := c.Doubt()
	if share.Met == 0 {
		return nil
	}
	r.Verdicts = []disclosure.Verdict{disclosure.Unverified}
	return &Doubt{disclosure.Unverified, share.Met, share.Percent(), f.Link.Rows(r)}
}

// OverviewFacts is what the overview is made of.
type OverviewFacts struct {
	AsOf             time.Time
	Period, Previous string // names of the two periods
	Now, Before      []disclosure.Tally
	Year             []disclosure.Tally // by due month over TrendMonths
	YearFrom         workday.Date
	Rows             []disclosure.Instance // judged in the period, worst first
	RowsThen         []disclosure.Instance // the same as known at Then
	Then             time.Time
	Partial          bool // there were too many rows to compare
	Soon             []disclosure.Tally
	SoonTo           workday.Date
	Earlier          []disclosure.Tally // missing, due before From, the first day of the period
	From             workday.Date
	Scoring          *Scoring // when the ranking is asked by score
}

// Tile is one of the four figures below the sentence.
type Tile struct {
	Key     string
	Verdict disclosure.Verdict // gives shape and colour; 0 for none
	Label   string
	Figure  string
	Unit    string
	Note    string
	Href    string
}

// NewOverview draws the overview.
func NewOverview(f Frame, facts OverviewFacts) Overview {
	now := Sum(facts.Now)
	o := Overview{
		Sentence: sentence(f, facts, now),
		Tiles:    tiles(f, facts, now),
		Rankings: []Ranking{Rank(f, disclosure.GroupBureau, facts.Now), Rank(f, disclosure.GroupAffiliate, facts.Now)},
		Heat:     HeatMap(f, facts.YearFrom, TrendMonths, facts.Year),
		Trend:    TrendOf(f, "", facts.YearFrom, TrendMonths, facts.Year),
		AllWorst: f.Link.Rows(Rows{Verdicts: []disclosure.Verdict{disclosure.Missing}}),
		Changes:  compare(f, facts),
		Empty:    now.Total() == 0,
		Doubt:    f.doubt(now, Rows{}),
		Earlier:  f.earlier("", facts.Earlier, facts.From),
	}
	if facts.Scoring != nil {
		scores := NewScores(f, *facts.Scoring)
		o.Scored = &scores
	}
	for _, i := range facts.Rows {
		if i.Verdict == disclosure.Missing && len(o.Worst) < worstRows {
			o.Worst = append(o.Worst, f.row(i))
		}
	}
	o.More = now.Of(disclosure.Missing) - len(o.Worst)
	return o
}

func sentence(f Frame, facts OverviewFacts, now Counts) []Piece {
	missing := []disclosure.Verdict{disclosure.Missing}
	figure := func(n int, r Rows) Piece { return Piece{Text: fmt.Sprint(n), Href: f.Link.Rows(r)} }
	key := "overview.sentence"
	if now.Judged() == 0 {
		key = "overview.sentence_none"
	}
	overdue := "overview.overdue"
	if now.Of(disclosure.Missing) == 0 {
		overdue = "overview.overdue_none"
	}
	pieces := map[string]Piece{
		"asof": {Text: f.Until(facts.AsOf)}, "period": {Text: facts.Period},
		"due":     figure(now.Judged(), Rows{Verdicts: Judged}),
		"met":     figure(now.Met(), Rows{Verdicts: Met}),
		"rate":    {Text: now.Rate().Percent(), Href: f.Link.Rows(Rows{Verdicts: Judged})},
		"missing": figure(now.Of(disclosure.Missing), Rows{Verdicts: missing}),
		"offices": figure(OfficesWith(facts.Now, disclosure.Missing), Rows{Verdicts: missing}),
		"pending": figure(now.Of(disclosure.Pending), Rows{Verdicts: []disclosure.Verdict{disclosure.Pending}}),
	}
	text := f.T(key) + change(f, facts, now.Rate()) + f.T(overdue)
	if now.Judged() == 0 {
		text = f.T(key)
	}
	return weave(text, pieces)
}

// change says how the rate moved against the period before, in 百分点.
func change(f Frame, facts OverviewFacts, now Rate) string {
	before := Sum(facts.Before).Rate()
	tenths, ok := now.PointsFrom(before)
	switch {
	case !ok:
		return f.T("overview.change_none", facts.Previous)
	case tenths == 0:
		return f.T("overview.change_same", facts.Previous, before.Percent(), before.Count())
	case tenths < 0:
		return f.T("overview.change_down", facts.Previous, before.Percent(), before.Count(), PointWords(-tenths))
	}
	return f.T("overview.change_up", facts.Previous, before.Percent(), before.Count(), PointWords(tenths))
}

// PointWords writes tenths of a percentage point: 3.0.
func PointWords(tenths int) string { return fmt.Sprintf("%d.%d", tenths/10, tenths%10) }

func tiles(f Frame, facts OverviewFacts, now Counts) []Tile {
	only := func(v disclosure.Verdict) string { return f.Link.Rows(Rows{Verdicts: []disclosure.Verdict{v}}) }
	rate := Tile{
		Key: "rate", Verdict: disclosure.OnTime, Label: f.T("tile.rate"), Figure: now.Rate().Percent(),
		Note: f.T("rate.empty"), Href: f.Link.Rows(Rows{Verdicts: Judged}),
	}
	if !now.Rate().Empty() {
		rate.Note = now.Rate().Count()
		if n := now.Of(disclosure.NilReturned); n > 0 {
			rate.Note = f.T("tile.rate_nil", rate.Note, n)
		}
	}
	missing := Tile{
		Key: "missing", Verdict: disclosure.Missing, Label: i18n.Verdict(f.Lang, disclosure.Missing),
		Figure: fmt.Sprint(now.Of(disclosure.Missing)), Unit: f.T("unit.items"), Href: only(disclosure.Missing),
		Note: f.T("tile.offices", OfficesWith(facts.Now, disclosure.Missing)),
	}
	late := Tile{
		Key: "late", Verdict: disclosure.Late, Label: i18n.Verdict(f.Lang, disclosure.Late),
		Figure: fmt.Sprint(now.Of(disclosure.Late)), Unit: f.T("unit.items"), Href: only(disclosure.Late),
		Note: f.T("tile.late_none"),
	}
	if words := medianDelay(f, facts.Rows); words != "" {
		late.Note = f.T("tile.median", words)
	}
	soon := Sum(facts.Soon).Of(disclosure.Pending)
	return []Tile{rate, missing, late, {
		Key: "soon", Verdict: disclosure.Pending, Label: f.T("tile.soon", SoonWorkdays),
		Figure: fmt.Sprint(soon), Unit: f.T("unit.items"), Note: f.T("tile.until", f.Day(facts.SoonTo)),
		Href: f.Link.Rows(Rows{Verdicts: []disclosure.Verdict{disclosure.Pending}, From: workday.DateOf(facts.AsOf), To: facts.SoonTo}),
	}}
}

// Known returns the last day an as-of moment has seen something of: the day
// that ends with it when it is midnight, else the day it lies in.
func Known(asOf time.Time) workday.Date { return workday.DateOf(asOf.Add(-1)) }

// medianDelay is the median delay of what was published late, in the unit that
// most of it is counted in: days of different kinds are not mixed.
func medianDelay(f Frame, rows []disclosure.Instance) string {
	byUnit := map[disclosure.TermUnit][]int{}
	var unit disclosure.TermUnit
	for _, i := range rows {
		if i.Verdict != disclosure.Late {
			continue
		}
		u := delayUnit(i.Term)
		byUnit[u] = append(byUnit[u], i.Delay)
		if len(byUnit[u]) > len(byUnit[unit]) {
			unit = u
		}
	}
	delays := byUnit[unit]
	if len(delays) == 0 {
		return ""
	}
	slices.Sort(delays)
	low, high := delays[(len(delays)-1)/2], delays[len(delays)/2]
	if (low+high)%2 == 0 {
		return i18n.Delay(f.Lang, (low+high)/2, unit)
	}
	return f.T("median."+unitKey(unit), fmt.Sprintf("%d.5", (low+high)/2))
}

// delayUnit is the unit a delay against the term is counted in.
func delayUnit(t disclosure.Term) disclosure.TermUnit {
	if t.Unit == disclosure.OnDate {
		return disclosure.Workdays
	}
	return t.Unit
}

func unitKey(u disclosure.TermUnit) string {
	switch u {
	case disclosure.CalendarDays:
		return "days"
	case disclosure.Hours:
		return "hours"
	}
	return "workdays"
}
