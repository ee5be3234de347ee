package web

import (
	"bytes"
	"fmt"
	"net/url"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"daylight/dashboards"
	"daylight/internal/access"
	"daylight/internal/annualreport"
	"daylight/internal/annualreport/draft"
	"daylight/internal/annualreport/workbook"
	"daylight/internal/briefing"
)

// reportData is what the view of the yearly report finds in Data.
type reportData struct {
	boardData
	Year        int
	Years       []option
	Asking      askForm
	Rows        []reportRow
	Lines       []reportLine
	Challenges  []reportRow
	Findings    []string // empty: all relations hold
	Hints       []string
	Gaps        []string
	XLSX, DOCX  string
	Matters     []matterLine
	Form        matterForm
	Writes      bool
	OK, HasLast bool
}

type reportRow struct {
	Code, Head, Name string
	Cells            []reportCell
	Total            bool
}

type reportCell struct {
	Label string
	Value int64
	Doubt bool
}

type reportLine struct{ Name, Item, Value string }

// report shows the three tables of a year with what the check found.
func (s *Server) report(c *fiber.Ctx) error { return s.showReport(c, matterForm{}) }

func (s *Server) showReport(c *fiber.Ctx, form matterForm) error {
	d, g, err := s.gatherReport(c)
	if err != nil {
		return err
	}
	p, err := s.board(c, d.Asked, "report.page", nil)
	if err != nil {
		return err
	}
	data := reportData{
		boardData: boardData{Crumbs: d.crumbs(dashboards.Link{Name: p.Title})}, Year: g.Year, Years: yearChoices(d), Asking: d.form(p.Lang, "/report"),
		XLSX: d.URL("/report.xlsx"), DOCX: d.URL("/report.docx"), OK: g.Finding.OK(), HasLast: g.Last != nil,
		Gaps: annualreport.GapWords(p.Lang, g.Gaps), Writes: d.acc.Can(access.WriteBriefing),
	}
	if !data.OK {
		data.Findings = annualreport.FindingWords(p.Lang, &g.Report, g.Finding)
	}
	for _, b := range g.Finding.Hints {
		data.Hints = append(data.Hints, annualreport.BreachWords(p.Lang, b))
	}
	data.fill(&g.Report, g.Finding)
	if data.Matters, err = s.matterLines(d); err != nil {
		return err
	}
	data.Form = form.ready(d)
	p.Data = data
	return s.render(c, "page_report", p)
}

func (s *Server) gatherReport(c *fiber.Ctx) (*desk, annualreport.Gathered, error) {
	if s.Matters == nil {
		return nil, annualreport.Gathered{}, fiber.ErrNotFound
	}
	d, err := s.openYear(c)
	if err != nil {
		return nil, annualreport.Gathered{}, err
	}
	g, err := annualreport.Gather(d.ctx, s.Reader, s.Matters, d.Body, d.From.Year(), d.AsOf)
	return d, g, err
}

// fill lays the tables out; doubtful cells are marked.
func (data *reportData) fill(r *annualreport.Report, f annualreport.Finding) {
	doubt := map[annualreport.Cell]bool{}
	for _, s := range annualreport.Likely(f.Suspects) {
		doubt[s.Cell] = true
	}
	for n, line := range annualreport.Lines {
		value := strconv.FormatInt(r.A[n], 10)
		if n == annualreport.LineFees {
			value = fmt.Sprintf("%d.%02d", r.A[n]/100, r.A[n]%100)
		}
		data.Lines = append(data.Lines, reportLine{line.Name, line.Item, value})
	}
	for n, row := range annualreport.Rows {
		line := reportRow{Code: row.Code, Head: row.Head, Name: row.Name, Total: n == annualreport.RowTotal}
		for column, value := range r.B[n] {
			line.Cells = append(line.Cells, reportCell{annualreport.Columns[column], value, doubt[annualreport.Cell{Table: 'B', Row: n, Column: column}]})
		}
		data.Rows = append(data.Rows, line)
	}
	for n, path := range annualreport.Paths {
		line := reportRow{Name: path}
		for column, value := range r.C[n] {
			line.Cells = append(line.Cells, reportCell{annualreport.Outcomes[column], value, doubt[annualreport.Cell{Table: 'C', Row: n, Column: column}]})
		}
		data.Challenges = append(data.Challenges, line)
	}
}

// Columns and Outcomes are the heads of the tables; the form is official and
// has no other language.
func (reportData) Columns() []string { return annualreport.Columns }

// Outcomes are the heads of Table C.
func (reportData) Outcomes() []string { return annualreport.Outcomes }

func (s *Server) reportXLSX(c *fiber.Ctx) error {
	d, g, err := s.gatherReport(c)
	if err != nil {
		return err
	}
	var file bytes.Buffer
	if err := workbook.Write(&file, &g.Report, d.BodyInfo.Name); err != nil {
		return err
	}
	return sendDocument(c, xlsxType, fmt.Sprintf("%s%d年政府信息公开工作年度报告（数据表）.xlsx", d.BodyInfo.Name, g.Year), file.Bytes())
}

func (s *Server) reportDOCX(c *fiber.Ctx) error {
	d, g, err := s.gatherReport(c)
	if err != nil {
		return err
	}
	year, err := annualreport.YearOf(d.ctx, s.Reader, g, d.AsOf)
	if err != nil {
		return err
	}
	if s.Briefings != nil {
		issued, err := s.Briefings.Briefings(d.ctx, d.Body, d.AsOf)
		if err != nil {
			return err
		}
		year.Briefings = briefing.IssuedIn(issued, g.Year)
	}
	var file bytes.Buffer
	if err := draft.Document(&g.Report, year, annualreport.GapWords(d.frame.Lang, g.Gaps)).Write(&file); err != nil {
		return err
	}
	return sendDocument(c, docxType, fmt.Sprintf("%s%d年政府信息公开工作年度报告（送审稿）.docx", d.BodyInfo.Name, g.Year), file.Bytes())
}

// Content types of documents.
const (
	xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	docxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
)

// sendDocument sends a file to be kept, under a name that may be Chinese.
func sendDocument(c *fiber.Ctx, kind, name string, content []byte) error {
	c.Set(fiber.HeaderContentType, kind)
	c.Set(fiber.HeaderContentDisposition, "attachment; filename*=UTF-8''"+url.PathEscape(name))
	c.Set(fiber.HeaderCacheControl, "private, no-store")
	return c.Send(content)
}
