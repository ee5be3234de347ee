package web

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"daylight/dashboards"
	"daylight/internal/access"
	"daylight/internal/disclosure"
)

// checksData is what the view of spot checks finds in Data.
type checksData struct {
	boardData
	Supervision string // "" for those who see one office only
}

// checks lists the spot checks (抽查) of standing displays and of duties
// performed by others.
func (s *Server) checks(c *fiber.Ctx) error {
	d, err := s.openDesk(c)
	if err != nil {
		return err
	}
	d.anyPeriod()
	q := disclosure.Question{Body: d.Body, AsOf: d.AsOf}
	events, err := s.Reader.Facts(d.ctx, q, disclosure.SpotChecked, disclosure.Voided)
	if err != nil {
		return err
	}
	p, err := s.board(c, d.Asked, "checks.title", nil)
	if err != nil {
		return err
	}
	data := checksData{boardData: boardData{
		Crumbs: d.crumbs(dashboards.Link{Name: p.Title}), Form: d.form(p.Lang, "/checks"),
		Board: dashboards.NewChecks(d.frame, events, d.From, d.To),
	}}
	if d.acc.Can(access.SeeAll) {
		data.Supervision = d.URL("/supervision")
	}
	p.Data = data
	return s.render(c, "page_checks", p)
}

// supervisionData is what the view of duties performed by others finds in Data.
type supervisionData struct {
	boardData
	Table              dashboards.Table
	Parts              []dashboards.Part
	Checks             string
	First, Last, Total int
	Prev, Next         string
}

// supervision lists the instances of duties performed by others (督导). They
// stand in no total and no ranking.
func (s *Server) supervision(c *fiber.Ctx) error {
	d, err := s.openDesk(c)
	if err != nil {
		return err
	}
	q := d.Question
	q.External = true
	verdicts := q.Verdicts
	q.Verdicts = nil
	all, err := s.Reader.Instances(d.ctx, q)
	if err != nil {
		return err
	}
	p, err := s.board(c, d.Asked, "supervision.title", nil)
	if err != nil {
		return err
	}
	data := supervisionData{
		boardData: boardData{
			Crumbs: d.crumbs(dashboards.Link{Name: p.T("checks.title"), Href: d.URL("/checks")}, dashboards.Link{Name: p.Title}),
			Form:   d.form(p.Lang, "/supervision", "verdict"),
		},
		Checks: d.URL("/checks"),
	}
	var counts dashboards.Counts
	var rows []disclosure.Instance
	for _, i := range all {
		counts.Add(i.Verdict, 1)
		if len(verdicts) == 0 || slices.Contains(verdicts, i.Verdict) {
			rows = append(rows, i)
		}
	}
	for _, v := range disclosure.Verdicts {
		if n := counts.Of(v); n > 0 {
			href := d.URL("/supervision", "verdict", verdictList([]disclosure.Verdict{v}))
			data.Parts = append(data.Parts, dashboards.Part{Verdict: v, Count: n, Href: href, Current: slices.Contains(verdicts, v)})
		}
	}
	from := min((d.PageNo-1)*rowsPerPage, len(rows))
	to := min(from+rowsPerPage, len(rows))
	data.First, data.Last, data.Total = min(from+1, to), to, len(rows)
	if d.PageNo > 1 {
		data.Prev = d.Here("/supervision", "page", keepPage(d.PageNo-1))
	}
	if to < len(rows) {
		data.Next = d.Here("/supervision", "page", keepPage(d.PageNo+1))
	}
	data.Table = dashboards.NewTable(d.frame, rows[from:to], "", func(string) string { return "" })
	for n := range data.Table.Heads {
		data.Table.Heads[n].Href = "" // worst first, always
	}
	p.Data = data
	return s.render(c, "page_supervision", p)
}
