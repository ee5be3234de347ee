package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"strings"

	"daylight/internal/disclosure"
)

// Previewed is what a file would come to, before anything is stored.
type Previewed struct {
	Result Result // counts of the whole file
	Sheets []PreviewSheet
	Rows   []Row // the first rows, with their problems
	// Digest names the header rows: files laid out alike have the same, whatever
	// their encoding. It is "" for files without a header.
	Digest string
}

// PreviewSheet is a table of the file and how its columns were understood.
type PreviewSheet struct {
	Name    string // "" in text files
	Row     int    // where the header stands
	Columns []PreviewColumn
	// Sample holds the first rows below a header that was not understood, as
	// they were found, so that a person can tell what the columns mean.
	Sample [][]string
}

// PreviewColumn is a column with the key of its field, "" when it was not
// understood and "ignored" when it is not needed. The header stands as found,
// without the space around it.
type PreviewColumn struct {
	Header string
	Index  int // of its cells in a row
	Letter string
	Field  string
}

// Preview reads a whole file as Read would and keeps the first rows; see, when
// there is one, is given each row in order and can stop it with an error. A file
// whose header is not understood comes back with its columns and a sample
// beside the error, so that a person can say what the columns mean.
func Preview(ctx context.Context, src *Source, opts Options, rows int, see func(Row) error) (Previewed, error) {
	var p Previewed
	p.Result.File, p.Result.Format, p.Result.Encoding = src.Name, src.Format.String(), src.Encoding
	if src.Format != NDJSON {
		if err := p.lookAt(src, opts.Mapping, rows); err != nil {
			return p, err
		}
	}
	res, err := Read(ctx, src, opts, func(r Row) error {
		if len(p.Rows) < rows {
			p.Rows = append(p.Rows, r)
		}
		if see == nil {
			return nil
		}
		return see(r)
	})
	p.Result = res
	return p, err
}

func (p *Previewed) lookAt(src *Source, m *Mapping, rows int) error {
	tables, _, err := src.tables(m)
	if err == nil {
		for _, t := range tables {
			p.Sheets = append(p.Sheets, sheetOf(t.sheet(), t.layout, m))
			t.close()
		}
		p.Digest = digestOf(p.Sheets)
		return nil
	}
	var words *disclosure.Error
	if !errors.As(err, &words) || !strings.HasPrefix(words.Code, "intake.header_") {
		return err
	}
	if guessed := p.guess(src, m, rows); guessed != nil {
		return guessed
	}
	p.Digest = digestOf(p.Sheets)
	return err
}

// guess takes for the header of each table the row with the most names that
// are understood, or the first of the widest.
func (p *Previewed) guess(src *Source, m *Mapping, rows int) error {
	tables, err := src.rawTables(m)
	if err != nil {
		return err
	}
	for _, t := range tables {
		sheet, found, err := guessHeader(t, m, rows)
		t.close()
		if err != nil {
			return err
		}
		if found {
			p.Sheets = append(p.Sheets, sheet)
		}
	}
	return nil
}

func guessHeader(t table, m *Mapping, rows int) (PreviewSheet, bool, error) {
	var read []rawRow
	best, most := -1, 0
	for len(read) < headerRows+rows {
		raw, err := t.next()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return PreviewSheet{}, false, err
		}
		if len(raw.cells) > widestHeader {
			raw.cells = raw.cells[:widestHeader]
		}
		read = append(read, raw)
		if score := headerScore(raw, m); len(read) <= headerRows && score > most {
			best, most = len(read)-1, score
		}
	}
	if best < 0 {
		return PreviewSheet{}, false, nil
	}
	l := &layout{header: read[best].cells, row: read[best].number, letters: t.lettered()}
	sheet := sheetOf(t.sheet(), l, m)
	for _, raw := range read[best+1:] {
		if len(sheet.Sample) < rows {
			sheet.Sample = append(sheet.Sample, raw.cells)
		}
	}
	return sheet, true, nil
}

func headerScore(raw rawRow, m *Mapping) int {
	known, filled := 0, 0
	for _, cell := range raw.cells {
		if name := strings.TrimSpace(cell); name != "" {
			filled++
			if _, ok := understand(name, m); ok {
				known++
			}
		}
	}
	return known<<10 + filled
}

func sheetOf(name string, l *layout, m *Mapping) PreviewSheet {
	s := PreviewSheet{Name: name, Row: l.row}
	for i, cell := range l.header {
		header := strings.TrimSpace(cell)
		if header == "" {
			continue
		}
		c := PreviewColumn{Header: header, Index: i}
		if l.letters {
			c.Letter = columnLetter(i)
		}
		if to, ok := understand(header, m); ok {
			if c.Field = attrPrefix + to.attr; to.attr == "" {
				c.Field = to.field.key()
			}
		}
		s.Columns = append(s.Columns, c)
	}
	return s
}

// digestOf leaves out the column of reasons, so that a file of returned rows is
// laid out like the one it came from.
func digestOf(sheets []PreviewSheet) string {
	if len(sheets) == 0 {
		return ""
	}
	h := sha256.New()
	for _, s := range sheets {
		for _, c := range s.Columns {
			if bare := bareHeader(c.Header); bare != fold(reasonHeader) && bare != "reason" {
				_, _ = io.WriteString(h, fold(c.Header)+"\x1f")
			}
		}
		_, _ = io.WriteString(h, "\x1e")
	}
	return hex.EncodeToString(h.Sum(nil))
}
