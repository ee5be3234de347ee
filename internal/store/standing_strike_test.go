package store_test

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"testing"
	"time"

	"daylight/internal/assessment"
	d "daylight/internal/disclosure"
	"daylight/internal/store"
	"daylight/internal/workday"
)

// quietTown has bodies of the plan with all clocks, and no facts.
func quietTown(t *testing.T, bodies int, now string) *town {
	w := newTown(t, 0, 1)
	w.now = workday.MustDate(now[:10]).Start()
	if len(now) > 10 {
		w.now = clock(t, now)
	}
	var plans []*d.Plan
	for n := range bodies {
		p := clockPlan()
		p.Body.Code, p.Code, p.AnnouncedAt = fmt.Sprintf("b%d", n), fmt.Sprintf("b%d", n), p.EffectiveFrom.Start()
		plans = append(plans, p)
	}
	if err := w.any().LoadPlans(t.Context(), plans, "test"); err != nil {
		t.Fatal(err)
	}
	return w
}

func clock(t *testing.T, text string) time.Time {
	t.Helper()
	at, err := time.ParseInLocation("2006-01-02 15:04", text, workday.Beijing)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func (w *town) record(body, duty, subject string, e d.Event) {
	w.Helper()
	e.Body, e.Duty, e.Subject, e.ID = body, duty, subject, fmt.Sprintf("%s-%s-%s-%d-%d", body, duty, subject, e.Kind, w.now.UnixMilli())
	if _, err := w.any().Append(w.Context(), []d.Event{e}); err != nil {
		w.Fatal(err)
	}
}

var allTime = assessment.Period{To: d.Forever}

// TestAStandingEndsWhenAClockStrikes lets five hours run out, and then each
// started hour of delay: with few bodies, which are judged one by one, and with
// many, which the engine judges at once.
func TestAStandingEndsWhenAClockStrikes(t *testing.T) {
	for _, bodies := range []int{2, store.FewBodies + 1} {
		w := quietTown(t, bodies, "2026-03-02 08:00")
		for n := range bodies {
			w.record(fmt.Sprintf("b%d", n), "8a", "舆情", fact(d.Detected, "2026-03-02 07:30", with("class", "major")))
		}
		for _, step := range []struct {
			now string
			new bool // some figure may differ from the one before
		}{
			{"2026-03-02 08:30", true}, {"2026-03-02 12:29", false}, {"2026-03-02 12:30", true}, {"2026-03-02 13:29", false},
			{"2026-03-02 13:31", true}, {"2026-03-02 23:59", true}, {"2026-03-03 00:01", true},
		} {
			w.now = clock(t, step.now)
			if n := w.check(allTime, time.Time{}); (n > 0) != step.new {
				t.Errorf("%d bodies, %s: %d computed again", bodies, step.now, n)
			}
		}
	}
}

func TestWhatMakesAStandingOutOfDate(t *testing.T) {
	w := quietTown(t, 6, "2026-03-02 08:00")
	w.check(allTime, time.Time{})
	past := w.now.Add(-time.Hour)
	w.check(allTime, past)
	at := func(minutes int) { w.now = w.now.Add(time.Duration(minutes) * time.Minute) }
	recomputed := func(name string, want int) {
		t.Helper()
		at(1)
		if n := w.check(allTime, time.Time{}); n != want {
			t.Errorf("%s: %d computed again, want %d", name, n, want)
		}
		w.kept(allTime, time.Time{})
	}
	recomputed("无事发生", 0)
	w.record("b1", "8a", "舆情", fact(d.Detected, "2026-03-02 08:00", with("class", "major")))
	recomputed("一个机关来了事实", 1)
	w.record("b1", "8a", "舆情", fact(d.Published, "2026-03-02 08:01"))
	w.record("b2", "8a", "舆情", fact(d.Detected, "2026-03-02 08:00", with("class", "major")))
	recomputed("两个机关来了事实", 2)
	w.kept(allTime, past)
	p := clockPlan()
	p.Body.Code, p.Code, p.Text = "b3", "b3", "第二版"
	if _, err := w.any().LoadPlan(t.Context(), p, "test"); err != nil {
		t.Fatal(err)
	}
	recomputed("方案出新版", 1)
	if _, err := w.any().AdoptScheme(t.Context(), "b4", harshScheme(t), "自己的办法", "test"); err != nil {
		t.Fatal(err)
	}
	recomputed("通过考核办法", 1)
	old := fact(d.Detected, "2026-02-20 08:00", with("class", "major"))
	old.RecordedAt = clock(t, "2026-02-20 09:00")
	w.record("b5", "8a", "旧舆情", old)
	recomputed("历史补录", 1)
	if n := w.check(allTime, past); n != 1 {
		t.Errorf("历史补录改变过去的答复: %d computed again", n)
	}
	if err := w.any().ForgetCountForTest(t.Context()); err != nil {
		t.Fatal(err)
	}
	recomputed("计数丢失后重数", 0)
	w.kept(allTime, past)
	if _, err := w.any().LoadNotice(t.Context(), w.otherHolidays()); err != nil {
		t.Fatal(err)
	}
	recomputed("放假通知更新", 6)
	w.kept(allTime, past)
}

// otherHolidays is a later notice of 2026 that gives a working day back.
func (w *town) otherHolidays() workday.Notice {
	w.Helper()
	for _, n := range workday.OfficialNotices() {
		if n.Year == 2026 && n.Layer == workday.CN {
			n = n.Clone()
			n.AnnouncedOn, n.Source = workday.DateOf(w.now), n.Source+"（更新）"
			n.Work = slices.Delete(n.Work, 0, 1)
			return n
		}
	}
	w.Fatal("no notice of 2026")
	return workday.Notice{}
}

// TestTheKeeperComputesBeforeAnybodyAsks waits for the quarter and the year.
func TestTheKeeperComputesBeforeAnybodyAsks(t *testing.T) {
	w := quietTown(t, 2, "2026-03-02 08:00")
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan bool)
	go func() { w.stores[0].KeepStandings(ctx, slog.New(slog.NewTextHandler(t.Output(), nil))); close(ended) }()
	for range 300 {
		if n, err := w.stores[1].StandingsForTest(t.Context()); err != nil || n == 4 {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	stop()
	<-ended
	w.kept(assessment.Period{From: workday.MustDate("2026-01-01"), To: workday.MustDate("2026-03-31")}, time.Time{})
	w.kept(assessment.Period{From: workday.MustDate("2026-01-01"), To: workday.MustDate("2026-12-31")}, time.Time{})
}

// TestStandingsWhileAnotherProcessWrites asks while another process writes.
func TestStandingsWhileAnotherProcessWrites(t *testing.T) {
	w := quietTown(t, 3, "2026-03-02 08:00")
	w.stores[1].Standings(t.Context(), assessment.NationQuestion{Period: allTime})
	done := make(chan error, 1)
	go func() {
		var err error
		for n := range 30 {
			e := fact(d.Detected, "2026-03-02 07:00", with("class", "major"))
			e.Body, e.Duty, e.Subject, e.ID = fmt.Sprintf("b%d", n%3), "8a", fmt.Sprint("舆情", n), fmt.Sprint("e", n)
			if _, err = w.stores[0].Append(t.Context(), []d.Event{e}); err != nil {
				break
			}
		}
		done <- err
	}()
	var answers []assessment.Standings
	for writing := true; writing; {
		a, err := w.stores[1].Standings(t.Context(), assessment.NationQuestion{Period: allTime})
		if err != nil {
			t.Fatal(err)
		}
		answers = append(answers, a)
		select {
		case err := <-done:
			if err != nil {
				t.Fatal(err)
			}
			writing = false
		default:
		}
	}
	for _, a := range answers { // each was right for its moment, whatever has come since
		for n, want := range w.ledgerStandings(assessment.Question{Period: allTime, AsOf: a.AsOf}) {
			if got := a.Rows[n]; got.Figures != want.Figures || got.ScoreSum != want.ScoreSum {
				t.Errorf("as of %s: %+v, the ledger has %+v", a.AsOf, got, want)
			}
		}
	}
	w.check(allTime, time.Time{})
	t.Log(len(answers), "answers while facts came in")
}

// TestACommitUnderWayIsUnknownUntilItsMoment has facts and a plan in the tables
// whose moment has not come, as those of a commit under way are.
func TestACommitUnderWayIsUnknownUntilItsMoment(t *testing.T) {
	w := quietTown(t, 2, "2026-03-02 08:00")
	s := w.stores[0]
	w.stores[1] = s // one cache
	underWay := map[string]func(soon time.Time) error{
		"事实": func(soon time.Time) error {
			e := fact(d.Detected, "2026-03-02 07:00", with("class", "major"))
			e.Body, e.Duty, e.Subject, e.ID = "b0", "8a", "舆情", "e"
			return s.InsertUnderWayForTest(t.Context(), e, soon)
		},
		"方案": func(soon time.Time) error {
			p := clockPlan()
			p.Body.Code, p.Code, p.Version = "b2", "b2", 1
			return s.LoadKnown(t.Context(), [][]*d.Plan{{p}}, [][]time.Time{{soon}})
		},
	}
	for _, what := range []string{"事实", "方案"} {
		soon := w.now.Add(time.Hour)
		w.check(allTime, time.Time{})
		if err := underWay[what](soon); err != nil {
			t.Fatal(err)
		}
		w.kept(allTime, time.Time{})
		w.kept(allTime, time.Time{})
		w.now = soon
		w.check(allTime, time.Time{})
		w.now = soon.Add(time.Minute)
		if n := w.check(allTime, time.Time{}); n != 1 {
			t.Errorf("%s: %d computed again", what, n)
		}
	}
}
