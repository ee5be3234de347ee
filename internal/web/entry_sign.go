package web

import (
	"errors"
	"slices"

	"github.com/gofiber/fiber/v2"

	"daylight/dashboards"
	"daylight/internal/access"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/intake"
)

// signData shows a prepared nil return to the head who is to sign it.
type signData struct {
	Crumbs   []dashboards.Link
	Action   string
	Back     string
	Prepared disclosure.Event
	DutyName string
	Clause   string
	Office   string
	Href     string
	Post     string
	Sorry    string
}

// prepared returns the nil returns that wait for a signature, latest first.
func (s *Server) prepared(d *entryDesk) ([]disclosure.Event, error) {
	q := d.always()
	q.Office = "" // a declaration of void may name another office
	facts, err := s.Reader.Facts(d.ctx, q, disclosure.NilReturn, disclosure.Voided)
	if err != nil {
		return nil, err
	}
	signed := map[string]bool{}
	facts = standing(facts)
	for _, e := range facts {
		if e.Attrs["unsigned"] == "" {
			signed[e.Ref] = true
			signed[e.Duty+"\x00"+e.Subject] = true
		}
	}
	return slices.DeleteFunc(facts, func(e disclosure.Event) bool {
		return e.Attrs["unsigned"] == "" || !d.acc.SeesOffice(d.Body, e.Office) || e.Attrs["with"] != "" || signed[e.ID] || signed[e.Duty+"\x00"+e.Subject]
	}), nil
}

// toSign finds the prepared nil return that the address names.
func (s *Server) toSign(c *fiber.Ctx) (*entryDesk, disclosure.Event, error) {
	d, err := s.openEntry(c)
	if err != nil {
		return nil, disclosure.Event{}, err
	}
	if !signs(d.acc) {
		return nil, disclosure.Event{}, forbidden("entry.sign_forbidden")
	}
	waiting, err := s.prepared(d)
	if err != nil {
		return nil, disclosure.Event{}, err
	}
	i := slices.IndexFunc(waiting, func(e disclosure.Event) bool { return e.ID == c.Query("ref") })
	if i < 0 {
		return d, disclosure.Event{}, missed("entry.nothing_to_sign")
	}
	return d, waiting[i], nil
}

func (s *Server) signPage(c *fiber.Ctx) error {
	d, e, err := s.toSign(c)
	if err != nil {
		return err
	}
	return s.showSign(c, d, e, i18n.T(langOf(c), "entry.head_post"), "")
}

func (s *Server) showSign(c *fiber.Ctx, d *entryDesk, e disclosure.Event, post, sorry string) error {
	duty, _ := d.plan.DutyByCode(e.Duty)
	data := &signData{
		Action: d.URL("/enter/sign", "ref", e.ID), Back: d.URL("/work"), Prepared: e, DutyName: d.frame.Duty(e.Duty), Clause: duty.ClauseText,
		Office: d.frame.Office(e.Office), Href: d.frame.Link.Instance(e.Duty, e.Subject), Post: post, Sorry: sorry,
	}
	p, err := s.board(c, d.Asked, "entry.sign.title", data)
	if err != nil {
		return err
	}
	data.Crumbs = d.crumbs(dashboards.Link{Name: p.T("nav.work"), Href: d.URL("/work")}, dashboards.Link{Name: p.Title})
	if sorry != "" {
		c.Status(fiber.StatusBadRequest)
	}
	return s.renderSecret(c, "entry_sign", p)
}

// postSign records the signature: a nil return of its own that names the
// prepared one.
func (s *Server) postSign(c *fiber.Ctx) error {
	d, e, err := s.toSign(c)
	var gone *disclosure.Error
	if d != nil && errors.As(err, &gone) && gone.Kind == disclosure.Missed {
		return c.Redirect(d.URL("/work", "done", "signed_before"), fiber.StatusSeeOther)
	}
	if err != nil {
		return err
	}
	post := formText(c, "signer")
	if post == "" {
		return s.showSign(c, d, e, post, i18n.T(langOf(c), "entry.empty"))
	}
	events, problems := intake.Check(intake.Entry{
		Duty: e.Duty, Subject: e.Subject, Kind: intake.KindKey(disclosure.NilReturn), Office: e.Office, OccurredAt: d.today.String(),
		Title: e.Title, Ref: e.ID, Attrs: map[string]string{"signer": post},
	}, d.options(s))
	if len(problems) > 0 {
		return s.showSign(c, d, e, post, problems[0].Reason(langOf(c)))
	}
	if err := d.mayAppend(events); err != nil {
		return err
	}
	outcome, err := s.record(c, d, access.ActEventsAppend, events)
	if err != nil {
		return err
	}
	return s.leadOn(c, d, events[len(events)-1], outcome)
}
