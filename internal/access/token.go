package access

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Scope is what a token may be used for; the account's role still bounds it.
type Scope string

const (
	ScopeEventsWrite Scope = "events:write" // 写入事件
	ScopeRead        Scope = "read"         // 读取
)

// Scopes lists all scopes in the order screens show them.
var Scopes = []Scope{ScopeEventsWrite, ScopeRead}

// Token lets a program act for an account. Like accounts, tokens are versioned
// rows; revoking appends a version. Only a hash of the secret is stored.
type Token struct {
	ID         string
	Version    int
	Account    string
	Label      string
	SecretHash string
	Scopes     []Scope
	ExpiresAt  time.Time
	Revoked    bool
	ChangedAt  time.Time
	ChangedBy  string
}

// Longest and usual life of a token.
const (
	MaxTokenLife     = 366 * 24 * time.Hour
	DefaultTokenLife = 180 * 24 * time.Hour
)

// Usable reports whether the token still opens anything.
func (t Token) Usable(now time.Time) bool { return !t.Revoked && now.Before(t.ExpiresAt) }

// Has reports whether the token carries the scope.
func (t Token) Has(s Scope) bool { return slices.Contains(t.Scopes, s) }

const (
	tokenPrefix   = "dl_"
	maxLabelRunes = 60
)

// newToken returns a token and the text to hand to its user, once.
func newToken(account, label string, scopes []Scope, life time.Duration, now time.Time) (Token, string, error) {
	label = strings.TrimSpace(label)
	switch {
	case len(scopes) == 0:
		return Token{}, "", invalid("access.scope_wanted")
	case life <= 0 || life > MaxTokenLife:
		return Token{}, "", invalid("access.token_life", int(MaxTokenLife.Hours()/24))
	case utf8.RuneCountInString(label) > maxLabelRunes || strings.ContainsFunc(label, unicode.IsControl):
		return Token{}, "", invalid("access.label_form", maxLabelRunes)
	}
	for _, s := range scopes {
		if !slices.Contains(Scopes, s) {
			return Token{}, "", invalid("access.scope_unknown", string(s))
		}
	}
	id, secret := hex.EncodeToString(randomBytes(8)), hex.EncodeToString(randomBytes(32))
	t := Token{
		ID: id, Version: 1, Account: account, Label: label, SecretHash: hashSecret(secret),
		Scopes: slices.Compact(slices.Sorted(slices.Values(scopes))), ExpiresAt: now.Add(life), ChangedAt: now,
	}
	return t, tokenPrefix + id + "_" + secret, nil
}

// splitToken takes apart what newToken handed out.
func splitToken(text string) (id, secret string, ok bool) {
	rest, ok := strings.CutPrefix(text, tokenPrefix)
	if !ok {
		return "", "", false
	}
	id, secret, ok = strings.Cut(rest, "_")
	return id, secret, ok && len(id) == 16 && len(secret) == 64
}

// hashSecret needs no slow hash: the secret is random and 256 bits long.
func hashSecret(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

func (t Token) fits(secret string) bool {
	return subtle.ConstantTimeCompare([]byte(hashSecret(secret)), []byte(t.SecretHash)) == 1
}
