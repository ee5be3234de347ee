package store

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/ext"
	"golang.org/x/sync/errgroup"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
)

// How the points of a whole country are asked for: a statement holds the
// instances of as many bodies in memory as it is asked about, and costs its
// planning; two run side by side, each on one core.
const (
	plainBodies = 900   // of one statement of the plain lane
	leftBodies  = 1_800 // of one of the full judge, which gets a small part of the facts
	sideBySide  = 2

	// mostPoints of checklists can be told apart by the bits of a number.
	mostPoints = 62
	// plainClocks stands for the clocks that the plain lane judges together.
	plainClocks disclosure.Clock = -1
)

// leftRow names the instances that the plain lane leaves over.
type leftRow struct {
	RestDuties   []string `ch:"rest_duties"`
	RestSubjects []string `ch:"rest_subjects"`
}

// clockDuties is a row of queries/clock_duties.sql.
type clockDuties struct {
	Clock    uint8    `ch:"clock"`
	Duties   []string `ch:"duties"`
	Wide     []string `ch:"wide"`
	Channels []string `ch:"channels"`
	Points   []string `ch:"points"`
}

func (s *Store) clockDuties(ctx context.Context, bodies []string, asOf time.Time) (map[disclosure.Clock]clockDuties, error) {
	rows, err := list(longLists(ctx), s.conn, "clock_duties", []any{clickhouse.Named("as_of", at(asOf)), clickhouse.Named("bodies", texts(bodies))}, fields[clockDuties])
	duties := map[disclosure.Clock]clockDuties{}
	for _, r := range rows {
		duties[disclosure.Clock(r.Clock)] = r
	}
	duties[plainClocks] = both(duties[disclosure.ByTerm], duties[disclosure.ByCase])
	return duties, err
}

// both puts the lists of two clocks together.
func both(a, b clockDuties) clockDuties {
	union := func(a, b []string) []string {
		list := slices.Concat(a, b)
		slices.Sort(list)
		return slices.Compact(list)
	}
	return clockDuties{Duties: union(a.Duties, b.Duties), Wide: union(a.Wide, b.Wide), Channels: union(a.Channels, b.Channels), Points: union(a.Points, b.Points)}
}

// ScoreAll computes the points of many bodies at once under one scheme, all of
// them when bodies is empty, by body; q.Body does not matter.
func (s *Store) ScoreAll(ctx context.Context, bodies []string, q assessment.Question, scheme *assessment.Scheme) (map[string]assessment.Result, error) {
	plans, err := s.planHistories(ctx, bodies, q.AsOf)
	if err != nil {
		return nil, err
	}
	calendar, err := s.Calendar(ctx, q.AsOf)
	if err != nil {
		return nil, err
	}
	entries, err := s.entries(ctx, bodies, q.AsOf)
	if err != nil {
		return nil, err
	}
	of, err := s.pointsOf(ctx, slices.Sorted(maps.Keys(plans)), q, scheme)
	if err != nil {
		return nil, err
	}
	return settleAll(scheme, q, plans, calendar.Version(), of, entries), nil
}

// settleAll settles every body, on all cores.
func settleAll(scheme *assessment.Scheme, q assessment.Question, plans map[string][]*disclosure.Plan, calendar string, of map[string][]pointRow, entries map[string][]assessment.Entry) map[string]assessment.Result {
	bodies := slices.Collect(maps.Keys(plans))
	settled := make([]assessment.Result, len(bodies))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	const atOnce = 256
	for from := 0; from < len(bodies); from += atOnce {
		group.Go(func() error {
			for n := from; n < min(from+atOnce, len(bodies)); n++ {
				settled[n] = settle(scheme, q, plans[bodies[n]], calendar, of[bodies[n]], entries[bodies[n]])
			}
			return nil
		})
	}
	_ = group.Wait() // settling cannot fail
	results := make(map[string]assessment.Result, len(bodies))
	for n, body := range bodies {
		results[body] = settled[n]
	}
	return results
}

// pointsOf asks for the rows of many bodies in two lanes: the plain one judges
// what is ordinary, with little effort, and leaves the rest to the full judge.
func (s *Store) pointsOf(ctx context.Context, bodies []string, q assessment.Question, scheme *assessment.Scheme) (map[string][]pointRow, error) {
	m, err := s.newPointMill(ctx, bodies, q, scheme)
	if err == nil {
		err = m.plain(ctx, bodies)
	}
	if err == nil {
		err = m.rest(ctx, bodies)
	}
	return m.rows, err
}

func (s *Store) newPointMill(ctx context.Context, bodies []string, q assessment.Question, scheme *assessment.Scheme) (*pointMill, error) {
	duties, err := s.clockDuties(ctx, bodies, q.AsOf)
	return &pointMill{Store: s, q: q, scheme: scheme, duties: duties, rows: map[string][]pointRow{}}, err
}

// plain judges what is plain and lists what is left over.
func (m *pointMill) plain(ctx context.Context, bodies []string) error {
	return m.run(ctx, bodies, plainBodies, map[disclosure.Clock]string{plainClocks: "points_plain"})
}

// rest judges what is left over, and the clocks that have no plain lane.
func (m *pointMill) rest(ctx context.Context, bodies []string) error {
	return m.run(ctx, bodies, leftBodies, map[disclosure.Clock]string{disclosure.ByTerm: "points_term_left", disclosure.ByCase: "points_case_left",
		disclosure.ByUpkeep: "points_upkeep", disclosure.ByEpisode: "points_episode"})
}

// pointMill gathers what the statements of both lanes say.
type pointMill struct {
	*Store
	q      assessment.Question
	scheme *assessment.Scheme
	duties map[disclosure.Clock]clockDuties

	mu   sync.Mutex
	rows map[string][]pointRow // by body
	left []pointRow            // of the plain lane, one a body
}

// run asks one statement a clock about every so many bodies.
func (m *pointMill) run(ctx context.Context, bodies []string, many int, queries map[disclosure.Clock]string) error {
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(sideBySide)
	for chunk := range slices.Chunk(bodies, many) {
		for clock, query := range queries {
			if len(m.duties[clock].Duties) == 0 {
				continue
			}
			group.Go(func() error { return m.ask(ctx, clock, query, chunk) })
		}
	}
	return group.Wait()
}

func (m *pointMill) ask(ctx context.Context, clock disclosure.Clock, query string, bodies []string) error {
	options := []clickhouse.QueryOption{clickhouse.WithSettings(judgeSettings("max_threads", 1))}
	duties := m.duties[clock]
	args := pointArgs(clock, bodies, duties.Duties, m.q, m.scheme)
	switch query {
	case "points_plain":
		args = append(append(args, secret()...), clickhouse.Named("applications", texts(m.duties[disclosure.ByCase].Duties)),
			clickhouse.Named("wide", texts(duties.Wide)), clickhouse.Named("channels", texts(duties.Channels)),
			clickhouse.Named("points", texts(duties.Points[:min(len(duties.Points), mostPoints)])))
	case "points_term_left", "points_case_left":
		table, err := m.leftOver(clock, bodies)
		if err != nil {
			return err
		}
		options = append(options, clickhouse.WithExternalTable(table))
	}
	rows, err := list(clickhouse.Context(ctx, options...), m.conn, query, args, fields[pointRow])
	if err != nil {
		return err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range rows {
		if len(r.RestDuties) > 0 {
			m.left = append(m.left, r)
		} else {
			m.rows[r.Body] = append(m.rows[r.Body], r)
		}
	}
	return nil
}

// leftOver is the table of the instances that the full judge is to judge.
func (m *pointMill) leftOver(clock disclosure.Clock, bodies []string) (*ext.Table, error) {
	table, err := ext.NewTable("left_over", ext.Column("body", "String"), ext.Column("duty", "String"), ext.Column("subject", "String"))
	if err != nil {
		return nil, fmt.Errorf("list the instances left over: %w", err)
	}
	for _, r := range m.left {
		if _, asked := slices.BinarySearch(bodies, r.Body); !asked {
			continue
		}
		for n, duty := range r.RestDuties {
			if _, has := slices.BinarySearch(m.duties[clock].Duties, duty); !has {
				continue
			}
			if err := table.Append(r.Body, r.RestDuties[n], r.RestSubjects[n]); err != nil {
				return nil, fmt.Errorf("list the instances left over: %w", err)
			}
		}
	}
	return table, nil
}

// secret are two numbers that nobody knows before the question.
func secret() []any {
	var drawn [16]byte
	rand.Read(drawn[:]) // never fails
	return []any{clickhouse.Named("secret0", fmt.Sprint(binary.LittleEndian.Uint64(drawn[:8]))),
		clickhouse.Named("secret1", fmt.Sprint(binary.LittleEndian.Uint64(drawn[8:])))}
}
