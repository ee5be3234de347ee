package web

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/gofiber/fiber/v2"

	"daylight/internal/access"
	"daylight/internal/briefing"
	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// wordDesk is where the words of a draft are changed.
type wordDesk struct {
	own     *briefing.Briefing // as the program writes it
	edits   map[string]string
	refused *refusedWords // nil unless words were not taken
	fields  int
}

// refusedWords is what was typed, by paragraph, and what is wrong with it.
type refusedWords struct {
	typed, sorry map[string]string
	restore      map[string]bool
}

// editable reports whether people may change the words of a paragraph.
func editable(p *briefing.Paragraph) bool { return p != nil && p.Key != "" && p.Level == 0 }

// words are those of a paragraph as they stand, between marks.
func (w *wordDesk) words(p briefing.Paragraph) (words string, changed bool) {
	if edit, ok := w.edits[p.Key]; ok {
		return marked(edit, w.own.Figures), true
	}
	return marked(p.Text, w.own.Figures), false
}

// field is the field beside a paragraph; nil when it has none.
func (w *wordDesk) field(p briefing.Paragraph) *wordField {
	if !editable(&p) {
		return nil
	}
	w.fields++
	f := &wordField{Key: p.Key, ID: fmt.Sprintf("w%d", w.fields)}
	f.Words, f.Changed = w.words(p)
	if w.refused != nil {
		if typed, ok := w.refused.typed[p.Key]; ok {
			f.Words, f.Sorry, f.Restore = typed, w.refused.sorry[p.Key], w.refused.restore[p.Key]
		}
	}
	return f
}

// editBriefing takes the words of all paragraphs, or none of them.
func (s *Server) editBriefing(c *fiber.Ctx) error {
	d, r, err := s.openBriefing(c)
	if err != nil {
		return err
	}
	if r.State != briefing.Draft {
		return &disclosure.Error{Kind: disclosure.Clashes, Code: "briefings.edit_late"}
	}
	own, err := s.drafts.get(d.ctx, r, s.Press.Make)
	if err != nil {
		return err
	}
	w := &wordDesk{own: own, edits: r.Edits, refused: &refusedWords{map[string]string{}, map[string]string{}, map[string]bool{}}}
	edits := map[string]string{}
	for _, p := range own.Paragraphs() {
		if editable(p) {
			w.read(c, d, *p, edits)
		}
	}
	if len(w.refused.sorry) > 0 {
		c.Status(fiber.StatusBadRequest)
		return s.showBriefing(c, d, r, w.refused, "")
	}
	return s.done(c, d, r, "words_kept", func(ctx context.Context) (briefing.Record, error) {
		return s.Briefings.Edit(ctx, d.Body, r.ID, edits, d.acc.Name)
	})
}

// read reads the field of one paragraph. An emptied field drops it.
func (w *wordDesk) read(c *fiber.Ctx, d *desk, p briefing.Paragraph, edits map[string]string) {
	args := c.Request().PostArgs()
	if !args.Has("w." + p.Key) {
		return
	}
	typed := strings.TrimSpace(strings.ReplaceAll(string(args.Peek("w."+p.Key)), "\r\n", "\n"))
	w.refused.typed[p.Key], w.refused.restore[p.Key] = typed, args.Has("r."+p.Key)
	stand, _ := w.words(p)
	switch {
	case args.Has("r." + p.Key), typed == marked(p.Text, w.own.Figures):
		edits[p.Key] = briefing.OwnWords
		return
	case typed == stand:
		return
	}
	words, unknown := unmarked(typed, p.Text, w.own.Figures)
	if unknown != "" {
		w.refused.sorry[p.Key] = d.frame.T("briefings.unknown_mark", unknown)
		return
	}
	if err := briefing.CheckEdit(w.own, p.Key, words); err != nil {
		w.refused.sorry[p.Key] = w.reason(d, err)
		return
	}
	edits[p.Key] = words
}

// reason says why words are refused, in terms of the marks that stand in the field.
func (w *wordDesk) reason(d *desk, err error) string {
	var refused *disclosure.Error
	if errors.As(err, &refused) && refused.Code == "briefing.edit.number" {
		return d.frame.T("briefings.typed_number", refused.Args...)
	}
	return marked(faultOf(d.frame.Lang, err).Words, w.own.Figures)
}

// moveBriefing returns the handler of an act that takes a briefing to another state.
func (s *Server) moveBriefing(to briefing.State, act string) fiber.Handler {
	return func(c *fiber.Ctx) error {
		d, r, err := s.openBriefing(c)
		if err != nil {
			return err
		}
		note := formText(c, "note")
		return s.done(c, d, r, act, func(ctx context.Context) (briefing.Record, error) {
			return s.Briefings.Move(ctx, d.Body, r.ID, to, d.acc.Name, note)
		})
	}
}

// done does an act, leaves its line in the audit trail and leads back to the
// briefing. A refusal is said on the page.
func (s *Server) done(c *fiber.Ctx, d *desk, r briefing.Record, act string, do func(context.Context) (briefing.Record, error)) error {
	now, err := do(d.ctx)
	var refused *disclosure.Error
	if errors.As(err, &refused) && (refused.Kind == disclosure.Invalid || refused.Kind == disclosure.Clashes || refused.Kind == disclosure.Forbidden) {
		if err := s.auditBriefing(c, r, access.Refused, "act="+act+" why="+refused.Code); err != nil {
			return err
		}
		f := faultOf(d.frame.Lang, err)
		c.Status(f.Status)
		if latest, err := s.Briefings.Briefing(d.ctx, d.Body, r.ID); err == nil && seesBriefing(d.acc, latest) {
			r = latest
		}
		return s.showBriefing(c, d, r, nil, f.Words)
	}
	if err != nil {
		return err
	}
	if err := s.auditBriefing(c, now, access.Done, "act="+act); err != nil {
		return err
	}
	if !seesBriefing(d.acc, now) || now.State == briefing.Dropped {
		return c.Redirect(d.URL("/briefings", "done", "briefing_"+act), fiber.StatusSeeOther)
	}
	return c.Redirect(d.URL(briefingPath(r.ID), "done", "briefing_"+act), fiber.StatusSeeOther)
}

// issueBriefing starts the issue and leads to the page that shows how far it is.
func (s *Server) issueBriefing(c *fiber.Ctx) error {
	d, r, err := s.openBriefing(c)
	if err != nil {
		return err
	}
	on, err := workday.ParseLoose(formText(c, "issued_on"))
	if err != nil {
		c.Status(fiber.StatusBadRequest)
		return s.showBriefing(c, d, r, nil, d.frame.T("ask.date", formText(c, "issued_on")))
	}
	if r.State == briefing.Issued {
		return &disclosure.Error{Kind: disclosure.Clashes, Code: "briefings.issued_already", Args: []any{r.Number.String()}}
	}
	looks := briefing.Looks{RedHead: formText(c, "red_head") != "", PDF: s.Press.CanPDF()}
	who := s.actor(c)
	started := s.jobs.start(r, func(ctx context.Context, progress func(done, of int)) error {
		issued, err := s.Briefings.Issue(ctx, d.Body, r.ID, on, d.acc.Name, func(numbered briefing.Record) (briefing.Issue, error) {
			value, err := s.Press.Make(ctx, numbered)
			if err != nil {
				return briefing.Issue{}, err
			}
			files, err := s.Press.Print(ctx, value, numbered.Number, looks, progress)
			return briefing.Issue{Value: value, Files: files}, err
		})
		result, details := access.Done, fmt.Sprintf("act=issue number=%d/%d", issued.Number.Year, issued.Number.Issue)
		if err != nil {
			result, details = access.Failed, "act=issue"
			s.Log.Error("issue briefing", "briefing", r.ID, "error", err)
		}
		return errors.Join(err, s.Access.Log(context.WithoutCancel(ctx), who, access.ActBriefing, d.Body+"/"+r.ID, result, details))
	})
	if !started {
		return &disclosure.Error{Kind: disclosure.Clashes, Code: "briefings.issue_running"}
	}
	return c.Redirect(d.URL(briefingPath(r.ID)), fiber.StatusSeeOther)
}
