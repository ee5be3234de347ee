package store_test

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"daylight/internal/assessment"
	"daylight/internal/demo"
	"daylight/internal/disclosure"
	"daylight/internal/planfile"
	"daylight/internal/store"
	"daylight/internal/workday"
)

// demoYear is a store with the demonstration year of the shipped plan.
func demoYear(t testing.TB) (*store.Store, *disclosure.Plan, assessment.Question) {
	t.Helper()
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
	year := assessment.Period{From: workday.MustDate("2026-01-01"), To: workday.MustDate("2026-12-31")}
	return s, p, assessment.Question{Body: p.Body.Code, Period: year, AsOf: opts.To.End()}
}

// tampered is a store whose published answers somebody has changed.
type tampered struct {
	*store.Store
	scores    func(*assessment.Result)
	instances func([]disclosure.Instance) []disclosure.Instance
	whole     func([]disclosure.Instance) []disclosure.Instance // as SQL judges
	facts     func([]disclosure.Event) []disclosure.Event       // as the recount reads them
}

func (t tampered) JudgeAll(ctx context.Context, bodies []string, asOf time.Time) ([]disclosure.Instance, error) {
	list, err := t.Store.JudgeAll(ctx, bodies, asOf)
	if t.whole != nil {
		list = t.whole(list)
	}
	return list, err
}

func (t tampered) Facts(ctx context.Context, q disclosure.Question, kinds ...disclosure.EventKind) ([]disclosure.Event, error) {
	list, err := t.Store.Facts(ctx, q, kinds...)
	if t.facts != nil {
		list = t.facts(list)
	}
	return list, err
}

func (t tampered) Scores(ctx context.Context, q assessment.Question, s *assessment.Scheme) (assessment.Result, error) {
	r, err := t.Store.Scores(ctx, q, s)
	if t.scores != nil {
		t.scores(&r)
	}
	return r, err
}

func (t tampered) Instances(ctx context.Context, q disclosure.Question) ([]disclosure.Instance, error) {
	list, err := t.Store.Instances(ctx, q)
	list = append([]disclosure.Instance{}, list...)
	if t.instances != nil {
		list = t.instances(list)
	}
	return list, err
}

func TestVerificationOfTheDemonstrationYear(t *testing.T) {
	s, p, q := demoYear(t)
	verify := func(b assessment.Books, q assessment.Question) assessment.Verification {
		t.Helper()
		v, err := assessment.Verify(t.Context(), b, q)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	honest := verify(s, q)
	if honest.Difference != nil || honest.Instances < 100 || len(honest.Recounted.Offices) < 5 {
		t.Fatalf("演示年度：%d 个节点，%d 个科室，%+v", honest.Instances, len(honest.Recounted.Offices), honest.Difference)
	}
	read, err := assessment.AssessFrom(t.Context(), s, q, honest.Recounted.Scheme)
	if err != nil || !reflect.DeepEqual(read, honest.Recounted) {
		t.Errorf("the instances that the store has judged give other receipts: %v", err)
	}
	scored := 0
	for _, o := range honest.Recounted.Offices {
		var sum assessment.Points
		for _, r := range assessment.BiggestFirst(o.Receipts) {
			sum += r.Points
		}
		if sum != o.Total {
			t.Errorf("%s: receipts sum to %s of %s", o.Office.Code, sum, o.Total)
		}
		if o.Scored {
			scored++
		}
	}
	if scored < 5 {
		t.Errorf("only %d offices are scored", scored)
	}
	firstOf := func(list []disclosure.Instance, v disclosure.Verdict) int {
		for n, i := range list {
			if i.Verdict == v && q.Period.From <= i.CountedOn && i.CountedOn <= q.Period.To && i.Group != disclosure.GroupExternal {
				return n
			}
		}
		t.Fatalf("no instance with verdict %d", v)
		return 0
	}
	for _, c := range []struct {
		name string
		with tampered
		want func(d assessment.Difference) bool
	}{
		{"一个科室多一分", tampered{scores: func(r *assessment.Result) { r.Offices[1].Total++ }},
			func(d assessment.Difference) bool {
				return d.Published == nil && d.PublishedPoints == d.RecountedPoints+1 && d.Office == honest.Recounted.Offices[1].Office.Code
			}},
		{"一个板块少扣", tampered{scores: func(r *assessment.Result) { r.Offices[0].Blocks[0].Charged -= 50; r.Offices[0].Blocks[0].Score += 50 }},
			func(d assessment.Difference) bool {
				return d.Block == "timeliness" && d.PublishedPoints == d.RecountedPoints+50
			}},
		{"少了一个科室", tampered{scores: func(r *assessment.Result) { r.Offices = r.Offices[:len(r.Offices)-1] }},
			func(d assessment.Difference) bool { return d.Office != "" && d.Published == nil }},
		{"逾期未公开改成按时", tampered{instances: func(l []disclosure.Instance) []disclosure.Instance {
			n := firstOf(l, disclosure.Missing)
			l[n].Verdict, l[n].Delay = disclosure.OnTime, 0
			return l
		}}, func(d assessment.Difference) bool {
			return d.Published.Verdict == disclosure.OnTime && d.Recounted.Verdict == disclosure.Missing && d.PublishedPoints == 0 && d.RecountedPoints < 0
		}},
		{"SQL 把逾期判成按时", tampered{whole: func(l []disclosure.Instance) []disclosure.Instance {
			n := firstOf(l, disclosure.Late)
			l[n].Verdict, l[n].Delay = disclosure.OnTime, 0
			return l
		}}, func(d assessment.Difference) bool {
			return d.Published.Verdict == disclosure.OnTime && d.Recounted.Verdict == disclosure.Late
		}},
		{"瞒下一个逾期节点", tampered{instances: func(l []disclosure.Instance) []disclosure.Instance {
			n := firstOf(l, disclosure.Late)
			return append(l[:n], l[n+1:]...)
		}}, func(d assessment.Difference) bool {
			return d.Published == nil && d.Recounted.Verdict == disclosure.Late
		}},
		{"添上一个按时节点", tampered{instances: func(l []disclosure.Instance) []disclosure.Instance {
			more := l[firstOf(l, disclosure.OnTime)]
			more.Subject += "（补）"
			return append(l, more)
		}}, func(d assessment.Difference) bool {
			return d.Recounted == nil && strings.HasSuffix(d.Published.Subject, "（补）")
		}},
	} {
		c.with.Store = s
		v := verify(c.with, q)
		if v.Difference == nil || !c.want(*v.Difference) {
			t.Errorf("%s：%+v", c.name, v.Difference)
		}
		if v.Digest != honest.Digest {
			t.Errorf("%s: the inputs are the same, their hash is not", c.name)
		}
	}

	// The recount has a reading of its own: what it lacks, the others have.
	if v := verify(tampered{Store: s, facts: func(l []disclosure.Event) []disclosure.Event {
		return slices.DeleteFunc(l, func(e disclosure.Event) bool { return e.Kind == disclosure.Published })
	}}, q); v.Difference == nil || v.Difference.Recounted != nil && v.Difference.Recounted.Verdict == v.Difference.Published.Verdict {
		t.Errorf("重算少读了公开事实，却没有看出来：%+v", v.Difference)
	}

	// A fact recorded at the moment changes nothing, one recorded just before it does.
	for _, c := range []struct {
		id     string
		before time.Duration
		same   bool
	}{{"截至时刻入账", 0, true}, {"截至前一毫秒入账", time.Millisecond, false}} {
		if err := s.InsertForTest(t.Context(), []disclosure.Event{{
			ID: c.id, Body: p.Body.Code, Duty: p.Duties[0].Code, Subject: c.id, Kind: disclosure.Triggered, OccurredAt: q.AsOf.Add(-time.Hour),
			RecordedAt: q.AsOf.Add(-c.before), Precision: disclosure.ToMinute, Source: "form",
		}}); err != nil {
			t.Fatal(err)
		}
		if v := verify(s, q); (v.Digest == honest.Digest) != c.same || v.Difference != nil {
			t.Errorf("%s：摘要 %s，原为 %s；%+v", c.id, v.Digest, honest.Digest, v.Difference)
		}
	}
}
