package engine

import (
	"encoding/xml"
	"errors"
	"io"
	"os"
	osexec "os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func failureOf(words ...string) *Error {
	p := &process{cmd: osexec.Command("true")}
	p.cmd.Run()
	for _, line := range words {
		p.words.add(line)
	}
	return p.failure(&dataDir{path: "data"}, errors.New("exit status 1"))
}

func TestFailureKinds(t *testing.T) {
	for words, want := range map[string]error{
		"Cannot lock file /d/status. Another server instance in same directory is already running.": ErrInUse,
		"filesystem error: in create_directories: Permission denied":                                ErrDataDir,
		"Cannot open file: errno: 30, strerror: Read-only file system":                              ErrDataDir,
		"Cannot write to file: errno: 28, strerror: No space left on device":                        ErrDiskFull,
		"Code: 36. DB::Exception: something else":                                                   ErrStartFailed,
	} {
		if err := failureOf(words); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", words, err.Kind, want)
		} else if !strings.Contains(err.Error(), words) {
			t.Errorf("the engine's words are missing from %v", err)
		}
	}
}

func TestConfigurationIsXML(t *testing.T) {
	dir := &dataDir{path: filepath.Join(t.TempDir(), `a<b>&"c'`)}
	if err := dir.prepare(); err != nil {
		t.Fatal(err)
	}
	s := newSettings(dir, 9000, newPassword(), 1<<30)
	config, err := s.write(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{config, s.Users} {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		decoder := xml.NewDecoder(strings.NewReader(string(content)))
		var text strings.Builder
		for {
			token, err := decoder.Token()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			if data, ok := token.(xml.CharData); ok {
				text.Write(data)
			}
		}
		if path == config && !strings.Contains(text.String(), dir.store()) {
			t.Errorf("%s lost its path", path)
		}
	}
}

func TestPasswordStaysOut(t *testing.T) {
	e := startEngine(t, Options{})
	for _, file := range []string{
		filepath.Join(e.dir.config(), "config.xml"), filepath.Join(e.dir.config(), "users.xml"),
		e.dir.logFile(), procFile(e, "cmdline"), procFile(e, "environ"),
	} {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(content), e.Password()) {
			t.Errorf("%s holds the password", file)
		}
	}
	if strings.Contains(e.info.String(), e.Password()) {
		t.Error("String holds the password")
	}
}

func TestLastWords(t *testing.T) {
	var w lastWords
	var refusals int
	w.follow(strings.NewReader("Logging information to x\n\nReceived exception:\nCode: 210. Bind failed\n0. ? @ 0x1\n (version 26.7)\n"),
		func() { refusals++ })
	if want := []string{"Code: 210. Bind failed"}; refusals != 1 || !slices.Equal(w.all(), want) {
		t.Errorf("%d refusals, %q", refusals, w.all())
	}
}

func TestTailLog(t *testing.T) {
	path := filepath.Join(t.TempDir(), "engine.log")
	os.WriteFile(path, []byte(strings.Repeat("old line\n0. ? @ 0x1\n", 5000)+"last line\n"), 0o600)
	lines := tailLog(path)
	if len(lines) != lastWordsKept || lines[len(lines)-1] != "last line" || slices.Contains(lines, "0. ? @ 0x1") {
		t.Errorf("%q", lines)
	}
	if tailLog(path+".none") != nil {
		t.Error("lines from nothing")
	}
}

func TestFindLibrary(t *testing.T) {
	root, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	put := func(mode os.FileMode, elem ...string) string {
		path := filepath.Join(append([]string{root}, elem...)...)
		os.MkdirAll(filepath.Dir(path), 0o700)
		os.WriteFile(path, nil, mode)
		os.Chmod(path, mode)
		return path
	}
	find := func(explicit, want string) {
		t.Helper()
		got, err := FindLibrary(explicit)
		if want == "" {
			if !errors.Is(err, ErrLibrary) || !strings.Contains(err.Error(), "npm ci") {
				t.Errorf("found %q, %v; want ErrLibrary with a remedy", got, err)
			}
		} else if got != want {
			t.Errorf("found %q, %v; want %q", got, err, want)
		}
	}
	t.Setenv(LibraryEnv, "")
	os.MkdirAll(filepath.Join(root, "a", "b"), 0o700)
	t.Chdir(filepath.Join(root, "a", "b"))

	find(filepath.Join(root, "none.so"), "")
	find("", "")
	put(0o666, "a", "node_modules", "@chdb", platformPackage(), libraryName)
	find("", "") // anyone could have written it
	modules := put(0o755, "node_modules", "@chdb", platformPackage(), libraryName)
	find("", modules)
	folder := put(0o755, "folder", libraryName)
	t.Setenv(LibraryEnv, filepath.Dir(folder))
	find("", folder)
	t.Setenv(LibraryEnv, filepath.Join(root, "none"))
	find("", "") // named, so nothing else is tried
	find(modules, modules)
}
