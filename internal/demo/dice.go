package demo

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"strings"
)

// dice is chance that depends on the seed and on what it is thrown about, so
// that a change to one duty leaves the others' stories alone.
type dice struct{ *rand.Rand }

func throw(seed int64, about ...string) dice {
	h := sha256.Sum256([]byte(fmt.Sprintf("%d\x00%s", seed, strings.Join(about, "\x00"))))
	return dice{rand.New(rand.NewPCG(binary.BigEndian.Uint64(h[:8]), binary.BigEndian.Uint64(h[8:16])))}
}

// between returns a number from low to high, both included.
func (d dice) between(low, high int) int {
	if high <= low {
		return low
	}
	return low + d.IntN(high-low+1)
}

func (d dice) chance(p float64) bool { return d.Float64() < p }

func one[T any](d dice, of []T) T { return of[d.IntN(len(of))] }
