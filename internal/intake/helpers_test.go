package intake

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/workday"
)

var update = flag.Bool("update", false, "rewrite golden files")

var now = time.Date(2026, 11, 23, 9, 0, 0, 0, workday.Beijing)

func testPlan() *disclosure.Plan {
	return &disclosure.Plan{
		Code: "test", Version: 1, Body: disclosure.Body{Code: "test-mzj", Name: "测试民政局"},
		Offices: []disclosure.Office{
			{Code: "general", Name: "办公室", Aliases: []string{"局办公室"}},
			{Code: "aid", Name: "市社会救助局"},
			{Code: "orgs", Name: "社会组织管理科"},
		},
		Channels: []disclosure.Channel{
			{Code: "website", Name: "民政网站", Aliases: []string{"网站"}},
			{Code: "wechat", Name: "微信公众号"},
		},
		Duties: []disclosure.Duty{
			{Code: "papers", Name: "规范性文件", Trigger: disclosure.OnEvent, Channels: []disclosure.DutyChannel{{Code: "website"}}},
			{Code: "2b", Name: "社会救助资金", Lead: "aid", Trigger: disclosure.Periodic, Cadence: disclosure.Quarterly, NilReturn: true,
				Fields: []string{"受助人次", "资金支出"}, Channels: []disclosure.DutyChannel{{Code: "website"}, {Code: "wechat"}}},
			{Code: "4b", Name: "社会组织结果", Lead: "orgs", Trigger: disclosure.Periodic, Cadence: disclosure.HalfYearly, Channels: []disclosure.DutyChannel{{Code: "website"}}},
			{Code: "10a", Name: "统计报送", Lead: "general", Trigger: disclosure.Periodic, Cadence: disclosure.Monthly},
			{Code: "10c", Name: "年度报告", Lead: "general", Trigger: disclosure.FixedDate, Channels: []disclosure.DutyChannel{{Code: "website"}}},
			{Code: "2d", Name: "救助程序公示", Lead: "aid", Trigger: disclosure.Standing, Channels: []disclosure.DutyChannel{{Code: "website"}}},
		},
	}
}

// testDirectory knows codes, names and aliases.
type testDirectory struct{ offices, duties, channels map[string]string }

func directoryOf(p *disclosure.Plan) *testDirectory {
	d := &testDirectory{map[string]string{}, map[string]string{}, map[string]string{}}
	for _, o := range p.Offices {
		for _, name := range append([]string{o.Code, o.Name}, o.Aliases...) {
			d.offices[fold(name)] = o.Code
		}
	}
	for _, duty := range p.Duties {
		d.duties[fold(duty.Code)], d.duties[fold(duty.Name)] = duty.Code, duty.Code
	}
	for _, c := range p.Channels {
		for _, name := range append([]string{c.Code, c.Name}, c.Aliases...) {
			d.channels[fold(name)] = c.Code
		}
	}
	return d
}

func (d *testDirectory) Office(name string) (string, bool) {
	c, ok := d.offices[fold(name)]
	return c, ok
}
func (d *testDirectory) Duty(name string) (string, bool) { c, ok := d.duties[fold(name)]; return c, ok }
func (d *testDirectory) Channel(name string) (string, bool) {
	c, ok := d.channels[fold(name)]
	return c, ok
}

func (d *testDirectory) NearOffices(name string) []string {
	if strings.Contains(name, "救助") {
		return []string{"市社会救助局"}
	}
	return nil
}
func (d *testDirectory) NearDuties(string) []string { return nil }
func (d *testDirectory) NearChannels(string) []string {
	return []string{"民政网站", "微信公众号"}
}

func testOptions() Options {
	p := testPlan()
	return Options{Plan: p, Directory: directoryOf(p), Now: now}
}

func openBytes(t testing.TB, name string, data []byte) *Source {
	t.Helper()
	src, err := Open(bytes.NewReader(data), name, int64(len(data)))
	if err != nil {
		t.Fatalf("open %s: %v", name, err)
	}
	return src
}

// readAll reads data and checks the law of the house: every row ends as one
// of three.
func readAll(t testing.TB, name string, data []byte, opts Options) ([]Row, Result) {
	t.Helper()
	rows, res, err := tryRead(openBytes(t, name, data), opts)
	if err != nil {
		t.Fatalf("read %s: %v", name, explain(err))
	}
	if res.Accepted+res.Rejected+res.Ignored != res.Rows || len(rows) != res.Rows {
		t.Fatalf("%d accepted + %d rejected + %d ignored is not %d rows", res.Accepted, res.Rejected, res.Ignored, res.Rows)
	}
	return rows, res
}

func tryRead(src *Source, opts Options) ([]Row, Result, error) {
	var rows []Row
	res, err := Read(context.Background(), src, opts, func(r Row) error {
		rows = append(rows, r)
		return nil
	})
	return rows, res, err
}

func explain(err error) string { return i18n.ErrorText(i18n.Chinese, err) }

// codeOf returns the catalogue key of a refusal.
func codeOf(err error) string {
	var e *disclosure.Error
	if errors.As(err, &e) {
		return strings.TrimPrefix(e.Code, "intake.")
	}
	return ""
}

func codesOf(row Row) []string {
	var codes []string
	for _, p := range row.Problems {
		codes = append(codes, strings.TrimPrefix(p.Code, "intake."))
	}
	return codes
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) != got {
		t.Errorf("%s differs; run with -update to accept\n got: %s\nwant: %s", name, got, want)
	}
}
