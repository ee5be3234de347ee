// Package evidence checks attachments (佐证材料) before they are kept: what they
// are, by their content, and that they are nothing beside it. See README.md.
package evidence

import (
	"archive/zip"
	"bytes"

	"daylight/internal/disclosure"
)

// MaxBytes is how large an attachment may be.
const MaxBytes = 10 << 20

// The types that are taken.
const (
	JPEG = "image/jpeg"
	PNG  = "image/png"
	PDF  = "application/pdf"
)

// Bounds of a picture. A telephone takes about 12 million points.
const (
	mostSide   = 16_384
	mostPoints = 64 << 20
)

// Check tells by content what an attachment is and whether it is sound. The
// problem is a disclosure.Error in words; the name is only repeated in it.
func Check(name string, content []byte) (Type string, problem error) {
	name = plain(name)
	switch {
	case len(content) == 0:
		return "", refuse("intake.evidence_empty", name)
	case len(content) > MaxBytes:
		return "", refuse("intake.evidence_large", name, MaxBytes>>20)
	}
	var code string
	switch {
	case bytes.HasPrefix(content, []byte(pngHead)):
		Type, code = PNG, checkPNG(content)
	case bytes.HasPrefix(content, []byte("\xff\xd8\xff")):
		Type, code = JPEG, checkJPEG(content)
	case bytes.HasPrefix(content, []byte("%PDF-")):
		Type, code = PDF, checkPDF(content)
	default:
		return "", refuse("intake.evidence_type", name)
	}
	if code == "" {
		code = foreign(content, Type)
	}
	if code != "" {
		return "", refuse(code, name)
	}
	return Type, nil
}

func refuse(code string, args ...any) error {
	return &disclosure.Error{Kind: disclosure.Invalid, Code: code, Args: args}
}

// foreigners are beginnings of other formats that a file can be at the same
// time. Each is long enough not to turn up in compressed data by chance.
var foreigners = []string{"<script", "<!doctype", "<iframe", "<html>", "<html ", "<svg ", "<?php ", "<body>", "<body ", "__halt_compiler", "rar!\x1a\x07", "7z\xbc\xaf\x27\x1c"}

// foreign reports by code a file that is also an archive, a page or a program.
func foreign(content []byte, Type string) string {
	if r, err := zip.NewReader(bytes.NewReader(content), int64(len(content))); err == nil && len(r.File) > 0 {
		return "intake.evidence_polyglot"
	}
	if at := bytes.LastIndex(content, []byte("PK\x05\x06")); at >= 0 && endsArchive(content[at:]) {
		return "intake.evidence_polyglot"
	}
	folded := lower(content)
	for _, mark := range foreigners {
		if bytes.Contains(folded, []byte(mark)) {
			return "intake.evidence_polyglot"
		}
	}
	if Type != PDF && bytes.Contains(content, []byte("%PDF-")) {
		return "intake.evidence_polyglot"
	}
	return ""
}

// endsArchive reports whether a record that ends a ZIP archive is plausible:
// few parts, all of them on one disk.
func endsArchive(end []byte) bool {
	return len(end) >= 22 && bytes.Equal(end[4:8], []byte{0, 0, 0, 0}) && bytes.Equal(end[8:10], end[10:12])
}

// lower folds the letters of ASCII only, byte by byte.
func lower(b []byte) []byte {
	out := make([]byte, len(b))
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		out[i] = c
	}
	return out
}
