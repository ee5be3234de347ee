package intake

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"daylight/internal/disclosure"
)

// realFile returns one of the files of real records, or skips where the shared
// folder is not beside the project.
func realFile(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "data", name))
	if err != nil {
		t.Skip("real records are not at hand: ", name)
	}
	return data
}

func papersPlan(offices ...string) *disclosure.Plan {
	p := &disclosure.Plan{
		Code: "papers", Version: 1, Body: disclosure.Body{Code: "state-council"},
		Channels: []disclosure.Channel{{Code: "website", Name: "网站"}},
		Duties: []disclosure.Duty{
			{Code: "papers", Name: "文件", Trigger: disclosure.OnEvent, Channels: []disclosure.DutyChannel{{Code: "website"}}},
			{Code: "budgets", Name: "预算", Trigger: disclosure.OnEvent, Channels: []disclosure.DutyChannel{{Code: "website"}}},
		},
	}
	for i, name := range offices {
		p.Offices = append(p.Offices, disclosure.Office{Code: fmt.Sprint("o", i), Name: name})
	}
	return p
}

func mappedOptions(t *testing.T, mapping string, p *disclosure.Plan) Options {
	t.Helper()
	m, err := LoadMapping(mapping)
	if err != nil {
		t.Fatal(explain(err))
	}
	return Options{Plan: p, Directory: directoryOf(p), Mapping: m, Now: now}
}

var stateCouncil = []string{"国务院", "国务院办公厅", "国务院、中央军委", "国务院办公厅、中央军委办公厅"}

func TestThePapersOfTheStateCouncil(t *testing.T) {
	rows, res := readAll(t, "gov-cn.csv", realFile(t, "gov-cn-2018-2019.csv"), mappedOptions(t, "state-council-papers", papersPlan(stateCouncil...)))
	if res.Accepted != 30 || res.Rejected != 0 || res.Events != 60 || len(res.UnusedColumns) != 0 {
		t.Fatalf("accepted %d, rejected %d, events %d, unused %v: %v", res.Accepted, res.Rejected, res.Events, res.UnusedColumns, res.Problems)
	}
	trigger, published := rows[0].Events[0], rows[0].Events[1]
	if trigger.Kind != disclosure.Triggered || trigger.OccurredAt.Format("2006-01-02") != "2019-01-27" ||
		published.Subject != "000014349/2019-00007" || published.DocNumber != "国发〔2019〕5号" || published.URLDate.String() != "2019-02-15" {
		t.Errorf("first row: %+v", rows[0].Events)
	}
	if !trigger.RecordedAt.Equal(published.OccurredAt) {
		t.Errorf("a paper of the past became known when it was published, not at %v", trigger.RecordedAt)
	}
}

// The copy that went through many hands: GB18030, one impossible date, one
// office unknown, one row twice, one row cut in half.
func TestTheCorruptedCopyOfThePapers(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(string(realFile(t, "gov-cn-2018-2019.csv"))), "\n")
	lines[3] = strings.Replace(lines[3], "2019-01-12", "2019-02-30", 1)                                   // row 4
	lines[7] = strings.Replace(lines[7], ",国务院办公厅,", ",国务院办公听,", 1)                                       // row 8
	lines[11] = lines[11][:strings.Index(lines[11], "国办函")] + "国"                                         // row 12, no end
	lines = append(lines[:20], append([]string{lines[5], "0000\"14349,\"没有关上的引号,国务院"}, lines[20:]...)...) // rows 21, 22
	data, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(strings.Join(lines, "\r\n")))
	if err != nil {
		t.Fatal(err)
	}
	opts := mappedOptions(t, "state-council-papers", papersPlan(stateCouncil...))
	rows, res := readAll(t, "经多人之手.csv", data, opts)
	if res.Encoding != GB18030 || res.Accepted != 27 || res.Rejected != 4 || res.Ignored != 1 {
		t.Fatalf("%s: accepted %d, rejected %d, ignored %d", res.Encoding, res.Accepted, res.Rejected, res.Ignored)
	}
	var got []string
	for _, p := range res.Problems {
		got = append(got, p.Text("zh-CN"))
	}
	golden(t, "corrupted.golden", strings.Join(got, "\n")+"\n")
	if rows[19].Status != Ignored || rows[19].SameAs != 6 {
		t.Errorf("row 21 is row 6 again: %+v", rows[19])
	}

	var out bytes.Buffer
	rejects := NewRejects(&out, openBytes(t, "a.csv", data), "zh-CN")
	for _, row := range rows {
		if row.Status == Rejected {
			if err := rejects.Write(row); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := rejects.Close(); err != nil {
		t.Fatal(err)
	}
	text, err := simplifiedchinese.GB18030.NewDecoder().String(out.String())
	if err != nil {
		t.Fatal(err)
	}
	golden(t, "corrupted.rejects.golden", strings.ReplaceAll(text, "\r\n", "\n"))
	mended := strings.NewReplacer("2019-02-30", "2019-01-12", "国务院办公听", "国务院办公厅").Replace(text)
	_, res = readAll(t, "改正.csv", []byte(mended), opts)
	if res.Accepted != 2 || res.Rejected != 2 {
		t.Errorf("after mending two rows: accepted %d, rejected %d", res.Accepted, res.Rejected)
	}
}

func TestTheRecordsOfPingtan(t *testing.T) {
	data := realFile(t, "pingtan-2023.csv")
	offices := []string{"平潭综合实验区君山片区管理局", "平潭综合实验区苏平片区管理局", "平潭综合实验区经济发展局", "平潭综合实验区财政金融局",
		"平潭综合实验区金井片区管理局", "平潭综合实验区农业农村局", "平潭综合实验区市场监督管理局", "平潭综合实验区社会事业局"}
	rows, res := readAll(t, "pingtan.csv", data, mappedOptions(t, "pingtan-2023", papersPlan(offices...)))
	if res.Rows != 115 || res.Accepted != 91 || res.Rejected != 24 || res.Ignored != 0 {
		t.Errorf("rows %d, accepted %d, rejected %d, ignored %d", res.Rows, res.Accepted, res.Rejected, res.Ignored)
	}
	subjects, unknown := map[string]int{}, 0
	for _, row := range rows {
		for _, e := range row.Events {
			if e.Kind == disclosure.Published {
				subjects[e.Subject]++
			}
			if e.Kind == disclosure.Triggered && e.Precision == disclosure.Unknown {
				unknown++
			}
		}
	}
	if len(subjects) != 84 || unknown != 5 {
		t.Errorf("%d papers published %d times, %d with no date of forming", len(subjects), res.Accepted, unknown)
	}
}

func TestShippedMappingsAreSound(t *testing.T) {
	if len(ShippedMappings()) < 2 {
		t.Fatal(ShippedMappings())
	}
	for _, name := range ShippedMappings() {
		if m, err := LoadMapping(name); err != nil || m.Name != name {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAMappingWithAMistakeIsRefused(t *testing.T) {
	for name, text := range map[string]string{
		"不认识的键":    "colums: {a: title}",
		"不认识的字段":   "columns: {a: titel}",
		"没有列":      "constants: {duty: papers}",
		"列又是常量":    "columns: {a: title}\nconstants: {title: b}",
		"两列一个字段":   "columns: {a: title, b: title}",
		"日期写法不认识":  "columns: {a: title}\ndates: [2006-01-02]",
		"触发写法不认识":  "columns: {a: title}\ntrigger: title",
		"不是 YAML":  "columns: [",
		"对象字段不认识":  "columns: {a: title}\nsubject: [number]",
		"词表的字段不认识": "columns: {a: title}\nvalues: {number: {a: b}}",
	} {
		if _, err := ParseMapping("m.yaml", []byte(text)); codeOf(err) != "mapping_bad" {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := LoadMapping("no-such-mapping"); codeOf(err) != "mapping_missing" {
		t.Error(err)
	}
}

func TestAMappingReadsForeignHeaders(t *testing.T) {
	m, err := ParseMapping("m.yaml", []byte(`
columns: {Nr: document_number, Dept: office, Date: occurred_at, Subject line: title, Why: attrs.ground}
ignore: [Internal]
constants: {duty: papers, kind: published, channel: website, attrs.origin: old system}
values: {office: {GO: general}}
subject: [document_number, index_number]
dates: [DD/MM/YYYY hh:mm]
`))
	if err != nil {
		t.Fatal(explain(err))
	}
	opts := testOptions()
	opts.Mapping = m
	rows, res := readAll(t, "a.csv", []byte("Nr,Dept,Date,Subject line,Internal,Why\n7,go,01/03/2026 10:20,Hello,x,because\n"), opts)
	if res.Accepted != 1 || len(res.UnusedColumns) != 0 {
		t.Fatalf("%+v", res)
	}
	e := rows[0].Events[0]
	if e.Subject != "7" || e.Office != "general" || !e.OccurredAt.Equal(at("2026-03-01 10:20")) || e.Attrs["origin"] != "old system" || e.Attrs["ground"] != "because" {
		t.Errorf("%+v", e)
	}
	if _, _, err := tryRead(openBytes(t, "a.csv", []byte("Nr,Date,Subject line\n1,2,3\n")), opts); codeOf(err) != "header_missing" {
		t.Errorf("a missing column of the mapping: %v", err)
	}
}
