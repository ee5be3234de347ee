package web

import (
	"net/url"
	"slices"

	"github.com/gofiber/fiber/v2"

	"daylight/dashboards"
	"daylight/internal/access"
	"daylight/internal/disclosure"
	"daylight/internal/intake"
	"daylight/internal/planfile"
	"daylight/internal/workday"
)

// entryDesk is what the pages of entry work with. They know no as-of: facts
// are recorded under the plan of today.
type entryDesk struct {
	*desk
	plan  *disclosure.Plan
	today workday.Date
}

func (s *Server) openEntry(c *fiber.Ctx) (*entryDesk, error) {
	acc, _ := accountOf(c)
	a := &Asked{frame: url.Values{}, filters: url.Values{}, PageNo: 1}
	if err := s.askBody(c.UserContext(), a, acc, func(name string) string { return c.Query(name) }); err != nil {
		return nil, err
	}
	if err := s.readAsOf(c.UserContext(), a, ""); err != nil {
		return nil, err
	}
	a.Period = QuarterOf(dashboards.Known(a.AsOf))
	a.From, a.To = a.Period.From, a.Period.To
	if !acc.Can(access.SeeAll) {
		a.Office = acc.Office
	}
	plan, err := s.planNow(c, a.Body)
	if isMissing(err) {
		return nil, missed("board.no_plan")
	}
	if err != nil {
		return nil, err
	}
	d := &desk{Asked: a, ctx: c.UserContext(), acc: acc, frame: frameFor(langOf(c), plan, links{a})}
	if !acc.Can(access.SeeAll) {
		d.frame.Own = acc.Office
	}
	return &entryDesk{desk: d, plan: plan, today: workday.DateOf(s.Now())}, nil
}

// options say how a form of this account is understood.
func (d *entryDesk) options(s *Server) intake.Options {
	return intake.Options{
		Plan: d.plan, Directory: planfile.NewDirectory(d.plan), Now: s.Now(), Actor: d.acc.Name, Source: "form", Year: d.today.Year(),
	}
}

// always is the question without bounds on the due date.
func (d *entryDesk) always() disclosure.Question {
	q := d.within(0, 0)
	q.Duty, q.Subject, q.Verdicts = "", "", nil
	return q
}

// duties lists the duties that the account may record the kind for.
func (d *entryDesk) duties(k entryKind) []disclosure.Duty {
	var offered []disclosure.Duty
	for _, duty := range d.plan.Duties {
		if k.fits(duty) && d.mayEnter(duty) {
			offered = append(offered, duty)
		}
	}
	return offered
}

func (d *entryDesk) mayEnter(duty disclosure.Duty) bool {
	return d.acc.Can(access.EnterAll) || carries(d.plan, d.today, duty.Code, d.acc.Office)
}

// officeFor is the office in whose name a fact enters: the account's own, else
// the duty's lead, else one that the form must name.
func (d *entryDesk) officeFor(duty disclosure.Duty) string {
	if d.acc.Office != "" {
		return d.acc.Office
	}
	return d.plan.HolderOn(duty.Lead, d.today)
}

// standing drops facts that were declared void, and the declarations.
func standing(events []disclosure.Event) []disclosure.Event {
	void := map[string]bool{}
	for _, e := range events {
		if e.Kind == disclosure.Voided {
			void[e.Duty+"\x00"+e.Subject+"\x00"+e.Ref] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(events), func(e disclosure.Event) bool {
		return e.Kind == disclosure.Voided || void[e.Duty+"\x00"+e.Subject+"\x00"+e.ID]
	})
}

// spoken lists the facts of an instance that a fact of the kind may speak of,
// the latest first. A head or a clerk is offered those of the own office.
func (d *entryDesk) spoken(s *Server, k entryKind, duty, subject string) ([]disclosure.Event, error) {
	if subject == "" || len(k.spokenOf) == 0 {
		return nil, nil
	}
	q := d.always()
	q.Office, q.Duty, q.Subject = "", duty, subject
	events, err := s.Reader.Events(d.ctx, q)
	if err != nil {
		return nil, err
	}
	answered := map[string]bool{}
	events = standing(events)
	for _, e := range events {
		if e.Kind == k.kind {
			answered[e.Ref] = true
		}
	}
	events = slices.DeleteFunc(events, func(e disclosure.Event) bool {
		return !slices.Contains(k.spokenOf, e.Kind) || answered[e.ID] || e.Attrs["with"] != "" || !d.mayTouch(e)
	})
	slices.Reverse(events)
	return events, nil
}

// mayTouch reports whether the account may speak of a fact: a head or a clerk
// only of what the own office stated, and never of an order.
func (d *entryDesk) mayTouch(e disclosure.Event) bool {
	return d.acc.Can(access.EnterAll) || !slices.Contains(reserved, e.Kind) && d.plan.HolderOn(e.Office, d.today) == d.acc.Office
}
