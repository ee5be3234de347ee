package planfile

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

var (
	termShape     = regexp.MustCompile(`^(\d{1,4}|[一二三四五六七八九十两]{1,3})(.+)$`)
	vagueDays     = regexp.MustCompile(`^(\d{1,4}|[一二三四五六七八九十两]{1,3})日(之内|以内|内)?$`)
	termEnd       = regexp.MustCompile(`(之内|以内|内)$`)
	yearDayShape  = regexp.MustCompile(`^(\d{1,2})[-/.月](\d{1,2})[日号]?$`)
	monthDayShape = regexp.MustCompile(`^(?:次月|下月|下个月|day)?(\d{1,2})[日号]?$`)
)

// parseTerm reads “20 个工作日”, “二十个工作日内”, “20 workdays”, “20 天”, “24 小时”.
func parseTerm(text string) (n int, unit disclosure.TermUnit, ok bool) {
	m := termShape.FindStringSubmatch(termEnd.ReplaceAllString(Fold(text), ""))
	if m == nil {
		return 0, 0, false
	}
	unit, ok = pick(units, m[2])
	if !ok {
		return 0, 0, false
	}
	n, ok = number(m[1])
	return n, unit, ok
}

// number reads digits or a Chinese numeral from 一 to 九十九.
func number(text string) (int, bool) {
	if n, err := strconv.Atoi(text); err == nil {
		return n, true
	}
	const ones = "一二三四五六七八九"
	digit := func(s string) (int, bool) {
		if s == "两" {
			return 2, true
		}
		i := strings.Index(ones, s)
		return i/len("一") + 1, i >= 0 && len(s) == len("一")
	}
	tens, rest, found := strings.Cut(text, "十")
	if !found {
		return digit(text)
	}
	n := 10
	if tens != "" {
		d, ok := digit(tens)
		if !ok {
			return 0, false
		}
		n = d * 10
	}
	if rest == "" {
		return n, true
	}
	d, ok := digit(rest)
	return n + d, ok
}

// parseYearDay reads a day that exists in every year: 01-31, 1月31日.
func parseYearDay(text string) (time.Month, int, bool) {
	m := yearDayShape.FindStringSubmatch(Fold(text))
	if m == nil {
		return 0, 0, false
	}
	month, _ := strconv.Atoi(m[1])
	day, _ := strconv.Atoi(m[2])
	if month < 1 || month > 12 || day < 1 {
		return 0, 0, false
	}
	const commonYear = 2023
	d := workday.NewDate(commonYear, time.Month(month), day)
	return time.Month(month), day, d.Month() == time.Month(month)
}

// parseMonthDay reads a day that exists in every month: 8, 次月 8 日, day 8.
func parseMonthDay(text string) (int, bool) {
	m := monthDayShape.FindStringSubmatch(Fold(text))
	if m == nil {
		return 0, false
	}
	day, _ := strconv.Atoi(m[1])
	return day, day >= 1 && day <= 28
}

// term reads a duty's time limit and checks that it suits the trigger.
func (f *fields) term(trigger disclosure.Trigger) disclosure.Term {
	var t disclosure.Term
	switch {
	case f.has("term") && f.has("due"):
		f.problem("due", "plan.term_and_due")
	case f.has("due"):
		f.due(&t, trigger)
	case f.has("term"):
		f.length(&t, trigger)
	case trigger == disclosure.Standing && !f.has("not_judged"):
		t.Unit = disclosure.Workdays // the check falls due on the period's last day
	}
	t.RollForward = f.yes("roll", false)
	if f.has("roll") && (t.Unit == disclosure.Workdays || t.Unit == disclosure.Hours) {
		f.problem("roll", "plan.roll_useless")
	}
	f.ownDates(&t)
	f.basis(&t)
	return t
}

func (f *fields) length(t *disclosure.Term, trigger disclosure.Trigger) {
	text := f.text("term")
	if text == "" {
		return
	}
	if vagueDays.MatchString(Fold(text)) {
		f.problem("term", "plan.vague_days", text)
		return
	}
	var ok bool
	if t.N, t.Unit, ok = parseTerm(text); !ok {
		f.problem("term", "plan.bad_term", text)
		return
	}
	if trigger == disclosure.FixedDate {
		f.problem("term", "plan.fixed_needs_due")
	}
}

func (f *fields) due(t *disclosure.Term, trigger disclosure.Trigger) {
	text := f.text("due")
	if text == "" {
		return
	}
	t.Unit = disclosure.OnDate
	switch trigger {
	case disclosure.FixedDate:
		var ok bool
		if t.Month, t.Day, ok = parseYearDay(text); !ok {
			f.problem("due", "plan.bad_year_day", text)
		}
	case disclosure.Periodic:
		var ok bool
		if t.Day, ok = parseMonthDay(text); ok {
			return
		}
		if _, _, yearly := parseYearDay(text); yearly {
			f.problem("due", "plan.due_needs_fixed", text)
			return
		}
		f.problem("due", "plan.bad_month_day", text)
	default:
		f.problem("due", "plan.no_due_here")
	}
}

// ownDates reads due_dates: a year's own date, when a superior sets one.
func (f *fields) ownDates(t *disclosure.Term) {
	n := f.get("due_dates")
	switch {
	case n == nil:
		return
	case n.kind != table:
		f.problem("due_dates", "plan.bad_due_dates")
		return
	case t.Unit != disclosure.OnDate || t.Month == 0:
		f.problem("due_dates", "plan.due_dates_need_fixed")
		return
	}
	t.Dates = map[int]workday.Date{}
	for _, e := range n.entries {
		year, err := strconv.Atoi(e.key)
		d, err2 := workday.ParseLoose(e.value.text)
		_, twice := t.Dates[year]
		at := &node{line: e.line, column: e.column}
		switch {
		case err != nil || err2 != nil || d.Year() != year:
			f.r.addField(at, e.key, "plan.bad_due_date", e.key, e.value.text)
		case twice:
			f.r.addField(at, e.key, "plan.due_date_twice")
		default:
			t.Dates[year] = d
		}
	}
}

// basis reads where the term comes from: the plan's own words, or a rule that
// stands in where the plan is silent.
func (f *fields) basis(t *disclosure.Term) {
	t.Words = f.text("explicit")
	t.Explicit = t.Words != ""
	t.Source = f.text("source")
	if mark := f.text("mark"); mark != "" {
		var ok bool
		if t.Mark, ok = pick(marks, mark); !ok {
			f.problem("mark", "plan.bad_mark", mark)
		}
	}
	if f.has("explicit") {
		return
	}
	if !f.has("source") {
		f.r.addField(f.at, "source", "plan.no_source")
	}
	if !f.has("mark") {
		f.r.addField(f.at, "mark", "plan.no_mark")
	}
}
