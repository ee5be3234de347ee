package web

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"daylight/dashboards"
	"daylight/internal/disclosure"
)

// compareData is what the view of a comparison finds in Data.
type compareData struct {
	boardData
	PlanHref string
}

// versions lists the versions of the plan with the days they are in force.
func (s *Server) versions(d *desk) ([]dashboards.VersionLine, error) {
	all, err := s.Reader.Plans(d.ctx, d.AsOf)
	return dashboards.VersionsOf(d.Body, d.frame.Plan.Version, all, func(from, to int) string {
		return d.URL("/plan/compare", "was", strconv.Itoa(from), "is", strconv.Itoa(to))
	}), err
}

// comparePlans sets two versions of the plan side by side. Without numbers
// these are the last two. The names are was= and is=, since from= and to= bound
// due dates on every page; numbers under those names are understood too.
func (s *Server) comparePlans(c *fiber.Ctx) error {
	was, is := c.Query("was"), c.Query("is")
	if number(c.Query("from")) > 0 && number(c.Query("to")) > 0 {
		return c.Redirect(buildURL("/plan/compare", nil, nil, []string{
			"body", c.Query("body"), "as_of", c.Query("as_of"), "was", c.Query("from"), "is", c.Query("to"),
		}), fiber.StatusSeeOther)
	}
	d, err := s.openDesk(c)
	if err != nil {
		return err
	}
	lines, err := s.versions(d)
	if err != nil {
		return err
	}
	from, to := number(was), number(is)
	if was == "" && is == "" && len(lines) > 1 {
		from, to = lines[1].Version, lines[0].Version
	}
	if from == 0 || to == 0 {
		return missed("compare.no_versions")
	}
	before, err := s.Reader.Plan(d.ctx, d.Body, from, d.AsOf)
	if err != nil {
		return versionMissed(err, from)
	}
	after, err := s.Reader.Plan(d.ctx, d.Body, to, d.AsOf)
	if err != nil {
		return versionMissed(err, to)
	}
	p, err := s.board(c, d.Asked, "compare.title", nil)
	if err != nil {
		return err
	}
	pair := "&was=" + strconv.Itoa(from) + "&is=" + strconv.Itoa(to)
	p.Permalink += pair
	p.PrintURL = d.URL(p.Path, "was", strconv.Itoa(from), "is", strconv.Itoa(to), "print", "1")
	p.Data = compareData{
		boardData: boardData{
			Crumbs: d.crumbs(dashboards.Link{Name: p.T("plan.page"), Href: d.URL("/plan")}, dashboards.Link{Name: p.Title}),
			Board:  dashboards.NewCompare(d.frame, before, after, lines),
		},
		PlanHref: d.URL("/plan"),
	}
	return s.render(c, "page_compare", p)
}

func versionMissed(err error, version int) error {
	if isMissing(err) {
		return missed("compare.no_version", version)
	}
	return err
}

// number reads a version number, 0 when it is none.
func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > 10_000 {
		return 0
	}
	return n
}

// decidingDuty is the duty as the version that decides an instance has it.
func (s *Server) decidingDuty(d *desk, i disclosure.Instance) (disclosure.Duty, error) {
	plan := d.frame.Plan
	if i.PlanVersion != plan.Version && i.PlanVersion > 0 {
		old, err := s.Reader.Plan(d.ctx, d.Body, i.PlanVersion, d.AsOf)
		if err != nil && !isMissing(err) {
			return disclosure.Duty{}, err
		}
		if err == nil {
			plan = old
		}
	}
	duty, _ := plan.DutyByCode(i.Duty)
	return duty, nil
}
