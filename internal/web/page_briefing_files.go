package web

import (
	"bytes"
	"cmp"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"daylight/internal/briefing"
	"daylight/internal/briefing/chart"
	"daylight/internal/briefing/files"
)

// paperPolicy lets an issued page show its own styles and pictures and do nothing.
const paperPolicy = "default-src 'none'; sandbox; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'"

// briefingFile answers with an issued file, byte for byte as it was issued. Who may
// not have it is told that there is none.
func (s *Server) briefingFile(c *fiber.Ctx) error {
	d, r, err := s.openBriefing(c)
	if err != nil {
		return err
	}
	name, err := url.PathUnescape(c.Params("*"))
	if err != nil {
		return fiber.ErrNotFound
	}
	n := slices.IndexFunc(r.Files, func(f briefing.File) bool { return f.Name == name })
	if n < 0 || r.State != briefing.Issued || !seesIssuedFile(d.acc, d.Body, r.Files[n]) {
		return fiber.ErrNotFound
	}
	content, err := s.Briefings.FileContent(d.ctx, d.Body, r.ID, name)
	if err != nil {
		return err
	}
	way := "attachment"
	if path.Ext(name) == ".html" {
		way = "inline"
	}
	return sendIssued(c, content, r.Files[n].Type, way, fileTitle(r, name))
}

// fileTitle is the name under which a file is saved: that of an issue's main file
// tells the issue.
func fileTitle(r briefing.Record, name string) string {
	return r.Number.String() + " " + path.Base(name)
}

func sendIssued(c *fiber.Ctx, content []byte, kind, way, name string) error {
	err := c.Send(content)
	c.Set(fiber.HeaderContentType, kind)
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	c.Set(fiber.HeaderContentSecurityPolicy, paperPolicy)
	c.Set(fiber.HeaderContentDisposition, way+"; filename*=UTF-8''"+strings.ReplaceAll(url.QueryEscape(name), "+", "%20"))
	c.Set(fiber.HeaderCacheControl, "private, no-cache")
	c.Vary(fiber.HeaderCookie)
	return err
}

// briefingZip answers with all files that the reader may have, as one.
func (s *Server) briefingZip(c *fiber.Ctx) error {
	d, r, err := s.openBriefing(c)
	if err != nil {
		return err
	}
	if r.State != briefing.Issued {
		return fiber.ErrNotFound
	}
	var list []files.File
	for _, f := range r.Files {
		if !seesIssuedFile(d.acc, d.Body, f) {
			continue
		}
		content, err := s.Briefings.FileContent(d.ctx, d.Body, r.ID, f.Name)
		if err != nil {
			return err
		}
		list = append(list, files.File{File: f, Content: content})
	}
	var out bytes.Buffer
	if err := files.Zip(&out, list); err != nil {
		return fmt.Errorf("write archive: %w", err)
	}
	return sendIssued(c, out.Bytes(), "application/zip", "attachment", r.Number.String()+".zip")
}

func sizeWords(n int) string {
	if n < 1<<20 {
		return fmt.Sprintf("%d KB", (n+1023)/1024)
	}
	return fmt.Sprintf("%d.%d MB", n>>20, n%(1<<20)*10>>20)
}

// briefingChart draws one picture of a chart of the briefing.
func (s *Server) briefingChart(c *fiber.Ctx) error {
	d, r, err := s.openBriefing(c)
	if err != nil {
		return err
	}
	value, err := s.value(d.ctx, r)
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(c.Params("n"))
	if err != nil {
		return fiber.ErrNotFound
	}
	for _, section := range value.Sections {
		for _, part := range section.Parts {
			if part.Chart == nil || part.Chart.Code != pathParam(c, "chart") {
				continue
			}
			pictures, err := chart.Draw(part.Chart)
			if err != nil || n < 0 || n >= len(pictures) {
				return cmp.Or(err, error(fiber.ErrNotFound))
			}
			c.Set(fiber.HeaderCacheControl, "private, no-cache")
			return c.Type("png").Send(pictures[n].PNG)
		}
	}
	return fiber.ErrNotFound
}
