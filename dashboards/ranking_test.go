package dashboards

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"daylight/internal/disclosure"
)

func places(r Ranking) []string {
	var got []string
	for _, s := range r.Rows {
		place := s.Code + ":" + string(rune('0'+s.Rank))
		if s.Tied {
			place += "="
		}
		if s.Few {
			place += "?"
		}
		got = append(got, place)
	}
	return got
}

func TestRankingSharesPlacesAndSaysHowMany(t *testing.T) {
	m := "2026-07-01"
	for name, c := range map[string]struct {
		tallies []disclosure.Tally
		want    []string
		ranked  int
	}{
		"按时率相同并列，按编制序": {
			[]disclosure.Tally{tally("c", m, disclosure.OnTime, 9), tally("b", m, disclosure.OnTime, 20), tally("a", m, disclosure.OnTime, 10), tally("a", m, disclosure.Late, 1)},
			[]string{"b:1=", "c:1=", "a:3"}, 3,
		},
		"比的是精确值而不是一位小数": {
			[]disclosure.Tally{tally("a", m, disclosure.OnTime, 1000), tally("a", m, disclosure.Late, 1), tally("b", m, disclosure.OnTime, 1001), tally("b", m, disclosure.Late, 1)},
			[]string{"b:1", "a:2"}, 2,
		},
		"没有到期事项不参加排名": {
			[]disclosure.Tally{tally("a", m, disclosure.Pending, 3), tally("b", m, disclosure.Missing, 6)},
			[]string{"b:1", "a:0"}, 1,
		},
		"样本少":      {[]disclosure.Tally{tally("a", m, disclosure.OnTime, 2)}, []string{"a:1?"}, 1},
		"没有节点的不列":  {nil, nil, 0},
		"局属单位另行排名": {[]disclosure.Tally{tally("d", m, disclosure.OnTime, 9)}, nil, 0},
		"外部单位不排名":  {[]disclosure.Tally{tally("x", m, disclosure.OnTime, 9)}, nil, 0},
	} {
		r := Rank(testFrame(), disclosure.GroupBureau, c.tallies)
		if diff := cmp.Diff(c.want, places(r)); diff != "" || r.Ranked != c.ranked {
			t.Errorf("%s: ranked %d, want %d (-want +got):\n%s", name, r.Ranked, c.ranked, diff)
		}
	}
	if r := Rank(testFrame(), disclosure.GroupExternal, []disclosure.Tally{tally("x", m, disclosure.OnTime, 9)}); r.Ranked != 0 || r.Chart != nil {
		t.Error("external performers were ranked")
	}
}

func TestOthersAreOnlyAPlaceToAnOfficeHead(t *testing.T) {
	f := testFrame()
	f.Own = "a"
	m := "2026-07-01"
	r := Rank(f, disclosure.GroupBureau, []disclosure.Tally{tally("a", m, disclosure.Late, 7), tally("b", m, disclosure.OnTime, 9)})
	if r.Rows[0] != (Standing{Rank: 1}) {
		t.Errorf("another office shows more than its place: %+v", r.Rows[0])
	}
	if own, ok := r.Of("a"); !ok || own.Rank != 2 || !own.Own || own.Rate.Count() != "0/7" {
		t.Errorf("own standing %+v", own)
	}
	if r.Chart != nil {
		t.Error("the chart names other offices")
	}
}
