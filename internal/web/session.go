package web

import (
	"errors"
	"net/url"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"daylight/internal/access"
)

const (
	accountKey = "account"
	sessionKey = "session"
)

// accountOf returns the account that the request acts for.
func accountOf(c *fiber.Ctx) (access.Account, bool) {
	acc, ok := c.Locals(accountKey).(access.Account)
	return acc, ok
}

func sessionOf(c *fiber.Ctx) (access.Session, bool) {
	session, ok := c.Locals(sessionKey).(access.Session)
	return session, ok
}

// openSession finds out who sends the request, if anybody known.
func (s *Server) openSession(c *fiber.Ctx) error {
	sealed := c.Cookies(s.cookieName(c, "session"))
	if sealed == "" {
		return c.Next()
	}
	session, acc, err := s.Access.Session(c.UserContext(), sealed)
	if errors.Is(err, access.ErrNoSession) {
		s.dropCookie(c, s.cookieName(c, "session"))
		return c.Next()
	}
	if err != nil {
		return err
	}
	c.Locals(accountKey, acc)
	c.Locals(sessionKey, session)
	if now := s.Now(); session.Stale(now) {
		session.Seen = now
		s.giveSession(c, session)
	}
	return c.Next()
}

func (s *Server) giveSession(c *fiber.Ctx, session access.Session) {
	s.setCookie(c, s.cookieName(c, "session"), s.Access.Secret.Seal(session), time.Time{})
}

// needAccount sends strangers to the sign-in page and back afterwards.
func (s *Server) needAccount(c *fiber.Ctx) error {
	if _, ok := accountOf(c); ok {
		return c.Next()
	}
	return toSignIn(c)
}

func toSignIn(c *fiber.Ctx) error {
	target := "/signin"
	if next := c.OriginalURL(); c.Method() == fiber.MethodGet && next != "/" && localPath(next) {
		target += "?" + url.Values{"next": {next}}.Encode()
	}
	return c.Redirect(target, fiber.StatusSeeOther)
}

// needOwnPassword keeps everybody on the account page who still uses a
// password that somebody else knows.
func (s *Server) needOwnPassword(c *fiber.Ctx) error {
	if acc, ok := accountOf(c); ok && acc.MustChange {
		return c.Redirect("/account", fiber.StatusSeeOther)
	}
	return c.Next()
}

// may lets those pass who have one of the permissions.
func (s *Server) may(permissions ...access.Permission) fiber.Handler {
	return func(c *fiber.Ctx) error {
		acc, _ := accountOf(c)
		for _, p := range permissions {
			if acc.Can(p) {
				return c.Next()
			}
		}
		return forbidden("web.forbidden")
	}
}

// localPath reports whether an address stays on this server, so that a link
// to the sign-in page cannot lead elsewhere afterwards.
func localPath(address string) bool {
	if !strings.HasPrefix(address, "/") || strings.HasPrefix(address, "//") || strings.ContainsAny(address, "\\\r\n\t") {
		return false
	}
	u, err := url.Parse(address)
	return err == nil && u.Scheme == "" && u.Host == "" && !strings.HasPrefix(u.Path, "//")
}

// cookieName prefixes the name where browsers then refuse to take the cookie
// from anywhere but this very host over https.
func (s *Server) cookieName(c *fiber.Ctx, name string) string {
	if s.https(c) {
		return "__Host-daylight_" + name
	}
	return "daylight_" + name
}

// setCookie sets a cookie that scripts cannot read and other sites cannot
// send along. The zero time ends it with the browser.
func (s *Server) setCookie(c *fiber.Ctx, name, value string, expires time.Time) {
	c.Cookie(&fiber.Cookie{
		Name: name, Value: value, Path: "/", Expires: expires, SessionOnly: expires.IsZero(),
		HTTPOnly: true, Secure: s.https(c), SameSite: fiber.CookieSameSiteLaxMode,
	})
}

func (s *Server) dropCookie(c *fiber.Ctx, name string) {
	s.setCookie(c, name, "", time.Unix(1, 0))
}
