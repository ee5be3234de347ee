package web

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"daylight/internal/access"
)

// serve listens on a real port, for what only a connection can show.
func (h *house) serve() string {
	h.t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		h.t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- h.Serve(l) }()
	h.t.Cleanup(func() {
		if err := h.Shutdown(h.t.Context()); err != nil && h.t.Context().Err() == nil {
			h.t.Error(err)
		}
		<-done
	})
	return l.Addr().String()
}

// raw sends text as it stands and returns everything that comes back until
// the server closes or falls silent.
func raw(t *testing.T, addr, text string) string {
	t.Helper()
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	go io.WriteString(conn, text) // the server may close first
	if err := conn.SetReadDeadline(time.Now().Add(2 * time.Second)); err != nil {
		t.Fatal(err)
	}
	got, _ := io.ReadAll(conn)
	return string(got)
}

// What a refused request leaves unread must not be taken for the next one.
func TestTheRestOfARefusedRequestIsNoRequest(t *testing.T) {
	h := newHouse(t)
	addr := h.serve()
	hidden := "GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
	for name, head := range map[string]string{
		"events without a token": "POST /api/v1/events HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n",
		"a page's large body":    "POST /signin HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n",
		"an unknown method":      "BREW /signin HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n",
	} {
		padding := strings.Repeat("x", maxPageBody)
		got := raw(t, addr, fmt.Sprintf(head, len(padding)+len(hidden))+padding+hidden)
		if n := strings.Count(got, "HTTP/1.1 "); n != 1 || strings.Contains(got, "ok\n") {
			t.Errorf("%s: %d answers:\n%s", name, n, got)
		}
	}
}

func TestConnectionsAreKeptBetweenSmallRequests(t *testing.T) {
	addr := newHouse(t).serve()
	one := "POST /signin HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\na=b"
	got := raw(t, addr, one+one+"GET /healthz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
	if n := strings.Count(got, "HTTP/1.1 "); n != 3 {
		t.Errorf("%d answers to three requests:\n%s", n, got)
	}
}

func TestEventsMayComeInChunksOfUnknownLength(t *testing.T) {
	h := newHouse(t)
	p := h.program(access.Clerk, access.ScopeEventsWrite)
	addr := h.serve()
	r, w := io.Pipe()
	go func() {
		for i := range 300 {
			fmt.Fprintln(w, fact(fmt.Sprintf("c-%d", i), "1", fmt.Sprint("分块", i)))
		}
		w.Close()
	}()
	req, err := http.NewRequest(http.MethodPost, "http://"+addr+eventsPath, r)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Authorization", "Bearer "+p.token)
	req.Header.Set("Content-Type", "application/x-ndjson")
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, _ := io.ReadAll(res.Body)
	if res.StatusCode != http.StatusOK || !strings.HasPrefix(string(text), `{"appended":300,`) {
		t.Errorf("%d %.200s", res.StatusCode, text)
	}
}

func TestHeadersTooLargeAreRefusedInWords(t *testing.T) {
	addr := newHouse(t).serve()
	got := raw(t, addr, "GET / HTTP/1.1\r\nHost: x\r\nX-Long: "+strings.Repeat("x", 2*maxHeader)+"\r\n\r\n")
	res, err := http.ReadResponse(bufio.NewReader(strings.NewReader(got)), nil)
	if err != nil || res.StatusCode != http.StatusRequestHeaderFieldsTooLarge || res.Header.Get("Content-Security-Policy") == "" {
		t.Errorf("%v %.300s", err, got)
	}
}
