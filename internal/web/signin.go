package web

import (
	"errors"

	"github.com/gofiber/fiber/v2"

	"daylight/internal/access"
	"daylight/internal/disclosure"
)

// signInData is what the sign-in page shows.
type signInData struct {
	Name  string // as typed
	Next  string
	Sorry string // why it did not work
}

func (s *Server) signInPage(c *fiber.Ctx) error {
	if _, ok := accountOf(c); ok {
		return c.Redirect("/", fiber.StatusSeeOther)
	}
	return s.showSignIn(c, signInData{Next: safeNext(c.Query("next"))})
}

func (s *Server) showSignIn(c *fiber.Ctx, data signInData) error {
	s.greetVisitor(c)
	p := s.page(c, "signin.title", data)
	if err := s.render(c, "signin", p); err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	return nil
}

func safeNext(next string) string {
	if localPath(next) {
		return next
	}
	return ""
}

func (s *Server) signIn(c *fiber.Ctx) error {
	data := signInData{Name: c.FormValue("name"), Next: safeNext(c.FormValue("next"))}
	who := access.Actor{IP: s.clientIP(c), RequestID: requestIDOf(c)}
	acc, err := s.Access.SignIn(c.UserContext(), who, data.Name, c.FormValue("password"))
	if err != nil {
		return s.refuseSignIn(c, data, err)
	}
	s.giveSession(c, access.NewSession(acc, s.Now()))
	s.dropCookie(c, s.cookieName(c, "form"))
	target := doorOf(acc)
	if data.Next != "" && !acc.MustChange {
		target = data.Next
	}
	return c.Redirect(target, fiber.StatusSeeOther)
}

// refuseSignIn shows the form again with the name kept. A store that is away
// is another matter: its page says so and comes back by itself.
func (s *Server) refuseSignIn(c *fiber.Ctx, data signInData, err error) error {
	var tooMany *access.TooManyError
	f := faultOf(langOf(c), err)
	switch {
	case errors.Is(err, access.ErrSignIn):
		c.Status(fiber.StatusUnauthorized)
	case errors.As(err, &tooMany):
		c.Status(fiber.StatusTooManyRequests)
		setRetryAfter(c, f.Wait)
	case isBusy(err):
		c.Status(fiber.StatusServiceUnavailable)
		setRetryAfter(c, f.Wait)
	default:
		return err
	}
	data.Sorry = f.Words
	return s.showSignIn(c, data)
}

func isBusy(err error) bool {
	var e *disclosure.Error
	return errors.As(err, &e) && e.Code == "access.busy"
}

func (s *Server) signOut(c *fiber.Ctx) error {
	session, ok := sessionOf(c)
	if !ok {
		return toSignIn(c)
	}
	err := s.Access.SignOut(c.UserContext(), s.actor(c), session)
	s.dropCookie(c, s.cookieName(c, "session"))
	if err != nil {
		return err
	}
	return c.Redirect("/signin?done=signed_out", fiber.StatusSeeOther)
}
