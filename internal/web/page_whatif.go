package web

import (
	"net/url"

	"github.com/gofiber/fiber/v2"

	"daylight/dashboards"
	"daylight/internal/schemefile"
)

// whatIfData is what the view of a trial finds in Data.
type whatIfData struct {
	scoreData
	Scheme    dashboards.SchemeLine
	Trial     *trial
	Refused   bool
	Board     *dashboards.WhatIfBoard // nil while nothing is changed, or when refused
	Reset     string
	XLSX, CSV string
}

// sketch is a question with a trial of other rules.
type sketch struct {
	*desk
	trial *trial
}

// openSketch reads the question, the scheme in force and what is to be changed.
// It only reads: nothing of a trial is kept anywhere but in the address.
func (s *Server) openSketch(c *fiber.Ctx) (*sketch, error) {
	d, err := s.openDesk(c)
	if err != nil {
		return nil, err
	}
	scheme, err := s.scheme(d)
	if err != nil {
		return nil, err
	}
	k := &sketch{d, newTrial(d.frame.Lang, scheme)}
	k.trial.read(func(name string) string { return c.Query(name) })
	return k, nil
}

// compare scores the period twice. nil: there is nothing to compare.
func (s *Server) compare(k *sketch) (*dashboards.WhatIfBoard, error) {
	if k.trial.refused() || len(k.trial.changes()) == 0 {
		return nil, nil
	}
	in, err := s.points(k.desk)
	if err != nil {
		return nil, err
	}
	board := dashboards.NewWhatIf(k.frame, scored(k.desk, k.trial.base, in), scored(k.desk, k.trial.scheme, in), k.rules())
	return &board, nil
}

// rules lists the rules that the trial changes, in words.
func (k *sketch) rules() []dashboards.RuleLine {
	var lines []dashboards.RuleLine
	for _, c := range schemefile.Diff(k.frame.Lang, k.trial.base, k.trial.scheme) {
		var l dashboards.RuleLine
		if c.Before != nil {
			l.Part, l.Item, l.Before = c.Before.Part, c.Before.Item, c.Before.Value
		}
		if c.After != nil {
			l.Part, l.Item, l.After = c.After.Part, c.After.Item, c.After.Value
		}
		lines = append(lines, l)
	}
	return lines
}

// whatIf tries other rules on a period.
func (s *Server) whatIf(c *fiber.Ctx) error {
	k, err := s.openSketch(c)
	if err != nil {
		return err
	}
	board, err := s.compare(k)
	if err != nil {
		return err
	}
	p, err := s.board(c, k.Asked, "whatif.title", nil)
	if err != nil {
		return err
	}
	changes := k.trial.changes()
	p.Permalink = withPairs(p.Permalink, changes)
	p.PrintURL = k.URL(p.Path, append(changes, "print", "1")...)
	p.Data = whatIfData{
		scoreData: scoreData{
			boardData: boardData{Crumbs: k.crumbs(dashboards.Link{Name: p.Title}), Form: k.form(p.Lang, "/whatif")},
			Period:    k.Period.Label(p.Lang), Tabs: scoreTabs(p, k.desk),
		},
		Scheme: dashboards.SchemeOf(k.frame, k.trial.base), Trial: k.trial, Refused: k.trial.refused(), Board: board,
		Reset: k.URL("/whatif"), XLSX: k.URL("/whatif.xlsx", changes...), CSV: k.URL("/whatif.csv", changes...),
	}
	if k.trial.refused() {
		c.Status(fiber.StatusBadRequest)
	}
	return s.render(c, "page_whatif", p)
}

// withPairs adds parameters to an address that has some already.
func withPairs(address string, pairs []string) string {
	more := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		more.Set(pairs[i], pairs[i+1])
	}
	if len(more) == 0 {
		return address
	}
	return address + "&" + more.Encode()
}

// annex is a trial that can be exported.
func (s *Server) annex(c *fiber.Ctx) (*sketch, *dashboards.WhatIfBoard, error) {
	k, err := s.openSketch(c)
	if err != nil {
		return nil, nil, err
	}
	board, err := s.compare(k)
	if err == nil && board == nil {
		err = invalid("whatif.nothing")
	}
	return k, board, err
}

// whatIfXLSX is the annex to a new scheme as a workbook.
func (s *Server) whatIfXLSX(c *fiber.Ctx) error {
	k, board, err := s.annex(c)
	if err != nil {
		return err
	}
	sheets := dashboards.WhatIfSheets(k.frame, *board)
	for n := range sheets {
		sheets[n].Above = []string{k.frame.T("whatif.heading", k.bodyName(), sheets[n].Name), k.basis(board.Scheme), k.frame.T("whatif.sketch")}
	}
	return sendXLSX(c, k.filename()+".xlsx", sheets...)
}

// whatIfCSV is the same annex as one table.
func (s *Server) whatIfCSV(c *fiber.Ctx) error {
	k, board, err := s.annex(c)
	if err != nil {
		return err
	}
	head, rows := dashboards.WhatIfCells(k.frame, *board)
	note := k.frame.T("whatif.sheet.note")
	rows = append([][]string{{note, k.bodyName(), k.basis(board.Scheme), "", "", ""}, {note, k.bodyName(), k.frame.T("whatif.sketch"), "", "", ""}}, rows...)
	return sendCSV(c, k.filename()+".csv", head, rows)
}

func (k *sketch) filename() string {
	return "daylight-whatif-" + k.Body + "-" + dashboards.Known(k.AsOf).String()
}
