package disclosure

import (
	"time"

	"daylight/internal/workday"
)

// Plan is one version of a 方案: the duties a body has from a date on, until
// the next version takes effect. Each version states the whole.
type Plan struct {
	Code          string // the series, e.g. "anshun-mzj"; --plan names it
	Version       int    // counts from 1 within the series
	Body          Body
	Title         string
	TitleEN       string
	Source        string       // the paper the plan rests on
	SourceURL     string       //
	Approver      string       // a post, never a person
	EffectiveFrom workday.Date // duties bind from this day
	AnnouncedAt   time.Time    // when the plan became known
	Offices       []Office
	Channels      []Channel
	Duties        []Duty
	Notes         []string // conflicts and open questions for the leading group
	Text          string   // the file it was read from, verbatim
}

// Channel is a 渠道 on which things are published.
type Channel struct {
	Code    string // "website"
	Name    string // 民政网站
	NameEN  string
	Aliases []string
}

// Duty is a 公开事项: one thing that must be disclosed.
type Duty struct {
	Code       string // stable within the body: "2b"
	Name       string // what must be published
	NameEN     string
	Clause     string // number of the plan's clause: "二"
	ClauseText string // quoted from the plan
	Lead       string // office code; "" when the record names the office
	CoOffices  []string
	Channels   []DutyChannel // the first is the primary one
	Trigger    Trigger
	OpensOn    string  // 起算: what makes day 0, in words: 财政部门批复之日
	Cadence    Cadence // for periodic duties
	Term       Term
	Review     bool     // 公开前须经保密审查
	NilReturn  bool     // 允许零报告
	Fields     []string // 公开要素: the checklist a publication must cover
	Block      string   // assessment block: timeliness, application, response, mechanism
	// Application says that the duty answers requests (依申请公开): its clock can be
	// reset, stopped and extended.
	Application bool
	// Classes give the length of the term by the class of what happened (事件等级);
	// empty: Term.N holds for all.
	Classes []Class
	// OpensWith names a duty whose openings and closings open and close this one
	// too; CountedWith one whose facts all count here too. Intake records such a
	// fact once for each duty, so that nothing is guessed later.
	OpensWith   string
	CountedWith string
	// AnnualLine names the line of the yearly report that openings of this duty are
	// counted on: permit, penalty or coercion; "" for none.
	AnnualLine string
	External   bool   // performed by others: supervised and shown apart, never scored here
	NotJudged  string // why no verdict is given yet; "" when judged
	ActiveFrom workday.Date
	ActiveTo   workday.Date // first day it no longer binds; zero: binds
	Order      int
	Note       string
}

// DutyChannel is a channel a duty must use.
type DutyChannel struct {
	Code          string
	GraceWorkdays int // days after the due date that a secondary channel has
}

// Class is a class of occurrences with a term of its own: 特别重大、重大 5 小时.
type Class struct {
	Code   string // "major"; stands in the opening event's attribute class
	Name   string
	NameEN string
	N      int // units of the duty's term; 0: the duty does not arise for this class
}

// Clock is which of the judge's clocks a duty is counted by (README.md).
type Clock int

const (
	ByTerm    Clock = iota + 1 // 按时限: opening, due time, publication
	ByCase                     // 依申请: reset, stopped and extended on the way
	ByUpkeep                   // 持续更新: the longest silence of a channel in a month
	ByEpisode                  // 持续发布: the longest silence from an opening to its closing
)

// Clock returns the clock that the duty is counted by.
func (d Duty) Clock() Clock {
	switch {
	case d.Application:
		return ByCase
	case d.Trigger == Continuous && d.OpensWith != "":
		return ByEpisode
	case d.Trigger == Continuous:
		return ByUpkeep
	}
	return ByTerm
}

// PeriodMonths is the length of the duty's period; 0 for duties without one.
func (d Duty) PeriodMonths() Cadence {
	switch {
	case d.Trigger == OnEvent || d.Trigger == OneOff || d.Clock() == ByEpisode:
		return 0
	case d.Trigger == Continuous:
		return Monthly
	case d.Cadence != 0:
		return d.Cadence
	case d.Trigger == FixedDate:
		return Yearly
	case d.Trigger == Standing:
		return HalfYearly
	}
	return 0
}

// ClassByCode finds a class of the duty.
func (d Duty) ClassByCode(code string) (Class, bool) {
	for _, c := range d.Classes {
		if c.Code == code {
			return c, true
		}
	}
	return Class{}, false
}

// Trigger is 触发: when a duty falls due.
type Trigger int

const (
	Periodic   Trigger = iota + 1 // 定期: every period
	OnEvent                       // 事件触发: a paper, a decision, an approval
	FixedDate                     // 固定日期: once a year on a date
	Standing                      // 长期公示: always on display
	Continuous                    // 持续更新: a column fed at least every n days
	OneOff                        // 一次性: done or not
)

// Cadence is the length of a period in months: 1, 3, 6 or 12.
type Cadence int

const (
	Monthly    Cadence = 1
	Quarterly  Cadence = 3
	HalfYearly Cadence = 6
	Yearly     Cadence = 12
)

// TermUnit is the unit a 时限 is counted in.
type TermUnit int

const (
	Workdays     TermUnit = iota + 1 // 个工作日
	CalendarDays                     // 天 (自然日)
	Hours                            // 小时
	OnDate                           // 固定日期
)

// Term is a 时限: how long an office has, and where that comes from.
type Term struct {
	N           int // number of units; 0 with OnDate
	Unit        TermUnit
	RollForward bool       // a last day that rests moves to the next working day (民法典 203)
	Month       time.Month // OnDate: the day in the year (or in the month, when Month is 0)
	Day         int
	Dates       map[int]workday.Date // OnDate: a year's own date, when the superior sets one
	Explicit    bool                 // the plan itself says so; otherwise a default
	Words       string               // the plan's own words, when explicit: 按季度
	Source      string               // the rule it rests on
	Mark        string               // V verified, G general knowledge, P our proposal
	// Ceiling is the legal limit that a shorter local term stays under (法定上限),
	// in the same unit; 0: none is named.
	Ceiling       int
	CeilingSource string
}

// DutyByCode finds a duty of the plan.
func (p *Plan) DutyByCode(code string) (Duty, bool) {
	for _, d := range p.Duties {
		if d.Code == code {
			return d, true
		}
	}
	return Duty{}, false
}

// OfficeByCode finds an office of the plan.
func (p *Plan) OfficeByCode(code string) (Office, bool) {
	for _, o := range p.Offices {
		if o.Code == code {
			return o, true
		}
	}
	return Office{}, false
}

// HolderOn follows successors from the office code and returns the office that
// carries its duties on day d. It returns code itself when the chain breaks.
func (p *Plan) HolderOn(code string, d workday.Date) string {
	for range len(p.Offices) {
		o, ok := p.OfficeByCode(code)
		if !ok || o.ValidTo == 0 || d < o.ValidTo || o.Successor == "" {
			return code
		}
		code = o.Successor
	}
	return code
}
