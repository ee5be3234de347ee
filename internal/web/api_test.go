package web

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"daylight/internal/access"
)

// program is a program that holds a token.
type program struct {
	*house
	token string
}

func (h *house) program(role access.Role, scopes ...access.Scope) program {
	h.t.Helper()
	_, text, err := h.access.IssueToken(context.Background(), access.Actor{Account: "test"}, string(role), "", scopes, access.DefaultTokenLife)
	if err != nil {
		h.t.Fatal(err)
	}
	return program{h, text}
}

func (p program) send(method, path, body string, headers ...string) answered {
	p.t.Helper()
	req := httptest.NewRequest(method, path, strings.NewReader(body))
	if p.token != "" {
		req.Header.Set(fiber.HeaderAuthorization, "Bearer "+p.token)
	}
	req.Header.Set(fiber.HeaderContentType, "application/x-ndjson")
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	return p.do(req)
}

func (p program) events(body string) (int, eventsAnswer) {
	p.t.Helper()
	a := p.send(http.MethodPost, eventsPath, body)
	var got eventsAnswer
	if err := json.Unmarshal([]byte(a.text), &got); err != nil {
		p.t.Fatalf("%d %s: %v", a.StatusCode, a.text, err)
	}
	return a.StatusCode, got
}

func fact(id, duty, title string) string {
	return fmt.Sprintf(`{"id":%q,"duty":%q,"subject":"2026-1","kind":"published","occurred_at":"2026-09-30","title":%q,"url":"https://www.example.gov.cn/1.html"}`, id, duty, title)
}

func TestEventsAreTakenOnceHoweverOftenSent(t *testing.T) {
	h := newHouse(t)
	p := h.program(access.Clerk, access.ScopeEventsWrite)
	body := fact("a-1", "1", "甲") + "\n\n" + fact("a-2", "1", "乙") + "\n"
	for round, want := range []string{"appended", "duplicate"} {
		status, got := p.events(body)
		if status != 200 || len(got.Lines) != 2 || got.Lines[0].Outcome != want || got.Lines[1].Outcome != want || got.Lines[1].Line != 3 || got.Lines[1].ID != "a-2" {
			t.Errorf("round %d: %d %+v", round, status, got)
		}
	}
	if len(h.ledger.events) != 2 || h.ledger.events[0].Actor != "clerk" || h.ledger.events[0].Source != "api" || h.ledger.events[0].Body != "mzj" {
		t.Errorf("%+v", h.ledger.events)
	}
	if got := h.audited(access.AuditQuery{Action: access.ActEventsAppend}); len(got) != 2 || got[1].Details != "appended=2 duplicate=0 conflict=0 rejected=0" {
		t.Errorf("audit %+v", got)
	}
}

func TestEachLineOfEventsIsAnsweredInWords(t *testing.T) {
	p := newHouse(t).program(access.Clerk, access.ScopeEventsWrite)
	p.events(fact("a-1", "1", "甲"))
	status, got := p.events(strings.Join([]string{
		fact("a-1", "1", "另一个标题"),
		"not json",
		fact("a-3", "6a", "别的科室的事项"),
		fact("a-4", "99", "没有的事项"),
		strings.Replace(fact("a-5", "1", "伪造"), `"published"`, `"ruled","ref":"a-1","note":"快照为证","attrs":{"decision":"forged"}`, 1),
		fact("a-6", "1", "好的"),
	}, "\n"))
	if status != http.StatusMultiStatus || got.Conflict != 1 || got.Rejected != 4 || got.Appended != 1 {
		t.Fatalf("%d %+v", status, got)
	}
	for i, want := range []string{"已有另一条", "第 2 行", "", "第 4 行", "只能由领导小组办公室写入"} {
		if len(got.Lines[i].Problems) == 0 || !strings.Contains(got.Lines[i].Problems[0], want) {
			t.Errorf("line %d: %+v, want %q", i+1, got.Lines[i], want)
		}
	}
	if status, _ := p.events("nonsense"); status != http.StatusUnprocessableEntity {
		t.Errorf("nothing taken answers %d", status)
	}
}

func TestTheSecretariatEntersForEveryOffice(t *testing.T) {
	p := newHouse(t).program(access.Secretariat, access.ScopeEventsWrite)
	if status, got := p.events(fact("a-1", "6a", "预算") + "\n" + fact("a-2", "1", "动态")); status != 200 || got.Appended != 2 {
		t.Errorf("%d %+v", status, got)
	}
}

func TestNothingIsAcknowledgedThatIsNotStored(t *testing.T) {
	h := newHouse(t)
	p := h.program(access.Clerk, access.ScopeEventsWrite)
	h.ledger.err = away
	a := p.send(http.MethodPost, eventsPath, fact("a-1", "1", "甲"))
	if a.StatusCode != http.StatusServiceUnavailable || a.Header.Get("Retry-After") == "" || a.Header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("%d %v %s", a.StatusCode, a.Header, a.text)
	}
}

func TestManyEventsAndStreams(t *testing.T) {
	h := newHouse(t)
	p := h.program(access.Clerk, access.ScopeEventsWrite)
	var body bytes.Buffer
	for i := range 4321 {
		body.WriteString(fact(fmt.Sprintf("a-%d", i), "1", fmt.Sprint(strings.Repeat("长", 100), i)) + "\n")
	}
	h.ledger.quick = true
	status, got := p.events(body.String())
	if status != 200 || got.Appended != 4321 || got.Lines[4320].Line != 4321 {
		t.Errorf("%d, %d appended", status, got.Appended)
	}
	huge := strings.Repeat(" ", maxEventsBody+1)
	if a := p.send(http.MethodPost, eventsPath, huge); a.StatusCode != http.StatusRequestEntityTooLarge {
		t.Errorf("too large: %d", a.StatusCode)
	}
	if status, _ := p.events(strings.Repeat("x", 3<<20)); status != http.StatusUnprocessableEntity {
		t.Errorf("one endless line: %d", status)
	}
}

func TestProgramsNeedTheirTokenAndItsScope(t *testing.T) {
	h := newHouse(t)
	reads, writes := h.program(access.Clerk, access.ScopeRead), h.program(access.Clerk, access.ScopeEventsWrite)
	for name, c := range map[string]struct {
		answer answered
		want   int
	}{
		"no token":        {program{h, ""}.send("GET", "/api/v1/instances", ""), 401},
		"a wrong token":   {program{h, "dl_" + strings.Repeat("0", 16) + "_" + strings.Repeat("0", 64)}.send("GET", "/api/v1/instances", ""), 401},
		"read to write":   {reads.send("POST", eventsPath, fact("a", "1", "甲")), 403},
		"write to read":   {writes.send("GET", "/api/v1/instances", ""), 403},
		"read to read":    {reads.send("GET", "/api/v1/instances", ""), 200},
		"another office":  {reads.send("GET", "/api/v1/instances?office=cwk", ""), 403},
		"another body":    {reads.send("GET", "/api/v1/tallies?body=jyj", ""), 403},
		"a wrong method":  {reads.send("PUT", "/api/v1/instances", ""), 405},
		"a wrong path":    {reads.send("GET", "/api/v1/nope", ""), 404},
		"a wrong limit":   {reads.send("GET", "/api/v1/instances?limit=0", ""), 400},
		"a wrong format":  {writes.send("POST", eventsPath, "a=b", "Content-Type", fiber.MIMEApplicationForm), 415},
		"an empty body":   {writes.send("POST", eventsPath, "\n\n"), 400},
		"not a bearer":    {program{h, ""}.send("GET", "/api/v1/instances", "", "Authorization", "Basic eDp5"), 401},
		"an English word": {program{h, ""}.send("GET", "/api/v1/instances", "", "Accept-Language", "en"), 401},
	} {
		if c.answer.StatusCode != c.want {
			t.Errorf("%s: %d %s", name, c.answer.StatusCode, c.answer.text)
		}
		if c.want >= 400 && (c.answer.Header.Get("Content-Type") != "application/problem+json" || !json.Valid([]byte(c.answer.text))) {
			t.Errorf("%s: %s %s", name, c.answer.Header.Get("Content-Type"), c.answer.text)
		}
		if len(c.answer.Cookies()) > 0 {
			t.Errorf("%s: a program gets cookies", name)
		}
	}
	if got := h.audited(access.AuditQuery{Action: access.ActTokenUse, Result: access.Refused}); len(got) == 0 {
		t.Error("a wrong token is not audited")
	}
}

func TestASessionCookieIsNoToken(t *testing.T) {
	b := newHouse(t).signedIn(access.Secretariat)
	if a := b.get("/api/v1/instances"); a.StatusCode != http.StatusUnauthorized {
		t.Errorf("%d", a.StatusCode)
	}
}

func TestAnAnswerCarriesItsQuestion(t *testing.T) {
	p := newHouse(t).program(access.Leading, access.ScopeRead)
	a := p.send("GET", "/api/v1/instances?limit=1&period=2026Q4&as_of=2026-10-07", "")
	var got answer[apiInstance]
	if err := json.Unmarshal([]byte(a.text), &got); err != nil {
		t.Fatal(err)
	}
	q := got.Question
	if q.Body != "mzj" || q.From.String() != "2026-10-01" || q.AsOf != "2026-10-08T00:00:00.000" || len(got.Rows) != 1 || got.Next != 1 {
		t.Errorf("%s", a.text)
	}
	if !strings.Contains(a.Header.Get("Cache-Control"), "max-age=3600") {
		t.Errorf("the past may be kept: %q", a.Header.Get("Cache-Control"))
	}
	a = p.send("GET", "/api/v1/tallies", "")
	if a.StatusCode != 200 || !strings.Contains(a.text, `"month":"2026-10"`) || a.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("%s", a.text)
	}
}
