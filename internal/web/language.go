package web

import (
	"time"

	"github.com/gofiber/fiber/v2"

	"daylight/internal/i18n"
)

const langCookie = "daylight_lang"

const langKey = "lang"

// chooseLanguage settles the language: ?lang= (which is remembered), else the
// cookie, else what the browser prefers.
func (s *Server) chooseLanguage(c *fiber.Ctx) error {
	if lang, ok := parseLang(c.Query("lang")); ok {
		s.setCookie(c, langCookie, string(lang), time.Now().AddDate(1, 0, 0))
		c.Locals(langKey, lang)
	}
	return c.Next()
}

// langOf returns the language of the answer.
func langOf(c *fiber.Ctx) i18n.Lang {
	if lang, ok := c.Locals(langKey).(i18n.Lang); ok {
		return lang
	}
	lang, ok := parseLang(c.Cookies(langCookie))
	if !ok {
		lang = i18n.Pick(c.Get(fiber.HeaderAcceptLanguage))
	}
	c.Locals(langKey, lang)
	return lang
}

func parseLang(text string) (i18n.Lang, bool) {
	for _, lang := range i18n.Langs {
		if string(lang) == text {
			return lang, true
		}
	}
	return "", false
}
