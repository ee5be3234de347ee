package web

import (
	"slices"

	"github.com/gofiber/fiber/v2"

	"daylight/dashboards"
	"daylight/internal/access"
	"daylight/internal/assessment"
	"daylight/internal/disclosure"
	"daylight/internal/schemefile"
	"daylight/internal/workday"
)

// extrasData is what the view of faults and bonuses finds in Data.
type extrasData struct {
	boardData
	Waiting, Others []extraLine
	Fields          []fieldView
	Action          string
	Asks, Approves  bool
	Scheme          dashboards.SchemeLine
}

// extraLine is a fault or a bonus in words.
type extraLine struct {
	assessment.Entry
	OfficeName, RuleName, StateName string
	Worth                           string // what it is worth: −10, +1 asked
	Fault                           bool
	Web                             string
	Action, RevokeAction            string
	Sorry                           string
}

var entryStates = map[assessment.EntryState]string{
	assessment.Asked: "asked", assessment.Approved: "approved", assessment.Refused: "refused", assessment.Revoked: "revoked",
}

// extraForm is an entry as typed, with words beside what is wrong.
type extraForm struct {
	values map[string]string
	sorry  map[string]string
}

// extras lists faults and bonuses; an office sees its own.
func (s *Server) extras(c *fiber.Ctx) error { return s.showExtras(c, extraForm{}, "", "") }

func (s *Server) showExtras(c *fiber.Ctx, form extraForm, wrong, sorry string) error {
	d, entries, err := s.openExtras(c)
	if err != nil {
		return err
	}
	scheme, err := s.scheme(d)
	if err != nil {
		return err
	}
	p, err := s.board(c, d.Asked, "extra.title", nil)
	if err != nil {
		return err
	}
	data := extrasData{
		boardData: boardData{Crumbs: d.crumbs(dashboards.Link{Name: p.Title})}, Action: d.URL("/extras"),
		Asks: d.acc.Can(access.EnterAll), Approves: d.acc.Can(access.ApproveExtra), Scheme: dashboards.SchemeOf(d.frame, scheme),
		Fields: d.extraFields(scheme, form),
	}
	for _, e := range entries {
		l := d.extraLine(scheme, e)
		if e.ID == wrong {
			l.Sorry = sorry
		}
		if e.State == assessment.Asked {
			data.Waiting = append(data.Waiting, l)
		} else {
			data.Others = append(data.Others, l)
		}
	}
	slices.Reverse(data.Others)
	p.Data = data
	return s.render(c, "page_extras", p)
}

// openExtras lists the entries that the account may see.
func (s *Server) openExtras(c *fiber.Ctx) (*desk, []assessment.Entry, error) {
	if s.Extras == nil {
		return nil, nil, fiber.ErrNotFound
	}
	d, err := s.openDesk(c)
	if err != nil {
		return nil, nil, err
	}
	entries, err := s.Extras.EntriesKnown(d.ctx, d.Body, d.AsOf)
	if !d.acc.Can(access.SeeAll) {
		entries = slices.DeleteFunc(entries, func(e assessment.Entry) bool { return e.Office != d.acc.Office })
	}
	return d, entries, err
}

func (d *desk) extraLine(scheme *assessment.Scheme, e assessment.Entry) extraLine {
	l := extraLine{Entry: e, OfficeName: d.frame.Office(e.Office), RuleName: e.Rule, StateName: d.frame.T("extra.state." + entryStates[e.State]),
		Web: dashboards.WebAddress(e.URL), Worth: "+" + e.Points.String(), Action: d.URL("/extras/" + e.ID), RevokeAction: d.URL("/extras/" + e.ID + "/revoke")}
	for _, b := range scheme.Bonuses.Rules {
		if b.Code == e.Rule {
			l.RuleName = schemefile.NameText(d.frame.Lang, b.Name)
		}
	}
	for _, f := range scheme.Faults {
		if f.Code == e.Rule {
			l.Fault, l.RuleName, l.Worth = true, schemefile.NameText(d.frame.Lang, f.Name), dashboards.Signed(-f.Points)
		}
	}
	return l
}

// extraFields lays the form out.
func (d *desk) extraFields(scheme *assessment.Scheme, form extraForm) []fieldView {
	T := d.frame.T
	var offices, rules []option
	for _, o := range d.frame.Plan.Offices {
		if o.Group != disclosure.GroupExternal {
			offices = append(offices, option{o.Code, d.frame.Office(o.Code), o.Code == form.values["office"]})
		}
	}
	for _, f := range scheme.Faults {
		rules = append(rules, option{f.Code, T("extra.fault", schemefile.NameText(d.frame.Lang, f.Name), f.Points), f.Code == form.values["rule"]})
	}
	for _, b := range scheme.Bonuses.Rules {
		rules = append(rules, option{b.Code, T("extra.bonus", schemefile.NameText(d.frame.Lang, b.Name), b.Most), b.Code == form.values["rule"]})
	}
	var fields []fieldView
	add := func(name, widget string, must bool, options []option) {
		fields = append(fields, fieldView{Name: name, ID: "x-" + name, Label: T("extra." + name), Hint: hintOf(T("extra.hint." + name)), Widget: widget,
			Value: form.values[name], Must: must, Options: options, Sorry: form.sorry[name]})
	}
	add("rule", "select", true, rules)
	add("office", "select", true, offices)
	add("on", "", true, nil)
	add("points", "", false, nil)
	add("words", "long", true, nil)
	add("url", "url", false, nil)
	add("evidence", "", false, nil)
	return fields
}

// read checks what was typed.
func (f *extraForm) read(c *fiber.Ctx, d *desk, scheme *assessment.Scheme, today workday.Date) assessment.Entry {
	f.values, f.sorry = map[string]string{}, map[string]string{}
	for _, name := range []string{"rule", "office", "on", "points", "words", "url", "evidence"} {
		f.values[name] = trimmed(c, name)
	}
	T := d.frame.T
	e := assessment.Entry{State: assessment.Asked, Extra: assessment.Extra{ID: newID("x"), Rule: f.values["rule"], Office: f.values["office"],
		Words: f.values["words"], URL: f.values["url"], Evidence: f.values["evidence"]}}
	fault := slices.ContainsFunc(scheme.Faults, func(x assessment.Fault) bool { return x.Code == e.Rule })
	at := slices.IndexFunc(scheme.Bonuses.Rules, func(b assessment.Bonus) bool { return b.Code == e.Rule })
	if !fault && at < 0 {
		f.sorry["rule"] = T("extra.bad_rule")
	}
	if !slices.ContainsFunc(d.frame.Plan.Offices, func(o disclosure.Office) bool { return o.Code == e.Office && o.Group != disclosure.GroupExternal }) {
		f.sorry["office"] = T("extra.bad_office")
	}
	if e.Words == "" {
		f.sorry["words"] = T("extra.words_needed")
	}
	day, err := workday.ParseLooseIn(f.values["on"], today.Year())
	switch {
	case err != nil:
		f.sorry["on"] = T("matter.bad_day", f.values["on"])
	case day > today:
		f.sorry["on"] = T("matter.future_day", f.values["on"])
	}
	e.On = day
	if at >= 0 {
		f.bonus(&e, scheme.Bonuses.Rules[at], T)
	}
	return e
}

// bonus checks what only bonuses need: points and evidence.
func (f *extraForm) bonus(e *assessment.Entry, rule assessment.Bonus, T func(string, ...any) string) {
	points, ok := parsePoints(f.values["points"])
	if e.Points = points; !ok || points == 0 || points > rule.Most {
		f.sorry["points"] = T("extra.bad_points", f.values["points"], rule.Most)
	}
	if e.URL == "" && e.Evidence == "" {
		f.sorry["url"] = T("extra.evidence_needed")
	}
}
