package web

import (
	"context"
	"net/url"
	"slices"

	"github.com/gofiber/fiber/v2"

	"daylight/dashboards"
	"daylight/internal/access"
	"daylight/internal/briefing"
	"daylight/internal/workday"
)

// BriefingNotes tells what the schedule of briefings could not prepare.
type BriefingNotes interface {
	Note(body string) (briefing.Note, bool)
}

// briefingsData is the register (通报台账) as its reader may see it.
type briefingsData struct {
	Crumbs []dashboards.Link
	New    string // "" when the reader writes none
	Note   *briefingNote
	Mine   []briefingLine // what waits for the reader
	Others []briefingLine // under way with others
	Issued []briefingLine
	Empty  string // words for an empty register
}

// briefingNote says why the schedule has not prepared a draft.
type briefingNote struct {
	What, Why string
	Due       workday.Date
}

// briefingLine is one record.
type briefingLine struct {
	briefing.Record
	Name, Href, State string
	Last              briefing.Step
	Replaces          *briefingLink
	ReplacedBy        *briefingLink
}

type briefingLink struct{ Name, Href string }

func briefingPath(id string) string { return "/briefings/" + url.PathEscape(id) }

// seesBriefing tells who may know that a record is there: drafts are known to
// those who write, and to those who approve once they are submitted.
func seesBriefing(acc access.Account, r briefing.Record) bool {
	if !acc.SeesBody(r.Request.Body) {
		return false
	}
	switch r.State {
	case briefing.Issued:
		return true
	case briefing.Submitted, briefing.Approved:
		return acc.Can(access.WriteBriefing) || acc.Can(access.ApproveBriefing)
	}
	return acc.Can(access.WriteBriefing)
}

// seesIssuedFile tells who may have a file of an issued briefing: the briefing
// itself is for every reader, a sheet for those who see its office.
func seesIssuedFile(acc access.Account, body string, f briefing.File) bool {
	return f.Office == "" || acc.SeesOffice(body, f.Office)
}

// briefings shows the register.
func (s *Server) briefings(c *fiber.Ctx) error {
	d, err := s.openBriefings(c)
	if err != nil {
		return err
	}
	records, err := s.Briefings.Briefings(d.ctx, d.Body, d.AsOf)
	if err != nil {
		return err
	}
	data := &briefingsData{}
	p, err := s.board(c, d.Asked, "briefings.title", data)
	if err != nil {
		return err
	}
	data.Crumbs = d.crumbs(dashboards.Link{Name: p.Title})
	if d.acc.Can(access.WriteBriefing) {
		data.New, data.Note = d.URL("/briefings/new"), s.briefingNote(d)
	}
	for _, r := range records {
		if !seesBriefing(d.acc, r) || r.State == briefing.Dropped {
			continue
		}
		line := briefingLineOf(d, r, records)
		switch {
		case r.State == briefing.Issued:
			data.Issued = append(data.Issued, line)
		case waitsFor(d.acc, r.State):
			data.Mine = append(data.Mine, line)
		default:
			data.Others = append(data.Others, line)
		}
	}
	slices.SortStableFunc(data.Issued, func(a, b briefingLine) int {
		if a.Number.Before(b.Number) {
			return 1
		}
		return -1
	})
	data.Empty = p.T("briefings.empty")
	if data.New != "" {
		data.Empty = p.T("briefings.empty_writer")
	}
	return s.render(c, "page_briefings", p)
}

// openBriefings is openDesk for pages that need the register.
func (s *Server) openBriefings(c *fiber.Ctx) (*desk, error) {
	if s.Briefings == nil || s.Press == nil {
		return nil, fiber.ErrNotFound
	}
	return s.openDesk(c)
}

// waitsFor tells whose turn it is.
func waitsFor(acc access.Account, state briefing.State) bool {
	if state == briefing.Submitted {
		return acc.Can(access.ApproveBriefing)
	}
	return acc.Can(access.WriteBriefing)
}

func briefingLineOf(d *desk, r briefing.Record, all []briefing.Record) briefingLine {
	line := briefingLine{
		Record: r, Name: briefingName(d, r), Href: d.URL(briefingPath(r.ID)), State: d.frame.T("briefings.state." + r.State.Key()),
		Last: r.Steps[len(r.Steps)-1],
	}
	for _, o := range all {
		if o.State != briefing.Issued {
			continue
		}
		link := &briefingLink{o.Number.String(), d.URL(briefingPath(o.ID))}
		if o.ID == r.Reissues {
			line.Replaces = link
		}
		if o.Reissues == r.ID {
			line.ReplacedBy = link
		}
	}
	return line
}

// briefingName names a briefing by period and kind: 2026年第三季度 季度通报.
func briefingName(d *desk, r briefing.Record) string {
	q := r.Request
	p := Period{From: q.Period.From, To: q.Period.To}
	if code := briefing.PeriodCode(q.Period); code != "" {
		if named, ok := ParsePeriod(code); ok {
			p = named
		}
	}
	name := d.frame.T("briefings.name", p.Label(d.frame.Lang), d.frame.T("briefings.kind."+q.Kind.Key()))
	switch {
	case q.Duty != "":
		name += " · " + d.frame.Duty(q.Duty)
	case q.Block != "":
		name += " · " + q.Block
	}
	return name
}

func (s *Server) briefingNote(d *desk) *briefingNote {
	if s.BriefingNotes == nil {
		return nil
	}
	n, ok := s.BriefingNotes.Note(d.Body)
	if !ok {
		return nil
	}
	note := &briefingNote{Why: faultOf(d.frame.Lang, n.Err).Words, Due: n.Due}
	if n.ID != "" {
		note.What = briefingName(d, n.Record)
	}
	return note
}

// briefing finds the record that the address names, as the reader may see it.
func (s *Server) openBriefing(c *fiber.Ctx) (*desk, briefing.Record, error) {
	d, err := s.openBriefings(c)
	if err != nil {
		return nil, briefing.Record{}, err
	}
	r, err := s.Briefings.Briefing(d.ctx, d.Body, pathParam(c, "id"))
	if err == nil && !seesBriefing(d.acc, r) {
		err = fiber.ErrNotFound
	}
	return d, r, err
}

// value is the briefing of a record: as issued, else as it would be now.
func (s *Server) value(ctx context.Context, r briefing.Record) (*briefing.Briefing, error) {
	if r.State == briefing.Issued {
		return s.Briefings.Frozen(ctx, r.Request.Body, r.ID)
	}
	own, err := s.drafts.get(ctx, r, s.Press.Make)
	if err != nil {
		return nil, err
	}
	return briefing.Edited(own, r.Edits)
}

// audit leaves the line of an act on a briefing.
func (s *Server) auditBriefing(c *fiber.Ctx, r briefing.Record, result access.Result, details string) error {
	return s.Access.Log(c.UserContext(), s.actor(c), access.ActBriefing, r.Request.Body+"/"+r.ID, result, details)
}

// addBriefings lists the briefings that wait for the account, and what the
// schedule could not prepare.
func (s *Server) addBriefings(d *entryDesk, data *workData) error {
	if s.Briefings == nil || !d.acc.Can(access.WriteBriefing) {
		return nil
	}
	records, err := s.Briefings.Briefings(d.ctx, d.Body, farFuture)
	if err != nil {
		return err
	}
	group := workGroup{Key: "briefings", Label: d.frame.T("briefings.work"), MoreHref: d.URL("/briefings")}
	if note := s.briefingNote(d.desk); note != nil && note.What != "" {
		group.add(workLine{What: d.frame.T("briefings.note.work", note.What), Href: d.URL("/briefings"), Due: note.Due, Act: d.frame.T("briefings.note.see"), ActHref: d.URL("/briefings")})
	}
	for _, r := range records {
		key := map[briefing.State]string{briefing.Draft: "briefings.work.draft", briefing.Approved: "briefings.work.approved"}[r.State]
		if key != "" {
			href := d.URL(briefingPath(r.ID))
			group.add(workLine{What: briefingName(d.desk, r), Href: href, Act: d.frame.T(key), ActHref: href})
		}
	}
	if len(group.Lines) > 0 {
		data.Groups, data.Calm = append([]workGroup{group}, data.Groups...), false
	}
	return nil
}
