package web

import (
	"errors"
	"fmt"
	"io"

	"github.com/gofiber/fiber/v2"

	"daylight/dashboards"
	"daylight/internal/access"
	"daylight/internal/intake"
)

// importedData sums up an import.
type importedData struct {
	Crumbs   []dashboards.Link
	Name     string
	Result   intake.Result
	Returns  string
	Again    string
	Work     string
	Rows     string
	Problems []string
}

func (s *Server) showImported(c *fiber.Ctx, d *entryDesk, u *upload) error {
	data := &importedData{
		Crumbs: d.uploadCrumbs(), Name: u.name, Result: *u.result, Again: d.URL(uploadPath), Work: d.URL("/work"), Rows: d.URL("/rows"), Problems: u.words,
	}
	if u.returns != nil {
		data.Returns = d.URL(uploadPath + "/" + u.token + "/returned")
	}
	p, err := s.board(c, d.Asked, "upload.done", data)
	if err != nil {
		return err
	}
	return s.renderSecret(c, "entry_done", p)
}

// returned answers with the rows that were not taken, in the shape they came.
func (s *Server) returned(c *fiber.Ctx) error {
	_, u, err := s.held(c)
	if err != nil {
		return err
	}
	defer u.mu.Unlock()
	if u.returns == nil {
		return fiber.ErrNotFound
	}
	size, err := u.returns.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	data := make([]byte, size)
	if _, err := u.returns.ReadAt(data, 0); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	err = c.Send(data)
	c.Set(fiber.HeaderContentType, "application/octet-stream")
	c.Set(fiber.HeaderContentDisposition, fmt.Sprintf(`attachment; filename="returned.%s"`, u.ending))
	c.Set(fiber.HeaderCacheControl, "no-store")
	return err
}

// auditImport leaves the line that an import leaves, done or broken off.
func (s *Server) auditImport(c *fiber.Ctx, u *upload, r intake.Result, err error) error {
	result := access.Done
	if err != nil || r.Rejected > 0 {
		result = access.Failed
	}
	details := fmt.Sprintf("appended=%d duplicate=%d rejected=%d", r.New, r.Known, r.Rejected)
	return s.Access.Log(c.UserContext(), s.actor(c), access.ActImport, u.body+"/"+u.name, result, details)
}
