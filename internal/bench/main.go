// Command bench measures Daylight at the size of a country beside PostgreSQL,
// DuckDB and SQLite: the same question on the same rows in one run.
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"daylight/internal/engine"
	"daylight/internal/testkit/nation"
)

func main() {
	if engine.IsChild(os.Args) {
		os.Exit(engine.RunChild(os.Args))
	}
	if err := try(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func try(ctx context.Context) error {
	dir := "/tmp/w/bench-data/try"
	os.RemoveAll(dir)
	n := nation.Nation{Bodies: 24}
	d, err := openDaylight(ctx, filepath.Join(dir, "daylight"))
	if err != nil {
		return err
	}
	defer d.close()
	if err := d.fill(ctx, n); err != nil {
		return err
	}
	fmt.Println("ours", d.version, d.load)
	began := time.Now()
	want, err := d.ask(ctx, "")
	if err != nil {
		return err
	}
	fmt.Println(len(want), time.Since(began))
	os.Chmod("/tmp/w/bench-data", 0o755)
	os.Chmod(dir, 0o755)
	pg, err := startPostgres(ctx, filepath.Join(dir, "pg"), 16000, runtime.NumCPU())
	if err != nil {
		return err
	}
	defer pg.close()
	duck, err := openDuckDB(ctx, filepath.Join(dir, "duck"), 16000, runtime.NumCPU())
	if err != nil {
		return err
	}
	defer duck.close()
	lite, err := openSQLite(ctx, filepath.Join(dir, "sqlite"))
	if err != nil {
		return err
	}
	defer lite.close()
	for _, r := range []*rival{pg, duck, lite} {
		if err := r.create(ctx, smallTables(n, d.scheme)); err != nil {
			return err
		}
		for i := range n.Bodies {
			events := n.Ledger(i)
			file, err := writeCSV(dir, events)
			if err != nil {
				return err
			}
			if err := r.take(ctx, file, events); err != nil {
				return err
			}
		}
		if err := r.settle(ctx); err != nil {
			return err
		}
		size, err := r.size()
		fmt.Println(r.name, r.version, r.load, size, err)
		began := time.Now()
		got, err := r.ask(ctx, "")
		if err != nil {
			fmt.Println("ERROR", err)
			continue
		}
		fmt.Println(len(got), time.Since(began))
		shown := 0
		for k, a := range want {
			if got[k] != a {
				if shown++; shown < 6 {
					fmt.Println(k, "ours", a, "theirs", got[k])
				}
			}
		}
		fmt.Println("differ", shown)
		began = time.Now()
		one, err := r.ask(ctx, n.Code(3))
		fmt.Println("one", len(one), time.Since(began), err)
	}
	return nil
}
