package engine

import (
	"context"
	"fmt"
	"os"
	"time"
)

// Phase is where an engine stands in its life.
type Phase int

const (
	Starting Phase = iota + 1 // 正在启动
	Ready                     // 正常
	Down                      // 已中断，将自动重启
	Closed                    // 已关闭
)

func (p Phase) String() string {
	switch p {
	case Starting:
		return "starting"
	case Ready:
		return "ready"
	case Down:
		return "down"
	case Closed:
		return "closed"
	}
	return "unset"
}

// State is how the engine stands and since when.
type State struct {
	Phase    Phase
	Since    time.Time
	Err      error // why it last went down or failed to come back; nil when it never did
	Restarts int   // how often it came back
}

const (
	stopPatience   = 10 * time.Second
	firstBackoff   = 100 * time.Millisecond
	longestBackoff = 30 * time.Second
	steadyAfter    = time.Minute // a life this long makes the next backoff short again
)

// State returns how the engine stands.
func (e *Engine) State() State {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.state
}

// Ready reports whether the engine answers, as far as is known.
func (e *Engine) Ready() bool { return e.State().Phase == Ready }

// WaitReady returns when the engine is ready, or ErrClosed when it never will
// be again, or the context's error.
func (e *Engine) WaitReady(ctx context.Context) error {
	for {
		e.mu.Lock()
		state, turn := e.state, e.turn
		e.mu.Unlock()
		switch state.Phase {
		case Ready:
			return nil
		case Closed:
			return &Error{Kind: ErrClosed, Detail: "the engine of " + e.dir.path}
		}
		select {
		case <-turn:
		case <-ctx.Done():
			return fmt.Errorf("wait for engine: %w", ctx.Err())
		}
	}
}

// setState keeps the last error until there is another one.
func (e *Engine) setState(phase Phase, err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if phase == Ready && e.state.Err != nil {
		e.state.Restarts++
	}
	if err != nil {
		e.state.Err = err
	}
	e.state.Phase, e.state.Since = phase, time.Now()
	close(e.turn)
	e.turn = make(chan struct{})
}

// supervise restarts the child whenever it ends, until Close.
func (e *Engine) supervise() {
	defer close(e.done)
	defer e.setState(Closed, nil)
	defer e.release()
	defer os.Remove(runFile(e.dir.path))

	backoff := firstBackoff
	for {
		began := time.Now()
		select {
		case <-e.closing.Done():
			e.child.stop(stopPatience)
			e.log.Info("engine closed", "dir", e.dir.path)
			return
		case <-e.child.done:
		}
		err := &Error{Kind: ErrDied, Detail: "the engine of " + e.dir.path,
			Err: fmt.Errorf("the child ended: %s", e.child.cmd.ProcessState), Log: e.child.words.all()}
		e.setState(Down, err)
		if time.Since(began) > steadyAfter {
			backoff = firstBackoff
		}
		e.log.Error("engine died", "error", err, "restart_in", backoff)
		if !e.revive(&backoff) {
			return
		}
	}
}

// revive tries until the engine is up again; false means Close was called.
func (e *Engine) revive(backoff *time.Duration) bool {
	for {
		select {
		case <-e.closing.Done():
			return false
		case <-time.After(*backoff):
		}
		*backoff = min(*backoff*2, longestBackoff)
		e.setState(Starting, nil)
		err := e.launch(e.closing)
		if err == nil {
			return true
		}
		e.setState(Down, err)
		if e.closing.Err() == nil {
			e.log.Error("engine does not start", "error", err, "restart_in", *backoff)
		}
	}
}
