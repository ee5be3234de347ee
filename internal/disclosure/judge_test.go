package disclosure

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"daylight/internal/workday"
)

// told is a fact as a test tells it: a kind, when, and what else. "" is a day
// nobody knows; "|" parts the time it happened from the time it was recorded.
func told(kind EventKind, when string, more ...string) Event {
	e := Event{Body: "b", Kind: kind, Precision: Unknown}
	at, recorded, apart := strings.Cut(when, "|")
	if at != "" {
		e.OccurredAt, e.Precision = moment(at), ToMinute
		if len(at) == len(time.DateOnly) {
			e.Precision = ToDay
		}
	}
	e.RecordedAt = e.OccurredAt
	if apart {
		e.RecordedAt = moment(recorded)
	}
	if e.RecordedAt.IsZero() {
		e.RecordedAt = moment("2026-01-02")
	}
	for _, m := range more {
		key, value, _ := strings.Cut(m, "=")
		switch key {
		case "id":
			e.ID = value
		case "ref":
			e.Ref = value
		case "channel":
			e.Channel = value
		case "office":
			e.Office = value
		case "title":
			e.Title = value
		case "url date":
			e.URLDate = date(value)
		case "seen":
			e.FirstSeen = moment(value)
		case "fields":
			e.Fields = strings.Split(value, "、")
		default:
			if e.Attrs == nil {
				e.Attrs = map[string]string{}
			}
			e.Attrs[key] = value
		}
	}
	return e
}

func moment(s string) time.Time {
	layout := "2006-01-02 15:04"
	if len(s) == len(time.DateOnly) {
		layout = time.DateOnly
	}
	t, err := time.ParseInLocation(layout, s, workday.Beijing)
	if err != nil {
		panic(err)
	}
	return t
}

// trial is one instance to be judged: facts, as-of, and what must come out.
type trial struct {
	name, asOf string
	facts      []Event
	verdict    Verdict
	delay      int
	due        string
	flags      Flag
	lacking    string
	published  string
}

// try judges each trial alone, under a plan with this one duty.
func try(t *testing.T, duty Duty, subject string, trials []trial) {
	t.Helper()
	duty.Code, duty.Lead = "x", "a"
	plan := &Plan{Version: 1, Body: Body{Code: "b"}, EffectiveFrom: date("2025-07-01"), Duties: []Duty{duty},
		Offices: []Office{{Code: "a", Name: "甲科"}, {Code: "b", Name: "乙科"}}}
	for _, c := range trials {
		t.Run(c.name, func(t *testing.T) {
			for i := range c.facts {
				c.facts[i].Duty = "x"
				if c.facts[i].Subject == "" {
					c.facts[i].Subject = subject
				}
				if c.facts[i].ID == "" {
					c.facts[i].ID = fmt.Sprint(i)
				}
			}
			list := Judge([]*Plan{plan}, workday.Official(), c.facts, moment(c.asOf))
			n := slices.IndexFunc(list, func(i Instance) bool { return i.Subject == subject })
			if n < 0 {
				t.Fatalf("no instance %s", subject)
			}
			i, published := list[n], ""
			if !i.PublishedAt.IsZero() {
				published = i.PublishedAt.In(workday.Beijing).Format("2006-01-02 15:04")
			}
			got := trial{verdict: i.Verdict, delay: i.Delay, due: i.DueOn.String(), flags: i.Flags, lacking: strings.Join(i.Lacking, " "), published: published}
			if c.published == "" {
				got.published = ""
			}
			if got.verdict != c.verdict || got.delay != c.delay || got.due != c.due || got.flags != c.flags || got.lacking != c.lacking || got.published != c.published {
				t.Errorf("got  verdict %d delay %d due %s flags %b lacking %q published %q\nwant verdict %d delay %d due %s flags %b lacking %q published %q",
					got.verdict, got.delay, got.due, got.flags, got.lacking, got.published, c.verdict, c.delay, c.due, c.flags, c.lacking, c.published)
			}
		})
	}
}

func workdays(n int) Term { return Term{N: n, Unit: Workdays} }
