package store_test

import (
	"testing"

	"daylight/internal/demo"
	"daylight/internal/disclosure"
	"daylight/internal/planfile"
	"daylight/internal/workday"
)

// BenchmarkOneBody asks for every instance of the demonstration's body, past
// the cache: most of it is the engine's planning.
func BenchmarkOneBody(b *testing.B) {
	s := openStore(b)
	p, err := planfile.Shipped("anshun-mzj")
	if err != nil {
		b.Fatal(err)
	}
	opts := demo.Options{From: workday.MustDate("2025-08-01"), To: workday.MustDate("2026-10-31"), Seed: 7}
	p.Body.Demo, p.EffectiveFrom, p.AnnouncedAt = true, opts.From, opts.From.Start()
	if err := s.LoadPlans(b.Context(), []*disclosure.Plan{p}, "test"); err != nil {
		b.Fatal(err)
	}
	if _, err := s.Append(b.Context(), demo.Generate(p, workday.Official(), opts)); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := s.JudgeForTest(b.Context(), p.Body.Code, opts.To.End()); err != nil {
			b.Fatal(err)
		}
	}
}
