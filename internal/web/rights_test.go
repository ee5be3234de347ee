package web

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"daylight/internal/access"
)

// The pages that each role may open, as people read it: a change here is a
// decision.
func TestWhoMayOpenWhat(t *testing.T) {
	h := newHouse(t)
	paths := []string{
		"/overview", "/bodies", "/bodies.csv", "/office/bgs", "/office/cwk", "/rows", "/rows.csv", "/rows?office=cwk", "/duties", "/duty/1", "/plan", "/help",
		"/cases", "/cases.csv", "/incidents", "/policies", "/checks", "/supervision", "/plan/compare?was=1&is=1", "/help/kinds", "/help/rules",
		"/scores", "/receipts/bgs", "/receipts/cwk", "/receipts.csv?office=bgs", "/annual", "/annual.xlsx", "/whatif", "/whatif.xlsx?p.0=1", "/whatif.csv?p.0=1", "/briefings", "/briefings/new",
		"/audit", "/audit.csv", "/admin/accounts", "/admin/accounts/clerk", "/account",
	}
	want := `
leading     /overview /bodies /bodies.csv /office/bgs /office/cwk /rows /rows.csv /rows?office=cwk /duties /duty/1 /plan /help /cases /cases.csv /incidents /policies /checks /supervision /plan/compare?was=1&is=1 /help/kinds /help/rules /scores /receipts/bgs /receipts/cwk /receipts.csv?office=bgs /annual /annual.xlsx /whatif /whatif.xlsx?p.0=1 /whatif.csv?p.0=1 /briefings /account
secretariat /overview /bodies /bodies.csv /office/bgs /office/cwk /rows /rows.csv /rows?office=cwk /duties /duty/1 /plan /help /cases /cases.csv /incidents /policies /checks /supervision /plan/compare?was=1&is=1 /help/kinds /help/rules /scores /receipts/bgs /receipts/cwk /receipts.csv?office=bgs /annual /annual.xlsx /whatif /whatif.xlsx?p.0=1 /whatif.csv?p.0=1 /briefings /briefings/new /account
head        /office/bgs /rows /rows.csv /duties /duty/1 /plan /help /cases /cases.csv /incidents /policies /checks /plan/compare?was=1&is=1 /help/kinds /help/rules /receipts/bgs /receipts.csv?office=bgs /briefings /account
clerk       /office/bgs /rows /rows.csv /duties /duty/1 /plan /help /cases /cases.csv /incidents /policies /checks /plan/compare?was=1&is=1 /help/kinds /help/rules /receipts/bgs /receipts.csv?office=bgs /briefings /account
auditor     /overview /bodies /bodies.csv /office/bgs /office/cwk /rows /rows.csv /rows?office=cwk /duties /duty/1 /plan /help /cases /cases.csv /incidents /policies /checks /supervision /plan/compare?was=1&is=1 /help/kinds /help/rules /scores /receipts/bgs /receipts/cwk /receipts.csv?office=bgs /annual /annual.xlsx /briefings /audit /audit.csv /account
admin       /help /help/kinds /help/rules /admin/accounts /admin/accounts/clerk /account`
	var got strings.Builder
	for _, role := range access.Roles {
		fmt.Fprintf(&got, "\n%-11s", role)
		b := h.signedIn(role)
		for _, path := range paths {
			switch a := b.get(path); a.StatusCode {
			case http.StatusOK:
				fmt.Fprintf(&got, " %s", path)
			case http.StatusForbidden:
			default:
				t.Errorf("%s: %s answers %d\n%s", role, path, a.StatusCode, h.log)
			}
		}
	}
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Error(diff)
	}
}

func TestARefusalIsInWordsAndAudited(t *testing.T) {
	h := newHouse(t)
	b := h.signedIn(access.Clerk)
	a := b.get("/office/cwk")
	if a.StatusCode != http.StatusForbidden || !strings.Contains(a.text, "只能查看本科室") {
		t.Errorf("%d %s", a.StatusCode, a.text)
	}
	got := h.audited(access.AuditQuery{Account: "clerk", Action: access.ActOpen, Result: access.Refused})
	if len(got) != 1 || got[0].Target != "/office/cwk" || got[0].Details != "ask.office_forbidden" || got[0].Role != access.Clerk {
		t.Errorf("%+v", got)
	}
}

func TestAClerkSeesNoOtherOfficeInAnyList(t *testing.T) {
	b := newHouse(t).signedIn(access.Clerk)
	for _, path := range []string{"/rows", "/rows.csv", "/rows?duty=6a", "/instance/6a/2026", "/duty/6a"} {
		if a := b.get(path); strings.Contains(a.text, "=预算") {
			t.Errorf("%s shows another office's instance", path)
		}
	}
}

func TestTheMenuLeadsOnlyWhereOneMayGo(t *testing.T) {
	h := newHouse(t)
	for _, role := range access.Roles {
		b := h.signedIn(role)
		acc := access.Account{Role: role, Body: "mzj", Office: "bgs"}
		for _, section := range navFor(acc, "zh-CN", "/help") {
			for _, item := range section.Items {
				if a := b.get(item.URL); a.StatusCode != http.StatusOK {
					t.Errorf("%s: %s answers %d", role, item.URL, a.StatusCode)
				}
			}
		}
	}
}

// Every route of pages stands behind a sign-in, except these.
func TestAStrangerGetsNothing(t *testing.T) {
	h := newHouse(t)
	open := []string{"/signin", "/csp-report", "/healthz", "/readyz", "/static/*", "/api/v1/openapi.json"}
	for _, r := range h.app.GetRoutes(true) {
		if slices.Contains(open, r.Path) || !slices.Contains([]string{"GET", "HEAD", "POST"}, r.Method) {
			continue
		}
		path := strings.NewReplacer(":office", "bgs", ":duty", "1", ":name", "clerk", ":id", "0", "*", "x").Replace(r.Path)
		b := h.browser()
		var a answered
		if r.Method == http.MethodPost {
			a = b.post(path, nil)
		} else {
			a = b.get(path)
		}
		switch {
		case strings.HasPrefix(path, "/api/"):
			if a.StatusCode != http.StatusUnauthorized && a.StatusCode != http.StatusNotFound && a.StatusCode != http.StatusMethodNotAllowed {
				t.Errorf("%s %s answers %d", r.Method, path, a.StatusCode)
			}
		case a.StatusCode != http.StatusSeeOther || !strings.HasPrefix(a.Header.Get("Location"), "/signin"):
			t.Errorf("%s %s answers %d", r.Method, path, a.StatusCode)
		}
	}
}
