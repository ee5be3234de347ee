// Package briefingtest holds a register of briefings for tests that need no engine.
package briefingtest

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"sync"
	"time"

	"daylight/internal/briefing"
	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// Memory is a briefing.Register that forgets.
type Memory struct {
	Now     func() time.Time
	issuing sync.Mutex
	mu      sync.Mutex
	records []*briefing.Record
	files   map[string][]byte
	values  map[string][]byte
}

// New returns an empty Memory by the clock.
func New(now func() time.Time) *Memory {
	return &Memory{Now: now, files: map[string][]byte{}, values: map[string][]byte{}}
}

func (m *Memory) find(body, id string) *briefing.Record {
	n := slices.IndexFunc(m.records, func(r *briefing.Record) bool { return r.Request.Body == body && r.ID == id })
	if n < 0 {
		return nil
	}
	return m.records[n]
}

// Briefings implements briefing.Register; it knows the present only.
func (m *Memory) Briefings(_ context.Context, body string, _ time.Time) ([]briefing.Record, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var list []briefing.Record
	for _, r := range slices.Backward(m.records) {
		if r.Request.Body == body {
			list = append(list, *r)
		}
	}
	return list, nil
}

// Briefing implements briefing.Register.
func (m *Memory) Briefing(_ context.Context, body, id string) (briefing.Record, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if r := m.find(body, id); r != nil {
		return *r, nil
	}
	return briefing.Record{}, disclosure.ErrNotFound
}

// Prepare implements briefing.Register.
func (m *Memory) Prepare(_ context.Context, r briefing.Record, actor string) (briefing.Record, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if err := r.CheckNew(m.Now()); err != nil {
		return r, err
	}
	if r.ID == "" {
		r.ID = fmt.Sprintf("r%d", len(m.records)+1)
	}
	if m.find(r.Request.Body, r.ID) != nil {
		return r, &disclosure.Error{Kind: disclosure.Clashes, Code: "briefings.there_already"}
	}
	r.Apply(briefing.Step{To: briefing.Draft, Actor: actor, At: m.Now()}, nil)
	m.records = append(m.records, &r)
	return r, nil
}

// Edit implements briefing.Register.
func (m *Memory) Edit(_ context.Context, body, id string, edits map[string]string, actor string) (briefing.Record, error) {
	return m.act(body, id, func(r *briefing.Record) error {
		if err := r.CheckWords(edits); err != nil {
			return err
		}
		if changed := r.Changes(edits); len(changed) > 0 {
			r.Apply(briefing.Step{To: briefing.Draft, Actor: actor, At: m.Now()}, changed)
		}
		return nil
	})
}

// Move implements briefing.Register.
func (m *Memory) Move(_ context.Context, body, id string, to briefing.State, actor, note string) (briefing.Record, error) {
	return m.act(body, id, func(r *briefing.Record) error {
		if err := r.CheckMove(to, actor, note); err != nil {
			return err
		}
		r.Apply(briefing.Step{To: to, Actor: actor, At: m.Now(), Note: note}, nil)
		return nil
	})
}

func (m *Memory) act(body, id string, do func(*briefing.Record) error) (briefing.Record, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	r := m.find(body, id)
	if r == nil {
		return briefing.Record{}, disclosure.ErrNotFound
	}
	err := do(r)
	return *r, err
}

// Issue implements briefing.Register.
func (m *Memory) Issue(_ context.Context, body, id string, on workday.Date, actor string, render func(briefing.Record) (briefing.Issue, error)) (briefing.Record, error) {
	m.issuing.Lock()
	defer m.issuing.Unlock()
	r, err := m.act(body, id, func(r *briefing.Record) error {
		last, lastOn := m.last(body, on.Year())
		if err := r.CheckIssue(on, workday.DateOf(m.Now()), last, lastOn); err != nil {
			return err
		}
		return nil
	})
	if err != nil {
		return r, err
	}
	last, _ := m.last(body, on.Year())
	r.Number, r.Request.IssuedOn = briefing.Number{Year: on.Year(), Issue: last.Issue + 1}, on
	issue, err := render(r)
	if err != nil {
		return r, err
	}
	value, err := json.Marshal(issue.Value)
	if err != nil {
		return r, err
	}
	return m.act(body, id, func(kept *briefing.Record) error {
		kept.Number, kept.Request.IssuedOn, kept.Digest = r.Number, on, digest(value)
		kept.Apply(briefing.Step{To: briefing.Issued, Actor: actor, At: m.Now()}, nil)
		m.values[body+id] = value
		for _, f := range issue.Files {
			f.Size, f.SHA256 = len(f.Content), digest(f.Content)
			kept.Files = append(kept.Files, f.File)
			m.files[body+id+f.Name] = f.Content
		}
		return nil
	})
}

func (m *Memory) last(body string, year int) (n briefing.Number, on workday.Date) {
	for _, r := range m.records {
		if r.Request.Body == body && r.State == briefing.Issued && r.Number.Year == year && n.Issue < r.Number.Issue {
			n, on = r.Number, r.Request.IssuedOn
		}
	}
	return n, on
}

// Frozen implements briefing.Register.
func (m *Memory) Frozen(_ context.Context, body, id string) (*briefing.Briefing, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	value, ok := m.values[body+id]
	if !ok {
		return nil, disclosure.ErrNotFound
	}
	b := new(briefing.Briefing)
	return b, json.Unmarshal(value, b)
}

// FileContent implements briefing.Register.
func (m *Memory) FileContent(_ context.Context, body, id, name string) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	content, ok := m.files[body+id+name]
	if !ok {
		return nil, disclosure.ErrNotFound
	}
	return content, nil
}

func digest(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}
