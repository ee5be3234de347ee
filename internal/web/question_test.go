package web

import (
	"context"
	"errors"
	"net/url"
	"testing"
	"time"

	"pgregory.net/rapid"

	"daylight/internal/access"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/workday"
)

var leader = access.Account{Name: "lead", Role: access.Leading}

func (h *house) asked(t rapid.TB, acc access.Account, query string) (*Asked, error) {
	t.Helper()
	q, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	return h.read(context.Background(), acc, q.Get)
}

func TestQuestionsInTheAddress(t *testing.T) {
	h := newHouse(t)
	for name, c := range map[string]struct{ query, from, to, asOf string }{
		"什么都不写即本季度、此刻":    {"", "2026-10-01", "2026-12-31", "2026-10-08T10:00:00.000"},
		"截至某日即当日24时":      {"as_of=2026-09-30", "2026-07-01", "2026-09-30", "2026-10-01T00:00:00.000"},
		"截至某一时刻":          {"as_of=2026-09-30T15:04:05.123", "2026-07-01", "2026-09-30", "2026-09-30T15:04:05.123"},
		"截至到分":            {"as_of=2026-09-30T15:04", "2026-07-01", "2026-09-30", "2026-09-30T15:04:00.000"},
		"截至今日24时尚未到来，取此刻": {"as_of=2026-10-08", "2026-10-01", "2026-12-31", "2026-10-08T10:00:00.000"},
		"季度":   {"period=2026Q3", "2026-07-01", "2026-09-30", "2026-10-08T10:00:00.000"},
		"半年":   {"period=2026H1", "2026-01-01", "2026-06-30", "2026-10-08T10:00:00.000"},
		"全年":   {"period=2026", "2026-01-01", "2026-12-31", "2026-10-08T10:00:00.000"},
		"月":    {"period=2026-02", "2026-02-01", "2026-02-28", "2026-10-08T10:00:00.000"},
		"不限时段": {"period=all", "", "", "2026-10-08T10:00:00.000"},
		"自定起止": {"from=2026-03-05&to=2026-04-01", "2026-03-05", "2026-04-01", "2026-10-08T10:00:00.000"},
		"只写起":  {"from=2026-03-05", "2026-03-05", "", "2026-10-08T10:00:00.000"},
	} {
		a, err := h.asked(t, leader, c.query)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := a.AsOf.In(workday.Beijing).Format(stampForm); a.From.String() != c.from || a.To.String() != c.to || got != c.asOf {
			t.Errorf("%s: %s to %s as of %s", name, a.From, a.To, got)
		}
	}
}

func TestQuestionsThatCannotBe(t *testing.T) {
	h := newHouse(t)
	clerk := access.Account{Role: access.Clerk, Body: "mzj", Office: "bgs"}
	for query, want := range map[string]string{
		"period=2026Q5": "ask.period", "period=1026": "ask.period", "period=2026-13": "ask.period", "as_of=2026-02-30": "ask.as_of", "as_of=now": "ask.as_of",
		"as_of=0001-01-01": "ask.as_of", "from=2026-9-1": "ask.date", "to=9999-01-01": "ask.date", "from=2026-02-01&to=2026-01-01": "ask.span",
		"verdict=late,good": "ask.verdict", "page=0": "ask.page", "page=x": "ask.page", "body=xyz": "ask.body_unknown",
	} {
		_, err := h.asked(t, leader, query)
		var e *disclosure.Error
		if !errors.As(err, &e) || e.Code != want || !i18n.Has(i18n.Chinese, want) {
			t.Errorf("%s: %v, want %s", query, err, want)
		}
	}
	for query, want := range map[string]string{"office=cwk": "ask.office_forbidden", "body=jyj": "ask.body_forbidden"} {
		_, err := h.asked(t, clerk, query)
		var e *disclosure.Error
		if !errors.As(err, &e) || e.Code != want || e.Kind != disclosure.Forbidden {
			t.Errorf("%s: %v, want %s", query, err, want)
		}
	}
	if a, err := h.asked(t, clerk, ""); err != nil || a.Office != "bgs" {
		t.Errorf("a clerk's question is not narrowed: %+v %v", a, err)
	}
}

// Whatever is asked, its permanent link asks the same.
func TestAPermanentLinkAsksTheSame(t *testing.T) {
	h := newHouse(t)
	rapid.Check(t, func(r *rapid.T) {
		q := url.Values{}
		switch rapid.IntRange(0, 3).Draw(r, "kind") {
		case 1:
			q.Set("period", rapid.SampledFrom([]string{"2026Q1", "2025H2", "2024", "2026-02", "all"}).Draw(r, "period"))
		case 2:
			q.Set("from", workday.Date(rapid.Int32Range(18000, 20000).Draw(r, "from")).String())
		case 3:
			q.Set("from", workday.Date(rapid.Int32Range(18000, 20000).Draw(r, "from")).String())
			q.Set("to", workday.Date(rapid.Int32Range(20001, 21000).Draw(r, "to")).String())
		}
		if rapid.Bool().Draw(r, "pinned") {
			ms := rapid.Int64Range(1_700_000_000_000, testNow.UnixMilli()+1e9).Draw(r, "as_of")
			q.Set("as_of", time.UnixMilli(ms).In(workday.Beijing).Format(stampForm))
		}
		if rapid.Bool().Draw(r, "filtered") {
			q.Set("office", "cwk")
			q.Set("verdict", "late,missing")
			q.Set("subject", rapid.String().Draw(r, "subject"))
		}
		first, err := h.asked(r, leader, q.Encode())
		if err != nil {
			r.Fatal(err)
		}
		link, err := url.Parse(first.Permalink("/rows"))
		if err != nil {
			r.Fatal(err)
		}
		again, err := h.asked(r, leader, link.RawQuery)
		if err != nil {
			r.Fatalf("%s: %v", link, err)
		}
		a, b := first.Question, again.Question
		if a.From != b.From || a.To != b.To || !a.AsOf.Equal(b.AsOf) || a.Office != b.Office || a.Subject != b.Subject || len(a.Verdicts) != len(b.Verdicts) {
			r.Errorf("asked %+v, the link %s asks %+v", a, link, b)
		}
		if !again.AsOf.Equal(testNow) && !again.Pinned {
			r.Error("the link does not pin its moment")
		}
	})
}

func TestLinksKeepTheFrameAndChangeWhatTheySay(t *testing.T) {
	h := newHouse(t)
	a, err := h.asked(t, leader, "period=2026Q3&as_of=2026-09-30&office=bgs&page=2")
	if err != nil {
		t.Fatal(err)
	}
	for got, want := range map[string]string{
		a.URL("/overview"):                    "/overview?as_of=2026-09-30&period=2026Q3",
		a.URL("/rows", "verdict", "late"):     "/rows?as_of=2026-09-30&period=2026Q3&verdict=late",
		a.URL("/rows", "from", "2026-07-01"):  "/rows?as_of=2026-09-30&from=2026-07-01",
		a.URL("/rows", "as_of", ""):           "/rows?period=2026Q3",
		a.Here("/rows", "page", ""):           "/rows?as_of=2026-09-30&office=bgs&period=2026Q3",
		a.Here("/rows", "period", "2026Q2"):   "/rows?as_of=2026-09-30&office=bgs&page=2&period=2026Q2",
		a.URL("/duty/1", "office", "a&b=c#d"): "/duty/1?as_of=2026-09-30&office=a%26b%3Dc%23d&period=2026Q3",
	} {
		if got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestPeriodsFollowEachOtherWithoutAGap(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		months := rapid.SampledFrom([]int{1, 3, 6, 12}).Draw(r, "months")
		p := periodOf(workday.Date(rapid.Int32Range(15000, 40000).Draw(r, "day")), months)
		if p.Next().From != p.To+1 || p.Next().Previous() != p || p.Previous().To != p.From-1 {
			r.Errorf("%+v between %+v and %+v", p, p.Previous(), p.Next())
		}
		if again, ok := ParsePeriod(p.Key); !ok || again != p {
			r.Errorf("%s reads as %+v", p.Key, again)
		}
	})
}
