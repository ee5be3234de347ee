package store_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/store"
	"daylight/internal/testkit/nation"
)

// ordinary are the facts of some bodies as they come in day by day: known from
// the moment they are stored.
func ordinary(n nation.Nation) []disclosure.Event {
	var events []disclosure.Event
	for i := range n.Bodies {
		events = append(events, n.Ledger(i)...)
	}
	for i := range events {
		events[i].RecordedAt = time.Time{}
	}
	return events
}

func withPlans(b *testing.B, n nation.Nation) *store.Store {
	s := openStore(b)
	if err := s.LoadPlans(b.Context(), n.Plans(), "test"); err != nil {
		b.Fatal(err)
	}
	return s
}

// BenchmarkBulkIntake appends in batches and beside it inserts the same rows the
// bare way.
func BenchmarkBulkIntake(b *testing.B) {
	n := nation.Nation{Bodies: 30}
	events := ordinary(n)
	for _, size := range []int{5_000, 20_000} {
		b.Run(fmt.Sprintf("append %d", size), func(b *testing.B) {
			s := withPlans(b, n)
			round := 0
			for b.Loop() {
				b.StopTimer()
				mine := renamed(events, round)
				round++
				b.StartTimer()
				for rest := mine; len(rest) > 0; rest = rest[min(size, len(rest)):] {
					if _, err := s.Append(b.Context(), rest[:min(size, len(rest))]); err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(float64(len(events)*round)/b.Elapsed().Seconds(), "facts/s")
		})
		b.Run(fmt.Sprintf("bare %d", size), func(b *testing.B) {
			s := withPlans(b, n)
			for b.Loop() {
				for rest := events; len(rest) > 0; rest = rest[min(size, len(rest)):] {
					if err := s.WriteForTest(b.Context(), rest[:min(size, len(rest))]); err != nil {
						b.Fatal(err)
					}
				}
			}
			b.ReportMetric(float64(len(events)*b.N)/b.Elapsed().Seconds(), "facts/s")
		})
	}
}

func renamed(events []disclosure.Event, round int) []disclosure.Event {
	list := append([]disclosure.Event{}, events...)
	for i := range list {
		list[i].ID = fmt.Sprintf("%d-%s", round, list[i].ID)
	}
	return list
}

// BenchmarkSingles appends one fact at a time from 32 connections.
func BenchmarkSingles(b *testing.B) {
	n := nation.Nation{Bodies: 8}
	s := withPlans(b, n)
	events := ordinary(n)
	var next atomic.Int64
	b.ResetTimer()
	start := time.Now()
	var clients sync.WaitGroup
	for range 32 {
		clients.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= min(b.N, len(events)) {
					return
				}
				if _, err := s.Append(b.Context(), events[i:i+1]); err != nil {
					b.Error(err)
				}
			}
		})
	}
	clients.Wait()
	b.ReportMetric(float64(min(b.N, len(events)))/time.Since(start).Seconds(), "facts/s")
}
