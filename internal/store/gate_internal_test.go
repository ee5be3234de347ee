package store

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"daylight/internal/disclosure"
)

func TestTheGateLetsNoMoreThroughThanThereArePlaces(t *testing.T) {
	g := newGate(3)
	var inside, most atomic.Int32
	var all sync.WaitGroup
	for range 50 {
		all.Go(func() {
			leave, err := g.enter(t.Context())
			if err != nil {
				t.Error(err)
				return
			}
			n := inside.Add(1)
			for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
			}
			time.Sleep(time.Millisecond)
			inside.Add(-1)
			leave()
			leave() // twice is once
		})
	}
	all.Wait()
	tr := (&Store{gate: g}).Traffic()
	if most.Load() != 3 || tr.MostInFlight != 3 || tr.InFlight != 0 || tr.Waiting != 0 || tr.Answered != 50 || tr.LongestWait == 0 {
		t.Errorf("at most %d inside; %+v", most.Load(), tr)
	}
}

func TestWhoCameFirstIsAskedFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate(1)
		leave, _ := g.enter(t.Context())
		var mu sync.Mutex
		var order []int
		for n := range 5 {
			go func() {
				leave, err := g.enter(t.Context())
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				order = append(order, n)
				mu.Unlock()
				leave()
			}()
			synctest.Wait()
		}
		leave()
		synctest.Wait()
		for n, got := range order {
			if n != got {
				t.Errorf("order %v", order)
				break
			}
		}
		if len(order) != 5 {
			t.Errorf("order %v", order)
		}
	})
}

func TestAFullQueueSaysHowLongToWait(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGate(1)
		g.most, g.longest = 2, 10*time.Second
		leave, _ := g.enter(t.Context())
		errs := make(chan error, 2)
		gone, goAway := context.WithCancel(t.Context())
		go func() { _, err := g.enter(gone); errs <- err }()
		go func() { _, err := g.enter(t.Context()); errs <- err }()
		synctest.Wait()
		_, err := g.enter(t.Context())
		var busy *disclosure.Error
		if !errors.As(err, &busy) || busy.Kind != disclosure.Unavailable || busy.Code != "store.busy" || busy.Args[0] != 3 || busy.Wait < time.Second {
			t.Fatalf("%+v", err)
		}
		if leaveWriter, err := g.enter(unhindered(t.Context())); err != nil {
			t.Errorf("a writer waits for readers: %v", err)
		} else {
			leaveWriter()
		}
		goAway() // and makes room in the queue
		if err := <-errs; !errors.Is(err, context.Canceled) || g.queue.Len() != 1 {
			t.Errorf("%v, %d wait", err, g.queue.Len())
		}
		time.Sleep(11 * time.Second)
		if err := <-errs; !errors.As(err, &busy) || busy.Code != "store.busy" {
			t.Errorf("after the longest wait: %v", err)
		}
		leave()
		if leave, err := g.enter(t.Context()); err != nil {
			t.Error(err)
		} else {
			leave()
		}
		if tr := g.traffic; tr.InFlight != 0 || tr.Refused != 2 {
			t.Errorf("%+v", tr)
		}
	})
}

func TestManyWhoAskTheSameShareOneAnswer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var g flights[int]
		var begun atomic.Int32
		work := func(ctx context.Context) (int, error) {
			begun.Add(1)
			select {
			case <-time.After(time.Second):
				return 7, nil
			case <-ctx.Done():
				return 0, ctx.Err()
			}
		}
		first, firstLeaves := context.WithCancel(t.Context())
		var all sync.WaitGroup
		all.Go(func() {
			if _, _, err := g.do(first, "b", work); !errors.Is(err, context.Canceled) {
				t.Errorf("who left got %v", err)
			}
		})
		synctest.Wait()
		for range 20 {
			all.Go(func() {
				if v, joined, err := g.do(t.Context(), "b", work); v != 7 || err != nil || !joined {
					t.Error(v, joined, err)
				}
			})
		}
		synctest.Wait()
		firstLeaves()
		all.Wait()
		if begun.Load() != 1 || len(g.under) != 0 {
			t.Errorf("begun %d times, %d under way", begun.Load(), len(g.under))
		}
	})
}

func TestAQuestionIsCalledOffWhenTheLastHasGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var g flights[int]
		calledOff := make(chan error, 1)
		work := func(ctx context.Context) (int, error) {
			<-ctx.Done()
			calledOff <- ctx.Err()
			return 0, ctx.Err()
		}
		one, oneLeaves := context.WithCancel(t.Context())
		two, twoLeaves := context.WithCancel(t.Context())
		go g.do(one, "b", work)
		go g.do(two, "b", work)
		synctest.Wait()
		oneLeaves()
		synctest.Wait()
		select {
		case <-calledOff:
			t.Fatal("called off while somebody waits")
		default:
		}
		twoLeaves()
		if err := <-calledOff; !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		v, joined, err := g.do(t.Context(), "b", func(context.Context) (int, error) { return 9, nil })
		if v != 9 || joined || err != nil {
			t.Error("joined a question that was called off:", v, joined, err)
		}
		if _, _, err := g.do(t.Context(), "c", func(context.Context) (int, error) { panic("坏了") }); err == nil {
			t.Error("a panic is no error")
		}
	})
}
