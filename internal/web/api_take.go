package web

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/gofiber/fiber/v2"

	"daylight/internal/access"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/intake"
	"daylight/internal/workday"
)

const (
	// chunkLines is how many lines are understood at once: few enough that
	// intake keeps the problems of every one.
	chunkLines = 50
	// appendLines is how many lines, at least, one append takes.
	appendLines = 2000
	longestLine = 1<<20 + 2
)

// taker takes the facts of one request into the ledger, a part at a time.
type taker struct {
	ledger disclosure.Ledger
	acc    access.Account
	lang   i18n.Lang
	today  workday.Date
	opts   intake.Options
	answer eventsAnswer

	before  int // lines of earlier chunks
	waiting []eventLine
	events  []disclosure.Event
	owner   []int // of each event: its line in waiting
}

func (t *taker) take(ctx context.Context, chunks *chunks) error {
	for {
		chunk, lines, err := chunks.next()
		if lines > 0 {
			if err := t.chunk(ctx, chunk, lines); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return t.flush(ctx)
		}
		if err != nil {
			return err
		}
		if len(t.waiting) >= appendLines {
			if err := t.flush(ctx); err != nil {
				return err
			}
		}
	}
}

func (t *taker) chunk(ctx context.Context, chunk []byte, lines int) error {
	decoded, err := intake.DecodeEvents(ctx, bytes.NewReader(chunk), t.opts, 0)
	if err != nil {
		return err
	}
	problems := problemWords(t.lang, decoded.Problems, t.before)
	events := map[int][]disclosure.Event{}
	for i, e := range decoded.Events {
		events[decoded.Lines[i]] = append(events[decoded.Lines[i]], e)
	}
	for n, text := range bytes.SplitN(chunk, []byte("\n"), lines) {
		if len(bytes.TrimSpace(text)) > 0 {
			at := t.before + n + 1
			t.line(at, events[n+1], problems[at])
		}
	}
	t.before += lines
	return nil
}

// line files one line: refused, waiting to be appended, or the same as one
// just before it.
func (t *taker) line(n int, events []disclosure.Event, problems []string) {
	l := eventLine{Line: n, Problems: problems}
	for _, e := range events {
		l.ID = e.ID
		if code, args := entryRefusal(t.acc, t.opts.Plan, t.today, e); code != "" && len(l.Problems) == 0 {
			l.Problems = []string{i18n.T(t.lang, code, args...)}
		}
	}
	switch {
	case len(l.Problems) > 0:
		l.Outcome = "rejected"
	case len(events) == 0:
		l.Outcome = "duplicate"
	default:
		for _, e := range events {
			t.events, t.owner = append(t.events, e), append(t.owner, len(t.waiting))
		}
	}
	t.waiting = append(t.waiting, l)
}

func (t *taker) flush(ctx context.Context) error {
	outcomes, err := t.append(ctx)
	if err != nil {
		return err
	}
	for i, o := range outcomes {
		l := &t.waiting[t.owner[i]]
		switch {
		case o == disclosure.Conflict:
			l.Outcome = "conflict"
			l.Problems = []string{i18n.T(t.lang, "api.conflict", t.events[i].ID)}
		case o == disclosure.Appended && l.Outcome != "conflict":
			l.Outcome = "appended"
		case l.Outcome == "":
			l.Outcome = "duplicate"
		}
	}
	for _, l := range t.waiting {
		t.answer.add(l)
	}
	t.waiting, t.events, t.owner = t.waiting[:0], t.events[:0], t.owner[:0]
	return nil
}

func (t *taker) append(ctx context.Context) ([]disclosure.Outcome, error) {
	if len(t.events) == 0 {
		return nil, nil
	}
	outcomes, err := t.ledger.Append(ctx, t.events)
	if err == nil && len(outcomes) != len(t.events) {
		err = fmt.Errorf("append events: %d outcomes for %d events", len(outcomes), len(t.events))
	}
	return outcomes, err
}

// chunks cuts a body into parts of whole lines.
type chunks struct{ br *bufio.Reader }

func newChunks(r io.Reader) *chunks { return &chunks{bufio.NewReaderSize(r, 64<<10)} }

// next returns up to chunkLines lines. A line too long for intake is cut just
// beyond the length that intake refuses.
func (c *chunks) next() (chunk []byte, lines int, err error) {
	for lines < chunkLines && len(chunk) < longestLine {
		line, err := c.line()
		if len(line) > 0 {
			chunk, lines = append(chunk, line...), lines+1
		}
		if err != nil {
			return chunk, lines, err
		}
	}
	return chunk, lines, nil
}

func (c *chunks) line() ([]byte, error) {
	var line []byte
	for {
		part, err := c.br.ReadSlice('\n')
		if room := longestLine - len(line); len(part) > room {
			part = part[:room]
		}
		line = append(line, part...)
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if len(line) == longestLine {
			line[len(line)-1] = '\n'
		}
		return line, err
	}
}

// eventsBody is the body as a stream that fails beyond its bound.
func (s *Server) eventsBody(c *fiber.Ctx) io.Reader {
	stream := c.Context().RequestBodyStream()
	if stream == nil {
		return bytes.NewReader(c.Body())
	}
	return &bounded{r: stream, left: maxEventsBody, done: func() { c.Context().SetUserValue(bodyRead, true) }}
}

// enterBulk lets two large bodies in at a time; small ones need not wait.
func (s *Server) enterBulk(c *fiber.Ctx) (leave func(), err error) {
	if n := c.Request().Header.ContentLength(); n >= 0 && n <= maxPageBody {
		return func() {}, nil
	}
	select {
	case s.bulk <- struct{}{}:
		return func() { <-s.bulk }, nil
	case <-c.UserContext().Done():
		return nil, c.UserContext().Err()
	}
}
