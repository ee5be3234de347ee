package briefing

import (
	"context"
	"fmt"
	"slices"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// Source is what a briefing is made from. One that is an assessment.ExtraReader
// has its faults and bonuses counted; one that is assessment.Appeals, its pending
// appeals told.
type Source interface {
	disclosure.Reader
	assessment.SchemeReader
}

// material is everything that was asked for, before anything is written.
type material struct {
	request  Request
	body     disclosure.Body
	plans    []*disclosure.Plan
	infos    []disclosure.PlanInfo
	scheme   *assessment.Scheme
	calendar *workday.Calendar
	digest   string
	offices  []disclosure.Office // in the office list's own order

	now, before, lastYear, toDate aspect
	earlier                       []disclosure.Instance // missing still, of the year before the period
	coming                        []disclosure.Instance // due in the next period, still to be met
	external                      []disclosure.Instance // of the period, performed by others
	corrections                   []Correction          // of earlier issues
	objections                    map[string]int        // pending appeals by office; nil when the source does not tell
}

// aspect is one period: what counts in it, and the points for it.
type aspect struct {
	period assessment.Period
	list   []disclosure.Instance // worst first
	counts counts
	result assessment.Result
}

func (a aspect) rate() int64 { return ratio(a.counts.met(), a.counts.judged()) }

// score finds an office.
func (a aspect) score(office string) (assessment.OfficeScore, bool) {
	for _, o := range a.result.Offices {
		if o.Office.Code == office {
			return o, true
		}
	}
	return assessment.OfficeScore{}, false
}

// gatherer asks the source, and each question once: a fact that comes in
// meanwhile cannot set two tables at odds.
type gatherer struct {
	Source
	ctx     context.Context
	request Request
	plans   []*disclosure.Plan
	infos   []disclosure.PlanInfo
	cal     *workday.Calendar
	asked   map[string][]disclosure.Instance
}

func gather(ctx context.Context, src Source, r Request) (*material, error) {
	g := &gatherer{Source: src, ctx: ctx, request: r, asked: map[string][]disclosure.Instance{}}
	m := &material{request: r}
	var err error
	if g.plans, g.infos, err = assessment.PlansKnown(ctx, src, r.Body, r.AsOf); err != nil {
		return nil, fmt.Errorf("read plans: %w", err)
	}
	if g.cal, err = src.Calendar(ctx, r.AsOf); err != nil {
		return nil, fmt.Errorf("read calendar: %w", err)
	}
	m.plans, m.infos, m.calendar = g.plans, g.infos, g.cal
	m.body = m.plans[len(m.plans)-1].Body
	if err := g.aspects(m); err != nil {
		return nil, err
	}
	if err := g.rest(m); err != nil {
		return nil, err
	}
	if err := g.appeals(m); err != nil {
		return nil, err
	}
	return m, g.sign(m)
}

func (g *gatherer) aspects(m *material) error {
	p := g.request.Period
	for _, a := range []struct {
		to     *aspect
		period assessment.Period
	}{{&m.now, p}, {&m.before, previous(p)}, {&m.lastYear, yearBefore(p)}, {&m.toDate, yearToDate(p)}} {
		var err error
		if *a.to, err = g.aspect(a.period); err != nil {
			return err
		}
	}
	m.scheme = m.now.result.Scheme
	for _, o := range m.now.result.Offices {
		m.offices = append(m.offices, o.Office)
	}
	return nil
}

func (g *gatherer) aspect(p assessment.Period) (a aspect, err error) {
	a.period = p
	q := assessment.Question{Body: g.request.Body, Period: p, AsOf: g.request.AsOf}
	scheme, err := g.SchemeInForce(g.ctx, q.Body, q.Day(), q.AsOf)
	if err != nil {
		return a, fmt.Errorf("read scheme: %w", err)
	}
	list, err := g.Instances(g.ctx, disclosure.Question{Body: q.Body, From: p.From, To: p.To, AsOf: q.AsOf})
	if err != nil {
		return a, err
	}
	in := assessment.Input{
		Period: p, Offices: assessment.OfficesOn(g.plans, q.Day()), Instances: list, Duties: assessment.DutiesOf(g.plans...), Calendar: g.cal.Version(),
	}
	if in.Extras, err = assessment.ExtrasOf(g.ctx, g.Source, q.Body, q.AsOf); err != nil {
		return a, fmt.Errorf("read faults and bonuses: %w", err)
	}
	a.result = assessment.Assess(scheme, in)
	a.list = keep(list, func(i disclosure.Instance) bool { return counting(i, p) && g.meant(i) })
	a.counts = countInstances(a.list)
	return a, nil
}

// rest asks for what stands outside the period's figures.
func (g *gatherer) rest(m *material) error {
	r, p, after := g.request, g.request.Period, next(g.request.Period)
	q := disclosure.Question{Body: r.Body, AsOf: r.AsOf}
	early, late, others := q, q, q
	early.From, early.To, early.Verdicts = earlierThan(p).From, earlierThan(p).To, []disclosure.Verdict{disclosure.Missing}
	late.From, late.To = after.From, after.To
	others.From, others.To, others.External = p.From, p.To, true
	lists := map[*disclosure.Question][]disclosure.Instance{}
	for _, q := range []*disclosure.Question{&early, &late, &others} {
		list, err := g.Instances(g.ctx, *q)
		if err != nil {
			return fmt.Errorf("read instances: %w", err)
		}
		lists[q] = keep(list, g.meant)
	}
	m.earlier = keep(lists[&early], func(i disclosure.Instance) bool {
		return i.Verdict == disclosure.Missing && counting(i, earlierThan(p))
	})
	m.coming = keep(lists[&late], func(i disclosure.Instance) bool {
		return i.Verdict == disclosure.Pending && counting(i, after)
	})
	own, err := g.Instances(g.ctx, disclosure.Question{Body: r.Body, From: p.From, To: p.To, AsOf: r.AsOf})
	if err != nil {
		return err
	}
	m.external = keep(append(lists[&others], own...), func(i disclosure.Instance) bool {
		return i.CountedOn >= p.From && i.CountedOn <= p.To && outside(i) && g.meant(i)
	})
	return nil
}

// appeals asks for pending appeals, if the source keeps them.
func (g *gatherer) appeals(m *material) error {
	if a, ok := g.Source.(assessment.Appeals); ok {
		list, err := a.AppealsKnown(g.ctx, g.request.Body, g.request.AsOf)
		if err != nil {
			return fmt.Errorf("read appeals: %w", err)
		}
		m.objections = assessment.Objections(list, g.request.Period)
	}
	return nil
}

// sign computes the digest over everything that the figures rest on.
func (g *gatherer) sign(m *material) error {
	facts, err := g.Facts(g.ctx, disclosure.Question{Body: g.request.Body, AsOf: g.request.AsOf})
	if err != nil {
		return fmt.Errorf("read ledger: %w", err)
	}
	extras, err := assessment.ExtrasOf(g.ctx, g.Source, g.request.Body, g.request.AsOf)
	if err != nil {
		return fmt.Errorf("read faults and bonuses: %w", err)
	}
	m.digest = assessment.Inputs{
		Question: assessment.Question{Body: g.request.Body, Period: g.request.Period, AsOf: g.request.AsOf},
		Plans:    m.infos, Scheme: m.scheme, Calendar: m.calendar, Facts: facts, Extras: extras,
	}.Digest()
	return nil
}

// meant reports whether the instance is what a special briefing is about.
func (g *gatherer) meant(i disclosure.Instance) bool {
	switch r := g.request; {
	case r.Duty != "":
		return i.Duty == r.Duty
	case r.Block != "":
		return blockOf(g.plans, i) == r.Block
	}
	return true
}

// blockOf is the block of the instance's duty as its plan version has it.
func blockOf(plans []*disclosure.Plan, i disclosure.Instance) string {
	for _, p := range plans {
		if d, ok := p.DutyByCode(i.Duty); ok && p.Version == i.PlanVersion {
			return d.Block
		}
	}
	return ""
}

// Instances asks each question once.
func (g *gatherer) Instances(ctx context.Context, q disclosure.Question) ([]disclosure.Instance, error) {
	key := fmt.Sprint(q)
	if list, ok := g.asked[key]; ok {
		return slices.Clone(list), nil
	}
	list, err := g.Source.Instances(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("read instances: %w", err)
	}
	list = slices.Clone(list)
	slices.SortFunc(list, disclosure.WorstFirst)
	g.asked[key] = list
	return slices.Clone(list), nil
}

func keep(list []disclosure.Instance, want func(disclosure.Instance) bool) []disclosure.Instance {
	var out []disclosure.Instance
	for _, i := range list {
		if want(i) {
			out = append(out, i)
		}
	}
	return out
}
