package store

import (
	linked "container/list"
	"context"
	"sync"
	"time"

	"daylight/internal/disclosure"
)

// Bounds of the queue before the engine. A page gives up after 20 s; who cannot
// be answered by then is told at once.
const (
	longestQueue = 256
	longestWait  = 15 * time.Second
)

// Traffic is what the gate before the engine has seen.
type Traffic struct {
	Places   int // questions that the engine answers side by side
	InFlight int
	Waiting  int
	Answered uint64 // since the store was opened
	Refused  uint64 // the queue was full, or the wait too long

	MostInFlight int
	MostWaiting  int
	LongestWait  time.Duration
}

// gate lets so many questions through to the engine as it has cores. Others wait
// in the order in which they came.
type gate struct {
	now     func() time.Time
	longest time.Duration // of a wait
	most    int           // in the queue

	mu      sync.Mutex
	queue   linked.List // of chan struct{}: closed when it is one's turn
	traffic Traffic
	usual   time.Duration // how long a question takes, lately
}

func newGate(places int) *gate {
	return &gate{now: time.Now, longest: longestWait, most: longestQueue, traffic: Traffic{Places: places}}
}

// unhindered marks a context whose questions need no place: those of a writer,
// who must not wait for readers, and those of who has a place and asks one after
// the other.
func unhindered(ctx context.Context) context.Context {
	return context.WithValue(ctx, inside{}, true)
}

type inside struct{}

// enter waits for a place. The returned leave gives it up; it may be called more
// than once.
func (g *gate) enter(ctx context.Context) (leave func(), err error) {
	if ctx.Value(inside{}) != nil {
		return func() {}, nil
	}
	came := g.now()
	turn, err := g.line()
	if err != nil {
		return nil, err
	}
	if turn != nil {
		if err := g.await(ctx, turn); err != nil {
			return nil, err
		}
	}
	entered := g.now()
	g.mu.Lock()
	g.traffic.LongestWait = max(g.traffic.LongestWait, entered.Sub(came))
	g.mu.Unlock()
	return sync.OnceFunc(func() { g.leave(g.now().Sub(entered)) }), nil
}

// line takes a place that is free, or the end of the queue.
func (g *gate) line() (turn *linked.Element, err error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	t := &g.traffic
	if t.InFlight < t.Places && g.queue.Len() == 0 {
		t.InFlight++
		t.MostInFlight = max(t.MostInFlight, t.InFlight)
		return nil, nil
	}
	if g.queue.Len() >= g.most {
		t.Refused++
		return nil, g.busy()
	}
	turn = g.queue.PushBack(make(chan struct{}))
	t.MostWaiting = max(t.MostWaiting, g.queue.Len())
	return turn, nil
}

func (g *gate) await(ctx context.Context, turn *linked.Element) error {
	timer := time.NewTimer(g.longest)
	defer timer.Stop()
	ready := turn.Value.(chan struct{})
	select {
	case <-ready:
		return nil
	case <-ctx.Done():
	case <-timer.C:
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	select {
	case <-ready: // the turn came in the same moment
		if ctx.Err() == nil {
			return nil
		}
		g.pass()
		return ctx.Err()
	default:
	}
	g.queue.Remove(turn)
	if err := ctx.Err(); err != nil {
		return err
	}
	g.traffic.Refused++
	return g.busy()
}

func (g *gate) leave(took time.Duration) {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.traffic.Answered++
	g.usual += (took - g.usual) / 8
	g.pass()
}

// pass hands the place to the first in the queue; g.mu must be held.
func (g *gate) pass() {
	first := g.queue.Front()
	if first == nil {
		g.traffic.InFlight--
		return
	}
	close(g.queue.Remove(first).(chan struct{}))
}

// busy says how many wait and when trying again makes sense; g.mu must be held.
func (g *gate) busy() error {
	ahead := g.queue.Len() + g.traffic.InFlight
	wait := g.usual * time.Duration(ahead) / time.Duration(g.traffic.Places)
	wait = min(max(wait.Round(time.Second), 2*time.Second), time.Minute)
	return &disclosure.Error{Kind: disclosure.Unavailable, Code: "store.busy", Args: []any{ahead, int(wait / time.Second)}, Wait: wait}
}

// Traffic tells how many questions are before the engine now, and the most so far.
func (s *Store) Traffic() Traffic {
	g := s.gate
	g.mu.Lock()
	defer g.mu.Unlock()
	t := g.traffic
	t.Waiting = g.queue.Len()
	return t
}
