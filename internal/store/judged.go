package store

import (
	"context"
	"slices"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// judged returns every instance of the body at asOf, worst first. Callers must not
// change it. Of those who ask about one body at once, one asks for all.
func (s *Store) judged(ctx context.Context, body string, asOf time.Time) ([]disclosure.Instance, error) {
	for {
		v := s.lock.version(body, s.now())
		if list, ok := s.cache.get(body, asOf, v); ok {
			return list, nil
		}
		a, joined, err := s.flights.do(ctx, body, func(ctx context.Context) (judgedAnswer, error) { return s.judge(ctx, body, asOf) })
		if err != nil {
			return nil, err
		}
		if !joined || a.right(asOf, v) {
			return a.instances, nil
		}
	}
}

// judge judges one body in Go, from its facts, and keeps the answer: planning the
// statements of the other judge takes longer than judging a body.
func (s *Store) judge(ctx context.Context, body string, asOf time.Time) (judgedAnswer, error) {
	a := judgedAnswer{version: s.lock.version(body, s.now()), from: asOf}
	l, err := s.ledger(ctx, body)
	if err != nil {
		return a, err
	}
	plans, planned, err := s.planKnown(ctx, body, asOf)
	if err != nil {
		return a, err
	}
	calendar, noticed, err := s.calendarKnown(ctx, asOf)
	if err != nil {
		return a, err
	}
	a.instances = disclosure.Judge(plans, calendar, l.facts, asOf)
	// as-of is exclusive: at the very moment of a fact it is still unknown
	a.to = slices.MinFunc([]time.Time{nextStrike(a.instances, asOf), l.next(asOf), planned, noticed}, time.Time.Compare)
	s.cache.put(body, a)
	return a, nil
}

// nextStrike is the last as-of for which no clock has moved since asOf: delays
// and open consultations grow by the day, delays of hour clocks by the started
// hour, and terms, months and gaps end.
func nextStrike(list []disclosure.Instance, asOf time.Time) time.Time {
	until := workday.DateOf(asOf.Add(-time.Millisecond)).End()
	for _, i := range list {
		if i.DueAt.After(asOf) && !i.DueAt.After(until) {
			until = i.DueAt.Add(-time.Millisecond) // a term that ends at the moment has ended
		}
		if i.Term.Unit == disclosure.Hours && i.Verdict == disclosure.Missing {
			started := max(1, (asOf.Sub(i.DueAt)+time.Hour-1)/time.Hour)
			if full := i.DueAt.Add(started * time.Hour); full.Before(until) {
				until = full
			}
		}
	}
	return until
}

// Instances implements disclosure.Reader.
func (s *Store) Instances(ctx context.Context, q disclosure.Question) ([]disclosure.Instance, error) {
	all, err := s.judged(ctx, q.Body, q.AsOf)
	if err != nil {
		return nil, err
	}
	var places []int32 // an instance is large: it is copied once
	for n := range all {
		if asked(q, &all[n]) {
			places = append(places, int32(n))
		}
	}
	places = places[min(q.Offset, len(places)):]
	if q.Limit > 0 && len(places) > q.Limit {
		places = places[:q.Limit]
	}
	list := slices.Grow([]disclosure.Instance(nil), len(places))
	for _, n := range places {
		list = append(list, all[n])
	}
	return list, nil
}

// Instance implements disclosure.Reader.
func (s *Store) Instance(ctx context.Context, q disclosure.Question) (disclosure.Instance, error) {
	q.From, q.To, q.Verdicts, q.Limit, q.Offset = 0, 0, nil, 1, 0
	list, err := s.Instances(ctx, q)
	if err != nil {
		return disclosure.Instance{}, err
	}
	if len(list) == 0 || q.Duty == "" || q.Subject == "" {
		return disclosure.Instance{}, disclosure.ErrNotFound
	}
	return list[0], nil
}

func asked(q disclosure.Question, i *disclosure.Instance) bool {
	return i.External == q.External && (q.From == 0 || i.CountedOn >= q.From) && (q.To == 0 || i.CountedOn <= q.To) &&
		(q.Office == "" || i.Office == q.Office) && (q.Duty == "" || i.Duty == q.Duty) &&
		(q.Subject == "" || i.Subject == q.Subject) &&
		(len(q.Verdicts) == 0 || slices.Contains(q.Verdicts, i.Verdict))
}

// Tallies implements disclosure.Reader.
func (s *Store) Tallies(ctx context.Context, q disclosure.Question) ([]disclosure.Tally, error) {
	q.Limit, q.Offset = 0, 0
	list, err := s.Instances(ctx, q)
	if err != nil {
		return nil, err
	}
	return disclosure.TallyUp(list), nil
}
