package store_test

import (
	"testing"

	"daylight/internal/assessment"
)

// BenchmarkOneBodyScores asks for a year of the demonstration's body: its scores
// from the ledger, and the same of a body without facts, which is what the engine
// spends on planning the statements.
func BenchmarkOneBodyScores(b *testing.B) {
	s, p, q := demoYear(b)
	empty := *p
	empty.Body.Code, empty.Code = "empty", "empty"
	if _, err := s.LoadPlan(b.Context(), &empty, "test"); err != nil {
		b.Fatal(err)
	}
	scheme := shippedScheme(b)
	of := func(body string) func(*testing.B) {
		return func(b *testing.B) {
			for b.Loop() {
				if _, err := s.Scores(b.Context(), assessment.Question{Body: body, Period: q.Period, AsOf: q.AsOf}, scheme); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
	b.Run("year", of(q.Body))
	b.Run("no facts", of("empty"))
	b.Run("with receipts, judged before", func(b *testing.B) {
		for b.Loop() {
			if _, err := assessment.AssessFrom(b.Context(), s, q, scheme); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("verify", func(b *testing.B) {
		for b.Loop() {
			if _, err := assessment.Verify(b.Context(), s, q); err != nil {
				b.Fatal(err)
			}
		}
	})
}
