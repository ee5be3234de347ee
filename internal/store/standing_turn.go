package store

import (
	"context"
	"sync"

	"daylight/internal/assessment"
)

// standingTurns let one question about a period and moment compute at a time, so
// that the next one finds what it computed, and few of them altogether.
type standingTurns struct {
	mu   sync.Mutex
	all  chan struct{}
	each map[turnKey]*standingTurn
	kept standingCache
}

// computingAtOnce bounds the questions that compute side by side: one keeps the
// present, the other may look back.
const computingAtOnce = 2

type turnKey struct {
	period assessment.Period
	asOf   int64 // milliseconds; 0 is the present
}

func keyOf(q assessment.NationQuestion) turnKey {
	if q.AsOf.IsZero() {
		return turnKey{period: q.Period}
	}
	return turnKey{q.Period, q.AsOf.UnixMilli()}
}

type standingTurn struct {
	held chan struct{}
	here int // waiting or holding
}

// take waits for its turn. The returned release ends it.
func (t *standingTurns) take(ctx context.Context, q assessment.NationQuestion) (release func(), err error) {
	turn, leave := t.enter(q)
	select {
	case turn.held <- struct{}{}:
	case <-ctx.Done():
		leave()
		return nil, ctx.Err()
	}
	select {
	case t.all <- struct{}{}:
		return func() { <-t.all; <-turn.held; leave() }, nil
	case <-ctx.Done():
		<-turn.held
		leave()
		return nil, ctx.Err()
	}
}

func (t *standingTurns) enter(q assessment.NationQuestion) (turn *standingTurn, leave func()) {
	key := keyOf(q)
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.each == nil {
		t.each, t.all = map[turnKey]*standingTurn{}, make(chan struct{}, computingAtOnce)
	}
	if turn = t.each[key]; turn == nil {
		turn = &standingTurn{held: make(chan struct{}, 1)}
		t.each[key] = turn
	}
	turn.here++
	return turn, func() {
		t.mu.Lock()
		defer t.mu.Unlock()
		if turn.here--; turn.here == 0 {
			delete(t.each, key)
		}
	}
}
