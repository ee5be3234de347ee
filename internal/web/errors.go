package web

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"daylight/internal/access"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
)

// httpError is an error with a status of its own and words for it.
type httpError struct {
	status int
	code   string
	args   []any
}

func (e *httpError) Error() string { return fmt.Sprintf("%d %s", e.status, e.code) }

// fault is what a person or a program is told of an error. Causes stay here.
type fault struct {
	Status int
	Code   string
	Words  string
	Wait   time.Duration // until trying again makes sense
}

const retrySeconds = 5

// isMissing reports whether what was asked for does not exist.
func isMissing(err error) bool { return errors.Is(err, disclosure.ErrNotFound) }

// faultOf decides what is said of an error.
func faultOf(lang i18n.Lang, err error) fault {
	var (
		own     *httpError
		domain  *disclosure.Error
		tooMany *access.TooManyError
		fe      *fiber.Error
	)
	switch {
	case errors.As(err, &own):
		return worded(lang, own.status, own.code, own.args...)
	case errors.As(err, &tooMany):
		f := worded(lang, fiber.StatusTooManyRequests, "access.too_many", waitWords(lang, tooMany.Wait))
		f.Wait = tooMany.Wait
		return f
	case errors.As(err, &domain):
		return domainFault(lang, domain)
	case errors.Is(err, disclosure.ErrNotFound):
		return worded(lang, fiber.StatusNotFound, "error.not_found")
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		f := worded(lang, fiber.StatusServiceUnavailable, "error.too_slow")
		f.Wait = retrySeconds * time.Second
		return f
	case errors.Is(err, errBodyTooLarge):
		return worded(lang, fiber.StatusRequestEntityTooLarge, "error.status.413")
	case errors.As(err, &fe):
		return statusFault(lang, fe.Code)
	}
	return worded(lang, fiber.StatusInternalServerError, "error.internal")
}

func domainFault(lang i18n.Lang, e *disclosure.Error) fault {
	status, general := fiber.StatusInternalServerError, "error.internal"
	switch e.Kind {
	case disclosure.Invalid:
		status, general = fiber.StatusBadRequest, "error.status.400"
	case disclosure.Missed:
		status, general = fiber.StatusNotFound, "error.not_found"
	case disclosure.Forbidden:
		status, general = fiber.StatusForbidden, "web.forbidden"
	case disclosure.Clashes:
		status, general = fiber.StatusConflict, "error.status.409"
	case disclosure.Unavailable:
		status, general = fiber.StatusServiceUnavailable, "error.store_unavailable"
	}
	f := worded(lang, status, general)
	if i18n.Has(lang, e.Code) {
		f = worded(lang, status, e.Code, e.Args...)
	}
	if e.Kind == disclosure.Unavailable {
		f.Wait = cmp.Or(e.Wait, retrySeconds*time.Second)
	}
	return f
}

func statusFault(lang i18n.Lang, status int) fault {
	code := "error.status." + strconv.Itoa(status)
	switch {
	case status == fiber.StatusNotFound:
		code = "error.not_found"
	case status >= 500:
		status, code = fiber.StatusInternalServerError, "error.internal"
	case !i18n.Has(lang, code):
		code = "error.status.400"
	}
	return worded(lang, status, code)
}

func worded(lang i18n.Lang, status int, code string, args ...any) fault {
	return fault{Status: status, Code: code, Words: i18n.T(lang, code, args...)}
}

func setRetryAfter(c *fiber.Ctx, wait time.Duration) {
	if wait > 0 {
		c.Set(fiber.HeaderRetryAfter, strconv.Itoa(int(math.Ceil(wait.Seconds()))))
	}
}

// waitWords says a wait as people say it, rounded up.
func waitWords(lang i18n.Lang, wait time.Duration) string {
	if wait <= time.Minute {
		return i18n.T(lang, "wait.seconds", int(math.Ceil(wait.Seconds())))
	}
	return i18n.T(lang, "wait.minutes", int(math.Ceil(wait.Minutes())))
}

// fail is where every error stops: it is logged once, audited when somebody
// was refused, and told in words.
func (s *Server) fail(c *fiber.Ctx, err error) error {
	f := faultOf(langOf(c), err)
	s.setRawHeaders(c.Context())
	s.logFault(c, f, err)
	s.auditRefusal(c, err)
	c.Status(f.Status)
	setRetryAfter(c, f.Wait)
	if strings.HasPrefix(c.Path(), "/api/") {
		return s.problem(c, f)
	}
	return s.errorPage(c, f)
}

func (s *Server) logFault(c *fiber.Ctx, f fault, err error) {
	log := s.Log.Info
	if f.Status >= fiber.StatusInternalServerError && !errors.Is(err, context.Canceled) { // the client hung up
		log = s.Log.Error
	}
	log("request failed", "status", f.Status, "method", c.Method(), "path", c.Path(), "request", requestIDOf(c), "error", err)
}

func (s *Server) auditRefusal(c *fiber.Ctx, err error) {
	var domain *disclosure.Error
	if !errors.As(err, &domain) || domain.Kind != disclosure.Forbidden {
		return
	}
	act := access.ActOpen
	if c.Method() != fiber.MethodGet && c.Method() != fiber.MethodHead {
		act = access.ActSubmit
	}
	s.Access.Refuse(s.actor(c), act, c.OriginalURL(), domain.Code)
}

// errorData is what the error page shows.
type errorData struct {
	Words           string
	RefreshSeconds  int
	Back, BackLabel string
}

func (s *Server) errorPage(c *fiber.Ctx, f fault) error {
	p := s.page(c, "error.title."+strconv.Itoa(f.Status), nil)
	if !i18n.Has(p.Lang, "error.title."+strconv.Itoa(f.Status)) {
		p.Title = p.T("error.title.400")
	}
	data := errorData{Words: f.Words, Back: "/", BackLabel: p.T("error.back")}
	if f.Status == fiber.StatusServiceUnavailable && c.Method() == fiber.MethodGet {
		data.RefreshSeconds = int(math.Ceil(f.Wait.Seconds()))
	}
	if f.Status >= fiber.StatusInternalServerError {
		p.RequestID = requestIDOf(c)
	}
	p.Data = data
	if err := s.render(c, "error", p); err != nil {
		s.Log.Error("render error page", "error", err)
		return c.SendString(f.Words + "\n")
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	return nil
}

// problem answers a program, after RFC 9457.
func (s *Server) problem(c *fiber.Ctx, f fault) error {
	if f.Status == fiber.StatusUnauthorized {
		c.Set(fiber.HeaderWWWAuthenticate, `Bearer realm="daylight"`)
	}
	err := c.JSON(fiber.Map{
		"type": "about:blank", "title": i18n.T(langOf(c), "error.title."+strconv.Itoa(f.Status)),
		"status": f.Status, "detail": f.Words, "code": f.Code, "request_id": requestIDOf(c),
	})
	c.Set(fiber.HeaderContentType, "application/problem+json")
	return err
}

func (s *Server) logPanic(c *fiber.Ctx, reason any) {
	s.Log.Error("panic", "reason", fmt.Sprint(reason), "request", requestIDOf(c), "stack", string(debug.Stack()))
}
