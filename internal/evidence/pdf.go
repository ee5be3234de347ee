package evidence

import (
	"bytes"
	"compress/zlib"
	"io"
	"regexp"
	"strconv"
)

var (
	pdfHead   = regexp.MustCompile(`^%PDF-[12]\.\d[ \t]*[\r\n]`)
	pdfTail   = regexp.MustCompile(`startxref\s+(\d{1,10})\s+%%EOF\s*$`)
	pdfObject = regexp.MustCompile(`^\s*\d{1,10}\s+\d{1,5}\s+obj\b`)
	pdfXFA    = regexp.MustCompile(`/XFA[\s\[\d<(/]`)
	// A place to open at is no action.
	pdfPlace = regexp.MustCompile(`/OpenAction\s*\[\s*\d+\s+\d+\s+R\s*/(?:XYZ|Fit[BHVR]{0,2})(?:\s+(?:null|-?[\d.]+))*\s*\]`)
	pdfHexed = regexp.MustCompile(`#[0-9A-Fa-f]{2}`)
)

// pdfActive are the names under which a PDF does something by itself or
// carries another file.
var pdfActive = []string{
	"/JavaScript", "/Launch", "/EmbeddedFile", "/OpenAction", "/Rendition", "/RichMedia", "/SubmitForm", "/ImportData", "/GoToE",
}

// checkPDF looks at the frame of a PDF and for anything active in it, in plain
// sight, behind escaped names and in packed objects. What cannot be looked into
// is refused.
func checkPDF(content []byte) string {
	m := pdfTail.FindSubmatch(content[max(0, len(content)-2048):])
	if !pdfHead.Match(content) || m == nil {
		return "intake.evidence_damaged"
	}
	at, err := strconv.Atoi(string(m[1]))
	if err != nil || at >= len(content) || !bytes.HasPrefix(bytes.TrimLeft(content[at:min(len(content), at+64)], " \r\n"), []byte("xref")) && !pdfObject.Match(content[at:min(len(content), at+64)]) {
		return "intake.evidence_damaged"
	}
	names := unescaped(content)
	switch {
	case !bytes.Contains(names, []byte("/Root")):
		return "intake.evidence_damaged"
	case bytes.Contains(names, []byte("/Encrypt")):
		return "intake.evidence_locked"
	case active(names):
		return "intake.evidence_active"
	}
	return packedObjects(content)
}

// unescaped resolves #4A in names.
func unescaped(b []byte) []byte {
	if !bytes.ContainsRune(b, '#') {
		return b
	}
	return pdfHexed.ReplaceAllFunc(b, func(h []byte) []byte {
		n, err := strconv.ParseUint(string(h[1:]), 16, 8)
		if err != nil {
			return h
		}
		return []byte{byte(n)}
	})
}

func active(names []byte) bool {
	if bytes.Contains(names, []byte("/OpenAction")) {
		names = pdfPlace.ReplaceAll(names, nil)
	}
	for _, name := range pdfActive {
		if bytes.Contains(names, []byte(name)) {
			return true
		}
	}
	return pdfXFA.Match(names)
}

// mostUnpacked is how much all streams together may unfold to.
const mostUnpacked = 256 << 20

// packedObjects looks into every stream that can be unpacked, whatever its
// dictionary says it is. A stream of objects that cannot be is refused.
func packedObjects(content []byte) string {
	left := int64(mostUnpacked)
	for rest := content; ; {
		i := bytes.Index(rest, []byte("stream"))
		if i < 0 {
			return ""
		}
		head, body := rest[max(0, i-4096):i], rest[i+len("stream"):]
		rest = body
		if bytes.HasSuffix(head, []byte("end")) {
			continue
		}
		if j := bytes.LastIndex(head, []byte("obj")); j >= 0 {
			head = head[j:]
		}
		objects := holdsObjects(unescaped(head))
		if objects && hidden(unescaped(head)) {
			return "intake.evidence_opaque"
		}
		body = bytes.TrimPrefix(bytes.TrimPrefix(bytes.TrimLeft(body, " "), []byte("\r")), []byte("\n"))
		switch found, sound := unpack(body, &left); {
		case left < 0:
			return "intake.evidence_opaque"
		case found:
			return "intake.evidence_active"
		case objects && !sound && bytes.Contains(unescaped(head), []byte("/Filter")):
			return "intake.evidence_damaged"
		}
	}
}

// holdsObjects does not trust the declared type alone: readers do without it.
func holdsObjects(dict []byte) bool {
	return bytes.Contains(dict, []byte("/ObjStm")) || bytes.Contains(dict, []byte("/First")) && bytes.Contains(dict, []byte("/N"))
}

var pdfFlateOnly = regexp.MustCompile(`/Filter\s*(?:/FlateDecode|\[\s*/FlateDecode\s*\])`)

// hidden reports whether a stream is packed in a way that is not looked into.
func hidden(dict []byte) bool {
	if !bytes.Contains(dict, []byte("/Filter")) {
		return false // in plain sight, and seen
	}
	return !pdfFlateOnly.Match(dict) || bytes.Contains(dict, []byte("/DecodeParms"))
}

// unpack goes through a packed stream piece by piece, each with the end of the
// one before, and keeps none of it.
func unpack(body []byte, left *int64) (found, sound bool) {
	z, err := zlib.NewReader(bytes.NewReader(body))
	if err != nil {
		return false, false
	}
	defer z.Close()
	const overlap = 128
	piece := make([]byte, overlap+64<<10)
	kept := 0
	for {
		n, err := io.ReadFull(z, piece[kept:])
		if *left -= int64(n); *left < 0 {
			return false, true
		}
		if active(unescaped(piece[:kept+n])) {
			return true, true
		}
		if err != nil {
			return false, err == io.EOF || err == io.ErrUnexpectedEOF && n > 0
		}
		kept = copy(piece, piece[kept+n-overlap:kept+n])
	}
}
