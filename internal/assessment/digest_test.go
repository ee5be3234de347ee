package assessment

import (
	"slices"
	"testing"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

func someInputs() Inputs {
	at := time.Date(2026, 7, 1, 1, 30, 0, 0, workday.Beijing)
	return Inputs{
		Question: Question{Body: "b", Period: y2026, AsOf: at.AddDate(0, 3, 0)},
		Plans:    []disclosure.PlanInfo{{Version: 1, SHA256: "aa", EffectiveFrom: someDay}, {Version: 2, SHA256: "bb", EffectiveFrom: someDay + 9}},
		Scheme:   proposal(), Calendar: workday.OfficialAt(workday.MustDate("2026-07-01").Start()),
		Facts: []disclosure.Event{
			{ID: "1", Body: "b", Duty: "2b", Subject: "2026Q1", Kind: disclosure.Published, OccurredAt: at, RecordedAt: at, Precision: disclosure.ToMinute,
				Attrs: map[string]string{"x": "1", "y": "2"}, Fields: []string{"金额"}},
			{ID: "2", Body: "b", Duty: "2b", Subject: "2026Q1", Kind: disclosure.Revised, OccurredAt: at, RecordedAt: at, Precision: disclosure.ToDay},
		},
	}
}

func TestTheHashIsTheSameWhereverItIsComputed(t *testing.T) {
	want := someInputs().Digest()
	// Written down so that another version of the program, or of Go, is found out.
	if frozen := "e6391bb04f9a4c4e23e517e4449ca9260eef1c0e3f137da2f7adc4463b0ea6fa"; want != frozen {
		t.Errorf("hash %s, it was %s", want, frozen)
	}
	abroad := time.FixedZone("New York", -4*3600)
	in := someInputs()
	in.Question.AsOf = in.Question.AsOf.In(abroad)
	for n := range in.Facts {
		e := &in.Facts[n]
		e.OccurredAt, e.RecordedAt = e.OccurredAt.In(abroad), e.RecordedAt.In(abroad)
		if e.Fields == nil {
			e.Fields, e.Attrs = []string{}, map[string]string{}
		}
	}
	slices.Reverse(in.Facts)
	slices.Reverse(in.Plans)
	if got := in.Digest(); got != want {
		t.Errorf("in another zone and order: %s, want %s", got, want)
	}
}

func TestEveryInputChangesTheHash(t *testing.T) {
	seen := map[string]string{someInputs().Digest(): "原样"}
	for _, c := range []struct {
		name   string
		change func(*Inputs)
	}{
		{"机关", func(in *Inputs) { in.Question.Body = "c" }},
		{"期间", func(in *Inputs) { in.Question.Period.To-- }},
		{"截至时刻差一毫秒", func(in *Inputs) { in.Question.AsOf = in.Question.AsOf.Add(time.Millisecond) }},
		{"方案原文", func(in *Inputs) { in.Plans[0].SHA256 = "cc" }},
		{"方案施行日期", func(in *Inputs) { in.Plans[0].EffectiveFrom++ }},
		{"多一项加分", func(in *Inputs) { in.Extras = append(in.Extras, Extra{ID: "x"}) }},
		{"少一版方案", func(in *Inputs) { in.Plans = in.Plans[:1] }},
		{"办法版次", func(in *Inputs) { in.Scheme.Version = 2 }},
		{"办法原文", func(in *Inputs) { in.Scheme.Text = "另一份" }},
		{"日历", func(in *Inputs) { in.Calendar = workday.OfficialAt(workday.MustDate("2025-01-01").Start()) }},
		{"多一笔事实", func(in *Inputs) { in.Facts = append(in.Facts, disclosure.Event{ID: "3"}) }},
		{"事项", func(in *Inputs) { in.Facts[0].Duty = "6a" }},
		{"期次", func(in *Inputs) { in.Facts[0].Subject = "2026Q2" }},
		{"种类", func(in *Inputs) { in.Facts[0].Kind = disclosure.Withdrawn }},
		{"科室", func(in *Inputs) { in.Facts[0].Office = "x" }},
		{"渠道", func(in *Inputs) { in.Facts[0].Channel = "x" }},
		{"发生时间", func(in *Inputs) { in.Facts[0].OccurredAt = in.Facts[0].OccurredAt.Add(time.Minute) }},
		{"精度", func(in *Inputs) { in.Facts[0].Precision = disclosure.ToDay }},
		{"入账时间", func(in *Inputs) { in.Facts[0].RecordedAt = in.Facts[0].RecordedAt.Add(-time.Millisecond) }},
		{"成文日期", func(in *Inputs) { in.Facts[0].FormedOn = someDay }},
		{"网址日期", func(in *Inputs) { in.Facts[0].URLDate = someDay }},
		{"首次发现", func(in *Inputs) { in.Facts[0].FirstSeen = in.Question.AsOf }},
		{"标题", func(in *Inputs) { in.Facts[0].Title = "x" }},
		{"文号", func(in *Inputs) { in.Facts[0].DocNumber = "x" }},
		{"网址", func(in *Inputs) { in.Facts[0].URL = "x" }},
		{"所指事件", func(in *Inputs) { in.Facts[0].Ref = "x" }},
		{"要素", func(in *Inputs) { in.Facts[0].Fields = []string{"金", "额"} }},
		{"说明", func(in *Inputs) { in.Facts[0].Note = "x" }},
		{"其他内容", func(in *Inputs) { in.Facts[0].Attrs["x"] = "3" }},
		{"账号", func(in *Inputs) { in.Facts[0].Actor = "x" }},
		{"来源", func(in *Inputs) { in.Facts[0].Source = "x" }},
	} {
		in := someInputs()
		c.change(&in)
		got := in.Digest()
		if other, again := seen[got]; again {
			t.Errorf("%s 与 %s 的摘要相同", c.name, other)
		}
		seen[got] = c.name
	}
}
