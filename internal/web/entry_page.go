package web

import (
	"net/url"
	"strings"

	"github.com/gofiber/fiber/v2"

	"daylight/dashboards"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
)

// chooseData is the page that asks what to record.
type chooseData struct {
	Crumbs []dashboards.Link
	Groups []chooseGroup
	Upload string
	Duty   string // the duty one came from, in words
}

type chooseGroup struct {
	Label string
	Kinds []chooseKind
}

type chooseKind struct{ Href, Label, Hint string }

// enter asks what to record. Duty and subject, when one comes from a page of
// theirs, stay with the choice.
func (s *Server) enter(c *fiber.Ctx) error {
	d, err := s.openEntry(c)
	if err != nil {
		return err
	}
	data := &chooseData{Upload: d.URL("/enter/upload"), Crumbs: d.crumbs(dashboards.Link{Name: i18n.T(langOf(c), "nav.enter")})}
	p, err := s.board(c, d.Asked, "entry.title", data)
	if err != nil {
		return err
	}
	duty, given := d.plan.DutyByCode(c.Query("duty"))
	if given {
		data.Duty = strings.TrimSpace(d.frame.Duty(duty.Code) + " " + c.Query("subject"))
	}
	for _, name := range entryGroups {
		g := chooseGroup{Label: p.T("entry.group." + name)}
		for _, k := range entryKinds {
			if k.group != name || !k.offeredTo(d.acc) || given && !k.fits(duty) || len(d.duties(k)) == 0 {
				continue
			}
			g.Kinds = append(g.Kinds, chooseKind{
				Href:  d.URL("/enter/"+k.key(), "duty", c.Query("duty"), "subject", c.Query("subject"), "back", backOf(c)),
				Label: p.T("event." + k.key()), Hint: p.T("entry.kind." + k.key()),
			})
		}
		if len(g.Kinds) > 0 {
			data.Groups = append(data.Groups, g)
		}
	}
	return s.render(c, "entry_choose", p)
}

// backOf is the page one came from, when it is one of ours.
func backOf(c *fiber.Ctx) string {
	if back := c.Query("back"); localPath(back) {
		return back
	}
	return ""
}

// askDutyData is the page that asks for the duty and, for facts that speak of
// another, for the occurrence.
type askDutyData struct {
	Crumbs      []dashboards.Link
	Title, Hint string
	Action      string
	Keep        []hidden
	Duties      []option
	AskSubject  bool
	Subject     string
	Subjects    []string
	Sorry       string
}

// entryPage shows the form of a kind, or first asks for the duty.
func (s *Server) entryPage(c *fiber.Ctx) error {
	f, err := s.openForm(c, nil)
	if err != nil {
		return err
	}
	if f.duty.Code == "" || len(f.kind.spokenOf) > 0 && f.value("subject") == "" {
		return s.askDuty(c, f)
	}
	if len(f.kind.spokenOf) > 0 && len(f.refs) == 0 {
		f.general = append(f.general, f.T("entry.nothing_spoken_of"))
		return s.askDuty(c, f)
	}
	f.prefill()
	return s.showForm(c, f)
}

// openForm settles kind, duty and occurrence. Typed is nil until a form came in.
func (s *Server) openForm(c *fiber.Ctx, typed url.Values) (*entryForm, error) {
	d, err := s.openEntry(c)
	if err != nil {
		return nil, err
	}
	kind, ok := kindByKey(pathParam(c, "kind"))
	if !ok {
		return nil, fiber.ErrNotFound
	}
	if !kind.offeredTo(d.acc) {
		return nil, forbidden("api.kind_forbidden")
	}
	f := &entryForm{d: d, kind: kind, typed: typed, sorry: map[string]string{}}
	if typed == nil {
		f.typed = url.Values{"duty": {c.Query("duty")}, "subject": {c.Query("subject")}}
	}
	offered := d.duties(kind)
	if code := f.value("duty"); code != "" {
		if f.duty, ok = d.plan.DutyByCode(code); !ok {
			return nil, missed("entry.no_duty", code)
		}
		if !d.mayEnter(f.duty) {
			return nil, forbidden("api.duty_forbidden", code)
		}
	} else if len(offered) == 1 {
		f.duty = offered[0]
	}
	if f.duty.Code == "" {
		return f, nil
	}
	if f.refs, err = d.spoken(s, kind, f.duty.Code, f.value("subject")); err != nil {
		return nil, err
	}
	f.periods, err = s.waiting(d, f.duty)
	return f, err
}

// mostWaiting is how many open occurrences a form offers.
const mostWaiting = 30

// waiting lists the occurrences of a duty that still want something.
func (s *Server) waiting(d *entryDesk, duty disclosure.Duty) ([]string, error) {
	q := d.always()
	q.Duty, q.Limit, q.External = duty.Code, mostWaiting, duty.External
	q.Verdicts = []disclosure.Verdict{disclosure.Missing, disclosure.Partial, disclosure.Unverified, disclosure.Pending}
	q.To = d.today + 120
	found, err := s.Reader.Instances(d.ctx, q)
	var subjects []string
	for _, i := range found {
		subjects = append(subjects, i.Subject)
	}
	return subjects, err
}

// prefill puts into an empty form what is known already.
func (f *entryForm) prefill() {
	day := f.d.today.String()
	if f.kind.kind == disclosure.NilReturn || f.kind.kind == disclosure.Reassigned || f.kind.kind == disclosure.NotApplicable {
		f.typed.Set("occurred_at", day)
	}
	if len(f.duty.Channels) == 1 {
		f.typed.Set("channel", f.duty.Channels[0].Code)
	}
	if len(f.refs) == 1 {
		f.typed.Set("ref", f.refs[0].ID)
	}
	if f.value("subject") == "" && len(f.periods) == 1 {
		f.typed.Set("subject", f.periods[0])
	}
}

func (s *Server) askDuty(c *fiber.Ctx, f *entryForm) error {
	key := f.kind.key()
	data := &askDutyData{
		Crumbs: f.crumbs(), Title: f.T("event." + key), Hint: f.T("entry.kind." + key), Action: "/enter/" + key,
		AskSubject: len(f.kind.spokenOf) > 0, Subject: f.value("subject"), Subjects: f.periods, Sorry: strings.Join(f.general, " "),
	}
	for _, duty := range f.d.duties(f.kind) {
		data.Duties = append(data.Duties, option{Value: duty.Code, Label: f.d.frame.Duty(duty.Code), Selected: duty.Code == f.duty.Code})
	}
	for _, keep := range []hidden{{"body", c.Query("body")}, {"back", backOf(c)}, {"subject", c.Query("subject")}} {
		if keep.Value != "" && !(keep.Name == "subject" && data.AskSubject) {
			data.Keep = append(data.Keep, keep)
		}
	}
	p, err := s.board(c, f.d.Asked, "entry.title", data)
	if err != nil {
		return err
	}
	p.Title = data.Title
	return s.render(c, "entry_duty", p)
}

func (f *entryForm) crumbs() []dashboards.Link {
	return f.d.crumbs(dashboards.Link{Name: f.T("nav.enter"), Href: f.d.URL("/enter")}, dashboards.Link{Name: f.T("event." + f.kind.key())})
}
