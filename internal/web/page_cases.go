package web

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"daylight/dashboards"
	"daylight/internal/disclosure"
)

// casesPerPage is how many applications stand on one page of the register.
const casesPerPage = 50

// casesData is what the view of the register finds in Data.
type casesData struct {
	boardData
	All                string
	State              string
	Prev, Next, CSV    string
	First, Last, Total int
	Enter              string
}

// anyPeriod asks across all periods unless the address itself names one.
func (d *desk) anyPeriod() {
	if d.Asked.frame.Get("period") == "" && d.Asked.frame.Get("from") == "" && d.Asked.frame.Get("to") == "" {
		d.Period, d.From, d.To = Period{}, 0, 0
	}
}

// ofDuties lists the instances and the facts of some duties.
func (s *Server) ofDuties(d *desk, duties []disclosure.Duty, kinds ...disclosure.EventKind) ([]disclosure.Instance, []disclosure.Event, error) {
	var instances []disclosure.Instance
	var events []disclosure.Event
	for _, duty := range duties {
		q := d.Question
		q.Duty, q.Verdicts, q.Subject, q.External = duty.Code, nil, "", duty.External
		list, err := s.Reader.Instances(d.ctx, q)
		if err != nil {
			return nil, nil, err
		}
		q.Office = "" // whoever entered it
		facts, err := s.Reader.Facts(d.ctx, q, kinds...)
		if err != nil {
			return nil, nil, err
		}
		instances, events = append(instances, list...), append(events, facts...)
	}
	return instances, events, nil
}

func (s *Server) caseBoard(c *fiber.Ctx) (*desk, dashboards.CaseBoard, string, error) {
	d, err := s.openDesk(c)
	if err != nil {
		return nil, dashboards.CaseBoard{}, "", err
	}
	d.anyPeriod()
	state := c.Query("state")
	if state != "" && !slices.Contains(dashboards.CaseStates, state) {
		return nil, dashboards.CaseBoard{}, "", invalid("case.no_state", state)
	}
	facts := dashboards.CaseFacts{AsOf: d.AsOf}
	if facts.Instances, facts.Events, err = s.ofDuties(d, dashboards.CaseDuties(d.frame.Plan)); err != nil {
		return nil, dashboards.CaseBoard{}, "", err
	}
	if facts.Calendar, err = s.Reader.Calendar(d.ctx, d.AsOf); err != nil {
		return nil, dashboards.CaseBoard{}, "", err
	}
	return d, dashboards.NewCases(d.frame, facts, state, func(key string) string { return d.URL("/cases", "state", key) }), state, nil
}

// cases is the register of applications (依申请公开).
func (s *Server) cases(c *fiber.Ctx) error {
	d, board, state, err := s.caseBoard(c)
	if err != nil {
		return err
	}
	p, err := s.board(c, d.Asked, "cases.title", nil)
	if err != nil {
		return err
	}
	from := min((d.PageNo-1)*casesPerPage, len(board.Rows))
	to := min(from+casesPerPage, len(board.Rows))
	data := casesData{
		boardData: boardData{Crumbs: d.crumbs(dashboards.Link{Name: p.Title}), Form: d.form(p.Lang, "/cases")},
		All:       d.URL("/cases"), State: state, CSV: d.URL("/cases.csv", "state", state),
		First: min(from+1, to), Last: to, Total: len(board.Rows),
	}
	if d.PageNo > 1 {
		data.Prev = d.URL("/cases", "state", state, "page", keepPage(d.PageNo-1))
	}
	if to < len(board.Rows) {
		data.Next = d.URL("/cases", "state", state, "page", keepPage(d.PageNo+1))
	}
	if state != "" {
		data.Form.Keep = append(data.Form.Keep, hidden{"state", state})
		p.Permalink = d.Permalink("/cases") + "&state=" + state
		p.PrintURL = d.URL("/cases", "state", state, "print", "1")
	}
	for _, duty := range dashboards.CaseDuties(d.frame.Plan) {
		data.Enter = s.enterURL(d, duty.Code, "", duty.Lead, disclosure.Received, p.Path)
	}
	board.Rows = board.Rows[from:to]
	data.Board = board
	p.Data = data
	return s.render(c, "page_cases", p)
}

// casesCSV is the same register as a file, whole.
func (s *Server) casesCSV(c *fiber.Ctx) error {
	d, board, _, err := s.caseBoard(c)
	if err != nil {
		return err
	}
	head, cells := dashboards.CaseCells(d.frame, board.Rows)
	return sendCSV(c, "daylight-cases-"+d.Body+"-"+dashboards.Known(d.AsOf).String()+".csv", head, cells)
}
