package web

import (
	"github.com/gofiber/fiber/v2"

	"daylight/dashboards"
)

// instanceData is what the view of an instance finds in Data.
type instanceData struct {
	boardData
	PlanHref string
}

// instance is the page of one 应公开节点 with all its facts.
func (s *Server) instance(c *fiber.Ctx) error {
	d, err := s.openDesk(c)
	if err != nil {
		return err
	}
	q := d.within(0, 0)
	q.Office, q.Verdicts = "", nil
	found, err := s.Reader.Instance(d.ctx, q)
	if err != nil {
		return err
	}
	if !d.acc.SeesOffice(d.Body, found.Office) {
		return forbidden("ask.office_forbidden")
	}
	events, err := s.Reader.Events(d.ctx, q)
	if err != nil {
		return err
	}
	calendar, err := s.Reader.Calendar(d.ctx, d.AsOf)
	if err != nil {
		return err
	}
	p, err := s.board(c, d.Asked, "rows.title", nil)
	if err != nil {
		return err
	}
	board := dashboards.NewInstance(d.frame, found, events, d.AsOf, calendar)
	p.Data = instanceData{
		boardData: boardData{
			Crumbs: d.crumbs(
				dashboards.Link{Name: board.OfficeName, Href: board.OfficeHref},
				dashboards.Link{Name: board.DutyName, Href: board.DutyHref},
				dashboards.Link{Name: found.Subject}),
			Form: d.asOfForm(p.Lang, p.Path), Board: board,
		},
		PlanHref: d.URL("/plan"),
	}
	return s.render(c, "page_instance", p)
}
