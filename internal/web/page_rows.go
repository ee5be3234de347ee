package web

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"daylight/dashboards"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
)

const (
	rowsPerPage = 50
	// maxSorted bounds the rows that are put in another order than the
	// reader's, or exported at once.
	maxSorted = 50_000
)

// rowsData is what the view of the list finds in Data.
type rowsData struct {
	boardData
	Table                    dashboards.Table
	Parts                    []dashboards.Part
	Offices, Duties, Choices []option
	Total, First, Last       int
	Prev, Next, CSV, Wider   string
}

// rows is the list of the instances beneath a figure.
func (s *Server) rows(c *fiber.Ctx) error {
	d, err := s.openDesk(c)
	if err != nil {
		return err
	}
	sums, err := s.sums(d)
	if err != nil {
		return err
	}
	total, first := sums.Total(), (d.PageNo-1)*rowsPerPage
	if len(d.Verdicts) > 0 {
		total = sums.Of(d.Verdicts...)
	}
	sorted := c.Query("sort")
	instances, err := s.sortedRows(d, sorted, first, rowsPerPage)
	if err != nil {
		return err
	}
	p, err := s.board(c, d.Asked, "rows.title", nil)
	if err != nil {
		return err
	}
	data := rowsData{
		boardData: boardData{Crumbs: d.crumbs(dashboards.Link{Name: p.Title}), Form: d.form(p.Lang, "/rows", "sort")},
		Table: dashboards.NewTable(d.frame, instances, sorted, func(key string) string {
			return d.Here("/rows", "sort", key, "page", "")
		}),
		Parts: dashboards.PartsOf(d.frame, sums, dashboards.Rows{Office: d.Asked.filters.Get("office"), Duty: d.Duty}),
		Total: total, First: min(first+1, total), Last: first + len(instances),
		CSV:   d.Here("/rows.csv", "page", ""),
		Wider: d.URL("/rows"),
	}
	for i := range data.Parts {
		data.Parts[i].Current = slices.Contains(d.Verdicts, data.Parts[i].Verdict)
	}
	data.choices(d)
	if d.PageNo > 1 {
		data.Prev = d.Here("/rows", "page", keepPage(d.PageNo-1))
	}
	if data.Last < total {
		data.Next = d.Here("/rows", "page", keepPage(d.PageNo+1))
	}
	p.Data = data
	return s.render(c, "page_rows", p)
}

// sums counts what the filters leave, whatever the verdict.
func (s *Server) sums(d *desk) (dashboards.Counts, error) {
	q := d.Question
	q.Verdicts = nil
	tallies, err := s.Reader.Tallies(d.ctx, q)
	return dashboards.Sum(tallies), err
}

// sortedRows returns n rows from offset on. The reader pages its own order;
// any other needs all rows at hand.
func (s *Server) sortedRows(d *desk, sorted string, offset, n int) ([]disclosure.Instance, error) {
	q := d.Question
	q.Limit, q.Offset = n, offset
	if sorted == "" {
		return s.Reader.Instances(d.ctx, q)
	}
	q.Limit, q.Offset = maxSorted, 0
	all, err := s.Reader.Instances(d.ctx, q)
	if err != nil {
		return nil, err
	}
	dashboards.Sort(d.frame.Plan, all, sorted)
	offset = min(offset, len(all))
	return all[offset:min(offset+n, len(all))], nil
}

// choices fills the filters.
func (r *rowsData) choices(d *desk) {
	lang := d.frame.Lang
	if d.frame.Own == "" {
		for _, o := range d.frame.Offices() {
			r.Offices = append(r.Offices, option{o.Code, d.frame.Office(o.Code), o.Code == d.Office})
		}
	}
	for _, line := range dashboards.Duties(d.frame, nil) {
		r.Duties = append(r.Duties, option{line.Code, line.Code + " " + line.Name, line.Code == d.Duty})
	}
	if len(d.Verdicts) > 1 {
		r.Choices = append(r.Choices, option{verdictList(d.Verdicts), i18n.T(lang, "rows.many", len(d.Verdicts)), true})
	}
	for _, v := range disclosure.Verdicts {
		only := len(d.Verdicts) == 1 && d.Verdicts[0] == v
		r.Choices = append(r.Choices, option{i18n.VerdictKey(v), i18n.Verdict(lang, v), only})
	}
}

// rowsCSV is the same list as a file, whole.
func (s *Server) rowsCSV(c *fiber.Ctx) error {
	d, err := s.openDesk(c)
	if err != nil {
		return err
	}
	instances, err := s.sortedRows(d, c.Query("sort"), 0, maxSorted)
	if err != nil {
		return err
	}
	head, cells := dashboards.Cells(d.frame, instances)
	return sendCSV(c, "daylight-"+d.Body+"-"+dashboards.Known(d.AsOf).String()+".csv", head, cells)
}
