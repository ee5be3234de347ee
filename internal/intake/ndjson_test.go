package intake

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
)

func decode(t *testing.T, text string, max int64) (Decoded, error) {
	t.Helper()
	d, err := DecodeEvents(context.Background(), strings.NewReader(text), testOptions(), max)
	if err == nil && d.Accepted+d.Rejected+d.Ignored != d.Rows {
		t.Errorf("%+v", d.Result)
	}
	return d, err
}

func TestEventsOfAProgram(t *testing.T) {
	d, err := decode(t, `{"duty":"papers","kind":"published","office":"办公室","occurred_at":"2026-03-05T10:20:00+08:00","formed_on":"2026-3-1","title":"标题","document_number":"测〔2026〕1号"}

{"id":"crawler-7","duty":"2b","subject":"2026Q3","kind":"公开","channel":"website","occurred_at":"2026年10月8日","title":"资金","fields":["全部"],"attrs":{"reviewer":"办公室主任"}}
`, 0)
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Events) != 3 || fmt.Sprint(d.Lines) != "[1 1 3]" || len(d.Problems) != 0 {
		t.Fatalf("%+v", d)
	}
	e := d.Events[2]
	if e.ID != "crawler-7" || e.Source != "api" || e.Attrs["reviewer"] != "办公室主任" || len(e.Fields) != 2 || e.Kind != disclosure.Published {
		t.Errorf("%+v", e)
	}
}

func TestProblemsOfAProgramNameLineAndField(t *testing.T) {
	for name, c := range map[string]struct{ line, column, code string }{
		"不是 JSON":  {`{"duty":`, "", "json_syntax"},
		"数组":       {`["a"]`, "", "json_syntax"},
		"字段拼错":     {`{"duty":"papers","titel":"a"}`, "titel", "json_unknown"},
		"类型不对":     {`{"duty":7}`, "duty", "json_type"},
		"一行两个对象":   {`{"duty":"papers"}{"duty":"papers"}`, "", "json_trailing"},
		"类型必填":     {`{"duty":"papers","subject":"甲","office":"general","occurred_at":"2026-03-05","title":"a"}`, "kind", "kind_missing"},
		"编号有空格":    {`{"id":"a b","duty":"papers","kind":"published","subject":"甲","office":"general","occurred_at":"2026-03-05","title":"a"}`, "id", "bad_id"},
		"属性里有身份证号": {`{"duty":"papers","kind":"withheld","subject":"甲","office":"general","occurred_at":"2026-03-05","attrs":{"ground":"11010519491231002X"}}`, "attrs.ground", "resident_id"},
		"属性名太怪":    {`{"duty":"papers","kind":"withheld","subject":"甲","office":"general","occurred_at":"2026-03-05","attrs":{"ground":"a","A b":"c"}}`, "attrs", "bad_attr"},
		"字节损坏":     {"{\"duty\":\"\xff\"}", "", "bad_bytes"},
		"一行过长":     {`{"note":"` + strings.Repeat("x", 1<<20) + `"}`, "", "line_too_long"},
	} {
		t.Run(name, func(t *testing.T) {
			d, err := decode(t, "\n"+c.line+"\n{\"duty\":\"papers\",\"kind\":\"published\",\"subject\":\"乙\",\"office\":\"general\",\"occurred_at\":\"2026-03-05\",\"title\":\"a\"}", 0)
			if err != nil || len(d.Events) != 1 || d.Lines[0] != 3 || len(d.Problems) == 0 {
				t.Fatalf("%v %+v", err, d)
			}
			p := d.Problems[0]
			if p.Row != 2 || p.Column != c.column || p.Code != "intake."+c.code {
				t.Errorf("%+v", p)
			}
			for _, lang := range i18n.Langs {
				if s := p.Text(lang); strings.Contains(s, "%!") || strings.Contains(s, "⟦") {
					t.Error(s)
				}
			}
		})
	}
}

func TestAStreamThatIsTooLargeIsRefused(t *testing.T) {
	line := `{"duty":"papers","kind":"published","subject":"乙","office":"general","occurred_at":"2026-03-05","title":"a"}` + "\n"
	if _, err := decode(t, line, int64(len(line))); err != nil {
		t.Errorf("just as large as allowed: %v", err)
	}
	if _, err := decode(t, line+line, int64(len(line))); codeOf(err) != "too_large" {
		t.Errorf("too large: %v", err)
	}
}

func TestAFormGetsTheWordsBesideTheField(t *testing.T) {
	opts := testOptions()
	opts.Source = "form"
	events, problems := Check(Entry{Duty: "papers", Kind: "published", Subject: "甲", Office: "general", OccurredAt: "2026-13-01", Title: "标题"}, opts)
	if len(events) != 0 || len(problems) != 1 || problems[0].Column != "occurred_at" {
		t.Fatalf("%v %v", events, problems)
	}
	if got := problems[0].Reason(i18n.Chinese); got != "‘2026-13-01’ 不是有效日期，请改成 2026-03-01 这样的写法。" {
		t.Error(got)
	}
	events, problems = Check(Entry{Duty: "papers", Kind: "published", Subject: "甲", Office: "general", OccurredAt: "2026-03-01", Title: "标题"}, opts)
	if len(events) != 1 || len(problems) != 0 || events[0].Source != "form" {
		t.Errorf("%v %v", events, problems)
	}
}

func TestNDJSONFilesAreImportedToo(t *testing.T) {
	rows, res := readAll(t, "a.ndjson", []byte(`{"duty":"papers","kind":"published","subject":"乙","office":"general","occurred_at":"2026-03-05","title":"a"}`+"\n{\"duty\":\"x\"}\n"), testOptions())
	if res.Format != "ndjson" || res.Accepted != 1 || rows[0].Events[0].Source != "file:a.ndjson#1" {
		t.Errorf("%+v", res)
	}
}
