package web

import (
	"context"
	"errors"
	"fmt"
	"net/url"

	"github.com/gofiber/fiber/v2"
	"golang.org/x/sync/errgroup"

	"daylight/dashboards"
	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/schemefile"
	"daylight/internal/workday"
)

// farDay ends periods that have no end of their own.
var farDay = workday.NewDate(lastYear, 12, 31)

// scheme returns the scheme that a period is scored by: the one in force on the
// last day whose instances can have been judged. Without one it is the proposal.
func (s *Server) scheme(d *desk) (*assessment.Scheme, error) {
	if s.Schemes == nil {
		return schemefile.Default()
	}
	scheme, err := s.Schemes.SchemeInForce(d.ctx, d.Body, d.lastDay(), d.AsOf)
	if isMissing(err) {
		return schemefile.Default()
	}
	return scheme, err
}

// points gathers what the points of the question's period are computed from.
// They are always those of all offices: places need them.
func (s *Server) points(d *desk) (assessment.Input, error) {
	in := assessment.Input{Period: periodAsked(d), Duties: assessment.Duties{}}
	q := disclosure.Question{Body: d.Body, From: d.From, To: d.To, AsOf: d.AsOf}
	var calendar *workday.Calendar
	g, ctx := errgroup.WithContext(d.ctx)
	g.Go(func() (err error) { in.Instances, err = s.Reader.Instances(ctx, q); return err })
	g.Go(func() (err error) { calendar, err = s.Reader.Calendar(ctx, d.AsOf); return err })
	g.Go(func() (err error) { in.Offices, err = s.officeList(ctx, d); return err })
	g.Go(func() (err error) { in.Extras, err = s.extrasOf(ctx, d); return err })
	if err := g.Wait(); err != nil {
		return in, err
	}
	in.Calendar = calendar.Version()
	plans, err := s.plansOf(d, in.Instances)
	in.Duties = assessment.DutiesOf(plans...)
	return in, err
}

// periodAsked is the question's period; without an end of its own it ends on farDay.
func periodAsked(d *desk) assessment.Period {
	p := assessment.Period{From: d.From, To: d.To}
	if p.To.IsZero() {
		p.To = farDay
	}
	return p
}

// extrasOf lists the faults and bonuses that count.
func (s *Server) extrasOf(ctx context.Context, d *desk) ([]assessment.Extra, error) {
	if s.Extras == nil {
		return nil, nil
	}
	entries, err := s.Extras.EntriesKnown(ctx, d.Body, d.AsOf)
	return assessment.Counting(entries), err
}

// officeList is the list of offices that holds on the last day of the period.
func (s *Server) officeList(ctx context.Context, d *desk) ([]disclosure.Office, error) {
	plan, err := s.planOfPeriod(ctx, d)
	if err != nil {
		return nil, err
	}
	return plan.Offices, nil
}

// planOfPeriod is the version in force on the last day of the period, else the
// one in force now.
func (s *Server) planOfPeriod(ctx context.Context, d *desk) (*disclosure.Plan, error) {
	plan, err := s.Reader.PlanInForce(ctx, d.Body, d.lastDay(), d.AsOf)
	if errors.Is(err, disclosure.ErrNotFound) {
		return d.frame.Plan, nil
	}
	return plan, err
}

// plansOf returns the versions of the plan that instances were judged by.
func (s *Server) plansOf(d *desk, instances []disclosure.Instance) ([]*disclosure.Plan, error) {
	var plans []*disclosure.Plan
	seen := map[int]bool{}
	for _, i := range instances {
		if seen[i.PlanVersion] || i.PlanVersion == 0 {
			continue
		}
		seen[i.PlanVersion] = true
		if i.PlanVersion == d.frame.Plan.Version {
			plans = append(plans, d.frame.Plan)
			continue
		}
		plan, err := s.Reader.Plan(d.ctx, d.Body, i.PlanVersion, d.AsOf)
		if err != nil {
			return nil, fmt.Errorf("read plan version %d: %w", i.PlanVersion, err)
		}
		plans = append(plans, plan)
	}
	return plans, nil
}

// scoring scores the question's period by the scheme in force.
func (s *Server) scoring(d *desk) (dashboards.Scoring, error) {
	scheme, err := s.scheme(d)
	if err != nil {
		return dashboards.Scoring{}, err
	}
	in, err := s.points(d)
	if err != nil {
		return dashboards.Scoring{}, err
	}
	return scored(d, scheme, in), nil
}

func scored(d *desk, scheme *assessment.Scheme, in assessment.Input) dashboards.Scoring {
	return dashboards.Scoring{
		Result:   assessment.Assess(scheme, in),
		Reason:   func(r assessment.Reason) string { return schemefile.ReasonText(d.frame.Lang, r) },
		Receipts: func(office string) string { return d.URL(receiptsPath(office)) },
	}
}

func receiptsPath(office string) string { return "/receipts/" + url.PathEscape(office) }

// scoreData is what the views of scores find in Data.
type scoreData struct {
	boardData
	Period string
}

// scores is the ranking by score.
func (s *Server) scores(c *fiber.Ctx) error {
	d, err := s.openDesk(c)
	if err != nil {
		return err
	}
	scoring, err := s.scoring(d)
	if err != nil {
		return err
	}
	p, err := s.board(c, d.Asked, "score.title", nil)
	if err != nil {
		return err
	}
	p.Data = scoreData{
		boardData: boardData{Crumbs: d.crumbs(dashboards.Link{Name: p.Title}), Form: d.form(p.Lang, "/scores"), Board: dashboards.NewScores(d.frame, scoring)},
		Period:    d.Period.Label(p.Lang),
	}
	return s.render(c, "page_scores", p)
}
