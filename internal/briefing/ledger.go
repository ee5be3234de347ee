package briefing

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/workday"
)

// Line is one instance as a briefing judged it.
type Line struct {
	Duty, Subject string
	DutyName      string
	Title         string
	Office        string // code
	OfficeName    string
	Verdict       disclosure.Verdict
	Due           workday.Date
	Published     workday.Date
	Delay         int // of Late, Missing and Partial
	Unit          disclosure.TermUnit
	Flags         disclosure.Flag
	Lacking       []string
	PeriodFrom    workday.Date // the period reported on; zero for none
	PeriodTo      workday.Date
}

// Key names the instance within its body.
func (l Line) Key() string { return l.Duty + "/" + l.Subject }

func lineOf(i disclosure.Instance) Line {
	return Line{
		Duty: i.Duty, Subject: i.Subject, DutyName: plain(i.DutyName), Title: plain(i.Title), Office: i.Office, OfficeName: officeName(i.Office, i.OfficeName),
		Verdict: i.Verdict, Due: i.DueOn, Published: workday.DateOf(i.PublishedAt), Delay: i.Delay, Unit: delayUnit(i.Term.Unit),
		Flags: i.Flags, Lacking: i.Lacking, PeriodFrom: i.PeriodFrom, PeriodTo: i.PeriodTo,
	}
}

// ledgerOf writes the instances by duty and subject.
func ledgerOf(list []disclosure.Instance) []Line {
	lines := make([]Line, 0, len(list))
	for _, i := range list {
		lines = append(lines, lineOf(i))
	}
	slices.SortFunc(lines, func(a, b Line) int {
		return cmp.Or(cmp.Compare(a.Duty, b.Duty), cmp.Compare(a.Subject, b.Subject))
	})
	return lines
}

// nobody stands for an office that no record names.
const nobody = "责任科室（单位）未明"

// officeName is what the document calls an office.
func officeName(code, name string) string {
	switch {
	case name != "":
		return plain(name)
	case code != "":
		return plain(code)
	}
	return nobody
}

// counts is how many instances stand under each verdict.
type counts struct {
	by    map[disclosure.Verdict]int
	total int
}

func countOf[T any](list []T, verdict func(T) disclosure.Verdict) counts {
	c := counts{by: map[disclosure.Verdict]int{}, total: len(list)}
	for _, x := range list {
		c.by[verdict(x)]++
	}
	return c
}

func countInstances(list []disclosure.Instance) counts {
	return countOf(list, func(i disclosure.Instance) disclosure.Verdict { return i.Verdict })
}

func (c counts) where(keep func(disclosure.Verdict) bool) (n int) {
	for v, k := range c.by {
		if keep(v) {
			n += k
		}
	}
	return n
}

func (c counts) judged() int { return c.where(disclosure.Verdict.Judged) }
func (c counts) met() int    { return c.where(disclosure.Verdict.Met) }

// ratio is a share in hundredths of a percent, rounded half up; what is short of
// full stays below it, and what is above nothing above it.
func ratio(part, whole int) int64 {
	switch {
	case part == 0 || whole == 0:
		return 0
	case part >= whole:
		return 10000
	}
	return min(max((int64(part)*20000+int64(whole))/(2*int64(whole)), 1), 9999)
}

// counting reports whether the instance counts in the period, by the same rule
// as points do: what others perform never does.
func counting(i disclosure.Instance, p assessment.Period) bool {
	return i.CountedOn >= p.From && i.CountedOn <= p.To && !outside(i)
}

// outside reports whether the instance is performed by others: supervised, and
// in no total.
func outside(i disclosure.Instance) bool {
	return i.External || i.Group == disclosure.GroupExternal
}

// delayUnit is the unit a delay is counted in.
func delayUnit(u disclosure.TermUnit) disclosure.TermUnit {
	if u == disclosure.CalendarDays || u == disclosure.Hours {
		return u
	}
	return disclosure.Workdays
}

var unitWords = map[disclosure.TermUnit]string{
	disclosure.Workdays: "个工作日", disclosure.CalendarDays: "天", disclosure.Hours: "小时",
}

// name is how a list calls an instance: by the period that it reports on, by its
// title, or by its subject.
func (l Line) name() string {
	switch {
	case l.PeriodFrom != 0 && l.PeriodTo != l.PeriodFrom:
		return PeriodName(assessment.Period{From: l.PeriodFrom, To: l.PeriodTo})
	case l.Title != "":
		return l.Title
	case l.Subject == "once":
		return "一次性事项"
	}
	return plain(l.Subject)
}

func subjectName(i disclosure.Instance) string { return lineOf(i).name() }

func delayWords(n int, u disclosure.TermUnit) string {
	return fmt.Sprintf("%d%s", n, unitWords[delayUnit(u)])
}

// flagWords are the remarks of a set in brackets.
func flagWords(f disclosure.Flag) string {
	if f == 0 {
		return ""
	}
	return "（" + strings.Join(i18n.Flags(i18n.Chinese, f), "、") + "）"
}

func dateOf(i disclosure.Instance) workday.Date { return workday.DateOf(i.PublishedAt) }

func verdictName(v disclosure.Verdict) string { return i18n.Verdict(i18n.Chinese, v) }
