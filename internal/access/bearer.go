package access

import (
	"context"
	"errors"
	"strings"
	"time"

	"daylight/internal/disclosure"
)

const maxTokens = 20 // usable ones, per account

// ErrToken says that a bearer token opens nothing, without saying why.
var ErrToken = errors.New("no valid token")

// IssueToken makes a token for an account and returns the text to hand over,
// which cannot be had again.
func (s *Service) IssueToken(ctx context.Context, who Actor, account, label string, scopes []Scope, life time.Duration) (Token, string, error) {
	a, err := s.repo.Account(ctx, FoldName(account))
	if err != nil {
		return Token{}, "", err
	}
	if a.Disabled {
		return Token{}, "", forbidden("access.account_disabled", a.Name)
	}
	t, text, err := newToken(a.Name, label, scopes, life, s.now())
	if err != nil {
		return Token{}, "", err
	}
	for _, scope := range t.Scopes {
		if !scope.Within(a) {
			return Token{}, "", invalid("access.scope_beyond_role", string(scope))
		}
	}
	held, err := s.Tokens(ctx, a.Name)
	if err != nil {
		return Token{}, "", err
	}
	if len(held) >= maxTokens {
		return Token{}, "", clash("access.too_many_tokens", maxTokens)
	}
	t.ChangedBy = who.Account
	if err := s.repo.PutToken(ctx, t); err != nil {
		return Token{}, "", err
	}
	details := "account=" + a.Name + " scopes=" + joinScopes(t.Scopes) + " until=" + t.ExpiresAt.UTC().Format(time.DateOnly)
	return t, text, s.Recorder.Write(ctx, who.entry(ActTokenIssue, t.ID, Done, details))
}

// Within reports whether the account's role could do what the scope allows.
func (sc Scope) Within(a Account) bool {
	if sc == ScopeEventsWrite {
		return a.Can(EnterAll) || a.Can(EnterOwn)
	}
	return a.Can(SeeAll) || a.Can(SeeOwn)
}

// Tokens returns the account's usable tokens, newest first.
func (s *Service) Tokens(ctx context.Context, account string) ([]Token, error) {
	all, err := s.repo.Tokens(ctx, FoldName(account))
	if err != nil {
		return nil, err
	}
	usable := all[:0:0]
	for _, t := range all {
		if t.Usable(s.now()) {
			usable = append(usable, t)
		}
	}
	return usable, nil
}

// RevokeToken ends one token of the account.
func (s *Service) RevokeToken(ctx context.Context, who Actor, account, id string) error {
	t, err := s.repo.Token(ctx, id)
	if errors.Is(err, disclosure.ErrNotFound) || err == nil && t.Account != account {
		return missed("access.no_token")
	}
	if err != nil || t.Revoked {
		return err
	}
	t.Revoked, t.Version = true, t.Version+1
	t.ChangedAt, t.ChangedBy = s.now(), who.Account
	if err := s.repo.PutToken(ctx, t); err != nil {
		return err
	}
	s.tokens.forget(id)
	return s.Recorder.Write(ctx, who.entry(ActTokenRevoke, id, Done, "account="+account))
}

func (s *Service) revokeAll(ctx context.Context, who Actor, account string) error {
	held, err := s.Tokens(ctx, account)
	if err != nil {
		return err
	}
	for _, t := range held {
		if err := s.RevokeToken(ctx, who, account, t.ID); err != nil {
			return err
		}
	}
	return nil
}

// Bearer returns the account and the token that a bearer text stands for, or
// ErrToken, or a TooManyError for an address that keeps guessing.
func (s *Service) Bearer(ctx context.Context, who Actor, text string) (Account, Token, error) {
	id, secret, ok := splitToken(text)
	if !ok {
		return Account{}, Token{}, s.badToken(who, "")
	}
	t, err := s.tokens.get(id, s.now(), func() (Token, error) { return s.repo.Token(ctx, id) })
	if err != nil && !errors.Is(err, disclosure.ErrNotFound) {
		return Account{}, Token{}, err
	}
	if err != nil || !t.fits(secret) || !t.Usable(s.now()) {
		return Account{}, Token{}, s.badToken(who, id)
	}
	a, err := s.look(ctx, t.Account)
	if err != nil && !errors.Is(err, disclosure.ErrNotFound) {
		return Account{}, Token{}, err
	}
	if err != nil || a.Disabled {
		return Account{}, Token{}, s.badToken(who, id)
	}
	return a, t, nil
}

func (s *Service) badToken(who Actor, id string) error {
	wait, ok := s.badBears.Take(network(who.IP), s.now())
	s.Recorder.Note(who.entry(ActTokenUse, clip(id), Refused, "bad_token"))
	if !ok {
		return &TooManyError{Wait: wait}
	}
	return ErrToken
}

// Audit returns the part of the audit trail that the account may read, latest first.
func (s *Service) Audit(ctx context.Context, reader Account, q AuditQuery) ([]Entry, error) {
	if !reader.Can(ReadAudit) {
		return nil, forbidden("access.no_audit")
	}
	if reader.Body != "" {
		q.Body = reader.Body
	}
	return s.repo.Audit(ctx, q)
}

// Refuse notes that the actor was turned away.
func (s *Service) Refuse(who Actor, act Action, target, why string) {
	s.Recorder.Note(who.entry(act, clip(target), Refused, why))
}

// Log records durably that the actor did something.
func (s *Service) Log(ctx context.Context, who Actor, act Action, target string, result Result, details string) error {
	return s.Recorder.Write(ctx, who.entry(act, target, result, details))
}

func joinScopes(scopes []Scope) string {
	words := make([]string, len(scopes))
	for i, s := range scopes {
		words[i] = string(s)
	}
	return strings.Join(words, ",")
}
