package web

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"time"

	"github.com/gofiber/fiber/v2"

	"daylight/internal/access"
)

const csrfField = "csrf"

// checkForm refuses forms that this server did not hand to this browser.
// Reading needs no token.
func (s *Server) checkForm(c *fiber.Ctx) error {
	switch c.Method() {
	case fiber.MethodGet, fiber.MethodHead, fiber.MethodOptions, fiber.MethodTrace:
		return c.Next()
	}
	if _, ok := accountOf(c); !ok && c.Path() != "/signin" {
		return toSignIn(c)
	}
	token, err := s.formToken(c)
	if err != nil {
		return err
	}
	if !sameSite(c) || !s.csrfFits(c, token) {
		s.Access.Refuse(s.actor(c), access.ActSubmit, c.Path(), "csrf")
		return &httpError{status: fiber.StatusForbidden, code: "web.form_expired"}
	}
	return c.Next()
}

// sameSite believes the browser when it says that a form came from elsewhere.
func sameSite(c *fiber.Ctx) bool {
	if site := c.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" && site != "none" {
		return false
	}
	origin := c.Get(fiber.HeaderOrigin)
	if origin == "" || origin == "null" {
		return true // the token decides
	}
	u, err := url.Parse(origin)
	return err == nil && u.Host == string(c.Request().Host())
}

// csrfToken returns the token of the forms on a page: the seal of the session,
// or of a cookie for visitors, under a fresh mask, since answers are
// compressed and a constant secret in them could be guessed by their length.
func (s *Server) csrfToken(c *fiber.Ctx) string {
	owner := s.formOwner(c)
	if owner == "" {
		return ""
	}
	sum := []byte(s.Access.Secret.Sign("form", owner))
	mask := make([]byte, len(sum))
	rand.Read(mask) // never fails
	masked := make([]byte, len(sum))
	subtle.XORBytes(masked, sum, mask)
	return base64.RawURLEncoding.EncodeToString(append(mask, masked...))
}

func (s *Server) csrfFits(c *fiber.Ctx, token string) bool {
	data, err := base64.RawURLEncoding.DecodeString(token)
	owner := s.formOwner(c)
	if err != nil || owner == "" || len(data) == 0 || len(data)%2 != 0 {
		return false
	}
	half := len(data) / 2
	sum := make([]byte, half)
	subtle.XORBytes(sum, data[:half], data[half:])
	return s.Access.Secret.Signed("form", owner, string(sum))
}

// formOwner names whom a form was handed to.
func (s *Server) formOwner(c *fiber.Ctx) string {
	if session, ok := sessionOf(c); ok {
		return "session " + session.ID
	}
	if visitor := s.visitor(c); visitor != "" {
		return "visitor " + visitor
	}
	return ""
}

const visitorKey = "visitor"

func (s *Server) visitor(c *fiber.Ctx) string {
	if id, ok := c.Locals(visitorKey).(string); ok {
		return id
	}
	return c.Cookies(s.cookieName(c, "form"))
}

// greetVisitor marks a browser that gets a form before anybody signed in.
func (s *Server) greetVisitor(c *fiber.Ctx) {
	if s.visitor(c) != "" {
		return
	}
	id := make([]byte, 16)
	rand.Read(id) // never fails
	c.Locals(visitorKey, hex.EncodeToString(id))
	s.setCookie(c, s.cookieName(c, "form"), hex.EncodeToString(id), time.Time{})
}
