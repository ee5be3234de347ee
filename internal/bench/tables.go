package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/testkit/nation"
	"daylight/internal/workday"
)

// columns are those of the rivals' table of facts: everything that ours has,
// with days and the attribute that judging asks for worked out beforehand.
var columns = []struct{ name, kind string }{
	{"occurred", "BIGINT"}, {"recorded", "BIGINT"}, {"seen", "BIGINT"}, {"digest", "BIGINT"},
	{"occurred_day", "INTEGER"}, {"url_day", "INTEGER"}, {"seen_day", "INTEGER"}, {"formed_day", "INTEGER"}, {"kind", "SMALLINT"}, {"prec", "SMALLINT"}, {"history", "SMALLINT"},
	{"body", "TEXT"}, {"duty", "TEXT"}, {"subject", "TEXT"}, {"id", "TEXT"}, {"office", "TEXT"}, {"channel", "TEXT"}, {"title", "TEXT"}, {"doc_number", "TEXT"},
	{"url", "TEXT"}, {"ref", "TEXT"}, {"fields", "TEXT"}, {"note", "TEXT"}, {"attr", "TEXT"}, {"attrs", "TEXT"}, {"actor", "TEXT"}, {"source", "TEXT"}, {"origin", "TEXT"},
}

// asked is the one attribute that judging asks of a kind.
var asked = map[disclosure.EventKind]string{
	disclosure.Triggered: "class", disclosure.Received: "class", disclosure.Detected: "class", disclosure.SpotChecked: "result",
	disclosure.HandedOver: "due", disclosure.NilReturn: "unsigned", disclosure.Ruled: "decision", disclosure.Paused: "reason", disclosure.Extended: "days",
}

// cells are the values of one fact, in the order of the columns.
func cells(into []any, e *disclosure.Event) []any {
	ms := func(t time.Time) int64 {
		if t.IsZero() {
			return 0
		}
		return t.UnixMilli()
	}
	dayOf := func(t time.Time) int {
		if t.IsZero() {
			return 0
		}
		return int((t.UnixMilli() + zoneMillis) / dayMillis)
	}
	attrs := ""
	if len(e.Attrs) > 0 {
		text, err := json.Marshal(e.Attrs)
		if err != nil {
			panic(err) // a map of texts can be written
		}
		attrs = string(text)
	}
	source, origin, _ := strings.Cut(e.Source, ":")
	return append(into, ms(e.OccurredAt), ms(e.RecordedAt), ms(e.FirstSeen), int64(len(e.ID)), dayOf(e.OccurredAt), int(e.URLDate), dayOf(e.FirstSeen), int(e.FormedOn),
		int(e.Kind), int(e.Precision), 1, e.Body, e.Duty, e.Subject, e.ID, e.Office, e.Channel, e.Title, e.DocNumber, e.URL, e.Ref, strings.Join(e.Fields, "|"), e.Note,
		e.Attrs[asked[e.Kind]], attrs, e.Actor, source, origin)
}

// small are the rivals' tables beside the facts, with their rows.
type small struct {
	name, columns string
	indexes       []string
	rows          [][]any
}

func smallTables(n nation.Nation, scheme *assessment.Scheme) []small {
	line := small{name: "line", columns: `body TEXT, duty TEXT, since INTEGER, until INTEGER, born INTEGER, by_plan INTEGER, cadence INTEGER, unit INTEGER, term_n INTEGER, term_roll INTEGER,
		term_month INTEGER, term_day INTEGER, lead TEXT, main_channel TEXT, further TEXT, grace INTEGER, nil_return INTEGER, required TEXT, classes INTEGER, block TEXT`, indexes: []string{"body, duty"}}
	class := small{name: "duty_class", columns: "body TEXT, duty TEXT, class TEXT, n INTEGER", indexes: []string{"body, duty"}}
	for i := range n.Bodies {
		p := n.Plan(i)
		for _, l := range disclosure.Lines([]*disclosure.Plan{p}) {
			if l.NotJudged != "" || l.External || l.Clock() != disclosure.ByTerm {
				continue
			}
			main, further, grace := "", "", 0
			if len(l.Channels) > 0 {
				main = l.Channels[0].Code
			}
			if len(l.Channels) > 1 {
				further, grace = l.Channels[1].Code, l.Channels[1].GraceWorkdays
			}
			line.rows = append(line.rows, []any{p.Body.Code, l.Code, int(l.Since), int(l.Until), int(l.Born), bit(l.Trigger != disclosure.OnEvent), int(l.PeriodMonths()), int(l.Term.Unit), l.Term.N,
				bit(l.Term.RollForward), int(l.Term.Month), l.Term.Day, l.HolderAt(nation.To), main, further, grace, bit(l.NilReturn), strings.Join(l.Fields, "|"), len(l.Classes), l.Block})
			for _, c := range l.Classes {
				class.rows = append(class.rows, []any{p.Body.Code, l.Code, c.Code, c.N})
			}
		}
	}
	return []small{line, class, calendarTable(), periodTable(), fixedTable(n.Plan(0)), priceTable(scheme)}
}

func bit(b bool) int {
	if b {
		return 1
	}
	return 0
}

// calendarTable numbers the working days; nth is null on days of rest.
func calendarTable() small {
	t := small{name: "calendar", columns: "day INTEGER PRIMARY KEY, works INTEGER, counted INTEGER, nth INTEGER", indexes: []string{"nth"}}
	counted := 0
	for day := range workday.OfficialAt(nation.AsOf).Days(workday.MustDate("2024-01-01"), workday.MustDate("2029-12-31")) {
		var nth any
		if day.Workday {
			counted++
			nth = counted
		}
		t.rows = append(t.rows, []any{int(day.Date), bit(day.Workday), counted, nth})
	}
	return t
}

// periodTable has the periods whose terms can end in the year.
func periodTable() small {
	t := small{name: "period", columns: "cadence INTEGER, subject TEXT, last_day INTEGER", rows: [][]any{{0, "once", 0}}}
	for _, months := range []int{1, 3, 6, 12} {
		for first := workday.MustDate("2024-01-01"); first.Year() < 2028; first = first.AddMonths(months) {
			t.rows = append(t.rows, []any{months, nation.SubjectOf(first, months), int(first.AddMonths(months) - 1)})
		}
	}
	return t
}

// fixedTable has the dates on which terms that are dates end.
func fixedTable(p *disclosure.Plan) small {
	t := small{name: "fixed", columns: "open_day INTEGER, month INTEGER, day_of INTEGER, day INTEGER"}
	seen := map[string]bool{}
	for _, d := range p.Duties {
		if d.Term.Unit != disclosure.OnDate || len(d.Term.Dates) > 0 {
			continue
		}
		for _, row := range periodTable().rows {
			open := workday.Date(row[2].(int))
			due := workday.NewDate(open.Year()+1, d.Term.Month, d.Term.Day)
			if d.Term.Month == 0 {
				due = workday.NewDate((open + 1).Year(), (open + 1).Month(), d.Term.Day)
			}
			if key := fmt.Sprint(open, d.Term.Month, d.Term.Day); !seen[key] {
				seen[key] = true
				t.rows = append(t.rows, []any{int(open), int(d.Term.Month), d.Term.Day, int(due)})
			}
		}
	}
	return t
}

func priceTable(scheme *assessment.Scheme) small {
	t := small{name: "price", columns: "verdict INTEGER, unit INTEGER, over_ BIGINT, up_to BIGINT, points BIGINT"}
	for _, b := range scheme.Bands().Bands {
		t.rows = append(t.rows, []any{int(b.Verdict), int(b.Unit), b.Over, b.UpTo, int64(b.Points)})
	}
	return t
}
