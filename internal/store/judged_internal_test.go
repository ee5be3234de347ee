package store

import (
	"testing"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

func TestAnAnswerHoldsUntilAClockStrikes(t *testing.T) {
	noon := workday.MustDate("2026-03-10").Start().Add(12 * time.Hour)
	midnight := workday.MustDate("2026-03-10").End()
	due := disclosure.Instance{DueAt: midnight, Verdict: disclosure.Pending, Term: disclosure.Term{Unit: disclosure.Workdays}}
	soon := disclosure.Instance{DueAt: noon.Add(time.Hour), Verdict: disclosure.Pending, Term: disclosure.Term{Unit: disclosure.Hours}}
	overdue := disclosure.Instance{DueAt: noon.Add(-time.Hour), Verdict: disclosure.Missing, Term: disclosure.Term{Unit: disclosure.Hours}}
	for name, c := range map[string]struct {
		list []disclosure.Instance
		want time.Time
	}{
		"无期限将至，到当日24时": {nil, midnight},
		"当日到期，24时即为逾期": {[]disclosure.Instance{due}, midnight.Add(-time.Millisecond)},
		"小时时限，到期那一刻为止": {[]disclosure.Instance{due, soon}, noon.Add(time.Hour - time.Millisecond)},
		"小时时限已逾期，逐时增加": {[]disclosure.Instance{overdue}, noon},
	} {
		if got := nextStrike(c.list, noon); !got.Equal(c.want) {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}

func TestAnAnswerIsRightForItsStretchAndVersion(t *testing.T) {
	c := newJudgedCache()
	from, v := time.UnixMilli(1000), version{own: 4, all: 2}
	c.put("b", judgedAnswer{version: v, from: from, to: from.Add(time.Second)})
	c.put("under way", judgedAnswer{version: version{own: 5}, from: from, to: from})
	for name, c2 := range map[string]struct {
		body string
		asOf time.Time
		v    version
		want bool
	}{
		"在时段之内":     {"b", from.Add(time.Second), v, true},
		"时段之后":      {"b", from.Add(time.Second + 1), v, false},
		"时段之前":      {"b", from.Add(-1), v, false},
		"本机关又有入账":   {"b", from, version{own: 6, all: 2}, false},
		"日历换了":      {"b", from, version{own: 4, all: 4}, false},
		"入账进行中的不留存": {"under way", from, version{own: 5}, false},
	} {
		if _, ok := c.get(c2.body, c2.asOf, c2.v); ok != c2.want {
			t.Errorf("%s：%t", name, ok)
		}
	}
}

func TestWhatIsKeptIsBoundedByItsSize(t *testing.T) {
	c := newJudgedCache()
	c.most = 100
	at, v := time.UnixMilli(1000), version{own: 2}
	asked := []string{"a", "b", "c", "a", "d", "e"}
	for n, body := range asked {
		c.put(body, judgedAnswer{instances: make([]disclosure.Instance, 30), version: v, from: at.Add(time.Duration(n)), to: at.Add(time.Duration(n))})
		if c.instances > c.most {
			t.Fatalf("%s: %d instances are kept", body, c.instances)
		}
	}
	for n, want := range []bool{3: false, 4: true, 5: true} { // a was asked last before d and e
		if _, ok := c.get(asked[n], at.Add(time.Duration(n)), v); ok != want {
			t.Errorf("%s: kept %t", asked[n], ok)
		}
	}
	c.put("whale", judgedAnswer{instances: make([]disclosure.Instance, 500), version: v, from: at, to: at})
	if _, ok := c.get("whale", at, v); !ok || c.order.Len() != 1 {
		t.Error("the body asked for last stays, however large")
	}
	c.put("whale", judgedAnswer{version: version{own: 4}, from: at, to: at})
	if c.instances != 0 {
		t.Errorf("%d instances of a version before are kept", c.instances)
	}
}
