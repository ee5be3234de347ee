package workday_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"daylight/internal/workday"
)

const notice2027 = `{
  "year": 2027,
  "layer": "cn",
  "source": "国务院办公厅关于2027年部分节假日安排的通知",
  "announced_on": "2026-11-20",
  "marks": {"days": "G"},
  "holidays": [
    {"name": "元旦", "off": ["2026-12-31/2027-01-02"], "work": ["2026-12-26"]}
  ]
}`

func parse(t *testing.T, text string) workday.Notice {
	t.Helper()
	n, err := workday.ParseNotice(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func build(t *testing.T, notices ...workday.Notice) *workday.Calendar {
	t.Helper()
	c, err := workday.NewCalendar(notices...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestParseNotice(t *testing.T) {
	got := parse(t, "\ufeff"+notice2027)
	want := workday.Notice{
		Year: 2027, Layer: "cn", Source: "国务院办公厅关于2027年部分节假日安排的通知",
		AnnouncedOn: day("2026-11-20"), Marks: workday.Marks{Days: workday.FromMemory},
		Off: []workday.Day{
			{Date: day("2026-12-31"), Name: "元旦"}, {Date: day("2027-01-01"), Name: "元旦"}, {Date: day("2027-01-02"), Name: "元旦"},
		},
		Work: []workday.Day{{Date: day("2026-12-26"), Name: "元旦"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestParseNoticeErrors(t *testing.T) {
	cases := []struct{ name, old, new, want string }{
		{"不认识的字段", `"marks"`, `"mark"`, `line 6: unknown field "mark"`},
		{"节日里不认识的字段", `"work":`, `"workdays":`, `line 8: unknown field "workdays"`},
		{"字段重复", `"layer": "cn",`, `"layer": "cn", "Layer": "x",`, `field "layer" is there twice`},
		{"不存在的日期", "2026-12-26", "2027-02-30", `there is no day 30 in 2027-02, which has 28 days`},
		{"不存在的月份", "2026-12-26", "2027-13-01", `there is no month 13`},
		{"日期写法不对", "2026-12-26", "2026.12.26", `want the form 2026-03-01`},
		{"倒着的区间", "2026-12-31/2027-01-02", "2027-01-02/2026-12-31", `does not run forward`},
		{"同一天既放假又上班", "2026-12-26", "2027-01-02", `2027-01-02 is listed twice: off (元旦) and work (元旦)`},
		{"上班日不是周末", "2026-12-26", "2027-01-04", `work day 2027-01-04 is a Monday, which is worked anyway`},
		{"不在本年", "2026-12-26", "2026-11-28", `neither in 2027 nor in the December before`},
		{"假日没有名称", `"name": "元旦"`, `"name": " "`, `has no holiday's name`},
		{"没有文件名称", "国务院办公厅关于2027年部分节假日安排的通知", "", `source is missing`},
		{"没有层级", `"cn"`, `""`, `layer is missing`},
		{"没有发布日期", `"2026-11-20"`, `""`, `announced_on is missing`},
		{"发布日期在年后", `"2026-11-20"`, `"2028-01-01"`, `announced_on 2028-01-01 is after the end of 2027`},
		{"成文晚于发布", `"announced_on"`, `"signed_on": "2026-11-21", "announced_on"`, `signed_on 2026-11-21 is after announced_on 2026-11-20`},
		{"标记不对", `"G"`, `"X"`, `mark "X" is neither "V" nor "G"`},
		{"年份离谱", `"year": 2027`, `"year": 20270`, `year 20270 is not from 1900 to 2199`},
		{"年份写成文字", `"year": 2027`, `"year": "2027"`, `line 2: field year cannot be a string`},
		{"不是对象", notice2027, `[]`, `want an object`},
		{"没有一天", `"off": ["2026-12-31/2027-01-02"], "work": ["2026-12-26"]`, `"off": []`, `there is no day in it`},
		{"后面还有东西", notice2027, notice2027 + " {}", `there is more after the end`},
		{"写到一半", notice2027, notice2027[:200], `the file ends too early`},
		{"不是JSON", notice2027, "year: 2027", `line 1: not JSON`},
		{"空文件", notice2027, " \n", `the file is empty`},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			text := strings.Replace(notice2027, c.old, c.new, 1)
			if text == notice2027 {
				t.Fatal("the case changes nothing")
			}
			_, err := workday.ParseNotice(strings.NewReader(text))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error = %v, want one that says %s", err, c.want)
			}
		})
	}
}

func TestNoticeRoundTrip(t *testing.T) {
	for _, n := range workday.OfficialNotices() {
		text, err := json.Marshal(n)
		if err != nil {
			t.Fatal(err)
		}
		var back workday.Notice
		if err := json.Unmarshal(text, &back); err != nil {
			t.Fatalf("%s: %v", n.Cite(), err)
		}
		if diff := cmp.Diff(n, back); diff != "" {
			t.Errorf("%s: %s", n.Cite(), diff)
		}
	}
}

func TestNextYearsNoticeAltersDecember(t *testing.T) {
	c := build(t, append(workday.OfficialNotices(), parse(t, notice2027))...)
	got := c.AddWorkdays(day("2026-12-25"), 1)
	if want := (workday.Result{Date: day("2026-12-26")}); got != want {
		t.Errorf("2026年末: %v, want %v", got, want)
	}
	if s := c.On(day("2026-12-31")); s.Workday || s.Name != "元旦" || s.Provisional {
		t.Errorf("2026-12-31: %+v", s)
	}
	if s := c.On(day("2027-06-01")); s.Provisional {
		t.Errorf("有了通知仍是暂定: %+v", s)
	}
}

func TestLocalLayer(t *testing.T) {
	county := workday.Notice{
		Year: 2026, Layer: "某自治县", Source: "某自治县人民政府办公室关于六月六放假的通知", AnnouncedOn: day("2026-06-01"),
		Off:  []workday.Day{{Date: day("2026-07-20"), Name: "六月六"}},
		Work: []workday.Day{{Date: day("2026-07-18"), Name: "六月六"}},
	}
	all := append(workday.OfficialNotices(), county)
	c := build(t, all...)
	if got := c.AddWorkdays(day("2026-07-17"), 2).Date; got != day("2026-07-21") {
		t.Errorf("地方假日: %s, want 2026-07-21", got)
	}
	if got := c.On(day("2026-10-01")); got.Workday || got.Name != "国庆节" {
		t.Errorf("地方层不应遮住全国假日: %+v", got)
	}
	elsewhere := build(t, workday.ForLayers(all)...)
	if got := elsewhere.AddWorkdays(day("2026-07-17"), 2).Date; got != day("2026-07-21") {
		// Friday 17, Monday 20 and Tuesday 21: the county's swap keeps the count.
		t.Errorf("别处: %s, want 2026-07-21", got)
	}
	if elsewhere.Version() != workday.Official().Version() || c.Version() == elsewhere.Version() {
		t.Errorf("版本: 本县 %s, 别处 %s", c.Version(), elsewhere.Version())
	}

	county.Year, county.AnnouncedOn = 2027, day("2026-12-01")
	county.Off, county.Work = []workday.Day{{Date: day("2027-07-09"), Name: "六月六"}}, nil
	c = build(t, append(workday.OfficialNotices(), county)...)
	if s := c.On(day("2027-07-09")); s.Workday || !s.Provisional {
		t.Errorf("只有地方通知的年份仍应暂定: %+v", s)
	}
}

func TestLocalLayersMayNotContradict(t *testing.T) {
	saturday := []workday.Day{{Date: day("2026-07-18"), Name: "六月六"}}
	a := workday.Notice{Year: 2026, Layer: "甲县", Source: "甲县通知", AnnouncedOn: day("2026-06-01"), Off: saturday}
	b := workday.Notice{Year: 2026, Layer: "乙县", Source: "乙县通知", AnnouncedOn: day("2026-06-01"), Work: saturday}
	if _, err := workday.NewCalendar(a, b); err == nil || !strings.Contains(err.Error(), "contradict each other on 2026-07-18") {
		t.Errorf("error = %v", err)
	}
	b.Layer = a.Layer // same layer, same day of announcement: the later record counts
	if s := build(t, a, b).On(day("2026-07-18")); !s.Workday {
		t.Errorf("重新录入的同一份通知: %+v", s)
	}
}

func TestNewCalendarRefusesBadNotice(t *testing.T) {
	bad := workday.Notice{Year: 2026, Layer: workday.CN, Source: "某通知", AnnouncedOn: day("2026-01-01")}
	if _, err := workday.NewCalendar(bad); err == nil || !strings.Contains(err.Error(), `notice 《某通知》 for 2026, layer "cn": there is no day in it`) {
		t.Errorf("error = %v", err)
	}
}

func TestOrderOfNoticesDoesNotMatter(t *testing.T) {
	notices := workday.OfficialNotices()
	slices.Reverse(notices)
	if got := build(t, notices...).Version(); got != workday.Official().Version() {
		t.Errorf("倒序得到版本 %s, want %s", got, workday.Official().Version())
	}
}

func TestKnownByAbsence(t *testing.T) {
	if got := workday.KnownBy(workday.OfficialNotices(), time.Time{}); len(got) != 0 {
		t.Errorf("没有截至时刻却知道 %d 份通知", len(got))
	}
}

func FuzzParseNotice(f *testing.F) {
	f.Add(notice2027)
	f.Add(`{"year":2027,"holidays":[{"off":["2026-12-31/2027-01-02"]}]}`)
	f.Fuzz(func(t *testing.T, text string) {
		n, err := workday.ParseNotice(strings.NewReader(text))
		if err != nil {
			return
		}
		if _, err := workday.NewCalendar(n); err != nil {
			t.Errorf("a notice that reads well builds no calendar: %v", err)
		}
	})
}
