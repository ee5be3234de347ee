package testkit

import (
	"reflect"
	"testing"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

func TestABodyIsAlwaysTheSame(t *testing.T) {
	if !reflect.DeepEqual(Draw(7), Draw(7)) {
		t.Error("body 7 was drawn twice and differs")
	}
}

// TestTheDrawReachesEveryVerdictOfEveryClock guards what the agreement of the
// judges is worth.
func TestTheDrawReachesEveryVerdictOfEveryClock(t *testing.T) {
	reached := map[[2]int]int{}
	flags := disclosure.Flag(0)
	events, instances := 0, 0
	var calendars []*workday.Calendar
	for _, asOf := range Moments {
		calendars = append(calendars, workday.OfficialAt(asOf))
	}
	const bodies = 2000
	for n := range bodies {
		b := Draw(n)
		events += len(b.Events)
		for m, asOf := range Moments {
			plans := b.PlansAt(asOf)
			for _, i := range disclosure.Judge(plans, calendars[m], b.Events, asOf) {
				d, _ := plans[i.PlanVersion-1].DutyByCode(i.Duty)
				reached[[2]int{int(d.Clock()), int(i.Verdict)}]++
				flags |= i.Flags
				instances++
			}
		}
	}
	for clock := disclosure.ByTerm; clock <= disclosure.ByEpisode; clock++ {
		for _, v := range disclosure.Verdicts {
			partial := clock == disclosure.ByCase || clock == disclosure.ByEpisode
			if v == disclosure.Partial && partial || v == disclosure.NilReturned && clock != disclosure.ByTerm ||
				v == disclosure.Unverified && clock == disclosure.ByUpkeep {
				continue
			}
			if n := reached[[2]int{int(clock), int(v)}]; n == 0 {
				t.Errorf("clock %d: verdict %d never reached", clock, v)
			}
		}
	}
	for _, f := range disclosure.Flags {
		if !flags.Has(f) {
			t.Errorf("flag %b never reached", f)
		}
	}
	t.Logf("%d bodies, %d events, %d instances", bodies, events, instances)
}
