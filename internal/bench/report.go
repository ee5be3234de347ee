package main

import (
	"bufio"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
)

// ratio is how many times as long a rival takes.
func ratio(ours, theirs cell) string {
	if ours.took == 0 || theirs.took == 0 || strings.Contains(theirs.text, "only)") {
		return ""
	}
	return fmt.Sprintf(" [%.1f×]", theirs.took.Seconds()/ours.took.Seconds())
}

func grouped(n int64) string {
	text := strconv.FormatInt(n, 10)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}

func gigabytes(n int64) string { return fmt.Sprintf("%.2f GB", float64(n)/1e9) }

// write makes the page of the measures.
func (b *bench) write() error {
	var p strings.Builder
	fmt.Fprintf(&p, "# Benchmarks\n\nWritten by `make bench` on %s. Every figure is of one run on one machine; medians where something\nis done several times. In brackets: how many times as long a rival takes.\n\n", b.began.Format("2006-01-02"))
	fmt.Fprintf(&p, "- %s bodies, %s facts of the year 2026, made from a seed: the size of Mexico's national platform in 2017 is 7,132 bodies and 48 million\n", grouped(int64(b.nation.Bodies)), grouped(b.facts()))
	fmt.Fprintf(&p, "- %s, %d cores, %s GB of memory, %s; load average when it began: %s; between\n  the measures others used at most %d %% of it (before: %s)\n- Daylight on ClickHouse %s (embedded)", cpuName(), runtime.NumCPU(), strconv.Itoa(memoryMB()/1024), osName(), b.load, b.busiest.used, b.busiest.before, b.ours.version)
	for _, r := range b.rivals {
		fmt.Fprintf(&p, ", %s %s", r.name, r.version)
	}
	fmt.Fprintf(&p, "; %s\n\n", runtime.Version())
	p.WriteString("| measure | aim | Daylight |")
	for _, r := range b.rivals {
		fmt.Fprintf(&p, " %s |", r.name)
	}
	p.WriteString(" remarks |\n|---|---|---|" + strings.Repeat("---|", len(b.rivals)) + "---|\n")
	for _, l := range b.lines {
		fmt.Fprintf(&p, "| %s | %s | %s |", l.what, l.aim, l.ours)
		for _, r := range b.rivals {
			c, ok := l.rivals[r.name]
			if !ok {
				p.WriteString(" |")
				continue
			}
			fmt.Fprintf(&p, " %s%s |", c, ratio(l.ours, c))
		}
		fmt.Fprintf(&p, " %s |\n", l.note)
	}
	b.writeStages(&p)
	fmt.Fprintf(&p, method, b.Timeout, grouped(int64(b.SQLiteBodies)))
	return os.WriteFile(b.Out, []byte(p.String()), 0o644)
}

// writeStages shows where our time of the whole country goes.
func (b *bench) writeStages(p *strings.Builder) {
	fmt.Fprintf(p, "\n## Where the whole country's time goes\n\nOf the %d bodies that one statement is asked about, on one core; two run side by side. The statement\nis timed cut off after each of its stages; the last line is what remains of the whole.\n\n| | time | share |\n|---|---|---|\n", min(profiledBodies, (b.nation.Bodies+1)/2))
	for _, s := range b.stages {
		fmt.Fprintf(p, "| %s | %s | %.0f %% |\n", s.does, short(s.took), s.share())
	}
}

// method says what is compared, after the table.
const method = `
## What is asked

The rivals answer one question, in their own words from one text
(` + "`internal/bench/question.sql`" + `): of every body and office, how many instances of
duties counted by term fell due in the year and were judged, met, late and missing at
its end, and what lateness costs in points. Voided facts, withdrawals, contradicted dates
with their rulings, further channels, required points, nil returns, hand-overs and the
calendar of working days are all in it. **Each answer is compared with Daylight's, office by
office; a difference ends the run.** Daylight's own time beside theirs is that of more: the
same question, its three other clocks, and the scheme with caps, grades and ranks.

- PostgreSQL: collation C, a quarter of the memory as shared buffers, all cores, a primary key on
  (body, id), an index that keeps the facts of an instance together in order, a partial one for
  seldom kinds, analysed; synchronous commits. The ranking is a materialised view.
- DuckDB: all cores, two fifths of the memory, the rest spilled; the rows come in by body, so that a body is found
  by its zone maps. No unique index on ids: it does not fit into memory.
- SQLite: WAL, the same indexes as PostgreSQL.
- All three get the day of each moment, the one attribute that a judge asks for, the calendar,
  the periods and the fixed dates worked out beforehand. Ours works them out.
- A question that takes a rival longer than %s is stopped, and the table says so. SQLite gets the
  first %s bodies only.
- Rivals are loaded from a file that is there already; our load includes the making of the facts.
- Daylight does not keep a unique index on ids: the holder of the commit lock knows them by body.
`

func (b *bench) facts() int64 {
	most := 0
	for _, r := range b.rivals {
		most = max(most, r.rows)
	}
	if most == 0 {
		return int64(b.nation.Events)
	}
	return int64(most)
}

func cpuName() string {
	if name := fromFile("/proc/cpuinfo", "model name"); name != "" {
		return name
	}
	return runtime.GOARCH
}

func osName() string {
	return strings.Trim(fromFile("/etc/os-release", "PRETTY_NAME"), `"`)
}

func memoryMB() int {
	kb, _ := strconv.Atoi(strings.TrimSuffix(fromFile("/proc/meminfo", "MemTotal"), " kB"))
	return kb / 1024
}

// loadAverage is that of the last minute: who measures on a busy machine measures
// the others.
func loadAverage() string {
	text, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	first, _, _ := strings.Cut(string(text), " ")
	return first
}

// fromFile is the value of the first line with the name.
func fromFile(file, name string) string {
	f, err := os.Open(file)
	if err != nil {
		return ""
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if value, found := strings.CutPrefix(lines.Text(), name); found {
			return strings.TrimSpace(strings.TrimLeft(value, " \t:="))
		}
	}
	return ""
}
