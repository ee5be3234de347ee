package intake

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
)

// wholePlan is testPlan with duties of every clock.
func wholeOptions() Options {
	p := testPlan()
	site := []disclosure.DutyChannel{{Code: "website"}}
	p.Duties = append(p.Duties,
		disclosure.Duty{Code: "9", Name: "依申请公开", Lead: "general", Trigger: disclosure.OnEvent, Application: true},
		disclosure.Duty{Code: "8a", Name: "舆情首次回应", Lead: "general", Trigger: disclosure.OnEvent, Channels: site, Term: disclosure.Term{Unit: disclosure.Hours},
			Classes: []disclosure.Class{{Code: "major", Name: "特别重大、重大", NameEN: "Major", N: 5}, {Code: "other", Name: "其他", N: 48}}},
		disclosure.Duty{Code: "8b", Name: "后续动态", Lead: "general", Trigger: disclosure.Continuous, OpensWith: "8a", Channels: site, Term: disclosure.Term{Unit: disclosure.Hours}},
		disclosure.Duty{Code: "6a", Name: "预决算", Lead: "orgs", Trigger: disclosure.OnEvent, Channels: site, CoOffices: []string{"aid"}},
		disclosure.Duty{Code: "6c", Name: "预决算细化", Lead: "orgs", Trigger: disclosure.OnEvent, Channels: site, CountedWith: "6a", Fields: []string{"项级科目", "三公经费"}},
		disclosure.Duty{Code: "3b", Name: "制度", Lead: "general", Trigger: disclosure.OneOff, Channels: site},
	)
	return Options{Plan: p, Directory: directoryOf(p), Now: now}
}

// form is a form's fields written as "key=value;attrs.key=value".
func form(s string) (values, attrs map[string]string) {
	values, attrs = map[string]string{}, map[string]string{}
	for _, pair := range strings.Split(s, " | ") {
		key, value, _ := strings.Cut(pair, "=")
		if name, is := strings.CutPrefix(key, "attrs."); is {
			attrs[name] = value
		} else {
			values[key] = value
		}
	}
	return values, attrs
}

func TestEachKindStatesWhatTheJudgeNeeds(t *testing.T) {
	const (
		case9 = "duty=9 | subject=依申请〔2026〕1号 | occurred_at=2026-03-05 | "
		storm = "duty=8a | subject=舆情一 | occurred_at=2026-03-05 10:20 | "
		paper = "duty=papers | subject=甲 | office=办公室 | occurred_at=2026-03-05 | "
	)
	for name, c := range map[string]struct{ form, want string }{
		"收到申请":            {case9 + "kind=收到申请 | attrs.receipt=互联网 | attrs.applicant=公民", ""},
		"收件方式没有填":         {case9 + "kind=收到申请", "attrs.receipt receipt_missing"},
		"收件方式无法识别":        {case9 + "kind=收到申请 | attrs.receipt=飞鸽", "attrs.receipt unknown_word"},
		"尚未确认的网上申请":       {"duty=9 | subject=a | kind=received | occurred_at=未确认 | attrs.receipt=internet", ""},
		"当面提交不能未确认":       {"duty=9 | subject=a | kind=received | occurred_at=未确认 | attrs.receipt=in_person", "occurred_at receipt_day_known"},
		"收件日期没有填":         {"duty=9 | subject=a | kind=received | attrs.receipt=internet", "occurred_at receipt_date_missing"},
		"当面提交的日期不一致":      {case9 + "kind=received | attrs.receipt=in_person | attrs.submitted_on=2026-03-04", "occurred_at receipt_in_person"},
		"提交晚于收件":          {case9 + "kind=received | attrs.receipt=mail | attrs.submitted_on=2026-03-06", "attrs.submitted_on submitted_later"},
		"提交日期不是日期":        {case9 + "kind=received | attrs.receipt=mail | attrs.submitted_on=2026-02-30", "attrs.submitted_on bad_date"},
		"补正收到须指明":         {case9 + "kind=补正收到", "ref ref_correction_missing"},
		"意见收到须指明":         {case9 + "kind=意见收到", "ref ref_consult_missing"},
		"恢复须指明":           {case9 + "kind=恢复", "ref ref_pause_missing"},
		"中止须写原因":          {case9 + "kind=中止", "attrs.reason reason_missing"},
		"征求意见":            {case9 + "kind=征求意见发出 | attrs.party=第三方", ""},
		"延期":              {case9 + "kind=延期 | attrs.days=20个工作日 | attrs.approved_on=2026.3.4 | attrs.approver=局长", ""},
		"延期没有天数和批准日期":     {case9 + "kind=延期", "attrs.days days_missing, attrs.approved_on approved_on_missing"},
		"延期二十一天":          {case9 + "kind=延期 | attrs.days=21 | attrs.approved_on=2026-03-04", "attrs.days bad_days"},
		"延期零天":            {case9 + "kind=延期 | attrs.days=0 | attrs.approved_on=2026-03-04", "attrs.days bad_days"},
		"先告知后批准":          {case9 + "kind=延期 | attrs.days=5 | attrs.approved_on=2026-03-06", "attrs.approved_on approved_later"},
		"答复":              {case9 + "kind=答复 | attrs.reply=3.1 予以公开 | attrs.delivery=邮寄", ""},
		"答复没有类型":          {case9 + "kind=答复", "attrs.reply reply_missing"},
		"答复类型不在表里":        {case9 + "kind=答复 | attrs.reply=3.7", "attrs.reply unknown_reply"},
		"答复记在普通事项下":       {paper + "kind=答复 | attrs.reply=3.1", "kind kind_elsewhere"},
		"公开记在依申请下":        {case9 + "kind=公开 | title=标题", "kind kind_case"},
		"舆情发现":            {storm + "kind=舆情发现 | attrs.class=重大", ""},
		"等级未定":            {storm + "kind=舆情发现", ""},
		"等级不在方案里":         {storm + "kind=舆情发现 | attrs.class=三级", "attrs.class unknown_class"},
		"按小时计的只有日期":       {"duty=8a | subject=a | kind=detected | occurred_at=2026-03-05", "occurred_at minute_missing"},
		"后续发布":            {"duty=8b | subject=舆情一 | kind=后续发布 | occurred_at=2026-03-05 10:20", ""},
		"后续发布记在首次回应下":     {storm + "kind=后续发布", "kind kind_elsewhere"},
		"办结":              {storm + "kind=办结", ""},
		"定期事项不需要触发":       {"duty=2b | subject=2026Q1 | kind=触发 | occurred_at=2026-03-31", "kind kind_period"},
		"不予公开":            {paper + "kind=不予公开 | attrs.ground=条例第十四条 | attrs.approver=局长", ""},
		"不予公开没有批准":        {paper + "kind=不予公开 | attrs.ground=条例第十四条", "attrs.approver approver_missing"},
		"不适用没有批准和理由":      {paper + "kind=不适用", "attrs.approver approver_missing, note reasons_missing"},
		"抽查":              {"duty=2d | kind=抽查 | occurred_at=2026-03-05 | attrs.result=未公示 | attrs.place=某街道", ""},
		"抽查没有结果":          {"duty=2d | kind=抽查 | occurred_at=2026-03-05", "attrs.result result_missing"},
		"裁定":              {paper + "kind=裁定 | ref=abc | attrs.decision=认定倒签 | note=网页快照为证", ""},
		"裁定什么都没有":         {paper + "kind=裁定", "attrs.decision decision_missing, ref ref_ruling_missing, note reasons_missing"},
		"改派":              {paper + "kind=改派 | note=职能调整", ""},
		"改派没有科室":          {"duty=2b | subject=2026Q1 | kind=改派 | note=职能调整 | occurred_at=2026-03-05", "office office_to_name"},
		"移交":              {"duty=6a | subject=甲 | office=aid | kind=移交 | occurred_at=2026-03-05 | attrs.due=2027-03-01", ""},
		"移交没有期限":          {"duty=6a | subject=甲 | office=aid | kind=移交 | occurred_at=2026-03-05", "attrs.due handover_due_missing"},
		"移交的不是配合科室":       {"duty=6a | subject=甲 | office=办公室 | kind=移交 | occurred_at=2026-03-05 | attrs.due=2026-03-01", "office not_co_office"},
		"零报告未签字":          {"duty=2b | subject=2026Q1 | kind=零报告 | occurred_at=2026-04-05 | attrs.unsigned=1", ""},
		"零报告签字须指明":        {"duty=2b | subject=2026Q1 | kind=零报告 | occurred_at=2026-04-05 | attrs.signer=科长", "ref ref_nil_missing"},
		"答复类型填在公开里":       {paper + "kind=公开 | title=标题 | attrs.reply=3.1", "attrs.reply attr_not_here"},
		"系统的属性不能自填":       {paper + "kind=公开 | title=标题 | attrs.with=abc", "attrs.with attr_ours"},
		"起草科室":            {paper + "kind=触发 | attrs.drafter=局办公室", ""},
		"起草科室不存在":         {paper + "kind=触发 | attrs.drafter=规划处", "attrs.drafter unknown_office"},
		"一次性事项不分对象":       {"duty=3b | subject=第一次 | kind=公开 | occurred_at=2026-03-05 | title=制度", "subject subject_once"},
		"几个对象不能共用一个所指":    {"duty=papers | subject=甲、乙 | office=办公室 | occurred_at=2026-03-05 | kind=作废 | ref=abc", "subject subjects_with_ref"},
		"表单里没有的字段":        {paper + "kind=公开 | title=标题 | colour=红", "colour unknown_field"},
		"属性名太怪":           {paper + "kind=公开 | title=标题 | attrs.A b=红", "attrs.A b bad_attr"},
		"附件摘要不对":          {"duty=2d | kind=抽查 | occurred_at=2026-03-05 | attrs.result=present | attrs.attachment=xyz", "attrs.attachment bad_digest"},
		"抽查不给期次时按日子归入半年期": {"duty=2d | kind=抽查 | subject=2026H1 | occurred_at=2026-07-05 | attrs.result=present", ""},
	} {
		t.Run(name, func(t *testing.T) {
			values, attrs := form(c.form)
			events, problems := CheckForm(values, attrs, wholeOptions())
			var got []string
			for _, p := range problems {
				got = append(got, p.Field+" "+strings.TrimPrefix(p.Code, "intake."))
				for _, lang := range i18n.Langs {
					if words := p.Reason(lang); strings.Contains(words, "%!") || strings.Contains(words, "⟦") || strings.Contains(words, "[]") {
						t.Errorf("words: %s", words)
					}
				}
				if p.Column != p.Field {
					t.Errorf("column %q, field %q", p.Column, p.Field)
				}
			}
			if s := strings.Join(got, ", "); s != c.want {
				t.Errorf("got  %q\nwant %q", s, c.want)
			}
			if (len(events) > 0) != (c.want == "") {
				t.Errorf("%d events", len(events))
			}
		})
	}
}

func TestAttributesAreKeptInTheirOneForm(t *testing.T) {
	values, attrs := form("duty=9 | subject=a | kind=延期 | occurred_at=2026-03-05 | attrs.days=１０ | attrs.approved_on=2026年3月4日 | attrs.approver=局长")
	events, _ := CheckForm(values, attrs, wholeOptions())
	if len(events) != 1 || events[0].Attrs["days"] != "10" || events[0].Attrs["approved_on"] != "2026-03-04" || events[0].Source != "form" {
		t.Errorf("%+v", events)
	}
	values, attrs = form("duty=9 | subject=a | kind=answered | occurred_at=2026-03-05 | attrs.reply=3.3.4 不予公开：保护第三方合法权益")
	if events, _ = CheckForm(values, attrs, wholeOptions()); len(events) != 1 || events[0].Attrs["reply"] != "3.3.4" {
		t.Errorf("%+v", events)
	}
	values, attrs = form("duty=2d | kind=抽查 | occurred_at=2026-07-05 | attrs.result=在公示")
	if events, _ = CheckForm(values, attrs, wholeOptions()); len(events) != 1 || events[0].Attrs["result"] != "present" || events[0].Subject != "2026H2" {
		t.Errorf("%+v", events)
	}
}

func TestAFactCountsForEveryDutyThatSharesIt(t *testing.T) {
	check := func(s string) []disclosure.Event {
		values, attrs := form(s)
		events, problems := CheckForm(values, attrs, wholeOptions())
		for _, p := range problems {
			t.Error(p.Text(i18n.Chinese))
		}
		return events
	}
	ids := func(events []disclosure.Event) (list []string) {
		for _, e := range events {
			list = append(list, fmt.Sprint(e.Duty, " ", KindKey(e.Kind)))
		}
		slices.Sort(list)
		return list
	}
	events := check("id=e-1 | duty=8a | subject=舆情 | kind=detected | occurred_at=2026-03-05 10:20 | attrs.class=major")
	base, copied := events[len(events)-1], events[0]
	if len(events) != 2 || base.ID != "e-1" || copied.ID != "e-1+8b" || copied.Duty != "8b" || copied.Attrs["with"] != "e-1" || copied.Attrs["class"] != "major" || base.Attrs["with"] != "" {
		t.Errorf("%+v", events)
	}
	if got := fmt.Sprint(ids(check("duty=8a | subject=舆情 | kind=公开 | title=回应 | occurred_at=2026-03-05 12:00"))); got != "[8a published]" {
		t.Error(got)
	}
	if got := fmt.Sprint(ids(check("duty=6a | subject=预算 | kind=公开 | title=预算 | formed_on=2026-02-01 | occurred_at=2026-02-05 | fields=全部"))); got != "[6a published 6a triggered 6c published 6c triggered]" {
		t.Error(got)
	}
	events = check("id=v-1 | duty=6a | subject=预算 | kind=作废 | ref=e-9")
	if len(events) != 2 || events[0].Ref != "e-9+6c" || events[0].Duty != "6c" || events[1].Ref != "e-9" {
		t.Errorf("%+v", events)
	}
}

func TestOnePostCanShowManyDecisions(t *testing.T) {
	values, attrs := form("duty=papers | subject=许可〔2026〕1号、许可[2026]2号；许可〔2026〕3号、许可〔2026〕1号 | office=办公室 | kind=公开 | title=公告 | formed_on=2026-03-01 | occurred_at=2026-03-05")
	events, problems := CheckForm(values, attrs, wholeOptions())
	if len(problems) > 0 || len(events) != 6 {
		t.Fatalf("%d events, %v", len(events), problems)
	}
	seen, first := map[string]bool{}, events[1].ID
	for i, e := range events {
		if seen[e.ID] {
			t.Errorf("id %s twice", e.ID)
		}
		seen[e.ID] = true
		want := ""
		if i > 1 && e.Kind == disclosure.Published {
			want = first
		}
		if e.Attrs["post"] != want || e.Subject != fmt.Sprintf("许可〔2026〕%d号", i/2+1) {
			t.Errorf("event %d: %+v", i, e)
		}
	}
	rows, _ := readAll(t, "a.csv", []byte(shortHead+"papers,甲、丙,办公室,2026-03-05,标题,\npapers,甲、乙、丙,办公室,2026-03-05,标题,\npapers,甲、丙,办公室,2026-03-05,标题,\n"), testOptions())
	if rows[1].Status != Accepted || rows[2].Status != Ignored {
		t.Error("rows are the same only when all their subjects are")
	}
}

func TestChineseHeadersNameTheAttributes(t *testing.T) {
	rows, res := readAll(t, "a.csv", []byte("公开事项,案号,类型,日期,收件方式,申请人类别,答复类型,延期工作日数,批准日期\n"+
		"9,甲,收到申请,2026-03-02,传真,自然人,,,\n9,甲,延期,2026-03-05,,,,十天,2026-03-04\n9,甲,答复,2026-03-06,,,3.1 予以公开,,\n"), wholeOptions())
	if len(res.UnusedColumns) > 0 || res.Accepted != 2 {
		t.Errorf("%+v", res)
	}
	if p := rows[1].Problems; len(p) != 1 || p[0].Column != "延期工作日数" || p[0].Field != "attrs.days" {
		t.Errorf("%+v", p)
	}
}
