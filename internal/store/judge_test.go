package store_test

import (
	"fmt"
	"testing"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/store"
	"daylight/internal/workday"
)

// rulePlan has one duty of each kind that is judged.
func rulePlan() *disclosure.Plan {
	work := func(n int) disclosure.Term { return disclosure.Term{N: n, Unit: disclosure.Workdays} }
	site := []disclosure.DutyChannel{{Code: "site"}}
	return &disclosure.Plan{
		Code: "rules", Body: disclosure.Body{Code: "b", Name: "某局"}, Title: "规则", Text: "v1",
		EffectiveFrom: workday.MustDate("2026-01-01"), AnnouncedAt: workday.MustDate("2026-01-01").Start(),
		Offices: []disclosure.Office{
			{Code: "old", Name: "旧科", Group: disclosure.GroupBureau, ValidTo: workday.MustDate("2026-03-05"), Successor: "new"},
			{Code: "new", Name: "新科", Group: disclosure.GroupBureau}},
		Duties: []disclosure.Duty{
			{Code: "w", Name: "决定", Lead: "new", Channels: site, Trigger: disclosure.OnEvent, Term: work(7)},
			{Code: "m", Name: "移交", Lead: "old", Channels: site, Trigger: disclosure.OnEvent, Term: work(7)},
			{Code: "d", Name: "预算", Lead: "new", Channels: site, Trigger: disclosure.OnEvent, Term: disclosure.Term{N: 20, Unit: disclosure.CalendarDays, RollForward: true}},
			{Code: "r", Name: "须审查", Lead: "new", Channels: site, Trigger: disclosure.OnEvent, Term: work(7), Review: true},
			{Code: "c", Name: "两渠道", Lead: "new", Channels: []disclosure.DutyChannel{{Code: "site"}, {Code: "wechat", GraceWorkdays: 3}}, Trigger: disclosure.OnEvent, Term: work(7), Fields: []string{"金额", "人数"}},
			{Code: "q", Name: "季报", Lead: "new", Channels: site, Trigger: disclosure.Periodic, Cadence: disclosure.Quarterly, Term: work(20), NilReturn: true},
			{Code: "y", Name: "年报", Lead: "new", Channels: site, Trigger: disclosure.FixedDate, Cadence: disclosure.Yearly, Term: disclosure.Term{Unit: disclosure.OnDate, Month: 1, Day: 31}},
			{Code: "later", Name: "年中新增", Lead: "new", Channels: site, Trigger: disclosure.Periodic, Cadence: disclosure.Quarterly, Term: work(20), ActiveFrom: workday.MustDate("2026-05-01")},
		},
	}
}

// fact is an event as a test tells it: kind, Beijing time, and what else.
func fact(kind disclosure.EventKind, when string, more ...func(*disclosure.Event)) disclosure.Event {
	e := disclosure.Event{Body: "b", Kind: kind, Precision: disclosure.ToMinute}
	layout := "2006-01-02 15:04"
	if len(when) == 10 {
		layout, e.Precision = time.DateOnly, disclosure.ToDay
	}
	if when == "" {
		e.Precision = disclosure.Unknown
	} else {
		t, err := time.ParseInLocation(layout, when, workday.Beijing)
		if err != nil {
			panic(err)
		}
		e.OccurredAt = t
	}
	for _, m := range more {
		m(&e)
	}
	return e
}

func on(channel string) func(*disclosure.Event) {
	return func(e *disclosure.Event) { e.Channel = channel }
}
func covers(fields ...string) func(*disclosure.Event) {
	return func(e *disclosure.Event) { e.Fields = fields }
}

func seenAt(urlDate string) func(*disclosure.Event) {
	return func(e *disclosure.Event) { e.URLDate = workday.MustDate(urlDate) }
}

func TestVerdictsInTheWordsOfTheTrade(t *testing.T) {
	type F = []disclosure.Event
	trig, pub := disclosure.Triggered, disclosure.Published
	// 2026-02-13 加 7 个工作日为 2026-03-02（春节调休）。
	cases := []struct {
		name, duty, asOf string
		facts            F
		want             disclosure.Verdict
		delay            int
		flags            disclosure.Flag
		office, due      string
	}{
		{"到期当日23时59分公开", "w", "2026-06-01", F{fact(trig, "2026-02-13"), fact(pub, "2026-03-02 23:59")}, disclosure.OnTime, 0, 0, "new", "2026-03-02"},
		{"逾期一分钟，按一个工作日", "w", "2026-06-01", F{fact(trig, "2026-02-13"), fact(pub, "2026-03-03 00:00")}, disclosure.Late, 1, 0, "new", "2026-03-02"},
		{"周五到期周六公开，最少一个工作日", "w", "2026-06-01", F{fact(trig, "2026-03-11"), fact(pub, "2026-03-21 09:00")}, disclosure.Late, 1, 0, "new", "2026-03-20"},
		{"逾期未公开逐日累计", "w", "2026-03-06", F{fact(trig, "2026-02-13")}, disclosure.Missing, 4, 0, "new", "2026-03-02"},
		{"到期日24时即逾期", "w", "2026-03-02", F{fact(trig, "2026-02-13")}, disclosure.Missing, 1, 0, "new", "2026-03-02"},
		{"到期前未公开为未到期", "w", "2026-03-01", F{fact(trig, "2026-02-13")}, disclosure.Pending, 0, 0, "new", "2026-03-02"},
		{"触发日期不明为待核", "w", "2026-06-01", F{fact(trig, ""), fact(pub, "2026-03-02 10:00")}, disclosure.Unverified, 0, 0, "new", ""},
		{"方案施行前的决定不产生节点", "w", "2026-06-01", F{fact(trig, "2025-12-31"), fact(pub, "2026-01-05 10:00")}, 0, 0, 0, "", ""},
		{"到期前撤下未恢复", "w", "2026-03-06", F{fact(trig, "2026-02-13"), fact(pub, "2026-02-25 10:00"), fact(disclosure.Withdrawn, "2026-02-26 10:00")}, disclosure.Missing, 4, disclosure.FlagWithdrawn, "new", "2026-03-02"},
		{"按时公开后撤下又恢复仍按时", "w", "2026-06-01", F{fact(trig, "2026-02-13"), fact(pub, "2026-02-25 10:00"), fact(disclosure.Withdrawn, "2026-03-10 10:00"), fact(pub, "2026-03-11 10:00")}, disclosure.OnTime, 0, disclosure.FlagWithdrawn, "new", "2026-03-02"},
		{"到期前撤下，到期后恢复为逾期", "w", "2026-06-01", F{fact(trig, "2026-02-13"), fact(pub, "2026-02-25 10:00"), fact(disclosure.Withdrawn, "2026-02-26 10:00"), fact(pub, "2026-03-04 10:00")}, disclosure.Late, 2, disclosure.FlagWithdrawn, "new", "2026-03-02"},
		{"网址日期晚于所报日期，按后者计并疑似倒签", "w", "2026-06-01", F{fact(trig, "2026-02-13"), fact(pub, "2026-03-02 10:00", seenAt("2026-03-06"))}, disclosure.Late, 4, disclosure.FlagSuspectDate, "new", "2026-03-02"},
		{"先于决定公开为提前公开", "w", "2026-06-01", F{fact(trig, "2026-02-13"), fact(pub, "2026-02-10 10:00")}, disclosure.OnTime, 0, disclosure.FlagPremature, "new", "2026-03-02"},
		{"不予公开", "w", "2026-06-01", F{fact(trig, "2026-02-13"), fact(disclosure.Withheld, "2026-02-20")}, disclosure.WithheldLawfully, 0, 0, "new", "2026-03-02"},
		{"到期日前科室撤并，由承继科室负责", "m", "2026-06-01", F{fact(trig, "2026-03-02"), fact(pub, "2026-03-04 10:00")}, disclosure.OnTime, 0, 0, "new", "2026-03-11"},
		{"到期日在撤并前，仍属原科室", "m", "2026-06-01", F{fact(trig, "2026-02-13"), fact(pub, "2026-03-10 10:00")}, disclosure.Late, 6, 0, "old", "2026-03-02"},
		{"自然日末日遇周末顺延", "d", "2026-06-01", F{fact(trig, "2026-03-01"), fact(pub, "2026-03-23 10:00")}, disclosure.OnTime, 0, 0, "new", "2026-03-23"},
		{"未经审查不是逾期，另行标注", "r", "2026-06-01", F{fact(trig, "2026-02-13"), fact(pub, "2026-02-25 10:00")}, disclosure.OnTime, 0, disclosure.FlagUnreviewed, "new", "2026-03-02"},
		{"审查晚于公开也是未经审查", "r", "2026-06-01", F{fact(trig, "2026-02-13"), fact(pub, "2026-02-25 10:00"), fact(disclosure.Reviewed, "2026-02-25 11:00")}, disclosure.OnTime, 0, disclosure.FlagUnreviewed, "new", "2026-03-02"},
		{"先审查后公开", "r", "2026-06-01", F{fact(trig, "2026-02-13"), fact(disclosure.Reviewed, "2026-02-25 09:00"), fact(pub, "2026-02-25 10:00")}, disclosure.OnTime, 0, 0, "new", "2026-03-02"},
		{"缺一个渠道为部分完成", "c", "2026-06-01", F{fact(trig, "2026-02-13"), fact(pub, "2026-02-25 10:00", on("site"))}, disclosure.Partial, 0, 0, "new", "2026-03-02"},
		{"宽限期内另一渠道未发不算缺", "c", "2026-03-04", F{fact(trig, "2026-02-13"), fact(pub, "2026-02-25 10:00", on("site"))}, disclosure.OnTime, 0, 0, "new", "2026-03-02"},
		{"要素不全为部分完成", "c", "2026-06-01", F{fact(trig, "2026-02-13"), fact(pub, "2026-02-25 10:00", on("site"), covers("金额")), fact(pub, "2026-02-26 10:00", on("wechat"))}, disclosure.Partial, 0, 0, "new", "2026-03-02"},
		{"渠道要素齐全", "c", "2026-06-01", F{fact(trig, "2026-02-13"), fact(pub, "2026-02-25 10:00", on("site"), covers("金额", "人数")), fact(pub, "2026-02-26 10:00", on("wechat"))}, disclosure.OnTime, 0, 0, "new", "2026-03-02"},
	}
	s := openStore(t)
	if _, err := s.LoadPlan(t.Context(), rulePlan(), "test"); err != nil {
		t.Fatal(err)
	}
	var events F
	for n, c := range cases {
		for i, e := range c.facts {
			e.Duty, e.Subject, e.ID = c.duty, c.name, fmt.Sprintf("%d-%d", n, i)
			e.RecordedAt = workday.MustDate("2026-01-02").Start().Add(time.Duration(i) * time.Minute)
			events = append(events, e)
		}
	}
	if _, err := s.Append(t.Context(), events); err != nil {
		t.Fatal(err)
	}
	both := map[string]bool{}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if !both[c.asOf] {
				bothJudge(t, s, "b", workday.MustDate(c.asOf).End())
				both[c.asOf] = true
			}
			i, err := s.Instance(t.Context(), disclosure.Question{Body: "b", Duty: c.duty, Subject: c.name, AsOf: workday.MustDate(c.asOf).End()})
			if c.want == 0 {
				if err == nil {
					t.Fatalf("instance %+v, want none", i)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if i.Verdict != c.want || i.Delay != c.delay || i.Flags != c.flags || i.Office != c.office || i.DueOn.String() != c.due {
				t.Errorf("verdict %d delay %d flags %b office %s due %s, want %d %d %b %s %s; %+v",
					i.Verdict, i.Delay, i.Flags, i.Office, i.DueOn, c.want, c.delay, c.flags, c.office, c.due, i)
			}
		})
	}
	t.Run("年中新增事项不追溯", func(t *testing.T) { periods(t, s, "later", "2026-12-31", "2026Q2", "2026Q3", "2026Q4") })
	t.Run("季报自施行起逐季", func(t *testing.T) { periods(t, s, "q", "2026-12-31", "2026Q1", "2026Q2", "2026Q3", "2026Q4") })
}

// periods checks which periods ending by the day have an instance.
func periods(t *testing.T, s *store.Store, duty, by string, want ...string) {
	t.Helper()
	list, err := s.Instances(t.Context(), disclosure.Question{Body: "b", Duty: duty, AsOf: workday.MustDate(by).End()})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]bool{}
	for _, i := range list {
		if i.PeriodTo <= workday.MustDate(by) {
			got[i.Subject] = true
		}
	}
	if len(got) != len(want) {
		t.Errorf("periods %v, want %v", got, want)
	}
	for _, w := range want {
		if !got[w] {
			t.Errorf("period %s is missing", w)
		}
	}
}

func TestTheSameFactTwiceIsOneFact(t *testing.T) {
	s := openStore(t)
	if _, err := s.LoadPlan(t.Context(), rulePlan(), "test"); err != nil {
		t.Fatal(err)
	}
	e := fact(disclosure.Triggered, "2026-02-13")
	e.Duty, e.Subject, e.ID = "w", "一号", "id-1"
	other := e
	other.Title = "另一内容"
	for n, want := range []disclosure.Outcome{disclosure.Appended, disclosure.Duplicate} {
		got, err := s.Append(t.Context(), []disclosure.Event{e})
		if err != nil || got[0] != want {
			t.Fatalf("append %d: %v %v, want %v", n, got, err, want)
		}
	}
	if got, err := s.Append(t.Context(), []disclosure.Event{other, e}); err != nil || got[0] != disclosure.Conflict || got[1] != disclosure.Duplicate {
		t.Fatalf("同号异文: %v %v", got, err)
	}
	e.ID, e.RecordedAt = "id-2", workday.MustDate("2026-02-14").Start()
	if _, err := s.Append(t.Context(), []disclosure.Event{e}); err == nil {
		t.Error("history was taken after ordinary records")
	}
}

func TestAnAnswerStaysWhateverIsRecordedSince(t *testing.T) {
	s := openStore(t)
	if _, err := s.LoadPlan(t.Context(), rulePlan(), "test"); err != nil {
		t.Fatal(err)
	}
	e := fact(disclosure.Triggered, "2026-02-13")
	e.Duty, e.Subject, e.ID = "w", "一号", "id-1"
	if _, err := s.Append(t.Context(), []disclosure.Event{e}); err != nil {
		t.Fatal(err)
	}
	moment, err := s.Moment(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	q := disclosure.Question{Body: "b", AsOf: moment}
	before, err := s.Instances(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	later := fact(disclosure.Published, "2026-02-20 10:00")
	later.Duty, later.Subject, later.ID = "w", "一号", "id-2"
	if _, err := s.Append(t.Context(), []disclosure.Event{later}); err != nil {
		t.Fatal(err)
	}
	changed := rulePlan()
	changed.Text, changed.Duties = "v2", changed.Duties[:1]
	if loaded, err := s.LoadPlan(t.Context(), changed, "test"); err != nil || !loaded {
		t.Fatal(loaded, err)
	}
	after, err := s.Instances(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	if fmt.Sprint(before) != fmt.Sprint(after) {
		t.Errorf("before\n%v\nafter\n%v", before, after)
	}
	now, err := s.Moment(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	i, err := s.Instance(t.Context(), disclosure.Question{Body: "b", Duty: "w", Subject: "一号", AsOf: now})
	if err != nil || i.Verdict != disclosure.OnTime {
		t.Errorf("now: %v %v", i.Verdict, err)
	}
}
