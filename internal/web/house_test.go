package web

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"daylight/internal/access"
	"daylight/internal/access/accesstest"
	"daylight/internal/briefing/briefingtest"
	"daylight/internal/workday"
)

// house is a whole server over fakes.
type house struct {
	*Server
	t       *testing.T
	repo    *accesstest.Memory
	access  *access.Service
	reader  *smallReader
	ledger  *fakeLedger
	log     *strings.Builder
	matters *fakeMatters
	people  *fakePeople
	press   *fakePress
}

var testNow = time.Date(2026, 10, 8, 10, 0, 0, 0, workday.Beijing)

const (
	testPassword = "plum-kettle-orbit"
	evil         = `</script><script>alert(1)</script>`
)

func newHouse(t *testing.T, change ...func(*Config)) *house {
	t.Helper()
	h := &house{
		t: t, repo: accesstest.New(), reader: newSmallReader(), ledger: &fakeLedger{}, matters: newFakeMatters(), people: newFakePeople(),
		press: &fakePress{}, log: &strings.Builder{},
	}
	h.start(change...)
	for _, role := range access.Roles {
		h.addAccount(role)
	}
	return h
}

// start builds the server, again after a stop.
func (h *house) start(change ...func(*Config)) {
	h.t.Helper()
	log := slog.New(slog.NewTextHandler(&locked{w: h.log}, nil))
	h.access = access.NewService(h.repo, access.Secret(strings.Repeat("s", 32)), log, func() time.Time { return testNow })
	h.t.Cleanup(h.access.Close)
	cfg := Config{
		Reader: h.reader, Ledger: h.ledger, Matters: h.matters, Extras: h.people, Appeals: h.people, Nation: newFakeNation(),
		Access: h.access, Log: log, Now: func() time.Time { return testNow },
		Version: "test", RequestsPerMinute: -1,
		Briefings: briefingtest.New(func() time.Time { return testNow }), Press: h.press,
	}
	for _, f := range change {
		f(&cfg)
	}
	var err error
	if h.Server, err = New(cfg); err != nil {
		h.t.Fatal(err)
	}
}

// testHash is made once: a hash is slow by design.
var testHash = sync.OnceValue(func() string {
	hash, err := access.NewHasher().Hash(context.Background(), testPassword)
	if err != nil {
		panic(err)
	}
	return hash
})

func (h *house) addAccount(role access.Role) {
	h.t.Helper()
	a := access.Account{Name: string(role), Version: 1, Epoch: 1, Role: role, PasswordHash: testHash()}
	if role.OfOffice() {
		a.Body, a.Office = "mzj", "bgs"
	}
	if err := h.repo.PutAccount(context.Background(), a); err != nil {
		h.t.Fatal(err)
	}
}

// answered is what came back.
type answered struct {
	*http.Response
	text string
}

func (h *house) do(req *http.Request) answered {
	h.t.Helper()
	res, err := h.app.Test(req, -1)
	if err != nil {
		h.t.Fatalf("%s %s: %v", req.Method, req.URL, err)
	}
	body, err := io.ReadAll(res.Body)
	if err != nil {
		h.t.Fatal(err)
	}
	return answered{res, string(body)}
}

// browser keeps cookies, as a browser does.
type browser struct {
	*house
	jar  map[string]string
	lang string
}

func (h *house) browser() *browser {
	return &browser{house: h, jar: map[string]string{}, lang: "zh-CN"}
}

func (b *browser) send(req *http.Request) answered {
	b.t.Helper()
	req.Header.Set(fiber.HeaderAcceptLanguage, b.lang)
	for name, value := range b.jar {
		req.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	a := b.do(req)
	for _, cookie := range a.Cookies() {
		if cookie.Value == "" || cookie.MaxAge < 0 {
			delete(b.jar, cookie.Name)
			continue
		}
		b.jar[cookie.Name] = cookie.Value
	}
	return a
}

func (b *browser) get(path string) answered {
	b.t.Helper()
	return b.send(httptest.NewRequest(http.MethodGet, path, nil))
}

func (b *browser) post(path string, form url.Values) answered {
	b.t.Helper()
	req := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	req.Header.Set(fiber.HeaderContentType, fiber.MIMEApplicationForm)
	return b.send(req)
}

var csrfInput = regexp.MustCompile(`name="csrf" value="([^"]+)"`)

// submit fetches the page of a form and posts it with its token.
func (b *browser) submit(page, path string, form url.Values) answered {
	b.t.Helper()
	m := csrfInput.FindStringSubmatch(b.get(page).text)
	if m == nil {
		b.t.Fatalf("%s has no form token", page)
	}
	if form == nil {
		form = url.Values{}
	}
	form.Set("csrf", m[1])
	return b.post(path, form)
}

// signedIn returns a browser in which the role has signed in.
func (h *house) signedIn(role access.Role) *browser {
	h.t.Helper()
	b := h.browser()
	a := b.submit("/signin", "/signin", url.Values{"name": {string(role)}, "password": {testPassword}})
	if a.StatusCode != http.StatusSeeOther {
		h.t.Fatalf("sign in as %s: %d %s", role, a.StatusCode, a.text)
	}
	return b
}

// audited waits for an entry of the audit trail.
func (h *house) audited(q access.AuditQuery) []access.Entry {
	h.t.Helper()
	for deadline := time.Now().Add(2 * time.Second); ; time.Sleep(time.Millisecond) {
		found, err := h.repo.Audit(context.Background(), q)
		if err != nil {
			h.t.Fatal(err)
		}
		if len(found) > 0 || time.Now().After(deadline) {
			return found
		}
	}
}

type locked struct {
	mu sync.Mutex
	w  io.Writer
}

func (l *locked) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(p)
}
