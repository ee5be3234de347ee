// Package papers makes real briefings for the tests of what renders them: the
// demonstration's bureau, judged and scored in memory. It prints them as people
// would, and reads the pages.
package papers

import (
	"cmp"
	"context"
	"fmt"
	"testing"
	"time"

	"daylight/internal/assessment"
	"daylight/internal/briefing"
	"daylight/internal/demo"
	"daylight/internal/disclosure"
	"daylight/internal/planfile"
	"daylight/internal/schemefile"
	"daylight/internal/testkit/memory"
	"daylight/internal/workday"
)

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
	return &memory.Book{Versions: []*disclosure.Plan{p}, Known: []time.Time{p.AnnouncedAt}, Ledger: events, Cal: cal, Scheme: scheme}
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
