package web

import (
	"bytes"

	"github.com/gofiber/fiber/v2"

	"daylight/internal/intake"
)

// template answers with an empty table of the body's own duties and names.
func (s *Server) template(c *fiber.Ctx) error {
	d, err := s.openEntry(c)
	if err != nil {
		return err
	}
	var book bytes.Buffer
	if err := intake.WriteTemplate(&book, d.plan, d.acc.Office, d.frame.Lang); err != nil {
		return err
	}
	err = c.Send(book.Bytes())
	c.Set(fiber.HeaderContentType, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
	c.Set(fiber.HeaderContentDisposition, `attachment; filename="daylight-template.xlsx"`)
	return err
}
