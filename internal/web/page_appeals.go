package web

import (
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"daylight/dashboards"
	"daylight/internal/access"
	"daylight/internal/assessment"
	"daylight/internal/workday"
)

// appealsData is what the view of appeals finds in Data.
type appealsData struct {
	boardData
	Pending, Settled []appealLine
	Decides          bool
	Receipts         string // where the own receipts stand; "" for those without an office
	Workdays         int
}

// appealLine is an appeal in words.
type appealLine struct {
	assessment.Appeal
	OfficeName, PeriodName, StateName string
	DutyName, Href                    string
	AnswerBy                          workday.Date
	Left                              int // working days until AnswerBy; below 0: overdue
	Action, DropAction                string
	Receipt                           string // address of the receipts it is about
	Sorry                             string
	Typed                             [3]string // decision, follows and state as typed
}

// Worth is what the receipt was worth when it was objected to.
func (l appealLine) Worth() string { return dashboards.Signed(l.Points) }

var appealStates = map[assessment.AppealState]string{
	assessment.Filed: "filed", assessment.Upheld: "upheld", assessment.Rejected: "rejected", assessment.Dropped: "dropped",
}

// appeals lists what offices object to: to the secretariat and the leading group
// all of it, to an office its own.
func (s *Server) appeals(c *fiber.Ctx) error { return s.showAppeals(c, "", [3]string{}, "") }

func (s *Server) showAppeals(c *fiber.Ctx, wrong string, typed [3]string, sorry string) error {
	d, err := s.openDesk(c)
	if err != nil {
		return err
	}
	list, err := s.appealsOf(d)
	if err != nil {
		return err
	}
	cal, err := s.Reader.Calendar(d.ctx, d.AsOf)
	if err != nil {
		return err
	}
	p, err := s.board(c, d.Asked, "appeal.title", nil)
	if err != nil {
		return err
	}
	data := appealsData{boardData: boardData{Crumbs: d.crumbs(dashboards.Link{Name: p.Title})}, Decides: d.acc.Can(access.Rule), Workdays: assessment.AppealAnswerWorkdays}
	if d.acc.Office != "" {
		data.Receipts = d.URL(receiptsPath(d.acc.Office))
	}
	for _, a := range list {
		l := d.appealLine(cal, a)
		if a.ID == wrong {
			l.Typed, l.Sorry = typed, sorry
		}
		if a.State == assessment.Filed {
			data.Pending = append(data.Pending, l)
		} else {
			data.Settled = append(data.Settled, l)
		}
	}
	p.Data = data
	return s.render(c, "page_appeals", p)
}

// appealsOf lists the appeals that the account may see.
func (s *Server) appealsOf(d *desk) ([]assessment.Appeal, error) {
	if s.Appeals == nil {
		return nil, nil
	}
	list, err := s.Appeals.AppealsKnown(d.ctx, d.Body, d.AsOf)
	if d.acc.Can(access.SeeAll) {
		return list, err
	}
	return slices.DeleteFunc(list, func(a assessment.Appeal) bool { return a.Office != d.acc.Office }), err
}

func (d *desk) appealLine(cal *workday.Calendar, a assessment.Appeal) appealLine {
	l := appealLine{Appeal: a, OfficeName: d.frame.Office(a.Office), PeriodName: spanOf(a.Period).Label(d.frame.Lang),
		StateName: d.frame.T("appeal.state." + appealStates[a.State]), AnswerBy: a.AnswerBy(cal),
		Action: d.URL("/appeals/" + a.ID), DropAction: d.URL("/appeals/" + a.ID + "/drop")}
	today := dashboards.Known(d.AsOf)
	if l.Left = cal.WorkdaysBetween(today, l.AnswerBy); today > l.AnswerBy {
		l.Left = -cal.WorkdaysBetween(l.AnswerBy, today)
	}
	if a.Duty != "" {
		l.DutyName, l.Href = d.frame.Duty(a.Duty), d.frame.Link.Instance(a.Duty, a.Subject)
	}
	l.Receipt = d.URL(receiptsPath(a.Office), "period", "", "from", a.Period.From.String(), "to", a.Period.To.String())
	return l
}

// spanOf names a period as the address does.
func spanOf(p assessment.Period) Period {
	for _, months := range []int{1, 3, 6, 12} {
		if whole := periodOf(p.From, months); whole.From == p.From && whole.To == p.To {
			return whole
		}
	}
	return Period{From: p.From, To: p.To}
}

// appealData is what the form of an appeal finds in Data.
type appealData struct {
	boardData
	Line   dashboards.ReceiptLine
	Action string
	Key    string
	Fields []fieldView
	Back   string
}

// appealForm asks for the reasons of an objection to one receipt.
func (s *Server) appealForm(c *fiber.Ctx) error {
	return s.showAppealForm(c, c.Query("key"), "", "", "")
}

func (s *Server) showAppealForm(c *fiber.Ctx, key, reason, evidence, sorry string) error {
	d, scoring, score, err := s.ownScore(c)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(score.Receipts, func(r assessment.Receipt) bool { return r.Key() == key && r.Disputable() })
	if at < 0 {
		return missed("appeal.no_receipt")
	}
	p, err := s.board(c, d.Asked, "appeal.new", nil)
	if err != nil {
		return err
	}
	line := dashboards.LineOf(d.frame, scoring, score.Receipts[at])
	p.Data = appealData{
		boardData: boardData{Crumbs: d.crumbs(dashboards.Link{Name: d.frame.T("receipts.title"), Href: d.URL(receiptsPath(d.Office))}, dashboards.Link{Name: p.Title})},
		Line:      line, Action: d.URL("/appeals", "office", d.Office), Key: key, Back: d.URL(receiptsPath(d.Office)),
		Fields: []fieldView{
			{Name: "reason", ID: "a-reason", Label: p.T("appeal.reason"), Hint: p.T("appeal.hint.reason"), Widget: "long", Value: reason, Must: true, Sorry: sorry},
			{Name: "evidence", ID: "a-evidence", Label: p.T("appeal.evidence"), Hint: p.T("appeal.hint.evidence"), Value: evidence},
		},
	}
	if sorry != "" {
		c.Status(fiber.StatusUnprocessableEntity)
	}
	return s.render(c, "page_appeal_new", p)
}

// ownScore is officeScore for the account's own office.
func (s *Server) ownScore(c *fiber.Ctx) (*desk, dashboards.Scoring, assessment.OfficeScore, error) {
	d, scoring, score, err := s.officeScore(c)
	if err == nil && (s.Appeals == nil || d.Office == "" || d.Office != d.acc.Office) {
		err = fiber.ErrNotFound
	}
	return d, scoring, score, err
}

// trimmed is a text without space around it and not longer than a form allows.
func trimmed(c *fiber.Ctx, name string) string {
	text := []rune(strings.TrimSpace(c.FormValue(name)))
	return string(text[:min(len(text), 2000)])
}
