package intake

import (
	"bytes"
	"encoding/binary"
	"io"
	"strings"
)

// magics are the first bytes of what people hand in by mistake.
var magics = []struct{ bytes, code string }{
	{"%PDF-", "intake.file_pdf"},
	{"\x89PNG", "intake.file_image"}, {"\xff\xd8\xff", "intake.file_image"}, {"GIF8", "intake.file_image"},
	{"II*\x00", "intake.file_image"}, {"MM\x00*", "intake.file_image"},
	{"Rar!", "intake.file_archive"}, {"7z\xbc\xaf", "intake.file_archive"}, {"\x1f\x8b", "intake.file_archive"},
	{"{\\rtf", "intake.file_word"}, {"PK\x05\x06", "intake.file_archive"},
	{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "intake.file_xls"},
}

// sniff tells by content what a file is. The code is set when it is something
// that cannot be read.
func sniff(r io.ReaderAt, head []byte) (Format, string) {
	for _, m := range magics {
		if bytes.HasPrefix(head, []byte(m.bytes)) {
			if m.code == "intake.file_xls" {
				return 0, compoundCode(r, head)
			}
			return 0, m.code
		}
	}
	if bytes.HasPrefix(head, []byte("PK\x03\x04")) {
		return XLSX, ""
	}
	return sniffText(head)
}

func sniffText(head []byte) (Format, string) {
	wide := bytes.HasPrefix(head, []byte("\xff\xfe")) || bytes.HasPrefix(head, []byte("\xfe\xff"))
	if !wide && bytes.Count(head, []byte{0})*4 > len(head) {
		return 0, "intake.file_binary"
	}
	text := head
	if wide {
		text = bytes.ReplaceAll(head[2:], []byte{0}, nil) // enough to see ASCII
	}
	text = bytes.TrimSpace(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf")))
	start := strings.ToLower(string(text[:min(len(text), 2048)]))
	switch {
	case start == "":
		return 0, "intake.file_empty"
	case strings.HasPrefix(start, "<!doctype html"), strings.HasPrefix(start, "<html"),
		strings.HasPrefix(start, "<table"), strings.HasPrefix(start, "<head"), strings.HasPrefix(start, "<meta"):
		return 0, "intake.file_html"
	case strings.HasPrefix(start, "<?xml") && strings.Contains(start, "<html"):
		return 0, "intake.file_html"
	case strings.HasPrefix(start, "<?xml"):
		return 0, "intake.file_xml"
	case start[0] == '{':
		return NDJSON, ""
	case strings.HasPrefix(strings.TrimLeft(start[1:], " \t\r\n"), "{") && start[0] == '[':
		return 0, "intake.file_json_array"
	}
	return CSV, ""
}

// compoundCode tells what an OLE compound file holds: an old .xls, a .doc, or a
// workbook locked with a password.
func compoundCode(r io.ReaderAt, head []byte) string {
	if len(head) < 52 {
		return "intake.file_xls"
	}
	shift := binary.LittleEndian.Uint16(head[30:])
	first := int64(binary.LittleEndian.Uint32(head[48:]))
	if shift < 7 || shift > 16 {
		return "intake.file_xls"
	}
	directory := make([]byte, 4096)
	n, _ := r.ReadAt(directory, (first+1)<<shift)
	names := string(bytes.ReplaceAll(directory[:n], []byte{0}, nil))
	switch {
	case strings.Contains(names, "EncryptedPackage"):
		return "intake.file_locked"
	case strings.Contains(names, "WordDocument"):
		return "intake.file_word"
	}
	return "intake.file_xls"
}
