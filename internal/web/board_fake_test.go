package web

import (
	"context"
	"fmt"
	"hash/fnv"
	"slices"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// boardNow is the moment of every test of the boards.
var boardNow = time.Date(2026, 11, 24, 15, 20, 0, 0, workday.Beijing)

// fakeReader answers from instances made once from a plan; what is dirty in
// real records is dirty in it.
type fakeReader struct {
	plan      *disclosure.Plan
	instances []disclosure.Instance
	empty     bool
	// events of the instances made by hand, which are also judged by hand.
	events map[string][]disclosure.Event
	before *disclosure.Plan // version 1, when plan is version 2
}

func newFakeReader(plan *disclosure.Plan) *fakeReader {
	r := &fakeReader{plan: plan}
	calendar := workday.Official()
	for _, d := range plan.Duties {
		if d.NotJudged != "" || d.External || d.Application {
			continue
		}
		for month := workday.MustDate("2024-11-01"); month <= workday.MustDate("2026-12-01"); month = month.AddMonths(1) {
			r.addMonth(calendar, d, month)
		}
	}
	for i := range r.instances {
		dirty(&r.instances[i], i)
		r.instances[i].CountedOn = r.instances[i].DueOn
	}
	r.addByHand()
	return r
}

func (r *fakeReader) addMonth(c *workday.Calendar, d disclosure.Duty, month workday.Date) {
	end := month - 1
	switch d.Trigger {
	case disclosure.Periodic:
		if (int(month.Month())-1)%int(d.Cadence) == 0 {
			r.add(c, d, fmt.Sprintf("%dM%02d", end.Year(), end.Month()), end)
		}
	case disclosure.OnEvent:
		for n := range 2 + int(roll(d.Code, month.String())%4) {
			r.add(c, d, fmt.Sprintf("%s/%d-%05d", d.Code, month.Year(), int(month.Month())*100+n), month+workday.Date(n*6))
		}
	}
}

func (r *fakeReader) add(c *workday.Calendar, d disclosure.Duty, subject string, opened workday.Date) {
	i := disclosure.Instance{
		Body: r.plan.Body.Code, Duty: d.Code, DutyName: d.Name, Clause: d.Clause, Subject: subject,
		Office: d.Lead, PlanVersion: r.plan.Version, OpenedOn: opened, Term: d.Term, Precision: disclosure.ToMinute,
		Event: "ev-" + subject, EventRows: 3, URL: "https://www.example.gov.cn/zwgk/202611/t20261105_1.html",
	}
	if i.Office == "" {
		i.Office = r.plan.Offices[0].Code
	}
	o, _ := r.plan.OfficeByCode(i.Office)
	i.OfficeName, i.Group = o.Name, o.Group
	if d.Trigger == disclosure.Periodic {
		i.PeriodTo, i.PeriodFrom = opened, (opened + 1).AddMonths(-int(d.Cadence))
	}
	switch d.Term.Unit {
	case disclosure.CalendarDays:
		i.DueOn = c.AddDays(opened, d.Term.N, d.Term.RollForward).Date
	case disclosure.Hours:
		i.OpenedAt = opened.Start().Add(9 * time.Hour)
		i.DueAt = i.OpenedAt.Add(time.Duration(d.Term.N) * time.Hour)
		i.DueOn = workday.DateOf(i.DueAt)
	case disclosure.OnDate:
		i.DueOn = opened + 20
	default:
		i.DueOn = c.AddWorkdays(opened, d.Term.N).Date
	}
	if i.DueAt.IsZero() {
		i.DueAt = i.DueOn.End()
	}
	i.PublishedAt = published(i)
	r.instances = append(r.instances, i)
}

// published decides when it was published: mostly in time, sometimes late or never.
func published(i disclosure.Instance) time.Time {
	n := roll(i.Duty, i.Subject) % 100
	skew := roll(i.Office, "skew") % 9
	day := i.DueOn.Start().Add(time.Duration(9+n%8) * time.Hour)
	switch {
	case n < 4+skew/2:
		return time.Time{}
	case n < 10+skew:
		return day.AddDate(0, 0, int(n%12)+1)
	}
	return day.AddDate(0, 0, -int(n%9))
}

func roll(parts ...string) uint32 {
	h := fnv.New32a()
	for _, p := range parts {
		_, _ = h.Write([]byte(p))
	}
	return (h.Sum32() >> 7) % 10007
}

// dirty puts into some instances what breaks careless pages.
func dirty(i *disclosure.Instance, n int) {
	switch n % 41 {
	case 3:
		i.Title = `关于“</script><script>alert(1)</script>”的公示 <b>&amp;`
		i.URL = "javascript:alert(1)"
	case 7:
		i.Title = "关于进一步加强和规范城乡居民最低生活保障、特困人员救助供养、临时救助等社会救助资金管理使用情况公开工作并建立健全长效机制有关事项的补充通知（第二批，含附件一至附件十二）"
	case 11:
		i.Title = "\u202eإعلان عن النتائج\u202c 🎉 表情"
		i.Flags = disclosure.FlagSuspectDate
	case 17:
		i.Verdict, i.Lacking = disclosure.Partial, []string{"channel:wechat", "field:金额"}
	case 23:
		i.Verdict = disclosure.NilReturned
	case 29:
		i.Flags = disclosure.FlagUnreviewed | disclosure.FlagProvisional
	}
}

func (r *fakeReader) judge(i disclosure.Instance, asOf time.Time) disclosure.Instance {
	if _, byHand := r.events[i.Key()]; byHand {
		return i
	}
	known := !i.PublishedAt.IsZero() && i.PublishedAt.Before(asOf)
	fixed := i.Verdict
	switch {
	case known && fixed != 0 && !i.DueAt.After(asOf):
	case known && !i.PublishedAt.After(i.DueAt):
		i.Verdict = disclosure.OnTime
	case known:
		i.Verdict = disclosure.Late
		i.Delay = max(1, workday.Official().WorkdaysBetween(i.DueOn, workday.DateOf(i.PublishedAt)))
	case !i.DueAt.After(asOf):
		i.Verdict, i.PublishedAt, i.Event = disclosure.Missing, time.Time{}, ""
		i.Delay = max(1, workday.Official().WorkdaysBetween(i.DueOn, workday.DateOf(asOf)))
	default:
		i.Verdict, i.PublishedAt, i.Event = disclosure.Pending, time.Time{}, ""
	}
	return i
}

func (r *fakeReader) find(q disclosure.Question) []disclosure.Instance {
	var found []disclosure.Instance
	for _, i := range r.instances {
		if r.empty || q.Body != i.Body || q.Office != "" && q.Office != i.Office || q.Duty != "" && q.Duty != i.Duty ||
			q.Subject != "" && q.Subject != i.Subject || q.From != 0 && i.CountedOn < q.From || q.To != 0 && i.CountedOn > q.To || q.External != i.External {
			continue
		}
		i = r.judge(i, q.AsOf)
		if len(q.Verdicts) == 0 || slices.Contains(q.Verdicts, i.Verdict) {
			found = append(found, i)
		}
	}
	return found
}

func (r *fakeReader) Moment(context.Context) (time.Time, error) { return boardNow, nil }

func (r *fakeReader) Bodies(context.Context) ([]disclosure.Body, error) {
	return []disclosure.Body{r.plan.Body}, nil
}

func (r *fakeReader) PlanInForce(_ context.Context, _ string, d workday.Date, _ time.Time) (*disclosure.Plan, error) {
	if d < r.plan.EffectiveFrom {
		return nil, disclosure.ErrNotFound
	}
	return r.plan, nil
}

func (r *fakeReader) Plans(context.Context, time.Time) ([]disclosure.PlanInfo, error) {
	var infos []disclosure.PlanInfo
	for _, p := range []*disclosure.Plan{r.before, r.plan} {
		if p != nil {
			infos = append(infos, disclosure.PlanInfo{
				Code: p.Code, Version: p.Version, Body: p.Body, Title: p.Title, EffectiveFrom: p.EffectiveFrom,
				RecordedAt: boardNow.AddDate(-1, 0, 0), SHA256: "3b1f0a9c7d2e",
			})
		}
	}
	return infos, nil
}

func (r *fakeReader) Tallies(_ context.Context, q disclosure.Question) ([]disclosure.Tally, error) {
	type key struct {
		office string
		month  workday.Date
		v      disclosure.Verdict
	}
	sums := map[key]disclosure.Tally{}
	for _, i := range r.find(q) {
		k := key{office: i.Office, v: i.Verdict}
		if i.DueOn != 0 {
			k.month = workday.NewDate(i.DueOn.Year(), i.DueOn.Month(), 1)
		}
		t := sums[k]
		t.Office, t.Month, t.Verdict = k.office, k.month, k.v
		t.Count++
		t.Flags |= i.Flags
		sums[k] = t
	}
	var tallies []disclosure.Tally
	for _, t := range sums {
		tallies = append(tallies, t)
	}
	return tallies, nil
}

func (r *fakeReader) Instances(_ context.Context, q disclosure.Question) ([]disclosure.Instance, error) {
	found := r.find(q)
	slices.SortStableFunc(found, disclosure.WorstFirst)
	found = found[min(q.Offset, len(found)):]
	if q.Limit > 0 {
		found = found[:min(q.Limit, len(found))]
	}
	return found, nil
}

func (r *fakeReader) Instance(_ context.Context, q disclosure.Question) (disclosure.Instance, error) {
	if found := r.find(q); len(found) == 1 && q.Subject != "" {
		return found[0], nil
	}
	return disclosure.Instance{}, disclosure.ErrNotFound
}

func (r *fakeReader) Plan(_ context.Context, _ string, version int, _ time.Time) (*disclosure.Plan, error) {
	for _, p := range []*disclosure.Plan{r.before, r.plan} {
		if p != nil && version == p.Version {
			return p, nil
		}
	}
	return nil, disclosure.ErrNotFound
}

func (r *fakeReader) Facts(ctx context.Context, q disclosure.Question, kinds ...disclosure.EventKind) ([]disclosure.Event, error) {
	q.From, q.To, q.Verdicts = 0, 0, nil
	var facts []disclosure.Event
	for _, external := range []bool{false, true} {
		q.External = external
		for _, i := range r.find(q) {
			events, err := r.Events(ctx, disclosure.Question{Body: q.Body, AsOf: q.AsOf, Duty: i.Duty, Subject: i.Subject, External: external})
			if err != nil {
				return nil, err
			}
			for _, e := range events {
				if len(kinds) == 0 || slices.Contains(kinds, e.Kind) {
					e.Body, e.Duty, e.Subject = q.Body, i.Duty, i.Subject
					facts = append(facts, e)
				}
			}
		}
	}
	slices.SortStableFunc(facts, func(a, b disclosure.Event) int { return b.RecordedAt.Compare(a.RecordedAt) })
	return facts, nil
}

func (r *fakeReader) Events(_ context.Context, q disclosure.Question) ([]disclosure.Event, error) {
	i, err := r.Instance(context.Background(), q)
	if err != nil {
		return nil, err
	}
	if events, byHand := r.events[i.Key()]; byHand {
		return events, nil
	}
	opened := i.OpenedOn.Start().Add(9 * time.Hour)
	events := []disclosure.Event{{
		ID: "t-" + i.Subject, Kind: disclosure.Triggered, OccurredAt: i.OpenedOn.Start(), Precision: disclosure.ToDay,
		RecordedAt: opened, FormedOn: i.OpenedOn, Title: i.Title, DocNumber: "安民发〔2026〕12号", Source: "form",
		Attrs: map[string]string{"drafter": "zzk"},
	}}
	if i.PublishedAt.IsZero() {
		return events, nil
	}
	return append(events, disclosure.Event{
		ID: "r-" + i.Subject, Kind: disclosure.Reviewed, OccurredAt: i.PublishedAt.Add(-26 * time.Hour),
		Precision: disclosure.ToMinute, RecordedAt: i.PublishedAt.Add(-25 * time.Hour), Note: "办公室审查，同意公开", Source: "form",
	}, disclosure.Event{
		ID: i.Event, Kind: disclosure.Published, Channel: "website", OccurredAt: i.PublishedAt, Precision: i.Precision,
		RecordedAt: i.PublishedAt.Add(time.Hour), FormedOn: i.OpenedOn, URLDate: workday.DateOf(i.PublishedAt) + 3,
		FirstSeen: i.PublishedAt.Add(8 * 24 * time.Hour), Title: i.Title, URL: i.URL, Fields: []string{"名称", "金额"},
		Source: "file:台账.xlsx#14", Attrs: map[string]string{"form": []string{"graphic", "video", "article"}[roll(i.Subject)%3]},
	}), nil
}

func (r *fakeReader) Calendar(context.Context, time.Time) (*workday.Calendar, error) {
	return workday.Official(), nil
}

func (r *fakeReader) Feeds(context.Context, string, time.Time) ([]disclosure.Feed, error) {
	return []disclosure.Feed{
		{Source: "form", LastAt: boardNow.Add(-50 * time.Minute), EventCount: 812},
		{Source: "file", LastAt: boardNow.Add(-20 * 24 * time.Hour), EventCount: 96},
	}, nil
}

// boardPlan is a small plan with something of every kind.
func boardPlan() *disclosure.Plan {
	office := func(n int, code, name, en string, g disclosure.OfficeGroup) disclosure.Office {
		return disclosure.Office{Code: code, Name: name, NameEN: en, Group: g, DisplayOrder: n}
	}
	days := func(n int, unit disclosure.TermUnit, explicit bool, source, mark string) disclosure.Term {
		return disclosure.Term{N: n, Unit: unit, RollForward: unit == disclosure.CalendarDays, Explicit: explicit, Source: source, Mark: mark}
	}
	site := []disclosure.DutyChannel{{Code: "website"}, {Code: "wechat", GraceWorkdays: 3}}
	p := &disclosure.Plan{
		Code: "test", Version: 1, Title: "政务公开工作方案", TitleEN: "Work plan", Source: "《政务公开工作方案》",
		SourceURL: "https://www.example.gov.cn/plan", Approver: "领导小组", EffectiveFrom: workday.MustDate("2024-01-01"),
		Body: disclosure.Body{Code: "anshun-mzj", Name: "安顺市民政局", NameEN: "Anshun Civil Affairs Bureau", Demo: true},
		Channels: []disclosure.Channel{
			{Code: "website", Name: "民政网站", NameEN: "Website"}, {Code: "wechat", Name: "微信公众号", NameEN: "WeChat"},
		},
		Offices: []disclosure.Office{
			office(1, "bgs", "办公室", "General Office", disclosure.GroupBureau),
			office(2, "zzk", "社会组织管理科", "Organisations Division", disclosure.GroupBureau),
			office(3, "cwk", `规划<财务>科`, "Planning & Finance", disclosure.GroupBureau),
			office(4, "jzj", "市社会救助局", "Social Assistance Bureau", disclosure.GroupAffiliate),
			office(5, "czj", "市财政局", "Finance Bureau", disclosure.GroupExternal),
		},
		Notes: []string{"福利彩票销售没有对应科室，请领导小组确定。"},
	}
	p.Offices[1].Aliases = []string{"社管科"}
	p.Duties = []disclosure.Duty{
		{Code: "1a", Name: "养老机构信息", NameEN: "Elderly homes", Clause: "一", ClauseText: "推进民政公共服务信息公开。", Lead: "bgs", CoOffices: []string{"zzk"},
			Channels: site, Trigger: disclosure.OnEvent, Term: days(20, disclosure.Workdays, false, "《政府信息公开条例》第二十六条", "V"), Review: true, Fields: []string{"名称", "地址"}, Order: 1},
		{Code: "2b", Name: "社会救助季度数据", NameEN: "Quarterly figures", Clause: "二", ClauseText: "按季度公开受助人次数、资金支出数。", Lead: "jzj",
			Channels: site[:1], Trigger: disclosure.Periodic, Cadence: disclosure.Quarterly, Term: days(20, disclosure.Workdays, true, "方案第二条", "P"), NilReturn: true, Order: 2},
		{Code: "4a", Name: "社会组织登记审批", NameEN: "Registration decisions", Clause: "四", ClauseText: "加大审批事项公开力度。", Lead: "zzk",
			Channels: site, Trigger: disclosure.OnEvent, Term: days(7, disclosure.Workdays, false, "双公示", "V"), Review: true, Order: 3},
		{Code: "6a", Name: "部门预算决算", NameEN: "Budget", Clause: "六", ClauseText: "及时公开经批准的预算。", Lead: "cwk",
			Channels: site[:1], Trigger: disclosure.OnEvent, Term: days(20, disclosure.CalendarDays, false, "《预算法》第十四条", "V"), Order: 4},
		{Code: "8a", Name: "重要舆情首次回应", NameEN: "First response", Clause: "八", ClauseText: "第一时间予以回应。", Lead: "bgs",
			Channels: site, Trigger: disclosure.OnEvent, Term: days(24, disclosure.Hours, false, "〔2016〕61号", "V"), Order: 5},
		{Code: "12b", Name: "定期通报", NameEN: "Circulars", Clause: "十二", ClauseText: "定期通报。", Lead: "bgs", Trigger: disclosure.Periodic, Cadence: disclosure.Quarterly,
			Term: days(15, disclosure.Workdays, false, "本产品建议", "P"), NotJudged: "通报周期待领导小组确定", Order: 6},
	}
	p.Duties = append(p.Duties, dutiesOfAllClocks()...)
	return p
}

var _ disclosure.Reader = (*fakeReader)(nil)
