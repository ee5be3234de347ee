package web

import (
	"cmp"

	"github.com/gofiber/fiber/v2"

	"daylight/dashboards"
	"daylight/internal/briefing"
)

// compareBriefingData is an issue and its re-issue side by side.
type compareBriefingData struct {
	Crumbs   []dashboards.Link
	Was, Is  briefingLine
	Changed  int
	Pairs    []briefing.Pair
	Decision string
	All      string // where every line is shown; "" when they are
}

// compareBriefings lays an issue beside the one that replaces it. The address names
// either of the two.
func (s *Server) compareBriefings(c *fiber.Ctx) error {
	d, r, err := s.openBriefing(c)
	if err != nil {
		return err
	}
	was, is, err := s.issuePair(d, r)
	if err != nil {
		return err
	}
	before, err := s.Briefings.Frozen(d.ctx, d.Body, was.ID)
	if err != nil {
		return err
	}
	after, err := s.Briefings.Frozen(d.ctx, d.Body, is.ID)
	if err != nil {
		return err
	}
	pair := []briefing.Record{was, is}
	data := &compareBriefingData{Was: briefingLineOf(d, was, pair), Is: briefingLineOf(d, is, pair), Decision: is.Decision}
	all := c.Query("all") != ""
	for _, p := range briefing.SideBySide(briefing.Lines(before), briefing.Lines(after)) {
		if !p.Same {
			data.Changed++
		}
		if all || !p.Same {
			data.Pairs = append(data.Pairs, p)
		}
	}
	if !all {
		data.All = d.URL(briefingPath(r.ID)+"/compare", "all", "1")
	}
	p, err := s.board(c, d.Asked, "briefings.compare.title", data)
	if err != nil {
		return err
	}
	data.Crumbs = d.crumbs(dashboards.Link{Name: p.T("briefings.title"), Href: d.URL("/briefings")},
		dashboards.Link{Name: data.Is.Name, Href: data.Is.Href}, dashboards.Link{Name: p.Title})
	return s.render(c, "page_briefing_compare", p)
}

// issuePair finds the issue and its re-issue; of several, the first that replaces it.
func (s *Server) issuePair(d *desk, r briefing.Record) (was, is briefing.Record, err error) {
	if r.State != briefing.Issued {
		return r, r, fiber.ErrNotFound
	}
	if r.Reissues != "" {
		was, err = s.issuedBriefing(d, r.Reissues)
		return was, r, err
	}
	all, err := s.Briefings.Briefings(d.ctx, d.Body, farFuture)
	for _, o := range all {
		if o.State == briefing.Issued && o.Reissues == r.ID && (is.ID == "" || o.Number.Before(is.Number)) {
			is = o
		}
	}
	if is.ID == "" {
		err = cmp.Or[error](err, fiber.ErrNotFound)
	}
	return r, is, err
}
