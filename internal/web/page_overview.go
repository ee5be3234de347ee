package web

import (
	"time"

	"github.com/gofiber/fiber/v2"
	"golang.org/x/sync/errgroup"

	"daylight/dashboards"
	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// compared is how many instances are compared one by one between two moments.
const compared = 5000

// judgedVerdicts are the verdicts in the denominator of a rate, metVerdicts
// those in its numerator.
var judgedVerdicts, metVerdicts = dashboards.Judged, dashboards.Met

// overviewData is what the view of the overview finds in Data.
type overviewData struct {
	boardData
	PlanHref        string
	ByRate, ByScore string // addresses of the two rankings
}

// byScore is how the address asks for the ranking by score.
const byScore = "score"

// overview is the 总览: two minutes of a member of the leading group.
func (s *Server) overview(c *fiber.Ctx) error {
	d, err := s.openDesk(c)
	if err != nil {
		return err
	}
	facts, err := s.overviewFacts(d)
	if err != nil {
		return err
	}
	ranked := c.Query("rank")
	if ranked != byScore {
		ranked = ""
	} else {
		scoring, err := s.scoring(d)
		if err != nil {
			return err
		}
		facts.Scoring = &scoring
	}
	p, err := s.board(c, d.Asked, "overview.title", nil)
	if err != nil {
		return err
	}
	form := d.form(p.Lang, "/overview")
	if ranked != "" {
		form.Keep = append(form.Keep, hidden{"rank", ranked})
		p.Permalink = withPairs(p.Permalink, []string{"rank", ranked})
		p.PrintURL = d.URL(p.Path, "rank", ranked, "print", "1")
	}
	p.Data = overviewData{
		boardData: boardData{Form: form, Board: dashboards.NewOverview(d.frame, facts)},
		PlanHref:  d.URL("/plan"), ByRate: d.URL("/overview"), ByScore: d.URL("/overview", "rank", byScore),
	}
	return s.render(c, "page_overview", p)
}

func (s *Server) overviewFacts(d *desk) (dashboards.OverviewFacts, error) {
	lang := d.frame.Lang
	facts := dashboards.OverviewFacts{
		AsOf: d.AsOf, From: d.From, Period: d.Period.Label(lang), Previous: d.Period.Previous().Label(lang),
		YearFrom: dashboards.TrendFrom(d.lastDay()),
		Then:     d.AsOf.Add(-dashboards.ChangeDays * 24 * time.Hour),
	}
	calendar, err := s.Reader.Calendar(d.ctx, d.AsOf)
	if err != nil {
		return facts, err
	}
	facts.SoonTo = calendar.AddWorkdays(dashboards.Known(d.AsOf), dashboards.SoonWorkdays).Date

	g, ctx := errgroup.WithContext(d.ctx)
	tally := func(into *[]disclosure.Tally, q disclosure.Question) {
		g.Go(func() (err error) { *into, err = s.Reader.Tallies(ctx, q); return err })
	}
	list := func(into *[]disclosure.Instance, asOf time.Time) {
		q := d.Question
		q.AsOf, q.Verdicts, q.Limit = asOf, judgedVerdicts, compared
		g.Go(func() (err error) { *into, err = s.Reader.Instances(ctx, q); return err })
	}
	before := d.Period.Previous()
	tally(&facts.Now, d.Question)
	if before.From != d.From {
		tally(&facts.Before, d.within(before.From, before.To))
	}
	tally(&facts.Year, d.within(facts.YearFrom, monthEnd(facts.YearFrom.AddMonths(dashboards.TrendMonths-1))))
	if d.From != 0 {
		tally(&facts.Earlier, d.missingBefore())
	}
	soon := d.within(workday.DateOf(d.AsOf), facts.SoonTo)
	soon.Verdicts = []disclosure.Verdict{disclosure.Pending}
	tally(&facts.Soon, soon)
	list(&facts.Rows, d.AsOf)
	list(&facts.RowsThen, facts.Then)
	err = g.Wait()
	facts.Partial = len(facts.Rows) >= compared || len(facts.RowsThen) >= compared
	return facts, err
}

// monthEnd returns the last day of the month that begins on d.
func monthEnd(d workday.Date) workday.Date { return d.AddMonths(1) - 1 }
