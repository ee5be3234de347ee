package main

import (
	"os"
	"path/filepath"
	"time"
)

// syncCost is what it takes in the middle to write a small file and have it on
// the disk.
func syncCost(dir string) (time.Duration, error) {
	var t timing
	name := filepath.Join(dir, "sync")
	defer os.Remove(name)
	for range 200 {
		f, err := os.Create(name)
		if err != nil {
			return 0, err
		}
		if _, err := f.Write(make([]byte, 4096)); err != nil {
			return 0, err
		}
		began := time.Now()
		if err := f.Sync(); err != nil {
			return 0, err
		}
		t = append(t, time.Since(began))
		f.Close()
	}
	return t.median(), nil
}
