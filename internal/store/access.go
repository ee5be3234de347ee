package store

import (
	"context"
	"errors"
	"math"
	"time"

	"github.com/ClickHouse/clickhouse-go/v2"
	"github.com/ClickHouse/clickhouse-go/v2/lib/driver"

	"daylight/internal/access"
	"daylight/internal/disclosure"
)

var _ access.Repository = (*Store)(nil)

// Account implements access.Repository.
func (s *Store) Account(ctx context.Context, name string) (access.Account, error) {
	return first(s.accounts(ctx, "access_account", clickhouse.Named("name", name)))
}

// Accounts implements access.Repository.
func (s *Store) Accounts(ctx context.Context) ([]access.Account, error) {
	return s.accounts(ctx, "access_accounts")
}

func (s *Store) accounts(ctx context.Context, query string, args ...any) ([]access.Account, error) {
	return list(ctx, s.conn, query, args, func(row driver.Rows) (a access.Account, err error) {
		var version, epoch uint32
		var role string
		err = row.Scan(&a.Name, &version, &a.Display, &role, &a.Body, &a.Office, &a.PasswordHash, &epoch,
			&a.Disabled, &a.MustChange, &a.ChangedAt, &a.ChangedBy)
		a.Version, a.Epoch, a.Role = int(version), int(epoch), access.Role(role)
		return a, err
	})
}

// PutAccount implements access.Repository.
func (s *Store) PutAccount(ctx context.Context, a access.Account) error {
	ctx, release, err := s.turn(ctx)
	if err != nil {
		return unavailable(err)
	}
	defer release(time.Time{})
	last, err := s.Account(ctx, a.Name)
	if err := isNext(last.Version, a.Version, err); err != nil {
		return err
	}
	return s.insert(ctx, `INSERT INTO account_version (name, version, display, role, body, office, password_hash, epoch,
		disabled, must_change, changed_at, changed_by)`, []any{
		a.Name, uint32(a.Version), a.Display, string(a.Role), a.Body, a.Office, a.PasswordHash, uint32(a.Epoch),
		a.Disabled, a.MustChange, a.ChangedAt, a.ChangedBy,
	})
}

// Token implements access.Repository.
func (s *Store) Token(ctx context.Context, id string) (access.Token, error) {
	return first(s.tokens(ctx, "access_token", clickhouse.Named("id", id)))
}

// Tokens implements access.Repository.
func (s *Store) Tokens(ctx context.Context, account string) ([]access.Token, error) {
	return s.tokens(ctx, "access_tokens", clickhouse.Named("account", account))
}

func (s *Store) tokens(ctx context.Context, query string, args ...any) ([]access.Token, error) {
	return list(ctx, s.conn, query, args, func(row driver.Rows) (t access.Token, err error) {
		var version uint32
		var scopes []string
		err = row.Scan(&t.ID, &version, &t.Account, &t.Label, &t.SecretHash, &scopes, &t.ExpiresAt, &t.Revoked, &t.ChangedAt, &t.ChangedBy)
		t.Version = int(version)
		for _, scope := range scopes {
			t.Scopes = append(t.Scopes, access.Scope(scope))
		}
		return t, err
	})
}

// PutToken implements access.Repository.
func (s *Store) PutToken(ctx context.Context, t access.Token) error {
	ctx, release, err := s.turn(ctx)
	if err != nil {
		return unavailable(err)
	}
	defer release(time.Time{})
	last, err := s.Token(ctx, t.ID)
	if err := isNext(last.Version, t.Version, err); err != nil {
		return err
	}
	scopes := make([]string, len(t.Scopes))
	for i, scope := range t.Scopes {
		scopes[i] = string(scope)
	}
	return s.insert(ctx, `INSERT INTO token_version (id, version, account, label, secret_hash, scopes, expires_at, revoked,
		changed_at, changed_by)`, []any{
		t.ID, uint32(t.Version), t.Account, t.Label, t.SecretHash, scopes, t.ExpiresAt, t.Revoked, t.ChangedAt, t.ChangedBy,
	})
}

// AppendAudit implements access.Repository.
func (s *Store) AppendAudit(ctx context.Context, entries []access.Entry) error {
	rows := make([][]any, len(entries))
	for i, e := range entries {
		rows[i] = []any{
			e.ID, e.At, e.Account, string(e.Role), e.Body, e.IP, string(e.Action), e.Target, string(e.Result), e.Details,
			e.RequestID, uint32(min(e.Times, math.MaxInt32)),
		}
	}
	return s.insert(ctx, `INSERT INTO audit_entry (id, at, account, role, body, ip, action, target, result, details,
		request_id, times)`, rows...)
}

// Moments that stand for an open side of a span.
var (
	beginning = time.Date(1970, 1, 2, 0, 0, 0, 0, time.UTC)
	eternity  = time.Date(2290, 1, 1, 0, 0, 0, 0, time.UTC)
)

// Audit implements access.Repository.
func (s *Store) Audit(ctx context.Context, q access.AuditQuery) ([]access.Entry, error) {
	if q.From.IsZero() {
		q.From = beginning
	}
	if q.To.IsZero() {
		q.To = eternity
	}
	if q.Limit == 0 {
		q.Limit = math.MaxInt32
	}
	args := []any{
		clickhouse.Named("from", at(q.From)), clickhouse.Named("to", at(q.To)), clickhouse.Named("body", q.Body),
		clickhouse.Named("account", q.Account), clickhouse.Named("action", string(q.Action)), clickhouse.Named("result", string(q.Result)),
		clickhouse.Named("limit", q.Limit), clickhouse.Named("offset", q.Offset),
	}
	return list(ctx, s.conn, "access_audit", args, func(row driver.Rows) (e access.Entry, err error) {
		var role, action, result string
		var times uint32
		err = row.Scan(&e.ID, &e.At, &e.Account, &role, &e.Body, &e.IP, &action, &e.Target, &result, &e.Details, &e.RequestID, &times)
		e.Role, e.Action, e.Result, e.Times = access.Role(role), access.Action(action), access.Result(result), int(times)
		return e, err
	})
}

// isNext reports, as an error, that a version is not the one after the last.
func isNext(last, version int, err error) error {
	if err != nil && !errors.Is(err, disclosure.ErrNotFound) {
		return err
	}
	if version != last+1 {
		return &disclosure.Error{Kind: disclosure.Clashes, Code: "error.status.409"}
	}
	return nil
}
