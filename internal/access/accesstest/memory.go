// Package accesstest holds a Repository for tests that need no engine.
package accesstest

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"daylight/internal/access"
	"daylight/internal/disclosure"
)

// Memory is a Repository that forgets. Err, when set, is what every call
// returns: the store is away.
type Memory struct {
	mu       sync.Mutex
	accounts map[string][]access.Account
	tokens   map[string][]access.Token
	audit    []access.Entry
	err      error
}

// New returns an empty Memory.
func New() *Memory {
	return &Memory{accounts: map[string][]access.Account{}, tokens: map[string][]access.Token{}}
}

// Fail makes every call return err; nil heals it.
func (m *Memory) Fail(err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.err = err
}

// Account implements access.Repository.
func (m *Memory) Account(_ context.Context, name string) (access.Account, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return latest(m.accounts[name], m.err)
}

// Accounts implements access.Repository.
func (m *Memory) Accounts(context.Context) ([]access.Account, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var all []access.Account
	for _, versions := range m.accounts {
		all = append(all, versions[len(versions)-1])
	}
	slices.SortFunc(all, func(a, b access.Account) int { return cmp.Compare(a.Name, b.Name) })
	return all, m.err
}

// PutAccount implements access.Repository.
func (m *Memory) PutAccount(_ context.Context, a access.Account) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.err != nil {
		return m.err
	}
	if a.Version != len(m.accounts[a.Name])+1 {
		return &disclosure.Error{Kind: disclosure.Clashes, Code: "error.status.409"}
	}
	m.accounts[a.Name] = append(m.accounts[a.Name], a)
	return nil
}

// Token implements access.Repository.
func (m *Memory) Token(_ context.Context, id string) (access.Token, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return latest(m.tokens[id], m.err)
}

// Tokens implements access.Repository.
func (m *Memory) Tokens(_ context.Context, account string) ([]access.Token, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var held []access.Token
	for _, versions := range m.tokens {
		if t := versions[len(versions)-1]; t.Account == account {
			held = append(held, t)
		}
	}
	slices.SortFunc(held, func(a, b access.Token) int {
		return cmp.Or(b.ChangedAt.Compare(a.ChangedAt), cmp.Compare(a.ID, b.ID))
	})
	return held, m.err
}

// PutToken implements access.Repository.
func (m *Memory) PutToken(_ context.Context, t access.Token) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.err != nil {
		return m.err
	}
	if t.Version != len(m.tokens[t.ID])+1 {
		return &disclosure.Error{Kind: disclosure.Clashes, Code: "error.status.409"}
	}
	m.tokens[t.ID] = append(m.tokens[t.ID], t)
	return nil
}

// AppendAudit implements access.Repository.
func (m *Memory) AppendAudit(_ context.Context, entries []access.Entry) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.err == nil {
		m.audit = append(m.audit, entries...)
	}
	return m.err
}

// Audit implements access.Repository.
func (m *Memory) Audit(_ context.Context, q access.AuditQuery) ([]access.Entry, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var found []access.Entry
	for _, e := range slices.Backward(m.audit) {
		if fits(e, q) {
			found = append(found, e)
		}
	}
	found = found[min(q.Offset, len(found)):]
	if q.Limit > 0 {
		found = found[:min(q.Limit, len(found))]
	}
	return found, m.err
}

func fits(e access.Entry, q access.AuditQuery) bool {
	return (q.From.IsZero() || !e.At.Before(q.From)) && (q.To.IsZero() || e.At.Before(q.To)) &&
		(q.Body == "" || e.Body == q.Body) && (q.Account == "" || e.Account == q.Account) &&
		(q.Action == "" || e.Action == q.Action) && (q.Result == "" || e.Result == q.Result)
}

func latest[V any](versions []V, err error) (V, error) {
	var none V
	switch {
	case err != nil:
		return none, err
	case len(versions) == 0:
		return none, disclosure.ErrNotFound
	}
	return versions[len(versions)-1], nil
}
