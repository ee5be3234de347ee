package web

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	"daylight/internal/access"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
)

func TestErrorsAreInWordsInBothLanguages(t *testing.T) {
	h := newHouse(t)
	b := h.signedIn(access.Leading)
	for name, c := range map[string]struct {
		path   string
		damage func(*smallReader)
		status int
		zh, en string
	}{
		"无此页":  {"/nope", nil, 404, "没有找到您要的内容", "Nothing was found"},
		"无此事项": {"/duty/99", nil, 404, "没有", "no"},
		"日期不对": {"/overview?as_of=2026-13-01", nil, 400, "“2026-13-01”不是有效的日期", "Write it like"},
		"时段不对": {"/overview?period=2026Q5", nil, 400, "时段“2026Q5”无效", "not valid"},
		"起止颠倒": {"/rows?from=2026-09-30&to=2026-01-01", nil, 400, "请对调", "Exchange"},
		"无此机关": {"/overview?body=xyz", nil, 404, "没有机关“xyz”", "no body"},
		"无此判定": {"/rows?verdict=good", nil, 400, "没有“good”这种判定", "no verdict"},
		"引擎停了": {"/overview", func(r *smallReader) { r.err = fmt.Errorf("ask: %w", away) }, 503, "数据引擎正在恢复", "recovering"},
		"程序出错": {"/overview", func(r *smallReader) { r.err = errors.New("secret detail") }, 500, "程序出错", "went wrong"},
		"程序崩溃": {"/overview", func(r *smallReader) { r.panic = true }, 500, "程序出错", "went wrong"},
	} {
		t.Run(name, func(t *testing.T) {
			h.reader.err, h.reader.panic = nil, false
			if c.damage != nil {
				c.damage(h.reader)
			}
			h.bodies = moment[[]disclosure.Body]{}
			for lang, words := range map[string]string{"zh-CN": c.zh, "en": c.en} {
				b.lang = lang
				a := b.get(c.path)
				if a.StatusCode != c.status || !strings.Contains(a.text, words) || !strings.Contains(a.text, "<main") {
					t.Errorf("%s: %d, want %d with %q:\n%s", lang, a.StatusCode, c.status, words, a.text)
				}
				if strings.Contains(a.text, "secret detail") || strings.Contains(a.text, "goroutine") {
					t.Error("internals are shown")
				}
			}
		})
	}
	if n := strings.Count(h.log.String(), "secret detail"); n == 0 {
		t.Error("the cause is not logged")
	}
}

func TestTheOutagePageComesBackByItself(t *testing.T) {
	h := newHouse(t)
	b := h.signedIn(access.Leading)
	h.reader.err = away
	a := b.get("/overview")
	if a.Header.Get("Retry-After") == "" || !strings.Contains(a.text, `http-equiv="refresh" content="5"`) {
		t.Errorf("%v\n%s", a.Header, a.text)
	}
	if a := b.get("/readyz"); a.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("ready without a store: %d", a.StatusCode)
	}
	if a := b.get("/healthz"); a.StatusCode != http.StatusOK {
		t.Errorf("alive without a store: %d", a.StatusCode)
	}
	h.reader.err = nil
	if a := b.get("/overview"); a.StatusCode != http.StatusOK {
		t.Errorf("healed: %d", a.StatusCode)
	}
}

func TestAServerErrorNamesItsRequestAndIsLoggedOnce(t *testing.T) {
	h := newHouse(t)
	b := h.signedIn(access.Leading)
	h.reader.err = errors.New("disk on fire")
	a := b.get("/overview")
	id := a.Header.Get("X-Request-Id")
	if id == "" || !strings.Contains(a.text, id) {
		t.Errorf("request id %q is not shown", id)
	}
	if n := strings.Count(h.log.String(), "disk on fire"); n != 1 {
		t.Errorf("logged %d times:\n%s", n, h.log)
	}
	req := httptest.NewRequest(http.MethodGet, "/nope", nil)
	req.Header.Set("X-Request-Id", "evil\tid with spaces")
	if got := b.send(req).Header.Get("X-Request-Id"); strings.Contains(got, "evil") {
		t.Errorf("a stranger's request id is kept: %q", got)
	}
}

func TestHeadAnswersAsGetWithoutABody(t *testing.T) {
	h := newHouse(t)
	b := h.signedIn(access.Leading)
	get := b.get("/overview")
	head := b.send(httptest.NewRequest(http.MethodHead, "/overview", nil))
	if head.StatusCode != get.StatusCode || head.text != "" || head.Header.Get("Content-Type") != get.Header.Get("Content-Type") {
		t.Errorf("%d %q %q", head.StatusCode, head.text, head.Header.Get("Content-Type"))
	}
}

func TestMethodsNobodyKnows(t *testing.T) {
	if a := newHouse(t).do(httptest.NewRequest("BREW", "/overview", nil)); a.StatusCode != http.StatusNotImplemented {
		t.Error(a.StatusCode)
	}
}

func TestABusyStoreSaysHowLongToWait(t *testing.T) {
	f := faultOf(i18n.Chinese, fmt.Errorf("ask: %w", &disclosure.Error{Kind: disclosure.Unavailable, Code: "store.busy", Args: []any{12, 7}, Wait: 7 * time.Second}))
	if f.Status != fiber.StatusServiceUnavailable || f.Wait != 7*time.Second || !strings.Contains(f.Words, "12 个问题") || !strings.Contains(f.Words, "7 秒") {
		t.Errorf("%+v", f)
	}
}
