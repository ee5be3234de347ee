package workday_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"daylight/internal/workday"
)

func TestParseLoose(t *testing.T) {
	for _, text := range []string{
		"2026-03-01", "2026-3-1", "2026.3.1", "2026.03.01", "2026/3/1", "2026/03/01", "20260301",
		"2026年3月1日", "2026年03月01日", "2026 年 3 月 1 日", "2026年3月1", "2026年3月1号",
		"２０２６年３月１日", "２０２６－０３－０１", "２０２６／３／１", "２０２６．３．１", "2026–3–1",
		" 2026-03-01\t", "\u30002026年3月1日\u3000", "\ufeff2026-03-01",
		"2026-03-01 00:00:00", "2026/3/1 0:00", "2026-03-01T00:00:00", "2026-03-01 00:00:00.000",
	} {
		if got, err := workday.ParseLoose(text); err != nil || got != day("2026-03-01") {
			t.Errorf("ParseLoose(%q) = %s, %v", text, got, err)
		}
	}
}

func TestParseLooseErrors(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"空", " ", "it is empty"},
		{"平年二月", "2026-02-29", "there is no day 29 in 2026-02, which has 28 days"},
		{"二月三十日", "2026年2月30日", "there is no day 30"},
		{"第零日", "2026-03-00", "there is no day 0"},
		{"十三月", "2026.13.1", "there is no month 13"},
		{"两位年份", "26.3.1", "write the year with four digits"},
		{"两位年份，中文", "26年3月1日", "write the year with four digits"},
		{"五位年份", "20266-03-01", "write the year with four digits"},
		{"年份离谱", "0226-03-01", "want a year from 1900 to 2199"},
		{"混用分隔符", "2026-3/1", `it mixes "-" and "/"`},
		{"没有年份", "3月1日", "it has no year"},
		{"没有年份，点号", "3.1", "it has no year"},
		{"没有日", "2026年3月", "want a date such as"},
		{"带时刻", "2026-03-01 10:20", "it carries a time of day"},
		{"表格序列号", "46082", "want a date such as"},
		{"不是日期", "待定", "want a date such as"},
		{"机器的空日期", "1970-01-01", "leave it empty"},
		{"日月颠倒", "1/3/2026", "want a date such as"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := workday.ParseLoose(c.text)
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.HasPrefix(err.Error(), "parse date ") {
				t.Errorf("ParseLoose(%q) = %s, %v; want an error that says %s", c.text, got, err, c.want)
			}
		})
	}
}

func TestParseLooseIn(t *testing.T) {
	for _, text := range []string{"3月1日", "3月1", "３月１日", "3.1", "3/1", "03-01", "2026年3月1日"} {
		if got, err := workday.ParseLooseIn(text, 2026); err != nil || got != day("2026-03-01") {
			t.Errorf("ParseLooseIn(%q, 2026) = %s, %v", text, got, err)
		}
	}
	if got, err := workday.ParseLooseIn("2025年12月31日", 2026); err != nil || got != day("2025-12-31") {
		t.Errorf("文中的年份优先: %s, %v", got, err)
	}
	if got, err := workday.ParseLooseIn("2月29日", 2026); err == nil {
		t.Errorf("2026年没有2月29日: %s", got)
	}
}

func TestParseDateSaysWhatIsWrong(t *testing.T) {
	for text, want := range map[string]string{
		"2026-02-30": "there is no day 30 in 2026-02",
		"2026/03/01": "want the form 2026-03-01",
	} {
		if _, err := workday.ParseDate(text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("ParseDate(%q): %v, want one that says %s", text, err, want)
		}
	}
}

func TestLawEveryDateReadsBackHoweverItIsWritten(t *testing.T) {
	forms := []string{"%04d-%02d-%02d", "%d.%d.%d", "%d/%d/%d", "%d年%d月%d日", "%04d%02d%02d", " %d 年 %d 月 %d 日 "}
	wide := strings.NewReplacer("0", "０", "1", "１", "2", "２", "3", "３", "4", "４", "5", "５", "6", "６", "7", "７", "8", "８", "9", "９")
	rapid.Check(t, func(t *rapid.T) {
		want := workday.Date(rapid.IntRange(int(day("1900-01-01")), int(day("2199-12-31"))).Draw(t, "date"))
		if want.IsZero() {
			return
		}
		text := fmt.Sprintf(rapid.SampledFrom(forms).Draw(t, "form"), want.Year(), want.Month(), want.Day())
		if rapid.Bool().Draw(t, "full width") {
			text = wide.Replace(text)
		}
		if got, err := workday.ParseLoose(text); err != nil || got != want {
			t.Fatalf("ParseLoose(%q) = %s, %v; want %s", text, got, err, want)
		}
	})
}

func FuzzParseLoose(f *testing.F) {
	for _, text := range []string{"2026-03-01", "2026年3月1日", "3.1", "20260301", "2026-03-01 00:00"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if got, err := workday.ParseLooseIn(text, 2026); (err == nil) == got.IsZero() {
			t.Errorf("ParseLooseIn(%q) = %s, %v: want a date or an error", text, got, err)
		}
	})
}
