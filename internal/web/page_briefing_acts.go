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

// refusedWords is what was typed, by paragraph, and what is wrong with it.
type refusedWords struct {
	typed, sorry map[string]string
}

// wordFields puts a field beside every paragraph that the reader may edit now.
func (s *Server) wordFields(d *desk, r briefing.Record, refused *refusedWords) func(briefing.Paragraph) *wordField {
	if r.State != briefing.Draft || !d.acc.Can(access.WriteBriefing) {
		return nil
	}
	value, err := s.value(d.ctx, r)
	if err != nil {
		return nil
	}
	n := 0
	return func(p briefing.Paragraph) *wordField {
		if p.Key == "" || p.Level != 0 {
			return nil
		}
		n++
		_, changed := r.Edits[p.Key]
		f := &wordField{Key: p.Key, ID: fmt.Sprintf("w%d", n), Words: marked(p.Text, value.Figures), Changed: changed}
		if refused != nil {
			if words, ok := refused.typed[p.Key]; ok {
				f.Words, f.Sorry = words, refused.sorry[p.Key]
			}
		}
		return f
	}
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
	value, err := s.value(d.ctx, r)
	if err != nil {
		return err
	}
	refused := &refusedWords{map[string]string{}, map[string]string{}}
	edits := map[string]string{}
	for _, section := range value.Sections {
		for _, part := range section.Parts {
			if p := part.Paragraph; p != nil && p.Key != "" && p.Level == 0 {
				s.readWords(c, d, value, *p, edits, refused)
			}
		}
	}
	if len(refused.sorry) > 0 {
		c.Status(fiber.StatusBadRequest)
		return s.showBriefing(c, d, r, refused, "")
	}
	return s.done(c, d, r, "words_kept", func(ctx context.Context) (briefing.Record, error) {
		return s.Briefings.Edit(ctx, d.Body, r.ID, edits, d.acc.Name)
	})
}

// readWords reads the field of one paragraph. An emptied field gives it the words
// back that the program wrote.
func (s *Server) readWords(c *fiber.Ctx, d *desk, b *briefing.Briefing, p briefing.Paragraph, edits map[string]string, refused *refusedWords) {
	args := c.Request().PostArgs()
	if !args.Has("w." + p.Key) {
		return
	}
	typed := strings.TrimSpace(strings.ReplaceAll(string(args.Peek("w."+p.Key)), "\r\n", "\n"))
	refused.typed[p.Key] = typed
	if typed == marked(p.Text, b.Figures) {
		return
	}
	if typed == "" {
		edits[p.Key] = ""
		return
	}
	words, unknown := unmarked(typed, p.Text, b.Figures)
	if unknown != "" {
		refused.sorry[p.Key] = d.frame.T("briefings.unknown_mark", unknown)
		return
	}
	if err := s.Press.CheckEdit(b, p.Key, words); err != nil {
		refused.sorry[p.Key] = faultOf(d.frame.Lang, err).Words
		return
	}
	edits[p.Key] = words
}

// move returns the handler of an act that takes a briefing to another state.
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
	looks := briefing.Looks{RedHead: formText(c, "red_head") != "", PDF: true}
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
