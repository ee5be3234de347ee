package web

import (
	"github.com/gofiber/fiber/v2"

	"daylight/dashboards"
	"daylight/internal/disclosure"
)

// enterData is a board with a form to enter what opens it.
type enterData struct {
	boardData
	Enter string
}

// incidents is the page of what is answered by the hour (舆情与突发事件).
func (s *Server) incidents(c *fiber.Ctx) error {
	d, err := s.openDesk(c)
	if err != nil {
		return err
	}
	d.anyPeriod()
	duties := dashboards.IncidentDuties(d.frame.Plan)
	facts := dashboards.IncidentFacts{AsOf: d.AsOf, Live: !d.Pinned}
	facts.Instances, facts.Events, err = s.ofDuties(d, duties, disclosure.Detected, disclosure.Triggered, disclosure.Closed, disclosure.Voided)
	if err != nil {
		return err
	}
	p, err := s.board(c, d.Asked, "incidents.title", nil)
	if err != nil {
		return err
	}
	data := enterData{boardData: boardData{
		Crumbs: d.crumbs(dashboards.Link{Name: p.Title}), Form: d.form(p.Lang, "/incidents"), Board: dashboards.NewIncidents(d.frame, facts),
	}}
	for _, duty := range duties {
		if duty.OpensWith == "" && duty.Clock() == disclosure.ByTerm {
			data.Enter = s.enterURL(d, duty.Code, "", duty.Lead, disclosure.Detected, p.Path)
			break
		}
	}
	p.Data = data
	return s.render(c, "page_incidents", p)
}

// policies sets policy papers beside their interpretations (政策解读).
func (s *Server) policies(c *fiber.Ctx) error {
	d, err := s.openDesk(c)
	if err != nil {
		return err
	}
	d.anyPeriod()
	instances, events, err := s.ofDuties(d, dashboards.PolicyDuties(d.frame.Plan),
		disclosure.Triggered, disclosure.Published, disclosure.Revised, disclosure.Voided)
	if err != nil {
		return err
	}
	p, err := s.board(c, d.Asked, "policies.title", nil)
	if err != nil {
		return err
	}
	p.Data = boardData{
		Crumbs: d.crumbs(dashboards.Link{Name: p.Title}), Form: d.form(p.Lang, "/policies"),
		Board: dashboards.NewPolicies(d.frame, instances, events),
	}
	return s.render(c, "page_policies", p)
}
