package main

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"daylight/internal/engine"
	"daylight/internal/planfile"
)

const papersCode = "state-council-papers"

var fewPapers = filepath.Join("testdata", "papers.csv")

// desk is a person at a terminal with a data directory of their own.
type desk struct {
	t    *testing.T
	data string
	env  []string
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	return &desk{t: t, data: filepath.Join(t.TempDir(), "data")}
}

func (d *desk) command(args ...string) *exec.Cmd {
	cmd := program(d.t.Context(), append([]string{"--data", d.data}, args...)...)
	cmd.Env = append(cmd.Env, "LC_ALL=", "DAYLIGHT_LANG=", "DAYLIGHT_STORE=")
	cmd.Env = append(cmd.Env, d.env...)
	return cmd
}

// run returns what the command printed, what it told beside it, and its exit code.
func (d *desk) run(args ...string) (out, words string, code int) {
	d.t.Helper()
	cmd := d.command(args...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		d.t.Fatalf("daylight %v: %v", args, err)
	}
	return stdout.String(), stderr.String(), cmd.ProcessState.ExitCode()
}

// want runs a command that must end with code, and returns what it printed.
func (d *desk) want(code int, args ...string) string {
	d.t.Helper()
	out, words, got := d.run(args...)
	if got != code {
		d.t.Fatalf("daylight %v: exit code %d, want %d\n%s\n%s", args, got, code, out, words)
	}
	return out
}

// refused runs a command that must end with code and words that hold all of
// parts, on either stream.
func (d *desk) refused(code int, args []string, parts ...string) {
	d.t.Helper()
	out, words, got := d.run(args...)
	if got != code {
		d.t.Errorf("daylight %v: exit code %d, want %d\n%s\n%s", args, got, code, out, words)
	}
	holds(d.t, out+words, parts...)
}

func holds(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%q is not in:\n%s", part, text)
		}
	}
}

func decode[V any](t *testing.T, text string) (v V) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatalf("%v in %s", err, text)
	}
	return v
}

func (d *desk) write(name string, data []byte) (path string) {
	d.t.Helper()
	path = filepath.Join(filepath.Dir(d.data), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		d.t.Fatal(err)
	}
	return path
}

// loadPapers loads the shipped plan from a file, known since it was announced.
func (d *desk) loadPapers() {
	d.t.Helper()
	p, err := planfile.Shipped(papersCode)
	if err != nil {
		d.t.Fatal(err)
	}
	d.want(0, "plan", "load", d.write("plan.yaml", []byte(p.Text)))
}

type imported struct {
	Rows, Accepted, Rejected, Ignored, Events, New, Known int
	Encoding                                              string
	Problems                                              []struct {
		Row                          int
		Column, Value, Code, Message string
	}
}

// importPapers imports a file that ends with code.
func (d *desk) importPapers(code int, file string, more ...string) imported {
	d.t.Helper()
	args := append([]string{"import", file, "--mapping", papersCode, "--plan", papersCode, "--format", "json"}, more...)
	all := decode[[]imported](d.t, d.want(code, args...))
	if len(all) != 1 {
		d.t.Fatalf("%d results for one file", len(all))
	}
	return all[0]
}

func (d *desk) score(asOf string) (text string, answer scoreAnswer) {
	d.t.Helper()
	text = d.want(0, "score", "--plan", papersCode, "--as-of", asOf, "--format", "json")
	return text, decode[scoreAnswer](d.t, text)
}

// papersFile is the file of real papers where the shared folder is at hand,
// else a few of its rows that come with the test.
func papersFile() (name, file string) {
	file = filepath.Join("..", "..", "..", "shared", "data", "gov-cn-2018-2019.csv")
	if _, err := os.Stat(file); err == nil {
		return "whole", file
	}
	return "few", fewPapers
}

func readPapers(t *testing.T, file string) (lines []string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(data)), "\n")
}

// byHand are papers whose terms were counted by hand from the notices of
// 2018 and 2019: 2018-12-29, 2019-02-02 and 2019-02-03 were worked, 2018-12-31 to
// 2019-01-01 and 2019-02-04 to 2019-02-10 were not.
var byHand = map[string]scoreInstance{
	"000014349/2018-00226": {OpenedOn: "2018-12-05", DueOn: "2019-01-03", PublishedOn: "2019-01-03", Taken: 20},
	"000014349/2018-00223": {OpenedOn: "2018-12-21", DueOn: "2019-01-21", PublishedOn: "2018-12-29", Taken: 6},
	"000014349/2018-00227": {OpenedOn: "2018-12-28", DueOn: "2019-01-28", PublishedOn: "2019-01-08", Taken: 6},
	"000014349/2018-00230": {OpenedOn: "2018-12-29", DueOn: "2019-01-29", PublishedOn: "2019-01-21", Taken: 14},
	"000014349/2019-00003": {OpenedOn: "2019-01-12", DueOn: "2019-02-13", PublishedOn: "2019-01-25", Taken: 10},
	"000014349/2019-00005": {OpenedOn: "2019-01-24", DueOn: "2019-02-26", PublishedOn: "2019-02-13", Taken: 11},
}

func TestCLIThePapersOfTheStateCouncil(t *testing.T) {
	t.Parallel()
	name, file := papersFile()
	d, lines := newDesk(t), readPapers(t, file)
	rows := len(lines) - 1
	inForce := 0
	for _, line := range lines[1:] {
		if strings.Contains(line, ",2018-") || strings.Contains(line, ",2019-01-") {
			if !strings.HasPrefix(line, "000014349/1") && !strings.HasPrefix(line, "000014349/200") {
				inForce++
			}
		}
	}
	if name == "whole" && (rows != 30 || inForce != 17) {
		t.Fatalf("%d papers, %d since the plan is in force", rows, inForce)
	}

	d.loadPapers()
	if res := d.importPapers(0, file); res.Accepted != rows || res.Rejected != 0 || res.New != 2*rows || res.Known != 0 {
		t.Fatalf("%+v", res)
	}
	text, answer := d.score("2019-03-01")
	if answer.Judged != inForce || answer.Met != inForce || len(answer.Instances) != inForce || answer.Rate == nil || *answer.Rate != 10000 {
		t.Errorf("judged %d, met %d, %d instances, want %d", answer.Judged, answer.Met, len(answer.Instances), inForce)
	}
	checked := 0
	for _, got := range answer.Instances {
		if got.OpenedOn < "2018-01-01" {
			t.Errorf("%s was formed before the plan", got.Subject)
		}
		want, ok := byHand[got.Subject]
		if !ok {
			continue
		}
		checked++
		if got.Verdict != "on_time" || got.Delay != 0 || got.OpenedOn != want.OpenedOn || got.DueOn != want.DueOn ||
			got.PublishedOn != want.PublishedOn || got.Taken != want.Taken || got.Unit != "workdays" || len(got.Flags) != 0 {
			t.Errorf("%s: %+v, want %+v", got.Subject, got, want)
		}
	}
	if checked != len(byHand) {
		t.Errorf("%d of %d papers are there", checked, len(byHand))
	}

	if res := d.importPapers(0, file); res.Accepted != rows || res.New != 0 || res.Known != 2*rows {
		t.Errorf("again: %+v", res)
	}
	if again, _ := d.score("2019-03-01"); again != text {
		t.Errorf("the same file again changes the answer:\n%s\n%s", again, text)
	}

	_, before := d.score("2018-12-20")
	if n := len(before.Instances); n == 0 || n >= inForce || name == "whole" && n != 7 {
		t.Errorf("%d papers known by 2018-12-20", n)
	}
	for _, i := range before.Instances {
		if i.PublishedOn > "2018-12-20" || i.Subject == "000014349/2018-00226" {
			t.Errorf("%s, published on %s, was known by 2018-12-20", i.Subject, i.PublishedOn)
		}
	}
}

// paper is a made-up row.
func paper(number int, formed, published string) string {
	return fmt.Sprintf("test/%06d,测试文件第%d号,国务院,国测〔2018〕%d号,其他,%s,%s,http://www.gov.cn/test/%d.htm", number, number, number, formed, published, number)
}

const papersHeader = "index_number,title,office,document_number,category,formed_on,published_on,url"

// No real paper of the file is late; these are, as counted by hand.
func TestCLILatePapers(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.loadPapers()
	d.importPapers(0, d.write("late.csv", []byte(strings.Join([]string{papersHeader,
		paper(1, "2018-12-05", "2019-01-04"), // one working day after the due date
		paper(2, "2018-11-05", "2018-12-10"), // due 2018-12-03, then 4 5 6 7 and 10
		paper(3, "2019-01-12", "2019-02-14"), // due 2019-02-13
		paper(4, "2018-12-28", "2019-02-11"), // due 2019-01-28; 3 days of January, 1 2 3 of February, 11
		paper(5, "2018-12-05", "2019-01-03"), // the due day itself
		paper(6, "2017-12-31", "2018-12-03"), // before the plan
	}, "\n"))))
	_, answer := d.score("2019-03-01")
	got := map[string]string{}
	for _, i := range answer.Instances {
		got[i.Subject] = fmt.Sprint(i.Verdict, " ", i.Delay, " ", i.DueOn)
	}
	want := map[string]string{
		"test/000001": "late 1 2019-01-03", "test/000002": "late 5 2018-12-03", "test/000003": "late 1 2019-02-13",
		"test/000004": "late 7 2019-01-28", "test/000005": "on_time 0 2019-01-03",
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
	if answer.Judged != 5 || answer.Met != 1 || answer.Rate == nil || *answer.Rate != 2000 {
		t.Errorf("judged %d, met %d", answer.Judged, answer.Met)
	}
}

func TestCLIACorruptedCopy(t *testing.T) {
	t.Parallel()
	_, file := papersFile()
	lines := readPapers(t, file)
	rows := len(lines) - 1
	at := func(number string) int {
		for i, line := range lines {
			if strings.HasPrefix(line, "000014349/"+number+",") {
				return i
			}
		}
		t.Fatal("no paper ", number)
		return 0
	}
	broken := append([]string{}, lines...)
	date, office, half := at("2019-00003"), at("2018-00226"), at("2018-00214")
	broken[date] = strings.Replace(broken[date], "2019-01-12", "2019-02-30", 1)
	broken[office] = strings.Replace(broken[office], ",国务院办公厅,", ",国务院办公听,", 1)
	cut := strings.Index(broken[half], ",国办发") + len(",国")
	rest := broken[half][cut:]
	broken[half] = broken[half][:cut]
	broken = append(broken, lines[at("2018-00229")])
	data, err := simplifiedchinese.GB18030.NewEncoder().String(strings.Join(broken, "\r\n") + "\r\n")
	if err != nil {
		t.Fatal(err)
	}

	d := newDesk(t)
	d.loadPapers()
	copied := d.write("copy.csv", []byte(data))
	rejects := filepath.Join(filepath.Dir(d.data), "back.csv")
	out, words, code := d.run("import", copied, "--mapping", papersCode, "--rejects", filepath.Join(t.TempDir(), "dry.csv"), "--dry-run")
	if code != 3 {
		t.Errorf("a dry run ends with %d: %s%s", code, out, words)
	}
	holds(t, words,
		fmt.Sprintf("copy.csv: 第 %d 行「formed_on」：‘2019-02-30’ 不是有效日期，请改成", date+1),
		fmt.Sprintf("copy.csv: 第 %d 行「office」：方案中没有 ‘国务院办公听’", office+1), "是不是：国务院办公厅",
		fmt.Sprintf("copy.csv: 第 %d 行：只有 4 列，表头有 8 列", half+1), "请对照表头补齐后重新导入",
		"有 3 行会被退回；这次是试运行，什么也没有写入")
	if strings.Contains(words, "其余已收下") {
		t.Error("a dry run says that rows were taken")
	}
	res := d.importPapers(3, copied, "--rejects", rejects)
	if res.Encoding != "GB18030" || res.Rows != rows+1 || res.Accepted != rows-3 || res.Rejected != 3 || res.Ignored != 1 || res.New != 2*(rows-3) {
		t.Fatalf("%+v", res)
	}
	found := map[int]string{}
	for _, p := range res.Problems {
		found[p.Row] = p.Column + "|" + p.Value
	}
	if len(res.Problems) != 3 || found[date+1] != "formed_on|2019-02-30" || found[office+1] != "office|国务院办公听" {
		t.Errorf("problems: %+v", res.Problems)
	}

	back, err := os.ReadFile(rejects)
	if err != nil {
		t.Fatal(err)
	}
	text, err := simplifiedchinese.GB18030.NewDecoder().String(string(back))
	if err != nil {
		t.Fatal(err)
	}
	holds(t, text, "退回原因", "2019-02-30", "国务院办公听")
	// Only cells are mended: the reason, which repeats them, comes last.
	text = strings.NewReplacer(",2019-02-30,", ",2019-01-12,", ",国务院办公听,", ",国务院办公厅,", ",国,,,,,", ",国"+rest+",").Replace(text)
	if text, err = simplifiedchinese.GB18030.NewEncoder().String(text); err != nil {
		t.Fatal(err)
	}
	if res := d.importPapers(0, d.write("mended.csv", []byte(text))); res.Accepted != 3 || res.New != 6 {
		t.Errorf("mended: %+v", res)
	}
	// What was made good is the same facts to the letter.
	if res := d.importPapers(0, file); res.New != 0 || res.Known != 2*rows {
		t.Errorf("the clean file after the mended one: %+v", res)
	}
	clean := newDesk(t)
	clean.loadPapers()
	clean.importPapers(0, file)
	for _, asOf := range []string{"2018-12-20", "2019-03-01"} {
		got, _ := d.score(asOf)
		if want, _ := clean.score(asOf); got != want {
			t.Errorf("as of %s: mended %s\nclean %s", asOf, got, want)
		}
	}
}

// An import killed half-way and run again ends as one that was left alone.
func TestCLIAnImportKilledHalfWay(t *testing.T) {
	t.Parallel()
	const papers, some = 40_000, 30_000 // rows, and events (two a row) before the kill
	d := newDesk(t)
	d.loadPapers()
	var file strings.Builder
	file.WriteString(papersHeader + "\n")
	day := time.Date(2018, 1, 2, 0, 0, 0, 0, time.UTC)
	for i := range papers {
		formed := day.AddDate(0, 0, i%300)
		file.WriteString(paper(i, formed.Format(time.DateOnly), formed.AddDate(0, 0, i%47).Format(time.DateOnly)) + "\n")
	}
	large := d.write("large.csv", []byte(file.String()))

	cmd := d.command("import", large, "--mapping", papersCode)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	partly := awaitEvents(t, d.data, some, ended)
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	<-ended
	if status := cmd.ProcessState.Sys().(syscall.WaitStatus); !status.Signaled() {
		t.Fatalf("the import had ended before it was killed: %v", cmd.ProcessState)
	}

	res := d.importPapers(0, large)
	t.Logf("killed after %d events or more; the second run found %d and added %d", partly, res.Known, res.New)
	if res.Accepted != papers || res.Known < some || res.New == 0 || res.New+res.Known != 2*papers {
		t.Errorf("after the kill: %+v", res)
	}
	whole := newDesk(t)
	whole.loadPapers()
	if res := whole.importPapers(0, large); res.New != 2*papers {
		t.Errorf("%+v", res)
	}
	for _, asOf := range []string{"2018-06-30", "2019-03-01"} {
		got, answer := d.score(asOf)
		if want, _ := whole.score(asOf); got != want {
			t.Errorf("as of %s the answers differ", asOf)
		}
		if asOf == "2019-03-01" && len(answer.Instances) != papers {
			t.Errorf("%d instances", len(answer.Instances))
		}
	}
}

// awaitEvents returns once the ledger of another process holds some events or more.
func awaitEvents(t *testing.T, data string, some uint64, ended chan error) (n uint64) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Second)
	defer cancel()
	for {
		select {
		case err := <-ended:
			t.Fatalf("the import ended first: %v", err)
		case <-ctx.Done():
			t.Fatal("no events within 30 s")
		default:
		}
		running, err := engine.Attach(ctx, data)
		if err != nil {
			time.Sleep(5 * time.Millisecond)
			continue
		}
		db, err := sql.Open("clickhouse", running.DSN()+"/daylight")
		if err != nil {
			t.Fatal(err)
		}
		for range 2000 {
			if db.QueryRowContext(ctx, "SELECT count() FROM event").Scan(&n) == nil && n >= some {
				db.Close()
				return n
			}
			time.Sleep(time.Millisecond)
		}
		db.Close()
	}
}

func TestCLIWorkday(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	due := decode[workdayAnswer](t, d.want(0, "workday", "add", "2026-09-30", "20", "--format", "json"))
	if due.Due != "2026-11-03" || due.Provisional || len(due.Notices) != 1 {
		t.Errorf("%+v", due)
	}
	if got := d.want(0, "workday", "add", "2026年9月30日", "20", "--format", "csv"); !strings.HasPrefix(got, "起算日,时限,到期日,星期,暂定,依据\n2026-09-30,20个工作日,2026-11-03,周二,,") {
		t.Error(got)
	}
	holds(t, d.want(0, "workday", "add", "2026-09-30", "20"), "起算日      时限        到期日", "2026-11-03  周二")
	between := decode[struct {
		Workdays, Days int
		Provisional    bool
	}](t, d.want(0, "workday", "between", "2018-12-05", "2019-01-03", "--format", "json"))
	if between.Workdays != 20 || between.Days != 29 || between.Provisional {
		t.Errorf("%+v", between)
	}
	if got := d.want(0, "workday", "between", "2026-11-03", "2026-09-30", "--format", "csv"); !strings.Contains(got, "-20") {
		t.Error(got)
	}
	if _, err := os.Stat(d.data); err == nil {
		t.Error("a question about days makes a data directory")
	}
}

// What a person mistypes is refused with a remedy in their language.
func TestCLIWorkdayRefusesAnImpossibleDay(t *testing.T) {
	t.Parallel()
	newDesk(t).refused(3, []string{"workday", "add", "2026-02-30", "20"}, "2026-02-30", "不是有效日期")
}

func TestCLIPlans(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	p, err := planfile.Shipped(papersCode)
	if err != nil {
		t.Fatal(err)
	}
	broken := strings.Replace(strings.Replace(p.Text, "trigger: 事件触发", "trigger: 事件出发", 1), "group: 机关科室", "gruop: 机关科室", 1)
	line := func(part string) string {
		return fmt.Sprintf("plan.yaml 第 %d 行第 ", 1+strings.Count(broken[:strings.Index(broken, part)], "\n"))
	}
	file := d.write("plan.yaml", []byte(broken))
	d.refused(3, []string{"plan", "check", file}, line("gruop"), line("事件出发"), "没有采用")
	d.refused(3, []string{"plan", "load", file}, line("gruop"), line("事件出发"))
	var lines []int
	for _, p := range decode[[]planProblem](t, d.want(3, "plan", "check", file, "--format", "json")) {
		lines = append(lines, p.Line)
		if p.File != "plan.yaml" || p.Column == 0 || p.Problem == "" {
			t.Errorf("%+v", p)
		}
	}
	if len(lines) < 2 {
		t.Errorf("problems on lines %v", lines)
	}
	d.want(3, "plan", "check", file, "--format", "csv")
	d.want(0, "plan", "check", "anshun-mzj", papersCode)
	holds(t, d.want(0, "plan", "show", "--shipped"), "anshun-mzj", "pingtan-2023", papersCode)
	shipped := decode[[]struct{ Plan string }](t, d.want(0, "plan", "show", "--shipped", "--format", "json"))
	if len(shipped) != len(strings.Split(strings.TrimSpace(d.want(0, "plan", "show", "--shipped", "--format", "csv")), "\n"))-1 {
		t.Errorf("%+v", shipped)
	}
	holds(t, d.want(0, "plan", "show", "--shipped", papersCode), "主动公开", "20 个工作日")
	d.refused(4, []string{"plan", "show", "--shipped", "nope"}, "nope", papersCode)
	d.refused(4, []string{"plan", "check", "nope.yaml"}, "nope.yaml")
	if _, err := os.Stat(d.data); err == nil {
		t.Error("plans were checked and shown, which needs no data directory")
	}
	d.loadPapers()
	for _, args := range [][]string{
		{"score", "--plan", "nope"}, {"plan", "show", "nope"}, {"import", fewPapers, "--plan", "nope"},
	} {
		d.refused(4, args, "nope", papersCode)
	}
	holds(t, d.want(0, "plan", "show", papersCode), "主动公开", "20 个工作日")
}

func TestCLIWithoutTheLibrary(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.env = []string{"CHDB_LIB_PATH=/nonexistent"}
	out, words, code := d.run("score")
	if code == 0 || out != "" {
		t.Errorf("exit code %d, %q", code, out)
	}
	holds(t, words, "libchdb.so", "npm ci", "CHDB_LIB_PATH")
	d.want(0, "workday", "add", "2026-09-30", "20")
}

// serve starts a server and returns its address; it is stopped with the test.
func (d *desk) serve() (base string, pid int) {
	d.t.Helper()
	cmd := d.command("serve", "--listen", "127.0.0.1:0")
	// The context of the test ends before its cleanup, which stops the server.
	cmd = &exec.Cmd{Path: cmd.Path, Args: cmd.Args, Env: cmd.Env}
	words, err := os.Create(filepath.Join(filepath.Dir(d.data), "serve.log"))
	if err != nil {
		d.t.Fatal(err)
	}
	defer words.Close()
	cmd.Stderr = words
	out, err := cmd.StdoutPipe()
	if err != nil {
		d.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		if err := cmd.Wait(); err != nil {
			log, _ := os.ReadFile(words.Name())
			d.t.Errorf("the server ends with %v\n%s", err, log)
		}
	})
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if base, ok := strings.CutPrefix(lines.Text(), "listening on "); ok {
			return base, cmd.Process.Pid
		}
	}
	d.t.Fatal("the server does not start")
	return "", 0
}

func TestCLISecondOwner(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.loadPapers()
	d.importPapers(0, fewPapers)
	want, _ := d.score("2019-03-01")
	_, pid := d.serve()
	d.refused(5, []string{"serve", "--listen", "127.0.0.1:0"}, fmt.Sprintf("进程号 %d", pid), "--data")
	if got, _ := d.score("2019-03-01"); got != want {
		t.Errorf("beside a server: %s\nalone: %s", got, want)
	}
	if res := d.importPapers(0, fewPapers); res.New != 0 {
		t.Errorf("%+v", res)
	}
}

func TestCLIAccountsBesideAServer(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.loadPapers()
	base, _ := d.serve()
	first := d.want(0, "account", "add", "mishu", "--role", "secretariat", "--body", "state-council")
	if len(strings.Fields(first)) != 1 || strings.TrimSpace(first) == "" {
		t.Errorf("the password does not stand alone: %q", first)
	}
	d.refused(3, []string{"account", "add", "mishu", "--role", "secretariat", "--body", "state-council"}, "mishu")
	issue := func() string {
		return decode[struct{ Token string }](t, d.want(0, "account", "token", "mishu", "--scope", "read", "--format", "json")).Token
	}
	ask := func(token string) int {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, base+"/api/v1/instances", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Authorization", "Bearer "+token)
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		return resp.StatusCode
	}
	// soon allows for what the server remembers of accounts, two seconds.
	soon := func(token string, want int, after string) {
		t.Helper()
		for end := time.Now().Add(4 * time.Second); ; time.Sleep(50 * time.Millisecond) {
			got := ask(token)
			if got == want {
				return
			}
			if time.Now().After(end) {
				t.Errorf("after %s the server answers %d, want %d", after, got, want)
				return
			}
		}
	}
	token := issue()
	soon(token, http.StatusOK, "the issue of a token")
	second := d.want(0, "account", "reset", "mishu")
	if second == first || len(strings.Fields(second)) != 1 {
		t.Errorf("reset: %q after %q", second, first)
	}
	soon(token, http.StatusUnauthorized, "reset")
	token = issue()
	soon(token, http.StatusOK, "the issue of another token")
	d.want(0, "account", "disable", "mishu")
	soon(token, http.StatusUnauthorized, "disable")
	states := map[string]string{}
	for _, a := range decode[[]accountRow](t, d.want(0, "account", "list", "--format", "json")) {
		states[a.Name] = a.Role + " " + a.State
	}
	if fmt.Sprint(states) != "map[admin:admin first_password mishu:secretariat disabled]" {
		t.Error(states)
	}
	holds(t, d.want(0, "account", "list"), "mishu", "admin")
	holds(t, d.want(0, "account", "list", "--format", "csv"), "mishu,")
	d.want(0, "account", "enable", "mishu")
	d.refused(4, []string{"account", "reset", "nobody"}, "nobody")
	d.refused(4, []string{"account", "disable", "nobody"}, "nobody")
}

// A plan that was loaded today was not known in 2019, so nothing could be
// judged then: the answer must say so instead of standing empty.
func TestCLIScoreBeforeThePlanWasKnown(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.want(0, "plan", "load", papersCode)
	d.importPapers(0, fewPapers)
	d.refused(4, []string{"score", "--plan", papersCode, "--as-of", "2017-06-01"}, "2018-01-01")
	d.refused(4, []string{"score", "--plan", papersCode, "--office", "nosuch"}, "nosuch")
	d.refused(4, []string{"score", "--plan", papersCode, "--duty", "nosuch"}, "nosuch")
}

func TestAFileThatIsNotThereIsRefusedInWords(t *testing.T) {
	d := newDesk(t)
	missing := filepath.Join(t.TempDir(), "没有.csv")
	if _, words, code := d.run("import", missing); code != 4 || !strings.Contains(words, "没有文件") || !strings.Contains(words, "没有.csv") {
		t.Errorf("code %d: %s", code, words)
	}
	if _, words, code := d.run("import", t.TempDir()); code != 3 || !strings.Contains(words, "是文件夹") {
		t.Errorf("code %d: %s", code, words)
	}
}
