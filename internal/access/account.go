package access

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"daylight/internal/disclosure"
)

// Account is one version of a person's or a program's way in. Versions are
// appended, never changed; the highest is in force.
type Account struct {
	Name         string // what is typed to sign in, lower case
	Version      int    // counts from 1
	Display      string // what screens show; "" means Name
	Role         Role
	Body         string // body code; "" means every body
	Office       string // office code; only for roles of an office
	PasswordHash string
	Epoch        int  // sessions and tokens of an earlier epoch are void
	Disabled     bool //
	MustChange   bool // the password was given by someone else
	ChangedAt    time.Time
	ChangedBy    string
}

// DisplayName is the name screens show.
func (a Account) DisplayName() string {
	if a.Display != "" {
		return a.Display
	}
	return a.Name
}

// Can reports whether the account may do p. A disabled account may nothing.
func (a Account) Can(p Permission) bool { return !a.Disabled && a.Role.Can(p) }

// SeesBody reports whether the account may look into the body.
func (a Account) SeesBody(body string) bool {
	return (a.Can(SeeAll) || a.Can(SeeOwn)) && (a.Body == "" || a.Body == body)
}

// SeesOffice reports whether the account may see the details of an office.
// Other offices are only a place in the ranking to a head or a clerk.
func (a Account) SeesOffice(body, office string) bool {
	return a.SeesBody(body) && (a.Can(SeeAll) || a.ownOffice(office))
}

// MayEnter reports whether the account may record events for an office.
func (a Account) MayEnter(body, office string) bool {
	if a.Body != "" && a.Body != body {
		return false
	}
	return a.Can(EnterAll) || a.Can(EnterOwn) && a.ownOffice(office)
}

func (a Account) ownOffice(office string) bool { return office != "" && a.Office == office }

// FoldName returns the form in which account names are stored and compared.
func FoldName(name string) string { return strings.ToLower(strings.TrimSpace(name)) }

const (
	minNameRunes = 2
	maxNameRunes = 40
)

// Check reports what is wrong with the account's own data, in words for the
// person who enters it.
func (a Account) Check() error {
	n := utf8.RuneCountInString(a.Name)
	switch {
	case n < minNameRunes || n > maxNameRunes || strings.ContainsFunc(a.Name, badNameRune):
		return invalid("access.name_form", a.Name)
	case utf8.RuneCountInString(a.Display) > maxNameRunes || strings.ContainsFunc(a.Display, unicode.IsControl):
		return invalid("access.display_form")
	case !a.Role.Valid():
		return invalid("access.role_unknown", string(a.Role))
	case a.Role.OfOffice() && (a.Office == "" || a.Body == ""):
		return invalid("access.office_wanted")
	case !a.Role.OfOffice() && a.Office != "":
		return invalid("access.office_unwanted")
	}
	return nil
}

func badNameRune(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-_.@", r)
}

func invalid(code string, args ...any) error {
	return &disclosure.Error{Kind: disclosure.Invalid, Code: code, Args: args}
}
