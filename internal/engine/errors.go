package engine

import (
	"errors"
	"fmt"
	"strings"
)

// The kinds of failure. Test for them with errors.Is; the *Error around them
// carries the particulars.
var (
	// ErrInUse: another process owns the data directory.
	ErrInUse = errors.New("data directory in use")
	// ErrLibrary: libchdb.so was not found or cannot be loaded.
	ErrLibrary = errors.New("engine library unavailable")
	// ErrDataDir: the data directory is no directory, not ours or not writable.
	ErrDataDir = errors.New("data directory unusable")
	// ErrDiskFull: no room is left to work in.
	ErrDiskFull = errors.New("disk full")
	// ErrStartTimeout: the engine did not answer in time.
	ErrStartTimeout = errors.New("engine not ready in time")
	// ErrStartFailed: the engine ended, or refused to serve, while starting.
	ErrStartFailed = errors.New("engine failed to start")
	// ErrDied: the engine ended while it was serving.
	ErrDied = errors.New("engine died")
	// ErrNotRunning: no engine serves this data directory.
	ErrNotRunning = errors.New("engine not running")
	// ErrClosed: the engine was closed by its owner.
	ErrClosed = errors.New("engine closed")
)

// Error is a failure to start, keep or find an engine.
type Error struct {
	Kind   error    // one of the Err values above
	Detail string   // what happened, to what
	Remedy string   // what to do about it; may be empty
	PID    int      // the process in the way, when known (ErrInUse)
	Log    []string // the engine's last words; may be empty
	Err    error    // the cause; may be nil
}

func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", e.Kind, e.Detail)
	if e.Err != nil {
		fmt.Fprintf(&b, ": %v", e.Err)
	}
	if e.Remedy != "" {
		fmt.Fprintf(&b, "; %s", e.Remedy)
	}
	if len(e.Log) > 0 {
		fmt.Fprintf(&b, "\nlast lines of the engine:\n  %s", strings.Join(e.Log, "\n  "))
	}
	return b.String()
}

// Unwrap lets errors.Is find both the kind and the cause.
func (e *Error) Unwrap() []error {
	if e.Err == nil {
		return []error{e.Kind}
	}
	return []error{e.Kind, e.Err}
}
