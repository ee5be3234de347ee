package web

import (
	"cmp"
	"crypto/rand"
	"encoding/hex"
	"slices"

	"github.com/gofiber/fiber/v2"

	"daylight/internal/access"
	"daylight/internal/assessment"
	"daylight/internal/workday"
)

// fileAppeal records an objection to a receipt as it stands now.
func (s *Server) fileAppeal(c *fiber.Ctx) error {
	d, scoring, score, err := s.ownScore(c)
	if err != nil {
		return err
	}
	key, reason, evidence := c.FormValue("key"), trimmed(c, "reason"), trimmed(c, "evidence")
	at := slices.IndexFunc(score.Receipts, func(r assessment.Receipt) bool { return r.Key() == key && r.Disputable() })
	if at < 0 {
		return missed("appeal.no_receipt")
	}
	if reason == "" {
		return s.showAppealForm(c, key, reason, evidence, d.frame.T("appeal.reason_needed"))
	}
	period := assessment.Period{From: d.From, To: cmp.Or(d.To, farDay)}
	known, err := s.appealsOf(d)
	if err != nil {
		return err
	}
	for _, a := range known {
		if a.State == assessment.Filed && a.Key == key && a.Period.From <= period.To && a.Period.To >= period.From {
			return s.showAppealForm(c, key, reason, evidence, d.frame.T("appeal.already"))
		}
	}
	r := score.Receipts[at]
	a := assessment.Appeal{
		ID: newID("a"), Office: d.Office, Key: key, Period: period, Scheme: r.Scheme, Title: cmp.Or(r.Title, scoring.Reason(r.Reason)), Points: r.Points,
		Duty: r.Duty, Subject: r.Subject, Reason: reason, Evidence: evidence, State: assessment.Filed, FiledOn: workday.DateOf(s.Now()), Actor: d.acc.Name,
	}
	if err := s.Appeals.RecordAppeal(d.ctx, d.Body, a); err != nil {
		return err
	}
	return c.Redirect(d.URL("/appeals"), fiber.StatusSeeOther)
}

// decideAppeal records what the secretariat decided, with reasons.
func (s *Server) decideAppeal(c *fiber.Ctx) error {
	d, a, err := s.openAppeal(c)
	if err != nil {
		return err
	}
	typed := [3]string{trimmed(c, "decision"), trimmed(c, "follows"), c.FormValue("state")}
	sorry := ""
	switch {
	case typed[2] != "upheld" && typed[2] != "rejected":
		sorry = d.frame.T("appeal.choose")
	case typed[0] == "":
		sorry = d.frame.T("appeal.decision_needed")
	case typed[2] == "upheld" && typed[1] == "":
		sorry = d.frame.T("appeal.follows_needed")
	}
	if sorry != "" {
		c.Status(fiber.StatusUnprocessableEntity)
		return s.showAppeals(c, a.ID, typed, sorry)
	}
	if a.State = assessment.Rejected; typed[2] == "upheld" {
		a.State = assessment.Upheld
	}
	a.Decision, a.Follows, a.Decider = typed[0], typed[1], d.acc.DisplayName()
	return s.stepAppeal(c, d, a)
}

// dropAppeal takes the own appeal back.
func (s *Server) dropAppeal(c *fiber.Ctx) error {
	d, a, err := s.openAppeal(c)
	if err != nil {
		return err
	}
	a.State = assessment.Dropped
	return s.stepAppeal(c, d, a)
}

func (s *Server) stepAppeal(c *fiber.Ctx, d *desk, a assessment.Appeal) error {
	a.Actor = d.acc.Name
	if err := s.Appeals.RecordAppeal(d.ctx, d.Body, a); err != nil {
		return err
	}
	return c.Redirect(d.URL("/appeals"), fiber.StatusSeeOther)
}

// openAppeal finds the pending appeal that the address names among those the
// account may see.
func (s *Server) openAppeal(c *fiber.Ctx) (*desk, assessment.Appeal, error) {
	d, err := s.openDesk(c)
	if err != nil {
		return nil, assessment.Appeal{}, err
	}
	list, err := s.appealsOf(d)
	if err != nil {
		return nil, assessment.Appeal{}, err
	}
	at := slices.IndexFunc(list, func(a assessment.Appeal) bool { return a.ID == c.Params("id") })
	if at < 0 {
		return nil, assessment.Appeal{}, fiber.ErrNotFound
	}
	if list[at].State != assessment.Filed {
		return nil, assessment.Appeal{}, invalid("appeal.settled")
	}
	return d, list[at], nil
}

// mayAppeal says whether the account may object to receipts of the office.
func (d *desk) mayAppeal(office string) bool {
	return d.acc.Can(access.Appeal) && d.acc.Office == office
}

// newID is a short name that nobody has used.
func newID(prefix string) string {
	var b [8]byte
	rand.Read(b[:]) // never fails
	return prefix + hex.EncodeToString(b[:])
}
