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
	bothJudge(t, s, p.Body.Code, opts.To.End())
	got := map[string]disclosure.Instance{}
	for _, external := range []bool{false, true} {
		list, err := s.Instances(t.Context(), disclosure.Question{Body: p.Body.Code, AsOf: opts.To.End(), External: external})
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range list {
			got[i.Key()] = i
		}
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
		if i.Flags != scene.Flags || i.Office != scene.Office && scene.Office != "" {
			t.Errorf("%s (%v): flags %b office %s, want %b %s", i.Key(), scene.Situation, i.Flags, i.Office, scene.Flags, scene.Office)
		}
		delete(got, i.Key())
	}
	for key, i := range got { // what the generator leaves alone is not due yet
		if i.Verdict != disclosure.Pending {
			t.Errorf("%s: verdict %v, want none or pending; due %s", key, i.Verdict, i.DueOn)
		}
	}
}

// TestTheDemonstrationYearHoldsEverything asks the judge, not the script: every
// duty of the shipped plan that is the bureau's own has an instance that counts,
// and every verdict and every flag occurs.
func TestTheDemonstrationYearHoldsEverything(t *testing.T) {
	s := openStore(t)
	p, err := planfile.Shipped("anshun-mzj")
	if err != nil {
		t.Fatal(err)
	}
	to := workday.MustDate("2026-11-20")
	opts := demo.Options{From: workday.NewDate(to.Year(), to.Month(), 1).AddMonths(-14), To: to, Seed: 2020}
	p.Body.Demo, p.EffectiveFrom, p.AnnouncedAt = true, opts.From, opts.From.Start()
	if _, err := s.LoadPlan(t.Context(), p, "test"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Append(t.Context(), demo.Generate(p, workday.Official(), opts)); err != nil {
		t.Fatal(err)
	}
	bothJudge(t, s, p.Body.Code, to.End())
	counted, verdicts, flags := map[string]bool{}, map[disclosure.Verdict]bool{}, disclosure.Flag(0)
	for _, external := range []bool{false, true} {
		list, err := s.Instances(t.Context(), disclosure.Question{Body: p.Body.Code, AsOf: to.End(), External: external})
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range list {
			counted[i.Duty] = counted[i.Duty] || i.Verdict.Judged()
			verdicts[i.Verdict] = true
			flags |= i.Flags
		}
	}
	for _, d := range p.Duties {
		if !d.External && !counted[d.Code] {
			t.Errorf("事项 %s %s 没有一个计入的节点", d.Code, d.Name)
		}
	}
	for _, v := range disclosure.Verdicts {
		if !verdicts[v] {
			t.Errorf("没有判定 %d", v)
		}
	}
	for _, f := range disclosure.Flags {
		if !flags.Has(f) {
			t.Errorf("没有标记 %b", f)
		}
	}
}
