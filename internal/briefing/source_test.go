package briefing

import (
	"cmp"
	"context"
	"testing"
	"time"

	"daylight/internal/assessment"
	"daylight/internal/demo"
	"daylight/internal/disclosure"
	"daylight/internal/planfile"
	"daylight/internal/schemefile"
	"daylight/internal/testkit/memory"
	"daylight/internal/workday"
)

func proposal(t testing.TB) *assessment.Scheme {
	s, err := schemefile.Default()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// bureau is the demonstration's bureau, with fourteen months up to the end of
// October 2026.
func bureau(t testing.TB) *memory.Book {
	p, err := planfile.Shipped("anshun-mzj")
	if err != nil {
		t.Fatal(err)
	}
	p.Version = cmp.Or(p.Version, 1)
	cal := workday.Official()
	events := demo.Generate(p, cal, demo.Options{From: day1("2025-07-01"), To: day1("2026-11-20"), Seed: 7})
	return &memory.Book{Versions: []*disclosure.Plan{p}, Known: []time.Time{p.AnnouncedAt}, Ledger: events, Cal: cal, Scheme: proposal(t)}
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
