package web

import (
	"errors"
	"net/url"
	"strconv"
	"time"

	"github.com/gofiber/fiber/v2"

	"daylight/dashboards"
	"daylight/internal/access"
	"daylight/internal/assessment"
	"daylight/internal/briefing"
	"daylight/internal/disclosure"
	"daylight/internal/workday"
)

// newBriefingData is the form that asks for a draft.
type newBriefingData struct {
	Crumbs   []dashboards.Link
	Action   string
	Periods  []periodGroup
	Subjects []periodGroup // what a special briefing is about
	Values   map[string]string
	Sorry    map[string]string // by field; "" is what belongs to none
	Latest   string
	Most     int
	Reissues *briefingLink
}

const defaultRectify = 10

// newBriefing shows the form of a draft, with what is likely wanted.
func (s *Server) newBriefing(c *fiber.Ctx) error {
	d, err := s.openBriefings(c)
	if err != nil {
		return err
	}
	today := workday.DateOf(s.Now())
	typed := url.Values{
		"period": {briefing.PeriodCode(briefing.Quarterly.Finished(today))}, "as_of": {(today - 1).String()}, "rectify": {strconv.Itoa(defaultRectify)},
	}
	if id := c.Query("reissue"); id != "" {
		old, err := s.issuedBriefing(d, id)
		if err != nil {
			return err
		}
		typed.Set("reissue", id)
		typed.Set("rectify", strconv.Itoa(old.Request.RectifyWorkdays))
		typed.Set("period", briefing.PeriodCode(old.Request.Period))
		typed.Set("subject", subjectOf(old.Request))
		if old.Request.Window != old.Request.Period {
			typed.Set("window_from", old.Request.Window.From.String())
			typed.Set("window_to", old.Request.Window.To.String())
		}
	}
	return s.showNewBriefing(c, d, typed, nil)
}

func (s *Server) issuedBriefing(d *desk, id string) (briefing.Record, error) {
	r, err := s.Briefings.Briefing(d.ctx, d.Body, id)
	if err == nil && r.State != briefing.Issued {
		err = fiber.ErrNotFound
	}
	return r, err
}

func subjectOf(q briefing.Request) string {
	switch {
	case q.Duty != "":
		return "duty:" + q.Duty
	case q.Block != "":
		return "block:" + q.Block
	}
	return ""
}

func (s *Server) showNewBriefing(c *fiber.Ctx, d *desk, typed url.Values, sorry map[string]string) error {
	data := &newBriefingData{Action: d.URL("/briefings"), Values: map[string]string{}, Sorry: sorry, Latest: workday.DateOf(s.Now()).String(), Most: briefing.MostRectifyWorkdays}
	for _, name := range newBriefingFields {
		data.Values[name] = typed.Get(name)
	}
	if data.Sorry == nil {
		data.Sorry = map[string]string{}
	}
	p, err := s.board(c, d.Asked, "briefings.new.title", data)
	if err != nil {
		return err
	}
	if id := typed.Get("reissue"); id != "" {
		old, err := s.issuedBriefing(d, id)
		if err != nil {
			return err
		}
		data.Reissues = &briefingLink{old.Number.String(), d.URL(briefingPath(id))}
		p.Title = p.T("briefings.reissue.title")
	}
	data.Crumbs = d.crumbs(dashboards.Link{Name: p.T("briefings.title"), Href: d.URL("/briefings")}, dashboards.Link{Name: p.Title})
	data.Periods = finishedPeriods(d, workday.DateOf(s.Now()), typed.Get("period"))
	if data.Subjects, err = s.briefingSubjects(d, typed.Get("subject")); err != nil {
		return err
	}
	return s.render(c, "page_briefing_new", p)
}

var newBriefingFields = []string{"period", "subject", "window_from", "window_to", "as_of", "rectify", "reissue", "decision"}

// finishedPeriods lists the periods of each kind that are over, the last first,
// and the one chosen.
func finishedPeriods(d *desk, today workday.Date, chosen string) []periodGroup {
	var groups []periodGroup
	for _, size := range []struct {
		label        string
		months, back int
	}{{"quarter", 3, 8}, {"month", 1, 13}, {"half", 6, 4}, {"year", 12, 3}} {
		g := periodGroup{Label: d.frame.T("ask.form.group." + size.label)}
		p := periodOf(today, size.months).Previous()
		seen := false
		for range size.back {
			g.Options = append(g.Options, option{Value: p.Key, Label: p.Label(d.frame.Lang), Selected: p.Key == chosen})
			seen = seen || p.Key == chosen
			p = p.Previous()
		}
		if old, ok := ParsePeriod(chosen); ok && old.months == size.months && !seen {
			g.Options = append(g.Options, option{Value: old.Key, Label: old.Label(d.frame.Lang), Selected: true})
		}
		groups = append(groups, g)
	}
	return groups
}

// briefingSubjects lists the blocks of the scheme and the duties of the plan.
func (s *Server) briefingSubjects(d *desk, chosen string) ([]periodGroup, error) {
	scheme, err := s.scheme(d)
	if err != nil {
		return nil, err
	}
	blocks, duties := periodGroup{Label: d.frame.T("briefings.new.blocks")}, periodGroup{Label: d.frame.T("briefings.new.duties")}
	for _, b := range scheme.Blocks {
		key := "block:" + b.Code
		blocks.Options = append(blocks.Options, option{Value: key, Label: blockName(d, b), Selected: key == chosen})
	}
	for _, duty := range d.frame.Plan.Duties {
		key := "duty:" + duty.Code
		duties.Options = append(duties.Options, option{Value: key, Label: d.frame.Duty(duty.Code), Selected: key == chosen})
	}
	return []periodGroup{blocks, duties}, nil
}

func blockName(d *desk, b assessment.Block) string {
	return pickName(d.frame.Lang, b.Name.Chinese, b.Name.English)
}

// prepareBriefing makes a draft and leads to it.
func (s *Server) prepareBriefing(c *fiber.Ctx) error {
	d, err := s.openBriefings(c)
	if err != nil {
		return err
	}
	typed := url.Values{}
	for _, name := range newBriefingFields {
		typed.Set(name, formText(c, name))
	}
	r, sorry := s.readBriefing(d, typed)
	if len(sorry) > 0 {
		c.Status(fiber.StatusBadRequest)
		return s.showNewBriefing(c, d, typed, sorry)
	}
	// It must be possible to draw it, so that nobody finds out at the end.
	if _, err = s.Press.Make(d.ctx, r); err == nil {
		r, err = s.Briefings.Prepare(d.ctx, r, d.acc.Name)
	}
	var refused *disclosure.Error
	if errors.As(err, &refused) && refused.Kind != disclosure.Unavailable {
		f := faultOf(d.frame.Lang, err)
		c.Status(f.Status)
		return s.showNewBriefing(c, d, typed, map[string]string{briefingField[refused.Code]: f.Words})
	}
	if err != nil {
		return err
	}
	if err := s.auditBriefing(c, r, access.Done, "act=prepare"); err != nil {
		return err
	}
	return c.Redirect(d.URL(briefingPath(r.ID), "done", "briefing_prepared"), fiber.StatusSeeOther)
}

// briefingField tells beside which field a refusal stands.
var briefingField = map[string]string{
	"briefings.period_missing": "period", "briefings.kind_missing": "period", "briefings.window_wrong": "window_from",
	"briefings.as_of_ahead": "as_of", "briefings.as_of_early": "as_of", "briefings.rectify_wrong": "rectify",
	"briefings.subject_missing": "subject", "briefings.subject_twice": "subject", "briefings.decision_missing": "decision", "briefings.note_long": "decision",
}

// readBriefing reads the form; what is wrong stands beside its field.
func (s *Server) readBriefing(d *desk, typed url.Values) (briefing.Record, map[string]string) {
	sorry := map[string]string{}
	q := briefing.Request{Body: d.Body}
	p, ok := ParsePeriod(typed.Get("period"))
	if !ok {
		sorry["period"] = d.frame.T("briefings.period_missing")
	}
	q.Period = assessment.Period{From: p.From, To: p.To}
	q.Kind = map[int]briefing.Kind{1: briefing.Monthly, 3: briefing.Quarterly, 6: briefing.HalfYearly, 12: briefing.Annual}[p.months]
	readBriefingSubject(typed.Get("subject"), &q)
	q.Window = q.Period
	date := func(name string, into *workday.Date) {
		if text := typed.Get(name); text != "" {
			day, err := workday.ParseLoose(text)
			if err != nil {
				sorry[name] = d.frame.T("ask.date", text)
			}
			*into = day
		}
	}
	date("window_from", &q.Window.From)
	date("window_to", &q.Window.To)
	var known workday.Date
	date("as_of", &known)
	if q.AsOf = d.AsOf; !known.IsZero() && known.End().Before(d.AsOf) {
		q.AsOf = known.End()
	}
	q.AsOf = q.AsOf.Truncate(time.Millisecond)
	n, err := strconv.Atoi(halfWidth(typed.Get("rectify")))
	if err != nil {
		sorry["rectify"] = d.frame.T("briefings.rectify_wrong", briefing.MostRectifyWorkdays)
	}
	q.RectifyWorkdays = n
	return briefing.Record{Request: q, Reissues: typed.Get("reissue"), Decision: typed.Get("decision")}, sorry
}

func readBriefingSubject(text string, q *briefing.Request) {
	if text == "" {
		return
	}
	q.Kind = briefing.Special
	switch {
	case len(text) > 5 && text[:5] == "duty:":
		q.Duty = text[5:]
	case len(text) > 6 && text[:6] == "block:":
		q.Block = text[6:]
	}
}
