package intake

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"

	"daylight/internal/disclosure"
)

// Entry is one fact as a program or a form states it: a line of NDJSON, the
// body of POST /api/v1/events. Every value is text as people write it; names
// and codes both do. Unknown fields are errors.
type Entry struct {
	// ID makes the fact known under a name of the client's: letters, figures
	// and - _ . : / #, at most 100. Without it the id follows from the content.
	ID string `json:"id,omitempty"`
	// Duty is the code or the name of the 公开事项. Required.
	Duty string `json:"duty"`
	// Subject says which occurrence: 2026Q3 for a periodic duty, the number of
	// the paper or case for an event-driven one (there document_number or
	// index_number stand in).
	Subject string `json:"subject,omitempty"`
	// Kind: published, triggered, revised, withdrawn, nil_return, reviewed,
	// withheld, not_applicable, voided, received … or the Chinese word. Required.
	Kind string `json:"kind"`
	// Office may be left out where the duty has a lead office.
	Office string `json:"office,omitempty"`
	// Channel is required to publish or revise where the duty has several.
	Channel string `json:"channel,omitempty"`
	// OccurredAt: RFC 3339, or a date (and time, Beijing) as people write it.
	OccurredAt string `json:"occurred_at,omitempty"`
	// FormedOn is the day the paper was formed. With it a publication under an
	// event-driven duty also records that the duty was triggered on that day.
	FormedOn       string   `json:"formed_on,omitempty"`
	Title          string   `json:"title,omitempty"` // required to publish or revise
	DocumentNumber string   `json:"document_number,omitempty"`
	IndexNumber    string   `json:"index_number,omitempty"`
	URL            string   `json:"url,omitempty"`    // http or https
	Fields         []string `json:"fields,omitempty"` // points of the checklist covered; ["全部"] for all
	Note           string   `json:"note,omitempty"`
	// Ref is the id of the event spoken of. Required to void.
	Ref string `json:"ref,omitempty"`
	// FirstSeen is when a collector first saw the page.
	FirstSeen string `json:"first_seen,omitempty"`
	// Attrs are kind-specific: ground, reply, applicant, reviewer, class …
	Attrs map[string]string `json:"attrs,omitempty"`

	recordedAt string // of a line that a ledger was written out to
}

// mostAttrs is how many attributes a fact may have.
const mostAttrs = 30

func (in *Entry) entry() entry {
	e := entry{}
	e.value = [fieldCount]string{
		fieldID: in.ID, fieldDuty: in.Duty, fieldSubject: in.Subject, fieldKind: in.Kind, fieldOffice: in.Office,
		fieldChannel: in.Channel, fieldOccurred: in.OccurredAt, fieldFormed: in.FormedOn, fieldTitle: in.Title,
		fieldDocument: in.DocumentNumber, fieldIndex: in.IndexNumber, fieldURL: in.URL, fieldNote: in.Note,
		fieldRef: in.Ref, fieldFirstSeen: in.FirstSeen, fieldItems: strings.Join(in.Fields, "、"), fieldRecorded: in.recordedAt,
	}
	return e
}

// Check turns one entry, as a form hands it in, into events. Problems name the
// fields of Entry as their columns.
func Check(in Entry, opts Options) ([]disclosure.Event, []Problem) {
	return newChecker(opts).checkEntry(in, 0, opts.Source)
}

func (c *checker) checkEntry(in Entry, row int, source string) ([]disclosure.Event, []Problem) {
	e := in.entry()
	e.row = row
	if len(in.Attrs) > mostAttrs {
		e.faultAt(0, "attrs", "", "intake.too_many_attrs", mostAttrs)
		return nil, e.problems
	}
	for name, value := range in.Attrs {
		if !validAttr(name) {
			e.faultAt(0, "attrs", name, "intake.bad_attr", shown(name))
			continue
		}
		e.takeAttr(0, name, value, plain)
	}
	return c.check(&e, source), e.problems
}

// Decoded is what a stream of entries came to.
type Decoded struct {
	Result
	Events []disclosure.Event
	Lines  []int // the line each event came from
}

// DecodeEvents reads NDJSON, one Entry a line, of at most maxBytes (0: no
// limit). Lines with problems yield no event; a stream that is too large or
// breaks off is an error.
func DecodeEvents(ctx context.Context, body io.Reader, opts Options, maxBytes int64) (Decoded, error) {
	if maxBytes > 0 {
		body = &limitedReader{body, maxBytes}
	}
	if opts.Source == "" {
		opts.Source = "api"
	}
	r := newReading(&Source{Format: NDJSON, Encoding: UTF8}, opts)
	var d Decoded
	r.fn = func(row Row) error {
		for _, e := range row.Events {
			d.Events, d.Lines = append(d.Events, e), append(d.Lines, row.Number)
		}
		return nil
	}
	err := r.entries(ctx, newLineReader(body, UTF8, '\n'), func() {})
	d.Result = r.result
	return d, err
}

// entries reads NDJSON line by line.
func (r *reading) entries(ctx context.Context, lines *lineReader, report func()) error {
	for {
		ln, err := lines.next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if strings.TrimSpace(ln.text) == "" {
			continue
		}
		row := Row{Number: ln.number, Cells: []string{ln.text}}
		var problems []Problem
		if in, p := decodeEntry(ln); p != nil {
			problems = []Problem{*p}
		} else {
			row.Events, problems = r.check.checkEntry(in, ln.number, r.source(row))
		}
		if err := r.settle(ctx, row, problems); err != nil {
			return err
		}
		report()
	}
}

func decodeEntry(ln line) (Entry, *Problem) {
	p := &Problem{Row: ln.number, Value: shown(ln.text)}
	if ln.long {
		p.Code, p.Args = "intake.line_too_long", []any{longestLine >> 10}
		return Entry{}, p
	}
	if strings.ContainsRune(ln.text, '\uFFFD') {
		p.Code = "intake.bad_bytes"
		return Entry{}, p
	}
	var in struct {
		Entry
		Reason   any    `json:"reason"` // of a line returned before; not read
		Recorded string `json:"recorded_at"`
	}
	d := json.NewDecoder(strings.NewReader(ln.text))
	d.DisallowUnknownFields()
	err := d.Decode(&in)
	if err == nil {
		if _, more := d.Token(); !errors.Is(more, io.EOF) {
			p.Code = "intake.json_trailing"
			return Entry{}, p
		}
		in.recordedAt = in.Recorded
		return in.Entry, nil
	}
	var kind *json.UnmarshalTypeError
	switch name, unknown := strings.CutPrefix(err.Error(), "json: unknown field "); {
	case unknown:
		p.Column, p.Value, p.Code = shown(strings.Trim(name, `"`)), "", "intake.json_unknown"
	case errors.As(err, &kind) && kind.Field != "":
		p.Column, p.Value, p.Code, p.Args = strings.TrimPrefix(kind.Field, "Entry."), "", "intake.json_type", []any{kind.Value}
	default:
		p.Code = "intake.json_syntax"
	}
	return Entry{}, p
}

type limitedReader struct {
	r    io.Reader
	left int64
}

func (l *limitedReader) Read(p []byte) (int, error) {
	if l.left < 0 {
		return 0, refuse("intake.too_large")
	}
	n, err := l.r.Read(p[:min(int64(len(p)), l.left+1)])
	if l.left -= int64(n); l.left < 0 {
		return 0, refuse("intake.too_large")
	}
	return n, err
}
