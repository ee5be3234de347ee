package intake

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

const head = "公开事项,期次,类型,责任科室,渠道,发布时间,成文日期,标题,文号,链接,公开要素,备注\n"

// one reads a file of one row.
func one(t *testing.T, row string) Row {
	t.Helper()
	rows, _ := readAll(t, "一行.csv", []byte(head+row+"\n"), testOptions())
	if len(rows) != 1 {
		t.Fatalf("got %d rows, want 1", len(rows))
	}
	return rows[0]
}

func at(s string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04", s, workday.Beijing)
	if err != nil {
		panic(err)
	}
	return t
}

func TestARowBecomesItsEvents(t *testing.T) {
	for name, c := range map[string]struct {
		row  string
		want []disclosure.Event
	}{
		"公开的文件有成文日期：先触发，后公开": {
			"papers,,公开,办公室,,2026-03-05 10:20,2026-03-01,关于某事的通知,测民发〔2026〕1号,https://a.gov.cn/202603/t20260305_1.html,,",
			[]disclosure.Event{
				{Duty: "papers", Subject: "测民发〔2026〕1号", Kind: disclosure.Triggered, Office: "general", OccurredAt: at("2026-03-01 00:00"), Precision: disclosure.ToDay,
					FormedOn: workday.MustDate("2026-03-01"), Title: "关于某事的通知", DocNumber: "测民发〔2026〕1号"},
				{Duty: "papers", Subject: "测民发〔2026〕1号", Kind: disclosure.Published, Office: "general", Channel: "website", OccurredAt: at("2026-03-05 10:20"), Precision: disclosure.ToMinute,
					FormedOn: workday.MustDate("2026-03-01"), URLDate: workday.MustDate("2026-03-05"), Title: "关于某事的通知", DocNumber: "测民发〔2026〕1号", URL: "https://a.gov.cn/202603/t20260305_1.html"},
			},
		},
		"没有成文日期：只有公开": {
			"规范性文件,,发布,局办公室,网站,2026年3月5日,,关于某事的通知,测民发[2026] 1号,,,",
			[]disclosure.Event{{Duty: "papers", Subject: "测民发〔2026〕1号", Kind: disclosure.Published, Office: "general", Channel: "website",
				OccurredAt: at("2026-03-05 00:00"), Precision: disclosure.ToDay, Title: "关于某事的通知", DocNumber: "测民发〔2026〕1号"}},
		},
		"按季度的事项，期次写法统一，科室取牵头科室": {
			"2b,2026年第三季度,公开,,微信公众号,2026.10.8,,三季度救助资金,,,受助人次、资金支出,",
			[]disclosure.Event{{Duty: "2b", Subject: "2026Q3", Kind: disclosure.Published, Office: "aid", Channel: "wechat",
				OccurredAt: at("2026-10-08 00:00"), Precision: disclosure.ToDay, Title: "三季度救助资金", Fields: []string{"受助人次", "资金支出"}}},
		},
		"零报告不需要标题和渠道": {
			"2b,2026Q3,零报告,,,2026-10-08,,,,,,本期无",
			[]disclosure.Event{{Duty: "2b", Subject: "2026Q3", Kind: disclosure.NilReturn, Office: "aid", OccurredAt: at("2026-10-08 00:00"), Precision: disclosure.ToDay, Note: "本期无"}},
		},
		"触发日期不详": {
			"papers,,触发,办公室,,不详,,,测民发〔2026〕2号,,,",
			[]disclosure.Event{{Duty: "papers", Subject: "测民发〔2026〕2号", Kind: disclosure.Triggered, Office: "general", Precision: disclosure.Unknown, DocNumber: "测民发〔2026〕2号"}},
		},
		"触发取成文日期": {
			"papers,甲,触发,办公室,,,2026/3/1,,,,,",
			[]disclosure.Event{{Duty: "papers", Subject: "甲", Kind: disclosure.Triggered, Office: "general", OccurredAt: at("2026-03-01 00:00"), Precision: disclosure.ToDay, FormedOn: workday.MustDate("2026-03-01")}},
		},
		"全角数字和标点": {
			"ｐａｐｅｒｓ,甲,公开,办公室,网站,２０２６－０３－０５　１０：２０,,标题,,,,",
			[]disclosure.Event{{Duty: "papers", Subject: "甲", Kind: disclosure.Published, Office: "general", Channel: "website", OccurredAt: at("2026-03-05 10:20"), Precision: disclosure.ToMinute, Title: "标题"}},
		},
		"以等号开头的是文字，防护撇号去掉": {
			"papers,甲,公开,办公室,网站,2026-03-05,,'=1+1 的标题,,,,",
			[]disclosure.Event{{Duty: "papers", Subject: "甲", Kind: disclosure.Published, Office: "general", Channel: "website", OccurredAt: at("2026-03-05 00:00"), Precision: disclosure.ToDay, Title: "=1+1 的标题"}},
		},
		"长期公示的事项可以没有对象": {
			"2d,,公开,,,2026-03-05,,救助程序,,,,",
			[]disclosure.Event{{Duty: "2d", Kind: disclosure.Published, Office: "aid", Channel: "website", OccurredAt: at("2026-03-05 00:00"), Precision: disclosure.ToDay, Title: "救助程序"}},
		},
	} {
		t.Run(name, func(t *testing.T) {
			row := one(t, c.row)
			if row.Status != Accepted {
				t.Fatalf("row was not accepted: %v", codesOf(row))
			}
			for i := range row.Events {
				e := &row.Events[i]
				if len(e.ID) != 32 || e.Body != "test-mzj" || e.Source != "file:一行.csv#2" || !e.RecordedAt.IsZero() {
					t.Errorf("event %d: id %q, body %q, source %q, recorded %v", i, e.ID, e.Body, e.Source, e.RecordedAt)
				}
				e.ID, e.Body, e.Source = "", "", ""
			}
			if diff := cmp.Diff(c.want, row.Events); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestEveryProblemOfARowIsReported(t *testing.T) {
	for name, c := range map[string]struct {
		row  string
		want string
	}{
		"日期不存在":          {"papers,甲,公开,办公室,网站,2026-13-01,,标题,,,,", "bad_date"},
		"二月三十日":          {"papers,甲,公开,办公室,网站,2026-02-30,,标题,,,,", "bad_date"},
		"二十五点":           {"papers,甲,公开,办公室,网站,2026-02-03 25:00,,标题,,,,", "bad_time"},
		"没有年份":           {"papers,甲,公开,办公室,网站,3月1日,,标题,,,,", "no_year"},
		"序号当日期":          {"papers,甲,公开,办公室,网站,46082,,标题,,,,", "serial_in_text"},
		"后天":             {"papers,甲,公开,办公室,网站,2026-11-25,,标题,,,,", "future_date"},
		"建国前":            {"papers,甲,公开,办公室,网站,1948-01-01,,标题,,,,", "before_1949"},
		"没有发布时间":         {"papers,甲,公开,办公室,网站,,,标题,,,,", "publication_date_missing"},
		"发布时间不详":         {"papers,甲,公开,办公室,网站,不详,,标题,,,,", "bad_date"},
		"触发没有日期":         {"papers,甲,触发,办公室,,,,,,,,", "trigger_date_missing"},
		"撤下没有日期":         {"papers,甲,撤下,办公室,,,,,,,,", "date_missing"},
		"科室不在方案中":        {"papers,甲,公开,规划处,网站,2026-03-05,,标题,,,,", "unknown_office"},
		"科室写错一字":         {"papers,甲,公开,社会救助科,网站,2026-03-05,,标题,,,,", "unknown_office_near"},
		"没有科室，方案也没有":     {"papers,甲,公开,,网站,2026-03-05,,标题,,,,", "office_missing"},
		"事项不在方案中":        {"99z,甲,公开,办公室,网站,2026-03-05,,标题,,,,", "unknown_duty"},
		"没有事项":           {",甲,公开,办公室,网站,2026-03-05,,标题,,,,", "duty_missing"},
		"渠道不在方案中":        {"papers,甲,公开,办公室,抖音,2026-03-05,,标题,,,,", "unknown_channel_near"},
		"几个渠道没有写明":       {"2b,2026Q3,公开,,,2026-10-08,,标题,,,,", "channel_missing"},
		"类型不认识":          {"papers,甲,签收,办公室,网站,2026-03-05,,标题,,,,", "unknown_kind"},
		"类型没有填":          {"papers,甲,,办公室,网站,2026-03-05,,标题,,,,", "kind_missing"},
		"没有标题":           {"papers,甲,公开,办公室,网站,2026-03-05,,　,,,,", "title_missing"},
		"没有对象":           {"papers,,公开,办公室,网站,2026-03-05,,标题,,,,", "subject_missing"},
		"没有期次":           {"2b,,零报告,,,2026-10-08,,,,,,", "period_missing"},
		"期次不对":           {"2b,2026年7月,零报告,,,2026-10-08,,,,,,", "bad_period"},
		"不许零报告":          {"10c,2025,零报告,,,2026-01-08,,,,,,", "nil_not_allowed"},
		"不予公开没有依据":       {"papers,甲,不予公开,办公室,,2026-03-05,,,,,,", "ground_missing approver_missing"},
		"作废没有所指":         {"papers,甲,作废,办公室,,2026-03-05,,,,,,", "ref_missing"},
		"要素不在清单中":        {"2b,2026Q3,公开,,网站,2026-10-08,,标题,,,受助人次、户主姓名,", "unknown_item"},
		"脚本当网址":          {"papers,甲,公开,办公室,网站,2026-03-05,,标题,,javascript:alert(1),,", "url_scheme"},
		"网址没有开头":         {"papers,甲,公开,办公室,网站,2026-03-05,,标题,,www.a.gov.cn/1.html,,", "url_no_scheme"},
		"网址没有主机":         {"papers,甲,公开,办公室,网站,2026-03-05,,标题,,https:///1.html,,", "bad_url"},
		"网址带口令":          {"papers,甲,公开,办公室,网站,2026-03-05,,标题,,https://a:b@a.gov.cn/,,", "bad_url"},
		"标题里有身份证号":       {"papers,甲,公开,办公室,网站,2026-03-05,,救助张某 11010519491231002X 的公示,,,,", "resident_id"},
		"备注里有全角身份证号":     {"papers,甲,公开,办公室,网站,2026-03-05,,标题,,,,１１０１０５１９４９１２３１００２Ｘ", "resident_id"},
		"标题里有空字符":        {"papers,甲,公开,办公室,网站,2026-03-05,,标\x00题,,,,", "nul"},
		"标题里有控制字符":       {"papers,甲,公开,办公室,网站,2026-03-05,,标\x1b题,,,,", "control"},
		"标题已损坏":          {"papers,甲,公开,办公室,网站,2026-03-05,,标\xff题,,,,", "bad_bytes"},
		"标题太长":           {"papers,甲,公开,办公室,网站,2026-03-05,," + strings.Repeat("长", 501) + ",,,,", "too_long"},
		"截断的一行":          {"papers,甲,公开,办公室", "row_cut"},
		"多出一列":           {"papers,甲,公开,办公室,网站,2026-03-05,,标题,半,,,,备,注", "row_wide"},
		"一行几个问题":         {"papers,甲,公开,规划处,抖音,2026-13-01,2026-02-30,,,ftp://a,,", "unknown_office unknown_channel_near bad_date bad_date title_missing url_scheme"},
		"不是身份证号的十八位数可以有": {"papers,甲,公开,办公室,网站,2026-03-05,,公告 110105194912310021 号,,,,", ""},
	} {
		t.Run(name, func(t *testing.T) {
			row := one(t, c.row)
			if got := strings.Join(codesOf(row), " "); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if (row.Status == Rejected) != (c.want != "") {
				t.Errorf("status %v", row.Status)
			}
		})
	}
}

func TestADuplicateRowIsIgnoredAndCountedApart(t *testing.T) {
	row := "papers,甲,公开,办公室,网站,2026-03-05,,标题,,,,\n"
	later := strings.Replace(row, "2026-03-05", "2026-03-06", 1)
	rows, res := readAll(t, "a.csv", []byte(head+row+later+row), testOptions())
	if res.Accepted != 2 || res.Ignored != 1 || res.Rejected != 0 {
		t.Errorf("accepted %d, ignored %d, rejected %d", res.Accepted, res.Ignored, res.Rejected)
	}
	if rows[2].Status != Ignored || rows[2].SameAs != 2 {
		t.Errorf("third row: %+v", rows[2])
	}
}

func TestTheSameRowInTwoFilesIsTheSameEvent(t *testing.T) {
	row := "papers,甲,公开,办公室,网站,2026-03-05,2026-03-01,标题,,,,\n"
	a, _ := readAll(t, "a.csv", []byte(head+row), testOptions())
	b, _ := readAll(t, "b.csv", []byte("\n"+head+"\n\n"+row), testOptions())
	for i := range a[0].Events {
		if a[0].Events[i].ID != b[0].Events[i].ID {
			t.Errorf("event %d has another id in another file", i)
		}
	}
	if a[0].Number != 2 || b[0].Number != 5 {
		t.Errorf("rows %d and %d, want 2 and 5", a[0].Number, b[0].Number)
	}
}

func TestTwoChannelsOfOnePaperShareItsTrigger(t *testing.T) {
	rows, res := readAll(t, "a.csv", []byte(head+
		"papers,甲,公开,办公室,网站,2026-03-05,2026-03-01,标题,,,,\n"+
		"papers,甲,公开,办公室,微信公众号,2026-03-06,2026-03-01,标题,,,,\n"), testOptions())
	if res.Accepted != 2 || rows[0].Events[0].ID != rows[1].Events[0].ID || rows[0].Events[1].ID == rows[1].Events[1].ID {
		t.Errorf("accepted %d; triggers must be one event and publications two", res.Accepted)
	}
}

func TestHistoryKeepsTheMomentAFactBecamePublic(t *testing.T) {
	opts := testOptions()
	opts.History = true
	rows, _ := readAll(t, "a.csv", []byte(head+
		"papers,甲,公开,办公室,网站,2019-03-05 10:20,2019-03-01,标题,,,,\n"+
		"papers,乙,触发,办公室,,2019-04-01,,,,,,\n"), opts)
	want := at("2019-03-05 10:20")
	for _, e := range rows[0].Events {
		if !e.RecordedAt.Equal(want) {
			t.Errorf("%s recorded at %v, want %v", KindKey(e.Kind), e.RecordedAt, want)
		}
	}
	if got := rows[1].Events[0].RecordedAt; !got.Equal(at("2019-04-01 00:00")) {
		t.Errorf("trigger recorded at %v", got)
	}
	plain, _ := readAll(t, "a.csv", []byte(head+"papers,甲,公开,办公室,网站,2019-03-05 10:20,2019-03-01,标题,,,,\n"), testOptions())
	if plain[0].Events[1].ID != rows[0].Events[1].ID {
		t.Error("the mode of recording must not change the id")
	}
}

func TestKindsAndPeriodsInTheWordsOfTheTrade(t *testing.T) {
	for _, k := range kinds {
		if got, ok := ParseKind(k.key); !ok || got != k.kind || KindKey(got) != k.key {
			t.Errorf("%s is not understood", k.key)
		}
		for _, w := range k.words {
			if got, ok := ParseKind(" " + w + "　"); !ok || got != k.kind {
				t.Errorf("%s is not understood", w)
			}
		}
	}
	for _, c := range []struct {
		cadence disclosure.Cadence
		text    string
		want    string
	}{
		{disclosure.Monthly, "2026年7月", "2026-07"}, {disclosure.Monthly, "2026-7", "2026-07"}, {disclosure.Monthly, "202607", "2026-07"},
		{disclosure.Monthly, "2026-07-01", "2026-07"}, {disclosure.Monthly, "2026年7月份", "2026-07"}, {disclosure.Monthly, "2026年13月", ""}, {disclosure.Monthly, "2026-07-15", ""},
		{disclosure.Quarterly, "2026Q3", "2026Q3"}, {disclosure.Quarterly, "２０２６年三季度", "2026Q3"}, {disclosure.Quarterly, "2026年第3季度", "2026Q3"}, {disclosure.Quarterly, "2026q5", ""},
		{disclosure.HalfYearly, "2026年上半年", "2026H1"}, {disclosure.HalfYearly, "2026h2", "2026H2"},
		{disclosure.Yearly, "2026年度", "2026"}, {disclosure.Yearly, "2026", "2026"}, {disclosure.Yearly, "26年", ""},
	} {
		if got, ok := ParsePeriod(c.text, c.cadence); got != c.want || ok != (c.want != "") {
			t.Errorf("%s: got %q, want %q", c.text, got, c.want)
		}
	}
}

func TestMomentsAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]string{
		"2026-03-01 10:20": "2026-03-01 10:20", "2026-3-1 9:05": "2026-03-01 09:05", "2026年3月1日10时20分": "2026-03-01 10:20",
		"2026/3/1 下午3:05": "2026-03-01 15:05", "2026.3.1 上午12:05": "2026-03-01 00:05", "2026-03-01T10:20:30+08:00": "2026-03-01 10:20",
		"2026-03-01T02:20:00Z": "2026-03-01 10:20", "2026-03-01 3:05 PM": "2026-03-01 15:05", "20260301": "2026-03-01 00:00", "2026-03-01 10:20:59": "2026-03-01 10:20",
		"2026年3月1日 15点": "2026-03-01 15:00",
	} {
		m, code := parseMoment(text, nil, 0)
		if got := m.at.Format("2006-01-02 15:04"); code != "" || got != want {
			t.Errorf("%s: got %s %s, want %s", text, got, code, want)
		}
	}
	if m, _ := parseMoment("01/03/2026", []string{"02/01/2006"}, 0); m.date() != workday.MustDate("2026-03-01") {
		t.Errorf("a date format of the mapping is not used: %v", m.at)
	}
}

func TestADateWithoutAYearNeedsOneFromElsewhere(t *testing.T) {
	for text, want := range map[string]string{"3月1日": "2026-03-01 00:00", "3.1": "2026-03-01 00:00", "3月1日 10:20": "2026-03-01 10:20", "2025年3月1日": "2025-03-01 00:00"} {
		m, code := parseMoment(text, nil, 2026)
		if got := m.at.Format("2006-01-02 15:04"); code != "" || got != want {
			t.Errorf("%s: got %s %s, want %s", text, got, code, want)
		}
	}
	if _, code := parseMoment("2月29日", nil, 2026); code != "intake.bad_date" {
		t.Errorf("29 February of a year without: %s", code)
	}
}

func TestTheDayInAnAddress(t *testing.T) {
	for address, want := range map[string]string{
		"https://www.pingtan.gov.cn/zwgk/zxwj/bmwj/202305/t20230501_47426.htm": "2023-05-01",
		"http://www.gov.cn/zhengce/content/2019-02/15/content_5365945.htm":     "2019-02-15",
		"https://a.gov.cn/art/2023/5/1/art_1.html":                             "",
		"https://a.gov.cn/20230501/1.html":                                     "2023-05-01",
		"https://www.pingtan.gov.cn/zwgk/202402/P020250929620003167060.pdf":    "",
		"https://a.gov.cn/t20231301_1.html":                                    "",
	} {
		if got := URLDate(address).String(); got != want {
			t.Errorf("%s: got %q, want %q", address, got, want)
		}
	}
}
