package access

import (
	"context"
	"encoding/hex"
	"errors"
	"log/slog"
	"sync"
	"time"

	"daylight/internal/disclosure"
)

const (
	maxQueued    = 10_000 // entries kept while the store is away
	maxRepeats   = 2_000  // kinds of refusals counted at once
	repeatWindow = time.Minute
	retryAfter   = time.Second
	appendWithin = 10 * time.Second
)

// Recorder writes the audit trail in batches. Entries that the store cannot
// take stay queued and are tried again.
type Recorder struct {
	appendAll func(context.Context, []Entry) error
	log       *slog.Logger
	now       func() time.Time

	mu      sync.Mutex
	queue   []Entry
	waiting []chan error
	dropped int
	repeats map[Entry]*repeat

	wake, stop, stopped chan struct{}
	stopOnce            sync.Once
}

// repeat counts what was refused again and again within a window.
type repeat struct {
	since time.Time
	again int
	last  Entry
}

func newRecorder(repo Repository, log *slog.Logger, now func() time.Time) *Recorder {
	r := &Recorder{
		appendAll: repo.AppendAudit, log: log, now: now, repeats: map[Entry]*repeat{},
		wake: make(chan struct{}, 1), stop: make(chan struct{}), stopped: make(chan struct{}),
	}
	go r.run()
	return r
}

// Write records an entry and returns when it is durably stored. On error the
// entry stays queued.
func (r *Recorder) Write(ctx context.Context, e Entry) error {
	done := make(chan error, 1)
	r.enqueue(done, r.complete(e))
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return &disclosure.Error{Kind: disclosure.Unavailable, Code: "error.store_unavailable", Err: ctx.Err()}
	}
}

// Note records an entry without waiting. Alike entries within a minute become
// two: the first, and one that says how many followed.
func (r *Recorder) Note(e Entry) {
	e = r.complete(e)
	alike := Entry{Account: e.Account, IP: e.IP, Action: e.Action, Target: e.Target, Result: e.Result}
	r.mu.Lock()
	if len(r.repeats) >= maxRepeats {
		alike = Entry{Action: e.Action, Result: e.Result}
	}
	if seen, ok := r.repeats[alike]; ok {
		seen.again++
		seen.last = e
		r.mu.Unlock()
		return
	}
	r.repeats[alike] = &repeat{since: e.At}
	r.mu.Unlock()
	r.enqueue(nil, e)
}

// Close writes what is queued and stops.
func (r *Recorder) Close() {
	r.stopOnce.Do(func() { close(r.stop) })
	<-r.stopped
}

func (r *Recorder) complete(e Entry) Entry {
	if e.ID == "" {
		e.ID = hex.EncodeToString(randomBytes(16))
	}
	if e.At.IsZero() {
		e.At = r.now()
	}
	e.Times = max(e.Times, 1)
	return e
}

func (r *Recorder) enqueue(done chan error, entries ...Entry) {
	r.mu.Lock()
	r.queue = append(r.queue, entries...)
	if over := len(r.queue) - maxQueued; over > 0 {
		r.queue = r.queue[:maxQueued]
		r.dropped += over
	}
	if done != nil {
		r.waiting = append(r.waiting, done)
	}
	r.mu.Unlock()
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

func (r *Recorder) run() {
	defer close(r.stopped)
	tick := time.NewTicker(repeatWindow / 4)
	defer tick.Stop()
	var retry <-chan time.Time
	for {
		select {
		case <-r.wake:
		case <-retry:
		case <-tick.C:
			r.settle(false)
		case <-r.stop:
			r.settle(true)
			r.flush()
			return
		}
		retry = nil
		if !r.flush() {
			retry = time.After(retryAfter)
		}
	}
}

// settle turns finished windows of repeats into entries.
func (r *Recorder) settle(all bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for alike, seen := range r.repeats {
		if !all && r.now().Sub(seen.since) < repeatWindow {
			continue
		}
		delete(r.repeats, alike)
		if seen.again > 0 && len(r.queue) < maxQueued {
			e := seen.last
			e.Times = seen.again
			r.queue = append(r.queue, e)
		}
	}
}

func (r *Recorder) flush() bool {
	r.mu.Lock()
	batch, waiting, dropped := r.queue, r.waiting, r.dropped
	r.queue, r.waiting, r.dropped = nil, nil, 0
	r.mu.Unlock()
	if dropped > 0 {
		r.log.Error("audit entries lost: the store was away too long", "count", dropped)
	}
	if len(batch) == 0 && len(waiting) == 0 {
		return true
	}
	ctx, cancel := context.WithTimeout(context.Background(), appendWithin)
	defer cancel()
	err := r.appendAll(ctx, batch)
	for _, done := range waiting {
		done <- err
	}
	if err == nil {
		return true
	}
	r.mu.Lock()
	r.queue = append(batch, r.queue...)
	r.mu.Unlock()
	if !errors.Is(err, context.DeadlineExceeded) {
		r.log.Warn("append audit", "entries", len(batch), "error", err)
	}
	return false
}
