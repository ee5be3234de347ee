package web

import (
	"context"
	"sync"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// smallReader answers with a small plan and evil titles, or with err.
type smallReader struct {
	plan  *disclosure.Plan
	err   error
	panic bool
	more  []disclosure.Body
}

func newSmallReader() *smallReader {
	body := disclosure.Body{Code: "mzj", Name: "某市民政局", NameEN: "Civil Affairs", Demo: true}
	day := workday.MustDate("2026-01-01")
	return &smallReader{plan: &disclosure.Plan{
		Code: "mzj", Version: 1, Body: body, Title: "方案", EffectiveFrom: day, AnnouncedAt: day.Start(),
		Offices: []disclosure.Office{
			{Code: "bgs", Name: "办公室", Group: disclosure.GroupBureau, DisplayOrder: 1},
			{Code: "cwk", Name: "规划财务科", Group: disclosure.GroupBureau, DisplayOrder: 2},
		},
		Channels: []disclosure.Channel{{Code: "website", Name: "民政网站"}},
		Duties: []disclosure.Duty{
			{
				Code: "1", Name: "动态" + evil, Clause: "一", Lead: "bgs", Trigger: disclosure.OnEvent, Channels: []disclosure.DutyChannel{{Code: "website"}},
				Term: disclosure.Term{N: 20, Unit: disclosure.Workdays}, Block: "timeliness", Order: 1,
			},
			{
				Code: "6a", Name: "部门预算", Clause: "六", Lead: "cwk", Trigger: disclosure.OnEvent, Channels: []disclosure.DutyChannel{{Code: "website"}},
				Term: disclosure.Term{N: 20, Unit: disclosure.CalendarDays}, Block: "timeliness", Order: 2,
			},
		},
	}}
}

func (f *smallReader) fail() error {
	if f.panic {
		panic("secret detail")
	}
	return f.err
}

func (f *smallReader) Moment(context.Context) (time.Time, error) { return testNow, f.fail() }

func (f *smallReader) Bodies(context.Context) ([]disclosure.Body, error) {
	return append([]disclosure.Body{f.plan.Body}, f.more...), f.fail()
}

func (f *smallReader) PlanInForce(_ context.Context, body string, d workday.Date, _ time.Time) (*disclosure.Plan, error) {
	if body != f.plan.Body.Code || d < f.plan.EffectiveFrom {
		return nil, disclosure.ErrNotFound
	}
	return f.plan, f.fail()
}

func (f *smallReader) Plans(context.Context, time.Time) ([]disclosure.PlanInfo, error) {
	return []disclosure.PlanInfo{{Code: "mzj", Version: 1, Body: f.plan.Body, Title: f.plan.Title, EffectiveFrom: f.plan.EffectiveFrom}}, f.fail()
}

func (f *smallReader) instances(q disclosure.Question) []disclosure.Instance {
	var found []disclosure.Instance
	for _, i := range []disclosure.Instance{
		{Body: "mzj", Duty: "1", DutyName: "动态", Subject: evil + "/1", Title: evil, Office: "bgs", OfficeName: "办公室", Verdict: disclosure.Missing, Delay: 3},
		{Body: "mzj", Duty: "6a", DutyName: "部门预算", Subject: "2026", Title: "=预算", Office: "cwk", OfficeName: "规划财务科", Verdict: disclosure.Late, Delay: 2},
		{Body: "mzj", Duty: "1", DutyName: "动态", Subject: "2026-2", Title: "按时", Office: "bgs", OfficeName: "办公室", Verdict: disclosure.OnTime},
	} {
		i.Group, i.PlanVersion = disclosure.GroupBureau, 1
		i.DueOn = workday.MustDate("2026-10-01")
		i.CountedOn = i.DueOn
		i.DueAt, i.OpenedOn = i.DueOn.End(), workday.MustDate("2026-09-01")
		i.Term = disclosure.Term{N: 20, Unit: disclosure.Workdays}
		if (q.Office == "" || q.Office == i.Office) && (q.Duty == "" || q.Duty == i.Duty) && (q.Subject == "" || q.Subject == i.Subject) {
			found = append(found, i)
		}
	}
	return found
}

func (f *smallReader) Tallies(_ context.Context, q disclosure.Question) ([]disclosure.Tally, error) {
	var tallies []disclosure.Tally
	for _, i := range f.instances(q) {
		tallies = append(tallies, disclosure.Tally{Office: i.Office, Month: workday.MustDate("2026-10-01"), Verdict: i.Verdict, Count: 1, MedianDelay: float64(i.Delay)})
	}
	return tallies, f.fail()
}

func (f *smallReader) Instances(_ context.Context, q disclosure.Question) ([]disclosure.Instance, error) {
	found := f.instances(q)
	found = found[min(q.Offset, len(found)):]
	if q.Limit > 0 {
		found = found[:min(q.Limit, len(found))]
	}
	return found, f.fail()
}

func (f *smallReader) Instance(_ context.Context, q disclosure.Question) (disclosure.Instance, error) {
	found := f.instances(q)
	if len(found) == 0 {
		return disclosure.Instance{}, disclosure.ErrNotFound
	}
	return found[0], f.fail()
}

func (f *smallReader) Plan(_ context.Context, _ string, version int, _ time.Time) (*disclosure.Plan, error) {
	if version != f.plan.Version {
		return nil, disclosure.ErrNotFound
	}
	return f.plan, f.fail()
}

func (f *smallReader) Facts(context.Context, disclosure.Question, ...disclosure.EventKind) ([]disclosure.Event, error) {
	return nil, f.fail()
}

func (f *smallReader) Events(_ context.Context, q disclosure.Question) ([]disclosure.Event, error) {
	return []disclosure.Event{{
		ID: "e1", Body: q.Body, Duty: q.Duty, Subject: q.Subject, Kind: disclosure.Triggered, Office: "bgs", Title: evil, Note: evil,
		OccurredAt: testNow.AddDate(0, -1, 0), RecordedAt: testNow.AddDate(0, -1, 0), Precision: disclosure.ToDay, Actor: evil, Source: "api",
	}}, f.fail()
}

func (f *smallReader) Calendar(context.Context, time.Time) (*workday.Calendar, error) {
	cal, err := workday.NewCalendar(workday.OfficialNotices()...)
	if err != nil {
		return nil, err
	}
	return cal, f.fail()
}

func (f *smallReader) Feeds(context.Context, string, time.Time) ([]disclosure.Feed, error) {
	return []disclosure.Feed{
		{Source: "api", LastAt: testNow.Add(-time.Hour), EventCount: 3},
		{Source: "file:旧表.xlsx", LastAt: testNow.AddDate(0, -2, 0), EventCount: 9},
	}, f.fail()
}

// fakeLedger remembers events by id.
type fakeLedger struct {
	mu     sync.Mutex
	events []disclosure.Event
	err    error
	quick  bool // every event is new
}

func (l *fakeLedger) Append(_ context.Context, events []disclosure.Event) ([]disclosure.Outcome, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.err != nil {
		return nil, l.err
	}
	outcomes := make([]disclosure.Outcome, len(events))
	for i, e := range events {
		outcomes[i] = disclosure.Appended
		for _, old := range l.events {
			if l.quick {
				break
			}
			if old.ID == e.ID {
				outcomes[i] = disclosure.Duplicate
				if old.Title != e.Title {
					outcomes[i] = disclosure.Conflict
				}
			}
		}
		if outcomes[i] == disclosure.Appended {
			l.events = append(l.events, e)
		}
	}
	return outcomes, nil
}
