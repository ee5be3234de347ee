package store

import (
	linked "container/list"
	"sync"
	"time"

	"daylight/internal/disclosure"
)

// How much is kept of what was asked last. An instance and a fact take about
// half a kilobyte each.
const (
	keptInstances = 60_000
	keptFacts     = 60_000
	keptMoments   = 4 // of one body: a page asks for a few
)

// judgedAnswer is every instance of a body, right for a stretch of as-of moments
// as long as the body's version is the same.
type judgedAnswer struct {
	instances []disclosure.Instance
	version   version
	from, to  time.Time // both included
}

func (a judgedAnswer) right(asOf time.Time, v version) bool {
	return a.version == v && !asOf.Before(a.from) && !asOf.After(a.to)
}

// judgedCache keeps the facts and the judged instances of the bodies that were
// asked for last. What it returns is never stale: it belongs to the body's
// version.
type judgedCache struct {
	mu        sync.Mutex
	bodies    map[string]*linked.Element
	order     linked.List // of *keptBody, asked for last first
	instances int
	facts     int

	mostInstances, mostFacts int
}

type keptBody struct {
	body    string
	ledger  *ledger
	answers []judgedAnswer // used last first
}

func newJudgedCache() *judgedCache {
	return &judgedCache{bodies: map[string]*linked.Element{}, mostInstances: keptInstances, mostFacts: keptFacts}
}

func (c *judgedCache) clear() {
	c.mu.Lock()
	defer c.mu.Unlock()
	clear(c.bodies)
	c.order.Init()
	c.instances, c.facts = 0, 0
}

// get finds an answer; asked again, it holds.
func (c *judgedCache) get(body string, asOf time.Time, v version) ([]disclosure.Instance, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	k := c.use(body)
	if k == nil {
		return nil, false
	}
	for n, a := range k.answers {
		if a.right(asOf, v) {
			copy(k.answers[1:n+1], k.answers[:n])
			k.answers[0] = a
			return a.instances, true
		}
	}
	return nil, false
}

// ledgerOf finds the facts of a body.
func (c *judgedCache) ledgerOf(body string, v version) *ledger {
	c.mu.Lock()
	defer c.mu.Unlock()
	if k := c.use(body); k != nil && k.ledger != nil && k.ledger.version == v {
		return k.ledger
	}
	return nil
}

// use puts a body first; nil when it is not kept.
func (c *judgedCache) use(body string) *keptBody {
	e, ok := c.bodies[body]
	if !ok {
		return nil
	}
	c.order.MoveToFront(e)
	return e.Value.(*keptBody)
}

// put keeps an answer and drops what the body's versions before have left.
func (c *judgedCache) put(body string, a judgedAnswer) {
	if a.version.open() {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	k := c.make(body)
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

func (c *judgedCache) putLedger(body string, l *ledger) {
	if l.version.open() {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	k := c.make(body)
	c.dropLedger(k)
	k.ledger = l
	c.facts += len(l.facts)
	c.trim()
}

func (c *judgedCache) make(body string) *keptBody {
	if k := c.use(body); k != nil {
		return k
	}
	k := &keptBody{body: body}
	c.bodies[body] = c.order.PushFront(k)
	return k
}

func (c *judgedCache) dropLedger(k *keptBody) {
	if k.ledger != nil {
		c.facts -= len(k.ledger.facts)
		k.ledger = nil
	}
}

// trim drops the facts of the bodies that were not asked for the longest, and
// then their answers, down to what may be kept. The first body stays, however
// large it is.
func (c *judgedCache) trim() {
	for e := c.order.Back(); c.facts > c.mostFacts && e != c.order.Front(); e = e.Prev() {
		c.dropLedger(e.Value.(*keptBody))
	}
	for c.instances > c.mostInstances && c.order.Len() > 1 {
		k := c.order.Remove(c.order.Back()).(*keptBody)
		delete(c.bodies, k.body)
		c.dropLedger(k)
		for _, a := range k.answers {
			c.instances -= len(a.instances)
		}
	}
}
