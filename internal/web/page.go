package web

import (
	"net/url"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"daylight/internal/access"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
)

// Page is what every view gets; what is special to it stands in Data.
type Page struct {
	Lang         i18n.Lang
	Title        string
	Path         string // of the address, escaped, without the query
	Account      *access.Account
	Nav          []NavSection
	Ask          *Asked // nil on pages that ask no question
	Bodies       []disclosure.Body
	SwitchPath   string // where another body is looked at
	Feeds        []FeedLine
	CSRF         string
	Notice       string // something was done: one sentence
	OtherLang    i18n.Lang
	OtherLangURL string
	Permalink    string
	PrintURL     string
	RequestID    string // shown on error pages only
	Version      string
	Now          time.Time
	Data         any
}

func (p *Page) language() i18n.Lang { return p.Lang }

// T returns words in the page's language, for handlers.
func (p *Page) T(key string, args ...any) string { return i18n.T(p.Lang, key, args...) }

// FeedLine tells when facts last came in from one source.
type FeedLine struct {
	Label      string
	LastAt     time.Time
	Silent     bool
	SilentDays int
}

// silentAfter is how long a source may bring nothing before it turns red: the
// two weeks that the national check of government sites allows a home page.
const silentAfter = 14 * 24 * time.Hour

// page starts the page of a request.
func (s *Server) page(c *fiber.Ctx, titleKey string, data any) *Page {
	lang := langOf(c)
	path := string(c.Request().URI().PathOriginal())
	p := &Page{
		Lang: lang, Title: i18n.T(lang, titleKey), Path: path, Version: s.Version, Now: s.Now(), Data: data,
		CSRF: s.csrfToken(c), Notice: s.takeNotice(c, lang),
	}
	if acc, ok := accountOf(c); ok {
		p.Account = &acc
		p.Nav = s.withoutBodies(acc, navFor(acc, lang, path))
	}
	for _, other := range i18n.Langs {
		if other != lang {
			p.OtherLang, p.OtherLangURL = other, here(c, "lang", string(other))
		}
	}
	if c.Method() == fiber.MethodPost {
		p.OtherLangURL = "/?lang=" + string(p.OtherLang) // what a form shows cannot be asked for again
	}
	return p
}

// board starts the page of a board: a page with a question.
func (s *Server) board(c *fiber.Ctx, a *Asked, titleKey string, data any) (*Page, error) {
	p := s.page(c, titleKey, data)
	p.Ask = a
	p.SwitchPath = switchPath(p.Path)
	if !strings.HasPrefix(p.Path, "/enter") { // a form is of now
		p.Permalink, p.PrintURL = a.Permalink(p.Path), a.Here(p.Path, "print", "1")
	}
	for _, section := range p.Nav {
		for i, item := range section.Items {
			if item.board {
				section.Items[i].URL = a.URL(item.URL)
			}
		}
	}
	var err error
	if p.Bodies, err = s.bodiesFor(c.UserContext(), *p.Account); err != nil {
		return nil, err
	}
	feeds, err := s.Reader.Feeds(c.UserContext(), a.Body, a.AsOf)
	if err != nil {
		return nil, err
	}
	p.Feeds = feedLines(p.Lang, feeds, a.AsOf)
	return p, nil
}

// switchPath leads from what one body alone has to the overview of another.
func switchPath(path string) string {
	if strings.HasPrefix(path, "/receipts/") {
		return "/scores"
	}
	for _, own := range []string{"/office/", "/duty/", "/instance/"} {
		if strings.HasPrefix(path, own) {
			return "/overview"
		}
	}
	return path
}

func feedLines(lang i18n.Lang, feeds []disclosure.Feed, now time.Time) []FeedLine {
	lines := make([]FeedLine, 0, len(feeds))
	for _, f := range feeds {
		line := FeedLine{Label: f.Source, LastAt: f.LastAt}
		if key := "feed.source." + f.Source; i18n.Has(lang, key) {
			line.Label = i18n.T(lang, key)
		}
		if idle := now.Sub(f.LastAt); idle > silentAfter {
			line.Silent, line.SilentDays = true, int(idle.Hours()/24)
		}
		lines = append(lines, line)
	}
	return lines
}

// render answers with a page.
func (s *Server) render(c *fiber.Ctx, view string, p *Page) error {
	c.Set(fiber.HeaderCacheControl, "private, no-cache")
	c.Set(fiber.HeaderContentLanguage, string(p.Lang))
	c.Vary(fiber.HeaderCookie, fiber.HeaderAcceptLanguage)
	return c.Render(view, p)
}

// here returns the address of the request with one parameter set.
func here(c *fiber.Ctx, name, value string) string {
	path := string(c.Request().URI().PathOriginal())
	q, err := url.ParseQuery(string(c.Request().URI().QueryString()))
	if err != nil || strings.HasPrefix(path, "//") {
		return "/?" + url.Values{name: {value}}.Encode()
	}
	q.Set(name, value)
	return path + "?" + q.Encode()
}

// pathParam returns a decoded parameter of the route's path, "" when the
// route has none. The name "subject" stands for the rest of the path, since
// subjects may hold a slash.
func pathParam(c *fiber.Ctx, name string) string {
	raw := c.Params(name)
	if name == "subject" {
		raw = c.Params("*")
	}
	text, err := url.PathUnescape(raw)
	if err != nil {
		return raw
	}
	return text
}
