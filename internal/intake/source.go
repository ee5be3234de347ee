package intake

import (
	"bytes"
	"errors"
	"io"
	"path"
	"slices"
	"strings"
	"unicode"

	"daylight/internal/disclosure"
)

// Format is the kind of a file, told by its content, never by its name.
type Format int

// The formats that are understood.
const (
	CSV Format = iota + 1
	XLSX
	NDJSON
)

// String returns the usual ending of such files, without the dot.
func (f Format) String() string {
	return map[Format]string{CSV: "csv", XLSX: "xlsx", NDJSON: "ndjson"}[f]
}

// Source is a file whose kind and encoding are known.
type Source struct {
	Name     string // without folders
	Format   Format
	Encoding Encoding // of text formats
	r        io.ReaderAt
	size     int64
	head     []byte
	comma    byte
	eol      byte
	crlf     bool
	limits   limits
}

const headBytes = 64 << 10

// Open looks at the beginning of a file and tells what it is. A file that
// cannot be read – a PDF, a web page, an old .xls – is refused by an error that
// says what it is and what to do.
func Open(r io.ReaderAt, name string, size int64) (*Source, error) {
	s := &Source{Name: plainName(name), r: r, size: size, comma: ',', eol: '\n', limits: usualLimits}
	s.head = make([]byte, min(size, headBytes))
	if n, err := r.ReadAt(s.head, 0); err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	} else if s.head = s.head[:n]; n == 0 {
		return nil, refuse("intake.file_empty", s.Name)
	}
	format, code := sniff(r, s.head)
	if code != "" {
		return nil, refuse(code, s.Name)
	}
	s.Format = format
	if format == XLSX {
		return s, nil
	}
	if s.Encoding = detectEncoding(s.reader(), s.head); s.Encoding == "" {
		return nil, refuse("intake.file_encoding", s.Name)
	}
	if !bytes.Contains(s.head, []byte("\n")) && bytes.Contains(s.head, []byte("\r")) {
		s.eol = '\r'
	}
	s.crlf = bytes.Contains(s.head, []byte("\r\n")) || bytes.Contains(s.head, []byte("\r\x00\n"))
	return s, nil
}

func (s *Source) reader() io.Reader { return io.NewSectionReader(s.r, 0, s.size) }

func (s *Source) lines() *lineReader { return newLineReader(s.reader(), s.Encoding, s.eol) }

// chooseComma takes the delimiter under which the most headers are understood,
// and among equals the one that makes the most columns.
func (s *Source) chooseComma(m *Mapping) {
	best, most := byte(','), -1
	for _, comma := range []byte{',', ';', '\t'} {
		t := &csvTable{lines: newLineReader(bytes.NewReader(s.head), s.Encoding, s.eol), comma: comma}
		for range headerRows {
			raw, err := t.next()
			if err != nil {
				break
			}
			_, known, err := readHeader(raw, m)
			if err != nil {
				known = len(raw.cells)
			}
			if score := known<<16 + min(len(raw.cells), 1<<15); score > most && len(raw.cells) > 0 {
				best, most = comma, score
			}
		}
	}
	s.comma = best
}

// tables opens every table of the file and finds its header.
func (s *Source) tables(m *Mapping) (open []openTable, skipped []string, err error) {
	if s.Format == CSV {
		s.chooseComma(m)
		t := &csvTable{lines: s.lines(), total: s.size, comma: s.comma}
		l, err := findHeader(t, m)
		if err == nil && l == nil {
			err = refuse("intake.header_none", s.Name, headersWanted())
		}
		return []openTable{{t, l}}, nil, err
	}
	sheets, skipped, err := s.sheets(m)
	if err != nil {
		return nil, nil, err
	}
	for _, t := range sheets {
		l, err := findHeader(t, m)
		if err != nil {
			return nil, nil, inSheet(err, t.name)
		}
		if l == nil {
			skipped = append(skipped, t.name)
			t.close()
			continue
		}
		open = append(open, openTable{t, l})
	}
	if len(open) == 0 {
		return nil, nil, refuse("intake.header_none", s.Name, headersWanted())
	}
	return open, skipped, nil
}

// sheets opens the sheets of a workbook that are to be read.
func (s *Source) sheets(m *Mapping) (open []*sheetTable, skipped []string, err error) {
	w, err := openWorkbook(s.r, s.Name, s.size, s.limits)
	if err != nil {
		return nil, nil, err
	}
	for _, sheet := range w.sheets {
		if m != nil && m.Sheet != "" && m.Sheet != sheet.name || sheet.hidden && (m == nil || m.Sheet == "") {
			skipped = append(skipped, sheet.name)
			continue
		}
		t, err := w.table(sheet)
		if err != nil {
			return nil, nil, err
		}
		open = append(open, t)
	}
	return open, skipped, nil
}

// rawTables opens every table without looking for its header.
func (s *Source) rawTables(m *Mapping) ([]table, error) {
	if s.Format == CSV {
		s.chooseComma(m)
		return []table{&csvTable{lines: s.lines(), total: s.size, comma: s.comma}}, nil
	}
	sheets, _, err := s.sheets(m)
	var open []table
	for _, t := range sheets {
		open = append(open, t)
	}
	return open, err
}

type openTable struct {
	table
	layout *layout
}

// inSheet makes an error about a header say in which sheet.
func inSheet(err error, sheet string) error {
	var e *disclosure.Error
	if errors.As(err, &e) && strings.HasPrefix(e.Code, "intake.header_") {
		return refuse(e.Code+"_in_sheet", append(slices.Clone(e.Args), sheet)...)
	}
	return err
}

func headersWanted() string {
	return listed([]string{headerFor(fieldDuty), headerFor(fieldOccurred), headerFor(fieldTitle), headerFor(fieldOffice)})
}

// plainName leaves of a file's name what may stand in records and messages.
func plainName(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, "_"))
	if runes := []rune(name); len(runes) > 100 {
		name = string(runes[:100])
	}
	return name
}
