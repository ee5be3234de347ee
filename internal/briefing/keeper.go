package briefing

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// ScheduleActor is who prepares what the schedule wants.
const ScheduleActor = "schedule"

// silentAfter is how long all sources of a body may bring nothing before a draft
// of its figures would say more about the sources than about the offices.
const silentAfter = 14 * 24 * time.Hour

// Keeper prepares the drafts of a schedule, each once, and remembers why it
// could not.
type Keeper struct {
	Register Register
	Reader   disclosure.Reader
	Schemes  assessment.Schemes
	Schedule Schedule
	// Make draws a draft, to see that it can be drawn.
	Make func(ctx context.Context, q Request) (*Briefing, error)
	Now  func() time.Time
	Log  *slog.Logger
	// Prepared is told of every draft made; nil: nobody is.
	Prepared func(ctx context.Context, r Record)

	mu      sync.Mutex
	notes   map[string]Note
	settled map[string]string // by body: the id of the last draft seen there
	away    *Note             // the last try reached no body at all
}

// Note tells that a draft could not be prepared.
type Note struct {
	Planned
	At  time.Time // of the last try
	Err error
}

// Keep tries now and every so often until ctx ends.
func (k *Keeper) Keep(ctx context.Context, every time.Duration) {
	for {
		k.Once(ctx)
		select {
		case <-time.After(every):
		case <-ctx.Done():
			return
		}
	}
}

// Once prepares what is due for every body.
func (k *Keeper) Once(ctx context.Context) {
	calendar, bodies, err := k.ground(ctx)
	k.mu.Lock()
	if k.away = nil; err != nil {
		k.away = &Note{At: k.Now(), Err: err}
	}
	k.mu.Unlock()
	if err != nil {
		k.Log.Warn("the schedule of briefings cannot run", "error", err)
		return
	}
	for _, b := range bodies {
		if ctx.Err() != nil {
			return
		}
		k.one(ctx, b.Code, calendar)
	}
}

func (k *Keeper) ground(ctx context.Context) (*workday.Calendar, []disclosure.Body, error) {
	now, err := k.Reader.Moment(ctx)
	if err != nil {
		return nil, nil, err
	}
	calendar, err := k.Reader.Calendar(ctx, now)
	if err != nil {
		return nil, nil, err
	}
	bodies, err := k.Reader.Bodies(ctx)
	return calendar, bodies, err
}

func (k *Keeper) one(ctx context.Context, body string, calendar *workday.Calendar) {
	today := workday.DateOf(k.Now())
	planned, due := k.Schedule.Due(body, today, calendar, nil)
	if !due || k.isSettled(body, planned.ID) {
		return
	}
	records, err := k.Register.Briefings(ctx, body, k.Now().Add(time.Hour))
	if err == nil {
		if _, due = k.Schedule.Due(body, today, calendar, records); due {
			err = k.prepare(ctx, planned)
		}
	}
	var clash *disclosure.Error
	if errors.As(err, &clash) && clash.Code == "briefings.there_already" {
		err = nil // another process was first
	}
	if errors.Is(err, disclosure.ErrNotFound) {
		err = nil // no plan was in force: nobody owes a briefing
	}
	k.remember(planned, err)
}

func (k *Keeper) prepare(ctx context.Context, p Planned) error {
	if _, err := k.Reader.PlanInForce(ctx, p.Request.Body, p.Request.Period.To, p.Request.AsOf); err != nil {
		return err
	}
	if err := k.fit(ctx, p.Request); err != nil {
		return err
	}
	if _, err := k.Make(ctx, p.Request); err != nil {
		return err
	}
	r, err := k.Register.Prepare(ctx, p.Record, ScheduleActor)
	if err == nil && k.Prepared != nil {
		k.Prepared(ctx, r)
	}
	return err
}

// fit says why no draft should be made without a person who decides it: rules
// that nobody has adopted, or sources that bring nothing.
func (k *Keeper) fit(ctx context.Context, q Request) error {
	versions, err := k.Schemes.SchemeVersions(ctx, q.Body, q.AsOf)
	if err != nil {
		return err
	}
	if len(versions) == 0 {
		return clashes("briefings.schedule.no_scheme")
	}
	feeds, err := k.Reader.Feeds(ctx, q.Body, q.AsOf)
	if err != nil {
		return err
	}
	if len(feeds) == 0 {
		return clashes("briefings.schedule.no_facts")
	}
	if last := feeds[0].LastAt; q.AsOf.Sub(last) > silentAfter { // the latest first
		return clashes("briefings.schedule.silent", last.Format(time.DateOnly))
	}
	return nil
}

func (k *Keeper) isSettled(body, id string) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.settled[body] == id
}

func (k *Keeper) remember(p Planned, err error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.notes == nil {
		k.notes, k.settled = map[string]Note{}, map[string]string{}
	}
	body := p.Request.Body
	if err == nil {
		k.settled[body] = p.ID
		delete(k.notes, body)
		return
	}
	k.notes[body] = Note{Planned: p, At: k.Now(), Err: err}
	k.Log.Warn("a briefing could not be prepared", "body", body, "draft", p.ID, "due", p.Due, "error", err)
}

// Note tells what could not be prepared for a body at the last try.
func (k *Keeper) Note(body string) (Note, bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	n, ok := k.notes[body]
	if !ok && k.away != nil {
		return *k.away, true
	}
	return n, ok
}
