package evidence

import (
	"bytes"
	"image/jpeg"
)

// mostDecoded is how much memory decoding a picture may take. Larger ones are
// only followed marker by marker.
const mostDecoded = 64 << 20

// checkJPEG follows the markers from SOI to EOI. Zeros may follow, as cameras
// pad to blocks; anything else is another file behind the picture.
func checkJPEG(content []byte) string {
	end, progressive, ok := jpegEnd(content)
	if !ok {
		return "intake.evidence_damaged"
	}
	if len(bytes.Trim(content[end:], "\x00")) > 0 {
		return "intake.evidence_trailing"
	}
	config, err := jpeg.DecodeConfig(bytes.NewReader(content))
	if err != nil {
		return "intake.evidence_damaged"
	}
	if !bounded(config.Width, config.Height) {
		return "intake.evidence_dimensions"
	}
	needs := config.Width * config.Height * 4
	if progressive {
		needs *= 4
	}
	if needs <= mostDecoded {
		if _, err := jpeg.Decode(bytes.NewReader(content[:end])); err != nil {
			return "intake.evidence_damaged"
		}
	}
	return ""
}

// jpegEnd returns where the picture ends. Segments must follow each other
// without a gap, with a frame before the first scan.
func jpegEnd(b []byte) (end int, progressive, ok bool) {
	frame, scan := false, false
	for i := 2; i+1 < len(b); {
		if b[i] != 0xff {
			return 0, false, false
		}
		marker := b[i+1]
		switch {
		case marker == 0xff:
			i++ // fill byte
			continue
		case marker == 0xd9:
			return i + 2, progressive, frame && scan
		case marker < 0xc0 || marker == 0xd8 || marker >= 0xd0 && marker <= 0xd7:
			return 0, false, false
		}
		if i+4 > len(b) {
			return 0, false, false
		}
		size := int(b[i+2])<<8 | int(b[i+3])
		if size < 2 || i+2+size > len(b) {
			return 0, false, false
		}
		i += 2 + size
		switch {
		case marker >= 0xc0 && marker <= 0xc2:
			if frame {
				return 0, false, false
			}
			frame, progressive = true, marker == 0xc2
		case marker == 0xda:
			scan = true
			i = scanEnd(b, i)
		}
	}
	return 0, false, false
}

// scanEnd skips compressed data: up to a marker that is neither a stuffed byte
// nor a restart.
func scanEnd(b []byte, i int) int {
	for ; i+1 < len(b); i++ {
		if b[i] == 0xff && b[i+1] != 0 && b[i+1] != 0xff && (b[i+1] < 0xd0 || b[i+1] > 0xd7) {
			return i
		}
	}
	return len(b)
}
