package main

import (
	"strconv"
	"strings"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/planfile"
)

func planColumns(lang i18n.Lang, keys ...string) []string {
	out := make([]string, len(keys))
	for i, k := range keys {
		out[i] = i18n.T(lang, "plan.column."+k)
	}
	return out
}

type planSummary struct {
	Plan          string `json:"plan"`
	Title         string `json:"title"`
	Body          string `json:"body"`
	EffectiveFrom string `json:"effective_from"`
	Offices       int    `json:"offices"`
	Duties        int    `json:"duties"`
	Judged        int    `json:"judged"`
	Explicit      int    `json:"explicit"`
	Proposals     int    `json:"proposals"`
}

func summarise(lang i18n.Lang, p *disclosure.Plan) planSummary {
	s := planSummary{
		Plan: p.Code, Title: planWord(lang, p.Title, p.TitleEN), Body: planWord(lang, p.Body.Name, p.Body.NameEN),
		EffectiveFrom: p.EffectiveFrom.String(), Offices: len(p.Offices), Duties: len(p.Duties),
	}
	for _, d := range p.Duties {
		if d.NotJudged == "" {
			s.Judged++
		}
		if d.Term.Explicit {
			s.Explicit++
		}
		if d.Term.Mark == "P" {
			s.Proposals++
		}
	}
	return s
}

func printSummaries(app *App, plans []*disclosure.Plan) error {
	rows, values := [][]string{}, []planSummary{}
	for _, p := range plans {
		s := summarise(app.Lang, p)
		values = append(values, s)
		rows = append(rows, []string{
			s.Plan, s.Title, s.EffectiveFrom, strconv.Itoa(s.Offices), strconv.Itoa(s.Duties),
			strconv.Itoa(s.Judged), strconv.Itoa(s.Explicit), strconv.Itoa(s.Proposals),
		})
	}
	return app.Print(planColumns(app.Lang, "plan", "title", "effective", "offices", "duties", "judged_duties", "explicit", "unconfirmed"), rows, values)
}

func printShipped(app *App) error {
	var all []*disclosure.Plan
	for _, name := range planfile.ShippedNames() {
		p, err := planfile.Shipped(name)
		if err != nil {
			return err
		}
		all = append(all, p)
	}
	return printSummaries(app, all)
}

type planVersion struct {
	Plan          string    `json:"plan"`
	Version       int       `json:"version"`
	Body          string    `json:"body"`
	Title         string    `json:"title"`
	EffectiveFrom string    `json:"effective_from"`
	RecordedAt    time.Time `json:"recorded_at"`
}

func printPlanList(app *App, infos []disclosure.PlanInfo) error {
	rows, values := [][]string{}, []planVersion{}
	for _, i := range infos {
		values = append(values, planVersion{i.Code, i.Version, i.Body.Code, i.Title, i.EffectiveFrom.String(), i.RecordedAt})
		rows = append(rows, []string{
			i.Code, strconv.Itoa(i.Version), planWord(app.Lang, i.Body.Name, i.Body.NameEN), i.Title,
			i.EffectiveFrom.String(), i.RecordedAt.Format("2006-01-02 15:04"),
		})
	}
	return app.Print(planColumns(app.Lang, "plan", "version", "body", "title", "effective", "recorded"), rows, values)
}

func planCodes(lang i18n.Lang, infos []disclosure.PlanInfo) string {
	var codes []string
	for i, info := range infos {
		if i == 0 || info.Code != infos[i-1].Code {
			codes = append(codes, info.Code)
		}
	}
	if len(codes) == 0 {
		return i18n.T(lang, "plan.none")
	}
	return strings.Join(codes, i18n.T(lang, "plan.list_separator"))
}

type planDuty struct {
	Code      string   `json:"code"`
	Clause    string   `json:"clause,omitempty"`
	Quote     string   `json:"quote,omitempty"`
	Name      string   `json:"name"`
	Lead      string   `json:"lead"`
	CoOffices []string `json:"co_offices,omitempty"`
	Channels  []string `json:"channels,omitempty"`
	Trigger   string   `json:"trigger"`
	OpensOn   string   `json:"opens,omitempty"`
	Term      string   `json:"term,omitempty"`
	Ceiling   string   `json:"ceiling,omitempty"`
	OpensWith string   `json:"opens_with,omitempty"`
	CountedBy string   `json:"counted_with,omitempty"`
	Request   bool     `json:"application,omitempty"`
	External  bool     `json:"external,omitempty"`
	Explicit  bool     `json:"explicit"`
	Source    string   `json:"source,omitempty"`
	Mark      string   `json:"mark,omitempty"`
	NotJudged string   `json:"not_judged,omitempty"`
	Note      string   `json:"note,omitempty"`
}

type planDetail struct {
	planSummary
	Version int        `json:"version,omitempty"`
	Listed  []planDuty `json:"listed"`
	Notes   []string   `json:"notes,omitempty"`
}

func printPlan(app *App, p *disclosure.Plan) error {
	lang := app.Lang
	rows := [][]string{}
	detail := planDetail{planSummary: summarise(lang, p), Version: p.Version, Listed: []planDuty{}, Notes: p.Notes}
	for _, d := range p.Duties {
		v := planDuty{
			Code: d.Code, Clause: d.Clause, Quote: d.ClauseText, Name: planWord(lang, d.Name, d.NameEN),
			Lead: planOffice(lang, p, d.Lead), Trigger: planfile.TriggerText(lang, d), OpensOn: d.OpensOn,
			Term: planfile.LengthText(lang, d), Ceiling: d.Term.CeilingSource, Explicit: d.Term.Explicit, Source: d.Term.Source, Mark: d.Term.Mark,
			OpensWith: d.OpensWith, CountedBy: d.CountedWith, Request: d.Application, External: d.External,
			NotJudged: d.NotJudged, Note: d.Note,
		}
		for _, code := range d.CoOffices {
			v.CoOffices = append(v.CoOffices, planOffice(lang, p, code))
		}
		for _, c := range d.Channels {
			v.Channels = append(v.Channels, planChannel(lang, p, c.Code))
		}
		detail.Listed = append(detail.Listed, v)
		judged := i18n.T(lang, "plan.judged.yes")
		if d.NotJudged != "" {
			judged = i18n.T(lang, "plan.judged.no")
		} else if d.External {
			judged = i18n.T(lang, "plan.judged.external")
		}
		rows = append(rows, []string{
			d.Code, d.Clause, v.Name, v.Lead, v.Trigger, v.Term, planfile.BasisText(lang, d.Term), judged,
		})
	}
	return app.Print(planColumns(lang, "code", "clause", "name", "lead", "trigger", "term", "basis", "judged"), rows, detail)
}

func planOffice(lang i18n.Lang, p *disclosure.Plan, code string) string {
	if code == "" {
		return i18n.T(lang, "plan.lead.record")
	}
	o, _ := p.OfficeByCode(code)
	return planWord(lang, o.Name, o.NameEN)
}

func planChannel(lang i18n.Lang, p *disclosure.Plan, code string) string {
	for _, c := range p.Channels {
		if c.Code == code {
			return planWord(lang, c.Name, c.NameEN)
		}
	}
	return code
}

// planWord picks the English name where there is one and it is wanted.
func planWord(lang i18n.Lang, chinese, english string) string {
	if lang == i18n.English && english != "" {
		return english
	}
	return chinese
}
