package engine

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
)

// process is one life of the child.
type process struct {
	cmd      *exec.Cmd
	lifeline *os.File // the write end; the child ends when it closes
	words    lastWords
	refused  chan struct{} // closed when the engine refuses to serve
	done     chan struct{} // closed when the child is gone and cmd.ProcessState is set
}

// spawn starts the child. It returns as soon as the process exists.
func spawn(lib, config string, dir *dataDir) (*process, error) {
	lifelineRead, lifelineWrite, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("start engine: %w", err)
	}
	defer lifelineRead.Close()
	stderrRead, stderrWrite, err := os.Pipe()
	if err != nil {
		lifelineWrite.Close()
		return nil, fmt.Errorf("start engine: %w", err)
	}
	defer stderrWrite.Close()

	p := &process{
		lifeline: lifelineWrite,
		refused:  make(chan struct{}),
		done:     make(chan struct{}),
		cmd: &exec.Cmd{
			// Not os.Executable: the file may have been replaced by a newer
			// one, and that one may speak another language to its child.
			Path:        "/proc/self/exe",
			Args:        []string{os.Args[0], ChildCommand, lib, config},
			Dir:         dir.home(),
			Env:         childEnv(dir),
			Stderr:      stderrWrite,
			ExtraFiles:  []*os.File{lifelineRead, dir.lock}, // lifelineFD, lockFD
			SysProcAttr: &syscall.SysProcAttr{Setsid: true}, // not the terminal's Ctrl-C
		},
	}
	if err := p.cmd.Start(); err != nil {
		lifelineWrite.Close()
		stderrRead.Close()
		return nil, fmt.Errorf("start engine: %w", err)
	}
	go p.watch(stderrRead)
	return p, nil
}

func (p *process) watch(stderr *os.File) {
	followed := make(chan struct{})
	go func() {
		defer close(followed)
		defer stderr.Close()
		p.words.follow(stderr, func() {
			select {
			case <-p.refused:
			default:
				close(p.refused)
			}
		})
	}()
	_ = p.cmd.Wait() // ProcessState says more
	p.lifeline.Close()
	// Something the child started may still hold the pipe; do not wait for it.
	select {
	case <-followed:
	case <-time.After(time.Second):
	}
	close(p.done)
}

// childEnv is all the child learns of our environment: it needs no secrets.
func childEnv(dir *dataDir) []string {
	env := []string{
		"TZ=Asia/Shanghai", // clickhouse-local ignores <timezone>
		"LANG=C.UTF-8",
		"TERM=dumb",
		"HOME=" + dir.home(),
	}
	for _, name := range []string{"PATH", "LD_LIBRARY_PATH", "GOTRACEBACK", "GOCOVERDIR"} {
		if value, ok := os.LookupEnv(name); ok {
			env = append(env, name+"="+value)
		}
	}
	return env
}

// stop ends the child in order and, when that takes longer than patience, by
// force. It returns when the child is gone.
func (p *process) stop(patience time.Duration) {
	_, _ = p.lifeline.Write([]byte{'q'}) // fails when the child is gone: then done is closed
	select {
	case <-p.done:
		return
	case <-time.After(patience):
	}
	_ = p.cmd.Process.Kill() // likewise
	<-p.done
}

// awaitReady returns when the working user is answered.
func (p *process) awaitReady(ctx context.Context, info Info) error {
	conn, err := clickhouse.Open(info.options())
	if err != nil {
		return fmt.Errorf("ping engine: %w", err)
	}
	defer conn.Close()
	for {
		err := conn.Ping(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-p.done:
			return fmt.Errorf("the engine ended: %s", p.cmd.ProcessState)
		case <-p.refused:
			return errors.New("the engine refused to serve")
		case <-ctx.Done():
			return err
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// failure turns a failed start into an error of a kind. It is called when the
// child is gone.
func (p *process) failure(dir *dataDir, cause error) *Error {
	words := p.words.all()
	text := strings.Join(words, "\n")
	e := &Error{Kind: ErrStartFailed, Detail: "the engine of " + dir.path, Err: cause, Log: words,
		Remedy: "see " + dir.logFile()}
	contains := func(parts ...string) bool {
		for _, part := range parts {
			if strings.Contains(text, part) {
				return true
			}
		}
		return false
	}
	switch {
	case contains("No space left on device", "NOT_ENOUGH_SPACE", "Disk quota exceeded"):
		e.Kind, e.Remedy = ErrDiskFull, "make room, or choose another directory"
	case contains("Cannot lock file"):
		e.Kind, e.Remedy = ErrInUse, "end the other engine first"
	case contains("Permission denied", "Read-only file system"):
		e.Kind, e.Remedy = ErrDataDir, "give this user the right to write all of it"
	case p.exitCode() == exitLibrary:
		e.Kind, e.Remedy = ErrLibrary, "run `npm ci` again; the library may be damaged or for another machine"
	case p.exitCode() == exitPTY:
		e.Remedy = "the engine needs /dev/ptmx and /dev/pts"
	}
	return e
}

func (p *process) exitCode() int { return p.cmd.ProcessState.ExitCode() }
