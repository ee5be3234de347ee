package engine

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// refuse starts an engine that must not come up and returns the error.
func refuse(t *testing.T, kind error, opts Options) *Error {
	t.Helper()
	needLibrary(t)
	e, err := Start(t.Context(), opts)
	if err == nil {
		e.Close()
		t.Fatalf("started, want %v", kind)
	}
	var refused *Error
	if !errors.As(err, &refused) || !errors.Is(err, kind) {
		t.Fatalf("%v, want an *Error of kind %q", err, kind)
	}
	for _, other := range []error{ErrInUse, ErrLibrary, ErrDataDir, ErrDiskFull, ErrStartTimeout, ErrStartFailed} {
		if !errors.Is(kind, other) && errors.Is(err, other) {
			t.Errorf("is also %q", other)
		}
	}
	if refused.Remedy == "" {
		t.Errorf("no remedy: %v", err)
	}
	t.Log(err)
	return refused
}

func TestRefusesDirectoryInUse(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	t.Run("by this process", func(t *testing.T) {
		startEngine(t, Options{DataDir: dir})
		if err := refuse(t, ErrInUse, Options{DataDir: dir}); err.PID != os.Getpid() {
			t.Errorf("process %d, want %d", err.PID, os.Getpid())
		}
	})
	t.Run("by another process", func(t *testing.T) {
		owner, _ := startOwner(t, dir)
		if err := refuse(t, ErrInUse, Options{DataDir: dir}); err.PID != owner {
			t.Errorf("process %d, want %d", err.PID, owner)
		}
	})
	t.Run("by a ClickHouse that is not ours", func(t *testing.T) {
		e := unsupervised(t, func(*settings) {})
		other := filepath.Join(t.TempDir(), "data")
		if err := os.MkdirAll(other, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(e.dir.store(), filepath.Join(other, "clickhouse")); err != nil {
			t.Fatal(err)
		}
		refuse(t, ErrInUse, Options{DataDir: other})
	})
}

func TestRefusesDirectory(t *testing.T) {
	t.Run("a file", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "data")
		os.WriteFile(path, nil, 0o600)
		refuse(t, ErrDataDir, Options{DataDir: path})
	})
	t.Run("below a file", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "data")
		os.WriteFile(path, nil, 0o600)
		refuse(t, ErrDataDir, Options{DataDir: filepath.Join(path, "store")})
	})
	t.Run("not writable", func(t *testing.T) {
		dir := t.TempDir()
		if os.Geteuid() == 0 {
			mountTmpfs(t, dir, unix.MS_RDONLY, "mode=700")
		} else if err := os.Chmod(dir, 0o500); err != nil {
			t.Fatal(err)
		}
		refuse(t, ErrDataDir, Options{DataDir: dir})
		refuse(t, ErrDataDir, Options{DataDir: filepath.Join(dir, "store")})
	})
	t.Run("shared by all", func(t *testing.T) {
		dir := t.TempDir()
		if err := os.Chmod(dir, 0o777|os.ModeSticky); err != nil {
			t.Fatal(err)
		}
		refuse(t, ErrDataDir, Options{DataDir: dir})
	})
	t.Run("of another user", func(t *testing.T) {
		if os.Geteuid() != 0 {
			t.Skip("only root can give a directory away")
		}
		dir := t.TempDir()
		if err := os.Chown(dir, 65534, -1); err != nil {
			t.Fatal(err)
		}
		refuse(t, ErrDataDir, Options{DataDir: dir})
	})
}

func TestRefusesFullDisk(t *testing.T) {
	t.Run("too little room", func(t *testing.T) {
		dir := t.TempDir()
		mountTmpfs(t, dir, 0, "mode=700,size=8m")
		refuse(t, ErrDiskFull, Options{DataDir: dir})
	})
	t.Run("none at all", func(t *testing.T) {
		dir := t.TempDir()
		mountTmpfs(t, dir, 0, "mode=700,size=64k")
		filler, err := os.Create(filepath.Join(dir, "filler"))
		if err != nil {
			t.Fatal(err)
		}
		defer filler.Close()
		for err == nil {
			_, err = filler.Write(make([]byte, 4096))
		}
		refuse(t, ErrDiskFull, Options{DataDir: dir})
	})
	t.Run("while the engine starts", func(t *testing.T) {
		err := failureOf("Code: 243. DB::Exception: Cannot write: No space left on device")
		if !errors.Is(err, ErrDiskFull) {
			t.Errorf("%v, want ErrDiskFull", err)
		}
	})
}

func mountTmpfs(t *testing.T, dir string, flags uintptr, options string) {
	t.Helper()
	if err := unix.Mount("tmpfs", dir, "tmpfs", flags, options); err != nil {
		t.Skipf("mount a small file system: %v", err)
	}
	t.Cleanup(func() { unix.Unmount(dir, unix.MNT_DETACH) })
}

func TestRefusesLibrary(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	t.Run("missing", func(t *testing.T) {
		err := refuse(t, ErrLibrary, Options{DataDir: dir, Library: filepath.Join(dir, "none.so")})
		if !strings.Contains(err.Error(), "none.so") || !strings.Contains(err.Error(), "npm ci") {
			t.Errorf("names neither the file nor the remedy: %v", err)
		}
		if _, err := os.Stat(dir); err == nil {
			t.Error("the data directory was created all the same")
		}
	})
	t.Run("damaged", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), libraryName)
		os.WriteFile(path, []byte("not a library"), 0o600)
		refuse(t, ErrLibrary, Options{DataDir: dir, Library: path})
	})
}

func TestRefusesToWaitForever(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	refuse(t, ErrStartTimeout, Options{DataDir: dir, StartTimeout: time.Millisecond})

	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Start(ctx, Options{DataDir: dir}); !errors.Is(err, context.Canceled) {
		t.Errorf("%v, want context.Canceled", err)
	}
	startEngine(t, Options{DataDir: dir}) // nothing was left behind
}

// A bad configuration is an error with the engine's own words, not a wait for
// the timeout.
func TestRefusesConfiguration(t *testing.T) {
	began := time.Now()
	err := refuse(t, ErrStartFailed, Options{DataDir: filepath.Join(t.TempDir(), "data"),
		ExtraConfig: func(Info) string { return "<listen_host>192.0.2.1</listen_host>" }})
	if !slices.ContainsFunc(err.Log, func(line string) bool { return strings.Contains(line, "192.0.2.1") }) {
		t.Errorf("the reason is missing: %v", err)
	}
	if took := time.Since(began); took > 10*time.Second {
		t.Errorf("took %v", took)
	}
}
