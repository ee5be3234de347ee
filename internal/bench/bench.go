package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/testkit/nation"
)

// bench is one run: the country in every store, and what was measured so far.
type bench struct {
	Options
	out    io.Writer
	nation nation.Nation
	ours   *daylight
	rivals []*rival
	lines  []line
	stages []stage // of our answer about the whole country
	began  time.Time
	load   string // of the machine when it began

	busiest busy
}

// Options are the flags.
type Options struct {
	Bodies, Events, SQLiteBodies int
	Rivals                       []string
	Out, Dir                     string
	Timeout                      time.Duration
	Keep                         bool
}

func (b *bench) say(format string, args ...any) {
	fmt.Fprintf(b.out, "%7.1f s  "+format+"\n", append([]any{time.Since(b.began).Seconds()}, args...)...)
}

func (b *bench) add(l line) {
	b.lines = append(b.lines, l)
	var rivals []string
	for _, r := range b.rivals {
		if c, ok := l.rivals[r.name]; ok {
			rivals = append(rivals, r.name+" "+c.String()+ratio(l.ours, c))
		}
	}
	b.say("%s: %s  %s  %s", l.what, l.ours, strings.Join(rivals, ", "), l.note)
}

// holds tells which bodies a rival has.
func (b *bench) holds(r *rival) func(string) bool {
	last := b.nation.Code(r.bodies - 1)
	return func(body string) bool { return body <= last }
}

// part says so when a rival was asked of a part of the country only.
func (b *bench) part(r *rival, took time.Duration) string {
	if r.bodies == b.nation.Bodies {
		return ""
	}
	return fmt.Sprintf("%s (of %s bodies only)", short(took), grouped(int64(r.bodies)))
}

// run loads every store and takes the measures one after the other.
func (b *bench) run(ctx context.Context) error {
	if err := os.MkdirAll(b.Dir, 0o755); err != nil {
		return err
	}
	defer b.closeAll()
	for _, step := range []struct {
		name string
		do   func(context.Context) error
	}{
		{"intake", b.intake}, {"loading our store", b.loadOurs}, {"loading the rivals", b.loadRivals},
		{"the whole country", b.recompute}, {"one body", b.oneBody}, {"ranking", b.ranking}, {"overview", b.overview},
	} {
		b.others(step.name)
		b.say("%s …", step.name)
		if err := step.do(ctx); err != nil {
			return fmt.Errorf("%s: %w", step.name, err)
		}
	}
	return nil
}

func (b *bench) closeAll() {
	if b.ours != nil {
		b.ours.close()
	}
	for _, r := range b.rivals {
		r.close()
	}
	if !b.Keep {
		os.RemoveAll(b.Dir)
	}
}

func (b *bench) loadOurs(ctx context.Context) (err error) {
	if b.ours, err = openDaylight(ctx, filepath.Join(b.Dir, "daylight")); err != nil {
		return err
	}
	if err := b.ours.fill(ctx, b.nation); err != nil {
		return err
	}
	b.say("  %s loaded, waiting for merges", short(b.ours.load))
	merged, err := b.ours.rest(ctx)
	if err == nil {
		b.say("  merges went on for %s", short(merged))
	}
	return err
}

func (b *bench) loadRivals(ctx context.Context) error {
	memory, cores := memoryMB(), runtime.NumCPU()
	for _, name := range b.Rivals {
		r, err := b.start(ctx, name, memory, cores)
		if err != nil {
			return err
		}
		b.rivals = append(b.rivals, r)
		if err := r.create(ctx, smallTables(nation.Nation{Bodies: r.bodies, Events: b.nation.Events / b.nation.Bodies * r.bodies, Seed: b.nation.Seed}, b.ours.scheme)); err != nil {
			return err
		}
	}
	if err := b.pour(ctx); err != nil {
		return err
	}
	load := line{what: "load of all facts, with the indexes", ours: cell{took: b.ours.load}, note: "ours: the making of the facts included"}
	size := line{what: "size on disk", note: "indexes included"}
	bytes, err := b.ours.size()
	if err != nil {
		return err
	}
	size.ours = cell{text: gigabytes(bytes)}
	for _, r := range b.rivals {
		if err := r.settle(ctx); err != nil {
			return err
		}
		load.set(r.name, cell{took: r.load, text: b.part(r, r.load)})
		bytes, err := r.size()
		if err != nil {
			return err
		}
		text := gigabytes(bytes)
		if r.bodies < b.nation.Bodies {
			text += fmt.Sprintf(" (of %s bodies only)", grouped(int64(r.bodies)))
		}
		size.set(r.name, cell{text: text})
	}
	b.add(load)
	b.add(size)
	return nil
}

func (b *bench) start(ctx context.Context, name string, memory, cores int) (r *rival, err error) {
	dir, bodies := filepath.Join(b.Dir, name), b.nation.Bodies
	switch name {
	case "postgres":
		r, err = startPostgres(ctx, dir, memory, cores)
	case "duckdb":
		r, err = openDuckDB(ctx, dir, memory, cores)
	case "sqlite":
		r, err = openSQLite(ctx, dir)
		bodies = min(bodies, b.SQLiteBodies)
	default:
		err = fmt.Errorf("no rival is called %q: postgres, duckdb, sqlite", name)
	}
	if err != nil {
		return nil, err
	}
	r.bodies = bodies
	return r, nil
}

// pour makes the facts once more, the very same, and hands them to each rival,
// some bodies at a time.
func (b *bench) pour(ctx context.Context) error {
	const together = 100
	for from := 0; from < b.nation.Bodies && len(b.rivals) > 0; from += together {
		to := min(from+together, b.nation.Bodies)
		var facts []disclosure.Event
		ends := make([]int, 0, together)
		for i := from; i < to; i++ {
			facts = append(facts, b.nation.Ledger(i)...)
			ends = append(ends, len(facts))
		}
		file, err := writeCSV(b.Dir, facts)
		if err != nil {
			return err
		}
		for _, r := range b.rivals {
			if r.bodies <= from {
				continue
			}
			mine := facts[:ends[min(to, r.bodies)-from-1]]
			if r.copy != nil && len(mine) < len(facts) {
				return fmt.Errorf("%s takes whole files only", r.name)
			}
			if err := r.take(ctx, file, mine); err != nil {
				return err
			}
		}
		if err := os.Remove(file); err != nil {
			return err
		}
		if slices.Contains([]int{10, 20, 40, 60}, from/together) {
			b.say("  %s bodies", grouped(int64(to)))
		}
	}
	return nil
}
