package web

import (
	"encoding/csv"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"regexp"
	"strings"
	"testing"

	"daylight/dashboards"
	"daylight/internal/access"
	"daylight/internal/disclosure"
)

// rendered asks for every page there is, and returns view -> a page of it.
func rendered(h *house, lang string) map[string]answered {
	got := map[string]answered{}
	as := func(role access.Role) *browser {
		b := h.signedIn(role)
		b.lang = lang
		return b
	}
	stranger := h.browser()
	stranger.lang = lang
	lead, admin, audit := as(access.Leading), as(access.Admin), as(access.Auditor)
	got["signin"] = stranger.get("/signin")
	got["error"] = lead.get("/nope")
	got["account"] = as(access.Head).get("/account")
	got["admin_accounts"] = admin.get("/admin/accounts")
	got["admin_account"] = admin.get("/admin/accounts/clerk")
	got["admin_audit"] = audit.get("/audit")
	got["page_overview"] = lead.get("/overview")
	got["page_office"] = lead.get("/office/bgs")
	got["page_rows"] = lead.get("/rows")
	got["page_duties"] = lead.get("/duties")
	got["page_duty"] = lead.get("/duty/1")
	got["page_instance"] = lead.get("/instance/1/2026-2")
	got["page_plan"] = lead.get("/plan")
	got["page_help"] = lead.get("/help")
	for view, path := range map[string]string{
		"page_cases": "/cases", "page_incidents": "/incidents", "page_policies": "/policies", "page_checks": "/checks", "page_supervision": "/supervision",
		"page_bodies": "/bodies", "page_scores": "/scores", "page_receipts": "/receipts/bgs", "page_annual": "/annual", "page_whatif": "/whatif?p.0=1",
		"page_compare": "/plan/compare?was=1&is=1", "page_help_kinds": "/help/kinds", "page_help_rules": "/help/rules",
		"page_report": "/report", "page_appeals": "/appeals", "page_extras": "/extras",
	} {
		got[view] = lead.get(path)
	}
	if m := appealLink.FindStringSubmatch(as(access.Head).get("/receipts/bgs").text); m != nil {
		got["page_appeal_new"] = as(access.Head).get(strings.ReplaceAll(m[1], "&amp;", "&"))
	}
	renderEntry(h, lang, got)
	renderBriefings(h, lang, got)
	return got
}

// leftOver finds what a page must never show: a missing word, a broken verb of
// fmt, a value that was not there.
var leftOver = regexp.MustCompile(`⟦[^⟧]*⟧|%!\w?\([^)]*\)|&lt;nil&gt;|\(no value\)|ZgotmplZ`)

func TestEveryViewRendersInEveryLanguage(t *testing.T) {
	h := newHouse(t)
	names, err := fs.Glob(dashboards.Views, "views/*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []string{"zh-CN", "en"} {
		pages := rendered(h, lang)
		for _, name := range names {
			view := strings.TrimSuffix(path.Base(name), ".html")
			if isShared(name) {
				continue
			}
			a, ok := pages[view]
			if !ok {
				t.Errorf("no test renders %s", view)
				continue
			}
			if !strings.Contains(a.text, `<html lang="`+lang+`"`) || !strings.Contains(a.text, "</html>") {
				t.Errorf("%s in %s: %d %s\n%s", view, lang, a.StatusCode, a.text, h.log)
			}
			if found := leftOver.FindAllString(a.text, -1); found != nil {
				t.Errorf("%s in %s shows %v", view, lang, found)
			}
			if len(a.text) > 100<<10 {
				t.Errorf("%s in %s has %d bytes", view, lang, len(a.text))
			}
		}
	}
}

func TestWhatPeopleEnteredIsTextAndNeverMarkup(t *testing.T) {
	h := newHouse(t)
	for view, a := range rendered(h, "zh-CN") {
		if strings.Contains(a.text, "<script>alert") || strings.Contains(a.text, `"><b>`) {
			t.Errorf("%s lets markup through", view)
		}
	}
	b := h.signedIn(access.Leading)
	for _, path := range []string{
		"/rows?office=" + url.QueryEscape(evil), "/rows?sort=" + url.QueryEscape(evil), "/instance/1/" + url.PathEscape(evil+"/1"),
		"/overview?as_of=" + url.QueryEscape(evil), "/nope/" + url.PathEscape(evil), "/overview?done=" + url.QueryEscape(evil),
		"/help?x=" + url.QueryEscape(`"><b>`+evil),
	} {
		if a := b.get(path); strings.Contains(a.text, "<script>alert") || strings.Contains(a.text, `"><b>`) {
			t.Errorf("%s lets markup through (%d)", path, a.StatusCode)
		}
	}
	if a := b.get("/instance/1/" + url.PathEscape(evil+"/1")); a.StatusCode != http.StatusOK {
		t.Errorf("an instance with a slash in its subject answers %d", a.StatusCode)
	}
}

func TestPagesHoldNoInlineScriptStyleOrHandler(t *testing.T) {
	inline := regexp.MustCompile(`(?i)<style|\sstyle=|\son[a-z]+=|javascript:|<script(?:>|\s+(?:[^>]*\s)?type="(?:text/javascript|module)")`)
	h := newHouse(t)
	for view, a := range rendered(h, "zh-CN") {
		if found := inline.FindAllString(a.text, -1); found != nil {
			t.Errorf("%s holds %q, which the policy blocks", view, found)
		}
	}
}

func TestLanguageIsChosenAndRemembered(t *testing.T) {
	h := newHouse(t)
	b := h.browser()
	if a := b.get("/signin"); !strings.Contains(a.text, `lang="zh-CN"`) {
		t.Error("Chinese is not the first language")
	}
	if a := b.get("/signin?lang=en&next=%2Frows"); !strings.Contains(a.text, `<html lang="en"`) || !strings.Contains(a.text, "next=%2Frows") {
		t.Error("?lang= does not choose, or the switch back loses the question")
	}
	if a := b.get("/signin"); !strings.Contains(a.text, `<html lang="en"`) {
		t.Error("not remembered")
	}
	other := h.browser()
	other.lang = "en-GB,en;q=0.9"
	if a := other.get("/signin?lang=fr"); !strings.Contains(a.text, `<html lang="en"`) {
		t.Error("the browser's preference is not asked")
	}
}

func TestAccountsAreMadeByForm(t *testing.T) {
	h := newHouse(t)
	admin := h.signedIn(access.Admin)
	form := url.Values{"name": {"Wang-Cwk"}, "role": {"clerk"}, "body": {"mzj"}, "office": {"规划财务科"}, "display": {"财务科经办"}}
	a := admin.submit("/admin/accounts", "/admin/accounts", form)
	m := regexp.MustCompile(`<code class="secret">([^<]+)</code>`).FindStringSubmatch(a.text)
	if a.StatusCode != http.StatusOK || m == nil || a.Header.Get("Cache-Control") != "no-store" {
		t.Fatalf("%d %v %s", a.StatusCode, a.Header, a.text)
	}
	if got := h.browser().submit("/signin", "/signin", url.Values{"name": {"wang-cwk"}, "password": {m[1]}}); got.Header.Get("Location") != "/account" {
		t.Errorf("first sign-in: %d", got.StatusCode)
	}
	for name, c := range map[string]struct {
		change url.Values
		status int
		words  string
	}{
		"同名":   {nil, 409, "已被使用"},
		"无此科室": {url.Values{"name": {"zhao"}, "office": {"xyz"}}, 400, "不在该机关现行方案中"},
		"无机关":  {url.Values{"name": {"zhao"}, "body": {""}}, 400, "还没有方案"},
	} {
		tried := url.Values{}
		for _, from := range []url.Values{form, c.change} {
			for k, v := range from {
				tried[k] = v
			}
		}
		a := admin.submit("/admin/accounts", "/admin/accounts", tried)
		if a.StatusCode != c.status || !strings.Contains(a.text, c.words) || !strings.Contains(a.text, `value="财务科经办"`) {
			t.Errorf("%s: %d, words kept: %v", name, a.StatusCode, strings.Contains(a.text, "财务科经办"))
		}
	}
	if a := admin.submit("/admin/accounts/wang-cwk", "/admin/accounts/wang-cwk/reset", nil); !strings.Contains(a.text, `class="secret"`) {
		t.Errorf("reset: %d", a.StatusCode)
	}
	if a := admin.submit("/admin/accounts/wang-cwk", "/admin/accounts/wang-cwk", url.Values{"role": {"auditor"}}); a.StatusCode != http.StatusSeeOther {
		t.Errorf("assign: %d %s", a.StatusCode, a.text)
	}
	if a := admin.submit("/account", "/admin/accounts/admin/disable", nil); a.StatusCode != http.StatusForbidden {
		t.Errorf("disable oneself: %d", a.StatusCode)
	}
}

func TestTokensAreShownOnceAndRevoked(t *testing.T) {
	h := newHouse(t)
	b := h.signedIn(access.Clerk)
	a := b.submit("/account", "/account/tokens", url.Values{"label": {"采集"}, "scope": {"read", "events:write"}, "days": {"30"}})
	m := regexp.MustCompile(`dl_([0-9a-f]{16})_[0-9a-f]{64}`).FindStringSubmatch(a.text)
	if m == nil {
		t.Fatalf("%d %s", a.StatusCode, a.text)
	}
	if again := b.get("/account"); strings.Contains(again.text, m[0]) || !strings.Contains(again.text, m[1]) {
		t.Error("shown again, or not listed")
	}
	if a := b.submit("/account", "/account/tokens", url.Values{"days": {"30"}}); a.StatusCode != http.StatusBadRequest || !strings.Contains(a.text, "至少选择一个范围") {
		t.Errorf("without a scope: %d", a.StatusCode)
	}
	if a := h.signedIn(access.Head).submit("/account", "/account/tokens/"+m[1]+"/revoke", nil); a.StatusCode != http.StatusNotFound {
		t.Errorf("another's token: %d", a.StatusCode)
	}
	if a := b.submit("/account", "/account/tokens/"+m[1]+"/revoke", nil); a.StatusCode != http.StatusSeeOther {
		t.Errorf("revoke: %d", a.StatusCode)
	}
}

func TestTheAuditTrailIsFilteredAndExportedSafely(t *testing.T) {
	h := newHouse(t)
	h.browser().submit("/signin", "/signin", url.Values{"name": {"=cmd|calc"}, "password": {"x"}})
	h.audited(access.AuditQuery{Account: "=cmd|calc"})
	b := h.signedIn(access.Auditor)
	if a := b.get("/audit?action=sign_in&result=failed"); !strings.Contains(a.text, "=cmd|calc") || strings.Contains(a.text, "新增账号</td>") {
		t.Errorf("%d %s", a.StatusCode, a.text)
	}
	a := b.get("/audit.csv?result=failed")
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(a.text, "\ufeff"))).ReadAll()
	if err != nil || len(rows) != 2 || rows[1][1] != "'=cmd|calc" {
		t.Errorf("%v %q", err, rows)
	}
	if got := h.audited(access.AuditQuery{Action: access.ActAuditExport}); len(got) != 1 || got[0].Account != "auditor" {
		t.Errorf("the export is not audited: %+v", got)
	}
	if a := b.get("/audit?from=yesterday"); a.StatusCode != http.StatusBadRequest {
		t.Errorf("a bad date: %d", a.StatusCode)
	}
}

func TestTheBodyIsSwitchedWithinTheSameQuestion(t *testing.T) {
	h := newHouse(t)
	h.reader.more = []disclosure.Body{{Code: "zzz", Name: "另一个局"}}
	a := h.signedIn(access.Leading).get("/office/bgs?period=2026Q3")
	for _, want := range []string{`action="/overview"><input type="hidden" name="period" value="2026Q3">`, `<option value="zzz">另一个局`} {
		if !strings.Contains(a.text, want) {
			t.Errorf("no %s in\n%s", want, a.text)
		}
	}
	if a := h.signedIn(access.Clerk).get("/office/bgs"); strings.Contains(a.text, "另一个局") {
		t.Error("a clerk is offered another body")
	}
	if a := h.program(access.Secretariat, access.ScopeEventsWrite).send(http.MethodPost, eventsPath, fact("a", "1", "甲")); a.StatusCode != http.StatusBadRequest {
		t.Errorf("events of no named body are taken: %d", a.StatusCode)
	}
}

func TestGeneratedDataSaySoOnEveryBoard(t *testing.T) {
	h := newHouse(t)
	b := h.signedIn(access.Leading)
	for _, path := range []string{"/overview", "/office/bgs", "/rows", "/duties", "/duty/1", "/instance/1/2026-2", "/plan"} {
		if a := b.get(path); !strings.Contains(a.text, "演示数据") {
			t.Errorf("%s does not say that its data are generated", path)
		}
	}
	if a := b.get("/overview"); !strings.Contains(a.text, "已 61 天没有来数") || !strings.Contains(a.text, `class="silent"`) {
		t.Error("a silent source is not shown")
	}
}
