package web

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"daylight/internal/access"
	"daylight/internal/assessment"
	"daylight/internal/workday"
)

// askExtra records a fault or a bonus that waits for approval.
func (s *Server) askExtra(c *fiber.Ctx) error {
	d, _, err := s.openExtras(c)
	if err != nil {
		return err
	}
	scheme, err := s.scheme(d)
	if err != nil {
		return err
	}
	var form extraForm
	e := form.read(c, d, scheme, workday.DateOf(s.Now()))
	if len(form.sorry) > 0 {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.showExtras(c, form, "", "")
	}
	return s.stepExtra(c, d, e)
}

// decideExtra approves an entry, or refuses it with reasons.
func (s *Server) decideExtra(c *fiber.Ctx) error {
	d, e, err := s.openExtra(c, assessment.Asked)
	if err != nil {
		return err
	}
	e.Note = trimmed(c, "note")
	switch c.FormValue("state") {
	case "approved":
		e.State, e.Approver, e.ApprovedOn = assessment.Approved, d.acc.DisplayName(), workday.DateOf(s.Now())
	case "refused":
		if e.State = assessment.Refused; e.Note == "" {
			c.Status(fiber.StatusUnprocessableEntity)
			return s.showExtras(c, extraForm{}, e.ID, d.frame.T("extra.note_needed"))
		}
	default:
		return invalid("extra.choose")
	}
	return s.stepExtra(c, d, e)
}

// revokeExtra takes an entry out: one that waits by whoever enters, one that
// counts by whoever approves.
func (s *Server) revokeExtra(c *fiber.Ctx) error {
	d, e, err := s.openExtra(c, assessment.Asked, assessment.Approved)
	if err != nil {
		return err
	}
	if e.State == assessment.Approved && !d.acc.Can(access.ApproveExtra) {
		return fiber.ErrForbidden
	}
	if e.Note = trimmed(c, "note"); e.Note == "" {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.showExtras(c, extraForm{}, e.ID, d.frame.T("extra.note_needed"))
	}
	e.State = assessment.Revoked
	return s.stepExtra(c, d, e)
}

func (s *Server) stepExtra(c *fiber.Ctx, d *desk, e assessment.Entry) error {
	e.Actor = d.acc.Name
	if err := s.Extras.RecordEntry(d.ctx, d.Body, e); err != nil {
		return err
	}
	return c.Redirect(d.URL("/extras"), fiber.StatusSeeOther)
}

// openExtra finds the entry that the address names, in one of these states.
func (s *Server) openExtra(c *fiber.Ctx, states ...assessment.EntryState) (*desk, assessment.Entry, error) {
	d, entries, err := s.openExtras(c)
	if err != nil {
		return nil, assessment.Entry{}, err
	}
	at := slices.IndexFunc(entries, func(e assessment.Entry) bool { return e.ID == c.Params("id") })
	if at < 0 {
		return nil, assessment.Entry{}, fiber.ErrNotFound
	}
	if !slices.Contains(states, entries[at].State) {
		return nil, assessment.Entry{}, invalid("extra.settled")
	}
	return d, entries[at], nil
}
