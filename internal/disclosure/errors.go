package disclosure

import (
	"errors"
	"time"
)

// ErrNotFound says that what was asked for does not exist (as known at the
// as-of moment).
var ErrNotFound = errors.New("not found")

// ErrorKind tells callers what to do with an Error.
type ErrorKind int

const (
	Invalid     ErrorKind = iota + 1 // the input is wrong; the message says what to do
	Missed                           // what was named does not exist
	Forbidden                        // the caller may not
	Unavailable                      // the store cannot answer now; try again
	Clashes                          // it contradicts what is stored
)

// Error is an error meant for a person. Code is the key of its words in the
// catalogue (i18n), Args fill them; Err is the cause, for the log only.
type Error struct {
	Kind ErrorKind
	Code string
	Args []any
	Err  error
	Wait time.Duration // of Unavailable: until trying again makes sense; zero: nobody knows
}

// Error gives the code and the cause, for logs; people read the catalogue's words.
func (e *Error) Error() string {
	if e.Err != nil {
		return e.Code + ": " + e.Err.Error()
	}
	return e.Code
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }
