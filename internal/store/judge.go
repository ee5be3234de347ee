package store

import (
	"context"
	"maps"
	"slices"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"golang.org/x/sync/errgroup"

	"daylight/internal/disclosure"
)

// clocks has the name of each clock's statement, and of the clock in it.
var clocks = map[disclosure.Clock]struct{ query, clock string }{
	disclosure.ByTerm:    {"by_term", "term"},
	disclosure.ByCase:    {"by_case", "case"},
	disclosure.ByUpkeep:  {"by_upkeep", "upkeep"},
	disclosure.ByEpisode: {"by_episode", "episode"},
}

// JudgeAll judges many bodies at once in SQL, all of them when bodies is empty,
// worst first. It keeps nothing for the next question but the plans.
func (s *Store) JudgeAll(ctx context.Context, bodies []string, asOf time.Time) ([]disclosure.Instance, error) {
	every := map[disclosure.Clock][]string{}
	for clock := range clocks {
		every[clock] = nil
	}
	rows, err := s.ask(ctx, bodies, every, asOf)
	if err != nil {
		return nil, err
	}
	plans, err := s.planHistories(ctx, bodies, asOf)
	if err != nil {
		return nil, err
	}
	list := make([]disclosure.Instance, 0, len(rows))
	for _, r := range rows {
		list = append(list, r.instance(plans[r.Body]))
	}
	slices.SortFunc(list, disclosure.WorstFirst)
	return list, nil
}

// dutiesByClock lists the judged duties of the plans under each clock they have.
func dutiesByClock(plans []*disclosure.Plan) map[disclosure.Clock][]string {
	duties := map[disclosure.Clock][]string{}
	for _, l := range disclosure.Lines(plans) {
		if clock := l.Clock(); l.NotJudged == "" && !slices.Contains(duties[clock], l.Code) {
			duties[clock] = append(duties[clock], l.Code)
		}
	}
	return duties
}

// ask runs the statement of each clock side by side and returns their rows in
// no particular order. Without duties a statement finds out which it judges.
func (s *Store) ask(ctx context.Context, bodies []string, duties map[disclosure.Clock][]string, asOf time.Time) ([]instanceRow, error) {
	group, ctx := errgroup.WithContext(ctx)
	answers := make([][]instanceRow, len(duties))
	for n, clock := range slices.Sorted(maps.Keys(duties)) {
		group.Go(func() (err error) {
			answers[n], err = s.askClock(ctx, clock, bodies, duties[clock], asOf)
			return err
		})
	}
	err := group.Wait()
	return slices.Concat(answers...), err
}

func (s *Store) askClock(ctx context.Context, clock disclosure.Clock, bodies, duties []string, asOf time.Time) ([]instanceRow, error) {
	st := clocks[clock]
	return list(longLists(ctx), s.conn, st.query, []any{clickhouse.Named("as_of", at(asOf)), clickhouse.Named("clock", st.clock),
		clickhouse.Named("bodies", texts(bodies)), clickhouse.Named("duties", texts(duties))}, fields[instanceRow])
}

// longLists lets a question name thousands of bodies.
func longLists(ctx context.Context) context.Context {
	return clickhouse.Context(ctx, clickhouse.WithSettings(judgeSettings()))
}

// judgeSettings are what questions about many bodies run under, and more of them
// as pairs.
func judgeSettings(more ...any) clickhouse.Settings {
	settings := clickhouse.Settings{
		"max_query_size": 64 << 20,
		// With it the engine puts off what a condition may not need, and then works it
		// out anew at every place that names it: the judge takes five times as long.
		"short_circuit_function_evaluation": "disable",
	}
	for n := 0; n < len(more); n += 2 {
		settings[more[n].(string)] = more[n+1]
	}
	return settings
}

// texts is the list as a parameter; none is an empty one.
func texts(list []string) []string { return append([]string{}, list...) }
