package engine

import (
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"sync/atomic"
	"time"
	"unsafe"

	"github.com/ebitengine/purego"
	"golang.org/x/sys/unix"
)

// ChildCommand is the hidden first argument under which the program runs as
// the engine's child process.
const ChildCommand = "__engine"

// What the child finds on its descriptors, as launch passes them.
const (
	lifelineFD = 3 // a pipe: a byte asks for an orderly end, its end means the parent is gone
	lockFD     = 4 // the data directory's lock, kept until this process is gone as well
)

// Exit codes of the child, so that the parent can tell what went wrong.
const (
	exitUsage   = 64
	exitLibrary = 65
	exitPTY     = 66
	exitEngine  = 67
	exitOrphan  = 68
)

// orphanGrace is how long an engine whose parent died may take to end in order.
const orphanGrace = time.Second

// startStatement opens the native protocol. It is all the local session of the
// engine ever runs; its user may run nothing but for localOverride.
const startStatement = "SYSTEM START LISTEN TCP"

// localOverride gives the local session, and the settings that other users
// begin with, ClickHouse's own default back; see users.xml.tmpl.
const localOverride = "--max_query_size=262144"

// IsChild reports whether a process with these arguments is to be the engine.
func IsChild(args []string) bool { return len(args) > 1 && args[1] == ChildCommand }

// RunChild is the whole life of the engine's child process. It returns the
// exit code; nothing else may run in the process before or after it.
func RunChild(args []string) int {
	runtime.LockOSThread()
	// The parent decides when the engine ends. A signal sent to the whole
	// group or cgroup must not end it under the parent's last requests.
	// SIGPIPE would come with every client that hangs up.
	signal.Ignore(unix.SIGINT, unix.SIGTERM, unix.SIGHUP, unix.SIGQUIT, unix.SIGPIPE)

	if len(args) != 4 || !isPipe(lifelineFD) {
		fmt.Fprintf(os.Stderr, "%s is internal: it is started by the program itself\n", ChildCommand)
		return exitUsage
	}
	_ = os.WriteFile("/proc/self/comm", []byte("daylight-engine"), 0) // a name for ps and top
	unix.CloseOnExec(lifelineFD)
	unix.CloseOnExec(lockFD)
	master, err := takeTerminal()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return exitPTY
	}
	var asked atomic.Bool
	go followParent(os.NewFile(lifelineFD, "lifeline"), master, &asked)

	lib, err := loadLibrary(args[2])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return exitLibrary
	}
	message := lib.commandLine(
		"clickhouse-local", "--config-file="+args[3], localOverride, "--interactive", "--query="+startStatement)
	if message != "" {
		fmt.Fprintln(os.Stderr, message)
	}
	if !asked.Load() {
		return exitEngine
	}
	return 0
}

func isPipe(fd int) bool {
	var stat unix.Stat_t
	return unix.Fstat(fd, &stat) == nil && stat.Mode&unix.S_IFMT == unix.S_IFIFO
}

// takeTerminal makes a new pseudo-terminal the standard input. Only with one
// does clickhouse-local believe that it is interactive; see the README.
func takeTerminal() (master *os.File, err error) {
	master, slave, err := openPTY()
	if err != nil {
		return nil, err
	}
	if err := unix.Dup3(int(slave.Fd()), 0, 0); err != nil {
		return nil, fmt.Errorf("take pseudo-terminal: %w", err)
	}
	if err := slave.Close(); err != nil {
		return nil, fmt.Errorf("take pseudo-terminal: %w", err)
	}
	go func() { _, _ = io.Copy(io.Discard, master) }() // unread output would block the writer
	return master, nil
}

// followParent ends the engine when the parent asks for it or is gone.
func followParent(lifeline, terminal *os.File, asked *atomic.Bool) {
	word := make([]byte, 1)
	n, _ := lifeline.Read(word)
	asked.Store(true)
	go pressEOF(terminal)
	if n > 0 {
		// The parent waits, and uses force when it has waited enough.
		_, _ = lifeline.Read(word)
	}
	time.Sleep(orphanGrace)
	os.Exit(exitOrphan)
}

// pressEOF types Ctrl-D until the process is gone: one that comes before the
// prompt does is lost.
func pressEOF(terminal *os.File) {
	for {
		if _, err := terminal.Write([]byte{4}); err != nil {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
}

type library struct {
	queryCmdline func(argc int32, argv unsafe.Pointer) uintptr
	resultError  func(result uintptr) string
}

func loadLibrary(path string) (*library, error) {
	handle, err := purego.Dlopen(path, purego.RTLD_NOW|purego.RTLD_LOCAL)
	if err != nil {
		return nil, fmt.Errorf("load %s: %w", path, err)
	}
	lib := new(library)
	for name, fn := range map[string]any{
		"chdb_query_cmdline": &lib.queryCmdline,
		"chdb_result_error":  &lib.resultError,
	} {
		symbol, err := purego.Dlsym(handle, name)
		if err != nil {
			return nil, fmt.Errorf("load %s: %w", path, err)
		}
		purego.RegisterFunc(fn, symbol)
	}
	return lib, nil
}

// commandLine runs clickhouse-local to its end and returns what it complains
// of. Most complaints it prints itself, and then returns none.
func (l *library) commandLine(args ...string) string {
	argv := make([]*byte, len(args)+1)
	for i, arg := range args {
		argv[i], _ = unix.BytePtrFromString(arg)
	}
	result := l.queryCmdline(int32(len(args)), unsafe.Pointer(&argv[0]))
	runtime.KeepAlive(argv)
	if result == 0 {
		return "the engine returned no result"
	}
	return l.resultError(result)
}
