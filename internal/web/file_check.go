package web

import (
	"bytes"

	"daylight/internal/disclosure"
)

// checkAttachment tells what 佐证材料 is, by its content and never by its name.
// What is no photo and no paper is refused with words.
var checkAttachment = func(_ string, content []byte) (string, error) {
	for _, kind := range attachmentKinds {
		if bytes.HasPrefix(content, kind.magic) && bytes.Contains(content[max(0, len(content)-kind.within):], kind.end) {
			return kind.mime, nil
		}
	}
	return "", &disclosure.Error{Kind: disclosure.Invalid, Code: "file.not_evidence"}
}

// attachmentKinds tell a file by its first bytes and by what closes it, so that
// half a file is refused too.
var attachmentKinds = []struct {
	mime       string
	magic, end []byte
	within     int // the end stands in so many last bytes
}{
	{"image/jpeg", []byte("\xff\xd8\xff"), []byte("\xff\xd9"), 64 << 10},
	{"image/png", []byte("\x89PNG\r\n\x1a\n"), []byte("IEND\xae\x42\x60\x82"), 64 << 10},
	{"application/pdf", []byte("%PDF-"), []byte("%%EOF"), 2 << 10},
}
