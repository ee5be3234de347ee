package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// lateNotice gives a year that no shipped notice speaks of days off after New Year.
const lateNotice = `{"year": %[1]d, "layer": "cn", "source": "国务院办公厅关于%[1]d年部分节假日安排的通知", "announced_on": %[2]q,
 "holidays": [{"name": "春节", "off": ["%[1]d-01-04/%[1]d-01-%02[3]d"]}]}`

func (d *desk) notice(name string, year, lastOff int) string {
	return d.write(name, fmt.Appendf(nil, lateNotice, year, time.Now().Format(time.DateOnly), lastOff))
}

// One data folder goes through the whole life of a late notice, because every
// folder costs an engine.
func TestCLIALateNotice(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	year := time.Now().Year() + 1 // instances are made 400 days ahead
	early, late := d.notice("early.json", year, 8), d.notice("late.json", year, 12)
	d.want(0, "plan", "load", "anshun-mzj")
	load := func(args ...string) calendarLoaded {
		t.Helper()
		return decode[calendarLoaded](t, d.want(0, append([]string{"--format", "json", "calendar", "load"}, args...)...))
	}
	judged := func(args ...string) string {
		return d.want(0, append([]string{"score", "--format", "json"}, args...)...)
	}
	before := judged("--as-of", time.Now().AddDate(0, 0, -1).Format(time.DateOnly))

	// refused files
	bad := strings.Replace(fmt.Sprintf(lateNotice, year, "2026-01-01", 8), `"holidays"`, `"holiday"`, 1)
	d.refused(3, []string{"calendar", "load", d.write("bad.json", []byte(bad))}, "bad.json", "第 2 行", "holiday", "改正拼写")
	d.refused(3, []string{"calendar", "load", d.write("bad2.json", []byte(strings.Replace(fmt.Sprintf(lateNotice, year, "2026-01-01", 8), "-01-08", "-02-30", 1)))},
		"第 2 行", "春节", fmt.Sprintf("%d-02-30", year), "须是存在的日期")
	d.refused(4, []string{"calendar", "load", "nope.json"}, "没有文件“nope.json”")
	d.refused(3, []string{"calendar", "load", d.write("future.json", fmt.Appendf(nil, lateNotice, year, time.Now().AddDate(0, 0, 3).Format(time.DateOnly), 8))}, "announced_on", "今天")

	// a trial says what loading then does, and stores nothing
	tried := load(early, "--dry-run")
	if !tried.DryRun || tried.DueMoved == 0 || tried.Firm < tried.DueMoved || tried.Bodies != 1 {
		t.Fatalf("%+v", tried)
	}
	if again := load(early, "--dry-run"); again.Known || again.DueMoved != tried.DueMoved {
		t.Errorf("a trial was stored: %+v", again)
	}

	// a server that has answered must answer anew after another process loads
	base, _ := d.serve()
	d.want(0, "account", "add", "mishu", "--role", "secretariat", "--body", "anshun-mzj")
	token := decode[struct{ Token string }](t, d.want(0, "account", "token", "mishu", "--scope", "read", "--format", "json")).Token
	due := func(m movedInstance) string {
		t.Helper()
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet,
			base+"/api/v1/instances?duty="+m.Duty+fmt.Sprintf("&from=%d-01-01&to=%d-12-31", year-1, year), nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer "+token)
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		if err != nil || resp.StatusCode != http.StatusOK {
			t.Fatalf("%d %v %s", resp.StatusCode, err, body)
		}
		var found string
		for _, part := range bytes.Split(body, []byte("{")) {
			if bytes.Contains(part, []byte(`"`+m.Subject+`"`)) {
				found += string(part)
			}
		}
		return found
	}
	first := tried.Moved[0]
	for range 2 { // the second answer is from memory
		holds(t, due(first), first.DueFrom)
	}
	loaded := load(early)
	loaded.DryRun = true
	if got, want := asJSON(t, loaded), asJSON(t, tried); got != want {
		t.Errorf("loaded %s\ntried  %s", got, want)
	}
	holds(t, due(first), first.DueTo)
	if strings.Contains(due(first), first.DueFrom) {
		t.Error("the server still answers with the date before the notice")
	}

	// again, replaced, superseded
	if again := load(early); !again.Known || len(again.Moved) != 0 {
		t.Errorf("again: %+v", again)
	}
	d.refused(0, []string{"calendar", "load", early}, "没有变化")
	next := load(late)
	if next.Replaced == "" || next.DueMoved == 0 || next.Firm != 0 {
		t.Errorf("the second notice: %+v", next)
	}
	holds(t, due(first), next.Moved[0].DueTo)
	holds(t, d.want(0, "calendar", "list"), "已被取代", "有效")
	holds(t, d.want(0, "calendar", "show", fmt.Sprint(year)), fmt.Sprintf("%d-01-12", year), "春节")
	holds(t, d.want(0, "--lang", "en", "calendar", "list"), "replaced", "in force")
	old := d.write("older.json", fmt.Appendf(nil, lateNotice, year, time.Now().AddDate(0, 0, -9).Format(time.DateOnly), 6))
	d.refused(3, []string{"calendar", "load", old}, "较晚发布", "没有载入")
	if after := judged("--as-of", time.Now().AddDate(0, 0, -1).Format(time.DateOnly)); after != before {
		t.Error("the answer as of yesterday changed")
	}
}

func asJSON(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestCLIADeadStore(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.refused(5, []string{"--store", "clickhouse://u:hidden@127.0.0.1:1/x", "score"}, "127.0.0.1:1", "--store", "去掉")
	if _, words, _ := d.run("--store", "clickhouse://u:hidden@127.0.0.1:1/x", "score"); strings.Contains(words, "hidden") || strings.Contains(words, "刷新") {
		t.Error(words)
	}
	d.refused(3, []string{"--store", "foo", "score"}, "clickhouse://")
	d.refused(4, []string{"import", "nope.csv"}, "没有文件", "nope.csv")
	d.refused(4, []string{"--lang", "en", "workday", "notices", "--notice", "nope.json"}, "There is no file", "nope.json")
}
