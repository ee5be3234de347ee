package store

import (
	"context"
	"log/slog"
	"time"

	"daylight/internal/assessment"
	"daylight/internal/workday"
)

// How the keeper paces itself: it looks for news so often, lets facts that come
// close together settle, and after a computation rests several times as long as
// it took, so that an import does not make it compute all the time.
const (
	keeperLooks  = 2 * time.Second
	keeperRests  = 4
	keeperPardon = time.Minute // after an error
)

// KeepStandings computes the standings of the quarter and of the year shortly
// after something was recorded and just after a clock struck, so that whoever
// asks does not wait. It ends with ctx; answers are right without it.
func (s *Store) KeepStandings(ctx context.Context, log *slog.Logger) {
	k := keeper{store: s, log: log}
	for wait := time.Duration(0); ; wait = max(keeperLooks, k.look(ctx)) {
		select {
		case <-ctx.Done():
			return
		case <-time.After(wait):
		}
	}
}

type keeper struct {
	store *Store
	log   *slog.Logger
	seen  time.Time // the last commit that the standings know
	until time.Time // the last as-of for which they hold
}

// look computes what is out of date and says how long to rest.
func (k *keeper) look(ctx context.Context) time.Duration {
	latest, start := k.store.lock.last(), k.store.now()
	if latest.Equal(k.seen) && !start.After(k.until) {
		return 0
	}
	until := workday.DateOf(start).End()
	for _, p := range keptPeriods(workday.DateOf(start)) {
		answer, err := k.store.Standings(ctx, assessment.NationQuestion{Period: p})
		if err != nil {
			if ctx.Err() == nil {
				k.log.Warn("standings not computed", "from", p.From, "to", p.To, "error", err)
			}
			return keeperPardon
		}
		for _, r := range answer.Rows {
			until = earlier(until, r.ValidUntil)
		}
	}
	k.seen, k.until = latest, until
	return keeperRests * k.store.now().Sub(start)
}

// keptPeriods are the quarter and the year that hold the day: what the boards
// show unless they are asked for something else.
func keptPeriods(d workday.Date) []assessment.Period {
	quarter := workday.NewDate(d.Year(), (d.Month()-1)/3*3+1, 1)
	year := workday.NewDate(d.Year(), 1, 1)
	return []assessment.Period{{From: quarter, To: quarter.AddMonths(3) - 1}, {From: year, To: year.AddMonths(12) - 1}}
}
