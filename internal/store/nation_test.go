package store_test

import (
	"slices"
	"testing"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/store"
	"daylight/internal/testkit"
	"daylight/internal/testkit/nation"
	"daylight/internal/workday"
)

// openNation is a store of its own with a country in it.
func openNation(t testing.TB, n nation.Nation) *store.Store {
	t.Helper()
	at := startEngine(t)
	s := openOn(t, at)
	if err := s.LoadPlans(t.Context(), n.Plans(), "test"); err != nil {
		t.Fatal(err)
	}
	start, facts := time.Now(), 0
	if err := n.Load(t.Context(), at.DSN, func(total int) { facts = total }); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d facts in %v", facts, time.Since(start).Round(time.Millisecond))
	return s
}

// TestTheJudgesAgreeOnACountry holds the judges together on the ledgers that
// the measures use, and shows that they are loaded as they are told.
func TestTheJudgesAgreeOnACountry(t *testing.T) {
	n := nation.Nation{Bodies: 24}
	s, differ := openNation(t, n), newDifferences()
	for _, i := range []int{0, 1, 2, 23} {
		got, err := s.JudgeForTest(t.Context(), n.Code(i), nation.AsOf)
		if err != nil {
			t.Fatal(err)
		}
		b := testkit.Body{Code: n.Code(i), Plans: []*disclosure.Plan{n.Plan(i)}, Known: []time.Time{nation.Announced}, Events: n.Ledger(i)}
		want := disclosure.Judge(b.Plans, workday.OfficialAt(nation.AsOf), b.Events, nation.AsOf)
		slices.SortFunc(want, disclosure.WorstFirst)
		differ.compare(b, nation.AsOf, got, want)
	}
	if differ.count > 0 {
		t.Errorf("%d differences%s", differ.count, differ.report())
	}
}
