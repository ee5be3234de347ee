package intake

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
)

// longestLine is the most bytes one line may have.
const longestLine = 1 << 20

// line is a physical line, as an editor counts it.
type line struct {
	number int
	text   string
	long   bool // longer than longestLine; text is its beginning
}

// lineReader reads lines and decodes each by itself, so that damaged bytes
// harm no other line.
type lineReader struct {
	br     *bufio.Reader
	decode func([]byte) string
	eol    byte
	number int
	done   int64 // bytes read, before decoding
	room   []byte
}

func newLineReader(r io.Reader, e Encoding, eol byte) *lineReader {
	lr := &lineReader{decode: decodeUTF8, eol: eol}
	counted := &countingReader{r, &lr.done}
	switch e {
	case GB18030:
		lr.decode = decodeGB
	case UTF16LE, UTF16BE:
		lr.br = bufio.NewReaderSize(e.utf16().NewDecoder().Reader(counted), 64<<10)
		return lr
	}
	lr.br = bufio.NewReaderSize(counted, 64<<10)
	return lr
}

// next returns the next line without its end; io.EOF after the last.
func (lr *lineReader) next() (line, error) {
	lr.room = lr.room[:0]
	long := false
	for {
		chunk, err := lr.br.ReadSlice(lr.eol)
		if fits := longestLine - len(lr.room); len(chunk) > fits {
			chunk, long = chunk[:fits], true
		}
		lr.room = append(lr.room, chunk...)
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if errors.Is(err, io.EOF) && len(lr.room) == 0 {
			return line{}, io.EOF
		}
		if err != nil && !errors.Is(err, io.EOF) {
			return line{}, err
		}
		break
	}
	lr.number++
	bare := bytes.TrimRight(lr.room, "\r\n")
	if long {
		bare = bare[:min(len(bare), 4<<10)]
	}
	text := lr.decode(bare)
	if lr.number == 1 {
		text = strings.TrimPrefix(text, "\uFEFF")
	}
	return line{lr.number, text, long}, nil
}

type countingReader struct {
	r io.Reader
	n *int64
}

func (c *countingReader) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	*c.n += int64(n)
	return n, err
}
