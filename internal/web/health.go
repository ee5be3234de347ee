package web

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/gofiber/fiber/v2"
)

// healthz says that the process is alive. It asks nobody else.
func (s *Server) healthz(c *fiber.Ctx) error { return c.SendString("ok\n") }

// readyWithin is short: a load balancer asks every few seconds.
const readyWithin = 2 * time.Second

// readyz says whether the store answers.
func (s *Server) readyz(c *fiber.Ctx) error {
	ctx, cancel := context.WithTimeout(c.UserContext(), readyWithin)
	defer cancel()
	if err := s.Ready(ctx); err != nil {
		s.Log.Warn("not ready", "error", err)
		c.Set(fiber.HeaderRetryAfter, "2")
		return c.Status(fiber.StatusServiceUnavailable).SendString("store unavailable\n")
	}
	return c.SendString("ready\n")
}

// cspReports counts what browsers refused to load or run. Any report at all is
// a defect or an attack, so the first ones are logged.
type cspReports struct{ count atomic.Int64 }

const loggedReports = 20

func (s *Server) cspReport(c *fiber.Ctx) error {
	n := s.csp.count.Add(1)
	if n <= loggedReports {
		body := c.Body()
		s.Log.Warn("content security policy broken", "report", string(body[:min(len(body), 1024)]), "count", n)
	}
	return c.SendStatus(fiber.StatusNoContent)
}
