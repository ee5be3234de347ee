package web

import (
	"github.com/gofiber/fiber/v2"
	"golang.org/x/sync/errgroup"

	"daylight/dashboards"
	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// nextDue is how many instances that fall due next are asked for.
const nextDue = 50

// officeData is what the view of an office finds in Data.
type officeData struct {
	boardData
	Period string
}

// office is the page of one 科室 or 单位. The question has already refused
// offices that the account may not see.
func (s *Server) office(c *fiber.Ctx) error {
	d, err := s.openDesk(c)
	if err != nil {
		return err
	}
	office, ok := d.frame.Plan.OfficeByCode(d.Office)
	if !ok {
		return missed("board.no_office", d.Office)
	}
	facts, err := s.officeFacts(d, office)
	if err != nil {
		return err
	}
	p, err := s.board(c, d.Asked, "nav.office", nil)
	if err != nil {
		return err
	}
	board := dashboards.NewOffice(d.frame, facts)
	p.Data = officeData{
		boardData: boardData{
			Crumbs: d.crumbs(dashboards.Link{Name: board.Name}), Form: d.form(p.Lang, officePath(office.Code)), Board: board,
		},
		Period: d.Period.Label(p.Lang),
	}
	return s.render(c, "page_office", p)
}

func (s *Server) officeFacts(d *desk, office disclosure.Office) (dashboards.OfficeFacts, error) {
	facts := dashboards.OfficeFacts{AsOf: d.AsOf, From: d.From, Office: office, YearFrom: dashboards.TrendFrom(d.lastDay())}
	own := d.Question
	own.Verdicts = nil
	// The place needs the sums of all offices; Rank shows others no more than that.
	body := own
	body.Office = ""
	year := own
	year.From, year.To = facts.YearFrom, monthEnd(facts.YearFrom.AddMonths(dashboards.TrendMonths-1))
	judged := own
	judged.Verdicts = judgedVerdicts
	pending := own
	pending.From, pending.To, pending.Limit = workday.DateOf(d.AsOf), 0, nextDue
	pending.Verdicts = []disclosure.Verdict{disclosure.Pending}

	g, ctx := errgroup.WithContext(d.ctx)
	g.Go(func() (err error) { facts.Body, err = s.Reader.Tallies(ctx, body); return err })
	g.Go(func() (err error) { facts.Year, err = s.Reader.Tallies(ctx, year); return err })
	g.Go(func() (err error) { facts.Rows, err = s.Reader.Instances(ctx, judged); return err })
	g.Go(func() (err error) { facts.Pending, err = s.Reader.Instances(ctx, pending); return err })
	if d.From != 0 {
		g.Go(func() (err error) { facts.Earlier, err = s.Reader.Tallies(ctx, d.missingBefore()); return err })
	}
	g.Go(func() (err error) { facts.Scoring, err = s.scoring(d); return err })
	g.Go(func() (err error) { facts.Calendar, err = s.Reader.Calendar(ctx, d.AsOf); return err })
	return facts, g.Wait()
}
