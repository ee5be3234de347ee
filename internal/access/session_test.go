package access_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"pgregory.net/rapid"

	"daylight/internal/access"
)

func TestASealedSessionOpensUnchangedOrNotAtAll(t *testing.T) {
	now := newClock().now()
	rapid.Check(t, func(r *rapid.T) {
		s := access.NewSession(access.Account{Name: rapid.String().Draw(r, "name"), Epoch: rapid.IntRange(0, 9).Draw(r, "epoch")}, now)
		sealed := []byte(secret().Seal(s))
		if got, err := secret().Open(string(sealed), now); err != nil || got.ID != s.ID || got.Epoch != s.Epoch {
			r.Fatalf("unchanged: %+v %v", got, err)
		}
		i := rapid.IntRange(0, len(sealed)-1).Draw(r, "at")
		sealed[i] ^= byte(rapid.IntRange(1, 255).Draw(r, "by"))
		if _, err := secret().Open(string(sealed), now); err == nil {
			r.Errorf("changed at %d and still opens", i)
		}
	})
}

func TestASessionEndsAfterAWorkingDayHoweverBusy(t *testing.T) {
	now := newClock().now()
	s := access.NewSession(access.Account{Name: "li"}, now)
	s.Seen = now.Add(access.SessionLife - time.Minute)
	if !s.Alive(s.Seen) {
		t.Error("ended early")
	}
	if s.Alive(now.Add(access.SessionLife)) {
		t.Error("outlives its life")
	}
	if s.Alive(now.Add(-time.Hour)) {
		t.Error("alive before it began")
	}
}

func TestSealsOfDifferentUsesAndSecretsDiffer(t *testing.T) {
	k := secret()
	if k.Sign("form", "x") == k.Sign("session", "x") || k.Sign("form", "x") == access.Secret("other").Sign("form", "x") {
		t.Error("alike")
	}
	if k.Signed("form", "x", "") {
		t.Error("nothing is a seal")
	}
}

func TestTheSecretIsKeptForItsOwnerOnly(t *testing.T) {
	dir := t.TempDir()
	first, err := access.LoadSecret(dir)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "session.key")
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	again, err := access.LoadSecret(dir)
	if err != nil || string(again) != string(first) {
		t.Errorf("second start: another secret, %v", err)
	}
	if info, _ := os.Stat(path); info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v", info.Mode())
	}
	if err := os.WriteFile(path, []byte("short"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := access.LoadSecret(dir); err == nil {
		t.Error("a short secret is taken")
	}
}
