package web

import (
	"github.com/gofiber/fiber/v2"

	"daylight/dashboards"
	"daylight/internal/disclosure"
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
	if isMissing(err) {
		q.External = true
		found, err = s.Reader.Instance(d.ctx, q)
	}
	if err != nil {
		return err
	}
	if !d.acc.SeesOffice(d.Body, found.Office) {
		return forbidden("ask.office_forbidden")
	}
	facts, err := s.instanceFacts(d, q, found)
	if err != nil {
		return err
	}
	p, err := s.board(c, d.Asked, "rows.title", nil)
	if err != nil {
		return err
	}
	board := dashboards.NewInstance(d.frame, facts, func(kind disclosure.EventKind) string {
		return s.enterURL(d, found.Duty, found.Subject, found.Office, kind, p.Path)
	})
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

// instanceFacts gathers what the page of an instance is made of.
func (s *Server) instanceFacts(d *desk, q disclosure.Question, found disclosure.Instance) (dashboards.InstanceFacts, error) {
	facts := dashboards.InstanceFacts{AsOf: d.AsOf, Instance: found}
	var err error
	if facts.Duty, err = s.decidingDuty(d, found); err != nil {
		return facts, err
	}
	if facts.Events, err = s.Reader.Events(d.ctx, q); err != nil {
		return facts, err
	}
	if facts.Calendar, err = s.Reader.Calendar(d.ctx, d.AsOf); err != nil {
		return facts, err
	}
	if post := dashboards.PostOf(facts.Events); post != "" {
		all := disclosure.Question{Body: d.Body, AsOf: d.AsOf, Duty: found.Duty}
		others, err := s.Reader.Facts(d.ctx, all, disclosure.Published, disclosure.Revised, disclosure.Voided)
		if err != nil {
			return facts, err
		}
		facts.Posts = dashboards.SamePost(post, found, others)
	}
	return facts, nil
}
