package web

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"daylight/internal/access"
	"daylight/internal/disclosure"
)

var digestForm = regexp.MustCompile(`^[0-9a-f]{64}$`)

// filePolicy lets a file that is opened by itself do nothing at all; the style is
// the one that browsers put around a picture.
const filePolicy = "default-src 'none'; sandbox; style-src 'unsafe-inline'; frame-ancestors 'none'"

// file answers with 佐证材料. Who may not see the office whose fact names it is
// told that there is none.
func (s *Server) file(c *fiber.Ctx) error {
	digest := pathParam(c, "sha256")
	if !digestForm.MatchString(digest) || s.Evidence == nil {
		return fiber.ErrNotFound
	}
	acc, _ := accountOf(c)
	a := &Asked{frame: url.Values{}}
	if err := s.askBody(c.UserContext(), a, acc, func(name string) string { return c.Query(name) }); err != nil {
		return err
	}
	seen, err := s.seesFile(c, acc, a.Body, digest)
	if err != nil {
		return err
	}
	if !seen {
		return fiber.ErrNotFound
	}
	kept, err := s.Evidence.Attachment(c.UserContext(), a.Body, digest)
	if err != nil {
		return err
	}
	return sendFile(c, kept)
}

// seesFile goes by the facts that name the file, since one file may prove facts
// of several offices.
func (s *Server) seesFile(c *fiber.Ctx, acc access.Account, body, digest string) (bool, error) {
	if acc.Can(access.SeeAll) {
		return true, nil
	}
	now, err := s.Reader.Moment(c.UserContext())
	if err != nil {
		return false, err
	}
	facts, err := s.Reader.Facts(c.UserContext(), disclosure.Question{Body: body, Office: acc.Office, AsOf: now}, disclosure.SpotChecked)
	return slices.ContainsFunc(facts, func(e disclosure.Event) bool {
		return acc.SeesOffice(body, e.Office) && e.Attrs["attachment"] == digest
	}), err
}

func sendFile(c *fiber.Ctx, a disclosure.Attachment) error {
	mime, way := "application/octet-stream", "attachment"
	switch a.Type {
	case "image/jpeg", "image/png":
		mime, way = a.Type, "inline"
	case "application/pdf":
		mime = a.Type
	}
	err := c.Send(a.Content)
	c.Set(fiber.HeaderContentType, mime)
	c.Set(fiber.HeaderXContentTypeOptions, "nosniff")
	c.Set(fiber.HeaderContentSecurityPolicy, filePolicy)
	c.Set(fiber.HeaderContentDisposition, way+"; filename*=UTF-8''"+strings.ReplaceAll(url.QueryEscape(fileName(a.Name)), "+", "%20"))
	c.Set(fiber.HeaderCacheControl, "private, no-cache")
	c.Vary(fiber.HeaderCookie)
	return err
}
