package access_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"daylight/internal/access"
)

func (b bench) token(t *testing.T, account string, scopes ...access.Scope) (access.Token, string) {
	t.Helper()
	token, text, err := b.IssueToken(ctx, admin, account, "采集程序", scopes, access.DefaultTokenLife)
	if err != nil {
		t.Fatal(err)
	}
	return token, text
}

func TestATokenActsForItsAccountUntilItEnds(t *testing.T) {
	for name, end := range map[string]func(b bench, id string) error{
		"吊销":   func(b bench, id string) error { return b.RevokeToken(ctx, admin, "li", id) },
		"停用账号": func(b bench, _ string) error { return b.SetDisabled(ctx, admin, "li", true) },
		"重置密码": func(b bench, _ string) error { _, err := b.Reset(ctx, admin, "li", ""); return err },
		"到期":   func(b bench, _ string) error { b.clock.pass(access.DefaultTokenLife); return nil },
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			b.add(t, clerk("li"))
			token, text := b.token(t, "li", access.ScopeRead)
			acc, got, err := b.Bearer(ctx, desk, text)
			if err != nil || acc.Name != "li" || !got.Has(access.ScopeRead) || got.Has(access.ScopeEventsWrite) {
				t.Fatalf("fresh token: %+v %+v %v", acc, got, err)
			}
			if err := end(b, token.ID); err != nil {
				t.Fatal(err)
			}
			if _, _, err := b.Bearer(ctx, desk, text); !errors.Is(err, access.ErrToken) {
				t.Errorf("ended token: %v", err)
			}
		})
	}
}

func TestTokensThatOpenNothing(t *testing.T) {
	b := newBench(t)
	b.add(t, clerk("li"))
	_, text := b.token(t, "li", access.ScopeRead)
	last := text[len(text)-1:]
	other := map[bool]string{true: "1", false: "0"}[last == "0"]
	for _, bad := range []string{"", "dl_", "Bearer x", text[:len(text)-1], text + "0", text[:len(text)-1] + other, strings.ToUpper(text)} {
		if _, _, err := b.Bearer(ctx, desk, bad); !errors.Is(err, access.ErrToken) {
			t.Errorf("%q: %v", bad, err)
		}
	}
}

func TestTheStoreNeverHoldsTheSecretOfAToken(t *testing.T) {
	b := newBench(t)
	b.add(t, clerk("li"))
	token, text := b.token(t, "li", access.ScopeRead)
	secret := text[strings.LastIndex(text, "_")+1:]
	if strings.Contains(token.SecretHash, secret) {
		t.Error("the hash is the secret")
	}
}

func TestTokensStayWithinTheRole(t *testing.T) {
	b := newBench(t)
	b.add(t, access.Account{Name: "lead", Role: access.Leading})
	for name, c := range map[string]struct {
		scopes []access.Scope
		life   time.Duration
		want   string
	}{
		"领导不能写入": {[]access.Scope{access.ScopeEventsWrite}, time.Hour, "access.scope_beyond_role"},
		"没有范围":   {nil, time.Hour, "access.scope_wanted"},
		"无此范围":   {[]access.Scope{"all"}, time.Hour, "access.scope_unknown"},
		"太久":     {[]access.Scope{access.ScopeRead}, 2 * access.MaxTokenLife, "access.token_life"},
		"没有时长":   {[]access.Scope{access.ScopeRead}, 0, "access.token_life"},
	} {
		if _, _, err := b.IssueToken(ctx, admin, "lead", "", c.scopes, c.life); code(err) != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

func TestGuessingTokensIsBounded(t *testing.T) {
	b := newBench(t)
	var tooMany *access.TooManyError
	for range 100 {
		if _, _, err := b.Bearer(ctx, desk, "dl_nothing"); errors.As(err, &tooMany) {
			return
		}
	}
	t.Error("a hundred guesses and no bound")
}
