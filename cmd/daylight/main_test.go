package main

import (
	"context"
	"os"
	"os/exec"
	"testing"

	"daylight/internal/engine"
)

// asProgram makes the test binary behave as the program itself.
const asProgram = "DAYLIGHT_AS_PROGRAM"

func TestMain(m *testing.M) {
	if engine.IsChild(os.Args) {
		os.Exit(engine.RunChild(os.Args))
	}
	if os.Getenv(asProgram) != "" {
		os.Exit(run(os.Args[1:]))
	}
	os.Exit(m.Run())
}

// program returns the program as a command of its own process.
func program(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, os.Args[0], args...)
	cmd.Env = append(os.Environ(), asProgram+"=1", "LANG=zh_CN.UTF-8")
	return cmd
}
