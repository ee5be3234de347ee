package store

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"golang.org/x/sync/errgroup"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// How a whole country is judged: a statement holds the instances of as many bodies
// in memory as it is asked about, and costs its planning; two run side by side, each
// on one core.
const (
	togetherBodies = 900
	sideBySide     = 2

	// mostPoints of checklists can be told apart by the bits of a number, beside two
	// that are used otherwise.
	mostPoints = 62
	// plainClocks stands for the clocks that the plain lane judges together.
	plainClocks disclosure.Clock = -1
)

// pointMill comes to the points and the standing of many bodies in two lanes: the
// plain one judges what is ordinary, in SQL and with little effort, and leaves the
// rest to Go.
type pointMill struct {
	*Store
	q        assessment.Question
	scheme   *assessment.Scheme
	plans    map[string][]*disclosure.Plan
	calendar *workday.Calendar
	entries  map[string][]assessment.Entry
	duties   millDuties

	mu   sync.Mutex
	tell func(body string, g ground)
}

// ground is what comes out of the mill for one body.
type ground struct {
	assessment.Result
	figures   assessment.Figures
	strikesAt time.Time // the last as-of until which no clock of it moves
}

// grind asks about all bodies, so many at a time.
func (m *pointMill) grind(ctx context.Context, bodies []string) (err error) {
	if m.duties, err = m.millDuties(ctx, bodies); err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	group.SetLimit(sideBySide)
	together := min(togetherBodies, (len(bodies)+sideBySide-1)/sideBySide)
	for chunk := range slices.Chunk(bodies, max(together, 1)) {
		group.Go(func() error { return m.both(ctx, chunk) })
	}
	return group.Wait()
}

// both sends some bodies through the one lane and then the other, in one place
// before the engine.
func (m *pointMill) both(ctx context.Context, bodies []string) error {
	leave, err := m.gate.enter(ctx)
	if err != nil {
		return err
	}
	defer leave()
	ctx = unhindered(ctx)
	rows, left, err := m.plain(ctx, bodies)
	if err != nil {
		return err
	}
	return m.judgeLeft(ctx, bodies, left, func(body string, judged []disclosure.Instance) {
		g := m.ground(body, rows[body], judged)
		m.mu.Lock()
		defer m.mu.Unlock()
		m.tell(body, g)
	})
}

// ground puts together what both lanes came to.
func (m *pointMill) ground(body string, rows []pointRow, left []disclosure.Instance) ground {
	g := ground{strikesAt: nextStrike(left, m.q.AsOf)}
	for _, r := range rows {
		g.figures, g.strikesAt = g.figures.Plus(r.figures()), earlier(g.strikesAt, r.StrikesAt)
	}
	left = slices.DeleteFunc(left, func(i disclosure.Instance) bool { return !m.q.Period.Counts(i) })
	for n := range left {
		g.figures.Count(&left[n])
	}
	g.Result = settle(m.scheme, m.q, m.plans[body], m.calendar.Version(), rows, left, m.entries[body])
	return g
}

// plain adds up what is plain, by body, and names what is left over.
func (m *pointMill) plain(ctx context.Context, bodies []string) (map[string][]pointRow, leftOver, error) {
	rows, left := map[string][]pointRow{}, leftOver{}
	if len(m.duties.plain.Duties) == 0 {
		return rows, left, nil
	}
	d := m.duties.plain
	args := append(pointArgs(plainClocks, bodies, d.Duties, m.q, m.scheme), secret()...)
	args = append(args, clickhouse.Named("applications", texts(m.duties.applications)), clickhouse.Named("wide", texts(d.Wide)),
		clickhouse.Named("channels", texts(d.Channels)), clickhouse.Named("points", texts(d.Points[:min(len(d.Points), mostPoints)])))
	ctx = clickhouse.Context(ctx, clickhouse.WithSettings(judgeSettings("max_threads", 1)))
	all, err := list(ctx, m.conn, "points_plain", args, fields[pointRow])
	if err != nil {
		return nil, nil, err
	}
	for _, r := range all {
		if len(r.RestDuties) == 0 {
			rows[r.Body] = append(rows[r.Body], r)
			continue
		}
		for n, duty := range r.RestDuties {
			left.add(r.Body, duty, r.RestSubjects[n])
		}
	}
	return rows, left, nil
}

// secret are two numbers that nobody knows before the question.
func secret() []any {
	var drawn [16]byte
	rand.Read(drawn[:]) // never fails
	return []any{clickhouse.Named("secret0", fmt.Sprint(binary.LittleEndian.Uint64(drawn[:8]))),
		clickhouse.Named("secret1", fmt.Sprint(binary.LittleEndian.Uint64(drawn[8:])))}
}
