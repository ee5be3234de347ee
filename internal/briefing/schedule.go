package briefing

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"daylight/internal/assessment"
	"daylight/internal/workday"
)

// Schedule says which briefings are drafted without being asked for. The zero
// Schedule drafts none.
type Schedule struct {
	Kind            Kind // any but Special
	AfterWorkdays   int  // the draft is there this many working days after its period
	RectifyWorkdays int
}

// DefaultSchedule is a proposal: plans ask for 定期通报 without saying how often.
var DefaultSchedule = Schedule{Kind: Quarterly, AfterWorkdays: 5, RectifyWorkdays: 10}

var kindMonths = map[Kind]int{Monthly: 1, Quarterly: 3, HalfYearly: 6, Annual: 12}

var kindNames = map[Kind]string{Monthly: "monthly", Quarterly: "quarterly", HalfYearly: "half_yearly", Annual: "annual", Special: "special"}

// Kinds lists the kinds in their order.
var Kinds = []Kind{Monthly, Quarterly, HalfYearly, Annual, Special}

// Key is the kind's stable name, in addresses, answers and the catalogue.
func (k Kind) Key() string { return kindNames[k] }

// ParseKind reads a stable name.
func ParseKind(key string) (Kind, bool) {
	for k, name := range kindNames {
		if name == key {
			return k, true
		}
	}
	return 0, false
}

// PeriodOf returns the kind's period that holds the day: the quarter of a special
// briefing.
func (k Kind) PeriodOf(day workday.Date) assessment.Period {
	months := kindMonths[k]
	if months == 0 {
		months = kindMonths[Quarterly]
	}
	n := (int(day.Month()) - 1) / months
	from := workday.NewDate(day.Year(), time.Month(n*months+1), 1)
	return assessment.Period{From: from, To: from.AddMonths(months) - 1}
}

// Finished returns the kind's last period that is over on the day.
func (k Kind) Finished(today workday.Date) assessment.Period {
	return k.PeriodOf(k.PeriodOf(today).From - 1)
}

// PeriodCode is the short code of a period that is a whole one: 2026Q3; "" of others.
func PeriodCode(p assessment.Period) string {
	for _, k := range []Kind{Annual, HalfYearly, Quarterly, Monthly} {
		if k.PeriodOf(p.From) != p {
			continue
		}
		year, n := p.From.Year(), (int(p.From.Month())-1)/kindMonths[k]+1
		switch k {
		case Annual:
			return fmt.Sprintf("%04d", year)
		case HalfYearly:
			return fmt.Sprintf("%04dH%d", year, n)
		case Quarterly:
			return fmt.Sprintf("%04dQ%d", year, n)
		default:
			return fmt.Sprintf("%04d-%02d", year, n)
		}
	}
	return ""
}

// Planned is a draft that the schedule wants.
type Planned struct {
	Record // with the id that it will have, the same however often it is asked for
	Due    workday.Date
}

// Due returns the draft that is due for the body and not there yet: of the last
// period over, once its working days have passed. A briefing of that kind and
// period that anybody has made, even if it was dropped since, is enough. As-of is the
// first moment of the due day, however late the schedule runs.
func (s Schedule) Due(body string, today workday.Date, calendar *workday.Calendar, records []Record) (Planned, bool) {
	if kindMonths[s.Kind] == 0 {
		return Planned{}, false
	}
	period := s.Kind.Finished(today)
	due := calendar.AddWorkdays(period.To, s.AfterWorkdays).Date
	if today < due || slices.ContainsFunc(records, func(r Record) bool { return r.Request.Kind == s.Kind && r.Request.Period == period }) {
		return Planned{}, false
	}
	return Planned{Due: due, Record: Record{
		ID: "auto-" + strings.ToLower(PeriodCode(period)),
		Request: Request{
			Body: body, Kind: s.Kind, Period: period, Window: period, AsOf: due.Start(), RectifyWorkdays: s.RectifyWorkdays,
		},
	}}, true
}
