package assessment

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

func TestEqualPlacesAreSharedAndTheNextOneSkipped(t *testing.T) {
	for name, c := range map[string]struct {
		scores []int // below 0: not ranked
		want   []Place
		of     int
	}{
		"并列第二": {[]int{9, 7, 7, 5}, []Place{{1, false}, {2, true}, {2, true}, {4, false}}, 4},
		"不参加":  {[]int{9, -1, 9, 5}, []Place{{1, true}, {0, false}, {1, true}, {3, false}}, 3},
		"没有":   {nil, []Place{}, 0},
	} {
		got, of := Places(len(c.scores), func(i int) bool { return c.scores[i] >= 0 }, func(a, b int) bool { return c.scores[a] == c.scores[b] })
		if diff := cmp.Diff(c.want, got); diff != "" || of != c.of {
			t.Errorf("%s: of %d\n%s", name, of, diff)
		}
	}
}

func TestRatesAreComparedExactly(t *testing.T) {
	better := Figures{OnTime: 1001, Late: 1}
	worse := Figures{OnTime: 1000, Late: 1}
	none := Figures{Pending: 3}
	order := []Figures{none, worse, better}
	slices.SortFunc(order, CompareRates)
	if order[0] != better || order[1] != worse || order[2] != none || CompareRates(none, Figures{}) != 0 {
		t.Errorf("%+v", order)
	}
}

func TestEveryFlagHasItsPlace(t *testing.T) {
	var f Figures
	for _, flag := range disclosure.Flags {
		f.Doubtful(flag) // panics without a place
	}
}

func TestAStandingCountsWhatItsScoresCount(t *testing.T) {
	day := workday.MustDate("2026-03-31")
	instance := func(subject, office string, v disclosure.Verdict, unit disclosure.TermUnit, delay int) disclosure.Instance {
		return disclosure.Instance{
			Duty: "1", Subject: subject, Office: office, OfficeName: office, Group: disclosure.GroupBureau, PlanVersion: 1, CountedOn: day,
			Verdict: v, Delay: delay, Term: disclosure.Term{Unit: unit}, Flags: disclosure.FlagSuspectDate,
		}
	}
	list := []disclosure.Instance{
		instance("1", "a", disclosure.OnTime, disclosure.Workdays, 0), instance("2", "a", disclosure.NilReturned, disclosure.Workdays, 0),
		instance("3", "b", disclosure.Late, disclosure.OnDate, 3), instance("4", "b", disclosure.Late, disclosure.Hours, 5), instance("5", "b", disclosure.Late, disclosure.CalendarDays, 7),
		instance("6", "b", disclosure.Missing, disclosure.Workdays, 30), instance("7", "b", disclosure.Pending, disclosure.Workdays, 0), instance("8", "a", disclosure.Partial, disclosure.Workdays, 0),
	}
	outside, external, others := list[0], list[0], list[0]
	outside.CountedOn, external.External, others.Group = day+1, true, disclosure.GroupExternal
	list = append(list, outside, external, others)
	s := proposal(4000, 2000, 1500, 1000, 1500)
	p := Period{From: day - 30, To: day}
	r := Assess(s, Input{Period: p, Instances: list})
	got := StandingOf(r, list)
	want := Figures{OnTime: 1, NilReturns: 1, Late: 3, Missing: 1, Pending: 1, Partial: 1, Delays: [3]DelaySum{{Count: 1, Sum: 3}, {Count: 1, Sum: 7}, {Count: 1, Sum: 5}}}
	want.Flagged[1] = 8
	if diff := cmp.Diff(want, got.Figures); diff != "" {
		t.Error(diff)
	}
	if got.Judged() != 7 || got.Met() != 2 || got.Doubtful(disclosure.FlagSuspectDate) != 8 || got.Scored != 2 {
		t.Errorf("%+v", got)
	}
	if score, ok := got.Score(); !ok || score != MeanScore(r.Offices[0].Total+r.Offices[1].Total, 2) {
		t.Errorf("score %s", score)
	}
	if _, ok := (BodyStanding{}).Score(); ok {
		t.Error("a body without scored offices has a score")
	}
	if MeanScore(18001, 2) != 9001 || MeanScore(10, 3) != 3 {
		t.Error("means are not rounded half up")
	}
}

func TestRegionsAddTheirBodiesUp(t *testing.T) {
	body := func(code, region string, met, missing int, score Points) BodyStanding {
		s := BodyStanding{Body: disclosure.Body{Code: code, Region: region}, Scored: 1, ScoreSum: score}
		s.OnTime, s.Missing = met, missing
		return s
	}
	rows := []BodyStanding{
		body("a", "甲省/乙市/丙县", 9, 1, 9000), body("b", " 甲省 / 乙市 ", 1, 0, 10000), body("c", "甲省", 5, 0, 8000), body("d", "甲省会", 1, 1, 5000), body("e", "", 1, 0, 1),
	}
	parts, own := Regions(rows, "")
	if len(parts) != 2 || parts[0].Path != "甲省" || parts[0].Bodies != 3 || parts[0].Met() != 15 || parts[0].Judged() != 16 || parts[0].Lacking != 1 || len(own) != 1 {
		t.Errorf("%+v %+v", parts, own)
	}
	if score, ok := parts[0].Score(); !ok || score != 9000 {
		t.Errorf("%s", score)
	}
	parts, own = Regions(rows, "甲省")
	if len(parts) != 1 || parts[0].Path != "甲省/乙市" || parts[0].Bodies != 2 || len(own) != 1 || own[0].Body.Code != "c" {
		t.Errorf("%+v %+v", parts, own)
	}
	if in := Within(rows, "甲省/乙市"); len(in) != 2 {
		t.Errorf("%+v", in)
	}
}
