package web

import (
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"daylight/internal/access"
)

// formText returns a field without the space around it.
func formText(c *fiber.Ctx, name string) string { return strings.TrimSpace(c.FormValue(name)) }

func formInt(c *fiber.Ctx, name string) int {
	n, err := strconv.Atoi(formText(c, name))
	if err != nil {
		return 0
	}
	return n
}

func formScopes(c *fiber.Ctx) []access.Scope {
	var scopes []access.Scope
	for _, v := range c.Request().PostArgs().PeekMulti("scope") {
		scopes = append(scopes, access.Scope(v))
	}
	return scopes
}
