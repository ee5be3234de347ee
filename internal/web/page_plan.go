package web

import (
	"github.com/gofiber/fiber/v2"

	"daylight/dashboards"
	"daylight/internal/i18n"
	"daylight/internal/workday"
)

// plan is the page of the plan in force.
func (s *Server) plan(c *fiber.Ctx) error {
	d, err := s.openDesk(c)
	if err != nil {
		return err
	}
	versions, err := s.versions(d)
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

// helpKinds tells how each kind of duty is counted, helpRules what is decided
// in hard cases.
func (s *Server) helpKinds(c *fiber.Ctx) error {
	return s.helpPage(c, "help.kinds", "page_help_kinds", func(f dashboards.Frame) any { return dashboards.NewKinds(f, workday.Official()) })
}

func (s *Server) helpRules(c *fiber.Ctx) error {
	return s.helpPage(c, "help.rules", "page_help_rules", func(f dashboards.Frame) any { return dashboards.NewKinds(f, workday.Official()) })
}

func (s *Server) helpPage(c *fiber.Ctx, title, view string, board func(dashboards.Frame) any) error {
	p := s.page(c, title, nil)
	p.Data = boardData{
		Crumbs: []dashboards.Link{{Name: i18n.T(p.Lang, "product.name"), Href: "/"}, {Name: p.T("help.title"), Href: "/help"}, {Name: p.Title}},
		Board:  board(frameFor(p.Lang, nil, nil)),
	}
	return s.render(c, view, p)
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
