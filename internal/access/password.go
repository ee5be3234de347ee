package access

import (
	"crypto/rand"
	"math/big"
	"strings"
	"unicode/utf8"
)

// MinPassword is the least number of characters of a password.
const MinPassword = 10

const maxPasswordBytes = 256

// CheckPassword reports what is wrong with a new password for the account.
// Length is what counts; there are no rules about kinds of characters.
func CheckPassword(password string, a Account) error {
	folded := strings.ToLower(password)
	switch {
	case utf8.RuneCountInString(password) < MinPassword:
		return invalid("access.password_short", MinPassword)
	case len(password) > maxPasswordBytes:
		return invalid("access.password_long", maxPasswordBytes)
	case !utf8.ValidString(password):
		return invalid("access.password_form")
	case strings.Contains(folded, a.Name) || a.Display != "" && strings.Contains(folded, strings.ToLower(a.Display)):
		return invalid("access.password_name")
	case guessable(folded):
		return invalid("access.password_guessable")
	}
	return nil
}

// guessable catches what is long but tried first: few different characters,
// runs along the keyboard or the alphabet, and the well-known words.
func guessable(folded string) bool {
	kinds := map[rune]bool{}
	for _, r := range folded {
		kinds[r] = true
	}
	if len(kinds) < 5 {
		return true
	}
	left := folded
	for _, known := range wellKnown {
		left = strings.ReplaceAll(left, known, "")
	}
	return utf8.RuneCountInString(left) < 4
}

// wellKnown parts add nothing to a password, so what remains must be long.
var wellKnown = []string{
	"abcdefghijklmnopqrstuvwxyz", "01234567890", "1234567890", "0987654321", "9876543210", "123456789", "12345678",
	"qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx", "3edc4rfv", "qazwsxedc", "password", "passw0rd", "p@ssw0rd",
	"welcome", "changeme", "letmein", "admin", "administrator", "daylight", "yangguang", "mima", "qwerty", "abc123",
	"123456", "654321", "12345", "888888", "666666", "5201314", "abcd", "1234", "2024", "2025", "2026", "2027",
}

const (
	consonants = "bdfghjklmnprstvwz"
	vowels     = "aeiou"
)

// NewPassword returns a random password that can be read out over a telephone:
// three words of four syllables and, in all, 77 bits.
func NewPassword() string {
	words := make([]string, 3)
	for i := range words {
		var w strings.Builder
		for range 4 {
			w.WriteByte(pick(consonants))
			w.WriteByte(pick(vowels))
		}
		words[i] = w.String()
	}
	return strings.Join(words, "-")
}

func pick(from string) byte {
	n, err := rand.Int(rand.Reader, big.NewInt(int64(len(from))))
	if err != nil {
		panic(err)
	}
	return from[n.Int64()]
}
