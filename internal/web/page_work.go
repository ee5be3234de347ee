package web

import (
	"time"

	"github.com/gofiber/fiber/v2"
	"golang.org/x/sync/errgroup"

	"daylight/dashboards"
	"daylight/internal/access"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/workday"
)

// Bounds of the work list.
const (
	workLines   = 8   // of one heading
	workSpan    = 366 // days back in which a doubt is looked for
	latestFacts = 10
	soonDays    = 10
)

// workData is the front door of those who record facts: what waits, and where
// it is settled.
type workData struct {
	Crumbs []dashboards.Link
	Groups []workGroup // to check
	Weeks  []workGroup // due this week, by office
	Until  workday.Date
	Cases  workGroup
	Alarms workGroup
	Latest []factLine
	Calm   bool // nothing to check
	Enter  string
	Upload string
	May    bool // records facts
}

// workGroup is one heading of the list.
type workGroup struct {
	Key, Label string
	Lines      []workLine
	More       int
	MoreHref   string
}

// workLine is one thing to do.
type workLine struct {
	Office, Duty, What string
	Href               string
	Due                workday.Date
	DueAt              time.Time
	Late               string
	Act, ActHref       string
}

// factLine is one fact just entered.
type factLine struct {
	disclosure.Event
	Kind, DutyName, Office, Href, Origin string
}

// workFacts is what the work list is made of.
type workFacts struct {
	suspects   []suspectLine
	suspectsUp int
	unverified []disclosure.Instance
	unreviewed []disclosure.Instance
	prepared   []disclosure.Event
	pending    []disclosure.Instance
	opinions   []disclosure.Event
	latest     []disclosure.Event
}

func (s *Server) work(c *fiber.Ctx) error {
	d, err := s.openEntry(c)
	if err != nil {
		return err
	}
	facts, err := s.workFacts(d)
	if err != nil {
		return err
	}
	data := &workData{
		Crumbs: d.crumbs(dashboards.Link{Name: i18n.T(langOf(c), "nav.work")}), Until: weekEnd(d.today),
		Enter: d.URL("/enter"), Upload: d.URL("/enter/upload"), May: canAny(d.acc, []access.Permission{access.EnterAll, access.EnterOwn}),
	}
	d.fillWork(data, facts)
	if err := s.addBriefings(d, data); err != nil {
		return err
	}
	p, err := s.board(c, d.Asked, "work.title", data)
	if err != nil {
		return err
	}
	return s.render(c, "page_work", p)
}

func (s *Server) workFacts(d *entryDesk) (workFacts, error) {
	var facts workFacts
	inDoubt := d.within(d.today-workSpan, 0)
	inDoubt.Verdicts = []disclosure.Verdict{disclosure.Unverified}
	pending := d.within(d.today, d.today+31)
	pending.Verdicts = []disclosure.Verdict{disclosure.Pending}
	latest := d.always()
	latest.Limit = latestFacts
	g, ctx := errgroup.WithContext(d.ctx)
	g.Go(func() (err error) { facts.suspects, facts.suspectsUp, err = s.suspects(d); return err })
	g.Go(func() (err error) { facts.unverified, err = s.Reader.Instances(ctx, inDoubt); return err })
	g.Go(func() (err error) { facts.unreviewed, err = s.flagged(d, disclosure.FlagUnreviewed); return err })
	g.Go(func() (err error) { facts.prepared, err = s.prepared(d); return err })
	g.Go(func() (err error) { facts.pending, err = s.Reader.Instances(ctx, pending); return err })
	g.Go(func() (err error) { facts.opinions, err = s.running(d); return err })
	g.Go(func() (err error) { facts.latest, err = s.Reader.Facts(ctx, latest); return err })
	return facts, g.Wait()
}

// flagged are the instances of the last year that carry a remark.
func (s *Server) flagged(d *entryDesk, flag disclosure.Flag) ([]disclosure.Instance, error) {
	q := d.within(d.today-workSpan, 0)
	q.Verdicts = []disclosure.Verdict{disclosure.OnTime, disclosure.Late, disclosure.Partial, disclosure.Missing, disclosure.Pending}
	all, err := s.Reader.Instances(d.ctx, q)
	var found []disclosure.Instance
	for _, i := range all {
		if i.Flags.Has(flag) && !i.Flags.Has(disclosure.FlagForged) {
			found = append(found, i)
		}
	}
	return found, err
}

// running are the incidents detected and not yet closed, latest first.
func (s *Server) running(d *entryDesk) ([]disclosure.Event, error) {
	q := d.always()
	q.Office = ""
	facts, err := s.Reader.Facts(d.ctx, q, disclosure.Detected, disclosure.Closed, disclosure.Voided)
	if err != nil {
		return nil, err
	}
	facts = standing(facts)
	closed := map[string]bool{}
	for _, e := range facts {
		if e.Kind == disclosure.Closed {
			closed[e.Duty+"\x00"+e.Subject] = true
		}
	}
	var open []disclosure.Event
	for _, e := range facts {
		key := e.Duty + "\x00" + e.Subject
		if e.Kind == disclosure.Detected && e.Attrs["with"] == "" && !closed[key] && d.acc.SeesOffice(d.Body, e.Office) {
			open, closed[key] = append(open, e), true
		}
	}
	return open, nil
}

// weekEnd is the Sunday of the week.
func weekEnd(day workday.Date) workday.Date {
	return day + workday.Date((7-int(day.Weekday()))%7)
}
