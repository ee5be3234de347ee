package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/store"
	"daylight/internal/workday"
)

// openStores returns stores of two processes' kind on one engine.
func openStores(t *testing.T, o store.Options) (a, b *store.Store) {
	t.Helper()
	at := startEngine(t)
	o.DSN, o.LockDir = at.DSN, at.LockDir
	return openOn(t, o), openOn(t, o)
}

// bodies gives each of these bodies the plan with a duty of every clock.
func bodies(t *testing.T, s *store.Store, codes ...string) {
	t.Helper()
	var plans []*disclosure.Plan
	for _, code := range codes {
		p := clockPlan()
		p.Body.Code, p.Code = code, code
		plans = append(plans, p)
	}
	if err := s.LoadPlans(t.Context(), plans, "test"); err != nil {
		t.Fatal(err)
	}
}

func decision(body, subject string, kind disclosure.EventKind, when string) disclosure.Event {
	e := fact(kind, when)
	e.Body, e.Duty, e.Subject, e.ID = body, "w", subject, fmt.Sprint(subject, kind, when)
	return e
}

func TestFiftyWhoAskAboutDifferentBodiesNeverCrowdTheEngine(t *testing.T) {
	s, _ := openStores(t, store.Options{Places: 2})
	codes := make([]string, 50)
	for n := range codes {
		codes[n] = fmt.Sprintf("机关%02d", n)
	}
	bodies(t, s, codes...)
	asOf := moment("2026-06-01")
	var all sync.WaitGroup
	for _, code := range codes {
		for range 2 {
			all.Go(func() {
				list, err := s.Instances(t.Context(), disclosure.Question{Body: code, AsOf: asOf})
				if err != nil || len(list) < 5 || list[0].Body != code {
					t.Errorf("%s: %d instances, %v", code, len(list), err)
				}
			})
		}
	}
	all.Wait()
	if tr := s.Traffic(); tr.MostInFlight != 2 || tr.InFlight != 0 || tr.Waiting != 0 || tr.MostWaiting == 0 || tr.Refused != 0 {
		t.Errorf("%+v", tr)
	}
}

func TestWhatAnotherProcessRecordsIsSeenAtOnce(t *testing.T) {
	reads, writes := openStores(t, store.Options{})
	bodies(t, writes, "甲局", "乙局")
	verdict := func(body string) (disclosure.Verdict, time.Time) {
		t.Helper()
		now, err := reads.Moment(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		i, err := reads.Instance(t.Context(), disclosure.Question{Body: body, Duty: "w", Subject: "一号", AsOf: now})
		if err != nil && !errors.Is(err, disclosure.ErrNotFound) {
			t.Fatal(err)
		}
		return i.Verdict, now
	}
	append1 := func(e disclosure.Event) {
		t.Helper()
		if got, err := writes.Append(t.Context(), []disclosure.Event{e}); err != nil || got[0] != disclosure.Appended {
			t.Fatal(got, err)
		}
	}
	for _, body := range []string{"甲局", "乙局"} {
		if v, _ := verdict(body); v != 0 {
			t.Fatalf("%s: verdict %d before anything was recorded", body, v)
		}
		append1(decision(body, "一号", disclosure.Triggered, "2026-02-13"))
		if v, _ := verdict(body); v != disclosure.Missing {
			t.Fatalf("%s: verdict %d after the decision", body, v)
		}
	}
	asked := reads.Traffic().Answered
	append1(decision("甲局", "一号", disclosure.Published, "2026-02-25 10:00"))
	if v, _ := verdict("乙局"); v != disclosure.Missing || reads.Traffic().Answered != asked {
		t.Errorf("a fact of 甲局 threw the answers about 乙局 away: verdict %d, %d questions more", v, reads.Traffic().Answered-asked)
	}
	v, before := verdict("甲局")
	if v != disclosure.OnTime || reads.Traffic().Answered == asked {
		t.Errorf("verdict %d after the publication", v)
	}

	// Plans and notices are facts too.
	changed := clockPlan()
	changed.Body.Code, changed.Code, changed.Text = "乙局", "乙局", "v2"
	changed.Duties = changed.Duties[:1]
	changed.EffectiveFrom = workday.MustDate("2026-01-01")
	if loaded, err := writes.LoadPlan(t.Context(), changed, "test"); err != nil || !loaded {
		t.Fatal(loaded, err)
	}
	if v, _ := verdict("乙局"); v != 0 {
		t.Errorf("verdict %d under a plan without the duty", v)
	}
	past := disclosure.Question{Body: "乙局", Duty: "w", Subject: "一号", AsOf: before}
	if i, err := reads.Instance(t.Context(), past); err != nil || i.Verdict != disclosure.Missing {
		t.Errorf("as of before the new plan: verdict %d, %v", i.Verdict, err)
	}
	now, err := reads.Moment(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	official, err := reads.Calendar(t.Context(), now)
	if err != nil {
		t.Fatal(err)
	}
	n := official.Notices()[0]
	n.Layer, n.Source = "贵州", "某通知"
	n.Off, n.Work = n.Off[:1], nil
	if _, err := writes.LoadNotice(t.Context(), n); err != nil {
		t.Fatal(err)
	}
	if now, err = reads.Moment(t.Context()); err != nil {
		t.Fatal(err)
	}
	if c, err := reads.Calendar(t.Context(), now); err != nil || c.Version() == official.Version() {
		t.Errorf("the notice that another process loaded is not known: %v", err)
	}
}

// Readers ask without pause while another process writes: every answer has
// every fact that was recorded before its moment.
func TestNoAnswerIsOlderThanItsMoment(t *testing.T) {
	reads, writes := openStores(t, store.Options{})
	bodies(t, writes, "甲局")
	ctx, stop := context.WithCancel(t.Context())
	var all sync.WaitGroup
	var mu sync.Mutex
	var recorded []time.Time
	for range 4 {
		all.Go(func() {
			for ctx.Err() == nil {
				now, err := reads.Moment(t.Context())
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				least := 0
				for _, r := range recorded {
					if r.Before(now) {
						least++
					}
				}
				mu.Unlock()
				list, err := reads.Instances(t.Context(), disclosure.Question{Body: "甲局", Duty: "w", AsOf: now})
				if err != nil || len(list) < least {
					t.Errorf("as of %s: %d instances of at least %d, %v", now, len(list), least, err)
					return
				}
			}
		})
	}
	for n := range 60 {
		if _, err := writes.Append(t.Context(), []disclosure.Event{decision("甲局", fmt.Sprintf("%d号", n), disclosure.Triggered, "2026-02-13")}); err != nil {
			t.Fatal(err)
		}
		mu.Lock()
		recorded = append(recorded, time.Now()) // acknowledged: recorded no later than this
		mu.Unlock()
	}
	stop()
	all.Wait()
}

func TestAQuestionNobodyWaitsForLeavesTheEngine(t *testing.T) {
	s, other := openStores(t, store.Options{Places: 1})
	running := func() (n uint64) {
		t.Helper()
		if err := other.ConnForTest().QueryRow(t.Context(), "SELECT count() FROM system.processes WHERE query LIKE '%sleepEachRow%' AND query NOT LIKE '%system.processes%'").Scan(&n); err != nil {
			t.Fatal(err)
		}
		return n
	}
	within := func(what string, done func() bool) {
		t.Helper()
		for until := time.Now().Add(10 * time.Second); !done(); time.Sleep(20 * time.Millisecond) {
			if time.Now().After(until) {
				t.Fatal(what)
			}
		}
	}
	ctx, leave := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() {
		rows, err := s.ConnForTest().Query(ctx, "SELECT sleepEachRow(0.05) FROM numbers(100000) SETTINGS max_block_size = 4, function_sleep_max_microseconds_per_block = 0")
		if err == nil {
			for rows.Next() {
			}
			err = rows.Err()
			rows.Close()
		}
		ended <- err
	}()
	within("the question never began", func() bool { return running() == 1 })
	leave()
	if err := <-ended; err == nil {
		t.Error("the question ended by itself")
	}
	within("the engine works on for nobody", func() bool { return running() == 0 })
	if tr := s.Traffic(); tr.InFlight != 0 {
		t.Errorf("%+v", tr)
	}
}
