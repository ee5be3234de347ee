// Package papers makes real briefings for the tests of what renders them: the
// demonstration's bureau, judged and scored in memory. It prints them as people
// would, and reads the pages.
package papers

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"daylight/internal/assessment"
	"daylight/internal/briefing"
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
	return slices.DeleteFunc(disclosure.Judge(known, m.cal, m.events, q.AsOf), func(i disclosure.Instance) bool {
		return !(i.External == q.External && (q.From == 0 || i.CountedOn >= q.From) && (q.To == 0 || i.CountedOn <= q.To) &&
			(len(q.Verdicts) == 0 || slices.Contains(q.Verdicts, i.Verdict)) && (q.Office == "" || q.Office == i.Office) && (q.Duty == "" || q.Duty == i.Duty))
	}), nil
}

// Bureau is the demonstration's bureau up to November 2026, with as many offices:
// further ones are added to the shipped plan's, each with duties of its own.
func Bureau(t testing.TB, offices int) briefing.Source {
	t.Helper()
	p, err := planfile.Shipped("anshun-mzj")
	if err != nil {
		t.Fatal(err)
	}
	scheme, err := schemefile.Default()
	if err != nil {
		t.Fatal(err)
	}
	p.Version = cmp.Or(p.Version, 1)
	grow(p, offices)
	cal := workday.Official()
	events := demo.Generate(p, cal, demo.Options{From: workday.MustDate("2025-01-01"), To: workday.MustDate("2026-11-20"), Seed: 7})
	return &memory{plans: []*disclosure.Plan{p}, known: []time.Time{p.AnnouncedAt}, events: events, cal: cal, scheme: scheme}
}

func grow(p *disclosure.Plan, offices int) {
	duties := p.Duties
	inside := 0 // those outside have no sheet
	for _, o := range p.Offices {
		if o.Group == disclosure.GroupBureau || o.Group == disclosure.GroupAffiliate {
			inside++
		}
	}
	for n := inside; n < offices; n++ {
		code := fmt.Sprintf("more%02d", n)
		p.Offices = append(p.Offices, disclosure.Office{Code: code, Name: fmt.Sprintf("第%d业务科", n+1), Group: disclosure.GroupBureau})
		for k := range 3 {
			d := duties[(n*3+k)%len(duties)]
			d.Code, d.Lead, d.Order = fmt.Sprintf("%s-%d", d.Code, n), code, d.Order+100*n
			d.OpensWith, d.CountedWith, d.CoOffices = "", "", nil
			p.Duties = append(p.Duties, d)
		}
	}
}

// Make is a briefing of the kind about days from and to, issued some days later.
func Make(t testing.TB, src briefing.Source, kind briefing.Kind, from, to string) *briefing.Briefing {
	t.Helper()
	last := workday.MustDate(to)
	b, err := briefing.Make(context.Background(), src, briefing.Request{
		Body: "anshun-mzj", Kind: kind, Period: assessment.Period{From: workday.MustDate(from), To: last},
		Window: assessment.Period{From: last + 8, To: last + 10}, AsOf: (last + 10).End(), IssuedOn: last + 15, RectifyWorkdays: 7,
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Quarter is the third quarter of 2026 of the bureau with so many offices.
func Quarter(t testing.TB, offices int) *briefing.Briefing {
	return Make(t, Bureau(t, offices), briefing.Quarterly, "2026-07-01", "2026-09-30")
}
