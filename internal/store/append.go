package store

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"daylight/internal/disclosure"
	"daylight/sql"
)

// Bounds of one group commit.
const (
	groupEvents = 20_000
	groupWait   = time.Millisecond
	commitLimit = time.Minute
)

// writer commits appends in groups: whoever arrives while a commit is under way
// shares the next one, so that many small appends cost few parts and few syncs.
type writer struct {
	store *Store
	jobs  chan appendJob
	quit  chan struct{}
	done  sync.WaitGroup
}

type appendJob struct {
	events []disclosure.Event
	reply  chan appendReply
}

type appendReply struct {
	outcomes []disclosure.Outcome
	err      error
}

func newWriter(s *Store) *writer {
	w := &writer{store: s, jobs: make(chan appendJob, 256), quit: make(chan struct{})}
	w.done.Add(1)
	go w.run()
	return w
}

func (w *writer) stop() {
	close(w.quit)
	w.done.Wait()
}

// Append implements disclosure.Ledger.
func (s *Store) Append(ctx context.Context, events []disclosure.Event) ([]disclosure.Outcome, error) {
	if len(events) == 0 {
		return nil, nil
	}
	job := appendJob{events: events, reply: make(chan appendReply, 1)}
	select {
	case s.writer.jobs <- job:
	case <-s.writer.quit:
		return nil, &disclosure.Error{Kind: disclosure.Unavailable, Code: "error.store_unavailable"}
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	select {
	case r := <-job.reply:
		return r.outcomes, r.err
	case <-ctx.Done(): // it may yet be committed; appending again finds out
		return nil, ctx.Err()
	}
}

func (w *writer) run() {
	defer w.done.Done()
	for {
		select {
		case <-w.quit:
			return
		case first := <-w.jobs:
			w.commit(w.gather(first))
		}
	}
}

// gather takes what else is waiting, up to the size of a group.
func (w *writer) gather(first appendJob) []appendJob {
	group, size := []appendJob{first}, len(first.events)
	timer := time.NewTimer(groupWait)
	defer timer.Stop()
	for size < groupEvents {
		select {
		case j := <-w.jobs:
			group, size = append(group, j), size+len(j.events)
		case <-timer.C:
			return group
		}
	}
	return group
}

func (w *writer) commit(group []appendJob) {
	ctx, cancel := context.WithTimeout(unhindered(context.Background()), commitLimit)
	defer cancel()
	var events []disclosure.Event
	for _, j := range group {
		events = append(events, j.events...)
	}
	outcomes, err := w.store.commit(ctx, events)
	if err != nil && len(group) > 1 && !isUnavailable(err) {
		for _, j := range group { // one bad append must not refuse its neighbours
			w.commit([]appendJob{j})
		}
		return
	}
	for _, j := range group {
		if err != nil {
			j.reply <- appendReply{err: err}
			continue
		}
		j.reply <- appendReply{outcomes: outcomes[:len(j.events):len(j.events)]}
		outcomes = outcomes[len(j.events):]
	}
}

// commit stores the events that are new, all or none, under one moment.
func (s *Store) commit(ctx context.Context, events []disclosure.Event) ([]disclosure.Outcome, error) {
	release, err := s.lock.take(ctx)
	if err != nil {
		return nil, err
	}
	var committed time.Time
	defer func() { release(committed) }()
	moment := s.nextMoment()
	s.lock.begin(moment)
	if err := s.checkHistory(ctx, events, moment); err != nil {
		return nil, err
	}
	known, err := s.knownIDs(ctx, events)
	if err != nil {
		return nil, err
	}
	outcomes := make([]disclosure.Outcome, len(events))
	batch, err := s.conn.PrepareBatch(ctx, insertEvents)
	if err != nil {
		return nil, unavailable(err)
	}
	defer batch.Abort()
	for i, e := range events {
		key, digest := [2]string{e.Body, e.ID}, digestOf(e)
		if before, ok := known[key]; ok {
			outcomes[i] = disclosure.Duplicate
			if before != digest {
				outcomes[i] = disclosure.Conflict
			}
			continue
		}
		known[key] = digest
		outcomes[i] = disclosure.Appended
		if err := batch.Append(eventRow(e, digest, moment)...); err != nil {
			return nil, fmt.Errorf("write event %s: %w", e.ID, err)
		}
	}
	if batch.Rows() == 0 {
		return outcomes, nil
	}
	// Whether or not the answer arrives, the rows may be there from here on.
	committed = moment
	s.lock.touch(s.now(), bodiesOf(events)...)
	if err := batch.Send(); err != nil {
		return nil, unavailable(err)
	}
	s.lock.landed()
	return outcomes, nil
}

// nextMoment is the moment of a commit: now, and later than every commit before.
func (s *Store) nextMoment() time.Time {
	now := s.now().Truncate(time.Millisecond)
	if last := s.lock.last(); !now.After(last) {
		return last.Add(time.Millisecond)
	}
	return now
}

// checkHistory refuses facts with a recorded time of their own (历史补录) for a
// body whose past answers have already been seen.
func (s *Store) checkHistory(ctx context.Context, events []disclosure.Event, now time.Time) error {
	bodies := map[string]bool{}
	for _, e := range events {
		if !e.RecordedAt.IsZero() {
			bodies[e.Body] = true
			if !e.RecordedAt.Before(now) {
				return &disclosure.Error{Kind: disclosure.Invalid, Code: "store.history_future", Args: []any{at(e.RecordedAt)}}
			}
		}
	}
	if len(bodies) == 0 {
		return nil
	}
	rows, err := s.conn.Query(ctx, sql.Query("sealed"), clickhouse.Named("bodies", keys(bodies)))
	if err != nil {
		return unavailable(err)
	}
	defer rows.Close()
	if !rows.Next() {
		return unavailable(rows.Err())
	}
	var body string
	if err := rows.Scan(&body); err != nil {
		return err
	}
	return &disclosure.Error{Kind: disclosure.Clashes, Code: "store.history_sealed", Args: []any{body}}
}

// History returns a ledger that takes facts with the time they became public as
// their recorded time (历史补录), or says that the body's ledger is sealed.
func (s *Store) History(ctx context.Context, body string) (disclosure.Ledger, error) {
	probe := []disclosure.Event{{Body: body, RecordedAt: time.Unix(0, 0)}}
	if err := s.checkHistory(ctx, probe, s.now()); err != nil {
		return nil, err
	}
	return s, nil
}

func (s *Store) knownIDs(ctx context.Context, events []disclosure.Event) (map[[2]string]uint64, error) {
	ids := make([]string, 0, len(events))
	for _, e := range events {
		ids = append(ids, e.ID)
	}
	rows, err := s.conn.Query(longLists(ctx), sql.Query("known_ids"), clickhouse.Named("bodies", bodiesOf(events)), clickhouse.Named("ids", ids))
	if err != nil {
		return nil, unavailable(err)
	}
	defer rows.Close()
	known := map[[2]string]uint64{}
	for rows.Next() {
		var body, id string
		var digest uint64
		if err := rows.Scan(&body, &id, &digest); err != nil {
			return nil, err
		}
		known[[2]string{body, id}] = digest
	}
	return known, unavailable(rows.Err())
}

func bodiesOf(events []disclosure.Event) []string {
	bodies := map[string]bool{}
	for _, e := range events {
		bodies[e.Body] = true
	}
	return keys(bodies)
}
