package web

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"path"
	"strings"
	"sync"

	"github.com/gofiber/fiber/v2"
)

// static serves the embedded files. An address that carries the file's hash
// may be kept for ever; any other is asked again and answered with 304.
type static struct {
	files map[string]*staticFile
}

type staticFile struct {
	data   []byte
	hash   string
	kind   string
	zipped func() []byte
}

func newStatic(files fs.FS) (*static, error) {
	s := &static{files: map[string]*staticFile{}}
	err := fs.WalkDir(files, "static", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(path.Base(name), ".") {
			return err
		}
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(data)
		s.files[strings.TrimPrefix(name, "static/")] = &staticFile{
			data: data, hash: hex.EncodeToString(sum[:6]), kind: kindOf(name),
			zipped: sync.OnceValue(func() []byte { return zip(data) }),
		}
		return nil
	})
	if err != nil {
		return nil, fmt.Errorf("read static files: %w", err)
	}
	return s, nil
}

func kindOf(name string) string {
	switch path.Ext(name) {
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".svg":
		return "image/svg+xml"
	case ".ico":
		return "image/x-icon"
	}
	if kind := mime.TypeByExtension(path.Ext(name)); kind != "" {
		return kind
	}
	return fiber.MIMEOctetStream
}

// zip compresses a file once, or returns nil when that is not worth it.
func zip(data []byte) []byte {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	_, err := w.Write(data)
	if err != nil || w.Close() != nil || b.Len() > len(data)*9/10 {
		return nil
	}
	return bytes.Clone(b.Bytes())
}

// address returns where a file is found, with its hash when there is one.
func (s *static) address(name string) string {
	if f, ok := s.files[name]; ok {
		return "/static/" + name + "?v=" + f.hash
	}
	return "/static/" + name
}

func (s *static) serve(c *fiber.Ctx) error {
	f, ok := s.files[c.Params("*")]
	if !ok {
		return fiber.ErrNotFound
	}
	if c.Query("v") == f.hash {
		c.Set(fiber.HeaderCacheControl, "public, max-age=31536000, immutable")
	} else {
		c.Set(fiber.HeaderCacheControl, "public, no-cache")
	}
	c.Set(fiber.HeaderETag, `"`+f.hash+`"`)
	c.Vary(fiber.HeaderAcceptEncoding)
	if strings.Contains(c.Get(fiber.HeaderIfNoneMatch), f.hash) {
		return c.SendStatus(fiber.StatusNotModified)
	}
	c.Set(fiber.HeaderContentType, f.kind)
	if c.AcceptsEncodings("gzip") == "gzip" {
		if zipped := f.zipped(); zipped != nil {
			c.Set(fiber.HeaderContentEncoding, "gzip")
			return c.Send(zipped)
		}
	}
	return c.Send(f.data)
}
