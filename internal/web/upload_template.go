package web

import (
	"bytes"
	"io"

	"github.com/gofiber/fiber/v2"

	"daylight/internal/disclosure"
)

// writeTemplate writes the table that people fill in; nil: there is none.
var writeTemplate func(w io.Writer, plan *disclosure.Plan, office string) error

// template answers with an empty table of the body's own duties and names.
func (s *Server) template(c *fiber.Ctx) error {
	if writeTemplate == nil {
		return fiber.ErrNotFound
	}
	d, err := s.openEntry(c)
	if err != nil {
		return err
	}
	var book bytes.Buffer
	if err := writeTemplate(&book, d.plan, d.acc.Office); err != nil {
		return err
	}
	err = c.Send(book.Bytes())
	c.Set(fiber.HeaderContentType, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="daylight-template.xlsx"`)
	return err
}
