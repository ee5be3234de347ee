package store

import (
	"context"
	"slices"
	"sync"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// judged returns every instance of the body at asOf, worst first. Callers must not
// change it.
func (s *Store) judged(ctx context.Context, body string, asOf time.Time) ([]disclosure.Instance, error) {
	a, err := s.answer(ctx, body, asOf)
	return a.instances, err
}

// answer is what is kept, or a sitting finds. There is one sitting about a body at
// a time, for all who ask; a page asks for several moments.
func (s *Store) answer(ctx context.Context, body string, asOf time.Time) (judgedAnswer, error) {
	for {
		v := s.lock.version(body, s.now())
		if a, ok := s.cache.get(body, asOf, v); ok {
			return a, nil
		}
		s.asked.add(body, asOf)
		answers, joined, err := s.sittings.do(ctx, body, func(ctx context.Context) ([]judgedAnswer, error) { return s.sit(ctx, body, asOf) })
		if err != nil {
			return judgedAnswer{}, err
		}
		if !joined {
			return answers[0], nil
		}
		if n := slices.IndexFunc(answers, func(a judgedAnswer) bool { return a.right(asOf, v) }); n >= 0 {
			return answers[n], nil
		}
	}
}

// sit judges one body in Go, from its facts, at the moment and at those that
// others ask for meanwhile: planning the statements of the other judge takes longer
// than judging a body. It has one place before the engine from the first fact to
// the last verdict, since the machine has no more cores for the judge than for the
// engine, and facts take memory.
func (s *Store) sit(ctx context.Context, body string, asOf time.Time) ([]judgedAnswer, error) {
	leave, err := s.gate.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()
	ctx = unhindered(ctx)
	v := s.lock.version(body, s.now())
	facts, err := s.readLedger(ctx, body)
	if err != nil {
		return nil, err
	}
	first, err := s.judge(ctx, body, facts, v, asOf)
	if err != nil {
		return nil, err
	}
	answers := []judgedAnswer{first}
	for _, asOf := range s.asked.take(body) {
		if slices.ContainsFunc(answers, func(a judgedAnswer) bool { return a.right(asOf, v) }) {
			continue
		}
		a, err := s.judge(ctx, body, facts, v, asOf)
		if err != nil {
			return nil, err
		}
		answers = append(answers, a)
	}
	return answers, nil
}

// judge judges at one moment and keeps the answer.
func (s *Store) judge(ctx context.Context, body string, facts ledger, v version, asOf time.Time) (judgedAnswer, error) {
	a := judgedAnswer{version: v, from: asOf}
	plans, planned, err := s.planKnown(ctx, body, asOf)
	if err != nil {
		return a, err
	}
	calendar, noticed, err := s.calendarKnown(ctx, asOf)
	if err != nil {
		return a, err
	}
	a.instances, a.feeds = disclosure.Judge(plans, calendar, facts, asOf), facts.feeds(asOf)
	// as-of is exclusive: at the very moment of a fact it is still unknown
	a.to = slices.MinFunc([]time.Time{nextStrike(a.instances, asOf), facts.next(asOf), planned, noticed}, time.Time.Compare)
	s.cache.put(body, a)
	return a, nil
}

// moments has those at which bodies are asked for, until a sitting takes them.
type moments struct {
	mu sync.Mutex
	of map[string][]time.Time
}

func (m *moments) add(body string, asOf time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if list := m.of[body]; len(list) < keptMoments && !slices.ContainsFunc(list, asOf.Equal) {
		put(&m.of, body, append(list, asOf))
	}
}

func (m *moments) take(body string) []time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	list := m.of[body]
	delete(m.of, body)
	return list
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
	all, err := s.judged(ctx, q.Body, q.AsOf)
	if err != nil {
		return nil, err
	}
	return disclosure.TallyOf(func(count func(*disclosure.Instance) bool) {
		for n := range all {
			if asked(q, &all[n]) && !count(&all[n]) {
				return
			}
		}
	}), nil
}

// Feeds implements disclosure.Reader.
func (s *Store) Feeds(ctx context.Context, body string, asOf time.Time) ([]disclosure.Feed, error) {
	a, err := s.answer(ctx, body, asOf)
	return slices.Clone(a.feeds), err
}
