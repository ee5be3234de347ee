package intake

import (
	"context"
	"fmt"

	"daylight/internal/disclosure"
)

// Job is an import into a ledger.
type Job struct {
	Options
	Ledger disclosure.Ledger // nil: everything but the appending (a dry run)
	// Batch is how many events one append takes; 0 means 5,000.
	Batch int
	// Progress hears how far the reading is; nil for silence.
	Progress func(done, total int64)
	// Returned gets every row that was not taken; nil drops them.
	Returned func(Row) error
}

const usualBatch = 5000

// Import reads a file into the ledger. Broken off anywhere and run again, it
// ends in the same state, because a fact that is there already changes nothing.
func Import(ctx context.Context, src *Source, job Job) (Result, error) {
	im := &importing{ctx: ctx, job: job, reading: newReading(src, job.Options)}
	if im.job.Batch <= 0 {
		im.job.Batch = usualBatch
	}
	im.reading.fn, im.reading.progress = im.take, job.Progress
	err := im.reading.run(ctx)
	if err == nil {
		err = im.flush()
	}
	return im.reading.result, err
}

type importing struct {
	ctx     context.Context
	job     Job
	reading *reading
	rows    []Row // accepted, not yet appended
	events  int
}

func (im *importing) take(row Row) error {
	switch row.Status {
	case Rejected:
		return im.giveBack(row)
	case Ignored:
		return nil
	}
	if im.job.Ledger == nil {
		return nil
	}
	im.rows, im.events = append(im.rows, row), im.events+len(row.Events)
	if im.events >= im.job.Batch {
		return im.flush()
	}
	return nil
}

func (im *importing) giveBack(row Row) error {
	if im.job.Returned == nil {
		return nil
	}
	return im.job.Returned(row)
}

// flush appends what has gathered. A row whose id the ledger knows under
// another fact is returned after all.
func (im *importing) flush() error {
	if len(im.rows) == 0 {
		return nil
	}
	events := make([]disclosure.Event, 0, im.events)
	for _, row := range im.rows {
		events = append(events, row.Events...)
	}
	outcomes, err := im.job.Ledger.Append(im.ctx, events)
	if err != nil {
		return fmt.Errorf("append rows %d to %d: %w", im.rows[0].Number, im.rows[len(im.rows)-1].Number, err)
	}
	if len(outcomes) != len(events) {
		return fmt.Errorf("append rows: %d outcomes for %d events", len(outcomes), len(events))
	}
	for _, row := range im.rows {
		mine := outcomes[:len(row.Events)]
		outcomes = outcomes[len(row.Events):]
		if err := im.settle(row, mine); err != nil {
			return err
		}
	}
	im.rows, im.events = im.rows[:0], 0
	return nil
}

func (im *importing) settle(row Row, outcomes []disclosure.Outcome) error {
	res := &im.reading.result
	for i, o := range outcomes {
		switch o {
		case disclosure.Appended:
			res.New++
		case disclosure.Duplicate:
			res.Known++
		case disclosure.Conflict:
			row.Problems = append(row.Problems, Problem{Sheet: row.Sheet, Row: row.Number, Code: "intake.id_taken", Args: []any{shown(row.Events[i].ID)}})
		}
	}
	if len(row.Problems) == 0 {
		return nil
	}
	row.Status = Rejected
	res.Accepted--
	res.Events -= len(row.Events)
	im.reading.reject(row.Problems)
	return im.giveBack(row)
}
