package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"daylight/internal/disclosure"
	"daylight/internal/intake"
)

// rejectsFor settles where the rows that src gets back go. A file that is
// there already may hold somebody's corrections and is left alone.
func (c *ImportCmd) rejectsFor(src *intake.Source) (*lazyFile, error) {
	f := &lazyFile{path: c.Rejects}
	if c.Rejects == "" {
		return f, nil
	}
	info, err := os.Stat(c.Rejects)
	switch ending := "." + src.Format.String(); {
	case err == nil && info.IsDir():
		f.path = filepath.Join(c.Rejects, strings.TrimSuffix(src.Name, filepath.Ext(src.Name))+".rejected"+ending)
	case len(c.File) > 1:
		return nil, &disclosure.Error{Kind: disclosure.Invalid, Code: "intake.rejects_folder"}
	case !strings.EqualFold(filepath.Ext(c.Rejects), ending):
		return nil, &disclosure.Error{Kind: disclosure.Invalid, Code: "intake.rejects_ending", Args: []any{src.Format.String()}}
	}
	if _, err := os.Lstat(f.path); err == nil {
		return nil, &disclosure.Error{Kind: disclosure.Clashes, Code: "intake.rejects_exist", Args: []any{f.path}}
	}
	return f, nil
}

// lazyFile comes into being with its first byte.
type lazyFile struct {
	path string
	file *os.File
}

func (l *lazyFile) Write(p []byte) (int, error) {
	if l.file == nil {
		f, err := os.OpenFile(l.path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err != nil {
			return 0, fmt.Errorf("write returned rows: %w", err)
		}
		l.file = f
	}
	return l.file.Write(p)
}

// close ends the file, and takes away one that is incomplete.
func (l *lazyFile) close(incomplete bool) error {
	if l.file == nil {
		return nil
	}
	err := l.file.Close()
	if incomplete {
		err = errors.Join(err, os.Remove(l.path))
	}
	return err
}

// importAnswer is a result with the words of its problems.
type importAnswer struct {
	intake.Result
	Problems []importProblem `json:"problems,omitempty"`
}

type importProblem struct {
	intake.Problem
	Message string `json:"message"`
}

// shownProblems is how many problems a person is shown at once.
const shownProblems = 50
