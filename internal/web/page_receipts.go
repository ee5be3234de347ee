package web

import (
	"github.com/gofiber/fiber/v2"

	"daylight/dashboards"
	"daylight/internal/access"
	"daylight/internal/assessment"
)

// receiptsData is what the view of receipts finds in Data.
type receiptsData struct {
	scoreData
	CSV, Prev, Next string
	Disputes        map[string]*dispute // by Receipt.Key
}

// dispute is what stands beside a receipt: that it is objected to, or the way
// to do so.
type dispute struct{ Label, Href string }

// ownReceipts leads to the receipts of the account's own office, and those who
// see all offices to the ranking; the question is kept.
func (s *Server) ownReceipts(c *fiber.Ctx) error {
	acc, _ := accountOf(c)
	path := receiptsPath(acc.Office)
	if acc.Can(access.SeeAll) || acc.Office == "" {
		path = "/scores"
	}
	if question := c.Request().URI().QueryString(); len(question) > 0 {
		path += "?" + string(question)
	}
	return c.Redirect(path, fiber.StatusSeeOther)
}

// receipts lists every line of points of an office. The question has already
// refused offices that the account may not see.
func (s *Server) receipts(c *fiber.Ctx) error {
	d, scoring, score, err := s.officeScore(c)
	if err != nil {
		return err
	}
	board := dashboards.NewReceipts(d.frame, scoring, score, d.PageNo)
	if d.PageNo > 1 && len(board.Lines) == 0 {
		return missed("receipts.no_page", d.PageNo)
	}
	p, err := s.board(c, d.Asked, "receipts.title", nil)
	if err != nil {
		return err
	}
	path := receiptsPath(d.Office)
	data := receiptsData{
		scoreData: scoreData{
			boardData: boardData{
				Crumbs: d.crumbs(dashboards.Link{Name: board.Score.Name, Href: board.Score.Href}, dashboards.Link{Name: p.Title}),
				Form:   d.form(p.Lang, path), Board: board,
			},
			Period: d.Period.Label(p.Lang),
		},
		CSV: d.URL("/receipts.csv", "office", d.Office),
	}
	if data.Disputes, err = s.disputes(d, board.Lines); err != nil {
		return err
	}
	if d.PageNo > 1 {
		data.Prev = d.Here(path, "office", "", "page", keepPage(d.PageNo-1))
	}
	if !board.Last {
		data.Next = d.Here(path, "office", "", "page", keepPage(d.PageNo+1))
	}
	p.Data = data
	return s.render(c, "page_receipts", p)
}

func (s *Server) disputes(d *desk, lines []dashboards.ReceiptLine) (map[string]*dispute, error) {
	list, err := s.appealsOf(d)
	if err != nil || s.Appeals == nil {
		return nil, err
	}
	stand := map[string]*dispute{}
	for n := len(list) - 1; n >= 0; n-- { // the pending ones stand first, so they are seen last
		if a := list[n]; a.Office == d.Office && a.State != assessment.Dropped && (d.To == 0 || a.Period.From <= d.To) && a.Period.To >= d.From {
			stand[a.Key] = &dispute{d.frame.T("appeal.mark." + appealStates[a.State]), d.URL("/appeals")}
		}
	}
	for _, l := range lines {
		key := l.Key()
		if _, there := stand[key]; !there && l.Disputable() && d.mayAppeal(d.Office) && !d.Pinned {
			stand[key] = &dispute{d.frame.T("appeal.go"), d.URL("/appeals/new", "office", d.Office, "key", key)}
		}
	}
	return stand, nil
}

// receiptsCSV is the same list as a file, whole.
func (s *Server) receiptsCSV(c *fiber.Ctx) error {
	d, scoring, score, err := s.officeScore(c)
	if err != nil {
		return err
	}
	head, rows := dashboards.ReceiptCells(d.frame, scoring, score)
	return sendCSV(c, "daylight-receipts-"+d.Body+"-"+d.Office+"-"+dashboards.Known(d.AsOf).String()+".csv", head, rows)
}

// officeScore scores the period of the question and finds the office in it.
func (s *Server) officeScore(c *fiber.Ctx) (*desk, dashboards.Scoring, assessment.OfficeScore, error) {
	d, err := s.openDesk(c)
	if err != nil {
		return nil, dashboards.Scoring{}, assessment.OfficeScore{}, err
	}
	scoring, err := s.scoring(d)
	if err != nil {
		return nil, scoring, assessment.OfficeScore{}, err
	}
	score, ok := dashboards.ScoreOf(scoring, d.Office)
	if !ok {
		return nil, scoring, score, missed("receipts.no_office", d.Office)
	}
	return d, scoring, score, nil
}
