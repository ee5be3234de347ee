package web

import (
	"context"
	"net"
	"net/netip"
	"regexp"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/google/uuid"

	"daylight/internal/access"
)

// clientIP returns the address a request comes from. Behind trusted proxies
// that is the last address in X-Forwarded-For that is not a proxy itself;
// what stands before it anybody could have written.
func (s *Server) clientIP(c *fiber.Ctx) string {
	addr, ok := netip.AddrFromSlice(c.Context().RemoteIP())
	if !ok {
		return ""
	}
	addr = addr.Unmap()
	hops := strings.Split(c.Get(fiber.HeaderXForwardedFor), ",")
	for i := len(hops) - 1; i >= 0 && s.trusted(addr); i-- {
		hop, err := netip.ParseAddr(hostOnly(strings.TrimSpace(hops[i])))
		if err != nil {
			break
		}
		addr = hop.Unmap()
	}
	return addr.WithZone("").String()
}

func hostOnly(hop string) string {
	if host, _, err := net.SplitHostPort(hop); err == nil {
		return host
	}
	return hop
}

func (s *Server) trusted(addr netip.Addr) bool {
	for _, p := range s.TrustedProxies {
		if p.Contains(addr) {
			return true
		}
	}
	return false
}

// https reports whether the browser reached us by https, so that cookies may
// be kept to it.
func (s *Server) https(c *fiber.Ctx) bool {
	if s.Secure || c.Context().IsTLS() {
		return true
	}
	remote, ok := netip.AddrFromSlice(c.Context().RemoteIP())
	return ok && s.trusted(remote.Unmap()) && c.Get(fiber.HeaderXForwardedProto) == "https"
}

// actor says who sends the request, for the audit trail.
func (s *Server) actor(c *fiber.Ctx) access.Actor {
	who := access.Actor{IP: s.clientIP(c), RequestID: requestIDOf(c)}
	if acc, ok := accountOf(c); ok {
		who = who.As(acc)
	}
	return who
}

// limit bounds the requests of one address.
func (s *Server) limit(c *fiber.Ctx) error {
	if s.RequestsPerMinute < 0 {
		return c.Next()
	}
	ip := s.clientIP(c)
	if wait, ok := s.flood.take(ip, s.Now()); !ok {
		s.Access.Refuse(access.Actor{IP: ip}, access.ActRequests, "", "too_many")
		return &access.TooManyError{Wait: wait}
	}
	return c.Next()
}

// deadline bounds how long an answer may take, and ends it when nobody waits for
// it any more.
func deadline(c *fiber.Ctx) error {
	within := answerWithin
	if c.Path() == eventsPath || strings.HasPrefix(c.Path(), uploadPath) {
		within = eventsWithin
	}
	ctx, cancel := context.WithTimeout(c.UserContext(), within)
	defer cancel()
	if c.Method() == fiber.MethodGet {
		ctx, cancel = untilGone(ctx, c.Context().Conn())
		defer cancel()
	}
	c.SetUserContext(ctx)
	return c.Next()
}

var requestIDForm = regexp.MustCompile(`^[A-Za-z0-9._-]{1,64}$`)

// ownRequestID drops a request id that could not stand in a log.
func ownRequestID(c *fiber.Ctx) error {
	if !requestIDForm.MatchString(c.Get(fiber.HeaderXRequestID)) {
		c.Request().Header.Del(fiber.HeaderXRequestID)
	}
	return c.Next()
}

func newRequestID() string { return strings.ReplaceAll(uuid.NewString(), "-", "")[:16] }

func requestIDOf(c *fiber.Ctx) string {
	id, _ := c.Locals("requestid").(string)
	return id
}
