package store_test

import (
	"os"
	"testing"

	"daylight/internal/engine"
	"daylight/internal/store"
)

func TestMain(m *testing.M) {
	if engine.IsChild(os.Args) {
		os.Exit(engine.RunChild(os.Args))
	}
	os.Exit(m.Run())
}

// startEngine returns the way to a new engine of the test's own.
func startEngine(t testing.TB) store.Options {
	t.Helper()
	dir := t.TempDir()
	e, err := engine.Start(t.Context(), engine.Options{DataDir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	return store.Options{DSN: e.DSN(), LockDir: dir}
}

// openOn returns a store on an engine; several are as several processes.
func openOn(t testing.TB, o store.Options) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// openStore returns a new store on an engine of its own.
func openStore(t testing.TB) *store.Store {
	t.Helper()
	return openOn(t, startEngine(t))
}
