package store_test

import (
	"slices"
	"testing"
	"time"

	d "daylight/internal/disclosure"
	"daylight/internal/workday"
)

func TestHourClocksStandingAndOneOffDuties(t *testing.T) {
	type F = []d.Event
	major := func(when string) d.Event { return fact(d.Detected, when, with("class", "major")) }
	other := func(when string) d.Event { return fact(d.Detected, when, with("class", "other")) }
	seen := func(when, result string) d.Event { return fact(d.SpotChecked, when, with("result", result)) }
	cases := []told{
		// 除夕夜照算，不扣节假日。
		{"重大舆情节假日夜间5小时内发声", "8a", "", "2026-03-01", F{major("2026-02-16 22:00"), fact(d.Published, "2026-02-17 02:59")}, d.OnTime, "2026-02-17", 0, 0, taken(4)},
		{"重大舆情逾期一分钟按一小时", "8a", "", "2026-03-01", F{major("2026-02-16 22:00"), fact(d.Published, "2026-02-17 03:01")}, d.Late, "2026-02-17", 1, 0, taken(5)},
		{"逾期未发声逐时累计", "8a", "", "2026-02-17 05:30", F{major("2026-02-16 22:00")}, d.Missing, "2026-02-17", 3, 0, nil},
		{"其他舆情48小时", "8a", "", "2026-03-01", F{other("2026-02-16 22:00"), fact(d.Published, "2026-02-18 21:00")}, d.OnTime, "2026-02-18", 0, 0, taken(47)},
		{"等级不明为待核", "8a", "", "2026-03-01", F{fact(d.Detected, "2026-02-16 22:00"), fact(d.Published, "2026-02-18 21:00")}, d.Unverified, "", 0, 0, nil},
		{"其他舆情无须发布会", "8c", "", "2026-03-01", F{other("2026-02-16 22:00")}, d.Inapplicable, "", 0, 0, nil},
		{"重大舆情24小时内发布会", "8c", "", "2026-03-01", F{major("2026-02-16 22:00")}, d.Missing, "2026-02-17", 290, 0, nil},
		{"长期公示到期时在位", "2d", "2026H1", "2026-12-01", F{seen("2026-03-10", "present")}, d.OnTime, "2026-06-30", 0, 0, nil},
		{"一次性事项", "3b", "once", "2026-06-01", F{fact(d.Published, "2026-01-20 10:00")}, d.OnTime, "2026-01-29", 0, 0, nil},
	}
	check(t, tell(t, clockPlan(), cases), cases)
	standing := []told{
		{"到期时不在位，后来恢复", "2d", "2026H1", "2026-12-01", F{seen("2026-03-10", "present"), seen("2026-06-20", "absent"), seen("2026-07-03", "present")}, d.Late, "2026-06-30", 3, d.FlagWithdrawn, nil},
	}
	check(t, tell(t, clockPlan(), standing), standing)
	gone := []told{{"发布不是在位的证据", "2d", "2026H1", "2026-07-02", F{fact(d.Published, "2026-03-10")}, d.Missing, "2026-06-30", 2, 0, nil}}
	check(t, tell(t, clockPlan(), gone), gone)
}

func TestColumnsKeptFed(t *testing.T) {
	type F = []d.Event
	feed := func(day string) d.Event { return fact(d.Published, day, on("site"), under("日常"), named("f"+day)) }
	wechat := func(day string) d.Event {
		return fact(d.Published, day, on("wechat"), under("微信"), named("w"+day))
	}
	every := F{}
	for _, day := range []string{"2026-01-08", "2026-01-20", "2026-01-30"} {
		every = append(every, feed(day), wechat(day))
	}
	quiet := append(slices.Clone(every), feed("2026-02-19"), wechat("2026-02-10"), wechat("2026-02-20"))
	cases := []told{
		{"每两周有更新", "1j", "2026-01", "2026-06-01", quiet, d.OnTime, "2026-01-31", 0, 0, nil},
		// 1月30日至2月18日静默19天，超14天5天；跨月计入2月。
		{"静默跨月超过十四天", "1j", "2026-02", "2026-06-01", nil, d.Late, "2026-02-28", 5, 0, nil},
		{"当月未完不评", "1j", "2026-02", "2026-02-27", nil, d.Pending, "2026-02-28", 0, 0, nil},
		// 2月19日至3月31日静默40天，超26天。
		{"月末仍静默", "1j", "2026-03", "2026-06-01", nil, d.Missing, "2026-03-31", 26, 0, nil},
	}
	check(t, tell(t, clockPlan(), cases), cases)
	one := []told{{"次渠道静默为部分完成", "1j", "2026-01", "2026-06-01", F{feed("2026-01-08"), feed("2026-01-20"), wechat("2026-01-08")}, d.Partial, "2026-01-31", 0, 0,
		func(t *testing.T, i d.Instance) {
			if !slices.Equal(i.Lacking, []string{"channel:wechat"}) {
				t.Errorf("lacking %v", i.Lacking)
			}
		}}}
	check(t, tell(t, clockPlan(), one), one)
}

func TestEpisodesUntilClosed(t *testing.T) {
	type F = []d.Event
	major := fact(d.Detected, "2026-03-02 08:00", with("class", "major"))
	cases := []told{
		{"每日有后续至办结", "8b", "", "2026-06-01", F{major, fact(d.FollowUp, "2026-03-03 07:00"), fact(d.Closed, "2026-03-04 07:00")}, d.OnTime, "2026-03-04", 0, 0, taken(23)},
		{"间隔过长后办结", "8b", "", "2026-06-01", F{major, fact(d.FollowUp, "2026-03-03 10:30"), fact(d.Closed, "2026-03-04 07:00")}, d.Late, "2026-03-04", 3, 0, nil},
		{"未办结，尚在间隔内", "8b", "", "2026-03-04 06:59", F{major, fact(d.FollowUp, "2026-03-03 07:00")}, d.Pending, "2026-03-04", 0, 0, nil},
		{"未办结，间隔届满即逾期", "8b", "", "2026-03-04 07:00", F{major, fact(d.FollowUp, "2026-03-03 07:00")}, d.Missing, "2026-03-04", 1, 0, nil},
		{"未办结，逾期逐时累计", "8b", "", "2026-03-04 09:30", F{major, fact(d.FollowUp, "2026-03-03 07:00")}, d.Missing, "2026-03-04", 3, 0, nil},
		{"发现时间不明为待核", "8b", "", "2026-06-01", F{fact(d.Detected, "", with("class", "major"))}, d.Unverified, "", 0, 0, nil},
		{"不适用", "8b", "", "2026-06-01", F{major, fact(d.NotApplicable, "2026-03-02 09:00")}, d.Inapplicable, "2026-03-03", 0, 0, nil},
	}
	check(t, tell(t, clockPlan(), cases), cases)
}

func TestALateHandOverMovesTheInstanceToTheCoOffice(t *testing.T) {
	type F = []d.Event
	handed := func(day, due string) d.Event { return fact(d.HandedOver, day, by("co"), with("due", due)) }
	office := func(want string) func(*testing.T, d.Instance) {
		return func(t *testing.T, i d.Instance) {
			if i.Office != want {
				t.Errorf("office %s, want %s", i.Office, want)
			}
		}
	}
	open := fact(d.Triggered, "2026-02-13")
	cases := []told{
		{"迟交且逾期，归协办科", "w", "", "2026-06-01", F{open, handed("2026-03-03", "2026-02-27"), fact(d.Published, "2026-03-04 10:00")}, d.Late, "2026-03-02", 2, 0, office("co")},
		{"迟交但未逾期，仍归牵头科", "w", "", "2026-06-01", F{open, handed("2026-02-28", "2026-02-27"), fact(d.Published, "2026-03-02 10:00")}, d.OnTime, "2026-03-02", 0, 0, office("lead")},
		{"按约移交而逾期，归牵头科", "w", "", "2026-06-01", F{open, handed("2026-02-27", "2026-02-27"), fact(d.Published, "2026-03-04 10:00")}, d.Late, "2026-03-02", 2, 0, office("lead")},
		{"约定日期缺失不转移", "w", "", "2026-06-01", F{open, handed("2026-03-03", ""), fact(d.Published, "2026-03-04 10:00")}, d.Late, "2026-03-02", 2, 0, office("lead")},
		{"改派优先", "w", "", "2026-06-01", F{open, handed("2026-03-03", "2026-02-27"), fact(d.Reassigned, "2026-03-05", by("lead"))}, d.Missing, "2026-03-02", 62, 0, office("lead")},
	}
	check(t, tell(t, clockPlan(), cases), cases)
}

func TestOneQuestionForManyBodies(t *testing.T) {
	s := openStore(t)
	var plans []*d.Plan
	for _, body := range []string{"b", "c"} {
		p := clockPlan()
		p.Body.Code, p.Code = body, body
		plans = append(plans, p)
	}
	if err := s.LoadPlans(t.Context(), plans, "test"); err != nil {
		t.Fatal(err)
	}
	if err := s.LoadPlans(t.Context(), plans[:1], "test"); err == nil {
		t.Error("a second first version was taken")
	}
	e := fact(d.Received, "2026-01-05")
	e.Duty, e.Subject, e.ID, e.RecordedAt = "9", "一号", "1", e.OccurredAt
	if err := s.InsertForTest(t.Context(), []d.Event{e}); err != nil {
		t.Fatal(err)
	}
	asOf := workday.MustDate("2026-06-01").End()
	all, err := s.JudgeAll(t.Context(), nil, asOf)
	if err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, i := range all {
		count[i.Body]++
		if i.DutyName == "" || i.OfficeName != "牵头科" {
			t.Errorf("%+v has no names", i)
		}
	}
	for _, body := range []string{"b", "c"} {
		list, err := s.JudgeForTest(t.Context(), body, asOf)
		if err != nil || len(list) != count[body] {
			t.Errorf("%s: %d of %d, %v", body, len(list), count[body], err)
		}
	}
	if count["b"] != count["c"]+1 {
		t.Errorf("%v", count)
	}
	start := time.Now()
	if _, err := s.JudgeForTest(t.Context(), "b", asOf); err != nil {
		t.Fatal(err)
	}
	t.Log("one body:", time.Since(start))
}
