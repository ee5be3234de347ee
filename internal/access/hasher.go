package access

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"runtime"
	"strings"
	"sync/atomic"

	"golang.org/x/crypto/argon2"

	"daylight/internal/disclosure"
)

// The cost of one hash, after OWASP's advice for argon2id on small machines.
// Changing it needs a second prefix that Verify still knows.
const (
	argonMemoryKiB = 12 * 1024
	argonPasses    = 3
	argonLanes     = 1
	saltBytes      = 16
	keyBytes       = 32
	hashPrefix     = "$argon2id$v=19$m=12288,t=3,p=1$"
)

// maxWaiting is how many hashes may queue; more means an attack, and the
// server answers that it is busy instead of growing.
const maxWaiting = 32

// Hasher computes one password hash at a time, so that a burst of sign-ins
// needs 12 MiB and not 12 MiB each.
type Hasher struct {
	turn    chan struct{}
	waiting atomic.Int32
	dummy   string
}

// NewHasher returns a Hasher.
func NewHasher() *Hasher {
	h := &Hasher{turn: make(chan struct{}, 1)}
	h.dummy = encodeHash(randomBytes(saltBytes), randomBytes(keyBytes))
	return h
}

// Hash returns the stored form of a password, salted.
func (h *Hasher) Hash(ctx context.Context, password string) (string, error) {
	salt := randomBytes(saltBytes)
	key, err := h.derive(ctx, password, salt)
	if err != nil {
		return "", err
	}
	return encodeHash(salt, key), nil
}

// Verify reports whether the password has the stored hash. An empty or
// unreadable hash costs the same time as a good one and never fits.
func (h *Hasher) Verify(ctx context.Context, password, stored string) (bool, error) {
	salt, want, ok := decodeHash(stored)
	if !ok {
		salt, want, _ = decodeHash(h.dummy)
	}
	got, err := h.derive(ctx, password, salt)
	if err != nil {
		return false, err
	}
	return subtle.ConstantTimeCompare(got, want) == 1 && ok, nil
}

func (h *Hasher) derive(ctx context.Context, password string, salt []byte) ([]byte, error) {
	if h.waiting.Add(1) > maxWaiting {
		h.waiting.Add(-1)
		return nil, &disclosure.Error{Kind: disclosure.Unavailable, Code: "access.busy"}
	}
	defer h.waiting.Add(-1)
	select {
	case h.turn <- struct{}{}:
		defer func() { <-h.turn }()
		runtime.GC() // frees the last hash's memory before taking as much again
	case <-ctx.Done():
		return nil, &disclosure.Error{Kind: disclosure.Unavailable, Code: "access.busy", Err: ctx.Err()}
	}
	return argon2.IDKey([]byte(password), salt, argonPasses, argonMemoryKiB, argonLanes, keyBytes), nil
}

func encodeHash(salt, key []byte) string {
	b64 := base64.RawStdEncoding
	return hashPrefix + b64.EncodeToString(salt) + "$" + b64.EncodeToString(key)
}

func decodeHash(stored string) (salt, key []byte, ok bool) {
	rest, ok := strings.CutPrefix(stored, hashPrefix)
	if !ok {
		return nil, nil, false
	}
	s, k, ok := strings.Cut(rest, "$")
	if !ok {
		return nil, nil, false
	}
	salt, err1 := base64.RawStdEncoding.DecodeString(s)
	key, err2 := base64.RawStdEncoding.DecodeString(k)
	ok = err1 == nil && err2 == nil && len(salt) == saltBytes && len(key) == keyBytes
	return salt, key, ok
}

func randomBytes(n int) []byte {
	b := make([]byte, n)
	rand.Read(b) // never fails
	return b
}
