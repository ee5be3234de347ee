package web

import (
	"net/url"

	"github.com/gofiber/fiber/v2"

	"daylight/dashboards"
)

// dutyLimit bounds the instances the page of a duty looks at.
const dutyLimit = 5000

// dutyData is what the view of a duty finds in Data.
type dutyData struct {
	boardData
	Months int
}

// duties lists every 公开事项 of the plan in force.
func (s *Server) duties(c *fiber.Ctx) error {
	d, err := s.openDesk(c)
	if err != nil {
		return err
	}
	q := d.Question
	q.Verdicts, q.Subject, q.Duty, q.Office = nil, "", "", d.frame.Own
	instances, err := s.Reader.Instances(d.ctx, q)
	if err != nil {
		return err
	}
	p, err := s.board(c, d.Asked, "duties.title", nil)
	if err != nil {
		return err
	}
	lines := dashboards.Duties(d.frame, nil)
	dashboards.MarkNever(d.frame, lines, instances)
	p.Data = boardData{Crumbs: d.crumbs(dashboards.Link{Name: p.Title}), Form: d.form(p.Lang, "/duties"), Board: lines}
	return s.render(c, "page_duties", p)
}

// duty is the page of one 公开事项. A head or clerk sees the own office's
// instances only.
func (s *Server) duty(c *fiber.Ctx) error {
	d, err := s.openDesk(c)
	if err != nil {
		return err
	}
	duty, ok := d.frame.Plan.DutyByCode(d.Duty)
	if !ok {
		return missed("board.no_duty", d.Duty)
	}
	q := d.within(dashboards.Known(d.AsOf).AddMonths(-dashboards.DutyMonths)+1, 0)
	q.Verdicts, q.Subject, q.Limit, q.External = nil, "", dutyLimit, duty.External
	instances, err := s.Reader.Instances(d.ctx, q)
	if err != nil {
		return err
	}
	p, err := s.board(c, d.Asked, "duties.title", nil)
	if err != nil {
		return err
	}
	board := dashboards.NewDuty(d.frame, duty, d.AsOf, instances)
	above := dashboards.Link{Name: p.Title, Href: d.URL("/duties")}
	if board.LeadHref != "" {
		above = dashboards.Link{Name: board.DutyLine.Lead, Href: board.LeadHref}
	}
	p.Data = dutyData{
		boardData: boardData{
			Crumbs: d.crumbs(above, dashboards.Link{Name: board.Name}), Form: d.asOfForm(p.Lang, "/duty/"+url.PathEscape(duty.Code)), Board: board,
		},
		Months: dashboards.DutyMonths,
	}
	return s.render(c, "page_duty", p)
}
