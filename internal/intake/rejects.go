package intake

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"daylight/internal/i18n"
)

// Rejects writes rows that were not taken to a file of the same shape – format,
// encoding, order of columns – with one more column that says why. Corrected,
// it can be imported as it is. Nothing is written before the first row.
type Rejects struct {
	lang  i18n.Lang
	shape rejectShape
	count int
}

type rejectShape interface {
	start(sheet string, header []string) error
	write(cells []string) error
	close() error
}

// NewRejects prepares to write rows of src to w, reasons in lang.
func NewRejects(w io.Writer, src *Source, lang i18n.Lang) *Rejects {
	r := &Rejects{lang: lang}
	switch src.Format {
	case XLSX:
		r.shape = &rejectBook{w: w}
	case NDJSON:
		r.shape = &rejectLines{w: bufio.NewWriter(w)}
	default:
		r.shape = &rejectText{to: w, src: src}
	}
	return r
}

// Count returns how many rows were written.
func (r *Rejects) Count() int { return r.count }

// Write adds a row with its reasons.
func (r *Rejects) Write(row Row) error {
	at, again := reasonColumn(row.Header)
	if err := r.shape.start(row.Sheet, withReason(row.Header, at, again, reasonHeader)); err != nil {
		return err
	}
	r.count++
	var reasons []string
	for _, p := range row.Problems {
		reasons = append(reasons, strings.TrimRight(p.Text(r.lang), "。."))
	}
	cells := slices.Clone(row.Cells)
	for len(cells) < len(row.Header) {
		cells = append(cells, "")
	}
	return r.shape.write(withReason(cells, at, again, strings.Join(reasons, i18n.T(r.lang, "intake.reason_separator"))))
}

// Close ends the file.
func (r *Rejects) Close() error {
	if r.count == 0 {
		return nil
	}
	return r.shape.close()
}

// reasonColumn is where the reasons go: over those of the last time, else
// behind the last column.
func reasonColumn(header []string) (at int, again bool) {
	for i, h := range header {
		if bare := bareHeader(h); bare == fold(reasonHeader) || bare == "reason" {
			return i, true
		}
	}
	return len(header), false
}

// withReason sets the reason; cells beyond the header move behind it.
func withReason(cells []string, at int, again bool, reason string) []string {
	if again {
		cells = slices.Clone(cells)
		cells[at] = reason
		return cells
	}
	return slices.Insert(slices.Clone(cells), at, reason)
}

// rejectText writes CSV with guarded cells.
type rejectText struct {
	to      io.Writer
	src     *Source
	w       *bufio.Writer
	encoder io.Writer
}

func (t *rejectText) start(_ string, header []string) error {
	if t.w != nil {
		return nil
	}
	encoder, err := t.src.Encoding.newEncoder(t.to)
	if err != nil {
		return err
	}
	t.encoder, t.w = encoder, bufio.NewWriter(encoder)
	return t.write(header)
}

func (t *rejectText) write(cells []string) error {
	quoted := make([]string, len(cells))
	for i, c := range cells {
		quoted[i] = quote(guard(c), t.src.comma)
	}
	end := "\n"
	if t.src.crlf {
		end = "\r\n"
	}
	_, err := t.w.WriteString(strings.Join(quoted, string(t.src.comma)) + end)
	return err
}

func quote(s string, comma byte) string {
	if !strings.ContainsAny(s, "\"\r\n"+string(comma)) && strings.TrimSpace(s) == s {
		return s
	}
	return `"` + strings.ReplaceAll(s, `"`, `""`) + `"`
}

func (t *rejectText) close() error {
	if err := t.w.Flush(); err != nil {
		return err
	}
	if c, ok := t.encoder.(io.Closer); ok && t.encoder != t.to {
		return c.Close()
	}
	return nil
}

// rejectLines writes NDJSON: each object with its reason in it. What was no
// object stands as the text it was.
type rejectLines struct{ w *bufio.Writer }

func (l *rejectLines) start(string, []string) error { return nil }

func (l *rejectLines) write(cells []string) error {
	object, text := map[string]any{}, strings.Join(cells[1:], "")
	if json.Unmarshal([]byte(text), &object) != nil {
		object = map[string]any{"line": text}
	}
	object["reason"] = cells[0]
	line, err := json.Marshal(object)
	if err != nil {
		return err
	}
	_, err = l.w.Write(append(line, '\n'))
	return err
}

func (l *rejectLines) close() error { return l.w.Flush() }

// rejectBook writes a workbook, a sheet for each sheet that had such rows.
type rejectBook struct {
	w      io.Writer
	book   *excelize.File
	sheets map[string]*rejectSheet
	sheet  *rejectSheet // being written
}

type rejectSheet struct {
	stream *excelize.StreamWriter
	row    int
}

func (b *rejectBook) start(sheet string, header []string) error {
	if b.sheet = b.sheets[sheet]; b.sheet != nil {
		return nil
	}
	name, err := b.add(sheet)
	if err != nil {
		return err
	}
	stream, err := b.book.NewStreamWriter(name)
	if err != nil {
		return fmt.Errorf("write sheet: %w", err)
	}
	b.sheet = &rejectSheet{stream: stream}
	b.sheets[sheet] = b.sheet
	return b.write(header)
}

// add makes the sheet, under a plain name where its own is not allowed.
func (b *rejectBook) add(sheet string) (string, error) {
	plain := fmt.Sprintf("Sheet%d", len(b.sheets)+1)
	if b.book == nil {
		b.book, b.sheets = excelize.NewFile(), map[string]*rejectSheet{}
		if b.book.SetSheetName(plain, sheet) != nil {
			return plain, nil
		}
		return sheet, nil
	}
	if _, err := b.book.NewSheet(sheet); err == nil {
		return sheet, nil
	}
	if _, err := b.book.NewSheet(plain); err != nil {
		return "", fmt.Errorf("add sheet: %w", err)
	}
	return plain, nil
}

func (b *rejectBook) write(cells []string) error {
	b.sheet.row++
	values := make([]any, len(cells))
	for i, c := range cells {
		values[i] = c
	}
	return b.sheet.stream.SetRow(fmt.Sprintf("A%d", b.sheet.row), values)
}

func (b *rejectBook) close() error {
	for _, sheet := range b.sheets {
		if err := sheet.stream.Flush(); err != nil {
			return fmt.Errorf("write sheet: %w", err)
		}
	}
	if err := b.book.Write(b.w); err != nil {
		return fmt.Errorf("write workbook: %w", err)
	}
	return b.book.Close()
}
