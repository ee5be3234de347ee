package evidence

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"image/png"
	"io"
)

const pngHead = "\x89PNG\r\n\x1a\n"

// checkPNG follows the chunks from IHDR to IEND, each with its checksum, and
// inflates the picture as a stream: it must be just as long as its size says.
func checkPNG(content []byte) string {
	rest := content[len(pngHead):]
	var picture [][]byte
	var head []byte
	for n, ended := 0, false; !ended; n++ {
		if len(rest) < 12 {
			return "intake.evidence_damaged"
		}
		size := binary.BigEndian.Uint32(rest)
		if uint64(size)+12 > uint64(len(rest)) {
			return "intake.evidence_damaged"
		}
		kind, body := string(rest[4:8]), rest[8:8+size]
		if crc32.ChecksumIEEE(rest[4:8+size]) != binary.BigEndian.Uint32(rest[8+size:]) {
			return "intake.evidence_damaged"
		}
		rest = rest[12+size:]
		switch {
		case (n == 0) != (kind == "IHDR"), n == 0 && size != 13, kind == "IEND" && size != 0:
			return "intake.evidence_damaged"
		case n == 0:
			head = body
		case kind == "IDAT":
			picture = append(picture, body)
		case kind == "IEND":
			ended = true
		case kind[0] >= 'A' && kind[0] <= 'Z' && kind != "PLTE":
			return "intake.evidence_damaged" // a critical chunk nobody knows
		}
	}
	if len(rest) > 0 {
		return "intake.evidence_trailing"
	}
	config, err := png.DecodeConfig(bytes.NewReader(content))
	if err != nil || len(picture) == 0 {
		return "intake.evidence_damaged"
	}
	if !bounded(config.Width, config.Height) {
		return "intake.evidence_dimensions"
	}
	return inflates(picture, rowsOf(head))
}

func bounded(width, height int) bool {
	return width > 0 && height > 0 && width <= mostSide && height <= mostSide && width*height <= mostPoints
}

// pngRows is a pass over the picture: so many rows of so many bytes.
type pngRows struct{ rows, bytes int64 }

func rowsOf(head []byte) (passes []pngRows) {
	width, height := int64(binary.BigEndian.Uint32(head)), int64(binary.BigEndian.Uint32(head[4:]))
	bits := int64(head[8]) * map[byte]int64{0: 1, 2: 3, 3: 1, 4: 2, 6: 4}[head[9]]
	pass := func(w, h int64) {
		if w > 0 && h > 0 {
			passes = append(passes, pngRows{h, 1 + (w*bits+7)/8})
		}
	}
	if head[12] == 0 {
		pass(width, height)
		return passes
	}
	for _, p := range [7][4]int64{{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}} {
		pass((width-p[0]+p[2]-1)/p[2], (height-p[1]+p[3]-1)/p[3])
	}
	return passes
}

// inflates unpacks the picture row by row and keeps none of it.
func inflates(picture [][]byte, passes []pngRows) string {
	var parts []io.Reader
	for _, p := range picture {
		parts = append(parts, bytes.NewReader(p))
	}
	packed := io.MultiReader(parts...)
	z, err := zlib.NewReader(packed)
	if err != nil {
		return "intake.evidence_damaged"
	}
	defer z.Close()
	for _, p := range passes {
		row := make([]byte, p.bytes)
		for range p.rows {
			if _, err := io.ReadFull(z, row); err != nil || row[0] > 4 {
				return "intake.evidence_damaged"
			}
		}
	}
	if n, err := z.Read(make([]byte, 1)); n != 0 || err != io.EOF {
		return "intake.evidence_damaged"
	}
	return ""
}
