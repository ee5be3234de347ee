package store

import (
	"context"
	"encoding/binary"
	"fmt"
	"os"
	"time"

	"golang.org/x/sys/unix"
)

// commitLock makes commits of several processes on one machine take turns, and
// tells readers which as-of no commit can change any more. The file holds two
// moments in milliseconds: of the commit under way (0: none) and of the last one.
type commitLock struct {
	file  *os.File
	probe *os.File      // the same file, opened once more to ask whether it is locked
	local chan struct{} // flock does not tell goroutines of one process apart
	lost  bool          // a commit of a dead process was met; belongs to the holder

	touched []int64 // places of the words that a commit has marked; belongs to the holder
}

func openCommitLock(path string) (*commitLock, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, fmt.Errorf("open commit lock: %w", err)
	}
	probe, err := os.Open(path)
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("open commit lock: %w", err)
	}
	return &commitLock{file: f, probe: probe, local: make(chan struct{}, 1)}, nil
}

func (l *commitLock) close() {
	l.file.Close()
	l.probe.Close()
}

// take waits for its turn. The returned release ends it and notes the moment
// of the commit (zero: nothing was committed).
func (l *commitLock) take(ctx context.Context) (release func(committed time.Time), err error) {
	select {
	case l.local <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	for {
		err := unix.Flock(int(l.file.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		if err == nil {
			break
		}
		if err != unix.EWOULDBLOCK && err != unix.EINTR {
			<-l.local
			return nil, fmt.Errorf("take commit lock: %w", err)
		}
		select {
		case <-time.After(2 * time.Millisecond):
		case <-ctx.Done():
			<-l.local
			return nil, ctx.Err()
		}
	}
	l.touched = nil
	if under := l.read(0); under != 0 {
		// A process died in the middle of a commit. What it wrote may be there.
		l.note(time.UnixMilli(under))
		l.lost = true
	}
	return func(committed time.Time) {
		if !committed.IsZero() {
			l.note(committed)
		}
		l.write(0, 0)
		_ = unix.Flock(int(l.file.Fd()), unix.LOCK_UN) // only a closed file refuses
		<-l.local
	}, nil
}

// orphaned reports, once, whether a commit of a dead process was met since it
// was last asked; the lock must be held.
func (l *commitLock) orphaned() bool {
	lost := l.lost
	l.lost = false
	return lost
}

// begin announces the moment of the commit under way; the lock must be held.
func (l *commitLock) begin(moment time.Time) { l.write(0, moment.UnixMilli()) }

// note remembers the moment of the last commit.
func (l *commitLock) note(moment time.Time) {
	if ms := moment.UnixMilli(); ms > l.read(8) {
		l.write(8, ms)
	}
}

// last is the moment of the last commit.
func (l *commitLock) last() time.Time { return time.UnixMilli(l.read(8)) }

// settled is the latest moment, not after now, before which nothing will be
// recorded any more.
func (l *commitLock) settled(now time.Time) time.Time {
	under := l.read(0)
	if under == 0 || under >= now.UnixMilli() {
		return now
	}
	if !l.held() { // a process that died in the middle left its moment
		return now
	}
	return time.UnixMilli(under)
}

func (l *commitLock) read(offset int64) int64 {
	var b [8]byte
	if _, err := l.file.ReadAt(b[:], offset); err != nil {
		return 0
	}
	return int64(binary.LittleEndian.Uint64(b[:]))
}

// write panics when it fails: without it readers would be told of a settled
// moment that is not.
func (l *commitLock) write(offset, value int64) {
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], uint64(value))
	if _, err := l.file.WriteAt(b[:], offset); err != nil {
		panic(fmt.Sprintf("store: write commit lock: %v", err))
	}
}
