package store

import (
	"context"
	"sync"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

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
	events  []disclosure.Event
	digests func() []uint64
	reply   chan appendReply
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
	job := appendJob{events: events, digests: digestsOf(events), reply: make(chan appendReply, 1)}
	select {
	case s.writer.jobs <- job:
	case <-s.writer.quit:
		job.digests() // once this has returned the events are the caller's again
		return nil, &disclosure.Error{Kind: disclosure.Unavailable, Code: "error.store_unavailable"}
	case <-ctx.Done():
		job.digests()
		return nil, ctx.Err()
	}
	select {
	case r := <-job.reply:
		return r.outcomes, r.err
	case <-ctx.Done(): // it may yet be committed; appending again finds out
		return nil, ctx.Err()
	}
}

// digestsOf works on many events side by side, and meanwhile returns.
func digestsOf(events []disclosure.Event) func() []uint64 {
	const share = 1000
	digests := make([]uint64, len(events))
	work := func(from int) {
		for i := from; i < min(from+share, len(events)); i++ {
			digests[i] = digestOf(events[i])
		}
	}
	if len(events) <= share {
		work(0)
		return func() []uint64 { return digests }
	}
	var shares sync.WaitGroup
	for from := 0; from < len(events); from += share {
		shares.Go(func() { work(from) })
	}
	return func() []uint64 {
		shares.Wait()
		return digests
	}
}

func (w *writer) run() {
	defer w.done.Done()
	regulars := 1
	for {
		select {
		case <-w.quit:
			return
		case first := <-w.jobs:
			patience := time.NewTimer(groupWait)
			group := w.gather(first, regulars, patience.C)
			patience.Stop()
			w.commit(group)
			regulars = len(group) + len(w.jobs)
		}
	}
}

// gather takes what else is waiting, up to the size of a group. Whoever took part
// in the last commit, or came meanwhile, is given a moment to come again.
func (w *writer) gather(first appendJob, regulars int, patience <-chan time.Time) []appendJob {
	group, size := []appendJob{first}, len(first.events)
	for size < groupEvents {
		var late <-chan time.Time
		if len(w.jobs) == 0 {
			if len(group) >= regulars {
				return group
			}
			late = patience
		}
		select {
		case j := <-w.jobs:
			group, size = append(group, j), size+len(j.events)
		case <-late:
			return group
		}
	}
	return group
}

func (w *writer) commit(group []appendJob) {
	ctx, cancel := context.WithTimeout(context.Background(), commitLimit)
	defer cancel()
	events, digests := group[0].events, group[0].digests
	if len(group) > 1 {
		var all []uint64
		events, digests = nil, func() []uint64 { return all }
		for _, j := range group {
			events, all = append(events, j.events...), append(all, j.digests()...)
		}
	}
	outcomes, err := w.store.commit(ctx, events, digests)
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
func (s *Store) commit(ctx context.Context, events []disclosure.Event, digests func() []uint64) ([]disclosure.Outcome, error) {
	ctx, release, err := s.turn(ctx)
	if err != nil {
		return nil, err
	}
	var committed time.Time
	defer func() { release(committed) }()
	defer digests() // whoever hears of an error may change the events
	moment := s.nextMoment()
	s.lock.begin(moment)
	if err := s.checkHistory(ctx, events, moment); err != nil {
		return nil, err
	}
	insert := sync.OnceValues(func() (driver.Batch, error) { return s.conn.PrepareBatch(ctx, insertEvents) })
	if len(events) >= manyRows {
		go func() { _, _ = insert() }() // who needs it hears of an error
		defer func() {
			if batch, err := insert(); err == nil {
				_ = batch.Close() // of nothing, unless it was sent
			}
		}()
	}
	runs := runsOf(events)
	known, err := s.known(ctx, runs, moment)
	if err != nil {
		return nil, err
	}
	outcomes, rows := sortOut(events, digests, known, moment)
	defer rows.done()
	if rows.len() == 0 {
		return outcomes, nil
	}
	err = s.write(insert, rows, func() {
		// Whether or not the answer arrives, the rows may be there from here on.
		committed = moment
		s.lock.touch(s.now(), bodiesOf(runs)...)
	})
	if err != nil {
		s.seen.distrust(moment)
		return nil, err
	}
	s.lock.landed()
	for _, r := range runs {
		s.seen.add(r.body, r.events, outcomes[r.from:])
	}
	s.seen.latest = moment
	return outcomes, nil
}

// sortOut tells what becomes of each event, and makes rows of the new ones.
func sortOut(events []disclosure.Event, digests func() []uint64, known map[eventKey]uint64, moment time.Time) ([]disclosure.Outcome, *eventRows) {
	outcomes, rows := make([]disclosure.Outcome, len(events)), newEventRows(digests)
	own := make(map[eventKey]int, len(events))
	for i := range events {
		key := eventKey{events[i].Body, events[i].ID}
		before, ok := known[key]
		if first, again := own[key]; again && !ok {
			before, ok = digests()[first], true
		}
		switch {
		case !ok:
			own[key] = i
			outcomes[i] = disclosure.Appended
			rows.add(&events[i], i, moment)
		case before == digests()[i]:
			outcomes[i] = disclosure.Duplicate
		default:
			outcomes[i] = disclosure.Conflict
		}
	}
	return outcomes, rows
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
