package engine

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// minFreeBytes is the room below which the engine is not even started: it
// would come up, and fail at the first insert.
const minFreeBytes = 32 << 20

// dataDir is a data directory that this process owns.
type dataDir struct {
	path string
	lock *os.File
}

func (d *dataDir) store() string   { return filepath.Join(d.path, "clickhouse") }
func (d *dataDir) config() string  { return filepath.Join(d.path, "config") }
func (d *dataDir) backups() string { return filepath.Join(d.path, "backups") }
func (d *dataDir) home() string    { return filepath.Join(d.path, "home") }
func (d *dataDir) logDir() string  { return filepath.Join(d.path, "log") }
func (d *dataDir) logFile() string { return filepath.Join(d.logDir(), "engine.log") }

// openDataDir creates what is missing, makes the directory private and locks
// it. The lock is shared with the child, so that it outlives a parent killed
// from outside until the child is gone too.
func openDataDir(ctx context.Context, path string) (*dataDir, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return nil, dirError(path, err)
	}
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, dirError(path, err)
	}
	if err := makePrivate(path); err != nil {
		return nil, err
	}
	d := &dataDir{path: path}
	if err := d.acquire(ctx); err != nil {
		return nil, err
	}
	if err := d.prepare(); err != nil {
		d.close()
		return nil, err
	}
	return d, nil
}

// makePrivate takes the directory away from everybody else. It does not do
// that to a directory which is plainly not meant for us alone.
func makePrivate(path string) error {
	info, err := os.Stat(path)
	if err != nil {
		return dirError(path, err)
	}
	owner := int(info.Sys().(*syscall.Stat_t).Uid)
	switch {
	case info.Mode()&fs.ModeSticky != 0:
		return &Error{Kind: ErrDataDir, Detail: path + " is shared by everybody",
			Remedy: "choose a directory of its own"}
	case owner != os.Geteuid():
		return &Error{Kind: ErrDataDir, Detail: fmt.Sprintf("%s belongs to user %d", path, owner),
			Remedy: "run as that user, or choose another directory"}
	case info.Mode().Perm()&0o077 == 0:
		return nil
	}
	if err := os.Chmod(path, 0o700); err != nil {
		return dirError(path, err)
	}
	return nil
}

func (d *dataDir) prepare() error {
	for _, dir := range []string{d.store(), d.config(), d.backups(), d.home(), d.logDir()} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return dirError(d.path, err)
		}
	}
	var stat unix.Statfs_t
	if err := unix.Statfs(d.path, &stat); err != nil {
		return dirError(d.path, err)
	}
	if free := stat.Bavail * uint64(stat.Bsize); free < minFreeBytes {
		return &Error{Kind: ErrDiskFull,
			Detail: fmt.Sprintf("%s has %d MB left, %d are needed", d.path, free>>20, minFreeBytes>>20),
			Remedy: "make room, or choose another directory"}
	}
	return nil
}

// leftoverWait is how long a lock is waited for whose owner is dead: the
// owner's engine is on its way out.
const leftoverWait = 5 * time.Second

// acquire takes the lock, or names the process that has it.
func (d *dataDir) acquire(ctx context.Context) error {
	lock, err := os.OpenFile(filepath.Join(d.path, "lock"), os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return dirError(d.path, err)
	}
	deadline := time.Now().Add(leftoverWait)
	for {
		err = unix.Flock(int(lock.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		if err == nil {
			break
		}
		pid := readPID(lock)
		if !errors.Is(err, unix.EWOULDBLOCK) || pid == 0 || alive(pid) || time.Now().After(deadline) || ctx.Err() != nil {
			lock.Close()
			return lockError(d.path, pid, err)
		}
		time.Sleep(20 * time.Millisecond)
	}
	if err := writePID(lock); err != nil {
		lock.Close()
		return dirError(d.path, err)
	}
	d.lock = lock
	return nil
}

func (d *dataDir) close() { d.lock.Close() }

func lockError(path string, pid int, err error) error {
	if !errors.Is(err, unix.EWOULDBLOCK) {
		return dirError(path, err)
	}
	e := &Error{Kind: ErrInUse, PID: pid, Detail: path + " is locked by another process",
		Remedy: "end it first, or choose another directory"}
	if pid != 0 {
		e.Detail = fmt.Sprintf("%s belongs to process %d", path, pid)
	}
	return e
}

func readPID(f *os.File) int {
	b := make([]byte, 32)
	n, _ := f.ReadAt(b, 0)
	pid, _ := strconv.Atoi(strings.TrimSpace(string(b[:n])))
	return pid
}

func writePID(f *os.File) error {
	if err := f.Truncate(0); err != nil {
		return err
	}
	_, err := f.WriteAt(fmt.Appendln(nil, os.Getpid()), 0)
	return err
}

// alive reports whether a process runs, whoever it belongs to. One that is
// dead and not yet collected by its parent does not: in a container without
// an init, that may be for ever.
func alive(pid int) bool {
	if pid <= 0 {
		return false
	}
	if err := unix.Kill(pid, 0); err != nil && !errors.Is(err, unix.EPERM) {
		return false
	}
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return !errors.Is(err, os.ErrNotExist)
	}
	// The state follows the name, which stands in brackets and may hold any.
	_, state, _ := strings.Cut(string(stat[bytes.LastIndexByte(stat, ')')+1:]), " ")
	return !strings.HasPrefix(state, "Z") && !strings.HasPrefix(state, "X")
}

// dirError says in which way the directory cannot be used.
func dirError(path string, err error) error {
	e := &Error{Kind: ErrDataDir, Detail: "use " + path, Err: err,
		Remedy: "choose a directory this user may write"}
	if errors.Is(err, unix.ENOSPC) || errors.Is(err, unix.EDQUOT) {
		e.Kind, e.Remedy = ErrDiskFull, "make room, or choose another directory"
	}
	return e
}

// writeFile replaces a private file in one step.
func writeFile(path string, content []byte) error {
	temp, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*") // mode 0600
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	_, err = temp.Write(content)
	if err := errors.Join(err, temp.Close()); err != nil {
		return err
	}
	return os.Rename(temp.Name(), path)
}
