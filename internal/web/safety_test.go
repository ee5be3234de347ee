package web

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/gofiber/fiber/v2"

	"daylight/internal/access"
	"daylight/internal/disclosure"
)

var away = &disclosure.Error{Kind: disclosure.Unavailable, Code: "error.store_unavailable"}

func TestEveryAnswerCarriesTheSafetyHeaders(t *testing.T) {
	h := newHouse(t)
	for _, ask := range []string{
		"GET /", "GET /signin", "GET /static/app.css", "GET /static/none.css", "GET /healthz", "GET /readyz", "GET /nope", "HEAD /signin",
		"GET /api/v1/instances", "POST /api/v1/events", "GET /api/v1/openapi.json", "GET /api/nope", "POST /signin", "PUT /signin",
		"OPTIONS /", "TRACE /", "BREW /", "POST /csp-report", "GET /%zz", "GET //evil.example/",
	} {
		method, target, _ := strings.Cut(ask, " ")
		req := httptest.NewRequest(method, "/", nil)
		req.URL = &url.URL{Opaque: target}
		a := h.do(req)
		for name, want := range safetyHeaders {
			if got := a.Header.Get(name); got != want {
				t.Errorf("%s (%d): %s is %q", ask, a.StatusCode, name, got)
			}
		}
		if a.Header.Get("Server") != "" {
			t.Errorf("%s tells its server: %s", ask, a.Header.Get("Server"))
		}
	}
}

func TestOverHTTPSBrowsersAreToldToStayThere(t *testing.T) {
	h := newHouse(t, func(c *Config) { c.Secure = true })
	if got := h.browser().get("/signin").Header.Get("Strict-Transport-Security"); got == "" {
		t.Error("no HSTS")
	}
}

func TestCookiesAreKeptFromScriptsAndOtherSites(t *testing.T) {
	for name, secure := range map[string]bool{"http": false, "https": true} {
		h := newHouse(t, func(c *Config) { c.Secure = secure })
		b := h.browser()
		page := b.get("/signin?lang=en")
		token := csrfInput.FindStringSubmatch(page.text)[1]
		done := b.post("/signin", url.Values{"name": {"leading"}, "password": {testPassword}, "csrf": {token}})
		cookies := append(page.Cookies(), done.Cookies()...)
		if len(cookies) < 3 {
			t.Fatalf("%s: only %d cookies", name, len(cookies))
		}
		for _, cookie := range cookies {
			if !cookie.HttpOnly || cookie.SameSite != http.SameSiteLaxMode || cookie.Path != "/" || cookie.Secure != secure {
				t.Errorf("%s: cookie %s", name, cookie)
			}
			if secure && cookie.Name != langCookie && !strings.HasPrefix(cookie.Name, "__Host-") {
				t.Errorf("%s: cookie %s is not bound to the host", name, cookie.Name)
			}
		}
	}
}

func TestAssetsCarryNoCookieAndKeepTheirCache(t *testing.T) {
	h := newHouse(t, func(c *Config) {
		c.Static = fstest.MapFS{"static/app.css": {Data: []byte(strings.Repeat("body { color: black }\n", 100))}}
	})
	b := h.signedIn(access.Leading)
	address := h.static.address("app.css")
	a := b.get(address)
	if a.StatusCode != 200 || len(a.Cookies()) > 0 || !strings.Contains(a.Header.Get("Cache-Control"), "immutable") {
		t.Errorf("%s: %d, cookies %v, cache %q", address, a.StatusCode, a.Cookies(), a.Header.Get("Cache-Control"))
	}
	if a := b.get("/static/app.css"); strings.Contains(a.Header.Get("Cache-Control"), "immutable") {
		t.Error("an address without its hash is kept for ever")
	}
	req := httptest.NewRequest(http.MethodGet, "/static/app.css", nil)
	req.Header.Set("If-None-Match", a.Header.Get("ETag"))
	if got := h.do(req).StatusCode; got != http.StatusNotModified {
		t.Errorf("unchanged file: %d", got)
	}
	req = httptest.NewRequest(http.MethodGet, "/static/app.css", nil)
	req.Header.Set("Accept-Encoding", "gzip")
	if got := h.do(req); got.Header.Get("Content-Encoding") != "gzip" || len(got.text) >= 2200 {
		t.Errorf("not compressed: %v", got.Header)
	}
}

func TestFormsNeedTheirToken(t *testing.T) {
	h := newHouse(t)
	b := h.signedIn(access.Head)
	token := csrfInput.FindStringSubmatch(b.get("/account").text)[1]
	other := csrfInput.FindStringSubmatch(h.signedIn(access.Clerk).get("/account").text)[1]
	for name, bad := range map[string]string{"none": "", "nonsense": "AAAA", "of another session": other, "changed": "A" + token[1:]} {
		if bad == token {
			continue
		}
		a := b.post("/account/password", url.Values{"csrf": {bad}, "current": {testPassword}, "new": {"another-fine-word"}, "again": {"another-fine-word"}})
		if a.StatusCode != http.StatusForbidden || !strings.Contains(a.text, "没有提交") {
			t.Errorf("token %s: %d", name, a.StatusCode)
		}
	}
	req := httptest.NewRequest(http.MethodPost, "/signout", strings.NewReader(url.Values{"csrf": {token}}.Encode()))
	req.Header.Set("Content-Type", fiber.MIMEApplicationForm)
	req.Header.Set("Sec-Fetch-Site", "cross-site")
	if a := b.send(req); a.StatusCode != http.StatusForbidden {
		t.Errorf("from another site: %d", a.StatusCode)
	}
	if got := h.audited(access.AuditQuery{Account: "head", Action: access.ActSubmit, Result: access.Refused}); len(got) == 0 || got[len(got)-1].Details != "csrf" {
		t.Errorf("audit: %+v", got)
	}
	if a := h.browser().post("/signin", url.Values{"name": {"head"}, "password": {testPassword}}); a.StatusCode != http.StatusForbidden {
		t.Errorf("sign-in without a token: %d", a.StatusCode)
	}
}

func TestTheFormTokenDiffersEachTime(t *testing.T) {
	b := newHouse(t).signedIn(access.Head)
	first, second := csrfInput.FindStringSubmatch(b.get("/account").text)[1], csrfInput.FindStringSubmatch(b.get("/account").text)[1]
	if first == second {
		t.Error("a constant secret in a compressed page can be guessed")
	}
}

func TestOnlyTrustedProxiesSayWhereARequestComesFrom(t *testing.T) {
	proxies := []netip.Prefix{netip.MustParsePrefix("0.0.0.0/32"), netip.MustParsePrefix("10.0.0.0/8")}
	for name, c := range map[string]struct {
		trusted []netip.Prefix
		header  string
		want    string
	}{
		"nobody trusted":          {nil, "1.2.3.4", "0.0.0.0"},
		"one proxy":               {proxies, "1.2.3.4", "1.2.3.4"},
		"two proxies":             {proxies, "1.2.3.4, 10.1.1.1", "1.2.3.4"},
		"what the client made up": {proxies, "9.9.9.9, 1.2.3.4", "1.2.3.4"},
		"nonsense":                {proxies, "drop table", "0.0.0.0"},
		"with a port":             {proxies, "1.2.3.4:5678", "1.2.3.4"},
	} {
		h := newHouse(t, func(cfg *Config) { cfg.TrustedProxies = c.trusted })
		b := h.browser()
		b.get("/signin")
		page := b.get("/signin")
		form := url.Values{"csrf": {csrfInput.FindStringSubmatch(page.text)[1]}, "name": {"nobody"}, "password": {"x"}}
		req := httptest.NewRequest(http.MethodPost, "/signin", strings.NewReader(form.Encode()))
		req.Header.Set("Content-Type", fiber.MIMEApplicationForm)
		req.Header.Set("X-Forwarded-For", c.header)
		b.send(req)
		if got := h.audited(access.AuditQuery{Account: "nobody"}); len(got) == 0 || got[0].IP != c.want {
			t.Errorf("%s: %+v, want %s", name, got, c.want)
		}
	}
}

func TestAnAddressThatFloodsIsToldToWait(t *testing.T) {
	h := newHouse(t, func(c *Config) { c.RequestsPerMinute = 5 })
	b := h.browser()
	for range 5 {
		if a := b.get("/signin"); a.StatusCode != 200 {
			t.Fatal(a.StatusCode)
		}
	}
	a := b.get("/signin")
	if a.StatusCode != http.StatusTooManyRequests || a.Header.Get("Retry-After") == "" || !strings.Contains(a.text, "秒后再试") && !strings.Contains(a.text, "分钟后再试") {
		t.Errorf("%d %q %s", a.StatusCode, a.Header.Get("Retry-After"), a.text)
	}
	if a := b.get("/healthz"); a.StatusCode != 200 {
		t.Errorf("the health probe is bounded too: %d", a.StatusCode)
	}
}

func TestLargeBodiesAreRefusedBeforeTheyAreRead(t *testing.T) {
	h := newHouse(t)
	req := httptest.NewRequest(http.MethodPost, "/signin", strings.NewReader(strings.Repeat("x", maxPageBody+1)))
	a := h.do(req)
	if a.StatusCode != http.StatusRequestEntityTooLarge || !a.Close {
		t.Errorf("%d, close %v", a.StatusCode, a.Close)
	}
}
