package access

import (
	"context"
	"errors"
	"fmt"

	"daylight/internal/disclosure"
)

// Accounts returns the accounts that the actor manages, by name.
func (s *Service) Accounts(ctx context.Context, who Actor) ([]Account, error) {
	all, err := s.repo.Accounts(ctx)
	if err != nil {
		return nil, err
	}
	mine := all[:0:0]
	for _, a := range all {
		if who.manages(a) {
			mine = append(mine, a)
		}
	}
	return mine, nil
}

// manages reports whether the account lies within the actor's body.
func (w Actor) manages(a Account) bool { return w.Body == "" || w.Body == a.Body }

// Create adds an account and returns its first password. An empty password is
// made up, and must then be changed at the first sign-in; a given one must
// when a.MustChange says so.
func (s *Service) Create(ctx context.Context, who Actor, a Account, password string) (Account, string, error) {
	a.Name, a.Version, a.Epoch, a.Disabled = FoldName(a.Name), 1, 1, false
	a.MustChange = a.MustChange || password == ""
	if err := a.Check(); err != nil {
		return a, "", err
	}
	if !who.manages(a) {
		return a, "", forbidden("access.other_body")
	}
	_, err := s.repo.Account(ctx, a.Name)
	switch {
	case err == nil:
		return a, "", clash("access.name_taken", a.Name)
	case !errors.Is(err, disclosure.ErrNotFound):
		return a, "", err
	}
	if a.PasswordHash, password, err = s.newPassword(ctx, a, password); err != nil {
		return a, "", err
	}
	details := fmt.Sprintf("role=%s body=%s office=%s", a.Role, a.Body, a.Office)
	return a, password, s.put(ctx, who, a, ActAccountAdd, details)
}

// SetDisabled closes or reopens an account. Closing ends its sessions and
// revokes its tokens.
func (s *Service) SetDisabled(ctx context.Context, who Actor, name string, disabled bool) error {
	a, err := s.managed(ctx, who, name)
	if err != nil {
		return err
	}
	if a.Disabled == disabled {
		return nil
	}
	act := ActAccountEnable
	if a.Disabled = disabled; disabled {
		act = ActAccountDisable
	}
	a.Version, a.Epoch = a.Version+1, a.Epoch+1
	if err := s.put(ctx, who, a, act, ""); err != nil || !disabled {
		return err
	}
	return s.revokeAll(ctx, who, a.Name)
}

// Reset gives an account a new first password, ends its sessions and revokes
// its tokens. An empty password is made up.
func (s *Service) Reset(ctx context.Context, who Actor, name, password string) (string, error) {
	a, err := s.managed(ctx, who, name)
	if err != nil {
		return "", err
	}
	if a.PasswordHash, password, err = s.newPassword(ctx, a, password); err != nil {
		return "", err
	}
	a.MustChange, a.Version, a.Epoch = true, a.Version+1, a.Epoch+1
	if err := s.put(ctx, who, a, ActAccountReset, ""); err != nil {
		return "", err
	}
	return password, s.revokeAll(ctx, who, a.Name)
}

// Assign changes what an account is for. Its sessions end, so that nobody
// works on with what no longer holds.
func (s *Service) Assign(ctx context.Context, who Actor, name string, want Account) error {
	a, err := s.managed(ctx, who, name)
	if err != nil {
		return err
	}
	before := fmt.Sprintf("role=%s body=%s office=%s", a.Role, a.Body, a.Office)
	a.Display, a.Role, a.Body, a.Office = want.Display, want.Role, want.Body, want.Office
	if err := a.Check(); err != nil {
		return err
	}
	if !who.manages(a) {
		return forbidden("access.other_body")
	}
	a.Version, a.Epoch = a.Version+1, a.Epoch+1
	after := fmt.Sprintf("role=%s body=%s office=%s", a.Role, a.Body, a.Office)
	return s.put(ctx, who, a, ActAccountAssign, before+" -> "+after)
}

// ChangePassword lets people choose their own password. Every session but the
// one that gets the returned account's epoch ends.
func (s *Service) ChangePassword(ctx context.Context, who Actor, current, wanted string) (Account, error) {
	a, err := s.repo.Account(ctx, who.Account)
	if err != nil {
		return Account{}, err
	}
	if wait, ok := s.tries.Take("change "+a.Name, s.now()); !ok {
		return Account{}, &TooManyError{Wait: wait}
	}
	fits, err := s.hasher.Verify(ctx, current, a.PasswordHash)
	if err != nil {
		return Account{}, err
	}
	if !fits {
		s.Recorder.Note(who.entry(ActPasswordChange, a.Name, Failed, "wrong_password"))
		return Account{}, invalid("access.password_wrong")
	}
	if current == wanted {
		return Account{}, invalid("access.password_same")
	}
	if a.PasswordHash, _, err = s.newPassword(ctx, a, wanted); err != nil {
		return Account{}, err
	}
	a.MustChange, a.Version, a.Epoch = false, a.Version+1, a.Epoch+1
	if err := s.put(ctx, who, a, ActPasswordChange, ""); err != nil {
		return Account{}, err
	}
	s.tries.Forget("change " + a.Name)
	return a, nil
}

// EnsureAdmin makes the account "admin" when there is no account at all, and
// returns its first password; "" says that there are accounts.
func (s *Service) EnsureAdmin(ctx context.Context) (string, error) {
	all, err := s.repo.Accounts(ctx)
	if err != nil || len(all) > 0 {
		return "", err
	}
	_, password, err := s.Create(ctx, Actor{}, Account{Name: "admin", Role: Admin}, "")
	return password, err
}

func (s *Service) managed(ctx context.Context, who Actor, name string) (Account, error) {
	a, err := s.repo.Account(ctx, FoldName(name))
	if errors.Is(err, disclosure.ErrNotFound) || err == nil && !who.manages(a) {
		return Account{}, missed("access.no_account", name)
	}
	if err == nil && a.Name == who.Account {
		return Account{}, forbidden("access.not_oneself")
	}
	return a, err
}

func (s *Service) newPassword(ctx context.Context, a Account, password string) (hash, plain string, err error) {
	if password == "" {
		password = NewPassword()
	} else if err := CheckPassword(password, a); err != nil {
		return "", "", err
	}
	hash, err = s.hasher.Hash(ctx, password)
	return hash, password, err
}

func (s *Service) put(ctx context.Context, who Actor, a Account, act Action, details string) error {
	a.ChangedAt, a.ChangedBy = s.now(), who.Account
	if err := s.repo.PutAccount(ctx, a); err != nil {
		return err
	}
	s.accounts.forget(a.Name)
	return s.Recorder.Write(ctx, who.entry(act, a.Name, Done, details))
}

func missed(code string, args ...any) error {
	return &disclosure.Error{Kind: disclosure.Missed, Code: code, Args: args}
}

func forbidden(code string, args ...any) error {
	return &disclosure.Error{Kind: disclosure.Forbidden, Code: code, Args: args}
}

func clash(code string, args ...any) error {
	return &disclosure.Error{Kind: disclosure.Clashes, Code: code, Args: args}
}
