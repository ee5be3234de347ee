package pdf

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"sync"
)

// Browser is a browser without a window. Close ends it.
type Browser struct {
	cmd     *exec.Cmd
	home    string // its profile, gone with it
	to      io.WriteCloser
	answers chan answer
	ended   chan struct{}

	turn           sync.Mutex // one page after the other
	last           int
	session, frame string
}

// answer is what the browser says: to a call, or of itself.
type answer struct {
	ID     int
	Result json.RawMessage
	Error  *struct{ Message string }
}

// Start starts the browser at path.
func Start(path string) (*Browser, error) {
	home, err := os.MkdirTemp("", "daylight-print-")
	if err != nil {
		return nil, fmt.Errorf("start browser: %w", err)
	}
	b := &Browser{home: home, answers: make(chan answer, 16), ended: make(chan struct{})}
	if err := b.start(path); err != nil {
		return nil, errors.Join(fmt.Errorf("start browser %s: %w", path, err), os.RemoveAll(home))
	}
	return b, nil
}

func (b *Browser) start(path string) error {
	theirs, to, err := os.Pipe()
	if err != nil {
		return err
	}
	from, mine, err := os.Pipe()
	if err != nil {
		return errors.Join(err, theirs.Close(), to.Close())
	}
	args := []string{
		"--headless", "--remote-debugging-pipe", "--user-data-dir=" + b.home, "--no-first-run", "--disable-gpu", "--disable-extensions",
		"--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage", "--host-resolver-rules=MAP * ~NOTFOUND",
	}
	if os.Getuid() == 0 {
		args = append(args, "--no-sandbox") // it refuses to start otherwise
	}
	b.cmd = exec.Command(path, append(args, "about:blank")...)
	b.cmd.ExtraFiles = []*os.File{theirs, mine} // it reads from 3 and writes to 4
	own(b.cmd)
	if err := b.cmd.Start(); err != nil {
		return errors.Join(err, theirs.Close(), mine.Close(), to.Close(), from.Close())
	}
	b.to = to
	go b.listen(from)
	return errors.Join(theirs.Close(), mine.Close())
}

// listen passes answers on until the browser has ended. Messages end with a zero.
func (b *Browser) listen(from io.ReadCloser) {
	defer close(b.ended)
	defer from.Close()
	for r := bufio.NewReader(from); ; {
		data, err := r.ReadBytes(0)
		if err != nil {
			return
		}
		var a answer
		if json.Unmarshal(bytes.TrimSuffix(data, []byte{0}), &a) == nil && a.ID != 0 {
			b.answers <- a
		}
	}
}

// call asks the browser for something and waits for its answer.
func (b *Browser) call(ctx context.Context, method string, params, result any) error {
	b.last++
	message := map[string]any{"id": b.last, "method": method, "params": params}
	if b.session != "" {
		message["sessionId"] = b.session
	}
	data, err := json.Marshal(message)
	if err != nil {
		return err
	}
	if _, err := b.to.Write(append(data, 0)); err != nil {
		return fmt.Errorf("%s: the browser has ended: %w", method, err)
	}
	for {
		select {
		case a := <-b.answers:
			switch {
			case a.ID != b.last: // an answer that somebody no longer waited for
			case a.Error != nil:
				return fmt.Errorf("%s: %s", method, a.Error.Message)
			case result != nil:
				return json.Unmarshal(a.Result, result)
			default:
				return nil
			}
		case <-b.ended:
			return fmt.Errorf("%s: the browser has ended", method)
		case <-ctx.Done():
			return fmt.Errorf("%s: %w", method, ctx.Err())
		}
	}
}

// attach opens the page that everything is printed from.
func (b *Browser) attach(ctx context.Context) error {
	var target struct{ TargetID string }
	if err := b.call(ctx, "Target.createTarget", map[string]any{"url": "about:blank"}, &target); err != nil {
		return err
	}
	var session struct{ SessionID string }
	if err := b.call(ctx, "Target.attachToTarget", map[string]any{"targetId": target.TargetID, "flatten": true}, &session); err != nil {
		return err
	}
	b.session = session.SessionID
	var tree struct {
		FrameTree struct{ Frame struct{ ID string } }
	}
	if err := b.call(ctx, "Page.getFrameTree", nil, &tree); err != nil {
		return err
	}
	b.frame = tree.FrameTree.Frame.ID
	// The page's own scripts never run; waiting for its pictures is ours.
	return b.call(ctx, "Emulation.setScriptExecutionDisabled", map[string]any{"value": true}, nil)
}

// Close ends the browser and removes its profile.
func (b *Browser) Close() error {
	err := b.to.Close() // it ends when its pipe does
	end(b.cmd, b.ended)
	_ = b.cmd.Wait() // it was told to end, one way or the other
	return errors.Join(err, os.RemoveAll(b.home))
}
