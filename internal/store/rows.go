package store

import (
	"context"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// instanceRow is one row of queries/by_term.sql and of the other clocks.
type instanceRow struct {
	Body        string    `ch:"body"`
	Duty        string    `ch:"duty"`
	Subject     string    `ch:"subject"`
	PlanVersion uint32    `ch:"plan_version"`
	Block       string    `ch:"block"`
	Office      string    `ch:"office"`
	PeriodFrom  time.Time `ch:"period_from"`
	PeriodTo    time.Time `ch:"period_to"`
	OpenedOn    time.Time `ch:"opened_on"`
	OpenedAt    time.Time `ch:"opened_at"`
	DueOn       time.Time `ch:"due_on"`
	DueAt       time.Time `ch:"due_at"`
	CountedOn   time.Time `ch:"counted_on"`
	PublishedAt time.Time `ch:"published_at"`
	Verdict     uint8     `ch:"verdict"`
	TermUnit    uint8     `ch:"term_unit"`
	Delay       uint32    `ch:"delay"`
	Taken       int32     `ch:"taken"`
	Flags       uint16    `ch:"flags"`
	Lacking     []string  `ch:"lacking"`
	EventID     string    `ch:"event_id"`
	URL         string    `ch:"url"`
	Precision   uint8     `ch:"precision"`
	Title       string    `ch:"title"`
	EventRows   uint64    `ch:"event_rows"`
}

// instance gives the row the names and terms of the plan versions it rests on.
func (r instanceRow) instance(plans []*disclosure.Plan) disclosure.Instance {
	i := disclosure.Instance{
		Body: r.Body, Duty: r.Duty, Subject: r.Subject, Title: r.Title, Office: r.Office, OfficeName: r.Office,
		PlanVersion: int(r.PlanVersion), PeriodFrom: dateOf(r.PeriodFrom), PeriodTo: dateOf(r.PeriodTo),
		OpenedOn: dateOf(r.OpenedOn), DueOn: dateOf(r.DueOn), CountedOn: dateOf(r.CountedOn),
		PublishedAt: known(r.PublishedAt), Precision: disclosure.Precision(r.Precision),
		Verdict: disclosure.Verdict(r.Verdict), Delay: int(r.Delay), Taken: int(r.Taken), Flags: disclosure.Flag(r.Flags),
		Lacking: r.Lacking, Event: r.EventID, URL: r.URL, EventRows: int(r.EventRows),
	}
	i.Term.Unit = disclosure.TermUnit(r.TermUnit)
	if i.OpenedOn != 0 {
		i.OpenedAt = r.OpenedAt.In(beijing)
	}
	if i.DueOn != 0 {
		i.DueAt = r.DueAt.In(beijing)
	}
	for _, p := range plans {
		if p.Version != i.PlanVersion {
			continue
		}
		if d, ok := p.DutyByCode(i.Duty); ok {
			i.DutyName, i.Clause, i.Term, i.External = d.Name, d.Clause, d.Term, d.External
		}
	}
	// The office as it was called on the due date.
	p := planOn(plans, i.CountedOn)
	if p == nil && len(plans) > 0 {
		p = plans[0]
	}
	if p != nil {
		if o, ok := p.OfficeByCode(i.Office); ok {
			i.OfficeName, i.Group = o.Name, o.Group
		}
	}
	return i
}

// Moment implements disclosure.Reader.
func (s *Store) Moment(context.Context) (time.Time, error) {
	now := s.nextMoment() // as-of is exclusive: what commits next is unknown, what was acknowledged is known
	return s.lock.settled(now).In(workday.Beijing), nil
}

func known(t time.Time) time.Time {
	if t.Unix() == 0 {
		return time.Time{}
	}
	return t.In(beijing)
}
