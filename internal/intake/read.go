package intake

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io"

	"daylight/internal/disclosure"
)

// Status is what became of a row.
type Status int

// Every row ends as one of these.
const (
	Accepted Status = iota + 1
	Rejected
	Ignored // states just what an earlier row of the file stated
)

// Row is one row of a file with what became of it.
type Row struct {
	Sheet    string
	Number   int // as an editor or Excel counts it
	Header   []string
	Cells    []string // as found
	Status   Status
	SameAs   int                // of an Ignored row: the earlier one
	Events   []disclosure.Event // of an Accepted row
	Problems []Problem          // of a Rejected row
}

// Result sums up the reading of a file.
type Result struct {
	File     string   `json:"file"`
	Format   string   `json:"format"`
	Encoding Encoding `json:"encoding,omitempty"`
	Rows     int      `json:"rows"` // Accepted + Rejected + Ignored
	Accepted int      `json:"accepted"`
	Rejected int      `json:"rejected"`
	Ignored  int      `json:"ignored"`
	Events   int      `json:"events"`
	// What the ledger said of the events; zero when none was asked.
	New   int `json:"new"`
	Known int `json:"known"`
	// UnusedColumns are headers that mean no field; SkippedSheets are hidden
	// or have no header.
	UnusedColumns []string  `json:"unused_columns,omitempty"`
	SkippedSheets []string  `json:"skipped_sheets,omitempty"`
	Problems      []Problem `json:"problems,omitempty"` // the first mostProblems
}

// mostProblems is how many problems a Result keeps; each row has its own.
const mostProblems = 1000

// Read goes through a file and gives each row to fn, in order. It stops at the
// first error of fn. The error is a disclosure.Error when the file cannot be
// read at all; a bad row is no error.
func Read(ctx context.Context, src *Source, opts Options, fn func(Row) error) (Result, error) {
	r := newReading(src, opts)
	r.fn = fn
	err := r.run(ctx)
	return r.result, err
}

// reading is one pass over a source.
type reading struct {
	src      *Source
	opts     Options
	check    *checker
	seen     map[uint64]uint32 // digest of the ids of a row's events -> row
	result   Result
	fn       func(Row) error
	progress func(done, total int64)
}

func newReading(src *Source, opts Options) *reading {
	return &reading{
		src: src, opts: opts, check: newChecker(opts), seen: map[uint64]uint32{},
		result: Result{File: src.Name, Format: src.Format.String(), Encoding: src.Encoding},
	}
}

func (r *reading) run(ctx context.Context) error {
	if r.src.Format == NDJSON {
		lines := r.src.lines()
		return r.entries(ctx, lines, func() { r.report(lines.done, r.src.size) })
	}
	tables, skipped, err := r.src.tables(r.opts.Mapping)
	if err != nil {
		return err
	}
	r.result.SkippedSheets = skipped
	var before, total int64
	for _, t := range tables {
		_, size := t.progress()
		total += size
	}
	for _, t := range tables {
		r.result.UnusedColumns = append(r.result.UnusedColumns, t.layout.unused...)
		for {
			raw, err := t.next()
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return err
			}
			if err := r.row(ctx, t, raw); err != nil {
				return err
			}
			done, _ := t.progress()
			r.report(before+done, total)
		}
		_, size := t.progress()
		before += size
	}
	r.report(total, total)
	return nil
}

// reportRows is how many rows pass between two reports of progress.
const reportRows = 512

func (r *reading) report(done, total int64) {
	if r.progress != nil && (done == total || r.result.Rows%reportRows == 0) {
		r.progress(done, total)
	}
}

func (r *reading) row(ctx context.Context, t openTable, raw rawRow) error {
	e := entry{sheet: t.sheet()}
	row := Row{Sheet: t.sheet(), Number: raw.number, Header: t.layout.header, Cells: raw.cells}
	if raw.fault != "" {
		e.row = raw.number
		e.problems = []Problem{{Sheet: e.sheet, Row: raw.number, Value: shown(raw.value), Code: raw.fault, Args: raw.args}}
	} else {
		e.take(raw, t.layout)
		row.Events = r.check.check(&e, r.source(row))
	}
	return r.settle(ctx, row, e.problems)
}

func (r *reading) source(row Row) string {
	switch {
	case r.opts.Source != "":
		return r.opts.Source
	case row.Sheet != "":
		return fmt.Sprintf("file:%s#%s!%d", r.src.Name, row.Sheet, row.Number)
	}
	return fmt.Sprintf("file:%s#%d", r.src.Name, row.Number)
}

// settle gives the row its status, counts it and hands it on.
func (r *reading) settle(ctx context.Context, row Row, problems []Problem) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	r.result.Rows++
	switch {
	case len(problems) > 0:
		row.Status, row.Problems, row.Events = Rejected, problems, nil
		r.reject(row.Problems)
	default:
		if at, twice := r.twice(row); twice {
			row.Status, row.SameAs, row.Events = Ignored, at, nil
			r.result.Ignored++
			break
		}
		row.Status = Accepted
		r.result.Accepted++
		r.result.Events += len(row.Events)
	}
	return r.fn(row)
}

func (r *reading) reject(problems []Problem) {
	r.result.Rejected++
	for i := range problems {
		problems[i].File = r.src.Name
		if len(r.result.Problems) < mostProblems {
			r.result.Problems = append(r.result.Problems, problems[i])
		}
	}
}

// twice reports whether an earlier row stated the same facts. It goes by what a
// row states, so that a row differing only in columns nobody reads is the same.
func (r *reading) twice(row Row) (earlier int, ok bool) {
	digest := fnv.New64a()
	for i := range row.Events {
		e := &row.Events[i]
		if e.Attrs["with"] != "" && len(row.Events) > 1 {
			continue
		}
		id := e.ID
		if len(id) != 32 {
			id = EventID(e)
		}
		_, _ = io.WriteString(digest, id)
	}
	key := digest.Sum64()
	if at, twice := r.seen[key]; twice {
		return int(at), true
	}
	r.seen[key] = uint32(row.Number)
	return 0, false
}
