// Command daylight holds a body's disclosure plan and ledger, judges each
// office's timeliness and serves the boards (阳光督考).
package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"daylight/internal/disclosure"
	"daylight/internal/engine"
	"daylight/internal/i18n"
)

// version is set by the build.
var version = "dev"

// Exit codes tell kinds of failure apart.
const (
	exitFailed      = 1
	exitUsage       = 2
	exitInput       = 3 // rows or a file were refused
	exitMissing     = 4 // what was named does not exist
	exitUnavailable = 5 // the store cannot be reached or started, or is in use
)

type cli struct {
	Data   string `help:"Folder that holds the data." default:"data" env:"DAYLIGHT_DATA" type:"path"`
	Store  string `help:"Use this ClickHouse instead of the embedded engine: clickhouse://user:password@host:port/database." placeholder:"URL" env:"DAYLIGHT_STORE"`
	Format string `help:"How answers are written: ${enum}." enum:"table,json,csv" default:"table"`
	Lang   string `help:"Language of answers: zh-CN or en." placeholder:"LANG" env:"DAYLIGHT_LANG"`

	Serve    ServeCmd    `cmd:"" help:"Serve the boards and the API."`
	Demo     DemoCmd     `cmd:"" help:"Serve the shipped plan with a generated year, marked 演示数据."`
	Import   ImportCmd   `cmd:"" help:"Import records from CSV, XLSX or NDJSON files."`
	Export   ExportCmd   `cmd:"" help:"Write a body's records out in the form that import --history reads back: NDJSON, or CSV with --format csv."`
	Score    ScoreCmd    `cmd:"" help:"Judge a plan's duties at a moment, and score its offices."`
	Brief    BriefCmd    `cmd:"" help:"Write a briefing (通报) of a period and a sheet for each office into a folder."`
	Verify   VerifyCmd   `cmd:"" help:"Compute a body's published scores again from its raw ledger, and print a hash of what they rest on. Exit code 1 when they differ."`
	Report   ReportCmd   `cmd:"" help:"Make and check the yearly report on government information (年度报告)."`
	Plan     PlanCmd     `cmd:"" help:"Check, show and load plans."`
	Scheme   SchemeCmd   `cmd:"" help:"Check, show, compare and adopt assessment schemes."`
	Calendar CalendarCmd `cmd:"" help:"Load and show holiday notices of the store."`
	Workday  WorkdayCmd  `cmd:"" help:"Count working days by the official calendar."`
	Account  AccountCmd  `cmd:"" help:"Manage who may sign in."`
	Version  VersionCmd  `cmd:"" help:"Print the version."`
}

func main() {
	if engine.IsChild(os.Args) {
		os.Exit(engine.RunChild(os.Args))
	}
	os.Exit(run(os.Args[1:]))
}

func run(args []string) int {
	var c cli
	parser := kong.Must(&c, kong.Name("daylight"), kong.Description("阳光督考: who published what the plan required, and when."), kong.UsageOnError())
	call, err := parser.Parse(args)
	var missing *fs.PathError
	switch {
	case errors.As(err, &missing): // an argument names a file that is not there
		refused := missingFile(missing.Path, missing)
		fmt.Fprintln(os.Stderr, "daylight:", i18n.ErrorText(languageOf(args), refused))
		return exitCode(refused)
	case err != nil:
		fmt.Fprintln(os.Stderr, "daylight:", err)
		return exitUsage
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	app := newApp(c)
	call.BindTo(ctx, (*context.Context)(nil))
	err = call.Run(app)
	err = errors.Join(err, app.Close())
	if err == nil {
		return 0
	}
	fmt.Fprintln(os.Stderr, "daylight:", app.words(err))
	return exitCode(err)
}

func exitCode(err error) int {
	var e *disclosure.Error
	var broken *engine.Error
	switch {
	case errors.Is(err, errRowsRejected):
		return exitInput
	case errors.Is(err, disclosure.ErrNotFound):
		return exitMissing
	case errors.As(err, &broken):
		return exitUnavailable
	case errors.As(err, &e):
		switch e.Kind {
		case disclosure.Invalid, disclosure.Clashes:
			return exitInput
		case disclosure.Missed:
			return exitMissing
		case disclosure.Unavailable:
			return exitUnavailable
		}
	}
	return exitFailed
}

// VersionCmd is `daylight version`.
type VersionCmd struct{}

// Run prints the version.
func (VersionCmd) Run(app *App) error {
	return app.Print([]string{"version"}, [][]string{{version}}, map[string]string{"version": version})
}

// words says what a person should read of err.
func (a *App) words(err error) string {
	var e *engine.Error
	if errors.As(err, &e) {
		switch {
		case errors.Is(err, engine.ErrInUse):
			return i18n.T(a.Lang, "cli.in_use", a.dataDir, e.PID)
		case errors.Is(err, engine.ErrLibrary):
			return i18n.T(a.Lang, "cli.library")
		case errors.Is(err, engine.ErrDiskFull):
			return i18n.T(a.Lang, "cli.disk_full")
		case errors.Is(err, engine.ErrDataDir):
			return i18n.T(a.Lang, "cli.data_dir", a.dataDir)
		}
		return i18n.T(a.Lang, "cli.engine", err)
	}
	var d *disclosure.Error
	if errors.As(err, &d) && d.Code == "error.store_unavailable" {
		if a.storeURL == "" {
			return i18n.T(a.Lang, "cli.store_gone", a.dataDir)
		}
		return i18n.T(a.Lang, "cli.store_dead", shownURL(a.storeURL), d.Err)
	}
	return i18n.ErrorText(a.Lang, err)
}
