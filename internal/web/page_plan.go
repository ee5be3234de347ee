package web

import (
	"github.com/gofiber/fiber/v2"

	"daylight/dashboards"
	"daylight/internal/i18n"
)

// plan is the page of the plan in force.
func (s *Server) plan(c *fiber.Ctx) error {
	d, err := s.openDesk(c)
	if err != nil {
		return err
	}
	versions, err := s.Reader.Plans(d.ctx, d.AsOf)
	if err != nil {
		return err
	}
	p, err := s.board(c, d.Asked, "plan.page", nil)
	if err != nil {
		return err
	}
	p.Data = boardData{Crumbs: d.crumbs(dashboards.Link{Name: p.Title}), Board: dashboards.NewPlan(d.frame, versions)}
	return s.render(c, "page_plan", p)
}

// help explains words, verdicts and counting. It asks no question: the
// calendar is the latest.
func (s *Server) help(c *fiber.Ctx) error {
	now, err := s.Reader.Moment(c.UserContext())
	if err != nil {
		return err
	}
	calendar, err := s.Reader.Calendar(c.UserContext(), now)
	if err != nil {
		return err
	}
	p := s.page(c, "help.title", nil)
	frame := frameFor(p.Lang, nil, nil)
	p.Data = boardData{
		Crumbs: []dashboards.Link{{Name: i18n.T(p.Lang, "product.name"), Href: "/"}, {Name: p.Title}},
		Board:  dashboards.NewHelp(frame, calendar),
	}
	return s.render(c, "page_help", p)
}
