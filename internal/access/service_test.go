package access_test

import (
	"context"
	"errors"
	"log/slog"
	"strings"
	"testing"
	"time"

	"daylight/internal/access"
	"daylight/internal/access/accesstest"
	"daylight/internal/disclosure"
)

type clock struct{ t time.Time }

func (c *clock) now() time.Time       { return c.t }
func (c *clock) pass(d time.Duration) { c.t = c.t.Add(d) }
func (c *clock) passCache()           { c.pass(3 * time.Second) }
func quiet() *slog.Logger             { return slog.New(slog.DiscardHandler) }
func newClock() *clock                { return &clock{t: time.Date(2026, 9, 30, 9, 0, 0, 0, time.UTC)} }
func secret() access.Secret           { return access.Secret(strings.Repeat("s", 32)) }
func code(err error) string           { var e *disclosure.Error; _ = errors.As(err, &e); return safeCode(e) }
func safeCode(e *disclosure.Error) string {
	if e == nil {
		return ""
	}
	return e.Code
}

type bench struct {
	*access.Service
	repo  *accesstest.Memory
	clock *clock
}

func newBench(t *testing.T) bench {
	t.Helper()
	b := bench{repo: accesstest.New(), clock: newClock()}
	b.Service = access.NewService(b.repo, secret(), quiet(), b.clock.now)
	t.Cleanup(b.Close)
	return b
}

var (
	ctx   = context.Background()
	admin = access.Actor{Account: "root", Role: access.Admin, IP: "127.0.0.1"}
	desk  = access.Actor{IP: "10.0.0.9"}
)

const password = "plum-kettle-orbit"

func (b bench) add(t *testing.T, a access.Account) access.Account {
	t.Helper()
	made, _, err := b.Create(ctx, admin, a, password)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func clerk(name string) access.Account {
	return access.Account{Name: name, Role: access.Clerk, Body: "mzj", Office: "bgs"}
}

func (b bench) entries(t *testing.T, q access.AuditQuery) []access.Entry {
	t.Helper()
	deadline := time.Now().Add(2 * time.Second)
	for {
		found, err := b.repo.Audit(ctx, q)
		if err != nil {
			t.Fatal(err)
		}
		if len(found) > 0 || time.Now().After(deadline) {
			return found
		}
		time.Sleep(time.Millisecond)
	}
}

func TestSignInTakesNameInAnyCaseAndOnlyTheRightPassword(t *testing.T) {
	b := newBench(t)
	b.add(t, clerk("Li-Bgs"))
	if _, err := b.SignIn(ctx, desk, " LI-bgs ", password); err != nil {
		t.Errorf("right password: %v", err)
	}
	for name, tried := range map[string]string{"li-bgs": password + "x", "nobody": password, "": ""} {
		if _, err := b.SignIn(ctx, desk, name, tried); !errors.Is(err, access.ErrSignIn) {
			t.Errorf("%q with %q: %v, want ErrSignIn", name, tried, err)
		}
	}
	if got := b.entries(t, access.AuditQuery{Action: access.ActSignIn, Result: access.Done}); len(got) != 1 || got[0].IP != desk.IP {
		t.Errorf("audit of the sign-in: %+v", got)
	}
	if got := b.entries(t, access.AuditQuery{Account: "nobody", Result: access.Failed}); len(got) != 1 || got[0].Details != "unknown_name" {
		t.Errorf("audit of the failure: %+v", got)
	}
}

func TestSignInIsBoundedPerAddressAndName(t *testing.T) {
	b := newBench(t)
	b.add(t, clerk("li"))
	for range access.SignInTries {
		_, err := b.SignIn(ctx, desk, "li", "wrong password")
		if !errors.Is(err, access.ErrSignIn) {
			t.Fatal(err)
		}
	}
	_, err := b.SignIn(ctx, desk, "li", password)
	var tooMany *access.TooManyError
	if !errors.As(err, &tooMany) || tooMany.Wait <= 0 || tooMany.Wait > access.SignInWindow {
		t.Fatalf("after too many tries: %v", err)
	}
	if _, err := b.SignIn(ctx, access.Actor{IP: "10.0.0.10"}, "li", password); err != nil {
		t.Errorf("from another address: %v", err)
	}
	b.clock.pass(tooMany.Wait)
	if _, err := b.SignIn(ctx, desk, "li", password); err != nil {
		t.Errorf("after the wait that was told: %v", err)
	}
}

func TestSignInNeedsTheStore(t *testing.T) {
	b := newBench(t)
	b.add(t, clerk("li"))
	b.repo.Fail(&disclosure.Error{Kind: disclosure.Unavailable, Code: "error.store_unavailable"})
	if _, err := b.SignIn(ctx, desk, "li", password); code(err) != "error.store_unavailable" {
		t.Errorf("without a store: %v", err)
	}
}

func TestWhatEndsASession(t *testing.T) {
	who := desk
	for name, end := range map[string]func(b bench, s access.Session) error{
		"停用账号": func(b bench, _ access.Session) error { return b.SetDisabled(ctx, admin, "li", true) },
		"重置密码": func(b bench, _ access.Session) error { _, err := b.Reset(ctx, admin, "li", ""); return err },
		"调整角色": func(b bench, _ access.Session) error {
			return b.Assign(ctx, admin, "li", access.Account{Role: access.Auditor})
		},
		"修改密码": func(b bench, _ access.Session) error {
			_, err := b.ChangePassword(ctx, who.As(clerk("li")), password, "another-fine-word")
			return err
		},
		"退出":   func(b bench, s access.Session) error { return b.SignOut(ctx, who.As(clerk("li")), s) },
		"久坐不动": func(b bench, _ access.Session) error { b.clock.pass(access.SessionIdle); return nil },
	} {
		t.Run(name, func(t *testing.T) {
			b := newBench(t)
			session := access.NewSession(b.add(t, clerk("li")), b.clock.now())
			sealed := b.Secret.Seal(session)
			if _, _, err := b.Session(ctx, sealed); err != nil {
				t.Fatalf("fresh session: %v", err)
			}
			if err := end(b, session); err != nil {
				t.Fatal(err)
			}
			if _, _, err := b.Session(ctx, sealed); !errors.Is(err, access.ErrNoSession) {
				t.Errorf("ended session: %v, want ErrNoSession", err)
			}
		})
	}
}

func TestASessionSurvivesARestartButAnEndedOneDoesNot(t *testing.T) {
	b := newBench(t)
	acc := b.add(t, clerk("li"))
	kept, ended := access.NewSession(acc, b.clock.now()), access.NewSession(acc, b.clock.now())
	if err := b.SignOut(ctx, desk.As(acc), ended); err != nil {
		t.Fatal(err)
	}
	again := access.NewService(b.repo, secret(), quiet(), b.clock.now)
	defer again.Close()
	if _, _, err := again.Session(ctx, again.Secret.Seal(kept)); err != nil {
		t.Errorf("kept session after a restart: %v", err)
	}
	if _, _, err := again.Session(ctx, again.Secret.Seal(ended)); !errors.Is(err, access.ErrNoSession) {
		t.Errorf("ended session after a restart: %v", err)
	}
}

func TestAChangeByAnotherProcessIsSeenSoon(t *testing.T) {
	b := newBench(t)
	sealed := b.Secret.Seal(access.NewSession(b.add(t, clerk("li")), b.clock.now()))
	if _, _, err := b.Session(ctx, sealed); err != nil {
		t.Fatal(err)
	}
	other := access.NewService(b.repo, secret(), quiet(), b.clock.now)
	defer other.Close()
	if err := other.SetDisabled(ctx, admin, "li", true); err != nil {
		t.Fatal(err)
	}
	b.clock.passCache()
	if _, _, err := b.Session(ctx, sealed); !errors.Is(err, access.ErrNoSession) {
		t.Errorf("disabled elsewhere: %v", err)
	}
}

func TestFirstPasswordsMustBeChanged(t *testing.T) {
	b := newBench(t)
	_, first, err := b.Create(ctx, admin, clerk("li"), "")
	if err != nil {
		t.Fatal(err)
	}
	acc, err := b.SignIn(ctx, desk, "li", first)
	if err != nil || !acc.MustChange {
		t.Fatalf("first sign-in: %+v, %v", acc, err)
	}
	acc, err = b.ChangePassword(ctx, desk.As(acc), first, password)
	if err != nil || acc.MustChange {
		t.Fatalf("after the change: %+v, %v", acc, err)
	}
}

func TestAccountsThatCannotBe(t *testing.T) {
	b := newBench(t)
	b.add(t, clerk("li"))
	for name, c := range map[string]struct {
		account access.Account
		want    string
	}{
		"同名":      {clerk("LI"), "access.name_taken"},
		"没有科室的经办": {access.Account{Name: "wang", Role: access.Clerk}, "access.office_wanted"},
		"有科室的领导":  {access.Account{Name: "wang", Role: access.Leading, Office: "bgs"}, "access.office_unwanted"},
		"无此角色":    {access.Account{Name: "wang", Role: "king"}, "access.role_unknown"},
		"名字带空格":   {clerk("a b"), "access.name_form"},
		"名字太短":    {clerk("x"), "access.name_form"},
		"名字带标签":   {clerk("<script>"), "access.name_form"},
	} {
		if _, _, err := b.Create(ctx, admin, c.account, password); code(err) != c.want {
			t.Errorf("%s: %v, want %s", name, err, c.want)
		}
	}
}

func TestAnAdministratorOfOneBodyManagesThatBodyOnly(t *testing.T) {
	b := newBench(t)
	b.add(t, clerk("li"))
	other := access.Actor{Account: "boss", Role: access.Admin, Body: "jyj"}
	if err := b.SetDisabled(ctx, other, "li", true); code(err) != "access.no_account" {
		t.Errorf("disable in another body: %v", err)
	}
	if _, _, err := b.Create(ctx, other, clerk("wang"), password); code(err) != "access.other_body" {
		t.Errorf("create in another body: %v", err)
	}
	if all, err := b.Accounts(ctx, other); err != nil || len(all) != 0 {
		t.Errorf("list of another body: %v, %v", all, err)
	}
	own := access.Actor{Account: "li", Role: access.Admin, Body: "mzj"}
	if err := b.SetDisabled(ctx, own, "li", true); code(err) != "access.not_oneself" {
		t.Errorf("disable oneself: %v", err)
	}
}

func TestEnsureAdminMakesOneOnlyWhenThereIsNobody(t *testing.T) {
	b := newBench(t)
	first, err := b.EnsureAdmin(ctx)
	if err != nil || first == "" {
		t.Fatalf("empty store: %q, %v", first, err)
	}
	if acc, err := b.SignIn(ctx, desk, "admin", first); err != nil || !acc.Can(access.ManageAccounts) {
		t.Errorf("sign in as the first admin: %+v, %v", acc, err)
	}
	if again, err := b.EnsureAdmin(ctx); err != nil || again != "" {
		t.Errorf("second time: %q, %v", again, err)
	}
}
