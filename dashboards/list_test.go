package dashboards

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

func TestSortKeepsThePlansOwnOrder(t *testing.T) {
	f := testFrame()
	list := func() []disclosure.Instance {
		return []disclosure.Instance{
			{Office: "b", Duty: "2b", Verdict: disclosure.Missing, Delay: 9, DueAt: workday.MustDate("2026-03-01").End()},
			{Office: "a", Duty: "1a", Verdict: disclosure.OnTime, DueAt: workday.MustDate("2026-01-01").End()},
			{Office: "d", Duty: "1a", Verdict: disclosure.Late, Delay: 2, DueAt: workday.MustDate("2026-02-01").End()},
		}
	}
	for key, want := range map[string]string{
		"": "bad", "office": "abd", "-office": "dba", "duty": "adb", "due": "adb", "-due": "bda", "delay": "adb", "verdict": "adb", "no-such": "bad",
	} {
		got := list()
		Sort(f.Plan, got, key)
		var order string
		for _, i := range got {
			order += i.Office
		}
		if order != want {
			t.Errorf("sorted by %q: %s, want %s", key, order, want)
		}
	}
}

func TestHeadsTurnTheOrderRound(t *testing.T) {
	table := NewTable(testFrame(), nil, "due", func(key string) string { return "?sort=" + key })
	byLabel := map[string]Head{}
	for _, h := range table.Heads {
		byLabel[h.Label] = h
	}
	if h := byLabel["应公开日"]; h.Sorted != "ascending" || h.Href != "?sort=-due" {
		t.Errorf("head of the sorted column: %+v", h)
	}
	if h := byLabel["迟延"]; h.Sorted != "" || h.Href != "?sort=-delay" {
		t.Errorf("the longest delay should come first: %+v", h)
	}
}

func TestOnlyWebAddressesAreFollowed(t *testing.T) {
	for raw, want := range map[string]string{
		"https://www.example.gov.cn/a?b=1": "https://www.example.gov.cn/a?b=1", "http://example.cn/": "http://example.cn/",
		"javascript:alert(1)": "", "data:text/html,x": "", "//example.cn/x": "", "ftp://example.cn/": "", "看公告栏": "", "": "", "http://[": "",
	} {
		if got := WebAddress(raw); got != want {
			t.Errorf("WebAddress(%q) = %q, want %q", raw, got, want)
		}
	}
}

func TestSentencesKeepUnknownNames(t *testing.T) {
	got := weave("甲{n}乙{x}丙{", map[string]Piece{"n": {Text: "3", Href: "/rows"}})
	want := []Piece{{Text: "甲"}, {Text: "3", Href: "/rows"}, {Text: "乙"}, {Text: "{x}"}, {Text: "丙"}, {Text: "{}"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestEventsShowWhichTimesDisagree(t *testing.T) {
	f := testFrame()
	at := time.Date(2026, 10, 9, 9, 0, 0, 0, workday.Beijing)
	e := disclosure.Event{ID: "p", Kind: disclosure.Published, OccurredAt: at, URLDate: workday.MustDate("2026-10-20"), FirstSeen: at.AddDate(0, 0, 1)}
	line := f.event(e, disclosure.Instance{Event: "p"}, workday.Official())
	if !line.Deciding || !line.URLDiffers || line.SeenLater {
		t.Errorf("published Friday, address eleven days later, seen on the next working day: %+v", line)
	}
}

func TestClipCountsWidth(t *testing.T) {
	for s, want := range map[string]string{
		"办公室": "办公室", "基层政权和社区建设科": "基层政权…", "General": "General", "General Office": "General …",
	} {
		if got := clip(s, 4); got != want {
			t.Errorf("clip(%q) = %q, want %q", s, got, want)
		}
	}
}
