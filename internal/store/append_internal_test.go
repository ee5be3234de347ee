package store

import (
	"context"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/engine"
)

// openTwice returns two stores on one engine, as two processes have.
func openTwice(t *testing.T) (a, b *Store, dir string) {
	t.Helper()
	dir = t.TempDir()
	e, err := engine.Start(t.Context(), engine.Options{DataDir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	open := func() *Store {
		s, err := Open(t.Context(), Options{DSN: e.DSN(), LockDir: dir})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		return s
	}
	return open(), open(), dir
}

func numbered(body string, from, to int) []disclosure.Event {
	var events []disclosure.Event
	for n := from; n < to; n++ {
		events = append(events, disclosure.Event{Body: body, ID: fmt.Sprint(n), Duty: "w", Subject: "一号", Kind: disclosure.Published,
			OccurredAt: time.Date(2026, 3, 1, 0, n, 0, 0, beijing)})
	}
	return events
}

func tally(outcomes []disclosure.Outcome) map[disclosure.Outcome]int {
	count := map[disclosure.Outcome]int{}
	for _, o := range outcomes {
		count[o]++
	}
	return count
}

func mustAppend(t *testing.T, s *Store, events []disclosure.Event, appended, duplicate int) {
	t.Helper()
	outcomes, err := s.Append(t.Context(), events)
	if err != nil {
		t.Fatal(err)
	}
	if got := tally(outcomes); got[disclosure.Appended] != appended || got[disclosure.Duplicate] != duplicate {
		t.Fatalf("appended and duplicate %v, want %d and %d", got, appended, duplicate)
	}
}

func TestAFactOfAnotherProcessIsKnown(t *testing.T) {
	a, b, _ := openTwice(t)
	mustAppend(t, a, numbered("b", 0, 300), 300, 0)
	mustAppend(t, a, numbered("b", 200, 400), 100, 100)
	mustAppend(t, b, numbered("b", 390, 500), 100, 10)
	mustAppend(t, a, numbered("b", 480, 510), 10, 20)
	mustAppend(t, a, numbered("b", 509, 510), 0, 1)
	other := numbered("b", 3, 4)
	other[0].Title = "另一件事"
	if outcomes, err := a.Append(t.Context(), other); err != nil || outcomes[0] != disclosure.Conflict {
		t.Errorf("%v, %v", outcomes, err)
	}
	mustAppend(t, a, numbered("c", 0, 10), 10, 0)
	twice := append(numbered("b", 600, 700), numbered("b", 650, 700)...)
	mustAppend(t, a, twice, 100, 50)
	// More than there was room for.
	mustAppend(t, a, numbered("b", 700, 20_000), 19_300, 0)
	mustAppend(t, a, numbered("b", 0, 20_100), 100+90, 19_910)
}

// TestWhatADeadProcessWroteIsKnown plays a process that dies between its rows
// and the note that it committed.
func TestWhatADeadProcessWroteIsKnown(t *testing.T) {
	a, b, dir := openTwice(t)
	mustAppend(t, a, numbered("b", 0, 100), 100, 0)
	dead, err := openCommitLock(filepath.Join(dir, "commit.lock"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := dead.take(t.Context()); err != nil {
		t.Fatal(err)
	}
	moment := a.nextMoment()
	dead.begin(moment)
	late := numbered("b", 100, 150)
	for i := range late {
		late[i].RecordedAt = moment
	}
	if err := b.InsertForTest(t.Context(), late); err != nil {
		t.Fatal(err)
	}
	dead.close()
	mustAppend(t, a, numbered("b", 140, 300), 150, 10)
	if !a.lock.last().After(moment) {
		t.Errorf("the commit at %v is not after the dead one's at %v", a.lock.last(), moment)
	}
	if len(a.seen.bodies) > 0 {
		t.Error("ids are remembered while a lost commit may still arrive")
	}
}

// TestEveryFactIsAppendedOnce sends overlapping facts from many sides at once.
func TestEveryFactIsAppendedOnce(t *testing.T) {
	a, b, _ := openTwice(t)
	const ids = 3000
	var appended atomic.Int64
	var clients sync.WaitGroup
	for n := range 12 {
		clients.Go(func() {
			luck, s := rand.New(rand.NewPCG(uint64(n), 1)), a
			if n%3 == 0 {
				s = b
			}
			for range 25 {
				from, size := luck.IntN(ids-200), 1
				if luck.IntN(2) == 0 {
					size = luck.IntN(200)
				}
				events := numbered(fmt.Sprint("b", luck.IntN(3)), from, from+size)
				outcomes, err := s.Append(context.Background(), events)
				if err != nil {
					t.Error(err)
				}
				appended.Add(int64(tally(outcomes)[disclosure.Appended]))
			}
		})
	}
	clients.Wait()
	var rows, different uint64
	if err := a.conn.QueryRow(t.Context(), "SELECT count(), uniqExact(body, id) FROM event").Scan(&rows, &different); err != nil {
		t.Fatal(err)
	}
	if rows != different || int64(rows) != appended.Load() || rows < ids {
		t.Errorf("%d rows of %d different facts, %d said to be appended", rows, different, appended.Load())
	}
}

func TestAKnownIDIsNeverTakenForNew(t *testing.T) {
	s, wrong := newSeenIDs(), 0
	var ids []string
	for n := range 5000 {
		ids = append(ids, fmt.Sprint("known ", n))
	}
	s.learn("b", ids[:4000], 100)
	for _, id := range ids[4000:] {
		s.add("b", []disclosure.Event{{ID: id}}, []disclosure.Outcome{disclosure.Appended})
	}
	for _, id := range ids {
		if f := s.bodies["b"]; f == nil || !f.has(s.hash(id)) {
			t.Fatalf("%s is not known", id)
		}
	}
	for n := range 100_000 {
		if s.bodies["b"].has(s.hash(fmt.Sprint("new ", n))) {
			wrong++
		}
	}
	if wrong > 400 {
		t.Errorf("%d of 100,000 new ids are taken for known", wrong)
	}
	for n := range 2000 {
		s.learn(fmt.Sprint("body", n), ids, 0)
	}
	if s.bytes > seenBytes || len(s.bodies) < 50 {
		t.Errorf("%d bytes of %d bodies", s.bytes, len(s.bodies))
	}
}

// TestACommitWaitsForRegularsAndForNobodyElse: where patience never ends, a commit
// that waited for more than those who may come would hang.
func TestACommitWaitsForRegularsAndForNobodyElse(t *testing.T) {
	one := appendJob{events: make([]disclosure.Event, 1)}
	for _, c := range []struct {
		name                     string
		waiting, later, regulars int
		patience                 time.Duration // 0: without end
		first                    appendJob
		want                     int
	}{
		{name: "独自一人", regulars: 1, first: one, want: 1},
		{name: "排队的都带上", waiting: 4, regulars: 1, first: one, want: 5},
		{name: "等上回同来的人", waiting: 1, later: 2, regulars: 4, first: one, want: 4},
		{name: "不来就不再等", waiting: 1, regulars: 9, patience: time.Millisecond, first: one, want: 2},
		{name: "满额即行", waiting: 3, regulars: 9, first: appendJob{events: make([]disclosure.Event, groupEvents)}, want: 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := &writer{jobs: make(chan appendJob, 256)}
			for range c.waiting {
				w.jobs <- one
			}
			go func() {
				for range c.later {
					w.jobs <- one
				}
			}()
			var patience <-chan time.Time
			if c.patience > 0 {
				patience = time.After(c.patience)
			}
			if got := len(w.gather(c.first, c.regulars, patience)); got != c.want {
				t.Errorf("%d appends share the commit, want %d", got, c.want)
			}
		})
	}
}
