package briefing_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"daylight/internal/assessment"
	"daylight/internal/briefing"
	"daylight/internal/briefing/briefingtest"
	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

func day(s string) workday.Date { return workday.MustDate(s) }

func TestTheScheduleKnowsWhatIsDue(t *testing.T) {
	quarterly := briefing.DefaultSchedule
	at := func(k briefing.Kind, n int) briefing.Schedule { return briefing.Schedule{Kind: k, AfterWorkdays: n} }
	made := func(k briefing.Kind, from, to string, state briefing.State) []briefing.Record {
		return []briefing.Record{{State: state, Request: briefing.Request{Kind: k, Period: assessment.Period{From: day(from), To: day(to)}}}}
	}
	for name, c := range map[string]struct {
		schedule briefing.Schedule
		today    string
		records  []briefing.Record
		want     string // id
		due      string
	}{
		"季末后第五个工作日":    {quarterly, "2026-04-08", nil, "auto-2026q1", "2026-04-08"}, // 4月4日至6日清明放假
		"前一日不备":        {quarterly, "2026-04-07", nil, "", ""},
		"国庆顺延":         {quarterly, "2026-10-13", nil, "auto-2026q3", "2026-10-13"}, // 10月1日至7日放假，10日上班
		"国庆顺延，前一日":     {quarterly, "2026-10-12", nil, "", ""},
		"停机多日后补备，截至不变": {quarterly, "2026-06-20", nil, "auto-2026q1", "2026-04-08"},
		"本期已有草稿":       {quarterly, "2026-04-20", made(briefing.Quarterly, "2026-01-01", "2026-03-31", briefing.Draft), "", ""},
		"本期已作废，不再自动重备": {quarterly, "2026-04-20", made(briefing.Quarterly, "2026-01-01", "2026-03-31", briefing.Dropped), "", ""},
		"上期的不算":        {quarterly, "2026-04-20", made(briefing.Quarterly, "2025-10-01", "2025-12-31", briefing.Issued), "auto-2026q1", "2026-04-08"},
		"同期别的种类不算":     {quarterly, "2026-04-20", made(briefing.Special, "2026-01-01", "2026-03-31", briefing.Issued), "auto-2026q1", "2026-04-08"},
		"跨年":           {quarterly, "2026-01-20", nil, "auto-2025q4", "2026-01-08"}, // 1月1日至3日放假，4日（周日）上班
		"按月":           {at(briefing.Monthly, 3), "2026-06-03", nil, "auto-2026-05", "2026-06-03"},
		"半年":           {at(briefing.HalfYearly, 1), "2026-07-01", nil, "auto-2026h1", "2026-07-01"},
		"按年":           {at(briefing.Annual, 1), "2026-02-01", nil, "auto-2025", "2026-01-04"},
		"不排期":          {briefing.Schedule{}, "2026-04-20", nil, "", ""},
		"专项不排期":        {at(briefing.Special, 1), "2026-04-20", nil, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := c.schedule.Due("b", day(c.today), workday.Official(), c.records)
			if got.ID != c.want || got.Due.String() != c.due || ok != (c.want != "") {
				t.Errorf("%s %s %v", got.ID, got.Due, ok)
			}
			if ok && !got.Request.AsOf.Equal(day(c.due).Start()) {
				t.Errorf("截至 %s", got.Request.AsOf)
			}
		})
	}
}

// keptReader is a reader of one body.
type keptReader struct {
	disclosure.Reader
	feeds []disclosure.Feed
	plan  bool
	err   error
}

func (r *keptReader) Moment(context.Context) (time.Time, error) {
	return day("2026-04-09").Start(), r.err
}
func (r *keptReader) Calendar(context.Context, time.Time) (*workday.Calendar, error) {
	return workday.Official(), nil
}
func (r *keptReader) Bodies(context.Context) ([]disclosure.Body, error) {
	return []disclosure.Body{{Code: "b"}}, nil
}
func (r *keptReader) Feeds(context.Context, string, time.Time) ([]disclosure.Feed, error) {
	return r.feeds, nil
}
func (r *keptReader) PlanInForce(context.Context, string, workday.Date, time.Time) (*disclosure.Plan, error) {
	if !r.plan {
		return nil, disclosure.ErrNotFound
	}
	return &disclosure.Plan{}, nil
}

type keptSchemes struct {
	assessment.Schemes
	adopted int
}

func (s *keptSchemes) SchemeVersions(context.Context, string, time.Time) ([]assessment.SchemeVersion, error) {
	return make([]assessment.SchemeVersion, s.adopted), nil
}

func TestTheKeeperPreparesOnceAndSaysWhyNot(t *testing.T) {
	now := func() time.Time { return day("2026-04-09").Start().Add(9 * time.Hour) }
	register := briefingtest.New(now)
	reader, schemes := &keptReader{err: errors.New("the engine is away")}, &keptSchemes{}
	var failing error
	keeper := func() *briefing.Keeper {
		return &briefing.Keeper{
			Register: register, Reader: reader, Schemes: schemes, Schedule: briefing.DefaultSchedule, Now: now, Log: slog.New(slog.DiscardHandler),
			Make: func(context.Context, briefing.Request) (*briefing.Briefing, error) {
				return &briefing.Briefing{}, failing
			},
		}
	}
	k := keeper()
	try := func(name, want string, drafts int) {
		t.Helper()
		k.Once(t.Context())
		note, ok := k.Note("b")
		switch {
		case ok != (want != ""):
			t.Errorf("%s: note %v %+v", name, ok, note)
		case ok && note.Err.Error() != want:
			t.Errorf("%s: %v", name, note.Err)
		}
		if list, _ := register.Briefings(t.Context(), "b", now()); len(list) != drafts {
			t.Errorf("%s: %d drafts", name, len(list))
		}
	}
	try("引擎不在", "the engine is away", 0)
	reader.err = nil
	try("没有方案", "", 0)
	k = keeper()
	reader.plan = true
	try("没有采用考核办法", "briefings.schedule.no_scheme", 0)
	schemes.adopted = 1
	try("没有任何记录", "briefings.schedule.no_facts", 0)
	reader.feeds = []disclosure.Feed{{Source: "api", LastAt: day("2026-03-20").Start()}}
	try("来源沉默", "briefings.schedule.silent", 0)
	reader.feeds[0].LastAt = day("2026-04-01").Start()
	failing = errors.New("cannot be drawn")
	try("写不成", "cannot be drawn", 0)
	failing = nil
	try("写成", "", 1)
	try("再试一次", "", 1)
	k = keeper() // the program started again
	try("重启以后", "", 1)
	list, _ := register.Briefings(t.Context(), "b", now())
	if r := list[0]; r.ID != "auto-2026q1" || r.Steps[0].Actor != briefing.ScheduleActor || r.State != briefing.Draft {
		t.Errorf("%+v", r)
	}
}

func TestDraftsThatCannotStandAreRefused(t *testing.T) {
	settled := day("2026-04-09").Start()
	quarter := briefing.Quarterly.PeriodOf(day("2026-02-01"))
	good := briefing.Record{Request: briefing.Request{Body: "b", Kind: briefing.Quarterly, Period: quarter, Window: quarter, AsOf: day("2026-04-08").Start(), RectifyWorkdays: 10}}
	if err := good.CheckNew(settled); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		change func(*briefing.Record)
		want   string
	}{
		"没有种类":     {func(r *briefing.Record) { r.Request.Kind = 0 }, "briefings.kind_missing"},
		"期间颠倒":     {func(r *briefing.Record) { r.Request.Period.To = day("2025-12-31") }, "briefings.period_missing"},
		"检查时段颠倒":   {func(r *briefing.Record) { r.Request.Window.To = day("2025-12-31") }, "briefings.window_wrong"},
		"截至在将来":    {func(r *briefing.Record) { r.Request.AsOf = settled.Add(1) }, "briefings.as_of_ahead"},
		"截至早于期间":   {func(r *briefing.Record) { r.Request.AsOf = day("2026-01-01").Start() }, "briefings.as_of_early"},
		"整改期限过长":   {func(r *briefing.Record) { r.Request.RectifyWorkdays = 61 }, "briefings.rectify_wrong"},
		"专项没有对象":   {func(r *briefing.Record) { r.Request.Kind = briefing.Special }, "briefings.subject_missing"},
		"季度通报不缩小":  {func(r *briefing.Record) { r.Request.Duty = "1" }, "briefings.subject_missing"},
		"板块与事项只能一": {func(r *briefing.Record) { r.Request.Kind, r.Request.Duty, r.Request.Block = briefing.Special, "1", "x" }, "briefings.subject_twice"},
		"重发没有决定":   {func(r *briefing.Record) { r.Reissues = "x" }, "briefings.decision_missing"},
	} {
		r := good
		c.change(&r)
		var refused *disclosure.Error
		if err := r.CheckNew(settled); !errors.As(err, &refused) || refused.Code != c.want || refused.Kind != disclosure.Invalid {
			t.Errorf("%s：%v", name, err)
		}
	}
}
