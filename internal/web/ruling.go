package web

import (
	"cmp"
	"slices"

	"github.com/gofiber/fiber/v2"

	"daylight/dashboards"
	"daylight/internal/access"
	"daylight/internal/disclosure"
	"daylight/internal/intake"
	"daylight/internal/workday"
)

// decisions are what a ruling on a doubtful date may say: the stated time
// stands, the later evidence counts, or the stated time was false.
var decisions = []string{"claimed", "later", "forged"}

// Bounds of the page of rulings.
const (
	mostSuspects = 40
	mostRulings  = 30
)

// rulingsData is the page on which doubtful dates are settled.
type rulingsData struct {
	Crumbs  []dashboards.Link
	Action  string
	Open    []suspectLine
	More    int
	Decided []ruledLine
}

// suspectLine is one fact with its four times side by side.
type suspectLine struct {
	disclosure.Event
	ID        string // where the page shows it
	DutyName  string
	Office    string
	Href      string
	Web       string
	Occurred  string
	URLLater  bool
	SeenLater bool
	Choices   []option
	Reasons   string // as typed
	Sorry     string
}

// ruledLine is a ruling with the fact it settled.
type ruledLine struct {
	Ruling   disclosure.Event
	Of       disclosure.Event
	DutyName string
	Office   string
	Href     string
	Decision string
}

func (s *Server) rulings(c *fiber.Ctx) error {
	d, err := s.openEntry(c)
	if err != nil {
		return err
	}
	return s.showRulings(c, d, "", "", "", "")
}

// suspects are the doubtful facts without a ruling, those of the instances
// first that are worst off.
func (s *Server) suspects(d *entryDesk) (open []suspectLine, more int, err error) {
	flagged, err := s.flagged(d, disclosure.FlagSuspectDate)
	if err != nil {
		return nil, 0, err
	}
	calendar, err := s.Reader.Calendar(d.ctx, d.AsOf)
	if err != nil {
		return nil, 0, err
	}
	q := d.always()
	q.Office = ""
	rulings, err := s.Reader.Facts(d.ctx, q, disclosure.Ruled, disclosure.Voided)
	if err != nil {
		return nil, 0, err
	}
	ruled := map[string]bool{}
	for _, r := range standing(rulings) {
		ruled[r.Duty+"\x00"+r.Subject+"\x00"+r.Ref] = true
	}
	for _, i := range flagged {
		if i.Event != "" && ruled[i.Duty+"\x00"+i.Subject+"\x00"+i.Event] {
			continue
		}
		if len(open) >= mostSuspects {
			more++
			continue
		}
		q.Duty, q.Subject = i.Duty, i.Subject
		events, err := s.Reader.Events(d.ctx, q)
		if err != nil {
			return nil, 0, err
		}
		for _, e := range standing(events) {
			if l, doubtful := d.suspect(e, calendar); doubtful && !ruled[e.Duty+"\x00"+e.Subject+"\x00"+e.ID] {
				open = append(open, l)
			}
		}
	}
	return open, more, nil
}

// suspect tells by the rule of the spec (the day that counts) whether other
// evidence of a fact is later than the time it states.
func (d *entryDesk) suspect(e disclosure.Event, calendar *workday.Calendar) (suspectLine, bool) {
	l := suspectLine{
		Event: e, ID: "s-" + e.ID, DutyName: d.frame.Duty(e.Duty), Office: d.frame.Office(e.Office), Href: d.frame.Link.Instance(e.Duty, e.Subject),
		Web: dashboards.WebAddress(e.URL), Occurred: occurredWords(e),
	}
	speaks := []disclosure.EventKind{disclosure.Published, disclosure.Revised, disclosure.Withdrawn}
	if !slices.Contains(speaks, e.Kind) || e.OccurredAt.IsZero() {
		return l, false
	}
	stated := workday.DateOf(e.OccurredAt)
	l.URLLater = e.URLDate > stated && calendar.WorkdaysBetween(stated, e.URLDate) > 1
	l.SeenLater = !e.FirstSeen.IsZero() && e.FirstSeen.After(e.OccurredAt) && calendar.WorkdaysBetween(stated, workday.DateOf(e.FirstSeen)) > 2
	return l, l.URLLater || l.SeenLater
}

func occurredWords(e disclosure.Event) string {
	if e.Precision == disclosure.ToDay {
		return workday.DateOf(e.OccurredAt).String()
	}
	return formatTime(e.OccurredAt)
}

func (s *Server) showRulings(c *fiber.Ctx, d *entryDesk, ref, decision, reasons, sorry string) error {
	data := &rulingsData{Action: d.URL("/rulings")}
	p, err := s.board(c, d.Asked, "ruling.title", data)
	if err != nil {
		return err
	}
	data.Crumbs = d.crumbs(dashboards.Link{Name: p.T("nav.work"), Href: d.URL("/work")}, dashboards.Link{Name: p.Title})
	if data.Open, data.More, err = s.suspects(d); err != nil {
		return err
	}
	for i := range data.Open {
		l := &data.Open[i]
		typed := ref != "" && l.Event.ID == ref
		if typed {
			l.Reasons, l.Sorry = reasons, sorry
		}
		for _, key := range decisions {
			l.Choices = append(l.Choices, option{Value: key, Label: p.T("ruling.decision." + key), Selected: typed && key == decision})
		}
	}
	if data.Decided, err = s.decided(d, p); err != nil {
		return err
	}
	return s.render(c, "entry_rulings", p)
}

// decided lists the latest rulings with the facts that they settled.
func (s *Server) decided(d *entryDesk, p *Page) ([]ruledLine, error) {
	q := d.always()
	q.Limit = mostRulings
	rulings, err := s.Reader.Facts(d.ctx, q, disclosure.Ruled)
	if err != nil {
		return nil, err
	}
	lines := make([]ruledLine, 0, len(rulings))
	for _, r := range rulings {
		l := ruledLine{Ruling: r, DutyName: d.frame.Duty(r.Duty), Office: d.frame.Office(r.Office), Href: d.frame.Link.Instance(r.Duty, r.Subject), Decision: r.Attrs["decision"]}
		if slices.Contains(decisions, l.Decision) {
			l.Decision = p.T("ruling.decided." + l.Decision)
		}
		of := d.always()
		of.Office, of.Duty, of.Subject = "", r.Duty, r.Subject
		events, err := s.Reader.Events(d.ctx, of)
		if err != nil {
			return nil, err
		}
		if i := slices.IndexFunc(events, func(e disclosure.Event) bool { return e.ID == r.Ref }); i >= 0 {
			l.Of = events[i]
		}
		lines = append(lines, l)
	}
	return lines, nil
}

// postRuling records a decision. Reasons are required: a ruling without them
// could not be upheld.
func (s *Server) postRuling(c *fiber.Ctx) error {
	d, err := s.openEntry(c)
	if err != nil {
		return err
	}
	ref, decision, reasons := formText(c, "ref"), formText(c, "decision"), formText(c, "note")
	q := d.always()
	q.Office, q.Duty, q.Subject = "", formText(c, "duty"), formText(c, "subject")
	events, err := s.Reader.Events(d.ctx, q)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(standing(events), func(e disclosure.Event) bool { return e.ID == ref && e.Kind != disclosure.Ruled })
	if i < 0 || ref == "" {
		return missed("ruling.gone")
	}
	of := standing(events)[i]
	if words := rulingFault(decision, reasons); words != "" {
		c.Status(fiber.StatusBadRequest)
		return s.showRulings(c, d, ref, decision, reasons, d.frame.T(words))
	}
	stated, problems := intake.Check(intake.Entry{
		Duty: of.Duty, Subject: of.Subject, Kind: intake.KindKey(disclosure.Ruled), Office: of.Office, OccurredAt: d.today.String(),
		Title: of.Title, Ref: of.ID, Note: reasons, Attrs: map[string]string{"decision": decision},
	}, d.options(s))
	if len(problems) > 0 {
		c.Status(fiber.StatusBadRequest)
		return s.showRulings(c, d, ref, decision, reasons, problems[0].Reason(d.frame.Lang))
	}
	if err := d.mayAppend(stated); err != nil {
		return err
	}
	if _, err := s.record(c, d, access.ActRuling, stated); err != nil {
		return err
	}
	return c.Redirect(d.URL("/rulings", "done", "ruled"), fiber.StatusSeeOther)
}

func rulingFault(decision, reasons string) string {
	var fault string
	if !slices.Contains(decisions, decision) {
		fault = "ruling.choose"
	}
	if reasons == "" {
		fault = cmp.Or(fault, "ruling.reasons_missing")
	}
	return fault
}
