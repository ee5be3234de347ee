package store_test

import (
	"fmt"
	"testing"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/store"
	"daylight/internal/workday"
)

// clockPlan has a duty of each clock and of each way to open one.
func clockPlan() *disclosure.Plan {
	site := []disclosure.DutyChannel{{Code: "site"}}
	hours := disclosure.Term{Unit: disclosure.Hours}
	classes := func(major, other int) []disclosure.Class {
		return []disclosure.Class{{Code: "major", Name: "重大", N: major}, {Code: "other", Name: "其他", N: other}}
	}
	return &disclosure.Plan{
		Code: "clocks", Body: disclosure.Body{Code: "b", Name: "某局"}, Title: "计时", Text: "v1",
		EffectiveFrom: workday.MustDate("2026-01-01"), AnnouncedAt: workday.MustDate("2026-01-01").Start(),
		Offices: []disclosure.Office{{Code: "lead", Name: "牵头科", Group: disclosure.GroupBureau}, {Code: "co", Name: "协办科", Group: disclosure.GroupBureau}},
		Duties: []disclosure.Duty{
			{Code: "9", Name: "依申请公开", Lead: "lead", Trigger: disclosure.OnEvent, Application: true, Term: workTerm(20)},
			{Code: "8a", Name: "首次发声", Lead: "lead", Channels: site, Trigger: disclosure.OnEvent, Term: hours, Classes: classes(5, 48)},
			{Code: "8c", Name: "新闻发布会", Lead: "lead", Trigger: disclosure.OnEvent, Term: hours, Classes: classes(24, 0), OpensWith: "8a"},
			{Code: "8b", Name: "后续发布", Lead: "lead", Trigger: disclosure.Continuous, Term: hours, Classes: classes(24, 72), OpensWith: "8a"},
			{Code: "2d", Name: "长期公示", Lead: "lead", Trigger: disclosure.Standing, Term: workTerm(0), External: true},
			{Code: "3b", Name: "建立制度", Lead: "lead", Trigger: disclosure.OneOff, Term: workTerm(20)},
			{Code: "1j", Name: "渠道更新", Lead: "lead", Trigger: disclosure.Continuous, Term: disclosure.Term{N: 14, Unit: disclosure.CalendarDays},
				Channels: []disclosure.DutyChannel{{Code: "site"}, {Code: "wechat"}}},
			{Code: "w", Name: "决定", Lead: "lead", CoOffices: []string{"co"}, Channels: site, Trigger: disclosure.OnEvent, Term: workTerm(7)},
			{Code: "q", Name: "季报", Lead: "lead", Channels: site, Trigger: disclosure.Periodic, Cadence: disclosure.Quarterly, Term: workTerm(20), NilReturn: true},
			{Code: "6a", Name: "预算", Lead: "lead", Channels: site, Trigger: disclosure.OnEvent, Term: workTerm(20)},
		},
	}
}

func workTerm(n int) disclosure.Term { return disclosure.Term{N: n, Unit: disclosure.Workdays} }

// entered is when a fact became known, where that is not when it happened.
func entered(when string) func(*disclosure.Event) {
	return func(e *disclosure.Event) { e.RecordedAt = fact(e.Kind, when).OccurredAt }
}
func with(attrs ...string) func(*disclosure.Event) {
	return func(e *disclosure.Event) {
		e.Attrs = map[string]string{}
		for i := 0; i < len(attrs); i += 2 {
			e.Attrs[attrs[i]] = attrs[i+1]
		}
	}
}
func speaksOf(ref string) func(*disclosure.Event) {
	return func(e *disclosure.Event) { e.Ref = ref }
}
func named(id string) func(*disclosure.Event) { return func(e *disclosure.Event) { e.ID = id } }
func by(office string) func(*disclosure.Event) {
	return func(e *disclosure.Event) { e.Office = office }
}
func under(subject string) func(*disclosure.Event) {
	return func(e *disclosure.Event) { e.Subject = subject }
}

// told is a case of a table: what happened to one instance, and how it stands.
type told struct {
	name, duty, subject, asOf string // subject "": the name
	facts                     []disclosure.Event
	want                      disclosure.Verdict
	due                       string // "": none
	delay                     int
	flags                     disclosure.Flag
	more                      func(*testing.T, disclosure.Instance)
}

// tell puts the cases into a store with the plan; a fact without a recorded time
// became known when it happened.
func tell(t *testing.T, p *disclosure.Plan, cases []told) *store.Store {
	t.Helper()
	s := openStore(t)
	if err := s.LoadPlans(t.Context(), []*disclosure.Plan{p}, "test"); err != nil {
		t.Fatal(err)
	}
	var events []disclosure.Event
	for n, c := range cases {
		for i, e := range c.facts {
			e.Duty = c.duty
			if e.Subject == "" {
				e.Subject = c.key()
			}
			if e.ID == "" {
				e.ID = fmt.Sprintf("%s-%d-%d", c.duty, n, i)
			}
			if e.RecordedAt.IsZero() {
				e.RecordedAt = e.OccurredAt
			}
			if e.RecordedAt.IsZero() {
				e.RecordedAt = workday.MustDate("2026-01-02").Start()
			}
			events = append(events, e)
		}
	}
	if err := s.InsertForTest(t.Context(), events); err != nil {
		t.Fatal(err)
	}
	return s
}

func (c told) key() string {
	if c.subject != "" {
		return c.subject
	}
	return c.name
}

// moment reads a day as its 24:00, or a minute.
func moment(when string) time.Time {
	if len(when) == 10 {
		return workday.MustDate(when).End()
	}
	return fact(disclosure.Seen, when).OccurredAt
}

// check holds the cases against what pages show, and the two judges against each
// other at every moment that the cases name.
func check(t *testing.T, s *store.Store, cases []told) {
	t.Helper()
	both := map[string]bool{}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if !both[c.asOf] {
				bothJudge(t, s, "b", moment(c.asOf))
				both[c.asOf] = true
			}
			i := ask(t, s, c.duty, c.key(), c.asOf)
			due := ""
			if i.DueOn != 0 {
				due = i.DueOn.String()
			}
			if i.Verdict != c.want || due != c.due || i.Delay != c.delay || i.Flags != c.flags {
				t.Errorf("verdict %d due %s delay %d flags %d, want %d %s %d %d; %+v", i.Verdict, due, i.Delay, i.Flags, c.want, c.due, c.delay, c.flags, i)
			}
			if c.more != nil {
				c.more(t, i)
			}
		})
	}
}

func ask(t *testing.T, s *store.Store, duty, subject, asOf string) disclosure.Instance {
	t.Helper()
	q := disclosure.Question{Body: "b", Duty: duty, Subject: subject, AsOf: moment(asOf)}
	i, err := s.Instance(t.Context(), q)
	if err != nil {
		q.External = true
		if i, err = s.Instance(t.Context(), q); err != nil {
			t.Fatal(err)
		}
	}
	return i
}

func taken(n int) func(*testing.T, disclosure.Instance) {
	return func(t *testing.T, i disclosure.Instance) {
		if i.Taken != n {
			t.Errorf("taken %d, want %d", i.Taken, n)
		}
	}
}
