package web

import (
	"errors"
	"strings"

	"github.com/gofiber/fiber/v2"

	"daylight/internal/access"
)

// bearer lets programs in that carry a token with the scope. A session cookie
// counts for nothing here, so that no page can be made to write.
func (s *Server) bearer(scope access.Scope) fiber.Handler {
	return func(c *fiber.Ctx) error {
		scheme, text, _ := strings.Cut(c.Get(fiber.HeaderAuthorization), " ")
		if !strings.EqualFold(scheme, "Bearer") || text == "" {
			return &httpError{status: fiber.StatusUnauthorized, code: "api.token_wanted"}
		}
		acc, token, err := s.Access.Bearer(c.UserContext(), s.actor(c), strings.TrimSpace(text))
		if errors.Is(err, access.ErrToken) {
			return &httpError{status: fiber.StatusUnauthorized, code: "api.token_unknown"}
		}
		if err != nil {
			return err
		}
		c.Locals(accountKey, acc)
		if !token.Has(scope) || !scope.Within(acc) {
			return forbidden("api.scope_wanted", string(scope))
		}
		return c.Next()
	}
}
