package store

import (
	"hash/fnv"
	"time"

	"golang.org/x/sys/unix"
)

// After its two moments the file of the commit lock has a word for every body, by
// which readers of any process tell that what is known of the body has changed.
// Bodies whose codes fall on one word change together, which costs a reading and
// no more.
//
// A word is the moment of the last commit in milliseconds, times two, and one
// more while it is under way: it is marked before the first row goes out, and
// cleared once the last has landed. What is read in between is not kept.
const (
	wordsAt   = 4096
	bodyWords = 1 << 15
	everyWord = bodyWords     // of what touches all bodies: the calendar
	plansWord = bodyWords + 1 // of the plans of any body
)

// version is the state of what is known of one body.
type version struct{ own, all int64 }

// open reports whether a commit is under way that may change it.
func (v version) open() bool { return v.own&1|v.all&1 == 1 }

// version reads the words of a body.
func (l *commitLock) version(body string, now time.Time) version {
	return version{own: l.word(wordOf(body), now), all: l.word(everyWord, now)}
}

// word reads one word. A mark that nobody cleared counts until what was sent must
// have landed: a writer died, or never heard from the engine.
func (l *commitLock) word(n int64, now time.Time) int64 {
	w := l.read(wordsAt + 8*n)
	if w&1 == 0 || now.Sub(time.UnixMilli(w>>1)) < commitLimit || l.held() {
		return w
	}
	return w &^ 1
}

// held reports whether somebody commits.
func (l *commitLock) held() bool {
	if unix.Flock(int(l.probe.Fd()), unix.LOCK_SH|unix.LOCK_NB) != nil {
		return true
	}
	_ = unix.Flock(int(l.probe.Fd()), unix.LOCK_UN)
	return false
}

// touch marks the words of the bodies, or the one of all when there are none,
// before rows are sent; the lock must be held. landed clears the marks; without
// it they stay for as long as the rows may be on their way.
func (l *commitLock) touch(now time.Time, bodies ...string) {
	words := map[int64]bool{}
	for _, b := range bodies {
		words[wordOf(b)] = true
	}
	if len(bodies) == 0 {
		words[everyWord] = true
	}
	l.mark(now, words)
}

// touchPlans marks what depends on the plans of these bodies.
func (l *commitLock) touchPlans(now time.Time, bodies ...string) {
	l.mark(now, map[int64]bool{plansWord: true})
	l.touch(now, bodies...)
}

func (l *commitLock) mark(now time.Time, words map[int64]bool) {
	for n := range words {
		at := wordsAt + 8*n
		moment := max(now.UnixMilli(), l.read(at)>>1+1)
		l.write(at, moment<<1|1)
		l.touched = append(l.touched, at)
	}
}

// landed says that every row sent since touch is in the store.
func (l *commitLock) landed() {
	for _, at := range l.touched {
		l.write(at, l.read(at)&^1)
	}
	l.touched = nil
}

func wordOf(body string) int64 {
	h := fnv.New32a()
	h.Write([]byte(body))
	return int64(h.Sum32() % bodyWords)
}
