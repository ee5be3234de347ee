package engine

import (
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"
	"golang.org/x/sys/unix"
)

// ownerEnv makes the test binary the owner of an engine in the directory it
// names, for the tests that kill the owner.
const ownerEnv = "ENGINE_TEST_OWNER"

func TestMain(m *testing.M) {
	if IsChild(os.Args) {
		os.Exit(RunChild(os.Args))
	}
	if dir := os.Getenv(ownerEnv); dir != "" {
		os.Exit(own(dir))
	}
	os.Exit(m.Run())
}

// owned is what the owner tells of itself.
type owned struct{ Child int }

func own(dir string) int {
	e, err := Start(context.Background(), Options{DataDir: dir})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	json.NewEncoder(os.Stdout).Encode(owned{Child: e.childPID()})
	select {}
}

func (e *Engine) childPID() int {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.child.cmd.Process.Pid
}

// needLibrary skips where the library is not installed, except in CI.
func needLibrary(t *testing.T) {
	t.Helper()
	if _, err := FindLibrary(""); err != nil {
		if os.Getenv("CI") == "true" {
			t.Fatal(err)
		}
		t.Skip(err)
	}
}

func startEngine(t *testing.T, opts Options) *Engine {
	t.Helper()
	needLibrary(t)
	if opts.DataDir == "" {
		opts.DataDir = filepath.Join(t.TempDir(), "data")
	}
	if testing.Verbose() {
		opts.Log = slog.New(slog.NewTextHandler(t.Output(), nil))
	}
	e, err := Start(t.Context(), opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	return e
}

func connect(t *testing.T, info Info) driver.Conn {
	t.Helper()
	conn, err := clickhouse.Open(info.options())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	return conn
}

func run(t *testing.T, conn driver.Conn, statements ...string) {
	t.Helper()
	for _, statement := range statements {
		if err := conn.Exec(t.Context(), statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

// ask returns the one value of a query, as text.
func ask(t *testing.T, conn driver.Conn, expression string) string {
	t.Helper()
	var answer string
	if err := conn.QueryRow(t.Context(), "SELECT toString("+expression+")").Scan(&answer); err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return answer
}

// eventually polls until the condition holds.
func eventually(t *testing.T, within time.Duration, what string, condition func() bool) {
	t.Helper()
	deadline := time.Now().Add(within)
	for !condition() {
		if time.Now().After(deadline) {
			t.Fatalf("not within %v: %s", within, what)
		}
		time.Sleep(5 * time.Millisecond)
	}
}

func kill(t *testing.T, pid int) {
	t.Helper()
	if err := unix.Kill(pid, unix.SIGKILL); err != nil {
		t.Fatal(err)
	}
}

// unsupervised starts an engine whose settings a test changes, once.
func unsupervised(t *testing.T, change func(*settings)) *Engine {
	t.Helper()
	lib, err := FindLibrary("")
	if err != nil {
		t.Fatal(err)
	}
	dir, err := openDataDir(t.Context(), filepath.Join(t.TempDir(), "data"))
	if err != nil {
		t.Fatal(err)
	}
	port, err := reservePort()
	if err != nil {
		t.Fatal(err)
	}
	e := newEngine(Options{}, lib, dir, port)
	t.Cleanup(e.release)
	usual := e.settings
	e.settings = func() settings {
		s := usual()
		change(&s)
		return s
	}
	if err := e.launch(t.Context()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.child.stop(stopPatience) })
	return e
}

func dialTo(conn net.Conn) func(context.Context, string) (net.Conn, error) {
	return func(context.Context, string) (net.Conn, error) { return conn, nil }
}

func procFile(e *Engine, name string) string {
	return fmt.Sprintf("/proc/%d/%s", e.childPID(), name)
}
