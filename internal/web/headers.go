package web

import (
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/valyala/fasthttp"
)

// policy lets a page use this server's own files and nothing else: no inline
// script or style, no frame, no foreign address.
var policy = strings.Join([]string{
	"default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'",
	"connect-src 'self'", "form-action 'self'", "frame-ancestors 'none'", "base-uri 'none'",
	"report-uri /csp-report", "report-to csp",
}, "; ")

var safetyHeaders = map[string]string{
	"Content-Security-Policy":           policy,
	"Reporting-Endpoints":               `csp="/csp-report"`,
	"X-Content-Type-Options":            "nosniff",
	"X-Frame-Options":                   "DENY",
	"Referrer-Policy":                   "same-origin",
	"Permissions-Policy":                "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
	"Cross-Origin-Opener-Policy":        "same-origin",
	"Cross-Origin-Resource-Policy":      "same-origin",
	"X-Permitted-Cross-Domain-Policies": "none",
}

const hsts = "max-age=31536000"

func (s *Server) setHeaders(c *fiber.Ctx) error {
	s.setRawHeaders(c.Context())
	return c.Next()
}

func (s *Server) setRawHeaders(ctx *fasthttp.RequestCtx) {
	for name, value := range safetyHeaders {
		ctx.Response.Header.Set(name, value)
	}
	if s.Secure {
		ctx.Response.Header.Set(fiber.HeaderStrictTransportSecurity, hsts)
	}
	ctx.Response.Header.Set(fiber.HeaderCacheControl, "no-store")
}

// guard wraps Fiber: it answers methods that Fiber does not know, which would
// otherwise get no headers, and closes connections whose request was not read
// to its end, since the rest would be taken for the next request.
func (s *Server) guard() {
	handler := s.app.Handler()
	s.app.Server().Handler = func(ctx *fasthttp.RequestCtx) {
		if !slices.Contains(fiber.DefaultMethods, string(ctx.Method())) {
			s.setRawHeaders(ctx)
			ctx.SetStatusCode(fiber.StatusNotImplemented)
			ctx.SetContentType(fiber.MIMETextPlainCharsetUTF8)
			ctx.SetBodyString("501 method not implemented\n")
		} else {
			handler(ctx)
		}
		if ctx.Request.IsBodyStream() && ctx.UserValue(bodyRead) == nil {
			ctx.SetConnectionClose()
		}
	}
}
