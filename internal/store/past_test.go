package store_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"daylight/internal/assessment"
	"daylight/internal/demo"
	"daylight/internal/disclosure"
	"daylight/internal/planfile"
	"daylight/internal/store"
	"daylight/internal/testkit"
	"daylight/internal/workday"
)

// TestABriefingDayIsAnsweredTheSameForever asks for everything a briefing says,
// lets 10,000 further facts, a new plan, a new scheme, a bonus and a late holiday
// notice follow, and asks again, of the same store and of one that has just been
// opened: byte for byte the same.
func TestABriefingDayIsAnsweredTheSameForever(t *testing.T) {
	at := startEngine(t)
	s := openOn(t, at)
	p, events := yearOfFacts(t)
	if _, err := s.LoadPlan(t.Context(), p, "test"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Append(t.Context(), events); err != nil {
		t.Fatal(err)
	}
	moments := []time.Time{workday.MustDate("2026-07-21").End(), workday.MustDate("2026-10-20").End(), momentOf(t, s)}
	var before []string
	for _, asOf := range moments {
		before = append(before, everything(t, s, p.Body.Code, asOf))
	}
	const more = 10_000
	later := laterFacts(events, more)
	for n := 0; n < len(later); n += 1000 {
		outcomes, err := s.Append(t.Context(), later[n:n+1000])
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range outcomes {
			if o != disclosure.Appended {
				t.Fatalf("a later fact is %v", o)
			}
		}
	}
	newRules(t, s, p)
	if everything(t, s, p.Body.Code, momentOf(t, s)) == before[len(before)-1] {
		t.Fatal("what followed changed nothing: the test does not test")
	}
	size := 0
	fresh := openOn(t, at)
	for n, asOf := range moments {
		for name, s := range map[string]*store.Store{"the same store": s, "a store opened since": fresh} {
			got := everything(t, s, p.Body.Code, asOf)
			if size += len(got); got != before[n] {
				t.Errorf("as of %s, %s answers otherwise than on that day (%d and %d bytes)", asOf, name, len(got), len(before[n]))
			}
		}
	}
	testkit.Tell(t, "past: %d later facts, %d moments asked of 2 stores, %d bytes, the same", more, len(moments), size)
}

func yearOfFacts(t *testing.T) (*disclosure.Plan, []disclosure.Event) {
	t.Helper()
	p, err := planfile.Shipped("anshun-mzj")
	if err != nil {
		t.Fatal(err)
	}
	opts := demo.Options{From: workday.MustDate("2025-08-01"), To: workday.MustDate("2026-10-31"), Seed: 7}
	p.Body.Demo, p.EffectiveFrom, p.AnnouncedAt = true, opts.From, opts.From.Start()
	return p, demo.Generate(p, workday.Official(), opts)
}

func momentOf(t *testing.T, s *store.Store) time.Time {
	t.Helper()
	m, err := s.Moment(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// everything is what pages, commands and documents can say of a body at a
// moment: instances, scores with receipts from Go and sums from SQL, faults and
// bonuses, sources, and the digest of all that they rest on.
func everything(t *testing.T, s *store.Store, body string, asOf time.Time) string {
	t.Helper()
	q := assessment.Question{Body: body, Period: assessment.Period{From: workday.MustDate("2026-01-01"), To: workday.MustDate("2026-12-31")}, AsOf: asOf}
	scheme, err := s.SchemeInForce(t.Context(), body, q.Day(), asOf)
	if err != nil {
		t.Fatal(err)
	}
	list, err := s.Instances(t.Context(), disclosure.Question{Body: body, AsOf: asOf})
	if err != nil {
		t.Fatal(err)
	}
	scored, err := assessment.AssessFrom(t.Context(), s, q, scheme)
	if err != nil {
		t.Fatal(err)
	}
	sums, err := s.Scores(t.Context(), q, scheme)
	if err != nil {
		t.Fatal(err)
	}
	v, err := assessment.Verify(t.Context(), s, q)
	if err != nil || v.Difference != nil {
		t.Fatalf("the judges differ as of %s: %+v %v", asOf, v.Difference, err)
	}
	entries, err := s.EntriesKnown(t.Context(), body, asOf)
	if err != nil {
		t.Fatal(err)
	}
	feeds, err := s.Feeds(t.Context(), body, asOf)
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal([]any{list, scored, sums, v.Digest, v.Facts, entries, feeds})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// laterFacts draws facts that touch what is known: corrections, withdrawals,
// rulings, voided entries, late publications, openings that were forgotten.
func laterFacts(known []disclosure.Event, n int) []disclosure.Event {
	draw := rand.New(rand.NewPCG(4, 5))
	kinds := []disclosure.EventKind{disclosure.Published, disclosure.Withdrawn, disclosure.Revised, disclosure.Voided, disclosure.Ruled,
		disclosure.Reviewed, disclosure.NotApplicable, disclosure.Triggered, disclosure.Answered}
	later := make([]disclosure.Event, n)
	for i := range later {
		of := known[draw.IntN(len(known))]
		e := of
		e.ID, e.Kind, e.Ref, e.RecordedAt, e.Source = fmt.Sprintf("later-%d", i), kinds[draw.IntN(len(kinds))], of.ID, time.Time{}, "form"
		e.Attrs = map[string]string{"decision": []string{"claimed", "later", "forged"}[draw.IntN(3)], "approver": "组长"}
		if of.Precision != disclosure.Unknown {
			e.OccurredAt = of.OccurredAt.AddDate(0, 0, draw.IntN(60)-30)
		}
		later[i] = e
	}
	return later
}

// newRules changes all that scores rest on besides facts.
func newRules(t *testing.T, s *store.Store, p *disclosure.Plan) {
	t.Helper()
	next := *p
	next.Version, next.Title, next.EffectiveFrom, next.AnnouncedAt = 2, "修订后的方案", workday.MustDate("2026-02-01"), time.Time{}
	next.Duties = append([]disclosure.Duty{}, p.Duties...)
	for n := range next.Duties {
		if next.Duties[n].Term.Unit == disclosure.Workdays && next.Duties[n].Term.N > 4 {
			next.Duties[n].Term.N -= 4
		}
	}
	next.Text += "\n# 修订\n"
	if loaded, err := s.LoadPlan(t.Context(), &next, "test"); err != nil || !loaded {
		t.Fatal(loaded, err)
	}
	harder := shippedScheme(t)
	harder.EffectiveFrom = workday.MustDate("2026-01-01")
	harder.Lateness.Bands[0].Points += 25
	if _, err := s.AdoptScheme(t.Context(), p.Body.Code, harder, "更严的办法", "test"); err != nil {
		t.Fatal(err)
	}
	if err := s.RecordEntry(t.Context(), p.Body.Code, assessment.Entry{State: assessment.Approved, Extra: assessment.Extra{
		ID: "x", Office: p.Offices[0].Code, Rule: harder.Bonuses.Rules[0].Code, On: workday.MustDate("2026-05-01"), Points: 100,
		URL: "https://example.invalid/", Approver: "组长", ApprovedOn: workday.MustDate("2026-05-02")}}); err != nil {
		t.Fatal(err)
	}
	n := workday.OfficialNotices()[len(workday.OfficialNotices())-1]
	n.Off = append(append([]workday.Day{}, n.Off...), workday.Day{Date: workday.MustDate("2026-03-03"), Name: "补假"})
	n.AnnouncedOn, n.Number = workday.DateOf(time.Now()), "补〔2026〕1号"
	if _, err := s.LoadNotice(t.Context(), n); err != nil {
		t.Fatal(err)
	}
}
