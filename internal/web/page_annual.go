package web

import (
	"strconv"

	"github.com/gofiber/fiber/v2"

	"daylight/dashboards"
	"daylight/internal/assessment"
	"daylight/internal/workday"
)

// annualData is what the view of the annual table finds in Data.
type annualData struct {
	scoreData
	Years  []option
	Asking askForm // its fields but the period
	XLSX   string
}

// shownYears is how many years before the current one can be chosen.
const shownYears = 4

// openYear is openDesk with the whole year that the address names: year=2026,
// or that of the period.
func (s *Server) openYear(c *fiber.Ctx) (*desk, error) {
	d, err := s.openDesk(c)
	if err != nil {
		return nil, err
	}
	year := periodOf(dashboards.Known(d.AsOf), 12)
	switch text := c.Query("year"); {
	case text != "":
		p, ok := ParsePeriod(text)
		if !ok || p.months != 12 {
			return nil, invalid("annual.bad_year", text)
		}
		year = p
	case !d.Period.From.IsZero():
		year = d.Period.Year()
	}
	d.Period, d.From, d.To = year, year.From, year.To
	for _, name := range []string{"from", "to"} {
		d.Asked.frame.Del(name)
	}
	d.Asked.frame.Set("period", year.Key)
	return d, nil
}

// annual is the table of the 年度目标考核.
func (s *Server) annual(c *fiber.Ctx) error {
	d, err := s.openYear(c)
	if err != nil {
		return err
	}
	scoring, err := s.scoring(d)
	if err != nil {
		return err
	}
	objections, err := s.objections(d)
	if err != nil {
		return err
	}
	p, err := s.board(c, d.Asked, "annual.title", nil)
	if err != nil {
		return err
	}
	p.Data = annualData{
		scoreData: scoreData{
			boardData: boardData{Crumbs: d.crumbs(dashboards.Link{Name: p.Title}), Board: dashboards.NewAnnual(d.frame, scoring, d.From.Year(), objections)},
			Period:    d.Period.Label(p.Lang),
		},
		Years: yearChoices(d), Asking: d.form(p.Lang, "/annual"), XLSX: d.URL("/annual.xlsx"),
	}
	return s.render(c, "page_annual", p)
}

// objections counts the pending appeals that touch the period, by office.
func (s *Server) objections(d *desk) (map[string]int, error) {
	list, err := s.appealsOf(d)
	return assessment.Objections(list, assessment.Period{From: d.From, To: d.To}), err
}

func yearChoices(d *desk) []option {
	var years []option
	this := dashboards.Known(d.AsOf).Year()
	chosen := d.From.Year()
	add := func(year int) {
		years = append(years, option{strconv.Itoa(year), periodOf(workday.NewDate(year, 1, 1), 12).Label(d.frame.Lang), year == chosen})
	}
	for year := this; year > this-shownYears; year-- {
		add(year)
	}
	if chosen > this || chosen <= this-shownYears {
		add(chosen)
	}
	return years
}

// annualXLSX is the same table as a workbook.
func (s *Server) annualXLSX(c *fiber.Ctx) error {
	d, err := s.openYear(c)
	if err != nil {
		return err
	}
	scoring, err := s.scoring(d)
	if err != nil {
		return err
	}
	objections, err := s.objections(d)
	if err != nil {
		return err
	}
	board := dashboards.NewAnnual(d.frame, scoring, d.From.Year(), objections)
	sheet := dashboards.AnnualSheet(d.frame, board)
	sheet.Above = []string{d.frame.T("annual.heading", d.bodyName(), board.Year), d.basis(board.Scheme)}
	return sendXLSX(c, "daylight-annual-"+d.Body+"-"+strconv.Itoa(board.Year)+"-"+dashboards.Known(d.AsOf).String()+".xlsx", sheet)
}

func (d *desk) bodyName() string { return pickName(d.frame.Lang, d.BodyInfo.Name, d.BodyInfo.NameEN) }

// basis says in one line what a table of points rests on.
func (d *desk) basis(scheme dashboards.SchemeLine) string {
	words := d.frame.T("score.basis", d.Period.Label(d.frame.Lang), d.frame.Until(d.AsOf), scheme.Title, scheme.Ref)
	if scheme.Proposed {
		words += d.frame.T("score.basis_proposed")
	}
	if d.BodyInfo.Demo {
		words += d.frame.T("score.basis_demo")
	}
	return words
}
