package engine

import (
	"bufio"
	"io"
	"os"
	"regexp"
	"strings"
	"sync"
)

const lastWordsKept = 12

// lastWords keeps the end of what the child writes to its standard error.
type lastWords struct {
	mu    sync.Mutex
	lines []string
}

// refused is how an interactive clickhouse-local begins an error message. It
// then waits for the next statement instead of ending.
const refused = "Received exception"

// follow reads until the writer is gone. It calls onRefused when the engine
// has refused its only statement and said why.
func (w *lastWords) follow(r io.Reader, onRefused func()) {
	scanner := bufio.NewScanner(r)
	scanner.Buffer(make([]byte, 4096), 1<<20)
	var refusing bool
	for scanner.Scan() {
		line := strings.TrimSpace(scanner.Text())
		if noise(line) {
			continue
		}
		if strings.HasPrefix(line, refused) {
			refusing = true
			continue
		}
		w.add(line)
		if refusing {
			refusing = false
			onRefused()
		}
	}
	_, _ = io.Copy(io.Discard, r) // a line too long must not block the child
}

func (w *lastWords) add(line string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.lines = append(w.lines, line)
	if len(w.lines) > lastWordsKept {
		w.lines = w.lines[1:]
	}
}

func (w *lastWords) all() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]string(nil), w.lines...)
}

// idle matches lines that say nothing: a stack trace has no symbols here.
var idle = regexp.MustCompile(`^(\d+\. |\(version |Logging [a-z ]+ to )`)

func noise(line string) bool { return line == "" || idle.MatchString(line) }

// tailLog returns the last telling lines of the engine's log.
func tailLog(path string) []string {
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer f.Close()
	const window = 16 << 10
	info, err := f.Stat()
	if err != nil {
		return nil
	}
	from := max(0, info.Size()-window)
	content, _ := io.ReadAll(io.NewSectionReader(f, from, window))
	var lines []string
	for line := range strings.Lines(string(content)) {
		if line = strings.TrimSpace(line); !noise(line) {
			lines = append(lines, line)
		}
	}
	return lines[max(0, len(lines)-lastWordsKept):]
}
