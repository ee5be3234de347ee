package access

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// How long a session lasts: at most a working day, and not through a long
// absence from the desk.
const (
	SessionLife = 12 * time.Hour
	SessionIdle = 2 * time.Hour
	// sealAfter is how old the last sighting may be before it is renewed.
	sealAfter = 5 * time.Minute
)

// Session is what a signed-in browser carries, sealed.
type Session struct {
	ID      string    `json:"i"`
	Account string    `json:"a"`
	Epoch   int       `json:"e"`
	Issued  time.Time `json:"t"`
	Seen    time.Time `json:"s"`
}

// ErrNoSession says that a sealed session is forged, expired or revoked.
var ErrNoSession = errors.New("no valid session")

// NewSession starts a session of the account.
func NewSession(a Account, now time.Time) Session {
	return Session{ID: hex.EncodeToString(randomBytes(16)), Account: a.Name, Epoch: a.Epoch, Issued: now, Seen: now}
}

// Alive reports whether the session has neither grown old nor lain idle.
func (s Session) Alive(now time.Time) bool {
	return now.Before(s.Issued.Add(SessionLife)) && now.Before(s.Seen.Add(SessionIdle)) && !now.Before(s.Issued.Add(-time.Minute))
}

// Stale reports whether the session's last sighting should be renewed.
func (s Session) Stale(now time.Time) bool { return now.Sub(s.Seen) > sealAfter }

// Secret seals sessions and form tokens.
type Secret []byte

const secretBytes = 32

// LoadSecret reads the secret from a file in dir, readable by its owner only,
// and makes one at the first start.
func LoadSecret(dir string) (Secret, error) {
	path := filepath.Join(dir, "session.key")
	data, err := os.ReadFile(path)
	if errors.Is(err, os.ErrNotExist) {
		return createSecret(path)
	}
	if err != nil {
		return nil, fmt.Errorf("read session key: %w", err)
	}
	if len(data) != secretBytes {
		return nil, fmt.Errorf("read session key: %s holds %d bytes, want %d; delete it and everyone signs in again", path, len(data), secretBytes)
	}
	if info, err := os.Stat(path); err == nil && info.Mode().Perm()&0o077 != 0 {
		if err := os.Chmod(path, 0o600); err != nil {
			return nil, fmt.Errorf("close session key to others: %w", err)
		}
	}
	return data, nil
}

func createSecret(path string) (Secret, error) {
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return nil, fmt.Errorf("create session key: %w", err)
	}
	secret := randomBytes(secretBytes)
	_, err = f.Write(secret)
	if err := errors.Join(err, f.Sync(), f.Close()); err != nil {
		return nil, fmt.Errorf("write session key: %w", err)
	}
	return secret, nil
}

// Seal returns the session in the form a cookie carries.
func (k Secret) Seal(s Session) string {
	data, err := json.Marshal(s)
	if err != nil {
		panic(err) // strings, numbers and times always marshal
	}
	body := base64.RawURLEncoding.EncodeToString(data)
	return body + "." + k.Sign("session", body)
}

// Open returns the session that Seal sealed, or ErrNoSession.
func (k Secret) Open(sealed string, now time.Time) (Session, error) {
	body, sum, ok := strings.Cut(sealed, ".")
	if !ok || !k.Signed("session", body, sum) {
		return Session{}, ErrNoSession
	}
	data, err := base64.RawURLEncoding.DecodeString(body)
	if err != nil {
		return Session{}, ErrNoSession
	}
	var s Session
	if err := json.Unmarshal(data, &s); err != nil || !s.Alive(now) {
		return Session{}, ErrNoSession
	}
	return s, nil
}

// Sign returns the seal of text for one use; seals of different uses differ.
func (k Secret) Sign(use, text string) string {
	mac := hmac.New(sha256.New, k)
	mac.Write([]byte(use + "\x00" + text))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// Signed reports whether sum is the seal of text for the use.
func (k Secret) Signed(use, text, sum string) bool {
	return subtle.ConstantTimeCompare([]byte(k.Sign(use, text)), []byte(sum)) == 1
}
