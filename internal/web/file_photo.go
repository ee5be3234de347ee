package web

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/url"
	"path"
	"strings"
	"unicode"

	"github.com/gofiber/fiber/v2"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
)

// photo is 佐证材料 on its way in.
type photo struct {
	name, mime, digest string
	content            []byte
}

// readPhotoForm reads a form with its file, of which no more than maxPhoto ever
// is in memory.
func (s *Server) readPhotoForm(c *fiber.Ctx) (url.Values, *photo, error) {
	leave, err := s.enterBulk(c)
	if err != nil {
		return nil, nil, err
	}
	defer leave()
	var brought *photo
	typed, err := readParts(c, maxPhoto, func(name string, content io.Reader) error {
		data, err := io.ReadAll(content)
		if err != nil || len(data) == 0 {
			return err
		}
		sum := sha256.Sum256(data)
		brought = &photo{name: fileName(name), content: data, digest: hex.EncodeToString(sum[:])}
		return nil
	})
	return typed, brought, err
}

// fileName leaves of a file's name what people may be shown.
func fileName(name string) string {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	name = strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || strings.ContainsRune(`"<>|:*?`, r) {
			return -1
		}
		return r
	}, strings.ToValidUTF8(name, "_")))
	if runes := []rune(name); len(runes) > 100 {
		name = string(runes[len(runes)-100:])
	}
	return cmp.Or(strings.Trim(name, ". "), "file")
}

// lookAt tells what the file is and lets the fact name it.
func (s *Server) lookAt(f *entryForm, p *photo, attrs map[string]string) {
	if p == nil {
		return
	}
	if s.Evidence == nil {
		f.sorry["photo"] = f.T("file.no_evidence_store")
		return
	}
	var err error
	if p.mime, err = checkAttachment(p.name, p.content); err != nil {
		f.sorry["photo"] = i18n.ErrorText(f.d.frame.Lang, err)
		return
	}
	attrs["attachment"], attrs["attachment_name"], attrs["attachment_type"] = p.digest, p.name, p.mime
}

// keepPhoto stores the file before the fact that names it.
func (s *Server) keepPhoto(f *entryForm, p *photo, events []disclosure.Event) error {
	return s.Evidence.KeepAttachment(f.d.ctx, disclosure.Attachment{
		SHA256: p.digest, Body: f.d.Body, Office: events[0].Office, Name: p.name, Type: p.mime, Content: p.content, Actor: f.d.acc.Name, RecordedAt: s.Now(),
	})
}
