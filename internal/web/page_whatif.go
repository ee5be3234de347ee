package web

import (
	"net/url"

	"github.com/gofiber/fiber/v2"

	"daylight/dashboards"
	"daylight/internal/disclosure"
	"daylight/internal/schemefile"
)

// whatIfData is what the view of a trial finds in Data.
type whatIfData struct {
	scoreData
	Scheme    dashboards.SchemeLine
	Trial     *trial
	Refused   bool
	Board     *dashboards.WhatIfBoard // nil while nothing is changed, or when refused
	Rejudged  string                  // what other terms do to the instances
	Reset     string
	XLSX, CSV string
}

// sketch is a question with a trial of other rules.
type sketch struct {
	*desk
	trial *trial
	plans []*disclosure.Plan // every version; only once terms are changed
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
	plan, err := s.planOfPeriod(d.ctx, d)
	if err != nil {
		return nil, err
	}
	k := &sketch{desk: d, trial: newTrial(d.frame.Lang, scheme)}
	k.trial.addTerms(plan)
	k.trial.read(func(name string) string { return c.Query(name) })
	return k, nil
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
	return append(lines, termRules(k.frame, k.plans, k.trial.changedTerms())...)
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
	data := whatIfData{
		scoreData: scoreData{
			boardData: boardData{Crumbs: k.crumbs(dashboards.Link{Name: p.Title}), Form: k.form(p.Lang, "/whatif")},
			Period:    k.Period.Label(p.Lang),
		},
		Scheme: dashboards.SchemeOf(k.frame, k.trial.base), Trial: k.trial, Refused: k.trial.refused(), Board: board,
		Reset: k.URL("/whatif"), XLSX: k.URL("/whatif.xlsx", changes...), CSV: k.URL("/whatif.csv", changes...),
	}
	if board != nil && board.Rejudged != nil {
		data.Rejudged = board.Rejudged.Words(k.frame)
	}
	p.Data = data
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
		sheets[n].Above = append([]string{k.frame.T("whatif.heading", k.bodyName(), sheets[n].Name)}, k.notes(board)...)
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
	var notes [][]string
	for _, words := range k.notes(board) {
		notes = append(notes, []string{k.frame.T("whatif.sheet.note"), k.bodyName(), words, "", "", ""})
	}
	return sendCSV(c, k.filename()+".csv", head, append(notes, rows...))
}

// notes say above an export what it rests on and what it is not.
func (k *sketch) notes(b *dashboards.WhatIfBoard) []string {
	notes := []string{k.basis(b.Scheme), k.frame.T("whatif.sketch")}
	if b.Rejudged != nil {
		notes = append(notes, b.Rejudged.Words(k.frame))
	}
	return append(notes, b.Cautions...)
}

func (k *sketch) filename() string {
	return "daylight-whatif-" + k.Body + "-" + dashboards.Known(k.AsOf).String()
}
