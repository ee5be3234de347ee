package demo

import (
	"strings"
	"testing"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// served is the year the way `daylight demo` makes it: the plan binds from its
// first day.
func served(t *testing.T) (*disclosure.Plan, Options) {
	opts := Options{From: workday.MustDate("2025-09-01"), To: to, Seed: 2020}
	p := shipped(t)
	p.EffectiveFrom, p.AnnouncedAt = opts.From, opts.From.Start()
	return p, opts
}

func TestTheYearHoldsEveryVerdictFlagAndDuty(t *testing.T) {
	p, opts := served(t)
	verdicts, judged := map[disclosure.Verdict]int{}, map[string]int{}
	var flags disclosure.Flag
	for _, s := range Script(p, workday.Official(), opts) {
		verdicts[s.Expected]++
		flags |= s.Flags
		if s.Expected.Judged() {
			judged[s.Duty]++
		}
	}
	for _, v := range disclosure.Verdicts {
		if verdicts[v] == 0 {
			t.Errorf("no instance is %d", v)
		}
	}
	for _, f := range disclosure.Flags {
		if !flags.Has(f) {
			t.Errorf("no instance has flag %d", f)
		}
	}
	for _, d := range p.Duties {
		if (judged[d.Code] > 0) != (d.NotJudged == "") {
			t.Errorf("duty %s has %d judged instances", d.Code, judged[d.Code])
		}
	}
}

// The register of requests shows every way in, every class of reply and every
// step on the way.
func TestRequestsShowTheWholeProcedure(t *testing.T) {
	p, opts := served(t)
	classes, seen := map[string]int{}, map[string]int{}
	for _, e := range Generate(p, workday.Official(), opts) {
		if e.Duty != "9" {
			continue
		}
		seen[e.Attrs["receipt"]]++
		seen[e.Attrs["party"]]++
		seen[e.Attrs["reason"]]++
		if reply := e.Attrs["reply"]; reply != "" {
			classes[strings.Join(strings.SplitN(reply, ".", 3)[:2], ".")]++
		}
	}
	for _, c := range strings.Fields("3.1 3.2 3.3 3.4 3.5 3.6") {
		if classes[c] < 2 {
			t.Errorf("%d replies of class %s", classes[c], c)
		}
	}
	for _, what := range strings.Fields("in_person registered_mail mail internet fax third_party co_maker unreachable fee") {
		if seen[what] == 0 {
			t.Errorf("no %s", what)
		}
	}
}

// Whatever the last day is, something is overdue and something falls due in the
// ten working days after it.
func TestSomethingIsOverdueAndSomethingComesUp(t *testing.T) {
	cal := workday.Official()
	for end := workday.MustDate("2026-01-10"); end < workday.MustDate("2026-12-20"); end += 11 {
		p, opts := served(t)
		opts.From, opts.To = workday.NewDate(end.Year(), end.Month(), 1).AddMonths(-14), end
		p.EffectiveFrom = opts.From
		overdue, coming := 0, 0
		for _, s := range Script(p, cal, opts) {
			if ahead := cal.WorkdaysBetween(end, s.Due); s.Expected == disclosure.Missing && ahead > -10 {
				overdue++
			} else if s.Expected == disclosure.Pending && s.Due > end && ahead <= 10 {
				coming++
			}
		}
		if overdue == 0 || coming < 2 {
			t.Errorf("%s: %d lately overdue, %d coming up", end, overdue, coming)
		}
	}
}

func TestFactsAreCopiedForTheDutiesTheyCountFor(t *testing.T) {
	p, opts := served(t)
	events := Generate(p, workday.Official(), opts)
	byID := map[string]disclosure.Event{}
	for _, e := range events {
		byID[e.ID] = e
	}
	want := map[string]int{}
	for _, e := range events {
		switch {
		case e.Attrs["with"] != "":
			base := byID[e.Attrs["with"]]
			if e.ID != base.ID+"+"+e.Duty || e.Kind != base.Kind || e.Subject != base.Subject || !e.RecordedAt.Equal(base.RecordedAt) ||
				base.Ref != "" && e.Ref != base.Ref+"+"+e.Duty {
				t.Errorf("%s is no copy of %s", e.ID, base.ID)
			}
			want[e.Duty]--
		case e.Duty == "6a":
			want["6c"]++
		case e.Duty == "8a" && (e.Kind == disclosure.Detected || e.Kind == disclosure.Closed):
			want["8b"]++
			want["8c"]++
		}
	}
	for duty, left := range want {
		if left != 0 || len(want) != 3 {
			t.Errorf("%d facts are not copied for %s", left, duty)
		}
	}
}

func TestOneAnnouncementServesSeveralDecisions(t *testing.T) {
	p, opts := served(t)
	shared := map[string]int{}
	events := Generate(p, workday.Official(), opts)
	byID := map[string]disclosure.Event{}
	for _, e := range events {
		byID[e.ID] = e
		if post := e.Attrs["post"]; post != "" {
			shared[post]++
			if first := byID[post]; first.URL != e.URL || first.Subject == e.Subject {
				t.Errorf("%s shares the post of %s", e.ID, post)
			}
		}
	}
	if len(shared) != 2 { // on two channels
		t.Errorf("posts shared: %v", shared)
	}
}
