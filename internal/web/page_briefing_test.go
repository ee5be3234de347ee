package web

import (
	archive "archive/zip"
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"daylight/internal/access"
	"daylight/internal/briefing"
	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// desk of a house in which briefings are written.
type briefingHouse struct {
	*house
	press *fakePress
	by    map[access.Role]*browser
}

func newBriefingHouse(t *testing.T) *briefingHouse {
	h := &briefingHouse{by: map[access.Role]*browser{}}
	h.house = newHouse(t)
	h.press = h.house.press
	for _, role := range access.Roles {
		h.by[role] = h.signedIn(role)
	}
	return h
}

var aDraft = url.Values{"period": {"2026Q3"}, "as_of": {"2026-10-07"}, "rectify": {"10"}}

// wrote makes a draft and returns its page.
func (h *briefingHouse) wrote(form url.Values) string {
	h.t.Helper()
	a := h.by[access.Secretariat].submit("/briefings/new", "/briefings", form)
	page, _, _ := strings.Cut(a.Header.Get("Location"), "?")
	if a.StatusCode != http.StatusSeeOther || !strings.HasPrefix(page, "/briefings/") {
		h.t.Fatalf("%d %s", a.StatusCode, a.text)
	}
	return page
}

func (h *briefingHouse) act(role access.Role, page, act string, form url.Values, want int) answered {
	h.t.Helper()
	a := h.by[role].submit(page, page+"/"+act, form)
	if a.StatusCode != want {
		h.t.Fatalf("%s %s%s: %d %s", role, page, act, a.StatusCode, a.text)
	}
	return a
}

// issued takes a draft through to its issue.
func (h *briefingHouse) issued(form url.Values) string {
	h.t.Helper()
	page := h.wrote(form)
	h.act(access.Secretariat, page, "submit", nil, 303)
	h.act(access.Leading, page, "approve", nil, 303)
	h.act(access.Secretariat, page, "issue", url.Values{"issued_on": {"2026-10-08"}}, 303)
	h.settled(page)
	return page
}

// settled waits until no issue runs.
func (h *briefingHouse) settled(page string) answered {
	h.t.Helper()
	for deadline := time.Now().Add(5 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		a := h.by[access.Secretariat].get(page)
		if !strings.Contains(a.text, "正在印发") {
			return a
		}
		if time.Now().After(deadline) {
			h.t.Fatal("the issue does not end")
		}
	}
}

func says(t *testing.T, a answered, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(a.text, w) {
			t.Errorf("the page does not say %q\n%s", w, a.text)
		}
	}
}

func TestABriefingIsWrittenApprovedAndIssued(t *testing.T) {
	h := newBriefingHouse(t)
	mishu := h.by[access.Secretariat]
	says(t, mishu.get("/briefings"), "还没有通报", "编写通报")
	says(t, mishu.get("/briefings/new"), `value="2026Q3" selected`, `value="2026-10-07"`)
	page := h.wrote(aDraft)
	draft := mishu.get(page)
	says(t, draft, "草稿", "92.1%", "【214】", "印发时编号", "&lt;script&gt;")

	own := "本季度应公开【214】项，按时【197】项，按时率【92.1%】。"
	refused := h.act(access.Secretariat, page, "words", url.Values{"w.overall.counts": {strings.Replace(own, "【92.1%】", "93.4%", 1)}, "w.next.demands": {"请抓紧整改。"}}, 400)
	says(t, refused, "93.4%", "不能手填", "请抓紧整改。", "一段也没有保存")
	says(t, h.act(access.Secretariat, page, "words", url.Values{"w.overall.counts": {strings.Replace(own, "【92.1%】", "【93.4%】", 1)}}, 400), "【93.4%】 不是本通报的数字")
	if strings.Contains(mishu.get(page).text, "抓紧") {
		t.Error("a paragraph was kept beside one that was refused")
	}
	h.act(access.Secretariat, page, "words", url.Values{"w.overall.counts": {"按时率为【92.1%】，应公开【214】项，按时【197】项。"}, "w.next.demands": {"请各科室整改。"}}, 303)
	says(t, mishu.get(page), "按时率为", "修改文字 1 段", "恢复程序写的原文")
	says(t, h.act(access.Secretariat, page, "words", url.Values{"w.overall.counts": {"按时率为【92.1%】。"}}, 400), "少了数字【197】")
	h.act(access.Secretariat, page, "words", url.Values{"w.next.demands": {""}}, 303)
	says(t, mishu.get(page), `class="gone"`)
	h.act(access.Secretariat, page, "words", url.Values{"w.next.demands": {""}, "r.next.demands": {"1"}}, 303)
	if strings.Contains(mishu.get(page).text, `class="gone"`) {
		t.Error("the paragraph was not restored")
	}

	h.act(access.Secretariat, page, "submit", url.Values{"note": {"请审"}}, 303)
	says(t, h.by[access.Leading].get("/briefings"), "等您办理")
	says(t, h.act(access.Leading, page, "return", nil, 400), "退回时请写明意见")
	h.act(access.Leading, page, "return", url.Values{"note": {"第二段再写具体"}}, 303)
	says(t, mishu.get(page), "第二段再写具体")
	h.act(access.Secretariat, page, "submit", nil, 303)
	h.act(access.Leading, page, "approve", url.Values{"note": {"同意"}}, 303)

	h.press.holding = make(chan struct{})
	h.act(access.Secretariat, page, "issue", url.Values{"issued_on": {"2026-10-08"}, "red_head": {"1"}}, 303)
	for range 200 {
		if strings.Contains(mishu.get(page).text, "已完成 1 / 3") {
			break
		}
		time.Sleep(5 * time.Millisecond)
	}
	says(t, mishu.get(page), "已完成 1 / 3", `http-equiv="refresh"`, "可以离开此页")
	if a := mishu.post(page+"/issue", url.Values{"csrf": {csrfInput.FindStringSubmatch(mishu.get("/briefings/new").text)[1]}, "issued_on": {"2026-10-08"}}); a.StatusCode != 409 || !strings.Contains(a.text, "正在印发") {
		t.Errorf("second press: %d %s", a.StatusCode, a.text)
	}
	close(h.press.holding)
	done := h.settled(page)
	says(t, done, "〔2026〕第1期", "通报.docx", "单位/规划财务科.docx", "全部文件", "定稿摘要")
	file := mishu.get(page + "/files/" + url.PathEscape("通报.docx"))
	if file.StatusCode != 200 || !strings.Contains(file.text, "〔2026〕第1期") || !strings.Contains(file.text, "true 按时率为{rate}") {
		t.Errorf("%d %s", file.StatusCode, file.text)
	}
	if a := mishu.get(page + "/files/" + url.PathEscape("通报.html")); !strings.Contains(a.Header.Get("Content-Security-Policy"), "sandbox") || a.Header.Get("Content-Disposition")[:6] != "inline" {
		t.Errorf("%v", a.Header)
	}
	packed := mishu.get(page + "/all.zip").text
	read, err := archive.NewReader(bytes.NewReader([]byte(packed)), int64(len(packed)))
	if err != nil || len(read.File) != 5 || packed != mishu.get(page+"/all.zip").text {
		t.Errorf("%v %v", read, err)
	}
	var acts []string
	for _, e := range h.audited(access.AuditQuery{Action: access.ActBriefing}) {
		acts = append([]string{fmt.Sprintf("%s %s %s", e.Account, e.Result, e.Details)}, acts...)
	}
	want := []string{
		"secretariat done act=prepare", "secretariat done act=words_kept", "secretariat done act=words_kept", "secretariat done act=words_kept", "secretariat done act=submit", "leading refused act=return why=briefings.note_missing",
		"leading done act=return", "secretariat done act=submit", "leading done act=approve", "secretariat done act=issue number=2026/1",
	}
	if diff := cmp.Diff(want, acts); diff != "" {
		t.Error(diff)
	}
}

// Which addresses of a briefing lead anywhere, by role and state: a change here is
// a decision.
func TestWhoGetsWhatOfABriefing(t *testing.T) {
	h := newBriefingHouse(t)
	pages := map[string]string{"draft": h.wrote(aDraft)}
	pages["submitted"] = h.wrote(aDraft)
	h.act(access.Secretariat, pages["submitted"], "submit", nil, 303)
	pages["issued"] = h.issued(aDraft)
	parts := []string{"", "/sheets/bgs", "/sheets/cwk", "/files/通报.docx", "/files/单位/办公室.docx", "/files/单位/规划财务科.docx", "/files/别的.docx", "/all.zip",
		"/chart/rank.bureau.rate/0", "/chart/rank.bureau.rate/9", "/chart/rank.bureau.rate/-1", "/chart/rank.other.rate/0"}
	want := `
leading     draft:
leading     submitted:  /sheets/bgs /sheets/cwk /chart/rank.bureau.rate/0
leading     issued:  /sheets/bgs /sheets/cwk /files/通报.docx /files/单位/办公室.docx /files/单位/规划财务科.docx /all.zip /chart/rank.bureau.rate/0
secretariat draft:  /sheets/bgs /sheets/cwk /chart/rank.bureau.rate/0
secretariat submitted:  /sheets/bgs /sheets/cwk /chart/rank.bureau.rate/0
secretariat issued:  /sheets/bgs /sheets/cwk /files/通报.docx /files/单位/办公室.docx /files/单位/规划财务科.docx /all.zip /chart/rank.bureau.rate/0
head        draft:
head        submitted:
head        issued:  /sheets/bgs /files/通报.docx /files/单位/办公室.docx /all.zip /chart/rank.bureau.rate/0
clerk       draft:
clerk       submitted:
clerk       issued:  /sheets/bgs /files/通报.docx /files/单位/办公室.docx /all.zip /chart/rank.bureau.rate/0
auditor     draft:
auditor     submitted:
auditor     issued:  /sheets/bgs /sheets/cwk /files/通报.docx /files/单位/办公室.docx /files/单位/规划财务科.docx /all.zip /chart/rank.bureau.rate/0
admin       draft:
admin       submitted:
admin       issued:`
	var got strings.Builder
	for _, role := range access.Roles {
		for _, state := range []string{"draft", "submitted", "issued"} {
			fmt.Fprintf(&got, "\n%-11s %s:", role, state)
			for _, part := range parts {
				address := (&url.URL{Path: pages[state] + part}).EscapedPath()
				switch a := h.by[role].get(address); {
				case a.StatusCode == 200:
					fmt.Fprintf(&got, " %s", part)
					if strings.HasSuffix(part, ".zip") && role == access.Head && strings.Contains(a.text, "规划财务科") {
						t.Error("the archive of a head holds another office's sheet")
					}
				case a.StatusCode == 404, role == access.Admin && a.StatusCode == 403:
				default:
					t.Errorf("%s: %s answers %d", role, address, a.StatusCode)
				}
			}
		}
	}
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Error(diff)
	}
	head := h.by[access.Head]
	for _, hidden := range []string{pages["draft"], pages["submitted"], "规划财务科.docx"} {
		if strings.Contains(head.get("/briefings").text, hidden) || strings.Contains(head.get(pages["issued"]).text, hidden) {
			t.Errorf("a head is told of %s", hidden)
		}
	}
	token := url.Values{"csrf": {csrfInput.FindStringSubmatch(head.get("/account").text)[1]}}
	for _, act := range []string{"words", "submit", "drop", "approve", "return", "issue"} {
		for state, page := range pages {
			if a := head.post(page+"/"+act, token); a.StatusCode != 403 {
				t.Errorf("head %s %s: %d", act, state, a.StatusCode)
			}
		}
	}
	if a := h.act(access.Secretariat, pages["draft"], "approve", nil, 403); strings.Contains(a.text, "已批准") {
		t.Error(a.text)
	}
}

func TestAnIssueThatFailsTakesNoNumber(t *testing.T) {
	h := newBriefingHouse(t)
	page := h.wrote(aDraft)
	h.act(access.Secretariat, page, "submit", nil, 303)
	h.act(access.Leading, page, "approve", nil, 303)
	h.press.jam = errJam
	h.act(access.Secretariat, page, "issue", url.Values{"issued_on": {"2026-10-08"}}, 303)
	says(t, h.settled(page), "没有印发，也没有占用期号", "已批准")
	h.press.jam = nil
	says(t, h.act(access.Secretariat, page, "issue", url.Values{"issued_on": {"十月八日"}}, 400), "十月八日")
	h.act(access.Secretariat, page, "issue", url.Values{"issued_on": {"2026-10-09"}}, 303)
	says(t, h.settled(page), "印发日期“2026-10-09”还没有到")
	h.act(access.Secretariat, page, "issue", url.Values{"issued_on": {"2026-10-08"}}, 303)
	says(t, h.settled(page), "〔2026〕第1期")
}

func TestAReissueStandsBesideWhatItReplaces(t *testing.T) {
	h := newBriefingHouse(t)
	mishu := h.by[access.Secretariat]
	first := h.issued(aDraft)
	before := mishu.get(first + "/files/" + url.PathEscape("通报.docx")).text
	again := url.Values{"reissue": {strings.TrimPrefix(first, "/briefings/")}}
	for name, values := range aDraft {
		again[name] = values
	}
	refused := mishu.submit("/briefings/new", "/briefings", again)
	if refused.StatusCode != 400 {
		t.Fatal(refused.StatusCode)
	}
	says(t, refused, "要写明决定", `value="2026-10-07"`)
	again.Set("decision", "领导小组第五次会议")
	second := h.wrote(again)
	h.act(access.Secretariat, second, "words", url.Values{"w.next.demands": {"请各科室限期整改。"}}, 303)
	h.act(access.Secretariat, second, "submit", nil, 303)
	h.act(access.Leading, second, "approve", nil, 303)
	h.act(access.Secretariat, second, "issue", url.Values{"issued_on": {"2026-10-08"}}, 303)
	says(t, h.settled(second), "〔2026〕第2期", "领导小组第五次会议", "〔2026〕第1期")
	says(t, mishu.get(first), "已由重新印发的通报替换", "〔2026〕第2期")
	if mishu.get(first+"/files/"+url.PathEscape("通报.docx")).text != before {
		t.Error("the first issue changed")
	}
	for _, page := range []string{first, second} {
		compared := h.by[access.Clerk].get(page + "/compare")
		says(t, compared, "1 处不同", "<del>请各科室整改。</del>", "<ins>请各科室限期整改。</ins>")
		if strings.Contains(compared.text, "局机关各科室") {
			t.Error("equal lines are shown unasked")
		}
	}
	says(t, mishu.get(second+"/compare?all=1"), "局机关各科室")
}

func TestWhatTheScheduleCouldNotIsSaid(t *testing.T) {
	h := newHouse(t, func(c *Config) { c.BriefingNotes = notes{} })
	mishu := h.signedIn(access.Secretariat)
	for _, page := range []string{"/briefings", "/work"} {
		says(t, mishu.get(page), "2026 年第三季度 季度通报", "未能备好")
	}
	says(t, mishu.get("/briefings"), "尚未采用考核办法")
	if a := h.signedIn(access.Leading).get("/briefings"); strings.Contains(a.text, "未能备好") {
		t.Error("the leading group is told what the secretariat has to do")
	}
}

type notes struct{}

func (notes) Note(string) (briefing.Note, bool) {
	p, _ := briefing.DefaultSchedule.Due("mzj", workday.MustDate("2026-10-14"), workday.Official(), nil)
	return briefing.Note{Planned: p, Err: &disclosure.Error{Kind: disclosure.Clashes, Code: "briefings.schedule.no_scheme"}}, true
}

func TestADraftThatCannotBeDrawnCanBeDropped(t *testing.T) {
	h := newBriefingHouse(t)
	page := h.wrote(aDraft)
	h.press.err = &disclosure.Error{Kind: disclosure.Invalid, Code: "briefings.period_missing"}
	says(t, h.by[access.Secretariat].get(page), "草稿现在写不出来", "请选择期间", "作废")
	h.act(access.Secretariat, page, "drop", nil, 303)
	if a := h.by[access.Secretariat].get("/briefings"); strings.Contains(a.text, page) {
		t.Error("a dropped draft is listed")
	}
	if r, err := h.Briefings.Briefing(context.Background(), "mzj", strings.TrimPrefix(page, "/briefings/")); err != nil || r.State != briefing.Dropped {
		t.Errorf("%+v %v", r, err)
	}
}

func TestMarksStandForFigures(t *testing.T) {
	figures := map[string]briefing.Figure{"a": {Text: "5"}, "b": {Text: "5"}, "rate": {Text: "92.1%"}, "other": {Text: "7"}}
	own := "逾期{a}项，涉及{b}个科室，按时率{rate}。"
	for name, c := range map[string]struct{ words, want, unknown string }{
		"原样":       {"逾期【5】项，涉及【5】个科室，按时率【92.1%】。", own, ""},
		"换了次序":     {"按时率【92.1%】，逾期【5】项，涉及【5】个科室。", "按时率{rate}，逾期{a}项，涉及{b}个科室。", ""},
		"去掉一个":     {"逾期【5】项。", "逾期{a}项。", ""},
		"说两遍":      {"按时率【92.1%】，即【92.1%】。", "按时率{rate}，即{rate}。", ""},
		"改了数":      {"逾期【6】项，按时率【93%】。", "逾期【6】项，按时率【93%】。", "【6】"},
		"别段的数":     {"共【7】项。", "共{other}项。", ""},
		"空的标记":     {"共【】项。", "共【】项。", "【】"},
		"标记里有空格":   {"按时率【 92.1% 】。", "按时率{rate}。", ""},
		"没有标记":     {"请整改。", "请整改。", ""},
		"自己写的花括号名": {"按时率{rate}。", "按时率{rate}。", ""},
	} {
		got, unknown := unmarked(c.words, own, figures)
		if got != c.want || unknown != c.unknown {
			t.Errorf("%s：%s %s", name, got, unknown)
		}
	}
	if got, unknown := unmarked("【演示数据】逾期【5】项。", "【演示数据】逾期{a}项。", figures); got != "【演示数据】逾期{a}项。" || unknown != "" {
		t.Error(got, unknown)
	}
	if got := marked(own, figures); got != "逾期【5】项，涉及【5】个科室，按时率【92.1%】。" {
		t.Error(got)
	}
}

// renderBriefings asks for every page of briefings there is.
func renderBriefings(house *house, lang string, got map[string]answered) {
	h := &briefingHouse{house: house, press: house.press, by: map[access.Role]*browser{}}
	for _, role := range []access.Role{access.Leading, access.Secretariat} {
		h.by[role] = h.signedIn(role)
	}
	first := h.issued(aDraft)
	again := url.Values{"reissue": {strings.TrimPrefix(first, "/briefings/")}, "decision": {evil}}
	for name, values := range aDraft {
		again[name] = values
	}
	second := h.issued(again)
	draft := h.wrote(aDraft)
	mishu := h.by[access.Secretariat]
	mishu.lang = lang
	got["page_briefings"] = mishu.get("/briefings")
	got["page_briefing_new"] = mishu.get("/briefings/new?reissue=" + again.Get("reissue"))
	got["page_briefing"] = mishu.get(draft)
	got["page_briefing_sheet"] = mishu.get(second + "/sheets/bgs")
	got["page_briefing_compare"] = mishu.get(second + "/compare?all=1")
}
