package web

import (
	"fmt"
	"regexp"
	"strconv"
	"time"

	"daylight/internal/i18n"
	"daylight/internal/workday"
)

// Period is a span of due dates with the name it has in addresses: 2026Q3,
// 2026H1, 2026, 2026-07. An instance is scored in the period of its due date.
type Period struct {
	Key      string // "" when From and To were given by hand
	From, To workday.Date
	months   int
}

var (
	yearForm    = regexp.MustCompile(`^(\d{4})$`)
	quarterForm = regexp.MustCompile(`^(\d{4})[Qq]([1-4])$`)
	halfForm    = regexp.MustCompile(`^(\d{4})[Hh]([12])$`)
	monthForm   = regexp.MustCompile(`^(\d{4})-(0[1-9]|1[0-2])$`)
)

// ParsePeriod reads the name of a period.
func ParsePeriod(s string) (Period, bool) {
	for months, form := range map[int]*regexp.Regexp{12: yearForm, 6: halfForm, 3: quarterForm, 1: monthForm} {
		m := form.FindStringSubmatch(s)
		if m == nil {
			continue
		}
		year, _ := strconv.Atoi(m[1])
		if year < firstYear || year > lastYear {
			return Period{}, false
		}
		n := 1
		if len(m) > 2 {
			n, _ = strconv.Atoi(m[2])
		}
		return periodOf(workday.NewDate(year, time.Month((n-1)*months+1), 1), months), true
	}
	return Period{}, false
}

const firstYear, lastYear = 2008, 2199 // 2008: the first 条例 took effect

// QuarterOf returns the quarter that holds day d.
func QuarterOf(d workday.Date) Period { return periodOf(d, 3) }

func periodOf(d workday.Date, months int) Period {
	n := (int(d.Month()) - 1) / months
	from := workday.NewDate(d.Year(), time.Month(n*months+1), 1)
	p := Period{From: from, To: from.AddMonths(months) - 1, months: months}
	switch months {
	case 12:
		p.Key = fmt.Sprintf("%04d", d.Year())
	case 6:
		p.Key = fmt.Sprintf("%04dH%d", d.Year(), n+1)
	case 3:
		p.Key = fmt.Sprintf("%04dQ%d", d.Year(), n+1)
	case 1:
		p.Key = fmt.Sprintf("%04d-%02d", d.Year(), n+1)
	}
	return p
}

// Previous returns the period of the same length before p. A span given by
// hand moves by its own number of days.
func (p Period) Previous() Period { return p.move(-1) }

// Next returns the period of the same length after p.
func (p Period) Next() Period { return p.move(1) }

func (p Period) move(n int) Period {
	switch {
	case p.From.IsZero() || p.To.IsZero():
		return p
	case p.months == 0:
		days := (p.To - p.From + 1) * workday.Date(n)
		return Period{From: p.From + days, To: p.To + days}
	}
	return periodOf(p.From.AddMonths(n*p.months), p.months)
}

// Year returns the whole year that p lies in.
func (p Period) Year() Period { return periodOf(p.From, 12) }

// Label returns the name of the period in words: 2026 年第三季度.
func (p Period) Label(lang i18n.Lang) string {
	year, nth := p.From.Year(), 0
	if p.months > 0 {
		nth = (int(p.From.Month())-1)/p.months + 1
	}
	switch p.months {
	case 12:
		return i18n.T(lang, "period.year", year)
	case 6:
		return i18n.T(lang, fmt.Sprintf("period.half%d", nth), year)
	case 3:
		return i18n.T(lang, fmt.Sprintf("period.quarter%d", nth), year)
	case 1:
		return i18n.T(lang, "period.month", year, nth)
	}
	switch {
	case p.From.IsZero() && p.To.IsZero():
		return i18n.T(lang, "period.all")
	case p.From.IsZero():
		return i18n.T(lang, "period.until", formatDate(lang, p.To))
	case p.To.IsZero():
		return i18n.T(lang, "period.since", formatDate(lang, p.From))
	}
	return i18n.T(lang, "period.span", formatDate(lang, p.From), formatDate(lang, p.To))
}
