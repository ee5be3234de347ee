package web

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"daylight/internal/i18n"
)

// pager holds the addresses of the pages around this one.
type pager struct{ prev, next string }

// pages returns which of n rows stand on the page that ?page= asks for.
func pages(c *fiber.Ctx, n, perPage int) (from, to int, around pager) {
	page := pageNo(c)
	from = min((page-1)*perPage, n)
	to = min(from+perPage, n)
	if page > 1 {
		around.prev = here(c, "page", strconv.Itoa(page-1))
	}
	if to < n {
		around.next = here(c, "page", strconv.Itoa(page+1))
	}
	return from, to, around
}

func pageNo(c *fiber.Ctx) int {
	n, err := strconv.Atoi(c.Query("page", "1"))
	if err != nil || n < 1 || n > maxPageNo {
		return 1
	}
	return n
}

// takeNotice returns the sentence that ?done= asks for: one of a fixed set, so
// that a link cannot put words into our mouth.
func (s *Server) takeNotice(c *fiber.Ctx, lang i18n.Lang) string {
	key := "done." + c.Query("done")
	if c.Query("done") == "" || !i18n.Has(lang, key) {
		return ""
	}
	return i18n.T(lang, key)
}
