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

func TestAnAnswerIsForgottenWhenAnythingWasRecorded(t *testing.T) {
	c := newJudgedCache()
	from := time.UnixMilli(1000)
	c.put("b", judgedAnswer{latest: from, from: from, to: from.Add(time.Second)})
	if _, ok := c.get("b", from.Add(time.Second), from); !ok {
		t.Error("not found within its time")
	}
	if _, ok := c.get("b", from.Add(time.Second+1), from); ok {
		t.Error("found after its time")
	}
	if _, ok := c.get("b", from, from.Add(1)); ok {
		t.Error("found after another commit")
	}
}
