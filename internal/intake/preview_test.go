package intake

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"
)

func preview(t *testing.T, name, text string, m *Mapping) (Previewed, error) {
	t.Helper()
	opts := testOptions()
	opts.Mapping = m
	return Preview(context.Background(), openBytes(t, name, []byte(text)), opts, 2, nil)
}

func TestAPreviewCountsTheWholeFileAndShowsItsBeginning(t *testing.T) {
	text := shortHead + good(1) + "papers,甲,办公室,2026-13-01,标题,\n" + good(2) + good(2)
	p, err := preview(t, "a.csv", text, nil)
	if err != nil || p.Result.Accepted != 2 || p.Result.Rejected != 1 || p.Result.Ignored != 1 || len(p.Rows) != 2 || p.Rows[1].Problems[0].Field != "occurred_at" {
		t.Fatalf("%v %+v", err, p.Result)
	}
	if c := p.Sheets[0].Columns; c[0].Field != "duty" || c[0].Header == "" {
		t.Errorf("%+v", c)
	}
	gb, _ := simplifiedchinese.GB18030.NewEncoder().String(text)
	if again, err := preview(t, "b.csv", gb, nil); err != nil || again.Digest != p.Digest || len(p.Digest) != 64 {
		t.Errorf("%v: the same header has another digest", err)
	}
}

func TestAPreviewShowsEachRowToWhoeverLooks(t *testing.T) {
	var rows []int
	text := shortHead + good(1) + good(2) + good(3)
	p, err := Preview(context.Background(), openBytes(t, "a.csv", []byte(text)), testOptions(), 1, func(r Row) error {
		rows = append(rows, r.Number)
		return nil
	})
	if err != nil || len(p.Rows) != 1 || !slices.Equal(rows, []int{2, 3, 4}) {
		t.Errorf("%v: shown %d, seen %v", err, len(p.Rows), rows)
	}
}

// The header a person chooses by is the one in the file, however long.
func TestALongHeaderCanBeChosen(t *testing.T) {
	long := strings.Repeat("很长的列名", 12)
	text := "条目,题目," + long + "\npapers,甲,2026-03-05\n"
	p, _ := preview(t, "a.csv", text, nil)
	c := p.Sheets[0].Columns
	m, err := NewMapping(map[string]string{c[0].Header: "duty", c[1].Header: "title", c[2].Header: "occurred_at"}, map[string]string{"subject": "一号"})
	if err != nil {
		t.Fatal(explain(err))
	}
	if q, err := preview(t, "a.csv", text, m); err != nil || q.Result.Rows != 1 || q.Sheets[0].Columns[2].Field != "occurred_at" || c[2].Index != 2 {
		t.Errorf("%v %+v", err, q)
	}
}

func TestAHeaderNotUnderstoodIsShownAndChosenByAPerson(t *testing.T) {
	const text = "某某局台账,,,\n条目,哪个处,上网日,题目\n规范性文件,办公室,2026-03-05,甲的通知\n规范性文件,办公室,2026-03-06,乙的通知\n"
	p, err := preview(t, "a.csv", text, nil)
	if codeOf(err) != "header_none" || len(p.Sheets) != 1 || p.Sheets[0].Row != 2 || len(p.Sheets[0].Columns) != 4 || len(p.Sheets[0].Sample) != 2 {
		t.Fatalf("%v %+v", err, p)
	}
	m, err := NewMapping(map[string]string{"条目": "duty", "哪个处": "office", "上网日": "occurred_at", "题目": "title"}, map[string]string{"subject": "一号", "attrs.reviewer": "主任"})
	if err != nil {
		t.Fatal(explain(err))
	}
	again, err := DecodeMapping(m.Encode())
	if err != nil {
		t.Fatal(explain(err))
	}
	q, err := preview(t, "a.csv", text, again)
	if err != nil || q.Result.Accepted != 2 || q.Digest != p.Digest || q.Rows[0].Events[0].Attrs["reviewer"] != "主任" || q.Sheets[0].Columns[2].Field != "occurred_at" {
		t.Errorf("%v %+v", err, q)
	}
}

func TestAChoiceOfColumnsIsCheckedInWords(t *testing.T) {
	for name, c := range map[string]struct {
		columns map[string]string
		want    string
	}{
		"没有这个字段":   {map[string]string{"甲": "colour"}, "unknown_field"},
		"两列选成一个字段": {map[string]string{"甲": "duty", "乙": "duty"}, "mapping_twice"},
		"没有日期列":    {map[string]string{"甲": "duty", "乙": "title"}, "mapping_lacks"},
		"两列只差括号":   {map[string]string{"名称(旧)": "", "名称(新)": "title", "事": "duty", "日": "occurred_at"}, ""},
	} {
		m, err := NewMapping(c.columns, nil)
		if codeOf(err) != c.want {
			t.Errorf("%s: %v", name, err)
		}
		if c.want == "" {
			if to, ok := m.find("名称（新）"); !ok || to.field != fieldTitle {
				t.Errorf("%s: %v", name, to)
			}
		}
	}
	for _, text := range []string{"", "null", "[]", `{"columns":{"a":1}}`, fmt.Sprintf("%1000s", "{")} {
		if _, err := DecodeMapping(text); codeOf(err) == "" {
			t.Errorf("%q was read", text)
		}
	}
}
