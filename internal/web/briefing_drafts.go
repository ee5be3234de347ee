package web

import (
	"context"
	"slices"
	"sync"

	"daylight/internal/briefing"
)

// mostDrafts is how many drafts are kept drawn.
const mostDrafts = 4

// drafts remembers the last drafts drawn, as the program writes them: a record
// always gives the same.
type drafts struct {
	mu   sync.Mutex
	kept []drawnDraft // the last used last
}

type drawnDraft struct {
	body, id string
	value    *briefing.Briefing
}

// get returns the draft of a record without its edits. Callers must not change it.
func (d *drafts) get(ctx context.Context, r briefing.Record, draw func(context.Context, briefing.Record) (*briefing.Briefing, error)) (*briefing.Briefing, error) {
	key := drawnDraft{body: r.Request.Body, id: r.ID}
	if value := d.find(key); value != nil {
		return value, nil
	}
	r.Edits = nil
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
		if k.body == key.body && k.id == key.id {
			d.kept = append(slices.Delete(d.kept, n, n+1), k)
			return k.value
		}
	}
	return nil
}
