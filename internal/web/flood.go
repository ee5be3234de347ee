package web

import (
	"sync"
	"time"
)

// flood bounds requests per address, at the price of one time for each: the
// moment until which the address has used up its share (GCRA).
type flood struct {
	every time.Duration // between requests, in the long run
	slack time.Duration // how far ahead a burst may run
	mu    sync.Mutex
	spent map[string]time.Time
}

const maxFloodKeys = 50_000

func newFlood(perMinute int) *flood {
	every := time.Minute / time.Duration(max(perMinute, 1))
	return &flood{every: every, slack: time.Minute - every, spent: map[string]time.Time{}}
}

// take counts a request, or says how long to wait for the next.
func (f *flood) take(key string, now time.Time) (wait time.Duration, ok bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	spent := f.spent[key]
	if spent.Before(now) {
		spent = now
	}
	if ahead := spent.Sub(now); ahead > f.slack {
		return ahead - f.slack, false
	}
	if len(f.spent) >= maxFloodKeys {
		f.sweep(now)
	}
	f.spent[key] = spent.Add(f.every)
	return 0, true
}

// sweep drops the addresses that owe nothing, or all of them when too many do.
func (f *flood) sweep(now time.Time) {
	for key, spent := range f.spent {
		if !spent.After(now) {
			delete(f.spent, key)
		}
	}
	if len(f.spent) >= maxFloodKeys {
		clear(f.spent)
	}
}
