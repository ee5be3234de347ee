package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"daylight/internal/access"
	"daylight/internal/disclosure"
)

func publication() url.Values {
	return url.Values{
		"duty": {"2b"}, "subject": {"2026Q3"}, "title": {"三季度数据"}, "channel": {"website"}, "occurred_at": {"10月8日 9:30"}, "fields": {"人次", "金额"},
	}
}

func TestAPublicationIsRecordedByForm(t *testing.T) {
	h, _ := entryHouse(t)
	b := h.signedIn(access.Clerk)
	a := b.submit("/enter/published?duty=2b", "/enter/published", publication())
	if a.StatusCode != http.StatusSeeOther || a.Header.Get("Location") != "/instance/2b/2026Q3?done=recorded" {
		t.Fatalf("%d %s %s\n%s", a.StatusCode, a.Header.Get("Location"), a.text, h.log)
	}
	e := h.ledger.events[0]
	if e.Kind != disclosure.Published || e.Office != "bgs" || e.Source != "form" || e.Actor != "clerk" || len(e.Fields) != 2 || formatTime(e.OccurredAt) != "2026-10-08 09:30" {
		t.Errorf("%+v", e)
	}
	if got := h.audited(access.AuditQuery{Account: "clerk", Action: access.ActEventsAppend}); len(got) != 1 || got[0].Details != "appended=1 duplicate=0 conflict=0" {
		t.Errorf("audit: %+v", got)
	}
	again := b.submit("/enter/published?duty=2b", "/enter/published", publication())
	if again.Header.Get("Location") != "/instance/2b/2026Q3?done=recorded_before" || len(h.ledger.events) != 1 {
		t.Errorf("sent twice: %s, %d facts", again.Header.Get("Location"), len(h.ledger.events))
	}
}

func TestAMistakeKeepsWhatWasTyped(t *testing.T) {
	h, _ := entryHouse(t)
	b := h.signedIn(access.Secretariat)
	for name, c := range map[string]struct{ field, value, words string }{
		"日期无效":  {"occurred_at", "2026-13-01", "不是有效日期"},
		"日期未到":  {"occurred_at", "2027-3-1", "还没有到"},
		"没有标题":  {"title", "", "没有填"},
		"期次不对":  {"subject", "2026Q9", "不是这个事项的期次"},
		"渠道是编的": {"channel", "nowhere", "请从所列选项中选一项"},
		"要素是编的": {"fields", "编的", "请从所列选项中选一项"},
		"网址不全":  {"url", "www.example.gov.cn", "缺少开头的"},
		"身份证号":  {"note", "11010519491231002X", "居民身份证"},
	} {
		form := publication()
		form.Set("note", "请看"+evil)
		form.Set(c.field, c.value)
		a := b.submit("/enter/published?duty=2b", "/enter/published", form)
		if a.StatusCode != http.StatusBadRequest || !strings.Contains(a.text, c.words) || !strings.Contains(a.text, `aria-describedby="f-`) {
			t.Errorf("%s: %d, words %v", name, a.StatusCode, strings.Contains(a.text, c.words))
		}
		if c.field != "title" && !strings.Contains(a.text, `value="三季度数据"`) || strings.Contains(a.text, "<script>alert") {
			t.Errorf("%s: what was typed is lost, or markup", name)
		}
	}
	if len(h.ledger.events) != 0 {
		t.Errorf("%d facts were recorded", len(h.ledger.events))
	}
}

func TestWhoMayRecordWhat(t *testing.T) {
	h, _ := entryHouse(t)
	clerk, head, office, lead := h.signedIn(access.Clerk), h.signedIn(access.Head), h.signedIn(access.Secretariat), h.signedIn(access.Leading)
	for name, c := range map[string]struct {
		who  *browser
		path string
		want int
	}{
		"经办人登记本科室":   {clerk, "/enter/published?duty=2b", 200},
		"经办人登记别的科室":  {clerk, "/enter/published?duty=6a", 403},
		"经办人抽查":      {clerk, "/enter/spot_checked?duty=2d", 403},
		"经办人改派":      {clerk, "/enter/reassigned?duty=2b", 403},
		"经办人签认":      {clerk, "/enter/sign?ref=n1", 403},
		"经办人裁定":      {clerk, "/rulings", 403},
		"负责人签认":      {head, "/enter/sign?ref=n1", 200},
		"领导小组办公室代填":  {office, "/enter/published?duty=6a", 200},
		"领导小组登记":     {lead, "/enter", 403},
		"领导小组看工作台":   {lead, "/work", 403},
		"没有这一类":      {office, "/enter/nothing", 404},
		"方案没有这个事项":   {office, "/enter/published?duty=99", 404},
		"裁定不在登记中":    {office, "/enter/ruled", 404},
		"没有别的机关":     {clerk, "/enter?body=zzz", 403},
		"经办人的工作台":    {clerk, "/work", 200},
		"负责人也有工作台":   {head, "/work", 200},
		"填报模板":       {clerk, "/enter/template.xlsx", 200},
		"作废先要说是哪件事":  {office, "/enter/voided?duty=1", 200},
		"经办人的一键登记选择": {clerk, "/enter?duty=2b&subject=2026Q3&back=//evil.example", 200},
	} {
		if a := c.who.get(c.path); a.StatusCode != c.want {
			t.Errorf("%s: %d, want %d\n%s", name, a.StatusCode, c.want, h.log)
		} else if strings.Contains(a.text, `"//evil.example`) {
			t.Errorf("%s: leads elsewhere", name)
		}
	}
	form := publication()
	form.Set("duty", "6a")
	if a := clerk.submit("/account", "/enter/published", form); a.StatusCode != http.StatusForbidden {
		t.Errorf("another office's duty: %d", a.StatusCode)
	}
	form = url.Values{"duty": {"6a"}, "subject": {"2026"}, "ref": {"c1"}, "note": {"错"}}
	if a := clerk.submit("/account", "/enter/voided", form); a.StatusCode != http.StatusForbidden {
		t.Errorf("void another office's fact: %d", a.StatusCode)
	}
	form = url.Values{"duty": {"1"}, "subject": {"ruled"}, "ref": {"u1"}, "note": {"不服"}}
	if a := clerk.submit("/account", "/enter/voided", form); a.StatusCode != http.StatusBadRequest {
		t.Errorf("a clerk voids a ruling: %d", a.StatusCode)
	}
	if a := clerk.post("/enter/published", publication()); a.StatusCode != http.StatusForbidden {
		t.Errorf("without a token: %d", a.StatusCode)
	}
	if len(h.ledger.events) != 0 {
		t.Errorf("recorded all the same: %+v", h.ledger.events)
	}
}

func TestANilReturnWaitsForTheHead(t *testing.T) {
	h, _ := entryHouse(t)
	clerk, head := h.signedIn(access.Clerk), h.signedIn(access.Head)
	form := url.Values{"duty": {"2b"}, "subject": {"2026Q3"}, "occurred_at": {"2026-10-8"}, "attrs.signer": {"我自己"}}
	if a := clerk.submit("/enter/nil_return?duty=2b", "/enter/nil_return", form); !strings.Contains(a.Header.Get("Location"), "done=prepared") {
		t.Fatalf("%d %s", a.StatusCode, a.text)
	}
	prepared := h.ledger.events[0]
	if prepared.Attrs["unsigned"] != "1" || prepared.Attrs["signer"] != "" {
		t.Fatalf("a clerk's nil return: %+v", prepared.Attrs)
	}
	sign := "/enter/sign?ref=" + prepared.ID
	if a := head.get("/work"); !strings.Contains(a.text, sign) {
		t.Error("the head is not asked to sign")
	}
	if a := clerk.submit("/account", sign, url.Values{"signer": {"科长"}}); a.StatusCode != http.StatusForbidden {
		t.Errorf("a clerk signs: %d", a.StatusCode)
	}
	if a := head.submit(sign, sign, url.Values{"signer": {""}}); a.StatusCode != http.StatusBadRequest {
		t.Errorf("without a post: %d", a.StatusCode)
	}
	if a := head.submit(sign, sign, url.Values{"signer": {"科室负责人"}}); a.StatusCode != http.StatusSeeOther {
		t.Fatalf("sign: %d %s", a.StatusCode, a.text)
	}
	signed := h.ledger.events[1]
	if signed.Ref != prepared.ID || signed.Attrs["unsigned"] != "" || signed.Attrs["signer"] != "科室负责人" {
		t.Errorf("%+v", signed)
	}
	if a := head.submit("/account", sign, url.Values{"signer": {"科室负责人"}}); !strings.Contains(a.Header.Get("Location"), "signed_before") || len(h.ledger.events) != 2 {
		t.Errorf("signed twice: %d, %d facts", a.StatusCode, len(h.ledger.events))
	}
}

// What a head reports needs no second signature.
func TestAHeadsNilReturnCountsAtOnce(t *testing.T) {
	h, _ := entryHouse(t)
	form := url.Values{"duty": {"2b"}, "subject": {"2026Q3"}, "occurred_at": {"2026-10-8"}}
	a := h.signedIn(access.Head).submit("/enter/nil_return?duty=2b", "/enter/nil_return", form)
	if a.Header.Get("Location") != "/instance/2b/2026Q3?done=recorded" || len(h.ledger.events) != 1 || h.ledger.events[0].Attrs["unsigned"] != "" {
		t.Fatalf("%d %s %s %+v", a.StatusCode, a.Header.Get("Location"), a.text, h.ledger.events)
	}
}

func TestTheDayOfReceiptMayBeUnconfirmed(t *testing.T) {
	h, _ := entryHouse(t)
	b := h.signedIn(access.Clerk)
	form := url.Values{"duty": {"9"}, "subject": {"12号"}, "title": {"救助金发放标准"}, "attrs.receipt": {"in_person"}, "attrs.submitted_on": {"2026-10-7"}, "attrs.applicant": {"natural"}}
	if a := b.submit("/enter/received?duty=9", "/enter/received", form); a.StatusCode != http.StatusBadRequest || !strings.Contains(a.text, `id="f-occurred-at-sorry"`) {
		t.Errorf("in person on no day: %d", a.StatusCode)
	}
	form.Set("attrs.receipt", "internet")
	if a := b.submit("/enter/received?duty=9", "/enter/received", form); a.StatusCode != http.StatusSeeOther {
		t.Fatalf("%d %s", a.StatusCode, a.text)
	}
	if e := h.ledger.events[0]; e.Precision != disclosure.Unknown || !e.OccurredAt.IsZero() || e.Attrs["submitted_on"] != "2026-10-07" {
		t.Errorf("%+v", e)
	}
}

func TestARecordedFactLeadsToAPageThatMayBeOpened(t *testing.T) {
	h, _ := entryHouse(t)
	check := []part{{"duty", "", "2d"}, {"subject", "", ""}, {"occurred_at", "", "2026-10-7 9:30"}, {"attrs.result", "", "present"}, {"attrs.place", "", "窗口"}, {"attrs.inspector", "", "督查岗"}}
	a := h.signedIn(access.Secretariat).sendForm("/enter/spot_checked?duty=2d", "/enter/spot_checked", check...)
	if got := a.Header.Get("Location"); got != "/instance/2d/2026H2?done=recorded" {
		t.Errorf("a check of what others hang up: %d %s %s", a.StatusCode, got, a.text)
	}
	form := url.Values{"duty": {"6a"}, "subject": {"2026"}, "title": {"预算"}, "channel": {"website"}, "occurred_at": {"2026-10-7"}}
	if a := h.signedIn(access.Secretariat).submit("/enter/published?duty=6a", "/enter/published", form); a.Header.Get("Location") != "/instance/6a/2026?done=recorded" {
		t.Errorf("another office's duty: %d %s %s", a.StatusCode, a.Header.Get("Location"), a.text)
	}
	for i, duty := range h.reader.plan.Duties {
		if duty.Code == "6a" {
			h.reader.plan.Duties[i].CoOffices = []string{"bgs"}
		}
	}
	form = url.Values{"duty": {"6a"}, "subject": {"2026"}, "attrs.due": {"2026-10-8"}, "occurred_at": {"2026-10-7"}, "office": {"bgs"}}
	if a := h.signedIn(access.Clerk).submit("/enter/handed_over?duty=6a", "/enter/handed_over", form); a.Header.Get("Location") != "/work?done=recorded" {
		t.Errorf("a co-office hands over: %d %s %s", a.StatusCode, a.Header.Get("Location"), a.text)
	}
}

func TestACorrectionNamesTheRequestItAnswers(t *testing.T) {
	h, _ := entryHouse(t)
	b := h.signedIn(access.Clerk)
	at := "/enter/corrected?duty=9&subject=" + url.QueryEscape("9号")
	form := url.Values{"duty": {"9"}, "subject": {"9号"}, "occurred_at": {"10月7日"}, "ref": {"p1"}}
	if a := b.submit(at, "/enter/corrected", form); a.StatusCode != http.StatusBadRequest {
		t.Errorf("another instance's fact: %d", a.StatusCode)
	}
	form.Set("ref", "r1")
	if a := b.submit(at, "/enter/corrected", form); a.StatusCode != http.StatusSeeOther || h.ledger.events[0].Ref != "r1" {
		t.Fatalf("%d %s", a.StatusCode, a.text)
	}
	if a := b.get(at); strings.Contains(a.text, `value="r1"`) {
		t.Error("a request already answered is offered again")
	}
}

func TestADayWithoutAYearIsTheLastSuchDay(t *testing.T) {
	h, _ := entryHouse(t)
	form := url.Values{"duty": {"9"}, "subject": {"8号"}, "occurred_at": {"12月30日"}}
	if a := h.signedIn(access.Clerk).submit("/enter/correction_asked", "/enter/correction_asked", form); a.StatusCode != http.StatusSeeOther {
		t.Fatalf("%d %s", a.StatusCode, a.text)
	}
	if got := formatTime(h.ledger.events[0].OccurredAt); got != "2025-12-30 00:00" {
		t.Errorf("12月30日 written in October is %s", got)
	}
	form = publication()
	form.Set("occurred_at", "12月30日 15:30")
	h.signedIn(access.Clerk).submit("/enter/published?duty=2b", "/enter/published", form)
	if got := formatTime(h.ledger.events[1].OccurredAt); got != "2025-12-30 15:30" {
		t.Errorf("12月30日 15:30 written in October is %s", got)
	}
}

func TestARulingNeedsReasons(t *testing.T) {
	h, _ := entryHouse(t)
	b := h.signedIn(access.Secretariat)
	form := url.Values{"duty": {"1"}, "subject": {"doubt"}, "ref": {"p1"}, "decision": {"forged"}}
	if a := b.submit("/rulings", "/rulings", form); a.StatusCode != http.StatusBadRequest || !strings.Contains(a.text, "没有写理由") || !strings.Contains(a.text, `value="forged" checked`) {
		t.Errorf("%d", a.StatusCode)
	}
	form.Set("note", "网页快照晚于所填时间")
	form.Set("ref", "c1")
	if a := b.submit("/rulings", "/rulings", form); a.StatusCode != http.StatusNotFound {
		t.Errorf("a fact of another instance: %d", a.StatusCode)
	}
	form.Set("ref", "p1")
	if a := b.submit("/rulings", "/rulings", form); a.StatusCode != http.StatusSeeOther {
		t.Fatalf("%d %s", a.StatusCode, a.text)
	}
	e := h.ledger.events[0]
	if e.Kind != disclosure.Ruled || e.Ref != "p1" || e.Attrs["decision"] != "forged" || e.Note == "" {
		t.Errorf("%+v", e)
	}
	if a := b.get("/rulings"); strings.Contains(a.text, `id="s-p1"`) || !strings.Contains(a.text, "网页快照晚于所填时间") {
		t.Error("settled, and still open or not listed")
	}
	if got := h.audited(access.AuditQuery{Action: access.ActRuling}); len(got) != 1 || got[0].Details != "decision=forged" {
		t.Errorf("audit: %+v", got)
	}
}

func TestTheWorkListLeadsToWhatSettlesIt(t *testing.T) {
	h, _ := entryHouse(t)
	a := h.signedIn(access.Secretariat).get("/work")
	for _, want := range []string{"/rulings#s-p1", "/enter/triggered?", "/enter/reviewed?", "/enter/sign?ref=n1", "/enter/published?", "本周到期", "没有在办的舆情"} {
		if !strings.Contains(a.text, want) {
			t.Errorf("no %s", want)
		}
	}
	if a := h.signedIn(access.Clerk).get("/work"); strings.Contains(a.text, "=预算") || strings.Contains(a.text, "/rulings") || strings.Contains(a.text, "/instance/6a") {
		t.Error("a clerk sees another office's work, or a page that is closed to clerks")
	}
}
