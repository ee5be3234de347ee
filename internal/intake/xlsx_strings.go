package intake

import (
	"encoding/binary"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
)

// sharedStrings holds the strings of a workbook in blocks, 4 bytes of index
// each.
type sharedStrings struct {
	blocks [][]byte
	index  []uint32 // block<<20 | offset
	size   int64
}

const blockBits = 20

func (s *sharedStrings) add(text []byte) {
	last := len(s.blocks) - 1
	need := len(text) + binary.MaxVarintLen32
	if last < 0 || len(s.blocks[last])+need > 1<<blockBits {
		s.blocks = append(s.blocks, make([]byte, 0, max(need, 1<<blockBits)))
		last++
	}
	s.index = append(s.index, uint32(last)<<blockBits|uint32(len(s.blocks[last])))
	s.blocks[last] = binary.AppendUvarint(s.blocks[last], uint64(len(text)))
	s.blocks[last] = append(s.blocks[last], text...)
	s.size += int64(need)
}

func (s *sharedStrings) get(i int) (string, bool) {
	if i < 0 || i >= len(s.index) {
		return "", false
	}
	at := s.index[i]
	block := s.blocks[at>>blockBits][at&(1<<blockBits-1):]
	n, skip := binary.Uvarint(block)
	return string(block[skip : skip+int(n)]), true
}

func (w *workbook) readStrings() error {
	f := w.parts["xl/sharedstrings.xml"]
	if f == nil {
		return nil
	}
	x, err := w.open(f)
	if err != nil {
		return err
	}
	defer x.Close()
	var text textReader
	for {
		token, err := x.token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		text.see(token)
		if e, ok := token.(xml.EndElement); ok && e.Name.Local == "si" {
			w.strings.add([]byte(unescape(string(text.take()))))
			if w.strings.size > w.limits.strings {
				return refuse("intake.zip_strings", w.limits.strings>>20)
			}
		}
	}
}

// textReader gathers the runs of a rich text, leaving out phonetic guides.
type textReader struct {
	buf   []byte
	in    bool // inside <t>
	guide bool // inside <rPh>
}

func (t *textReader) see(token xml.Token) {
	switch e := token.(type) {
	case xml.StartElement:
		switch e.Name.Local {
		case "t":
			t.in = !t.guide
		case "rPh":
			t.guide = true
		}
	case xml.EndElement:
		switch e.Name.Local {
		case "t":
			t.in = false
		case "rPh":
			t.guide = false
		}
	case xml.CharData:
		if t.in && len(t.buf) < 1<<blockBits-16 {
			t.buf = append(t.buf, e[:min(len(e), 1<<blockBits-16-len(t.buf))]...)
		}
	}
}

// take returns what was gathered and starts anew.
func (t *textReader) take() []byte {
	b := t.buf
	t.buf = t.buf[:0]
	return b
}

// unescape resolves _x000D_, the way a workbook writes what XML cannot.
func unescape(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for {
		i := strings.Index(s, "_x")
		if i < 0 || i+7 > len(s) {
			break
		}
		n, err := strconv.ParseUint(s[i+2:i+6], 16, 32)
		if err != nil || s[i+6] != '_' {
			b.WriteString(s[:i+2])
			s = s[i+2:]
			continue
		}
		b.WriteString(s[:i])
		b.WriteRune(rune(n))
		s = s[i+7:]
	}
	b.WriteString(s)
	return b.String()
}
