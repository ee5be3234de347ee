package web

import (
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"daylight/internal/access"
)

func chosenColumns(do string, fields map[string]string) url.Values {
	form := url.Values{"do": {do}}
	for header, field := range fields {
		form.Set(columnName(header), field)
	}
	return form
}

var plainColumns = map[string]string{"公开事项": "duty", "期次": "subject", "标题": "title", "公开时间": "occurred_at"}

func TestAnUploadIsSeenBeforeItIsTaken(t *testing.T) {
	h, _ := entryHouse(t)
	b := h.signedIn(access.Clerk)
	step := uploaded(b, tableOfTwo+"6a,2026,别的科室,2026-04-09\n")
	a := b.get(step)
	for _, want := range []string{"共 3 行：1 行可以收下，2 行将退回", "第 3 行「公开时间」", "只能写入本科室", `value="subject" selected`} {
		if !strings.Contains(a.text, want) {
			t.Errorf("no %s", want)
		}
	}
	if len(h.ledger.events) != 0 {
		t.Fatal("taken without being confirmed")
	}
	if a := b.submit(step, step, chosenColumns("import", plainColumns)); a.StatusCode != http.StatusSeeOther {
		t.Fatalf("%d %s", a.StatusCode, a.text)
	}
	if len(h.ledger.events) != 1 || h.ledger.events[0].Source != "file:表.csv#2" {
		t.Errorf("%+v", h.ledger.events)
	}
	if a := b.get(step); !strings.Contains(a.text, "收下 1 行") || !strings.Contains(a.text, "退回 2 行") {
		t.Errorf("%s", a.text)
	}
	if a := b.get(step + "/returned"); !strings.Contains(a.text, "退回原因") || !strings.Contains(a.text, "别的科室") || strings.Contains(a.text, "一季度") {
		t.Errorf("returned rows: %s", a.text)
	}
	if a := b.submit("/account", step, chosenColumns("import", plainColumns)); a.StatusCode != http.StatusSeeOther || len(h.ledger.events) != 1 {
		t.Errorf("confirmed twice: %d, %d facts", a.StatusCode, len(h.ledger.events))
	}
	if got := h.audited(access.AuditQuery{Action: access.ActImport}); len(got) != 1 || got[0].Details != "appended=1 duplicate=0 rejected=2" {
		t.Errorf("audit: %+v", got)
	}
}

func TestColumnsAreChosenAndRemembered(t *testing.T) {
	h, _ := entryHouse(t)
	b := h.signedIn(access.Secretariat)
	table := "公开事项,期次,标题,公开时间,说明文字\n2b,2026Q1,一季度,2026-04-09,甲\n"
	step := uploaded(b, table)
	chosen := map[string]string{"公开事项": "duty", "期次": "subject", "标题": "title", "公开时间": "occurred_at", "说明文字": "title"}
	if a := b.submit(step, step, chosenColumns("preview", chosen)); a.StatusCode != http.StatusBadRequest || !strings.Contains(a.text, "「标题」和「说明文字」选成了同一项") {
		t.Errorf("two columns of one field: %d", a.StatusCode)
	}
	chosen["说明文字"] = "note"
	b.submit(step, step, chosenColumns("import", chosen))
	if len(h.ledger.events) != 1 || h.ledger.events[0].Note != "甲" {
		t.Fatalf("%+v", h.ledger.events)
	}
	if a := b.get(uploaded(b, table)); !strings.Contains(a.text, "上次读同样表头") {
		t.Error("the columns are not remembered")
	}
}

// What the headers do not tell, a person says: beside a column, or once for the
// whole table.
func TestATableOfForeignHeadersIsExplainedByAPerson(t *testing.T) {
	h, _ := entryHouse(t)
	b := h.signedIn(access.Secretariat)
	const table = "某某局台账,,\n题名,哪一期,上网日\n一季度,2026Q1,2026-04-09\n二季度,2026Q2,2026-07-09\n"
	step := uploaded(b, table)
	a := b.get(step)
	for _, want := range []string{"列名没有读懂", "一季度", "二季度", "题名", "整张表相同的"} {
		if a.StatusCode != http.StatusOK || !strings.Contains(a.text, want) {
			t.Errorf("%d, no %s", a.StatusCode, want)
		}
	}
	if strings.Contains(a.text, "--mapping") || strings.Contains(a.text, `value="import"`) {
		t.Error("words of the terminal, or a table that cannot be read is offered")
	}
	form := chosenColumns("preview", map[string]string{"题名": "title", "哪一期": "subject", "上网日": "occurred_at"})
	if a := b.submit(step, step, form); a.StatusCode != http.StatusBadRequest || !strings.Contains(a.text, "还没有选出：公开事项") || !strings.Contains(a.text, `value="subject" selected`) {
		t.Errorf("no duty: %d", a.StatusCode)
	}
	form.Set("fixed.duty", "2b")
	form.Set("fixed.channel", "nowhere")
	if a := b.submit(step, step, form); a.StatusCode != http.StatusSeeOther {
		t.Fatalf("%d %s", a.StatusCode, a.text)
	}
	if a := b.get(step); !strings.Contains(a.text, "2 行可以收下") {
		t.Errorf("%s", a.text)
	}
	form.Set("do", "import")
	b.submit(step, step, form)
	if len(h.ledger.events) != 2 || h.ledger.events[0].Duty != "2b" || h.ledger.events[1].Subject != "2026Q2" {
		t.Fatalf("%+v", h.ledger.events)
	}
	again := b.get(uploaded(b, strings.ReplaceAll(table, "二季度,2026Q2,2026-07-09", "三季度,2026Q3,2026-10-08")))
	if !strings.Contains(again.text, "上次读同样表头") || !strings.Contains(again.text, "2 行可以收下") {
		t.Errorf("not remembered: %s", again.text)
	}
	other := b.get(uploaded(b, strings.ReplaceAll(table, "题名", "题目名")))
	if strings.Contains(other.text, "上次读同样表头") {
		t.Error("another header is taken for the same")
	}
}

func TestAnUploadIsItsAccountsAlone(t *testing.T) {
	h, _ := entryHouse(t)
	clerk := h.signedIn(access.Clerk)
	step := uploaded(clerk, tableOfTwo)
	for _, path := range []string{step, step + "/returned", "/enter/upload/..%2f..%2fetc%2fpasswd", "/enter/upload/0"} {
		if a := h.signedIn(access.Secretariat).get(path); a.StatusCode != http.StatusNotFound {
			t.Errorf("%s: %d", path, a.StatusCode)
		}
	}
	if left, err := os.ReadDir(h.Scratch); err != nil || len(left) != 0 {
		t.Errorf("the file can be found on disk: %v %v", left, err)
	}
	now := testNow
	h.shelf.now = func() time.Time { return now }
	now = testNow.Add(uploadKept)
	if a := clerk.get(step); a.StatusCode != http.StatusNotFound || !strings.Contains(a.text, "已过期") {
		t.Errorf("after half an hour: %d", a.StatusCode)
	}
}

func TestBadUploadsAreTurnedAwayInWords(t *testing.T) {
	h, _ := entryHouse(t)
	b := h.signedIn(access.Clerk)
	for name, c := range map[string]struct{ file, content, words string }{
		"图片":   {"a.csv", "\x89PNG\r\n\x1a\n" + strings.Repeat("x", 99), "是图片，不是表格"},
		"空文件":  {"a.csv", "", "空"},
		"一列文字": {"a.csv", "甲\n乙\n", "列名没有读懂"},
		"无数据":  {"a.csv", "公开事项,期次,标题,公开时间\n", "没有数据行"},
	} {
		a := b.sendForm("/enter/upload", "/enter/upload", part{"file", c.file, c.content})
		if a.StatusCode != http.StatusBadRequest || !strings.Contains(a.text, c.words) {
			t.Errorf("%s: %d %s", name, a.StatusCode, a.text)
		}
	}
	if a := b.sendForm("/enter/upload", "/enter/upload"); a.StatusCode != http.StatusBadRequest || !strings.Contains(a.text, "没有选择文件") {
		t.Errorf("no file: %d", a.StatusCode)
	}
	if n := len(h.shelf.held); n != 0 {
		t.Errorf("%d files are kept", n)
	}
}

func TestAFormWithAFileNeedsItsTokenFirst(t *testing.T) {
	h, _ := entryHouse(t)
	b := h.signedIn(access.Clerk)
	token := csrfInput.FindStringSubmatch(b.get("/enter/upload").text)[1]
	file := part{"file", "a.csv", tableOfTwo}
	for name, parts := range map[string][]part{
		"none": {file}, "behind the file": {file, {name: "csrf", content: token}}, "nonsense": {{name: "csrf", content: "AAAA"}, file},
	} {
		if a := b.postParts("/enter/upload", parts...); a.StatusCode != http.StatusForbidden {
			t.Errorf("token %s: %d", name, a.StatusCode)
		}
	}
	if len(h.shelf.held) != 0 {
		t.Error("a file was kept")
	}
}

func TestAnUploadTooLargeIsRefused(t *testing.T) {
	h, _ := entryHouse(t)
	b := h.signedIn(access.Clerk)
	a := b.sendForm("/enter/upload", "/enter/upload", part{"file", "a.csv", strings.Repeat("x", maxUpload+1)})
	if a.StatusCode != http.StatusRequestEntityTooLarge || !strings.Contains(a.text, "32 MB") {
		t.Errorf("%d %s", a.StatusCode, a.text)
	}
	if len(h.shelf.held) != 0 {
		t.Error("a file was kept")
	}
}

// What says itself that it is too large is refused before it is sent.
func TestAnUploadOf300MBIsRefusedByItsHeader(t *testing.T) {
	h, _ := entryHouse(t)
	b := h.signedIn(access.Clerk)
	var cookies []string
	for name, value := range b.jar {
		cookies = append(cookies, name+"="+value)
	}
	got := raw(t, h.serve(), "POST /enter/upload HTTP/1.1\r\nHost: x\r\nCookie: "+strings.Join(cookies, "; ")+
		"\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 314572800\r\n\r\n"+strings.Repeat("x", maxPageBody))
	if !strings.HasPrefix(got, "HTTP/1.1 413 ") || strings.Count(got, "HTTP/1.1 ") != 1 {
		t.Errorf("%.300s", got)
	}
}
