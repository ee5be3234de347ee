package workday_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"daylight/internal/workday"
)

// officialVersion changes only with the shipped notices: frozen briefings name it.
const officialVersion = "ef5512a8e51a"

func TestOfficialVersion(t *testing.T) {
	if got := workday.Official().Version(); got != officialVersion {
		t.Errorf("内置日历版本 = %q, want %q", got, officialVersion)
	}
}

func TestYearlyWorkdays(t *testing.T) {
	counts := map[int]int{2019: 250, 2020: 249, 2021: 250, 2022: 249, 2023: 249, 2024: 251, 2025: 248, 2026: 248}
	for year, want := range counts {
		got := workday.Official().WorkdaysBetween(workday.NewDate(year-1, 12, 31), workday.NewDate(year, 12, 31))
		if got != want {
			t.Errorf("%d年工作日 = %d, want %d", year, got, want)
		}
	}
}

func TestOfficialNotices(t *testing.T) {
	perYear := map[int]int{}
	for _, n := range workday.OfficialNotices() {
		perYear[n.Year]++
		if n.Layer != workday.CN || n.Marks.Days != workday.Verified || n.Evidence == "" {
			t.Errorf("%s: layer %q, days %q, evidence %q", n.Cite(), n.Layer, n.Marks.Days, n.Evidence)
		}
		if n.Marks.Number != workday.Verified && n.Marks.Number != workday.FromMemory {
			t.Errorf("%s: 文号没有标明是否核实", n.Cite())
		}
		if !strings.HasPrefix(n.Source, "国务院办公厅关于") || !strings.Contains(n.Source, strconv.Itoa(n.Year)) {
			t.Errorf("%d: 文件名称 %q", n.Year, n.Source)
		}
	}
	for year := 2016; year <= 2026; year++ {
		want := 1
		if year == 2019 || year == 2020 {
			want = 2
		}
		if perYear[year] != want {
			t.Errorf("%d年有 %d 份通知, want %d", year, perYear[year], want)
		}
	}
	if len(perYear) != 11 {
		t.Errorf("覆盖 %d 年, want 11", len(perYear))
	}
}

func TestOfficialNoticesAreCopies(t *testing.T) {
	workday.OfficialNotices()[0].Off[0].Name = "改"
	workday.Official().Notices()[0].Off[0].Name = "改"
	if workday.OfficialNotices()[0].Off[0].Name == "改" || workday.Official().Notices()[0].Off[0].Name == "改" {
		t.Error("改动副本影响了内置通知")
	}
}

func TestAsKnownAt(t *testing.T) {
	cases := []struct {
		name, asOf, start string
		n                 int
		want              string
		provisional       bool
	}{
		{"2019年劳动节调整前一刻，5月2日是工作日", "2019-03-21 23:59:59", "2019-04-30", 1, "2019-05-02", false},
		{"调整当日0时起，5月2日放假，周日上班", "2019-03-22 00:00:00", "2019-04-30", 1, "2019-05-05", false},
		{"调整前，4月28日是普通周日", "2019-03-21 12:00:00", "2019-04-26", 1, "2019-04-29", false},
		{"调整后，4月28日上班", "2019-03-22 12:00:00", "2019-04-26", 1, "2019-04-28", false},
		{"2020年春节延长前：1月31日上班", "2020-01-26 12:00:00", "2020-01-23", 1, "2020-01-31", false},
		{"延长前：2月1日周六上班", "2020-01-26 12:00:00", "2020-01-23", 2, "2020-02-01", false},
		{"延长后：2月3日起上班", "2020-01-27 12:00:00", "2020-01-23", 1, "2020-02-03", false},
		{"2019年通知发布前，2018年末照常", "2018-12-05 12:00:00", "2018-12-28", 1, "2018-12-31", false},
		{"2019年通知发布后，2018年末调休", "2018-12-06 12:00:00", "2018-12-28", 1, "2018-12-29", false},
		{"2026年通知发布前，跨年暂定", "2025-11-03 12:00:00", "2025-12-31", 20, "2026-01-28", true},
		{"2026年通知发布后", "2025-11-04 12:00:00", "2025-12-31", 20, "2026-01-29", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := workday.OfficialAt(at(c.asOf)).AddWorkdays(day(c.start), c.n)
			if want := (workday.Result{Date: day(c.want), Provisional: c.provisional}); got != want {
				t.Errorf("截至 %s: %v, want %v", c.asOf, got, want)
			}
		})
	}
}

func TestUncoveredYearsAreNamed(t *testing.T) {
	c := workday.Official()
	if got := c.UnofficialYears(day("2026-12-20"), day("2028-01-05")); len(got) != 2 || got[0] != 2027 || got[1] != 2028 {
		t.Errorf("未发布年份 = %v, want [2027 2028]", got)
	}
	if got := c.UnofficialYears(day("2025-12-20"), day("2026-12-31")); got != nil {
		t.Errorf("未发布年份 = %v, want none", got)
	}
	for s := range c.Days(day("2027-01-01"), day("2027-12-31")) {
		if !s.Provisional || s.Name != "" {
			t.Fatalf("2027年没有标为暂定: %+v", s)
		}
	}
}

func TestConsulted(t *testing.T) {
	numbers := func(from, to string) (got []string) {
		for _, n := range workday.Official().Consulted(day(from), day(to)) {
			got = append(got, n.Number)
		}
		return got
	}
	cases := []struct{ name, from, to, want string }{
		{"同一天不问日历", "2026-09-30", "2026-09-30", ""},
		{"一年之内", "2026-09-30", "2026-11-03", "国办发明电〔2025〕7号"},
		{"跨年用两份", "2025-12-20", "2026-01-10", "国办发明电〔2024〕12号 国办发明电〔2025〕7号"},
		{"2018年末也由2019年通知决定", "2018-12-20", "2018-12-31", "国办发明电〔2017〕12号 国办发明电〔2019〕3号"},
		{"未发布年份没有依据", "2027-01-10", "2027-02-10", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := strings.Join(numbers(c.from, c.to), " "); got != c.want {
				t.Errorf("依据 = %q, want %q", got, c.want)
			}
		})
	}
}

// TestEveryDayAgainstDataSet compares every day of 2016–2026 with the npm
// package chinese-days, a development dependency. DAYLIGHT_CHINESE_DAYS names
// its folder if it is not in node_modules.
func TestEveryDayAgainstDataSet(t *testing.T) {
	full := map[string]string{"清明": "清明节", "端午": "端午节", "中秋": "中秋节"}
	name := func(entry string) string {
		n := strings.Split(entry, ",")[1]
		if long, ok := full[n]; ok {
			return long
		}
		return n
	}
	folder := dataSet(t)
	days := 0
	for year := 2016; year <= 2026; year++ {
		holidays, worked := readDataSet(t, folder, year)
		for got := range workday.Official().Days(workday.NewDate(year, 1, 1), workday.NewDate(year, 12, 31)) {
			wd := got.Date.Weekday()
			want := workday.Status{Date: got.Date, Workday: wd != time.Saturday && wd != time.Sunday}
			if entry, ok := holidays[got.Date.String()]; ok {
				want.Name, want.Workday = name(entry), false
			}
			if entry, ok := worked[got.Date.String()]; ok {
				want.Name, want.Workday = name(entry), true
			}
			if got != want {
				t.Errorf("%s: %+v, want %+v", got.Date, got, want)
			}
			days++
		}
	}
	if days != 4018 {
		t.Errorf("compared %d days, want 4018", days)
	}
}

func dataSet(t *testing.T) string {
	t.Helper()
	folder := os.Getenv("DAYLIGHT_CHINESE_DAYS")
	if folder == "" {
		folder = filepath.Join("..", "..", "node_modules", "chinese-days")
	}
	if _, err := os.Stat(filepath.Join(folder, "dist", "years")); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatalf("find the data set: %v; run npm ci first", err)
		}
		t.Skipf("no data set to compare with (%v): run npm ci, or set DAYLIGHT_CHINESE_DAYS", err)
	}
	return folder
}

func readDataSet(t *testing.T, folder string, year int) (holidays, worked map[string]string) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(folder, "dist", "years", strconv.Itoa(year)+".json"))
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Holidays map[string]string `json:"holidays"`
		Workdays map[string]string `json:"workdays"`
	}
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	if len(file.Holidays) == 0 {
		t.Fatalf("data set of %d is empty", year)
	}
	return file.Holidays, file.Workdays
}
