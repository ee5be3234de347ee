package access_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"

	"daylight/internal/access"
)

func TestPasswordsThatWillNotDo(t *testing.T) {
	acc := access.Account{Name: "li-bgs", Display: "办公室小李"}
	for name, c := range map[string]struct{ password, want string }{
		"太短":     {"kettle-9", "access.password_short"},
		"太长":     {strings.Repeat("kettle-orb", 30), "access.password_long"},
		"含账号名":   {"xx-LI-BGS-yy-zz", "access.password_name"},
		"含显示名":   {"我是办公室小李啊我是", "access.password_name"},
		"一个字重复":  {"aaaaaaaaaaaa", "access.password_guessable"},
		"顺子":     {"1234567890", "access.password_guessable"},
		"常见词加年份": {"Password2026", "access.password_guessable"},
		"键盘一行":   {"qwertyuiop123", "access.password_guessable"},
		"乱码":     {"kettle\xff\xfeorbit", "access.password_form"},
		"几个词":    {password, ""},
		"中文短语":   {"山高月小水落石出清风", ""},
	} {
		if got := code(access.CheckPassword(c.password, acc)); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
}

func TestMadeUpPasswordsAreGoodAndDiffer(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		p := access.NewPassword()
		if seen[p] {
			t.Fatalf("%s twice", p)
		}
		seen[p] = true
		if err := access.CheckPassword(p, access.Account{Name: "li-bgs"}); err != nil {
			t.Fatalf("%s: %v", p, err)
		}
	}
}

// A hash is slow by design, so a few examples stand for all.
func TestOnlyTheSamePasswordFitsItsHash(t *testing.T) {
	h := access.NewHasher()
	for seed := range 6 {
		a, b := rapid.String().Example(seed), rapid.String().Example(seed+100)
		stored, err := h.Hash(ctx, a)
		if err != nil {
			t.Fatal(err)
		}
		if fits, err := h.Verify(ctx, a, stored); err != nil || !fits {
			t.Errorf("%q itself: %v %v", a, fits, err)
		}
		if fits, err := h.Verify(ctx, b, stored); err != nil || fits != (a == b) {
			t.Errorf("%q with the hash of %q: %v %v", b, a, fits, err)
		}
		if again, _ := h.Hash(ctx, a); again == stored {
			t.Error("two hashes of one password are alike: no salt")
		}
	}
}

func TestHashesThatNothingFits(t *testing.T) {
	h := access.NewHasher()
	for _, stored := range []string{"", "plain", "$argon2id$v=19$m=12288,t=3,p=1$$", "$argon2id$v=19$m=8,t=1,p=1$AAAA$AAAA"} {
		if fits, err := h.Verify(ctx, "", stored); err != nil || fits {
			t.Errorf("%q: %v %v", stored, fits, err)
		}
	}
}

// An unknown name must not be told apart from a wrong password by its time.
func TestAnUnknownNameCostsAsMuchAsAWrongPassword(t *testing.T) {
	h := access.NewHasher()
	stored, err := h.Hash(ctx, password)
	if err != nil {
		t.Fatal(err)
	}
	took := func(stored string) time.Duration {
		best := time.Hour
		for range 5 {
			start := time.Now()
			if _, err := h.Verify(ctx, "wrong", stored); err != nil {
				t.Fatal(err)
			}
			best = min(best, time.Since(start))
		}
		return best
	}
	if known, unknown := took(stored), took(""); unknown < known/3 || known < unknown/3 {
		t.Errorf("known %v, unknown %v", known, unknown)
	}
}

func TestACrowdOfSignInsIsTurnedAwayAndNotQueuedForEver(t *testing.T) {
	h := access.NewHasher()
	var wg sync.WaitGroup
	var mu sync.Mutex
	busy := 0
	for range 100 {
		wg.Go(func() {
			short, cancel := context.WithTimeout(ctx, 200*time.Millisecond)
			defer cancel()
			if _, err := h.Verify(short, password, ""); code(err) == "access.busy" {
				mu.Lock()
				busy++
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	if busy == 0 {
		t.Error("a hundred at once and nobody was turned away")
	}
}
