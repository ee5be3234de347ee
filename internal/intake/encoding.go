package intake

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// Encoding is how the characters of a text file are written.
type Encoding string

// The encodings that are understood. Text that declares none and is not UTF-8
// is GB18030, which holds GBK and GB2312.
const (
	UTF8    Encoding = "UTF-8"
	UTF8BOM Encoding = "UTF-8 BOM"
	UTF16LE Encoding = "UTF-16LE"
	UTF16BE Encoding = "UTF-16BE"
	GB18030 Encoding = "GB18030"
)

var boms = []struct {
	mark     string
	encoding Encoding
}{
	{"\xef\xbb\xbf", UTF8BOM}, {"\xff\xfe", UTF16LE}, {"\xfe\xff", UTF16BE},
}

func (e Encoding) utf16() encoding.Encoding {
	order := unicode.LittleEndian
	if e == UTF16BE {
		order = unicode.BigEndian
	}
	return unicode.UTF16(order, unicode.UseBOM)
}

// newEncoder returns a writer that turns UTF-8 into e, byte order mark included.
func (e Encoding) newEncoder(w io.Writer) (io.Writer, error) {
	switch e {
	case GB18030:
		return simplifiedchinese.GB18030.NewEncoder().Writer(w), nil
	case UTF16LE, UTF16BE:
		return e.utf16().NewEncoder().Writer(w), nil
	case UTF8BOM:
		_, err := io.WriteString(w, "\xef\xbb\xbf")
		return w, err
	}
	return w, nil
}

// How much is read to tell the encoding: the first lines that are not ASCII.
const (
	sampleLines = 400
	sampleBytes = 1 << 20
)

// detectEncoding tells the encoding of a text. Single damaged lines do not
// decide: the kind that most lines are valid in does. It returns "" when the
// text is in neither.
func detectEncoding(r io.Reader, head []byte) Encoding {
	for _, b := range boms {
		if bytes.HasPrefix(head, []byte(b.mark)) {
			return b.encoding
		}
	}
	br := bufio.NewReaderSize(r, 64<<10)
	var utf, other, gb, seen int
	inLine := false // the chunk goes on with a line already judged
	for seen < sampleBytes && utf+other < sampleLines {
		chunk, err := br.ReadSlice('\n')
		judged := inLine
		inLine = errors.Is(err, bufio.ErrBufferFull)
		if !judged && !isASCIIBytes(chunk) {
			seen += len(chunk)
			switch {
			case utf8.Valid(wholeRunes(chunk)):
				utf++
			default:
				other++
				if !strings.ContainsRune(decodeGB(chunk), utf8.RuneError) {
					gb++
				}
			}
		}
		if err != nil && !errors.Is(err, bufio.ErrBufferFull) {
			break
		}
	}
	switch {
	case utf >= other:
		return UTF8
	case gb*2 >= other:
		return GB18030
	}
	return ""
}

// wholeRunes cuts off a character that the end of the chunk splits.
func wholeRunes(b []byte) []byte {
	for i := len(b) - 1; i >= 0 && i >= len(b)-utf8.UTFMax; i-- {
		if utf8.RuneStart(b[i]) {
			if !utf8.FullRune(b[i:]) {
				return b[:i]
			}
			break
		}
	}
	return b
}

func isASCIIBytes(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func decodeUTF8(b []byte) string {
	if utf8.Valid(b) {
		return string(b)
	}
	return strings.ToValidUTF8(string(b), "\uFFFD")
}

// decodeGB turns bytes that are no GB18030 into U+FFFD, which no row may hold.
func decodeGB(b []byte) string {
	if isASCIIBytes(b) {
		return string(b)
	}
	out, err := simplifiedchinese.GB18030.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\uFFFD")
	}
	return string(out)
}
