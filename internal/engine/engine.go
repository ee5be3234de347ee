// Package engine starts, guards and stops the embedded ClickHouse: a child
// process that loads libchdb.so and serves the native protocol on a loopback
// port to one user with a random password.
//
// The program must call RunChild before anything else when IsChild says so:
//
//	if engine.IsChild(os.Args) {
//		os.Exit(engine.RunChild(os.Args))
//	}
//
// Tests that start an engine do the same in TestMain.
package engine

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"sync"
	"time"
)

// Options say how an engine is to run.
type Options struct {
	// DataDir holds everything the engine writes. It is created when missing,
	// and made private to this user.
	DataDir string
	// Library is libchdb.so or its folder; empty means FindLibrary looks for it.
	Library string
	// MemoryLimit bounds what the engine's queries, caches and merges may use
	// together, in bytes; 0 means 60 % of the machine.
	MemoryLimit int64
	// StartTimeout bounds the wait for the first answer; 0 means a minute.
	StartTimeout time.Duration
	// Log is told of starts, deaths and restarts; nil means silence.
	Log *slog.Logger
	// ExtraConfig, for tests, returns more of the server's configuration, such
	// as the remote_servers of a cluster. With it the working user may also
	// reach other servers.
	ExtraConfig func(self Info) string
}

// Engine is a running engine with its supervisor. Its address and password
// stay the same however often the child has to be restarted.
type Engine struct {
	opts     Options
	lib      string
	log      *slog.Logger
	dir      *dataDir
	port     *portReservation
	info     Info
	settings func() settings

	mu    sync.Mutex
	state State
	turn  chan struct{} // closed, and replaced, at every change of state
	child *process

	closing   context.Context
	close     context.CancelFunc
	closeOnce sync.Once
	done      chan struct{}
}

// Start starts an engine and returns when it answers. ctx bounds the start,
// not the life. The error is an *Error: ErrInUse, ErrLibrary, ErrDataDir,
// ErrDiskFull, ErrStartTimeout or ErrStartFailed.
func Start(ctx context.Context, opts Options) (*Engine, error) {
	lib, err := FindLibrary(opts.Library)
	if err != nil {
		return nil, err
	}
	dir, err := openDataDir(ctx, opts.DataDir)
	if err != nil {
		return nil, err
	}
	port, err := reservePort()
	if err != nil {
		dir.close()
		return nil, &Error{Kind: ErrStartFailed, Detail: "the engine of " + dir.path, Err: err}
	}
	e := newEngine(opts, lib, dir, port)
	if err := e.launch(ctx); err != nil {
		e.release()
		return nil, err
	}
	if err := e.info.save(dir.path); err != nil {
		e.child.stop(stopPatience)
		e.release()
		return nil, dirError(dir.path, err)
	}
	go e.supervise()
	return e, nil
}

func newEngine(opts Options, lib string, dir *dataDir, port *portReservation) *Engine {
	if opts.StartTimeout == 0 {
		opts.StartTimeout = time.Minute
	}
	e := &Engine{opts: opts, lib: lib, log: opts.Log, dir: dir, port: port,
		info: Info{PID: os.Getpid(), Addr: port.addr(), User: workingUser,
			Password: newPassword(), Since: time.Now().Truncate(time.Second)},
		state: State{Phase: Starting, Since: time.Now()},
		turn:  make(chan struct{}),
		done:  make(chan struct{}),
	}
	if e.log == nil {
		e.log = slog.New(slog.DiscardHandler)
	}
	e.closing, e.close = context.WithCancel(context.Background())
	e.settings = func() settings {
		s := newSettings(dir, port.port, e.info.Password, opts.MemoryLimit)
		if opts.ExtraConfig != nil {
			s.Extra, s.Remote = opts.ExtraConfig(e.info), true
		}
		return s
	}
	return e
}

// Addr is the host and port of the native protocol.
func (e *Engine) Addr() string { return e.info.Addr }

// User is the name to sign in with.
func (e *Engine) User() string { return e.info.User }

// Password is the working user's, random for every Start.
func (e *Engine) Password() string { return e.info.Password }

// DSN is all three in the form clickhouse-go parses, without a database.
func (e *Engine) DSN() string { return e.info.DSN() }

// Done is closed when the engine has ended for good, that is after Close.
// Deaths it recovers from show in State.
func (e *Engine) Done() <-chan struct{} { return e.done }

// Close ends the engine: in order if it can, by force after ten seconds. It
// returns when the child is gone and the data directory is free again. Calls
// after the first wait for it.
func (e *Engine) Close() error {
	e.closeOnce.Do(e.close)
	<-e.done
	return nil
}

// launch runs the child until it answers, or returns why it does not.
func (e *Engine) launch(ctx context.Context) error {
	began := time.Now()
	config, err := e.settings().write(e.dir)
	if err != nil {
		return err
	}
	child, err := spawn(e.lib, config, e.dir)
	if err != nil {
		return &Error{Kind: ErrStartFailed, Detail: "the engine of " + e.dir.path, Err: err}
	}
	limited, cancel := context.WithTimeout(ctx, e.opts.StartTimeout)
	defer cancel()
	if err := child.awaitReady(limited, e.info); err != nil {
		child.stop(0)
		return e.launchError(ctx, limited, child, err)
	}
	e.mu.Lock()
	e.child = child
	e.mu.Unlock()
	e.setState(Ready, nil)
	e.log.Info("engine ready", "addr", e.info.Addr, "pid", child.cmd.Process.Pid,
		"dir", e.dir.path, "took", time.Since(began).Round(time.Millisecond))
	return nil
}

func (e *Engine) launchError(ctx, limited context.Context, child *process, err error) error {
	switch {
	case ctx.Err() != nil && !errors.Is(ctx.Err(), context.DeadlineExceeded):
		return &Error{Kind: ErrStartFailed, Detail: "the engine of " + e.dir.path, Err: ctx.Err()}
	case limited.Err() != nil:
		words := child.words.all()
		if len(words) == 0 {
			words = tailLog(e.dir.logFile())
		}
		return &Error{Kind: ErrStartTimeout, Detail: "the engine of " + e.dir.path, Err: err, Log: words,
			Remedy: "the machine may be overloaded, or the data large: allow more time"}
	}
	return child.failure(e.dir, err)
}

func (e *Engine) release() {
	e.port.release()
	e.dir.close()
}
