package pdf

import (
	"os/exec"
	"syscall"
	"time"
)

// own puts the browser and what it starts into a process group of its own.
func own(cmd *exec.Cmd) { cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} }

// end waits a little for the browser to end by itself, and then ends its group.
func end(cmd *exec.Cmd, ended <-chan struct{}) {
	select {
	case <-ended:
	case <-time.After(3 * time.Second):
	}
	_ = syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) // nothing is left of it, most of the time
}
