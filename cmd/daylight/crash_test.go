package main

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"daylight/internal/engine"
	"daylight/internal/testkit"
)

const (
	crashRounds      = 50
	crashRoundsShort = 5
	crashClients     = 4
	// betweenKills is how many events, first sent or sent again after a kill,
	// must be acknowledged before the next one.
	betweenKills = 10
	// enginesInARow bounds the engine's restart delay, which doubles each time
	// until the server is new.
	enginesInARow = 3
)

// TestAcknowledgedEventsSurviveKill kills the engine or the whole server, at
// random moments, under clients that send again whatever was not acknowledged.
// What was acknowledged must be in the ledger, and nothing may be there twice.
func TestAcknowledgedEventsSurviveKill(t *testing.T) {
	rounds := crashRounds
	if testing.Short() {
		rounds = crashRoundsShort
	}
	ctx, cancel := context.WithTimeout(context.Background(), 4*time.Minute)
	defer cancel()
	seed := uint64(time.Now().UnixNano())
	rnd := rand.New(rand.NewPCG(seed, 0))
	t.Logf("seed %d", seed)

	c := &crash{t: t, data: filepath.Join(t.TempDir(), "data")}
	c.command(ctx, "plan", "load", "anshun-mzj")
	c.command(ctx, "account", "add", "crash", "--role", "secretariat", "--body", "anshun-mzj")
	var issued struct{ Token string }
	if err := json.Unmarshal(c.command(ctx, "--format", "json", "account", "token", "crash", "--scope", "events:write"), &issued); err != nil || issued.Token == "" {
		t.Fatalf("no token: %v", err)
	}
	c.token = issued.Token
	c.serve(ctx)
	defer func() { c.server.Process.Kill(); c.server.Wait() }()

	stop := make(chan struct{})
	senders := make([]*sender, crashClients)
	var sending sync.WaitGroup
	defer sending.Wait()
	defer cancel()
	for i := range senders {
		senders[i] = &sender{crash: c, name: fmt.Sprint("client", i), sent: map[string]string{}, acked: map[string]bool{},
			rnd: rand.New(rand.NewPCG(seed, uint64(i+1)))}
		sending.Go(func() { senders[i].run(ctx, stop) })
	}
	c.awaitAcknowledged(ctx, time.Now())

	engines, servers, inARow := 0, 0, 0
	for range rounds {
		time.Sleep(time.Duration(rnd.IntN(200_000)) * time.Microsecond)
		if rnd.IntN(2) == 0 && inARow < enginesInARow {
			c.killEngine(ctx)
			engines, inARow = engines+1, inARow+1
		} else {
			c.killServer()
			servers, inARow = servers+1, 0
			c.serve(ctx)
		}
		c.awaitAcknowledged(ctx, c.killed)
	}
	close(stop)
	sending.Wait()
	underWay := c.underWay

	// What is asked for at the end is what a new process finds on the disk.
	c.killServer()
	c.serve(ctx)
	stored, titles := c.stored(ctx)

	acknowledged, doubled, first, again := 0, 0, 0, 0
	for _, s := range senders {
		first, again = first+s.first, again+s.again
		for id := range s.acked {
			acknowledged++
			if stored[id] == 0 {
				t.Errorf("event %s was acknowledged and is lost", id)
			}
		}
		for id, title := range s.sent {
			if stored[id] > 0 && titles[id] != title {
				t.Errorf("event %s says %q, not %q", id, titles[id], title)
			}
			delete(titles, id)
		}
	}
	for id, n := range stored {
		if n > 1 {
			doubled++
			t.Errorf("event %s is stored %d times", id, n)
		}
	}
	for id := range titles {
		t.Errorf("event %s is stored and nobody sent it", id)
	}
	if kills := engines + servers; kills != rounds || underWay < rounds/2 || again == 0 && !testing.Short() {
		t.Errorf("the test proves too little: %d kills, %d of them under requests, %d events found stored when sent again", kills, underWay, again)
	}
	testkit.Tell(t, "kills: engine %d, server %d; %d of them with requests under way", engines, servers, underWay)
	t.Logf("acknowledged as appended %d, as duplicate %d; answers by status (0: none) %v", first, again, c.statuses())
	t.Logf("rounds %d, acknowledged %d, stored %d, doubled %d", rounds, acknowledged, len(stored), doubled)
}

// crash is a server that does not live long.
type crash struct {
	t           *testing.T
	data, token string
	server      *exec.Cmd
	base        atomic.Value // its address, a string
	flying      atomic.Int64 // requests under way
	underWay    int          // kills that met some
	killed      time.Time    // when the last victim was gone
	answers     sync.Map     // status: *atomic.Int64

	mu    sync.Mutex
	heard []time.Time // when each acknowledged request was sent
}

func (c *crash) command(ctx context.Context, args ...string) []byte {
	c.t.Helper()
	cmd := program(ctx, append([]string{"--data", c.data}, args...)...)
	var words bytes.Buffer
	cmd.Stderr = &words
	out, err := cmd.Output()
	if err != nil {
		c.t.Fatalf("daylight %v: %v\n%s", args, err, &words)
	}
	return out
}

// serve starts the server and returns when it listens.
func (c *crash) serve(ctx context.Context) {
	c.t.Helper()
	cmd := program(ctx, "--data", c.data, "serve", "--listen", "127.0.0.1:0")
	// A file, not a buffer: Wait must not wait for whoever else has the pipe.
	words, err := os.OpenFile(filepath.Join(filepath.Dir(c.data), "serve.log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		c.t.Fatal(err)
	}
	defer words.Close()
	cmd.Stderr = words
	out, err := cmd.StdoutPipe()
	if err != nil {
		c.t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		c.t.Fatal(err)
	}
	c.server = cmd
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if base, ok := strings.CutPrefix(lines.Text(), "listening on "); ok {
			c.base.Store(base)
			return
		}
	}
	cmd.Wait()
	c.t.Fatalf("the server does not start: %s\n%s", cmd.ProcessState, c.lastWords())
}

func (c *crash) lastWords() string {
	words, _ := os.ReadFile(filepath.Join(filepath.Dir(c.data), "serve.log"))
	return string(words[max(0, len(words)-4000):])
}

// killServer returns when the server is gone.
func (c *crash) killServer() {
	c.t.Helper()
	c.kill(c.server.Process.Pid)
	c.server.Wait()
	if by := c.server.ProcessState.Sys().(syscall.WaitStatus); !by.Signaled() || by.Signal() != syscall.SIGKILL {
		c.t.Fatalf("the server ended by itself: %s\n%s", c.server.ProcessState, c.lastWords())
	}
	c.killed = time.Now()
}

// killEngine returns when the engine is gone and the server knows.
func (c *crash) killEngine(ctx context.Context) {
	c.t.Helper()
	pid := c.engineOf(ctx, c.server.Process.Pid)
	c.kill(pid)
	for syscall.Kill(pid, 0) == nil {
		if ctx.Err() != nil {
			c.t.Fatalf("engine %d does not die", pid)
		}
		time.Sleep(time.Millisecond)
	}
	c.killed = time.Now()
}

func (c *crash) kill(pid int) {
	c.t.Helper()
	if c.flying.Load() > 0 {
		c.underWay++
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		c.t.Fatalf("kill %d: %v", pid, err)
	}
}

// engineOf returns the child of the server that is the engine.
func (c *crash) engineOf(ctx context.Context, server int) int {
	c.t.Helper()
	for ctx.Err() == nil {
		all, err := filepath.Glob("/proc/[0-9]*/cmdline")
		if err != nil {
			c.t.Fatal(err)
		}
		for _, name := range all {
			line, err := os.ReadFile(name)
			if err != nil || !engine.IsChild(strings.Split(string(line), "\x00")) {
				continue
			}
			stat, err := os.ReadFile(filepath.Join(filepath.Dir(name), "stat"))
			if err != nil {
				continue
			}
			// pid (name) state parent …
			fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')')+1:]))
			if len(fields) > 1 && fields[0] != "Z" && fields[1] == strconv.Itoa(server) {
				pid, err := strconv.Atoi(filepath.Base(filepath.Dir(name)))
				if err != nil {
					c.t.Fatal(err)
				}
				return pid
			}
		}
		time.Sleep(5 * time.Millisecond)
	}
	c.t.Fatalf("server %d has no engine\n%s", server, c.lastWords())
	return 0
}

func (c *crash) acknowledge(asked time.Time, events int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for range events {
		c.heard = append(c.heard, asked)
	}
}

// awaitAcknowledged returns when enough events were acknowledged whose request
// was sent after a moment.
func (c *crash) awaitAcknowledged(ctx context.Context, after time.Time) {
	c.t.Helper()
	limit := time.Now().Add(30 * time.Second)
	for ; ; time.Sleep(2 * time.Millisecond) {
		c.mu.Lock()
		n := 0
		for i := len(c.heard) - 1; i >= 0 && n < betweenKills; i-- {
			if c.heard[i].After(after) {
				n++
			}
		}
		c.mu.Unlock()
		if n >= betweenKills {
			return
		}
		if ctx.Err() != nil || time.Now().After(limit) || c.t.Failed() {
			c.t.Fatalf("service does not resume: answers %v\n%s", c.statuses(), c.lastWords())
		}
	}
}

func (c *crash) statuses() map[int]int64 {
	all := map[int]int64{}
	c.answers.Range(func(k, v any) bool {
		all[k.(int)] = v.(*atomic.Int64).Load()
		return true
	})
	return all
}

// stored asks the engine itself how often each event is there, past all that
// the program does to read it.
func (c *crash) stored(ctx context.Context) (times map[string]int, titles map[string]string) {
	c.t.Helper()
	running, err := engine.Attach(ctx, c.data)
	if err != nil {
		c.t.Fatal(err)
	}
	db, err := sql.Open("clickhouse", running.DSN()+"/daylight")
	if err != nil {
		c.t.Fatal(err)
	}
	defer db.Close()
	var rows, ids uint64
	if err := db.QueryRowContext(ctx, "SELECT count(), uniqExact(id) FROM event").Scan(&rows, &ids); err != nil {
		c.t.Fatal(err)
	}
	each, err := db.QueryContext(ctx, "SELECT id, title FROM event")
	if err != nil {
		c.t.Fatal(err)
	}
	defer each.Close()
	times, titles = map[string]int{}, map[string]string{}
	read := uint64(0)
	for ; each.Next(); read++ {
		var id, title string
		if err := each.Scan(&id, &title); err != nil {
			c.t.Fatal(err)
		}
		times[id]++
		titles[id] = title
	}
	if err := each.Err(); err != nil || read != rows || uint64(len(times)) != ids {
		c.t.Fatalf("read %d events of %d, %d ids of %d: %v", read, rows, len(times), ids, err)
	}
	return times, titles
}

// sender is one client: it sends events in small parts, and a part again, with
// the same ids, until it is acknowledged.
type sender struct {
	*crash
	name         string
	rnd          *rand.Rand
	sent         map[string]string // id: title
	acked        map[string]bool
	first, again int // acknowledged as appended, as duplicate
}

func (s *sender) run(ctx context.Context, stop <-chan struct{}) {
	client := &http.Client{Timeout: 5 * time.Second, Transport: &http.Transport{}}
	defer client.CloseIdleConnections()
	for part := 0; ; part++ {
		body := s.part(part)
		for !s.send(ctx, client, body) {
			select {
			case <-ctx.Done():
				return
			case <-time.After(time.Duration(20+s.rnd.IntN(40)) * time.Millisecond):
			}
		}
		select {
		case <-stop:
			return
		case <-time.After(time.Duration(s.rnd.IntN(20)) * time.Millisecond):
		}
	}
}

// part is one to three decisions, each made and published.
func (s *sender) part(number int) string {
	var body strings.Builder
	for i := range 1 + s.rnd.IntN(3) {
		subject := fmt.Sprintf("%s-%d-%d", s.name, number, i)
		for _, kind := range []string{"triggered", "published"} {
			fact := map[string]string{
				"id": subject + "/" + kind, "duty": "4a", "subject": subject, "kind": kind,
				"occurred_at": "2026-01-05", "title": "决定 " + subject + " " + kind,
			}
			if kind == "published" {
				fact["channel"], fact["url"] = "website", "https://www.example.gov.cn/"+subject+".html"
			}
			s.sent[fact["id"]] = fact["title"]
			line, err := json.Marshal(fact)
			if err != nil {
				panic(err) // strings
			}
			body.Write(append(line, '\n'))
		}
	}
	return body.String()
}

// send reports whether the part was acknowledged. Only a whole answer of 200
// counts; no answer and 503 mean: send again.
func (s *sender) send(ctx context.Context, client *http.Client, body string) bool {
	asked := time.Now()
	status, text := s.post(ctx, client, body)
	count, _ := s.answers.LoadOrStore(status, new(atomic.Int64))
	count.(*atomic.Int64).Add(1)
	switch status {
	case http.StatusOK:
	case 0, http.StatusServiceUnavailable:
		return false
	default:
		s.t.Errorf("%d %s", status, text)
		return false
	}
	var answer struct {
		Lines []struct{ ID, Outcome string }
	}
	if err := json.Unmarshal(text, &answer); err != nil || len(answer.Lines) != strings.Count(body, "\n") {
		s.t.Errorf("200 with %d lines for %d: %v", len(answer.Lines), strings.Count(body, "\n"), err)
		return false
	}
	for _, l := range answer.Lines {
		switch {
		case l.Outcome == "appended":
			s.first++
		case l.Outcome == "duplicate":
			s.again++
		default:
			s.t.Errorf("200 and event %s is %s", l.ID, l.Outcome)
		}
		if s.sent[l.ID] == "" || s.acked[l.ID] {
			s.t.Errorf("event %s acknowledged, which was not asked", l.ID)
		}
		s.acked[l.ID] = true
	}
	s.acknowledge(asked, len(answer.Lines))
	return true
}

// post returns status 0 when no whole answer came.
func (s *sender) post(ctx context.Context, client *http.Client, body string) (status int, text []byte) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, s.base.Load().(string)+"/api/v1/events", strings.NewReader(body))
	if err != nil {
		s.t.Error(err)
		return 0, nil
	}
	req.Header.Set("Authorization", "Bearer "+s.token)
	req.Header.Set("Content-Type", "application/x-ndjson")
	s.flying.Add(1)
	defer s.flying.Add(-1)
	resp, err := client.Do(req)
	if err != nil {
		return 0, nil
	}
	defer resp.Body.Close()
	if text, err = io.ReadAll(resp.Body); err != nil {
		return 0, nil
	}
	return resp.StatusCode, text
}
