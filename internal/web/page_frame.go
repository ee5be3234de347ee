package web

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"daylight/dashboards"
	"daylight/internal/access"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/workday"
)

// boardData is what every board's view finds in Data.
type boardData struct {
	Crumbs []dashboards.Link
	Form   askForm
	Board  any
}

// desk is what a board's handler works with: the question, the plan in force
// and the frame to draw in.
type desk struct {
	*Asked
	ctx   context.Context
	acc   access.Account
	frame dashboards.Frame
}

// openDesk reads the question of the request and the plan it is asked under.
func (s *Server) openDesk(c *fiber.Ctx) (*desk, error) {
	a, err := s.ask(c)
	if err != nil {
		return nil, err
	}
	acc, _ := accountOf(c)
	d := &desk{Asked: a, ctx: c.UserContext(), acc: acc}
	plan, err := s.Reader.PlanInForce(d.ctx, a.Body, dashboards.Known(a.AsOf), a.AsOf)
	if errors.Is(err, disclosure.ErrNotFound) {
		return nil, missed("board.no_plan")
	}
	if err != nil {
		return nil, err
	}
	d.frame = frameFor(langOf(c), plan, links{a})
	d.frame.File = func(sha256 string) string {
		return buildURL("/file/"+sha256, nil, nil, []string{"body", a.frame.Get("body")})
	}
	if !acc.Can(access.SeeAll) {
		d.frame.Own = acc.Office
	}
	return d, nil
}

func frameFor(lang i18n.Lang, plan *disclosure.Plan, link dashboards.Addresses) dashboards.Frame {
	return dashboards.Frame{
		Lang: lang, Plan: plan, Link: link,
		Day:    func(d workday.Date) string { return formatDate(lang, d) },
		Until:  func(t time.Time) string { return formatAsOf(lang, t) },
		Minute: formatTime,
	}
}

// within is the question with other bounds of the due date.
func (d *desk) within(from, to workday.Date) disclosure.Question {
	q := d.Question
	q.From, q.To = from, to
	return q
}

// missingBefore asks for what was due before the period and is still missing.
func (d *desk) missingBefore() disclosure.Question {
	q := d.within(0, d.From-1)
	q.Verdicts = []disclosure.Verdict{disclosure.Missing}
	return q
}

// lastDay is the last day whose instances can have been judged: the end of the
// period, or the as-of day when that is earlier.
func (d *desk) lastDay() workday.Date {
	known := dashboards.Known(d.AsOf)
	if d.To.IsZero() || d.To > known {
		return known
	}
	return d.To
}

// crumbs is the way from the body down to the page.
func (d *desk) crumbs(way ...dashboards.Link) []dashboards.Link {
	home := d.URL("/overview")
	if d.frame.Own != "" {
		home = d.URL(officePath(d.frame.Own))
	}
	name := pickName(d.frame.Lang, d.BodyInfo.Name, d.BodyInfo.NameEN)
	return append([]dashboards.Link{{Name: name, Href: home}}, way...)
}

// links makes the addresses of the boards within the frame of a question.
type links struct{ a *Asked }

// Office implements dashboards.Addresses.
func (l links) Office(code string) string { return l.a.URL(officePath(code)) }

// Duty implements dashboards.Addresses.
func (l links) Duty(code string) string { return l.a.URL("/duty/" + url.PathEscape(code)) }

// Instance implements dashboards.Addresses.
func (l links) Instance(duty, subject string) string {
	return l.a.URL("/instance/" + url.PathEscape(duty) + "/" + url.PathEscape(subject))
}

// Rows implements dashboards.Addresses.
func (l links) Rows(r dashboards.Rows) string {
	var pairs []string
	add := func(name, value string) {
		if value != "" {
			pairs = append(pairs, name, value)
		}
	}
	add("office", r.Office)
	add("duty", r.Duty)
	add("verdict", verdictList(r.Verdicts))
	if month := periodOf(r.From, 1); r.From == month.From && r.To == month.To {
		add("period", month.Key)
	} else {
		add("from", r.From.String())
		add("to", r.To.String())
	}
	return l.a.URL("/rows", pairs...)
}

// verdictGroups are short names for the verdicts beneath a rate: those in its
// denominator and those in its numerator.
var verdictGroups = map[string][]disclosure.Verdict{"judged": judgedVerdicts, "met": metVerdicts}

// verdictList is how verdicts stand in an address.
func verdictList(verdicts []disclosure.Verdict) string {
	for name, group := range verdictGroups {
		if slices.Equal(group, verdicts) {
			return name
		}
	}
	keys := make([]string, len(verdicts))
	for i, v := range verdicts {
		keys[i] = i18n.VerdictKey(v)
	}
	return strings.Join(keys, ",")
}

// keepPage is how a number of a page stands in an address.
func keepPage(n int) string {
	if n <= 1 {
		return ""
	}
	return strconv.Itoa(n)
}
