package access

import (
	"sync"
	"time"
)

// cacheFor is how long a change made by another process may go unseen.
// Changes made through this Service are seen at once.
const cacheFor = 2 * time.Second

const maxCached = 5_000

// cache remembers answers for a moment. The zero value is ready.
type cache[V any] struct {
	mu      sync.Mutex
	entries map[string]cached[V]
}

type cached[V any] struct {
	value V
	until time.Time
}

func (c *cache[V]) get(key string, now time.Time, ask func() (V, error)) (V, error) {
	c.mu.Lock()
	hit, ok := c.entries[key]
	c.mu.Unlock()
	if ok && now.Before(hit.until) {
		return hit.value, nil
	}
	value, err := ask()
	if err != nil {
		return value, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.entries == nil || len(c.entries) >= maxCached {
		c.entries = map[string]cached[V]{}
	}
	c.entries[key] = cached[V]{value: value, until: now.Add(cacheFor)}
	return value, nil
}

func (c *cache[V]) forget(key string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.entries, key)
}
