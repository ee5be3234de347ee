package intake

import (
	"archive/zip"
	"bufio"
	"encoding/xml"
	"errors"
	"io"

	"daylight/internal/disclosure"
)

// guardedPart reads the XML of one part token by token, and stops when a token
// grows beyond its limit. That the part does not grow beyond what the archive
// declares, archive/zip sees to.
type guardedPart struct {
	rc       io.ReadCloser
	br       *bufio.Reader
	decoder  *xml.Decoder
	done     int64
	declared int64
	tokenEnd int64 // done may not pass it before the next token
	most     int64
}

func (w *workbook) open(f *zip.File) (*guardedPart, error) {
	rc, err := f.Open()
	if err != nil {
		return nil, refuse("intake.zip_damaged")
	}
	g := &guardedPart{rc: rc, br: bufio.NewReaderSize(rc, 32<<10), declared: int64(f.UncompressedSize64), most: w.limits.token}
	g.decoder = xml.NewDecoder(g)
	return g, nil
}

// token returns the next token; its bytes are good until the next call.
func (g *guardedPart) token() (xml.Token, error) {
	g.tokenEnd = g.done + g.most
	token, err := g.decoder.RawToken()
	var words *disclosure.Error
	switch {
	case err == nil || errors.Is(err, io.EOF) || errors.As(err, &words):
		return token, err
	}
	return nil, refuse("intake.zip_damaged")
}

// ReadByte hands the decoder one byte, within the limits.
func (g *guardedPart) ReadByte() (byte, error) {
	if g.done >= g.tokenEnd {
		return 0, refuse("intake.zip_token")
	}
	b, err := g.br.ReadByte()
	if err != nil {
		return 0, err
	}
	g.done++
	return b, nil
}

// Read is not used: the decoder reads byte by byte.
func (g *guardedPart) Read([]byte) (int, error) { return 0, io.ErrNoProgress }

// Close ends the reading of the part.
func (g *guardedPart) Close() error { return g.rc.Close() }
