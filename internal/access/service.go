package access

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"time"

	"daylight/internal/disclosure"
)

// Actor is who does something, and from where.
type Actor struct {
	Account   string
	Role      Role
	Body      string
	IP        string
	RequestID string
}

// As returns the actor once it is known to be the account.
func (w Actor) As(a Account) Actor {
	w.Account, w.Role, w.Body = a.Name, a.Role, a.Body
	return w
}

// entry starts an audit entry of the actor.
func (w Actor) entry(act Action, target string, result Result, details string) Entry {
	return Entry{
		Account: w.Account, Role: w.Role, Body: w.Body, IP: w.IP, RequestID: w.RequestID,
		Action: act, Target: target, Result: result, Details: details,
	}
}

// TooManyError says that somebody tried too often and how long to wait.
type TooManyError struct{ Wait time.Duration }

// Error says it for the log.
func (e *TooManyError) Error() string { return "too many tries, wait " + e.Wait.String() }

// Limits on signing in: per address and name, and per address alone, since a
// whole building may share one.
const (
	SignInTries  = 10
	signInShared = 100
	SignInWindow = 5 * time.Minute
)

// Service is all that pages and commands need of access.
type Service struct {
	Recorder *Recorder
	Secret   Secret

	repo     Repository
	hasher   *Hasher
	now      func() time.Time
	accounts cache[Account]
	tokens   cache[Token]
	tries    *Throttle
	shared   *Throttle
	badBears *Throttle

	mu       sync.Mutex
	ended    map[string]time.Time // ids of sessions, until they would have expired
	restored bool
}

// NewService returns a Service over repo. Close it to write the last audit entries.
func NewService(repo Repository, secret Secret, log *slog.Logger, now func() time.Time) *Service {
	return &Service{
		Recorder: newRecorder(repo, log, now), Secret: secret, repo: repo, hasher: NewHasher(), now: now,
		tries: NewThrottle(SignInTries, SignInWindow), shared: NewThrottle(signInShared, SignInWindow),
		badBears: NewThrottle(3*SignInTries, SignInWindow), ended: map[string]time.Time{},
	}
}

// Close writes what the audit trail still waits for.
func (s *Service) Close() { s.Recorder.Close() }

// ErrSignIn says that name and password do not fit, without saying which.
var ErrSignIn error = &disclosure.Error{Kind: disclosure.Invalid, Code: "access.sign_in_failed"}

// SignIn checks a name and a password. It takes as long for an unknown name.
func (s *Service) SignIn(ctx context.Context, who Actor, name, password string) (Account, error) {
	name = FoldName(name)
	who.Account = clip(name)
	key := network(who.IP) + " " + who.Account
	for _, limit := range []struct {
		t   *Throttle
		key string
	}{{s.tries, key}, {s.shared, network(who.IP)}} {
		if wait, ok := limit.t.Take(limit.key, s.now()); !ok {
			s.Recorder.Note(who.entry(ActSignIn, "", Refused, "too_many"))
			return Account{}, &TooManyError{Wait: wait}
		}
	}
	a, err := s.repo.Account(ctx, name)
	if err != nil && !errors.Is(err, disclosure.ErrNotFound) {
		return Account{}, err
	}
	if len(password) > maxPasswordBytes {
		password = ""
	}
	fits, err := s.hasher.Verify(ctx, password, a.PasswordHash)
	if err != nil {
		return Account{}, err
	}
	if !fits || a.Disabled {
		s.Recorder.Note(who.entry(ActSignIn, "", Failed, failure(a, fits)))
		return Account{}, ErrSignIn
	}
	if err := s.Recorder.Write(ctx, who.As(a).entry(ActSignIn, "", Done, "")); err != nil {
		return Account{}, err
	}
	s.tries.Forget(key)
	return a, nil
}

func failure(a Account, fits bool) string {
	switch {
	case a.Name == "":
		return "unknown_name"
	case fits:
		return "disabled"
	}
	return "wrong_password"
}

// clip bounds what a stranger can write into the audit trail.
func clip(s string) string {
	runes := []rune(s)
	return string(runes[:min(len(runes), 64)])
}

// Session returns the account that a sealed session belongs to, or
// ErrNoSession. The account is as fresh as cacheFor.
func (s *Service) Session(ctx context.Context, sealed string) (Session, Account, error) {
	session, err := s.Secret.Open(sealed, s.now())
	if err != nil {
		return Session{}, Account{}, err
	}
	if err := s.restore(ctx); err != nil {
		return Session{}, Account{}, err
	}
	s.mu.Lock()
	_, ended := s.ended[session.ID]
	s.mu.Unlock()
	if ended {
		return Session{}, Account{}, ErrNoSession
	}
	a, err := s.look(ctx, session.Account)
	if errors.Is(err, disclosure.ErrNotFound) {
		return Session{}, Account{}, ErrNoSession
	}
	if err != nil {
		return Session{}, Account{}, err
	}
	if a.Disabled || a.Epoch != session.Epoch {
		return Session{}, Account{}, ErrNoSession
	}
	return session, a, nil
}

// SignOut ends one session for good: its seal no longer opens anything.
func (s *Service) SignOut(ctx context.Context, who Actor, session Session) error {
	s.end(session.ID)
	return s.Recorder.Write(ctx, who.entry(ActSignOut, session.ID, Done, ""))
}

// restore learns once, from the audit trail, which sessions had been ended
// before the program started.
func (s *Service) restore(ctx context.Context) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.restored {
		return nil
	}
	ended, err := s.repo.Audit(ctx, AuditQuery{From: s.now().Add(-SessionLife), Action: ActSignOut})
	if err != nil {
		return err
	}
	for _, e := range ended {
		s.ended[e.Target] = e.At.Add(SessionLife)
	}
	s.restored = true
	return nil
}

func (s *Service) end(id string) {
	now := s.now()
	s.mu.Lock()
	defer s.mu.Unlock()
	for old, until := range s.ended {
		if now.After(until) {
			delete(s.ended, old)
		}
	}
	s.ended[id] = now.Add(SessionLife)
}

func (s *Service) look(ctx context.Context, name string) (Account, error) {
	return s.accounts.get(name, s.now(), func() (Account, error) { return s.repo.Account(ctx, name) })
}
