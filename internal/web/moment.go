package web

import (
	"context"
	"slices"
	"sync"
	"time"

	"daylight/internal/access"
	"daylight/internal/disclosure"
)

// moment remembers one answer for a short while.
type moment[V any] struct {
	mu    sync.Mutex
	value V
	until time.Time
}

func (m *moment[V]) get(now time.Time, ask func() (V, error)) (V, error) {
	m.mu.Lock()
	value, fresh := m.value, now.Before(m.until)
	m.mu.Unlock()
	if fresh {
		return value, nil
	}
	value, err := ask()
	if err != nil {
		return value, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.value, m.until = value, now.Add(bodiesKnown)
	return value, nil
}

// bodiesKnown is how long a new body may stay out of the list.
const bodiesKnown = 5 * time.Second

// bodiesFor returns the bodies the account may look into, by code.
func (s *Server) bodiesFor(ctx context.Context, acc access.Account) ([]disclosure.Body, error) {
	all, err := s.everyBody(ctx)
	if err != nil {
		return nil, err
	}
	if acc.Body == "" && acc.SeesBody("") { // thousands are not copied for every page
		return slices.Clip(all), nil
	}
	seen := all[:0:0]
	for _, b := range all {
		if acc.SeesBody(b.Code) {
			seen = append(seen, b)
		}
	}
	return seen, nil
}
