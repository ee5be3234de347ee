package access

import (
	"sync"
	"time"
)

// Throttle lets each key act a number of times within a sliding window.
type Throttle struct {
	limit  int
	window time.Duration
	mu     sync.Mutex
	seen   map[string][]time.Time
}

// maxKeys bounds the memory of a Throttle; beyond it the oldest windows go.
const maxKeys = 20_000

// NewThrottle returns a Throttle of limit acts per window.
func NewThrottle(limit int, window time.Duration) *Throttle {
	return &Throttle{limit: limit, window: window, seen: map[string][]time.Time{}}
}

// Take counts one act of key. When there were too many it counts nothing and
// returns how long to wait until the next is allowed.
func (t *Throttle) Take(key string, now time.Time) (wait time.Duration, ok bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	recent := t.recent(key, now)
	if len(recent) >= t.limit {
		return recent[0].Add(t.window).Sub(now), false
	}
	if len(t.seen) >= maxKeys {
		t.sweep(now)
	}
	t.seen[key] = append(recent, now)
	return 0, true
}

// Forget clears the key, after a success.
func (t *Throttle) Forget(key string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.seen, key)
}

func (t *Throttle) recent(key string, now time.Time) []time.Time {
	acts := t.seen[key]
	for len(acts) > 0 && !acts[0].After(now.Add(-t.window)) {
		acts = acts[1:]
	}
	return acts
}

func (t *Throttle) sweep(now time.Time) {
	for key := range t.seen {
		if len(t.recent(key, now)) == 0 {
			delete(t.seen, key)
		}
	}
	for key := range t.seen {
		if len(t.seen) < maxKeys/2 {
			return
		}
		delete(t.seen, key)
	}
}

// Len returns how many keys are remembered.
func (t *Throttle) Len() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return len(t.seen)
}
