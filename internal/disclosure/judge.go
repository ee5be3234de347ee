package disclosure

import (
	"cmp"
	"slices"
	"time"

	"daylight/internal/workday"
)

// Judge gives the verdict on every instance of one body at asOf: the second
// judge (README.md), from the body's raw ledger in any order, all plan versions
// known at asOf and the calendar known at asOf. Facts recorded at or after asOf
// are unknown to it. Worst first: missing by delay, late by delay, then by due
// date, duty and subject.
func Judge(plans []*Plan, cal *workday.Calendar, events []Event, asOf time.Time) []Instance {
	return JudgeOnly(plans, cal, events, asOf, func(*DutyLine, string) bool { return true })
}

// JudgeOnly is Judge for the instances that are wanted, by duty line and subject.
// Of others it need not be given the facts; a column (持续更新) is fed by facts of any
// subject, so that all of its duty's are needed.
func JudgeOnly(plans []*Plan, cal *workday.Calendar, events []Event, asOf time.Time, wanted func(line *DutyLine, subject string) bool) []Instance {
	if len(plans) == 0 {
		return nil
	}
	j := &judge{cal: cal, asOf: asOf, today: workday.DateOf(asOf.Add(-time.Millisecond)), files: fileAll(events, asOf), wanted: wanted}
	j.plans = slices.SortedFunc(slices.Values(plans), func(a, b *Plan) int { return cmp.Compare(a.Version, b.Version) })
	var judged []*Instance
	lines := Lines(j.plans)
	for n := range lines {
		if lines[n].NotJudged == "" {
			judged = append(judged, j.line(&lines[n])...)
		}
	}
	slices.SortFunc(judged, worstFirst)
	list := slices.Grow([]Instance(nil), len(judged))
	for _, i := range judged {
		list = append(list, *i)
	}
	return list
}

// judge is what one sitting knows.
type judge struct {
	cal   *workday.Calendar
	asOf  time.Time
	today workday.Date // the last day that has begun before asOf
	plans []*Plan      // by version
	files map[string]map[string]*dossier

	wanted func(line *DutyLine, subject string) bool
}

func (j *judge) line(l *DutyLine) []*Instance {
	switch l.Clock() {
	case ByCase:
		return j.each(l, j.byCase)
	case ByUpkeep:
		return j.byUpkeep(l)
	case ByEpisode:
		return j.each(l, j.byEpisode)
	}
	return j.byTerm(l)
}

// each judges every occurrence that has a fact and whose clock starts under
// the line: on its day 0, or today as long as day 0 is unknown.
func (j *judge) each(l *DutyLine, clock func(*hearing)) []*Instance {
	var list []*Instance
	for subject, file := range j.files[l.Code] {
		if len(file.facts) == 0 || !j.wanted(l, subject) {
			continue
		}
		h := j.hear(l, subject, file)
		h.open(openings(l.Clock()))
		day := h.OpenedOn
		if day == 0 {
			day = j.today
		}
		if l.Since <= day && day < l.Until {
			clock(h)
			list = append(list, h.close())
		}
	}
	return list
}

// openings are the facts that start a clock.
func openings(c Clock) []EventKind {
	switch c {
	case ByCase:
		return []EventKind{Received}
	case ByEpisode:
		return []EventKind{Detected}
	}
	return []EventKind{Triggered, Received, Detected}
}
