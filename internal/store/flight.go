package store

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
)

// flights lets one question be under way for each key. Whoever asks meanwhile
// waits for its answer. The question belongs to all who wait: it goes on when the
// one who began it leaves, and is called off when the last has gone.
type flights[V any] struct {
	mu    sync.Mutex
	under map[string]*flight[V]
}

type flight[V any] struct {
	done    chan struct{}
	cancel  context.CancelFunc
	waiting int
	value   V
	err     error
}

// do returns the answer under way, or has work find one; joined says which.
func (g *flights[V]) do(ctx context.Context, key string, work func(context.Context) (V, error)) (value V, joined bool, err error) {
	f, joined := g.board(ctx, key, work)
	select {
	case <-f.done:
		return f.value, joined, f.err
	case <-ctx.Done():
		g.leave(key, f)
		return value, joined, ctx.Err()
	}
}

func (g *flights[V]) board(ctx context.Context, key string, work func(context.Context) (V, error)) (f *flight[V], joined bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if f, joined = g.under[key]; !joined {
		own, cancel := context.WithCancel(context.WithoutCancel(ctx))
		f = &flight[V]{done: make(chan struct{}), cancel: cancel}
		if g.under == nil {
			g.under = map[string]*flight[V]{}
		}
		g.under[key] = f
		go g.fly(own, key, f, work)
	}
	f.waiting++
	return f, joined
}

func (g *flights[V]) fly(ctx context.Context, key string, f *flight[V], work func(context.Context) (V, error)) {
	defer func() {
		if reason := recover(); reason != nil { // nobody above this would catch it
			f.err = fmt.Errorf("panic: %v\n%s", reason, debug.Stack())
		}
		f.cancel()
		g.mu.Lock()
		g.land(key, f)
		g.mu.Unlock()
		close(f.done)
	}()
	f.value, f.err = work(ctx)
}

func (g *flights[V]) leave(key string, f *flight[V]) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if f.waiting--; f.waiting == 0 {
		f.cancel()
		g.land(key, f) // whoever comes from here on asks anew
	}
}

// land makes room for the next; g.mu must be held.
func (g *flights[V]) land(key string, f *flight[V]) {
	if g.under[key] == f {
		delete(g.under, key)
	}
}
