// Command bench measures Daylight at the size of a country beside PostgreSQL,
// DuckDB and SQLite: the same question on the same rows in one run.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"

	"daylight/internal/engine"
	"daylight/internal/testkit/nation"
)

func main() {
	if engine.IsChild(os.Args) {
		os.Exit(engine.RunChild(os.Args))
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := measure(ctx); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func measure(ctx context.Context) error {
	b := &bench{out: os.Stdout, began: time.Now(), load: loadAverage()}
	rivals := flag.String("rivals", "postgres,duckdb,sqlite", "who is measured beside us; empty: nobody")
	flag.IntVar(&b.Bodies, "bodies", nation.FullBodies, "how many bodies the country has")
	flag.IntVar(&b.Events, "events", 0, "how many facts in all; 0: in proportion to 48 million")
	flag.IntVar(&b.SQLiteBodies, "sqlite-bodies", 400, "how many bodies SQLite gets at most; a multiple of 100")
	flag.StringVar(&b.Out, "out", "docs/benchmarks.md", "the page to write; empty: none")
	flag.StringVar(&b.Dir, "dir", "", "an empty folder for the data (some 40 GB at full size); empty: a temporary one")
	flag.DurationVar(&b.Timeout, "timeout", 20*time.Minute, "how long a rival may take for one question")
	flag.BoolVar(&b.Keep, "keep", false, "leave the data there")
	flag.Parse()
	if *rivals != "" {
		b.Rivals = strings.Split(*rivals, ",")
	}
	if b.Bodies < 1 {
		return fmt.Errorf("--bodies %d: a country has one at least", b.Bodies)
	}
	if b.Events == 0 {
		b.Events = int(int64(nation.FullEvents) * int64(b.Bodies) / nation.FullBodies)
	}
	b.nation = nation.Nation{Bodies: b.Bodies, Events: b.Events, Seed: 2017}
	if b.Dir == "" {
		dir, err := os.MkdirTemp("", "daylight-bench-")
		if err != nil {
			return err
		}
		b.Dir = dir
	}
	// PostgreSQL runs as another user, who must get to its folder.
	if err := os.Chmod(b.Dir, 0o755); err != nil && !os.IsNotExist(err) {
		return err
	}
	if err := b.run(ctx); err != nil || b.Out == "" {
		return err
	}
	return b.write()
}
