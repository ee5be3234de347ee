package workday_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"daylight/internal/workday"
)

// drawDate reaches years before and after the notices on purpose.
func drawDate(t *rapid.T, label string) workday.Date {
	return workday.Date(rapid.IntRange(int(day("2012-01-01")), int(day("2030-12-31"))).Draw(t, label))
}

func drawTerm(t *rapid.T) int { return rapid.IntRange(0, 600).Draw(t, "n") }

func TestLawAddingThenCountingReturnsTheTerm(t *testing.T) {
	c := workday.Official()
	rapid.Check(t, func(t *rapid.T) {
		start, n := drawDate(t, "start"), rapid.IntRange(-600, 600).Draw(t, "n")
		if n < 0 {
			start = c.AddDays(start, 0, true).Date // from a rest day the way back is longer
		}
		if got := c.WorkdaysBetween(start, c.AddWorkdays(start, n).Date); got != n {
			t.Fatalf("%s + %d counts back as %d", start, n, got)
		}
	})
}

func TestLawALongerTermEndsLater(t *testing.T) {
	c := workday.Official()
	rapid.Check(t, func(t *rapid.T) {
		start, n := drawDate(t, "start"), drawTerm(t)
		if a, b := c.AddWorkdays(start, n).Date, c.AddWorkdays(start, n+1).Date; a >= b {
			t.Fatalf("%s: %d ends %s, %d ends %s", start, n, a, n+1, b)
		}
	})
}

func TestLawALaterStartNeverEndsEarlier(t *testing.T) {
	c := workday.Official()
	rapid.Check(t, func(t *rapid.T) {
		start, n, wait := drawDate(t, "start"), drawTerm(t), rapid.IntRange(0, 30).Draw(t, "wait")
		later := start + workday.Date(wait)
		if a, b := c.AddWorkdays(start, n).Date, c.AddWorkdays(later, n).Date; a > b {
			t.Fatalf("%d from %s ends %s, from %s ends %s", n, start, a, later, b)
		}
		if a, b := c.AddDays(start, n, true).Date, c.AddDays(later, n, true).Date; a > b {
			t.Fatalf("%d days from %s end %s, from %s end %s", n, start, a, later, b)
		}
	})
}

func TestLawPublishingLaterNeverShortensTheDelay(t *testing.T) {
	c := workday.Official()
	rapid.Check(t, func(t *rapid.T) {
		due := drawDate(t, "due")
		minutes := rapid.IntRange(-60*24*30, 60*24*90).Draw(t, "minutes")
		more := rapid.IntRange(0, 60*24*30).Draw(t, "more")
		first := due.End().Add(time.Duration(minutes) * time.Minute)
		second := first.Add(time.Duration(more) * time.Minute)
		for _, unit := range []workday.Unit{workday.Workdays, workday.CalendarDays, workday.Hours} {
			if a, b := c.Delay(unit, due.End(), first), c.Delay(unit, due.End(), second); a > b {
				t.Fatalf("%s: published %s is %d late, %s is %d", unit, first, a, second, b)
			}
		}
		if late := workday.DateOf(first) > due; late != (c.DelayWorkdays(due, workday.DateOf(first)) > 0) {
			t.Fatalf("due %s, published %s: late %t", due, first, late)
		}
	})
}

func TestLawATermEndsOnAWorkingDay(t *testing.T) {
	c := workday.Official()
	rapid.Check(t, func(t *rapid.T) {
		start, n := drawDate(t, "start"), rapid.IntRange(1, 600).Draw(t, "n")
		for _, r := range []workday.Result{c.AddWorkdays(start, n), c.AddWorkdays(start, -n), c.AddDays(start, n, true)} {
			if s := c.On(r.Date); !s.Workday {
				t.Fatalf("%s, %d ends on %s, %s", start, n, r.Date, s.Label())
			}
		}
	})
}

// TestLawExplainAgrees is also the slow second computation of every clock: it
// walks the days and asks of each what it is.
func TestLawExplainAgrees(t *testing.T) {
	c := workday.Official()
	rapid.Check(t, func(t *rapid.T) {
		start, n, roll := drawDate(t, "start"), rapid.IntRange(-300, 300).Draw(t, "n"), rapid.Bool().Draw(t, "roll")
		check := func(steps []workday.Step, r workday.Result, term int, from int) {
			last, counted, provisional := steps[len(steps)-1], 0, false
			for i, s := range steps {
				if s.Counted {
					counted++
				}
				provisional = provisional || i >= from && s.Provisional
			}
			if last.Date != r.Date || counted != term || last.Number != term || provisional != r.Provisional {
				t.Fatalf("%s + %d: %d steps to %s, %d counted, provisional %t; want %v", start, n, len(steps), last.Date, counted, provisional, r)
			}
		}
		term := max(n, -n)
		check(c.Explain(start, n), c.AddWorkdays(start, n), term, 1)
		from := term // only the last day and those it rolls over are looked up
		if !roll {
			from = term + 1
		}
		check(c.ExplainDays(start, term, roll), c.AddDays(start, term, roll), term, from)
	})
}

func TestLawALaterNoticeOfTheYearReplacesTheEarlier(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		moment := drawDate(t, "as of").Start()
		known := workday.KnownBy(workday.OfficialNotices(), moment)
		shuffled := rapid.Permutation(known).Draw(t, "order")
		c, err := workday.NewCalendar(shuffled...)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := c.Version(), workday.OfficialAt(moment).Version(); got != want {
			t.Fatalf("as of %s: %s, want %s", moment, got, want)
		}
	})
}
