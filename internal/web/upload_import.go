package web

import (
	"cmp"
	"context"
	"fmt"

	"github.com/gofiber/fiber/v2"

	"daylight/internal/disclosure"
	"daylight/internal/intake"
)

// uploadImport is one file on its way into the ledger: good rows go in, the
// others into a file of returned rows.
type uploadImport struct {
	ctx     context.Context
	ledger  disclosure.Ledger
	d       *entryDesk
	rejects *intake.Rejects
	rows    []intake.Row
	events  []disclosure.Event
	result  intake.Result
	words   []string
}

// importUpload brings the file in. Broken off and done again, it ends the same,
// since a fact that is there already changes nothing.
func (s *Server) importUpload(c *fiber.Ctx, d *entryDesk, u *upload) error {
	src, err := intake.Open(u.file, u.name, u.size)
	if err != nil {
		return err
	}
	returns, err := s.shelf.nameless()
	if err != nil {
		return err
	}
	im := &uploadImport{ctx: d.ctx, ledger: s.Ledger, d: d, rejects: intake.NewRejects(returns, src, d.frame.Lang)}
	opts := d.options(s)
	opts.Source, opts.Mapping = "", u.mapping
	read, err := intake.Read(d.ctx, src, opts, im.take)
	if err == nil {
		err = im.flush()
	}
	err = cmp.Or(err, im.rejects.Close())
	im.sum(read)
	err = cmp.Or(err, s.auditImport(c, u, im.result, err))
	if err != nil {
		returns.Close()
		return err
	}
	u.result, u.words, u.ending = &im.result, im.words, src.Format.String()
	if im.rejects.Count() > 0 {
		u.returns = returns
	} else {
		returns.Close()
	}
	return s.remember(d.ctx, u)
}

// sum completes what reading alone could not know.
func (im *uploadImport) sum(read intake.Result) {
	read.New, read.Known, read.Accepted, read.Rejected, read.Events = im.result.New, im.result.Known, im.result.Accepted, im.rejects.Count(), im.result.New+im.result.Known
	im.result = read
}

func (im *uploadImport) take(row intake.Row) error {
	switch row.Status {
	case intake.Rejected:
		return im.giveBack(row)
	case intake.Ignored:
		return nil
	}
	if code, args := im.d.refusal(row.Events); code != "" {
		row.Problems = []intake.Problem{{Sheet: row.Sheet, Row: row.Number, Code: code, Args: args}}
		return im.giveBack(row)
	}
	im.rows, im.events = append(im.rows, row), append(im.events, row.Events...)
	if len(im.events) >= appendLines {
		return im.flush()
	}
	return nil
}

func (im *uploadImport) giveBack(row intake.Row) error {
	for _, p := range row.Problems {
		if len(im.words) < previewProblems {
			im.words = append(im.words, p.Text(im.d.frame.Lang))
		}
	}
	return im.rejects.Write(row)
}

func (im *uploadImport) flush() error {
	if len(im.events) == 0 {
		return nil
	}
	outcomes, err := im.ledger.Append(im.ctx, im.events)
	if err != nil {
		return err
	}
	if len(outcomes) != len(im.events) {
		return fmt.Errorf("append rows: %d outcomes for %d events", len(outcomes), len(im.events))
	}
	for _, row := range im.rows {
		mine := outcomes[:len(row.Events)]
		outcomes = outcomes[len(row.Events):]
		if err := im.settle(row, mine); err != nil {
			return err
		}
	}
	im.rows, im.events = im.rows[:0], im.events[:0]
	return nil
}

func (im *uploadImport) settle(row intake.Row, outcomes []disclosure.Outcome) error {
	for i, o := range outcomes {
		switch o {
		case disclosure.Appended:
			im.result.New++
		case disclosure.Duplicate:
			im.result.Known++
		case disclosure.Conflict:
			row.Problems = append(row.Problems, intake.Problem{Sheet: row.Sheet, Row: row.Number, Code: "intake.id_taken", Args: []any{row.Events[i].ID}})
		}
	}
	if len(row.Problems) > 0 {
		return im.giveBack(row)
	}
	im.result.Accepted++
	return nil
}
