package annualreport

import (
	"context"
	"fmt"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// Year is what the prose of the report tells besides the tables.
type Year struct {
	Body     disclosure.Body
	AsOf     time.Time // exclusive
	Office   string    // who is asked for what only people know
	Channels []string

	Due, InTime, Partial, Late, Missing int // instances of the year, as judged
	Answered, AnsweredInTime            int // applications that fell due in the year
	Briefings                           int // issued in the year
}

// YearOf counts what the prose tells.
func YearOf(ctx context.Context, r disclosure.Reader, g Gathered, asOf time.Time) (Year, error) {
	y := Year{Body: g.Plan.Body, AsOf: asOf}
	for _, c := range g.Plan.Channels {
		y.Channels = append(y.Channels, c.Name)
	}
	applications := map[string]bool{}
	for _, d := range g.Plan.Duties {
		applications[d.Code] = d.Application && d.CountedWith == ""
	}
	list, err := r.Instances(ctx, disclosure.Question{Body: g.Plan.Body.Code, AsOf: asOf,
		From: workday.NewDate(g.Year, time.January, 1), To: workday.NewDate(g.Year, time.December, 31)})
	if err != nil {
		return y, fmt.Errorf("read the year's instances: %w", err)
	}
	for _, i := range list {
		y.count(i, applications[i.Duty])
	}
	return y, nil
}

func (y *Year) count(i disclosure.Instance, application bool) {
	if !i.Verdict.Judged() || i.External {
		return
	}
	y.Due++
	switch {
	case i.Verdict.Met():
		y.InTime++
	case i.Verdict == disclosure.Partial:
		y.Partial++
	case i.Verdict == disclosure.Late:
		y.Late++
	case i.Verdict == disclosure.Missing:
		y.Missing++
	}
	if application {
		y.Answered++
		if i.Verdict.Met() {
			y.AnsweredInTime++
		}
	}
}
