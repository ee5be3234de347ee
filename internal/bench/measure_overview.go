package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"sync"
	"sync/atomic"
	"time"

	"daylight/internal/access"
	"daylight/internal/web"
)

// openersFor is how long each number of openers goes on.
const openersFor = 15 * time.Second

// overview opens the overview of a few bodies, and of any, as so many people at
// once do, each the next page when the one before has come.
func (b *bench) overview(ctx context.Context) error {
	site, client, stop, err := b.serve(ctx)
	if err != nil {
		return err
	}
	defer stop()
	for _, of := range []struct {
		bodies int
		words  string
	}{{4, "of the same 4 bodies"}, {b.nation.Bodies, "each of another body, asked for the first time"}} {
		for _, openers := range []int{1, 4, 20, 50} {
			t, flying, err := b.open(ctx, site, client, openers, of.bodies)
			if err != nil {
				return err
			}
			l := line{what: fmt.Sprintf("overview, %d openers at once, %s", openers, of.words), ours: cell{text: spread(t)},
				note: fmt.Sprintf("%d pages; queries in flight: %s", len(t), flying)}
			if openers == 20 {
				l.aim = "p95 under 300 ms"
			}
			b.add(l)
		}
	}
	return nil
}

// serve runs the web server of the program on the loaded store, and signs in an
// auditor, who sees every body.
func (b *bench) serve(ctx context.Context) (site string, client *http.Client, stop func(), err error) {
	secret, err := access.LoadSecret(b.ours.dir)
	if err != nil {
		return "", nil, nil, err
	}
	quiet := slog.New(slog.DiscardHandler)
	svc := access.NewService(b.ours.store, secret, quiet, time.Now)
	account := access.Account{Name: fmt.Sprintf("bench%d", time.Now().Unix()), Role: access.Auditor}
	const password = "bench-Passwort-2026-阳光"
	if _, _, err := svc.Create(ctx, access.Actor{Account: "bench", Role: access.Admin}, account, password); err != nil {
		return "", nil, nil, err
	}
	st := b.ours.store
	srv, err := web.New(web.Config{Reader: st, Ledger: st, Evidence: st, Layouts: st, Schemes: st, Access: svc, Ready: st.Ping, Log: quiet, Version: "bench", RequestsPerMinute: -1})
	if err != nil {
		return "", nil, nil, err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, nil, err
	}
	go srv.Serve(l) //nolint:errcheck // it ends with the measure
	stop = func() {
		ending, cancel := context.WithTimeout(context.Background(), 3*time.Second)
		defer cancel()
		_ = srv.Shutdown(ending)
		svc.Close()
	}
	site = "http://" + l.Addr().String()
	jar, err := cookiejar.New(nil)
	if err != nil {
		return "", nil, stop, err
	}
	client = &http.Client{Jar: jar, Transport: &http.Transport{MaxIdleConnsPerHost: 64}, Timeout: 2 * time.Minute}
	return site, client, stop, signIn(client, site, account.Name, password)
}

var csrfInput = regexp.MustCompile(`name="csrf" value="([^"]+)"`)

func signIn(client *http.Client, site, name, password string) error {
	page, err := get(client, site+"/signin")
	if err != nil {
		return err
	}
	token := csrfInput.FindSubmatch(page)
	if token == nil {
		return errors.New("no token in the sign-in form")
	}
	answer, err := client.PostForm(site+"/signin", url.Values{"name": {name}, "password": {password}, "csrf": {string(token[1])}})
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if answer.Request.URL.Path == "/signin" {
		return fmt.Errorf("sign-in refused: %s", answer.Status)
	}
	return nil
}

// errTurnedAway says that the program was too busy to answer.
var errTurnedAway = errors.New("turned away")

func get(client *http.Client, address string) ([]byte, error) {
	answer, err := client.Get(address)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	page, err := io.ReadAll(answer.Body)
	if err == nil && answer.StatusCode == http.StatusServiceUnavailable {
		return nil, errTurnedAway
	}
	if err == nil && answer.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", address, answer.Status)
	}
	return page, err
}

// open lets so many openers go on for a while, and counts the statements that
// the engine has under way meanwhile.
func (b *bench) open(ctx context.Context, site string, client *http.Client, openers, bodies int) (timing, string, error) {
	until := time.Now().Add(openersFor)
	took, errs := make([]timing, openers), make([]error, openers)
	var turnedAway atomic.Int64
	var people sync.WaitGroup
	for o := range openers {
		people.Go(func() {
			luck := rand.New(rand.NewPCG(uint64(openers), uint64(o)))
			for time.Now().Before(until) {
				body := b.nation.Code(luck.IntN(bodies))
				began := time.Now()
				_, err := get(client, site+"/overview?period=2026&body="+body)
				switch {
				case errors.Is(err, errTurnedAway):
					turnedAway.Add(1)
				case err != nil:
					errs[o] = err
					return
				default:
					took[o] = append(took[o], time.Since(began))
				}
			}
		})
	}
	flying := b.watch(ctx, until)
	people.Wait()
	var all timing
	for _, t := range took {
		all = append(all, t...)
	}
	if n := turnedAway.Load(); n > 0 {
		flying += fmt.Sprintf("; %d more were turned away (503)", n)
	}
	return all, flying, errors.Join(errs...)
}

// watch samples how many statements are under way at once, its own left out.
func (b *bench) watch(ctx context.Context, until time.Time) string {
	var seen []int
	most, sum := 0, 0
	for time.Now().Before(until) {
		var n uint64
		if err := b.ours.conn.QueryRow(ctx, "SELECT count() FROM system.processes WHERE query NOT LIKE '%system.processes%'").Scan(&n); err == nil {
			seen = append(seen, int(n))
			most, sum = max(most, int(n)), sum+int(n)
		}
		time.Sleep(20 * time.Millisecond)
	}
	return fmt.Sprintf("%.1f on average, %d at most", float64(sum)/float64(max(len(seen), 1)), most)
}
