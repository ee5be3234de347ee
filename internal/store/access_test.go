package store_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"daylight/internal/access"
	"daylight/internal/disclosure"
)

func TestAccountsAndTokensAreVersioned(t *testing.T) {
	s, ctx := openStore(t), t.Context()
	at := time.Date(2026, 9, 30, 9, 0, 0, 123e6, time.UTC)
	li := access.Account{
		Name: "李-bgs", Version: 1, Display: "办公室", Role: access.Clerk, Body: "mzj", Office: "bgs", PasswordHash: "$argon2id$x",
		Epoch: 1, MustChange: true, ChangedAt: at, ChangedBy: "root",
	}
	if _, err := s.Account(ctx, li.Name); !errors.Is(err, disclosure.ErrNotFound) {
		t.Fatalf("nobody yet: %v", err)
	}
	next := li
	next.Version, next.Epoch, next.Disabled = 2, 2, true
	other := access.Account{Name: "a'; DROP TABLE x; --", Version: 1, Role: access.Admin, Epoch: 1, ChangedAt: at}
	for _, a := range []access.Account{li, next, other} {
		if err := s.PutAccount(ctx, a); err != nil {
			t.Fatal(err)
		}
	}
	var clash *disclosure.Error
	if err := s.PutAccount(ctx, next); !errors.As(err, &clash) || clash.Kind != disclosure.Clashes {
		t.Errorf("the same version twice: %v", err)
	}
	got, err := s.Account(ctx, li.Name)
	if diff := cmp.Diff(next, got, sameMoment); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
	all, err := s.Accounts(ctx)
	if diff := cmp.Diff([]access.Account{other, next}, all, sameMoment); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}

	token := access.Token{
		ID: "00ff", Version: 1, Account: li.Name, Label: "采集", SecretHash: "x", Scopes: []access.Scope{access.ScopeEventsWrite, access.ScopeRead},
		ExpiresAt: at.AddDate(0, 6, 0), ChangedAt: at, ChangedBy: "root",
	}
	later := token
	later.ID, later.ChangedAt = "00fe", at.Add(time.Hour)
	revoked := token
	revoked.Version, revoked.Revoked = 2, true
	for _, tok := range []access.Token{token, later, revoked} {
		if err := s.PutToken(ctx, tok); err != nil {
			t.Fatal(err)
		}
	}
	held, err := s.Tokens(ctx, li.Name)
	if diff := cmp.Diff([]access.Token{later, revoked}, held, sameMoment); diff != "" || err != nil {
		t.Errorf("%v %s", err, diff)
	}
	if one, err := s.Token(ctx, "00ff"); err != nil || !one.Revoked {
		t.Errorf("%+v %v", one, err)
	}
	if _, err := s.Token(ctx, "none"); !errors.Is(err, disclosure.ErrNotFound) {
		t.Error(err)
	}
}

func TestTheAuditTrailIsReadBackwardsAndFiltered(t *testing.T) {
	s, ctx := openStore(t), t.Context()
	at := time.Date(2026, 9, 30, 9, 0, 0, 0, time.UTC)
	entry := func(id string, after time.Duration, account string, action access.Action, result access.Result) access.Entry {
		return access.Entry{
			ID: id, At: at.Add(after), Account: account, Role: access.Clerk, Body: "mzj", IP: "10.0.0.1", Action: action,
			Target: "对象", Result: result, Details: "a\\b'c\nd", RequestID: "r", Times: 1,
		}
	}
	entries := []access.Entry{
		entry("1", 0, "li", access.ActSignIn, access.Done), entry("2", time.Millisecond, "li", access.ActSignIn, access.Failed),
		entry("3", time.Hour, "wang", access.ActOpen, access.Refused),
	}
	if err := s.AppendAudit(ctx, entries); err != nil {
		t.Fatal(err)
	}
	if err := s.AppendAudit(ctx, entries[:1]); err != nil { // as after a lost answer
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		q    access.AuditQuery
		want []int
	}{
		"全部":     {access.AuditQuery{}, []int{2, 1, 0}},
		"前两条":    {access.AuditQuery{Limit: 2}, []int{2, 1}},
		"第二页":    {access.AuditQuery{Limit: 2, Offset: 2}, []int{0}},
		"某账号":    {access.AuditQuery{Account: "li"}, []int{1, 0}},
		"某账号的失败": {access.AuditQuery{Account: "li", Result: access.Failed}, []int{1}},
		"某操作":    {access.AuditQuery{Action: access.ActOpen}, []int{2}},
		"起止之间":   {access.AuditQuery{From: at.Add(time.Millisecond), To: at.Add(time.Hour)}, []int{1}},
		"别的机关":   {access.AuditQuery{Body: "jyj"}, nil},
	} {
		got, err := s.Audit(ctx, c.q)
		var want []access.Entry
		for _, i := range c.want {
			want = append(want, entries[i])
		}
		if diff := cmp.Diff(want, got, sameMoment); diff != "" || err != nil {
			t.Errorf("%s: %v %s", name, err, diff)
		}
	}
}

// sameMoment compares times as moments, whatever their zone.
var sameMoment = cmpopts.EquateApproxTime(0)
