package annualreport

import (
	"context"
	"errors"
	"fmt"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// Gathered is a report with what it was counted from.
type Gathered struct {
	Report
	Gaps    []Gap
	Plan    *disclosure.Plan // in force at the end of the year, or at the moment asked
	Finding Finding          // against the year before, as the ledger has it
	Last    *Report          // nil when the ledger holds nothing of the year before
}

// Gather counts a body's report of a year from what was known at asOf, and
// checks it. The year before is counted by the same knowledge, so that a case
// entered late shows up in both.
func Gather(ctx context.Context, r disclosure.Reader, m Matters, body string, year int, asOf time.Time) (Gathered, error) {
	today := workday.DateOf(asOf.Add(-time.Millisecond))
	plan, err := r.PlanInForce(ctx, body, min(workday.NewDate(year, time.December, 31), today), asOf)
	if errors.Is(err, disclosure.ErrNotFound) { // a year before the plan: what it says now tells the duties
		plan, err = r.PlanInForce(ctx, body, today, asOf)
	}
	if err != nil {
		return Gathered{}, fmt.Errorf("read the plan: %w", err)
	}
	in, err := gather(ctx, r, m, plan, asOf)
	if err != nil {
		return Gathered{}, err
	}
	in.Year = year
	g := Gathered{Plan: plan}
	g.Report, g.Gaps = Compute(in)
	in.Year--
	if last, _ := Compute(in); last != (Report{Year: in.Year, Body: body}) {
		g.Last = &last
	}
	g.Finding = Check(&g.Report, g.Last)
	return g, nil
}

func gather(ctx context.Context, r disclosure.Reader, m Matters, plan *disclosure.Plan, asOf time.Time) (in Input, err error) {
	in.Body = plan.Body.Code
	cal, err := r.Calendar(ctx, asOf)
	if err != nil {
		return in, fmt.Errorf("read the calendar: %w", err)
	}
	in.Opened = map[string][]workday.Date{}
	for _, d := range plan.Duties {
		q := disclosure.Question{Body: in.Body, Duty: d.Code, AsOf: asOf}
		switch {
		case d.Application && d.CountedWith == "":
			facts, err := r.Facts(ctx, q)
			if err != nil {
				return in, fmt.Errorf("read the applications: %w", err)
			}
			in.Cases = append(in.Cases, CasesOf([]disclosure.Duty{d}, cal, facts, asOf)...)
		case d.AnnualLine != "":
			list, err := r.Instances(ctx, q)
			if err != nil {
				return in, fmt.Errorf("read the openings: %w", err)
			}
			for line, days := range OpenedBy([]disclosure.Duty{d}, list) {
				in.Opened[line] = append(in.Opened[line], days...)
			}
		}
	}
	in.Matters, err = m.MattersKnown(ctx, in.Body, asOf)
	if errors.Is(err, disclosure.ErrNotFound) {
		err = nil
	}
	return in, err
}
