package engine

import (
	"bytes"
	"encoding/json"
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// startOwner starts a process that owns an engine in dir, and kills it by the
// end of the test.
func startOwner(t *testing.T, dir string) (pid, child int) {
	t.Helper()
	needLibrary(t)
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe)
	cmd.Env = append(os.Environ(), ownerEnv+"="+dir)
	var complaints bytes.Buffer
	cmd.Stderr = &complaints
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	t.Cleanup(func() {
		cmd.Process.Kill()
		<-ended
	})
	var told owned
	err = json.NewDecoder(out).Decode(&told)
	go func() { // reap it at once, so that it does not look alive
		cmd.Wait()
		close(ended)
	}()
	if err != nil {
		t.Fatalf("owner: %v\n%s", err, &complaints)
	}
	return cmd.Process.Pid, told.Child
}

// The engine never outlives its owner, and its directory is free for the next.
func TestEndsWithParent(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "data")
	owner, child := startOwner(t, dir)
	info, err := Attach(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	run(t, connect(t, *info),
		"CREATE TABLE kept (n UInt64) ENGINE = MergeTree ORDER BY n", "INSERT INTO kept VALUES (1)")

	kill(t, owner)
	began := time.Now()
	eventually(t, time.Second, "the owner is dead", func() bool { return !alive(owner) })
	e := startEngine(t, Options{DataDir: dir}) // waits for the leftover child
	t.Logf("next owner ready after %v", time.Since(began))
	eventually(t, 2*time.Second-time.Since(began), "the child is gone", func() bool { return !alive(child) })
	if conn, err := net.Dial("tcp", info.Addr); err == nil {
		conn.Close()
		t.Error("the old port answers")
	}
	if got := ask(t, connect(t, e.info), "(SELECT count() FROM kept)"); got != "1" {
		t.Errorf("%s rows kept, want 1", got)
	}
}

// A stopped child cannot be asked; Close must still end it.
func TestCloseUsesForce(t *testing.T) {
	t.Parallel()
	e := unsupervised(t, func(*settings) {})
	if err := unix.Kill(e.childPID(), unix.SIGSTOP); err != nil {
		t.Fatal(err)
	}
	e.child.stop(50 * time.Millisecond)
	if alive(e.childPID()) {
		t.Error("child is alive")
	}
}

// Signals meant for the owner's whole group do not reach the engine.
func TestChildIgnoresPoliteSignals(t *testing.T) {
	t.Parallel()
	e := startEngine(t, Options{})
	for _, signal := range []unix.Signal{unix.SIGINT, unix.SIGTERM, unix.SIGHUP} {
		if err := unix.Kill(e.childPID(), signal); err != nil {
			t.Fatal(err)
		}
	}
	if got := ask(t, connect(t, e.info), "1"); got != "1" || e.State().Restarts != 0 {
		t.Error("the engine went down")
	}
}

func TestAttach(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "data")
	notRunning := func(when string) {
		t.Helper()
		if _, err := Attach(t.Context(), dir); !errors.Is(err, ErrNotRunning) {
			t.Errorf("%s: %v, want ErrNotRunning", when, err)
		}
	}
	notRunning("no directory")

	e := startEngine(t, Options{DataDir: dir})
	info, err := Attach(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	if got := ask(t, connect(t, *info), "currentUser()"); got != workingUser || info.DSN() != e.DSN() {
		t.Errorf("attached to %v as %q, want %v", info, got, e.info)
	}
	for path, want := range map[string]os.FileMode{dir: 0o700, runFile(dir): 0o600,
		filepath.Join(dir, "config", "users.xml"): 0o600} {
		if stat, err := os.Stat(path); err != nil || stat.Mode().Perm() != want {
			t.Errorf("%s: %v %v, want mode %o", path, stat.Mode(), err, want)
		}
	}
	stale, err := os.ReadFile(runFile(dir))
	if err != nil {
		t.Fatal(err)
	}

	e.Close()
	notRunning("after Close")
	if err := os.WriteFile(runFile(dir), stale, 0o600); err != nil {
		t.Fatal(err)
	}
	notRunning("owner alive, engine gone")
	dead := *info
	dead.PID = 1 << 22 // beyond the highest process number
	if err := dead.save(dir); err != nil {
		t.Fatal(err)
	}
	notRunning("owner dead")
	os.WriteFile(runFile(dir), []byte("{"), 0o600)
	notRunning("damaged file")
}

// While the child is down nobody else can take its port and be told the
// password.
func TestPortIsReserved(t *testing.T) {
	port, err := reservePort()
	if err != nil {
		t.Fatal(err)
	}
	defer port.release()
	bind := func(options ...int) error {
		fd, err := unix.Socket(unix.AF_INET, unix.SOCK_STREAM|unix.SOCK_CLOEXEC, 0)
		if err != nil {
			t.Fatal(err)
		}
		defer unix.Close(fd)
		for _, option := range options {
			unix.SetsockoptInt(fd, unix.SOL_SOCKET, option, 1)
		}
		return unix.Bind(fd, &unix.SockaddrInet4{Port: port.port, Addr: [4]byte{127, 0, 0, 1}})
	}
	if err := bind(unix.SO_REUSEADDR, unix.SO_REUSEPORT); err != nil {
		t.Errorf("our own child cannot have it: %v", err)
	}
	if os.Geteuid() != 0 {
		t.Skip("only root can try as another user")
	}
	runtime.LockOSThread() // and never unlock: the thread ends with the test
	if _, err := unix.SetfsuidRetUid(65534); err != nil {
		t.Fatal(err)
	}
	for _, options := range [][]int{nil, {unix.SO_REUSEADDR}, {unix.SO_REUSEPORT}, {unix.SO_REUSEADDR, unix.SO_REUSEPORT}} {
		if err := bind(options...); !errors.Is(err, unix.EADDRINUSE) {
			t.Errorf("another user with options %v: %v, want EADDRINUSE", options, err)
		}
	}
}
