package access_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"daylight/internal/access"
)

func TestNoWindowHoldsMoreThanTheLimitAndTheWaitIsHonest(t *testing.T) {
	const limit, window = 5, time.Minute
	rapid.Check(t, func(r *rapid.T) {
		th := access.NewThrottle(limit, window)
		now := newClock().now()
		var taken []time.Time
		for _, gap := range rapid.SliceOfN(rapid.IntRange(0, 30), 1, 60).Draw(r, "gaps") {
			now = now.Add(time.Duration(gap) * time.Second)
			wait, ok := th.Take("k", now)
			if ok {
				taken = append(taken, now)
				continue
			}
			if wait <= 0 || wait > window {
				r.Fatalf("wait %v", wait)
			}
			now = now.Add(wait)
			if _, ok := th.Take("k", now); !ok {
				r.Fatal("refused after the wait that was told")
			}
			taken = append(taken, now)
		}
		for i := limit; i < len(taken); i++ {
			if taken[i].Sub(taken[i-limit]) < window {
				r.Errorf("%d within a window", limit+1)
			}
		}
	})
}

func TestAThrottleForgetsAndStaysSmall(t *testing.T) {
	th := access.NewThrottle(1, time.Minute)
	now := newClock().now()
	for i := range 100_000 {
		th.Take(fmt.Sprint(i), now)
	}
	if n := th.Len(); n > 20_000 {
		t.Errorf("%d keys kept", n)
	}
	th.Take("k", now)
	th.Forget("k")
	if _, ok := th.Take("k", now); !ok {
		t.Error("not forgotten")
	}
}
