package testkit

import (
	"fmt"
	"os"
	"testing"
)

// Tell logs a figure that whoever runs the tests should see, and adds it to the
// file that the environment variable COUNTS names: go test keeps the output of
// packages that pass to itself, and `make unit` prints that file at the end.
func Tell(t testing.TB, format string, args ...any) {
	t.Helper()
	line := fmt.Sprintf(format, args...)
	t.Log(line)
	name := os.Getenv("COUNTS")
	if name == "" {
		return
	}
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		t.Error(err)
		return
	}
	if _, err := fmt.Fprintln(f, line); err != nil {
		t.Error(err)
	}
	if err := f.Close(); err != nil {
		t.Error(err)
	}
}
