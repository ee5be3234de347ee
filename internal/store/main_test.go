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

// openStore returns a new store on an engine of its own.
func openStore(t testing.TB) *store.Store {
	t.Helper()
	dir := t.TempDir()
	e, err := engine.Start(t.Context(), engine.Options{DataDir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	s, err := store.Open(t.Context(), store.Options{DSN: e.DSN(), LockDir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}
