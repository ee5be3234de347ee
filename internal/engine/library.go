package engine

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
)

const libraryName = "libchdb.so"

// LibraryEnv names the environment variable that points to libchdb.so, or to
// the folder it lies in.
const LibraryEnv = "CHDB_LIB_PATH"

// FindLibrary returns the path of libchdb.so. It looks at explicit, then at
// $CHDB_LIB_PATH; if either is set, nothing else is tried. Otherwise it looks
// beside the executable, then in node_modules of the executable's folder, of
// the working directory and of all their parents.
func FindLibrary(explicit string) (string, error) {
	for _, named := range []struct{ path, source string }{
		{explicit, "the library setting"},
		{os.Getenv(LibraryEnv), "$" + LibraryEnv},
	} {
		if named.path == "" {
			continue
		}
		lib, err := namedLibrary(named.path)
		if err != nil {
			return "", &Error{Kind: ErrLibrary, Err: err,
				Detail: fmt.Sprintf("%s says %s", named.source, named.path),
				Remedy: "correct it, or unset it and run `npm ci`"}
		}
		return lib, nil
	}

	var passed []string
	for _, candidate := range libraryCandidates() {
		why := untrusted(candidate)
		if why == "" {
			return candidate, nil
		}
		passed = append(passed, candidate+why)
	}
	return "", &Error{Kind: ErrLibrary,
		Detail: fmt.Sprintf("%s not found; looked for\n  %s\n", libraryName, strings.Join(passed, "\n  ")),
		Remedy: "run `npm ci`, or set " + LibraryEnv + " to the file or its folder"}
}

func namedLibrary(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	info, err := os.Stat(path)
	if err != nil {
		return "", err
	}
	if info.IsDir() {
		path = filepath.Join(path, libraryName)
		if _, err := os.Stat(path); err != nil {
			return "", err
		}
	}
	return path, nil
}

func libraryCandidates() []string {
	var list []string
	seen := map[string]bool{}
	add := func(path string) {
		if !seen[path] {
			seen[path] = true
			list = append(list, path)
		}
	}
	addParents := func(dir string) {
		for {
			add(filepath.Join(dir, "node_modules", "@chdb", platformPackage(), libraryName))
			parent := filepath.Dir(dir)
			if parent == dir {
				return
			}
			dir = parent
		}
	}
	if exe, err := os.Executable(); err == nil {
		dir := filepath.Dir(exe)
		add(filepath.Join(dir, libraryName))
		add(filepath.Join(dir, "lib", libraryName))
		addParents(dir)
	}
	if dir, err := os.Getwd(); err == nil {
		addParents(dir)
	}
	return list
}

// platformPackage is the npm package that holds the library for this machine.
func platformPackage() string {
	arch := runtime.GOARCH
	if arch == "amd64" {
		arch = "x64"
	}
	return "lib-" + runtime.GOOS + "-" + arch + "-gnu"
}

// untrusted says why a library found by searching is not loaded: it is absent,
// or somebody else could have put it there (think of a working directory under
// /tmp). It returns "" for a good one.
func untrusted(path string) string {
	info, err := os.Stat(path)
	switch {
	case err != nil && os.IsNotExist(err):
		return " "
	case err != nil:
		return fmt.Sprintf(" (%v)", err)
	case !info.Mode().IsRegular():
		return " (not a file)"
	}
	owner := info.Sys().(*syscall.Stat_t).Uid
	if owner != 0 && int(owner) != os.Geteuid() {
		return fmt.Sprintf(" (passed over: it belongs to user %d)", owner)
	}
	if info.Mode().Perm()&0o002 != 0 {
		return " (passed over: anyone may write it)"
	}
	return ""
}
