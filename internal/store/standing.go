package store

import (
	"context"
	"hash/fnv"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/schemefile"
	"daylight/sql"
)

// present is the slot of the rows that follow the present; the rows of a past
// moment have that moment.
var present = time.Unix(0, 0)

// standingRules is raised when judging, scoring or rolling up changes in Go
// without a change in the statements.
const standingRules = 2

// rulesDigest tells roll-ups of this program from those of one that judged or
// scored otherwise.
var rulesDigest = sync.OnceValue(func() uint64 {
	h := fnv.New64a()
	h.Write([]byte{standingRules})
	for _, query := range []string{"points_plain", "left_facts"} {
		h.Write([]byte(sql.Query(query)))
	}
	for _, clock := range slices.Sorted(maps.Keys(clocks)) { // a new rule stands in these too
		h.Write([]byte(sql.Query("points_" + clocks[clock].clock)))
	}
	if shipped, err := schemefile.Default(); err == nil {
		h.Write([]byte(shipped.Text))
	}
	return h.Sum64()
})

// computeLimit bounds one computation of standings, whoever waits for it.
const computeLimit = 10 * time.Minute

// Standings implements assessment.Nation. A computation goes on to its end even
// when ctx ends before; the next question finds what it computed.
func (s *Store) Standings(ctx context.Context, q assessment.NationQuestion) (assessment.Standings, error) {
	answer, stale, _, err := s.askStandings(ctx, q)
	if err != nil || len(stale) == 0 {
		return answer, err
	}
	release, err := s.turns.take(ctx, q)
	if err != nil {
		return answer, stillComputing(len(stale), err)
	}
	type computed struct {
		assessment.Standings
		err error
	}
	done := make(chan computed, 1)
	go func() {
		defer release()
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), computeLimit)
		defer cancel()
		answer, err := s.computeStandings(ctx, q)
		done <- computed{answer, err}
	}()
	select {
	case c := <-done:
		return c.Standings, c.err
	case <-ctx.Done():
		return answer, stillComputing(len(stale), ctx.Err())
	}
}

func stillComputing(bodies int, err error) error {
	return &disclosure.Error{Kind: disclosure.Unavailable, Code: "nation.computing", Args: []any{bodies}, Err: err}
}

// computeStandings computes what is still out of date, and keeps it.
func (s *Store) computeStandings(ctx context.Context, q assessment.NationQuestion) (assessment.Standings, error) {
	answer, stale, version, err := s.askStandings(ctx, q)
	if err != nil || len(stale) == 0 {
		return answer, err
	}
	rows, err := s.rollUp(ctx, assessment.Question{Period: q.Period, AsOf: answer.AsOf}, stale, len(stale) == len(answer.Rows))
	if err != nil {
		return answer, err
	}
	slot := q.AsOf
	if slot.IsZero() {
		slot = present
	}
	if err := s.keepStandings(ctx, q.Period, slot, answer.AsOf, rows); err != nil {
		return answer, err
	}
	answer.Recomputed = len(stale)
	for n, r := range answer.Rows {
		if rolled, ok := rows[r.Body.Code]; ok {
			answer.Rows[n] = rolled.BodyStanding
			answer.Rows[n].Body, answer.Rows[n].Events, answer.Rows[n].LastFactAt = r.Body, r.Events, r.LastFactAt
		}
	}
	s.turns.kept.put(q, answer, version)
	return answer, nil
}

// askStandings reads what is kept, and names the bodies whose row is not right
// for the moment; theirs have no figures. The data were at least of the version.
// Callers must not change the rows when there are none.
func (s *Store) askStandings(ctx context.Context, q assessment.NationQuestion) (a assessment.Standings, stale []string, version dataVersion, err error) {
	if a = (assessment.Standings{Period: q.Period, AsOf: q.AsOf}); q.AsOf.IsZero() {
		if a.AsOf, err = s.Moment(ctx); err != nil {
			return a, nil, version, err
		}
	}
	if version, err = s.dataVersion(ctx, a.AsOf); err != nil {
		return a, nil, version, err
	}
	if kept, ok := s.turns.kept.get(q, a.AsOf, version); ok {
		return kept, nil, version, nil
	}
	rows, err := list(ctx, s.conn, "standing_board", []any{clickhouse.Named("as_of", at(a.AsOf)), clickhouse.Named("rules", rulesDigest()),
		clickhouse.Named("from", dateText(q.Period.From)), clickhouse.Named("to", dateText(q.Period.To))}, fields[standingRow])
	if err != nil {
		return a, nil, version, err
	}
	for _, r := range rows {
		if r.Fresh == 0 {
			stale = append(stale, r.Body)
		}
		a.Rows = append(a.Rows, r.standing())
	}
	if len(stale) == 0 {
		s.turns.kept.put(q, a, version)
	}
	return a, stale, version, nil
}

// standingRow is one row of queries/standing_board.sql.
type standingRow struct {
	Body         string    `ch:"body"`
	Name         string    `ch:"name"`
	NameEN       string    `ch:"name_en"`
	Region       string    `ch:"region"`
	Demo         bool      `ch:"demo"`
	Fresh        uint8     `ch:"fresh"`
	Events       uint64    `ch:"events_now"`
	LastStored   time.Time `ch:"last_stored"`
	ValidUntil   time.Time `ch:"valid_until"`
	Scheme       string    `ch:"scheme"`
	SchemeSHA256 string    `ch:"scheme_sha256"`
	figureColumns
	Offices     uint32 `ch:"offices"`
	ScoreSum    int64  `ch:"score_sum"`
	WorstOffice string `ch:"worst_office"`
	WorstName   string `ch:"worst_name"`
	WorstScore  int64  `ch:"worst_score"`
}

func (r standingRow) standing() assessment.BodyStanding {
	s := assessment.BodyStanding{
		Body:   disclosure.Body{Code: r.Body, Name: r.Name, NameEN: r.NameEN, Region: r.Region, Demo: r.Demo},
		Events: int(r.Events), LastFactAt: known(r.LastStored),
	}
	if r.Fresh == 0 {
		return s
	}
	s.Scheme, s.SchemeSHA256, s.Figures, s.ValidUntil = r.Scheme, r.SchemeSHA256, r.figures(), r.ValidUntil.In(beijing)
	s.Scored, s.ScoreSum = int(r.Offices), assessment.Points(r.ScoreSum)
	s.Worst = assessment.Worst{Code: r.WorstOffice, Name: r.WorstName, Total: assessment.Points(r.WorstScore)}
	return s
}
