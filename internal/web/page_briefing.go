package web

import (
	"net/url"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"daylight/dashboards"
	"daylight/internal/access"
	"daylight/internal/briefing"
	"daylight/internal/i18n"
	"daylight/internal/workday"
)

// briefingData is one briefing: the paper, where it stands, and what its reader
// may do with it.
type briefingData struct {
	Crumbs     []dashboards.Link
	Line       briefingLine
	Paper      paper
	Request    briefingFacts
	Steps      []briefingStep
	Words      string // where edited words go; "" when they cannot be changed
	Refused    bool   // some words were not taken
	Acts       []briefingAct
	Issue      *issueForm
	Job        *jobView
	Files      []briefingFile // of the briefing, and of the own office
	Others     []briefingFile // sheets of other offices
	Zip        string
	Document   string // the issued page, byte for byte
	Sheets     []option
	Compare    string
	Reissue    string
	Sorry      string
	Unreadable string // why the draft cannot be drawn
}

// briefingFacts are the four times and what narrows the briefing, in words.
type briefingFacts struct {
	Period, Window string
	AsOf           time.Time
	IssuedOn       workday.Date
	Rectify        int
	Decision       string
}

type briefingStep struct {
	briefing.Step
	Act string
}

// briefingAct is a button, with a note where one may or must be given.
type briefingAct struct {
	Key, Action, Label string
	Note, Must, Quiet  bool
	Hint               string
}

// issueForm asks for the day of issue and the looks of the paper.
type issueForm struct {
	Action, Day, Latest string
	NoPDF               bool // nothing prints one here
}

type briefingFile struct {
	briefing.File
	Href, KB string
	Own      bool
}

// briefing shows one briefing.
func (s *Server) briefing(c *fiber.Ctx) error {
	d, r, err := s.openBriefing(c)
	if err != nil {
		return err
	}
	return s.showBriefing(c, d, r, nil, "")
}

// showBriefing renders the page of a briefing. typed and the reasons against it
// are what an edit brought that was not taken.
func (s *Server) showBriefing(c *fiber.Ctx, d *desk, r briefing.Record, refused *refusedWords, sorry string) error {
	all, err := s.Briefings.Briefings(d.ctx, d.Body, farFuture)
	if err != nil {
		return err
	}
	data := &briefingData{Line: briefingLineOf(d, r, all), Sorry: sorry, Refused: refused != nil}
	value, err := s.value(d.ctx, r)
	switch {
	case err != nil && (r.State == briefing.Issued || c.UserContext().Err() != nil):
		return err
	case err != nil: // a draft that cannot be drawn can still be dropped
		s.Log.Error("draw draft", "briefing", r.ID, "error", err)
		data.Unreadable = faultOf(d.frame.Lang, err).Words
	default:
		charts := func(code string, n int) string {
			return d.URL(briefingPath(r.ID) + "/chart/" + url.PathEscape(code) + "/" + strconv.Itoa(n))
		}
		data.Paper = layOut(value, nil, charts)
		if r.State == briefing.Draft && d.acc.Can(access.WriteBriefing) {
			own, err := s.drafts.get(d.ctx, r, s.Press.Make)
			if err != nil {
				return err
			}
			data.Paper = layOut(own, &wordDesk{own: own, edits: r.Edits, refused: refused}, charts)
		}
		data.Paper.Number = numberWords(d.frame.Lang, r)
		data.sheets(d, r, value)
	}
	data.facts(d, r)
	data.acts(s, d, r)
	data.issued(d, r)
	data.Job = s.jobs.view(d.frame.Lang, r)
	if data.Job != nil && data.Job.Running {
		data.Acts, data.Issue, data.Words = nil, nil, ""
	}
	p, err := s.board(c, d.Asked, "briefings.title", data)
	if err != nil {
		return err
	}
	p.Title = data.Line.Name
	if r.State == briefing.Issued {
		p.Title = r.Number.String() + " " + p.Title
	}
	known := *p.Ask
	known.AsOf = r.Request.AsOf
	p.Ask = &known
	data.Crumbs = d.crumbs(dashboards.Link{Name: p.T("briefings.title"), Href: d.URL("/briefings")}, dashboards.Link{Name: p.Title})
	return s.render(c, "page_briefing", p)
}

// farFuture is later than everything in the register.
var farFuture = workday.NewDate(lastYear, 1, 1).Start()

func numberWords(lang i18n.Lang, r briefing.Record) string {
	if r.State == briefing.Issued {
		return r.Number.String()
	}
	return i18n.T(lang, "briefings.unnumbered")
}

func (data *briefingData) facts(d *desk, r briefing.Record) {
	span := func(from, to workday.Date) string { return Period{From: from, To: to}.Label(d.frame.Lang) }
	q := r.Request
	data.Request = briefingFacts{
		Period: span(q.Period.From, q.Period.To), AsOf: q.AsOf, IssuedOn: q.IssuedOn, Rectify: q.RectifyWorkdays, Decision: r.Decision,
	}
	if !q.Window.From.IsZero() {
		data.Request.Window = span(q.Window.From, q.Window.To)
	}
	for n, step := range r.Steps {
		act := step.To.Key()
		switch {
		case n == 0:
			act = "prepared"
		case len(step.Edited) > 0:
			act = "edited"
		case step.To == briefing.Draft:
			act = "returned"
		}
		words := d.frame.T("briefings.step." + act)
		if act == "edited" {
			words = d.frame.T("briefings.step.edited", len(step.Edited))
		}
		data.Steps = append(data.Steps, briefingStep{step, words})
	}
}

// acts lists what the reader may do now.
func (data *briefingData) acts(s *Server, d *desk, r briefing.Record) {
	base := briefingPath(r.ID)
	writes, approves := d.acc.Can(access.WriteBriefing), d.acc.Can(access.ApproveBriefing)
	add := func(key string, note, must, quiet bool) {
		data.Acts = append(data.Acts, briefingAct{
			Key: key, Action: d.URL(base + "/" + key), Label: d.frame.T("briefings.act." + key), Hint: d.frame.T("briefings.hint." + key),
			Note: note, Must: must, Quiet: quiet,
		})
	}
	switch {
	case r.State == briefing.Draft && writes:
		if data.Unreadable == "" {
			data.Words = d.URL(base + "/words")
			add("submit", true, false, false)
		}
		add("drop", true, false, true)
	case r.State == briefing.Submitted && approves:
		if data.Unreadable == "" && !r.Wrote(d.acc.Name) {
			add("approve", true, false, false)
		}
		add("return", true, true, true)
	case r.State == briefing.Approved && writes:
		today := workday.DateOf(s.Now()).String()
		data.Issue = &issueForm{Action: d.URL(base + "/issue"), Day: today, Latest: today, NoPDF: !s.Press.CanPDF()}
	case r.State == briefing.Approved && approves:
		add("return", true, true, true)
	}
}

// issued adds what only an issued briefing has.
func (data *briefingData) issued(d *desk, r briefing.Record) {
	if r.State != briefing.Issued {
		return
	}
	base := briefingPath(r.ID)
	for _, f := range r.Files {
		if !seesIssuedFile(d.acc, d.Body, f) {
			continue
		}
		file := briefingFile{File: f, Href: d.URL(base + "/files/" + escapePath(f.Name)), KB: sizeWords(f.Size), Own: f.Office != "" && f.Office == d.acc.Office}
		if f.Office == "" && path.Ext(f.Name) == ".html" {
			data.Document = file.Href
		}
		if f.Office != "" && !file.Own {
			data.Others = append(data.Others, file)
			continue
		}
		data.Files = append(data.Files, file)
	}
	if d.acc.Can(access.SeeAll) {
		data.Zip = d.URL(base + "/all.zip")
	}
	if data.Line.Replaces != nil || data.Line.ReplacedBy != nil {
		data.Compare = d.URL(base + "/compare")
	}
	if d.acc.Can(access.WriteBriefing) {
		data.Reissue = d.URL("/briefings/new", "reissue", r.ID)
	}
}

// sheets lists the sheets that the reader may see.
func (data *briefingData) sheets(d *desk, r briefing.Record, b *briefing.Briefing) {
	for _, sheet := range b.Sheets {
		if d.acc.SeesOffice(d.Body, sheet.Office.Code) {
			data.Sheets = append(data.Sheets, option{Value: d.URL(briefingPath(r.ID) + "/sheets/" + url.PathEscape(sheet.Office.Code)), Label: pickName(d.frame.Lang, sheet.Office.Name, sheet.Office.NameEN)})
		}
	}
}

// escapePath escapes each part of a name with folders.
func escapePath(name string) string {
	parts := strings.Split(name, "/")
	for n := range parts {
		parts[n] = url.PathEscape(parts[n])
	}
	return strings.Join(parts, "/")
}

// sheetData is the sheet of one office.
type sheetData struct {
	Crumbs []dashboards.Link
	Number string
	Paper  paper
}

// briefingSheet shows what one office receives. Who may not see the office is told
// that there is none.
func (s *Server) briefingSheet(c *fiber.Ctx) error {
	d, r, err := s.openBriefing(c)
	if err != nil {
		return err
	}
	office := pathParam(c, "sheet")
	if !d.acc.SeesOffice(d.Body, office) {
		return fiber.ErrNotFound
	}
	value, err := s.value(d.ctx, r)
	if err != nil {
		return err
	}
	for _, sheet := range value.Sheets {
		if sheet.Office.Code != office {
			continue
		}
		data := &sheetData{Number: numberWords(d.frame.Lang, r), Paper: layOutSheet(sheet)}
		p, err := s.board(c, d.Asked, "briefings.sheet.title", data)
		if err != nil {
			return err
		}
		p.Title = sheet.Title
		data.Crumbs = d.crumbs(dashboards.Link{Name: p.T("briefings.title"), Href: d.URL("/briefings")},
			dashboards.Link{Name: briefingName(d, r), Href: d.URL(briefingPath(r.ID))}, dashboards.Link{Name: p.Title})
		return s.render(c, "page_briefing_sheet", p)
	}
	return fiber.ErrNotFound
}
