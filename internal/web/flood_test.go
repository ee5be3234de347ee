package web

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// Nobody gets more than twice the share of a minute in any minute, everybody
// gets the share, and the wait that is told is enough.
func TestAFloodIsBoundedAndTheWaitIsHonest(t *testing.T) {
	const share = 10
	rapid.Check(t, func(r *rapid.T) {
		f, now := newFlood(share), testNow
		var taken []time.Time
		for _, gap := range rapid.SliceOfN(rapid.IntRange(0, 20_000), 1, 200).Draw(r, "gaps in ms") {
			now = now.Add(time.Duration(gap) * time.Millisecond)
			wait, ok := f.take("k", now)
			if !ok {
				if wait <= 0 || wait > time.Minute {
					r.Fatalf("wait %v", wait)
				}
				now = now.Add(wait)
				if _, ok := f.take("k", now); !ok {
					r.Fatal("refused after the wait that was told")
				}
			}
			taken = append(taken, now)
		}
		for i := 2 * share; i < len(taken); i++ {
			if taken[i].Sub(taken[i-2*share]) < time.Minute {
				r.Errorf("%d within a minute", 2*share+1)
			}
		}
	})
}

func TestAFloodOfAddressesStaysSmall(t *testing.T) {
	f := newFlood(1)
	for i := range 3 * maxFloodKeys {
		f.take(fmt.Sprint(i), testNow)
	}
	if len(f.spent) > maxFloodKeys {
		t.Errorf("%d addresses kept", len(f.spent))
	}
}
