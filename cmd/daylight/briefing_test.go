package main

import (
	"bytes"
	"context"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"daylight/internal/briefing"
	"daylight/internal/demo"
	"daylight/internal/disclosure"
	"daylight/internal/engine"
	"daylight/internal/planfile"
	"daylight/internal/store"
	"daylight/internal/workday"
)

// bureau is a store with the demonstration's bureau, known until the end of October 2026.
func bureau(t *testing.T) (*store.Store, *disclosure.Plan) {
	t.Helper()
	dir := t.TempDir()
	e, err := engine.Start(t.Context(), engine.Options{DataDir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	st, err := store.Open(t.Context(), store.Options{DSN: e.DSN(), LockDir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { st.Close() })
	p, err := planfile.Shipped(demoPlan)
	if err != nil {
		t.Fatal(err)
	}
	p.EffectiveFrom = workday.MustDate("2025-09-01")
	p.AnnouncedAt = p.EffectiveFrom.Start()
	if _, err := st.LoadPlan(t.Context(), p, "test"); err != nil {
		t.Fatal(err)
	}
	events := demo.Generate(p, workday.Official(), demo.Options{From: p.EffectiveFrom, To: workday.MustDate("2026-10-31"), Seed: 7})
	if _, err := st.Append(t.Context(), events); err != nil {
		t.Fatal(err)
	}
	return st, p
}

// issued takes a quarter's briefing through to its issue.
func issued(t *testing.T, st *store.Store, r briefing.Record, on string) briefing.Record {
	t.Helper()
	ctx, body := context.Background(), r.Request.Body
	r, err := st.Prepare(ctx, r, "mishu")
	for _, step := range []struct {
		to    briefing.State
		actor string
	}{{briefing.Submitted, "mishu"}, {briefing.Approved, "lingdao"}} {
		if err == nil {
			r, err = st.Move(ctx, body, r.ID, step.to, step.actor, "")
		}
	}
	if err == nil {
		r, err = st.Issue(ctx, body, r.ID, workday.MustDate(on), "mishu", func(numbered briefing.Record) (briefing.Issue, error) {
			value, err := press{st}.Make(ctx, numbered)
			if err != nil {
				return briefing.Issue{}, err
			}
			files, err := press{st}.Print(ctx, value, numbered.Number, briefing.Looks{RedHead: true}, nil)
			return briefing.Issue{Value: value, Files: files}, err
		})
	}
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func quarterly(body, first string, asOf time.Time) briefing.Record {
	q := briefing.Quarterly.PeriodOf(workday.MustDate(first))
	return briefing.Record{Request: briefing.Request{Body: body, Kind: briefing.Quarterly, Period: q, Window: q, AsOf: asOf, RectifyWorkdays: 10}}
}

// lateFacts tell of a met instance of the quarter again under other subjects: facts
// that nobody knew of when the briefing was issued.
func lateFacts(t *testing.T, st *store.Store, frozen *briefing.Briefing, n int) (events []disclosure.Event, subjects []string) {
	t.Helper()
	for _, line := range frozen.Ledger {
		told, err := st.Events(t.Context(), disclosure.Question{Body: frozen.Request.Body, Duty: line.Duty, Subject: line.Subject, AsOf: frozen.Request.AsOf})
		if err != nil {
			t.Fatal(err)
		}
		if line.Verdict != disclosure.OnTime || len(told) < 2 || told[0].Kind != disclosure.Triggered {
			continue
		}
		for k := 0; len(events) < n; k++ {
			subject := fmt.Sprintf("补录%d号", k+1)
			subjects = append(subjects, subject)
			for i, e := range told {
				e.ID, e.Subject, e.RecordedAt = fmt.Sprintf("late-%d-%d", k, i), subject, time.Time{}
				e.Ref, e.Title = "", subject
				events = append(events, e)
			}
		}
		return events, subjects
	}
	t.Fatal("no instance can be told again")
	return nil, nil
}

func TestAnIssuedBriefingNeverChangesAndTheNextCorrectsIt(t *testing.T) {
	st, p := bureau(t)
	body := p.Body.Code
	first := issued(t, st, quarterly(body, "2026-04-01", workday.MustDate("2026-07-08").End()), "2026-07-10")
	if first.Number.String() != "〔2026〕第1期" || len(first.Files) != 3+2*len(p.Offices)-2*external(p) {
		t.Fatalf("%s with %d files for %d offices", first.Number, len(first.Files), len(p.Offices))
	}
	contents := func() map[string][]byte {
		all := map[string][]byte{}
		for _, f := range first.Files {
			content, err := st.FileContent(t.Context(), body, first.ID, f.Name)
			if err != nil {
				t.Fatal(err)
			}
			all[f.Name] = content
		}
		return all
	}
	frozen, err := st.Frozen(t.Context(), body, first.ID)
	if err != nil {
		t.Fatal(err)
	}
	before := contents()
	for _, words := range []string{"〔2026〕第1期", body + "@1", frozen.Versions.Calendar, frozen.Versions.Scheme, frozen.Versions.Digest} {
		if !bytes.Contains(before["通报.html"], []byte(words)) {
			t.Errorf("the last page does not tell %s", words)
		}
	}

	late, subjects := lateFacts(t, st, frozen, 1000)
	if _, err := st.Append(t.Context(), late); err != nil {
		t.Fatal(err)
	}
	notice := workday.Notice{
		Year: 2027, Layer: workday.CN, Source: "关于2027年部分节假日安排的通知", Number: "试〔2026〕1号", AnnouncedOn: workday.MustDate("2026-11-01"),
		Off: []workday.Day{{Date: workday.MustDate("2027-01-01"), Name: "元旦"}},
	}
	if _, err := st.LoadNotice(t.Context(), notice); err != nil {
		t.Fatal(err)
	}
	p.Text += "\n# 第二版\n"
	if loaded, err := st.LoadPlan(t.Context(), p, "test"); err != nil || !loaded {
		t.Fatal(loaded, err)
	}

	if after := contents(); !reflect.DeepEqual(before, after) {
		t.Error("issued files changed")
	}
	if again, err := st.Frozen(t.Context(), body, first.ID); err != nil || !reflect.DeepEqual(frozen, again) {
		t.Errorf("the issued value changed: %v", err)
	}
	if again, err := st.Briefing(t.Context(), body, first.ID); err != nil || !reflect.DeepEqual(first, again) {
		t.Errorf("the record changed: %v", err)
	}
	now, err := st.Moment(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	second := issued(t, st, quarterly(body, "2026-07-01", now), workday.DateOf(now).String())
	page, err := st.FileContent(t.Context(), body, second.ID, "通报.html")
	if err != nil || second.Number.String() != "〔2026〕第2期" {
		t.Fatal(second.Number, err)
	}
	for _, subject := range subjects {
		if !strings.Contains(string(page), subject) {
			t.Errorf("the next issue does not correct %s", subject)
		}
	}
	// A third has nothing new to say of the first.
	third, err := press{st}.Make(t.Context(), quarterly(body, "2026-07-01", now))
	if err != nil {
		t.Fatal(err)
	}
	if len(subjects) < 100 || len(third.Ledger) == 0 {
		t.Errorf("%d subjects, %d lines", len(subjects), len(third.Ledger))
	}
	// A re-issue by decision: a number of its own, with the late facts in it.
	again := quarterly(body, "2026-04-01", now)
	again.Reissues, again.Decision = first.ID, "领导小组第五次会议决定"
	reissue := issued(t, st, again, workday.DateOf(now).String())
	if reissue.Number.String() != "〔2026〕第3期" {
		t.Error(reissue.Number)
	}
	value, err := st.Frozen(t.Context(), body, reissue.ID)
	if err != nil || len(value.Ledger) != len(frozen.Ledger)+len(subjects) {
		t.Errorf("%d lines, %d before, %d late: %v", len(value.Ledger), len(frozen.Ledger), len(subjects), err)
	}
	changed := 0
	for _, pair := range briefing.SideBySide(briefing.Lines(frozen), briefing.Lines(value)) {
		if !pair.Same {
			changed++
		}
	}
	if changed == 0 || !reflect.DeepEqual(before, contents()) {
		t.Errorf("%d lines differ", changed)
	}
}

func external(p *disclosure.Plan) (n int) {
	for _, o := range p.Offices {
		if o.Group == disclosure.GroupExternal {
			n++
		}
	}
	return n
}
