package web

import (
	"context"
	"slices"
	"sync"

	"daylight/internal/briefing"
)

// mostDrafts is how many drafts are kept drawn.
const mostDrafts = 4

// drafts remembers the last drafts drawn: a record that nobody has acted on since
// always gives the same briefing.
type drafts struct {
	mu   sync.Mutex
	kept []drawnDraft // the last used last
}

type drawnDraft struct {
	body, id string
	steps    int
	value    *briefing.Briefing
}

// get returns the draft of a record. Callers must not change it.
func (d *drafts) get(ctx context.Context, r briefing.Record, draw func(context.Context, briefing.Record) (*briefing.Briefing, error)) (*briefing.Briefing, error) {
	key := drawnDraft{body: r.Request.Body, id: r.ID, steps: len(r.Steps)}
	if value := d.find(key); value != nil {
		return value, nil
	}
	value, err := draw(ctx, r)
	if err != nil {
		return nil, err
	}
	key.value = value
	d.mu.Lock()
	defer d.mu.Unlock()
	d.kept = slices.DeleteFunc(d.kept, func(k drawnDraft) bool { return k.body == key.body && k.id == key.id })
	if len(d.kept) >= mostDrafts {
		d.kept = d.kept[1:]
	}
	d.kept = append(d.kept, key)
	return value, nil
}

func (d *drafts) find(key drawnDraft) *briefing.Briefing {
	d.mu.Lock()
	defer d.mu.Unlock()
	for n, k := range d.kept {
		if k.body == key.body && k.id == key.id && k.steps == key.steps {
			d.kept = append(slices.Delete(d.kept, n, n+1), k)
			return k.value
		}
	}
	return nil
}
