package files

import (
	"archive/zip"
	"fmt"
	"io"
	"strings"
	"time"

	"daylight/internal/briefing"
)

// Zip packs the files with their SHA-256 beside them, in the form that sha256sum
// reads. The same files give the same bytes.
func Zip(w io.Writer, list []File) error {
	z := zip.NewWriter(w)
	var sums strings.Builder
	for _, f := range list {
		fmt.Fprintf(&sums, "%s  %s\n", f.SHA256, f.Name)
		if err := pack(z, f.Name, f.Content); err != nil {
			return err
		}
	}
	if err := pack(z, "SHA256SUMS", []byte(sums.String())); err != nil {
		return err
	}
	return z.Close()
}

func pack(z *zip.Writer, name string, content []byte) error {
	f, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		return fmt.Errorf("pack %s: %w", name, err)
	}
	if _, err := f.Write(content); err != nil {
		return fmt.Errorf("pack %s: %w", name, err)
	}
	return nil
}

// namesOf names the sheets' files by their offices; those that would be called
// the same have their office's code too.
func namesOf(sheets []briefing.Sheet) []string {
	count := map[string]int{}
	names := make([]string, len(sheets))
	for n, s := range sheets {
		names[n] = safe(s.Office.Name)
		count[strings.ToLower(names[n])]++
	}
	for n, s := range sheets {
		if names[n] == "" || count[strings.ToLower(names[n])] > 1 {
			names[n] = strings.TrimLeft(names[n]+"-"+safe(s.Office.Code), "-")
		}
	}
	return names
}

// safe leaves out what file systems do not take.
func safe(name string) string {
	name = strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0x7f || strings.ContainsRune(`/\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, name)
	return strings.Trim(name, " .")
}
