package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"runtime/debug"
	"sync"
	"time"

	"golang.org/x/sys/unix"

	"daylight/internal/access"
	"daylight/internal/briefing"
	"daylight/internal/i18n"
	"daylight/internal/store"
	"daylight/internal/web"
)

// ServeCmd is `daylight serve`.
type ServeCmd struct {
	Listen           string `help:"Address to serve on." default:"127.0.0.1:8080"`
	Secure           bool   `help:"People reach the server by https, through a proxy: cookies are sent over https only."`
	BriefingSchedule `embed:""`
}

// Run serves until it is told to stop.
func (c *ServeCmd) Run(ctx context.Context, app *App) error {
	st, err := app.ownStore(ctx)
	if err != nil {
		return err
	}
	svc, err := app.access(st)
	if err != nil {
		return err
	}
	defer svc.Close()
	first, err := svc.EnsureAdmin(ctx)
	if err != nil {
		return err
	}
	if first != "" {
		fmt.Fprintln(app.Out, i18n.T(app.Lang, "cli.first_admin", first))
	}
	return app.serve(ctx, st, svc, c.Listen, c.Secure, c.schedule())
}

func (a *App) access(st *store.Store) (*access.Service, error) {
	if err := os.MkdirAll(a.dataDir, 0o700); err != nil {
		return nil, err
	}
	secret, err := access.LoadSecret(a.dataDir)
	if err != nil {
		return nil, err
	}
	return access.NewService(st, secret, a.Log, time.Now), nil
}

// memoryLimit is above which memory is collected rather than grown: little on small
// machines, and with more of it room for the answers that are kept.
func memoryLimit() int64 {
	const least, share = 60 << 20, 32
	var machine unix.Sysinfo_t
	if err := unix.Sysinfo(&machine); err != nil {
		return least
	}
	return max(least, int64(machine.Totalram)*int64(machine.Unit)/share)
}

// serve answers until ctx ends, then lets requests under way finish.
func (a *App) serve(ctx context.Context, st *store.Store, svc *access.Service, listen string, secure bool, schedule briefing.Schedule) error {
	debug.SetMemoryLimit(memoryLimit())
	keeper := a.keeper(st, svc, schedule)
	srv, err := web.New(web.Config{
		Reader: st, Ledger: st, Evidence: st, Layouts: st, Schemes: st, Extras: st, Appeals: st, Matters: st, Nation: st,
		Briefings: st, Press: press{st}, BriefingNotes: keeper,
		Access: svc, Ready: st.Ping, Log: a.Log, Version: version, Secure: secure,
	})
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", listen)
	if err != nil {
		return fmt.Errorf("listen: %w", err)
	}
	fmt.Fprintf(a.Out, "%s\nlistening on http://%s\n", i18n.T(a.Lang, "cli.served", "http://"+l.Addr().String()), l.Addr())
	var keeping sync.WaitGroup
	defer keeping.Wait()
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	keeping.Go(func() { keeper.Keep(ctx, scheduleEvery) })
	keeping.Go(func() { st.KeepStandings(ctx, a.Log) })
	served := make(chan error, 1)
	go func() { served <- srv.Serve(l) }()
	select {
	case err := <-served:
		return err
	case <-ctx.Done():
	}
	fmt.Fprintln(a.Err, i18n.T(a.Lang, "cli.stopping"))
	ending, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	if err := srv.Shutdown(ending); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return err // a browser that keeps its connection open may be left behind
	}
	return nil
}
