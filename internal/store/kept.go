package store

import (
	linked "container/list"
	"sync"
	"time"

	"daylight/internal/disclosure"
)

// How much is kept of what was asked last. An instance takes about half a
// kilobyte.
const (
	keptInstances = 60_000
	keptMoments   = 4 // of one body: a page asks for a few
)

// judgedAnswer is every instance of a body, right for a stretch of as-of moments
// as long as the body's version is the same.
type judgedAnswer struct {
	instances []disclosure.Instance // worst first
	feeds     []disclosure.Feed     // latest first
	version   version
	from, to  time.Time // both included
}

func (a judgedAnswer) right(asOf time.Time, v version) bool {
	return a.version == v && !asOf.Before(a.from) && !asOf.After(a.to)
}

// judgedCache keeps the answers about the bodies that were asked for last. What
// it returns is never stale: it belongs to the body's version.
type judgedCache struct {
	mu        sync.Mutex
	bodies    map[string]*linked.Element
	order     linked.List // of *keptBody, asked for last first
	instances int
	most      int
}

type keptBody struct {
	body    string
	answers []judgedAnswer // used last first
}

func newJudgedCache() *judgedCache {
	return &judgedCache{bodies: map[string]*linked.Element{}, most: keptInstances}
}

// get finds the answer that is right at asOf.
func (c *judgedCache) get(body string, asOf time.Time, v version) (judgedAnswer, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.bodies[body]
	if !ok {
		return judgedAnswer{}, false
	}
	c.order.MoveToFront(e)
	k := e.Value.(*keptBody)
	for n, a := range k.answers {
		if a.right(asOf, v) {
			copy(k.answers[1:n+1], k.answers[:n])
			k.answers[0] = a
			return a, true
		}
	}
	return judgedAnswer{}, false
}

// put keeps an answer and drops what the body's versions before have left.
func (c *judgedCache) put(body string, a judgedAnswer) {
	if a.version.open() {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.bodies[body]
	if !ok {
		e = c.order.PushFront(&keptBody{body: body})
		c.bodies[body] = e
	}
	c.order.MoveToFront(e)
	k := e.Value.(*keptBody)
	kept := []judgedAnswer{a}
	for _, other := range k.answers {
		c.instances -= len(other.instances)
		if other.version == a.version && len(kept) < keptMoments {
			kept = append(kept, other)
		}
	}
	for _, a := range kept {
		c.instances += len(a.instances)
	}
	k.answers = kept
	c.trim()
}

// trim drops the bodies that were not asked for the longest. The first stays,
// however large it is.
func (c *judgedCache) trim() {
	for c.instances > c.most && c.order.Len() > 1 {
		k := c.order.Remove(c.order.Back()).(*keptBody)
		delete(c.bodies, k.body)
		for _, a := range k.answers {
			c.instances -= len(a.instances)
		}
	}
}
