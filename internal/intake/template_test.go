package intake

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
)

func TestAFilledTemplateComesBackAsEvents(t *testing.T) {
	opts := wholeOptions()
	for _, lang := range i18n.Langs {
		var out bytes.Buffer
		if err := WriteTemplate(&out, opts.Plan, "", lang); err != nil {
			t.Fatal(err)
		}
		f, err := excelize.OpenReader(&out)
		if err != nil {
			t.Fatal(err)
		}
		sheet := f.GetSheetList()[0]
		column := map[string]string{}
		for i, key := range templateColumns {
			column[key] = columnLetter(i)
			if got, attr := fieldByHeader(FieldName(lang, key)); got.key() != key && attrPrefix+attr != key {
				t.Errorf("%s: header %q is read as %q", lang, FieldName(lang, key), got.key()+attr)
			}
		}
		word := func(attr, value string) string { return attrByKey[attr].word(lang, value) }
		rows := []map[string]any{
			{"duty": "papers 规范性文件", "kind": KindName(lang, disclosure.Published), "subject": "甲、乙", "office": "办公室", "occurred_at": time.Date(2026, 3, 5, 10, 20, 0, 0, time.UTC), "formed_on": time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC), "title": "通知", "attrs.form": word("form", "graphic")},
			{"duty": "9 依申请公开", "kind": KindName(lang, disclosure.Received), "subject": "依申请1号", "occurred_at": time.Date(2026, 3, 5, 0, 0, 0, 0, time.UTC), "attrs.receipt": word("receipt", "mail"), "attrs.submitted_on": time.Date(2026, 3, 2, 0, 0, 0, 0, time.UTC)},
			{"duty": "9 依申请公开", "kind": KindName(lang, disclosure.Answered), "subject": "依申请1号", "occurred_at": "2026-03-09", "attrs.reply": Choices(lang, "reply")[0].Words},
			{"duty": "8a 舆情首次回应", "kind": KindName(lang, disclosure.Detected), "subject": "舆情", "occurred_at": "2026-03-09 08:30", "attrs.class": "重大"},
		}
		for i, row := range rows {
			for key, value := range row {
				if err := f.SetCellValue(sheet, fmt.Sprint(column[key], i+2), value); err != nil {
					t.Fatal(err)
				}
			}
			for _, key := range []string{"occurred_at", "formed_on", "attrs.submitted_on"} {
				style, _ := f.GetColStyle(sheet, column[key])
				_ = f.SetCellStyle(sheet, fmt.Sprint(column[key], i+2), fmt.Sprint(column[key], i+2), style)
			}
		}
		var filled bytes.Buffer
		if err := f.Write(&filled); err != nil {
			t.Fatal(err)
		}
		read, res := readAll(t, "t.xlsx", filled.Bytes(), opts)
		for _, p := range res.Problems {
			t.Errorf("%s: %s", lang, p.Text(i18n.Chinese))
		}
		if res.Accepted != 4 || len(res.UnusedColumns) > 0 || res.Events != 8 || read[0].Events[1].Subject != "甲" || read[0].Events[1].OccurredAt != at("2026-03-05 10:20") ||
			read[1].Events[0].Attrs["submitted_on"] != "2026-03-02" || read[2].Events[0].Attrs["reply"] != "3.1" || read[3].Events[1].Attrs["class"] != "major" {
			t.Errorf("%s: %+v\n%+v", lang, res, read)
		}
	}
}

func TestATemplateHoldsWhatTheOfficeMayEnter(t *testing.T) {
	var out bytes.Buffer
	if err := WriteTemplate(&out, wholeOptions().Plan, "orgs", i18n.Chinese); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(out.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	columns, err := f.GetCols("选项")
	if err != nil || strings.TrimRight(strings.Join(columns[0], "|"), "|") != "papers 规范性文件|4b 社会组织结果|6a 预决算" {
		t.Errorf("%v %v", err, columns)
	}
	if rows, _ := f.GetRows("填报"); len(rows) != 1 {
		t.Errorf("%d rows in an empty template", len(rows))
	}
	if visible, _ := f.GetSheetVisible("选项"); visible {
		t.Error("the lists are not hidden")
	}
	validations, _ := f.GetDataValidations("填报")
	if len(validations) < 14 {
		t.Errorf("%d drop-downs", len(validations))
	}
	_, res, err := tryRead(openBytes(t, "t.xlsx", out.Bytes()), wholeOptions())
	if err != nil || res.Rows != 0 {
		t.Errorf("%v %+v", err, res)
	}
}
