package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"daylight/internal/access"
)

func TestEachRoleEntersByItsOwnDoor(t *testing.T) {
	h := newHouse(t)
	for role, door := range map[access.Role]string{
		access.Leading: "/overview", access.Secretariat: "/work", access.Head: "/office/bgs", access.Clerk: "/work",
		access.Auditor: "/audit", access.Admin: "/admin/accounts",
	} {
		b := h.browser()
		a := b.submit("/signin", "/signin", url.Values{"name": {string(role)}, "password": {testPassword}})
		if got := a.Header.Get("Location"); got != door {
			t.Errorf("%s lands on %q", role, got)
		}
		if a := b.get("/"); a.Header.Get("Location") != door {
			t.Errorf("%s: / leads to %q", role, a.Header.Get("Location"))
		}
		if a := b.get(door); a.StatusCode != 200 {
			t.Errorf("%s: %s answers %d: %s", role, door, a.StatusCode, h.log)
		}
	}
}

func TestSignInLeadsBackButNeverElsewhere(t *testing.T) {
	h := newHouse(t)
	if a := h.browser().get("/rows?verdict=late"); a.Header.Get("Location") != "/signin?next=%2Frows%3Fverdict%3Dlate" {
		t.Errorf("a stranger is led to %q", a.Header.Get("Location"))
	}
	for next, want := range map[string]string{
		"/rows?verdict=late": "/rows?verdict=late", "": "/overview", "//evil.example": "/overview", "https://evil.example/": "/overview",
		`/\evil.example`: "/overview", `\\evil.example`: "/overview", "/\t/evil.example": "/overview", "javascript:alert(1)": "/overview", "/%2F/evil.example": "/overview",
	} {
		a := h.browser().submit("/signin", "/signin", url.Values{"name": {"leading"}, "password": {testPassword}, "next": {next}})
		if got := a.Header.Get("Location"); got != want {
			t.Errorf("next=%q leads to %q", next, got)
		}
	}
}

func TestAWrongPasswordKeepsTheNameAndSaysWhatToDo(t *testing.T) {
	h := newHouse(t)
	a := h.browser().submit("/signin", "/signin", url.Values{"name": {`li"><b>`}, "password": {"wrong"}})
	if a.StatusCode != http.StatusUnauthorized || !strings.Contains(a.text, "账号或密码不对") {
		t.Errorf("%d %s", a.StatusCode, a.text)
	}
	if !strings.Contains(a.text, `value="li&#34;&gt;&lt;b&gt;"`) {
		t.Error("the name is lost or not escaped")
	}
	if strings.Contains(a.text, "wrong") {
		t.Error("the password came back")
	}
}

func TestTooManyTriesSayHowLongToWait(t *testing.T) {
	h := newHouse(t)
	b := h.browser()
	var a answered
	for range access.SignInTries + 1 {
		a = b.submit("/signin", "/signin", url.Values{"name": {"head"}, "password": {"wrong"}})
	}
	if a.StatusCode != http.StatusTooManyRequests || !strings.Contains(a.text, "请 5 分钟后再试") || a.Header.Get("Retry-After") != "300" {
		t.Errorf("%d %q %s", a.StatusCode, a.Header.Get("Retry-After"), a.text)
	}
	if got := h.audited(access.AuditQuery{Account: "head", Result: access.Refused}); len(got) == 0 {
		t.Error("not audited")
	}
}

func TestASessionEndsForGood(t *testing.T) {
	h := newHouse(t)
	b := h.signedIn(access.Head)
	thief := &browser{house: h, jar: map[string]string{}, lang: "zh-CN"}
	for name, value := range b.jar {
		thief.jar[name] = value
	}
	if a := b.submit("/account", "/signout", nil); a.StatusCode != http.StatusSeeOther {
		t.Fatal(a.StatusCode)
	}
	for name, who := range map[string]*browser{"the browser itself": b, "a kept cookie": thief} {
		if a := who.get("/account"); a.StatusCode != http.StatusSeeOther || !strings.HasPrefix(a.Header.Get("Location"), "/signin") {
			t.Errorf("%s: %d", name, a.StatusCode)
		}
	}
	h.start()
	thief.house = h
	if a := thief.get("/account"); a.StatusCode != http.StatusSeeOther {
		t.Errorf("a kept cookie after a restart: %d", a.StatusCode)
	}
}

func TestASessionSurvivesARestart(t *testing.T) {
	h := newHouse(t)
	b := h.signedIn(access.Head)
	h.start()
	if a := b.get("/account"); a.StatusCode != 200 {
		t.Errorf("after a restart: %d", a.StatusCode)
	}
}

func TestAnAdministratorThrowsOut(t *testing.T) {
	h := newHouse(t)
	b, admin := h.signedIn(access.Clerk), h.signedIn(access.Admin)
	if a := admin.submit("/admin/accounts/clerk", "/admin/accounts/clerk/disable", nil); a.StatusCode != http.StatusSeeOther {
		t.Fatal(a.StatusCode, a.text)
	}
	if a := b.get("/account"); a.StatusCode != http.StatusSeeOther {
		t.Errorf("a disabled account goes on: %d", a.StatusCode)
	}
	a := h.browser().submit("/signin", "/signin", url.Values{"name": {"clerk"}, "password": {testPassword}})
	if a.StatusCode != http.StatusUnauthorized {
		t.Errorf("a disabled account signs in: %d", a.StatusCode)
	}
}

func TestAFirstPasswordOpensTheAccountPageOnly(t *testing.T) {
	h := newHouse(t)
	_, first, err := h.access.Create(context.Background(), access.Actor{}, access.Account{Name: "neu", Role: access.Leading}, "")
	if err != nil {
		t.Fatal(err)
	}
	b := h.browser()
	a := b.submit("/signin", "/signin", url.Values{"name": {"neu"}, "password": {first}, "next": {"/rows"}})
	if a.Header.Get("Location") != "/account" {
		t.Errorf("lands on %q", a.Header.Get("Location"))
	}
	if a := b.get("/overview"); a.Header.Get("Location") != "/account" {
		t.Errorf("/overview answers %d", a.StatusCode)
	}
	form := url.Values{"current": {first}, "new": {"another-fine-word"}, "again": {"another-fine-wor"}}
	if a := b.submit("/account", "/account/password", form); a.StatusCode != http.StatusBadRequest || !strings.Contains(a.text, "不一致") {
		t.Errorf("two different passwords: %d", a.StatusCode)
	}
	form.Set("again", form.Get("new"))
	if a := b.submit("/account", "/account/password", form); a.StatusCode != http.StatusSeeOther {
		t.Fatalf("change: %d %s", a.StatusCode, a.text)
	}
	if a := b.get("/overview"); a.StatusCode != 200 {
		t.Errorf("afterwards /overview answers %d", a.StatusCode)
	}
}
