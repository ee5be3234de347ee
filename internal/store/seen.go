package store

import (
	"hash/maphash"
	"time"

	"daylight/internal/disclosure"
)

// seenIDs remembers which ids the ledger may hold, so that most facts need not
// be looked for: an id it does not know of a body it knows is new. It belongs to
// the holder of the commit lock.
type seenIDs struct {
	seed   maphash.Seed
	bodies map[string]*bloom
	asked  map[string]bool // bodies that were looked into once
	bytes  int
	latest time.Time // the store's last commit that it knows of
	blind  time.Time // until then a lost commit may still arrive
}

// Bounds of what is remembered.
const (
	seenBytes  = 8 << 20 // four million ids
	seenAtOnce = 64      // facts of one body in one commit that make it worth it
	askedLimit = 1 << 14
	blindFor   = 2 * commitLimit
)

func newSeenIDs() *seenIDs {
	return &seenIDs{seed: maphash.MakeSeed(), bodies: map[string]*bloom{}, asked: map[string]bool{}}
}

// forget drops everything: somebody else has committed, or nobody knows.
func (s *seenIDs) forget() {
	clear(s.bodies)
	s.bytes = 0
}

// distrust forgets, and keeps nothing until what was on its way has arrived.
func (s *seenIDs) distrust(now time.Time) {
	s.forget()
	s.blind = now.Add(blindFor)
}

// worth reports whether a body that so many facts are of should be remembered:
// when they are many, or come again.
func (s *seenIDs) worth(body string, facts int, now time.Time) bool {
	if now.Before(s.blind) {
		return false
	}
	if facts >= seenAtOnce || s.asked[body] {
		return true
	}
	if len(s.asked) >= askedLimit {
		clear(s.asked)
	}
	s.asked[body] = true
	return false
}

// learn takes all ids of a body.
func (s *seenIDs) learn(body string, ids []string, more int) {
	f := newBloom(2*len(ids) + more)
	for _, id := range ids {
		f.add(s.hash(id))
	}
	for other, g := range s.bodies {
		if s.bytes+f.bytes() <= seenBytes {
			break
		}
		s.bytes -= g.bytes()
		delete(s.bodies, other)
	}
	s.bodies[body] = f
	s.bytes += f.bytes()
}

// add takes the ids of the facts that were appended. A body that has outgrown its room is
// forgotten, and read again when it comes up again.
func (s *seenIDs) add(body string, events []disclosure.Event, outcomes []disclosure.Outcome) {
	f := s.bodies[body]
	if f == nil {
		return
	}
	for n := range events {
		if outcomes[n] == disclosure.Appended {
			f.add(s.hash(events[n].ID))
		}
	}
	if f.ids > f.room {
		s.bytes -= f.bytes()
		delete(s.bodies, body)
	}
}

func (s *seenIDs) hash(id string) uint64 { return maphash.String(s.seed, id) }

// bloom is a set that may take an id for known that is not (one in a thousand),
// never the other way round.
type bloom struct {
	bits      []uint64
	ids, room int
}

const (
	bloomProbes = 6
	leastRoom   = 1024
)

func newBloom(room int) *bloom {
	words := 1
	for room = max(room, leastRoom); words*4 < room; { // 16 bits an id
		words *= 2
	}
	return &bloom{bits: make([]uint64, words), room: words * 4}
}

func (f *bloom) bytes() int { return 8 * len(f.bits) }

func (f *bloom) add(h uint64) {
	f.ids++
	for range bloomProbes {
		at := f.at(h)
		f.bits[at/64] |= 1 << (at % 64)
		h = h*0x9e3779b97f4a7c15 + 1
	}
}

func (f *bloom) has(h uint64) bool {
	for range bloomProbes {
		at := f.at(h)
		if f.bits[at/64]&(1<<(at%64)) == 0 {
			return false
		}
		h = h*0x9e3779b97f4a7c15 + 1
	}
	return true
}

// at is a bit, chosen by the upper half of h: the lower multiplies badly.
func (f *bloom) at(h uint64) uint64 { return (h >> 32) & uint64(64*len(f.bits)-1) }
