package store_test

import (
	"testing"

	"daylight/internal/demo"
	"daylight/internal/disclosure"
	"daylight/internal/planfile"
	"daylight/internal/workday"
)

// TestTheJudgeSeesTheDemonstrationYearAsItWasWritten compares the SQL judge,
// instance by instance, with what the generator meant each to be.
func TestTheJudgeSeesTheDemonstrationYearAsItWasWritten(t *testing.T) {
	s := openStore(t)
	p, err := planfile.Shipped("anshun-mzj")
	if err != nil {
		t.Fatal(err)
	}
	opts := demo.Options{From: workday.MustDate("2025-08-01"), To: workday.MustDate("2026-10-31"), Seed: 7}
	p.Body.Demo, p.EffectiveFrom, p.AnnouncedAt = true, opts.From, opts.From.Start()
	if _, err := s.LoadPlan(t.Context(), p, "test"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Append(t.Context(), demo.Generate(p, workday.Official(), opts)); err != nil {
		t.Fatal(err)
	}
	list, err := s.Instances(t.Context(), disclosure.Question{Body: p.Body.Code, AsOf: opts.To.End()})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]disclosure.Instance{}
	for _, i := range list {
		got[i.Key()] = i
	}
	scenes := demo.Script(p, workday.Official(), opts)
	if len(scenes) < 100 {
		t.Fatalf("only %d scenes", len(scenes))
	}
	for _, scene := range scenes {
		i, ok := got[scene.Duty+"/"+scene.Subject]
		if !ok {
			t.Errorf("%s/%s: no instance, want %v (%v)", scene.Duty, scene.Subject, scene.Expected, scene.Situation)
			continue
		}
		if i.DueOn != scene.Due && i.Verdict != disclosure.Unverified {
			t.Errorf("%s: due %s, want %s", i.Key(), i.DueOn, scene.Due)
		}
		if i.Verdict != scene.Expected {
			t.Errorf("%s/%s (%v): verdict %v, want %v; due %s published %s lacking %v", scene.Duty, scene.Subject, scene.Situation, i.Verdict, scene.Expected, i.DueOn, i.PublishedAt, i.Lacking)
		}
		delete(got, i.Key())
	}
	for key, i := range got { // what the generator leaves alone is not due yet
		if i.Verdict != disclosure.Pending {
			t.Errorf("%s: verdict %v, want none or pending; due %s", key, i.Verdict, i.DueOn)
		}
	}
}
