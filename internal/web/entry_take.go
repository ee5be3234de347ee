package web

import (
	"cmp"
	"fmt"
	"net/url"
	"slices"

	"github.com/gofiber/fiber/v2"

	"daylight/internal/access"
	"daylight/internal/disclosure"
	"daylight/internal/intake"
)

// postEntry records what a form states. Sent twice, it states the same fact.
func (s *Server) postEntry(c *fiber.Ctx) error {
	typed, photo, err := s.readEntry(c)
	if err != nil {
		return err
	}
	f, err := s.openForm(c, typed)
	if err != nil {
		return err
	}
	if f.duty.Code == "" {
		return s.askDuty(c, f)
	}
	f.check()
	f.checkRef()
	values, attrs := f.stated()
	if f.kind.photo {
		s.lookAt(f, photo, attrs)
	}
	var events []disclosure.Event
	if !f.wrong() {
		var problems []intake.Problem
		events, problems = intake.CheckForm(values, attrs, f.d.options(s))
		f.blameAll(problems)
	}
	if f.wrong() {
		return s.showForm(c, f)
	}
	if err := f.d.mayAppend(events); err != nil {
		return err
	}
	if photo != nil {
		if err := s.keepPhoto(f, photo, events); err != nil {
			return err
		}
	}
	outcome, err := s.record(c, f.d, access.ActEventsAppend, events)
	if err != nil {
		return err
	}
	if outcome == disclosure.Conflict {
		c.Status(fiber.StatusConflict)
		f.general = append(f.general, f.T("entry.conflict"))
		return s.showForm(c, f)
	}
	return s.leadOn(c, f.d, events[len(events)-1], outcome)
}

// readEntry reads the fields of a form, and its file where it may bring one.
func (s *Server) readEntry(c *fiber.Ctx) (url.Values, *photo, error) {
	if streamed(c) {
		return s.readPhotoForm(c)
	}
	typed, err := url.ParseQuery(string(c.Body()))
	if err != nil {
		return nil, nil, fiber.ErrBadRequest
	}
	return typed, nil, nil
}

// checkRef holds a fact that speaks of another to those it was offered.
func (f *entryForm) checkRef() {
	if len(f.kind.spokenOf) == 0 || f.sorry["ref"] != "" {
		return
	}
	ref := f.value("ref")
	if !slices.ContainsFunc(f.refs, func(e disclosure.Event) bool { return e.ID == ref }) {
		f.blame("ref", f.T("entry.choose"))
	}
}

// mayAppend refuses events that the account may not enter.
func (d *entryDesk) mayAppend(events []disclosure.Event) error {
	for _, e := range events {
		if code, args := entryRefusal(d.acc, d.plan, d.today, e); code != "" {
			return forbidden(code, args...)
		}
	}
	return nil
}

// record appends events and leaves a line in the audit trail. The outcome is
// Appended when any of them is new.
func (s *Server) record(c *fiber.Ctx, d *entryDesk, act access.Action, events []disclosure.Event) (disclosure.Outcome, error) {
	outcomes, err := s.Ledger.Append(d.ctx, events)
	if err == nil && len(outcomes) != len(events) {
		err = fmt.Errorf("append events: %d outcomes for %d events", len(outcomes), len(events))
	}
	count := map[disclosure.Outcome]int{}
	for _, o := range outcomes {
		count[o]++
	}
	result := access.Done
	if err != nil || count[disclosure.Conflict] > 0 {
		result = access.Failed
	}
	details := fmt.Sprintf("appended=%d duplicate=%d conflict=%d", count[disclosure.Appended], count[disclosure.Duplicate], count[disclosure.Conflict])
	target := d.Body
	if act != access.ActEventsAppend && len(events) > 0 {
		details = "decision=" + events[0].Attrs["decision"]
		target = d.Body + "/" + events[0].Duty + "/" + events[0].Subject
	}
	err = cmp.Or(err, s.Access.Log(c.UserContext(), s.actor(c), act, target, result, details))
	switch {
	case err != nil:
		return 0, err
	case count[disclosure.Conflict] > 0:
		return disclosure.Conflict, nil
	case count[disclosure.Appended] > 0:
		return disclosure.Appended, nil
	}
	return disclosure.Duplicate, nil
}

// leadOn goes to where the fact now stands.
func (s *Server) leadOn(c *fiber.Ctx, d *entryDesk, e disclosure.Event, outcome disclosure.Outcome) error {
	done := "recorded"
	switch {
	case outcome == disclosure.Duplicate:
		done = "recorded_before"
	case e.Kind == disclosure.NilReturn && e.Attrs["unsigned"] != "":
		done = "prepared"
	}
	return c.Redirect(d.URL(s.standsAt(d, e), "done", done), fiber.StatusSeeOther)
}

// standsAt is the page of the fact's instance, or the work list where there is
// no such page or the account may not open it: a co-office sees no instance of
// the lead's. The fact is recorded by now, so that no error is one any more.
func (s *Server) standsAt(d *entryDesk, e disclosure.Event) string {
	const elsewhere = "/work"
	now, err := s.Reader.Moment(d.ctx)
	if err != nil || e.Subject == "" {
		return elsewhere
	}
	q := disclosure.Question{Body: d.Body, AsOf: now, Duty: e.Duty, Subject: e.Subject}
	for _, q.External = range []bool{false, true} {
		if i, err := s.Reader.Instance(d.ctx, q); err == nil && d.acc.SeesOffice(d.Body, i.Office) {
			return "/instance/" + url.PathEscape(e.Duty) + "/" + url.PathEscape(e.Subject)
		}
	}
	return elsewhere
}
