package store_test

import (
	"cmp"
	"flag"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/schemefile"
	"daylight/internal/store"
	"daylight/internal/testkit"
	"daylight/internal/workday"
)

var rolledBodies = flag.Int("rolled", 10, "bodies whose roll-ups must equal the ledger after every step")
var rolledSteps = flag.Int("steps", 6, "steps after which they must")

// town is a store whose clock the test moves, and a second process on it.
type town struct {
	*testing.T
	now    time.Time
	stores [2]*store.Store
	dice   *rand.Rand
	acts   []act
	asked  []time.Time // moments that have passed
	seen   struct{ standings, recomputed, judged, past int }
}

// act is something that happens to a body at a time.
type act struct {
	at    time.Time
	plan  *disclosure.Plan
	event *disclosure.Event
}

func newTown(t *testing.T, bodies int, seed uint64) *town {
	t.Helper()
	w := &town{T: t, now: testkit.Moments[0].AddDate(0, -3, 0), dice: rand.New(rand.NewPCG(seed, 7))}
	at := startEngine(t)
	at.Now = func() time.Time { return w.now }
	for n := range w.stores {
		w.stores[n] = openOn(t, at)
	}
	for n := range bodies {
		b := testkit.Draw(int(seed)*1000 + n)
		spread(b)
		for v, p := range b.Plans {
			w.acts = append(w.acts, act{at: b.Known[v], plan: p})
		}
		for _, e := range b.Events {
			if e.RecordedAt.Before(b.Known[0]) {
				continue
			}
			w.acts = append(w.acts, act{at: e.RecordedAt, event: &e})
		}
	}
	slices.SortStableFunc(w.acts, func(a, b act) int { return a.at.Compare(b.at) })
	return w
}

func (w *town) any() *store.Store { return w.stores[w.dice.IntN(2)] }

// live lets time pass until the moment, and does what falls into it.
func (w *town) live(until time.Time) {
	w.Helper()
	var facts []disclosure.Event
	flush := func() {
		if len(facts) > 0 {
			if _, err := w.any().Append(w.Context(), facts); err != nil {
				w.Fatal(err)
			}
		}
		facts = nil
	}
	for len(w.acts) > 0 && !w.acts[0].at.After(until) {
		a := w.acts[0]
		w.acts = w.acts[1:]
		if a.at.After(w.now) {
			flush()
			w.now = a.at
		}
		if a.plan != nil {
			flush()
			if _, err := w.any().LoadPlan(w.Context(), a.plan, "test"); err != nil {
				w.Fatal(err)
			}
			continue
		}
		e := *a.event
		e.RecordedAt = time.Time{}
		facts = append(facts, e)
	}
	flush()
	w.now = until
}

// ledgerStandings computes the standings anew, in Go from the raw ledger.
func (w *town) ledgerStandings(q assessment.Question) []assessment.BodyStanding {
	w.Helper()
	s := w.any()
	infos, err := s.Plans(w.Context(), q.AsOf)
	if err != nil {
		w.Fatal(err)
	}
	cal, err := s.Calendar(w.Context(), q.AsOf)
	if err != nil {
		w.Fatal(err)
	}
	var rows []assessment.BodyStanding
	for _, info := range infos {
		if n := len(rows); n > 0 && rows[n-1].Body.Code == info.Body.Code {
			continue
		}
		q.Body = info.Body.Code
		plans, known, err := assessment.PlansKnown(w.Context(), s, q.Body, q.AsOf)
		if err != nil {
			w.Fatal(err)
		}
		facts, err := s.Facts(w.Context(), disclosure.Question{Body: q.Body, AsOf: q.AsOf})
		if err != nil {
			w.Fatal(err)
		}
		scheme, err := s.SchemeInForce(w.Context(), q.Body, q.Day(), q.AsOf)
		if err != nil {
			w.Fatal(err)
		}
		list := disclosure.Judge(plans, cal, facts, q.AsOf)
		row := assessment.StandingOf(assessment.Assess(scheme, assessment.Input{
			Period: q.Period, Offices: assessment.OfficesOn(plans, q.Day()), Instances: list, Duties: assessment.DutiesOf(plans...),
		}), list)
		row.Body = known[len(known)-1].Body
		rows = append(rows, row)
	}
	slices.SortFunc(rows, func(a, b assessment.BodyStanding) int { return cmp.Compare(a.Body.Code, b.Body.Code) })
	return rows
}

// check asks one of the processes, holds the answer against the ledger, and says
// how many bodies it computed anew.
func (w *town) check(p assessment.Period, asOf time.Time) (recomputed int) {
	w.Helper()
	got, err := w.any().Standings(w.Context(), assessment.NationQuestion{Period: p, AsOf: asOf})
	if err != nil {
		w.Fatal(err)
	}
	want := w.ledgerStandings(assessment.Question{Period: p, AsOf: got.AsOf})
	w.seen.recomputed += got.Recomputed
	if len(got.Rows) != len(want) {
		w.Fatalf("as of %s: %d bodies, the ledger has %d", got.AsOf, len(got.Rows), len(want))
	}
	for n, row := range got.Rows {
		w.seen.standings, w.seen.judged = w.seen.standings+1, w.seen.judged+row.Judged()
		if row.ValidUntil.Before(got.AsOf) {
			w.Errorf("%s as of %s: valid until %s", row.Body.Code, got.AsOf, row.ValidUntil)
		}
		row.Events, row.LastFactAt, row.ValidUntil = 0, time.Time{}, time.Time{}
		if !reflect.DeepEqual(row, want[n]) {
			w.Errorf("%s as of %s, recomputed %d:\nboard  %+v\nledger %+v", row.Body.Code, got.AsOf, got.Recomputed, row, want[n])
		}
	}
	w.asked = append(w.asked, got.AsOf)
	return got.Recomputed
}

// kept checks that the answer is right and was not computed again.
func (w *town) kept(p assessment.Period, asOf time.Time) {
	w.Helper()
	if n := w.check(p, asOf); n > 0 {
		w.Errorf("as of %s: %d bodies were computed again", asOf, n)
	}
}

// TestRollUpsEqualTheLedger lets time pass over random bodies: facts come in through
// two processes, are withdrawn and voided, plans get new versions, schemes are
// adopted, the holidays become known. After each step every row of the board must
// be what the raw ledger gives, at present and as of past moments.
func TestRollUpsEqualTheLedger(t *testing.T) {
	w := newTown(t, *rolledBodies, 1)
	end := testkit.Moments[2].AddDate(0, 1, 0)
	periods := []assessment.Period{{To: disclosure.Forever}, {From: workday.MustDate("2026-01-01"), To: workday.MustDate("2026-03-31")}}
	for step := range *rolledSteps {
		span := end.Sub(w.now) / time.Duration(*rolledSteps-step)
		w.live(w.now.Add(time.Duration(w.dice.Int64N(int64(2*span))) + time.Millisecond).Truncate(time.Millisecond))
		p := periods[w.dice.IntN(len(periods))]
		w.check(p, time.Time{})
		w.kept(p, time.Time{})
		switch step % 4 {
		case 0: // a moment later nothing has happened
			w.now = w.now.Add(time.Duration(w.dice.IntN(3)) * time.Hour)
			w.check(p, time.Time{})
		case 1:
			w.adopt(step)
			w.check(p, time.Time{})
		case 2: // a past moment, asked twice, with facts in between
			past := w.asked[w.dice.IntN(len(w.asked))]
			w.check(p, past)
			w.live(w.now.Add(time.Hour))
			w.kept(p, past) // as-of answers do not change
			w.seen.past++
		case 3:
			w.lateHistory(step)
			w.check(p, time.Time{})
			w.check(p, w.asked[w.dice.IntN(len(w.asked))])
		}
	}
	testkit.Tell(t, "roll-ups: %d standings of %d judged instances equal the ledger, %d recomputed, %d past moments asked twice", w.seen.standings, w.seen.judged, w.seen.recomputed, w.seen.past)
	if w.seen.judged == 0 || w.seen.recomputed == 0 || w.seen.recomputed >= w.seen.standings {
		t.Errorf("%+v: the steps do not reach it", w.seen)
	}
}

// adopt lets a body adopt a scheme of its own.
func (w *town) adopt(step int) {
	w.Helper()
	bodies, err := w.any().Bodies(w.Context())
	if err != nil || len(bodies) == 0 {
		w.Fatal(err, len(bodies))
	}
	scheme := harshScheme(w.T)
	scheme.EffectiveFrom = workday.DateOf(w.now) + workday.Date(w.dice.IntN(40)) - 20
	shipped, err := schemefile.Default()
	if err != nil {
		w.Fatal(err)
	}
	if _, err := w.any().AdoptScheme(w.Context(), bodies[w.dice.IntN(len(bodies))].Code, scheme, shipped.Text+"\n# "+w.now.String(), "test"); err != nil {
		w.Fatal(err)
	}
}

// lateHistory loads the plan and the past records of a body that had none: they
// change past answers, since nobody has seen them.
func (w *town) lateHistory(step int) {
	w.Helper()
	b := testkit.Draw(900_000 + step)
	b.Plans[0].AnnouncedAt = testkit.Moments[0].AddDate(0, -4, 0)
	if _, err := w.any().LoadPlan(w.Context(), b.Plans[0], "test"); err != nil {
		w.Fatal(err)
	}
	w.check(assessment.Period{To: disclosure.Forever}, time.Time{})
	var facts []disclosure.Event
	for _, e := range b.Events {
		if e.RecordedAt.Before(w.now) {
			facts = append(facts, e)
		}
	}
	if _, err := w.any().Append(w.Context(), facts); err != nil {
		w.Fatal(err)
	}
}
