package disclosure_test

import (
	"hash/fnv"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"daylight/internal/disclosure"
	"daylight/internal/testkit"
	"daylight/internal/workday"
)

// drawn judges a body drawn at random at one of the moments it crowds around.
func drawn(t *rapid.T) (b testkit.Body, asOf time.Time, judge func([]disclosure.Event) []disclosure.Instance) {
	b = testkit.Draw(rapid.IntRange(0, 1<<30).Draw(t, "body"))
	asOf = rapid.SampledFrom(testkit.Moments).Draw(t, "as of")
	return b, asOf, func(events []disclosure.Event) []disclosure.Instance {
		return disclosure.Judge(b.PlansAt(asOf), workday.OfficialAt(asOf), events, asOf)
	}
}

func TestTheOrderOfTheFactsChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b, _, judge := drawn(t)
		shuffled := slices.Clone(b.Events)
		rand.New(rand.NewPCG(1, 2)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		if before, after := judge(b.Events), judge(shuffled); !reflect.DeepEqual(before, after) {
			t.Fatalf("before %+v\nafter %+v", before, after)
		}
	})
}

func TestWhatIsRecordedAfterAsOfChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b, asOf, judge := drawn(t)
		early := slices.DeleteFunc(slices.Clone(b.Events), func(e disclosure.Event) bool { return !e.RecordedAt.Before(asOf) })
		if !reflect.DeepEqual(judge(b.Events), judge(early)) {
			t.Fatal("a later fact changed the verdict")
		}
	})
}

// TestSomeInstancesAreJudgedAsAllAre: those that are wanted come out of their own
// facts, and of those of their column, as they do out of the whole ledger.
func TestSomeInstancesAreJudgedAsAllAre(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b, asOf, judge := drawn(t)
		salt := rapid.Byte().Draw(t, "salt")
		wanted := func(duty, subject string) bool {
			h := fnv.New32a()
			h.Write(append([]byte(duty+subject), salt))
			return h.Sum32()%2 == 0
		}
		columns := map[string]bool{}
		for _, l := range disclosure.Lines(b.PlansAt(asOf)) {
			columns[l.Code] = columns[l.Code] || l.Clock() == disclosure.ByUpkeep
		}
		all := slices.DeleteFunc(judge(b.Events), func(i disclosure.Instance) bool { return !wanted(i.Duty, i.Subject) })
		facts := slices.DeleteFunc(slices.Clone(b.Events), func(e disclosure.Event) bool { return !columns[e.Duty] && !wanted(e.Duty, e.Subject) })
		some := disclosure.JudgeOnly(b.PlansAt(asOf), workday.OfficialAt(asOf), facts, asOf,
			func(l *disclosure.DutyLine, subject string) bool { return wanted(l.Code, subject) })
		if len(all)+len(some) > 0 && !reflect.DeepEqual(some, all) {
			t.Fatalf("alone %+v\namong all %+v", some, all)
		}
	})
}

func TestAVoidedFactIsAsIfNeverThere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b, asOf, judge := drawn(t)
		if len(b.Events) == 0 {
			return
		}
		gone := rapid.SampledFrom(b.Events).Draw(t, "fact")
		if gone.Kind == disclosure.Voided || !gone.RecordedAt.Before(asOf) {
			return
		}
		void := disclosure.Event{ID: "~", Body: gone.Body, Duty: gone.Duty, Subject: gone.Subject, Kind: disclosure.Voided, Ref: gone.ID,
			RecordedAt: asOf.Add(-time.Millisecond)}
		without := slices.DeleteFunc(slices.Clone(b.Events), func(e disclosure.Event) bool { return e.ID == gone.ID })
		if !reflect.DeepEqual(judge(append(slices.Clone(b.Events), void)), judge(without)) {
			t.Fatalf("voiding %s left a trace", gone.ID)
		}
	})
}

func TestEveryInstanceHasOneVerdictAndNoRateExceedsAHundred(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b, _, judge := drawn(t)
		seen := map[string]bool{}
		judged, met := 0, 0
		for _, i := range judge(b.Events) {
			late := i.Verdict == disclosure.Late || i.Verdict == disclosure.Missing
			if seen[i.Key()] || !slices.Contains(disclosure.Verdicts, i.Verdict) || late != (i.Delay > 0) {
				t.Fatalf("%+v", i)
			}
			seen[i.Key()] = true
			if i.Verdict.Judged() {
				judged++
			}
			if i.Verdict.Met() {
				met++
			}
		}
		if met > judged {
			t.Fatalf("%d met of %d", met, judged)
		}
	})
}

func TestPublishingLaterNeverShortensTheDelay(t *testing.T) {
	plan := &disclosure.Plan{Version: 1, Body: disclosure.Body{Code: "b"}, EffectiveFrom: workday.MustDate("2026-01-01"),
		Duties: []disclosure.Duty{{Code: "x", Trigger: disclosure.OnEvent}}}
	rapid.Check(t, func(t *rapid.T) {
		unit := rapid.SampledFrom([]disclosure.TermUnit{disclosure.Workdays, disclosure.CalendarDays, disclosure.Hours}).Draw(t, "unit")
		plan.Duties[0].Term = disclosure.Term{N: rapid.IntRange(0, 30).Draw(t, "n"), Unit: unit, RollForward: rapid.Bool().Draw(t, "roll")}
		opened := workday.MustDate("2026-01-05").Start().Add(time.Duration(rapid.IntRange(0, 100*24*60).Draw(t, "opened")) * time.Minute)
		before := -1
		for at, step := opened, rapid.IntRange(400, 3000).Draw(t, "step"); at.Before(opened.AddDate(0, 2, 0)); at = at.Add(time.Duration(step) * time.Minute) {
			list := disclosure.Judge([]*disclosure.Plan{plan}, workday.Official(), []disclosure.Event{
				{ID: "1", Duty: "x", Subject: "s", Kind: disclosure.Triggered, OccurredAt: opened, RecordedAt: opened},
				{ID: "2", Duty: "x", Subject: "s", Kind: disclosure.Published, OccurredAt: at, RecordedAt: opened}}, opened.AddDate(1, 0, 0))
			if list[0].Delay < before {
				t.Fatalf("published %s: delay %d after %d", at, list[0].Delay, before)
			}
			before = list[0].Delay
		}
	})
}
