package briefing

import (
	"cmp"
	"context"
	"slices"
	"testing"
	"time"

	"daylight/internal/assessment"
	"daylight/internal/demo"
	"daylight/internal/disclosure"
	"daylight/internal/planfile"
	"daylight/internal/schemefile"
	"daylight/internal/workday"
)

// memory is a source over a ledger in memory: the second judge answers.
type memory struct {
	disclosure.Reader
	plans  []*disclosure.Plan
	known  []time.Time
	events []disclosure.Event
	cal    *workday.Calendar
	scheme *assessment.Scheme
}

func (m *memory) Plans(_ context.Context, asOf time.Time) ([]disclosure.PlanInfo, error) {
	var list []disclosure.PlanInfo
	for n, p := range m.plans {
		if m.known[n].Before(asOf) {
			list = append(list, disclosure.PlanInfo{Code: p.Code, Version: p.Version, Body: p.Body, Title: p.Title, EffectiveFrom: p.EffectiveFrom, SHA256: assessment.TextDigest(p.Text)})
		}
	}
	return list, nil
}

func (m *memory) Plan(_ context.Context, _ string, version int, _ time.Time) (*disclosure.Plan, error) {
	for _, p := range m.plans {
		if p.Version == version {
			return p, nil
		}
	}
	return nil, disclosure.ErrNotFound
}

func (m *memory) Calendar(context.Context, time.Time) (*workday.Calendar, error) { return m.cal, nil }

func (m *memory) Facts(_ context.Context, q disclosure.Question, _ ...disclosure.EventKind) ([]disclosure.Event, error) {
	return slices.DeleteFunc(slices.Clone(m.events), func(e disclosure.Event) bool { return !e.RecordedAt.Before(q.AsOf) }), nil
}

func (m *memory) SchemeInForce(context.Context, string, workday.Date, time.Time) (*assessment.Scheme, error) {
	return m.scheme, nil
}

func (m *memory) Instances(_ context.Context, q disclosure.Question) ([]disclosure.Instance, error) {
	var known []*disclosure.Plan
	for n, p := range m.plans {
		if m.known[n].Before(q.AsOf) {
			known = append(known, p)
		}
	}
	return keep(disclosure.Judge(known, m.cal, m.events, q.AsOf), func(i disclosure.Instance) bool {
		return i.External == q.External && (q.From == 0 || i.CountedOn >= q.From) && (q.To == 0 || i.CountedOn <= q.To) &&
			(len(q.Verdicts) == 0 || slices.Contains(q.Verdicts, i.Verdict)) && (q.Office == "" || q.Office == i.Office) && (q.Duty == "" || q.Duty == i.Duty)
	}), nil
}

func proposal(t testing.TB) *assessment.Scheme {
	s, err := schemefile.Default()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// bureau is the demonstration's bureau, with fourteen months up to the end of
// October 2026.
func bureau(t testing.TB) *memory {
	p, err := planfile.Shipped("anshun-mzj")
	if err != nil {
		t.Fatal(err)
	}
	p.Version = cmp.Or(p.Version, 1)
	cal := workday.Official()
	events := demo.Generate(p, cal, demo.Options{From: day1("2025-07-01"), To: day1("2026-11-20"), Seed: 7})
	return &memory{plans: []*disclosure.Plan{p}, known: []time.Time{p.AnnouncedAt}, events: events, cal: cal, scheme: proposal(t)}
}

func day1(s string) workday.Date { return workday.MustDate(s) }

func stretch(from, to string) assessment.Period {
	return assessment.Period{From: day1(from), To: day1(to)}
}

func quarter(t testing.TB) Request {
	return Request{
		Body: "anshun-mzj", Kind: Quarterly, Period: stretch("2026-07-01", "2026-09-30"), Window: stretch("2026-10-08", "2026-10-10"),
		AsOf: day1("2026-10-10").End(), IssuedOn: day1("2026-10-15"), RectifyWorkdays: 7,
	}
}

func make1(t testing.TB, src Source, r Request, earlier ...*Briefing) *Briefing {
	t.Helper()
	b, err := Make(context.Background(), src, r, earlier...)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
