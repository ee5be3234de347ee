package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/planfile"
)

// PlanDiffCmd is `daylight plan diff`.
type PlanDiffCmd struct {
	A    string `arg:"" help:"A plan file, the name of a shipped plan, or the number of a version in the store." placeholder:"A"`
	B    string `arg:"" help:"What it is compared with." placeholder:"B"`
	Plan string `help:"Code of the plan or its body whose versions are meant. May be left out when there is one." placeholder:"CODE"`
}

type planDiff struct {
	From    planSide     `json:"from"`
	To      planSide     `json:"to"`
	Added   []planEntry  `json:"added"`
	Retired []planEntry  `json:"retired"`
	Changed []planChange `json:"changed"`
	Offices struct {
		Added   []planEntry  `json:"added"`
		Gone    []planEntry  `json:"gone"`
		Changed []planChange `json:"changed"`
	} `json:"offices"`
}

type planSide struct {
	Plan          string `json:"plan"`
	Version       int    `json:"version,omitempty"`
	Title         string `json:"title"`
	EffectiveFrom string `json:"effective_from"`
}

type planEntry struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

type planChange struct {
	planEntry
	Changes []aspectChange `json:"changes"`
}

type aspectChange struct {
	Aspect  string `json:"aspect"`
	Judging bool   `json:"judging"` // can change a verdict, or who answers for it
	From    string `json:"from"`
	To      string `json:"to"`
}

// Run compares.
func (c *PlanDiffCmd) Run(ctx context.Context, app *App) error {
	a, err := c.read(ctx, app, c.A)
	if err != nil {
		return err
	}
	b, err := c.read(ctx, app, c.B)
	if err != nil {
		return err
	}
	changes := disclosure.ComparePlans(a, b)
	d := diffOf(app.Lang, a, b, changes)
	if changes.Nothing() {
		fmt.Fprintln(app.Err, i18n.T(app.Lang, "cli.diff.nothing"))
	} else {
		fmt.Fprintln(app.Err, i18n.T(app.Lang, "cli.diff.count", len(d.Added), len(d.Retired), len(d.Changed),
			len(d.Offices.Added), len(d.Offices.Gone), len(d.Offices.Changed)))
	}
	rows := d.rows(app.Lang)
	if len(rows) == 0 && app.Format == "table" {
		return nil
	}
	return app.Print(app.columns("cli.diff.", "what", "code", "name", "aspect", "from", "to"), rows, d)
}

// read takes a number for a version in the store, anything else for a file or a
// shipped plan.
func (c *PlanDiffCmd) read(ctx context.Context, app *App, name string) (*disclosure.Plan, error) {
	version, err := strconv.Atoi(name)
	if err != nil {
		p, problems, err := readPlan(name)
		if err == nil && len(problems) > 0 {
			err = planfile.Refused(name, problems)
		}
		return p, err
	}
	st, err := app.Store(ctx)
	if err != nil {
		return nil, err
	}
	now := time.Now().Add(time.Minute)
	infos, err := st.Plans(ctx, now)
	if err != nil {
		return nil, fmt.Errorf("list plans: %w", err)
	}
	body, last := "", 0
	for _, info := range infos {
		if c.Plan != "" && info.Code != c.Plan && info.Body.Code != c.Plan {
			continue
		}
		if body != "" && body != info.Body.Code {
			return nil, &disclosure.Error{Kind: disclosure.Invalid, Code: "intake.plan_which", Args: []any{planCodes(app.Lang, infos)}}
		}
		body, last = info.Body.Code, info.Version
	}
	if body == "" {
		return nil, &disclosure.Error{Kind: disclosure.Missed, Code: "plan.not_found", Args: []any{c.Plan, planCodes(app.Lang, infos)}}
	}
	if version < 1 || version > last {
		return nil, &disclosure.Error{Kind: disclosure.Missed, Code: "cli.diff.no_version", Args: []any{version, last}}
	}
	return st.Plan(ctx, body, version, now)
}

func diffOf(lang i18n.Lang, a, b *disclosure.Plan, c disclosure.PlanChanges) planDiff {
	side := func(p *disclosure.Plan) planSide {
		return planSide{p.Code, p.Version, planWord(lang, p.Title, p.TitleEN), p.EffectiveFrom.String()}
	}
	d := planDiff{From: side(a), To: side(b), Added: dutyEntries(lang, c.Added), Retired: dutyEntries(lang, c.Retired), Changed: []planChange{}}
	d.Offices.Added, d.Offices.Gone, d.Offices.Changed = officeEntries(lang, c.OfficesAdded), officeEntries(lang, c.OfficesGone), []planChange{}
	for _, x := range c.Changed {
		change := planChange{planEntry: dutyEntries(lang, []disclosure.Duty{x.After})[0]}
		for _, aspect := range x.Aspects {
			change.Changes = append(change.Changes, aspectChange{aspectKeys[aspect], aspect.Judging(),
				dutyText(lang, a, x.Before, aspect), dutyText(lang, b, x.After, aspect)})
		}
		d.Changed = append(d.Changed, change)
	}
	for _, x := range c.OfficesChange {
		change := planChange{planEntry: officeEntries(lang, []disclosure.Office{x.After})[0]}
		for _, aspect := range x.Aspects {
			change.Changes = append(change.Changes, aspectChange{aspectKeys[aspect], aspect.Judging(),
				officeText(lang, x.Before, aspect), officeText(lang, x.After, aspect)})
		}
		d.Offices.Changed = append(d.Offices.Changed, change)
	}
	return d
}

func dutyEntries(lang i18n.Lang, duties []disclosure.Duty) []planEntry {
	entries := []planEntry{}
	for _, d := range duties {
		entries = append(entries, planEntry{d.Code, planWord(lang, d.Name, d.NameEN)})
	}
	return entries
}

func officeEntries(lang i18n.Lang, offices []disclosure.Office) []planEntry {
	entries := []planEntry{}
	for _, o := range offices {
		entries = append(entries, planEntry{o.Code, planWord(lang, o.Name, o.NameEN)})
	}
	return entries
}

func (d planDiff) rows(lang i18n.Lang) [][]string {
	var rows [][]string
	whole := func(what string, entries []planEntry) {
		for _, e := range entries {
			rows = append(rows, []string{i18n.T(lang, "cli.diff."+what), e.Code, e.Name, "", "", ""})
		}
	}
	parts := func(what string, changes []planChange) {
		for _, c := range changes {
			for _, x := range c.Changes {
				rows = append(rows, []string{i18n.T(lang, "cli.diff."+what), c.Code, c.Name, i18n.T(lang, "cli.diff.aspect."+x.Aspect), x.From, x.To})
			}
		}
	}
	whole("added", d.Added)
	whole("retired", d.Retired)
	parts("changed", d.Changed)
	whole("office_added", d.Offices.Added)
	whole("office_gone", d.Offices.Gone)
	parts("office_changed", d.Offices.Changed)
	return rows
}

var aspectKeys = map[disclosure.Aspect]string{
	disclosure.AspectName: "name", disclosure.AspectClause: "clause", disclosure.AspectLead: "lead", disclosure.AspectCoOffices: "co_offices",
	disclosure.AspectChannels: "channels", disclosure.AspectTrigger: "trigger", disclosure.AspectCadence: "cadence", disclosure.AspectTerm: "term",
	disclosure.AspectSource: "source", disclosure.AspectReview: "review", disclosure.AspectNil: "nil_return", disclosure.AspectFields: "fields",
	disclosure.AspectBlock: "block", disclosure.AspectClock: "clock", disclosure.AspectJudged: "judged", disclosure.AspectActive: "active",
	disclosure.AspectNote: "note", disclosure.AspectGroup: "group", disclosure.AspectAliases: "aliases", disclosure.AspectLasting: "lasting",
}

// dutyText says what the plan states of the duty under one aspect.
func dutyText(lang i18n.Lang, p *disclosure.Plan, d disclosure.Duty, aspect disclosure.Aspect) string {
	sep := i18n.T(lang, "plan.list_separator")
	yes := func(b bool) string {
		if b {
			return i18n.T(lang, "cli.diff.yes")
		}
		return i18n.T(lang, "cli.diff.no")
	}
	var parts []string
	switch aspect {
	case disclosure.AspectName:
		return planWord(lang, d.Name, d.NameEN)
	case disclosure.AspectClause:
		return strings.TrimSpace(d.Clause + " " + d.ClauseText)
	case disclosure.AspectLead:
		return planOffice(lang, p, d.Lead)
	case disclosure.AspectCoOffices:
		for _, code := range d.CoOffices {
			parts = append(parts, planOffice(lang, p, code))
		}
	case disclosure.AspectChannels:
		for _, c := range d.Channels {
			name := planChannel(lang, p, c.Code)
			if c.GraceWorkdays > 0 {
				name += fmt.Sprintf(" +%d", c.GraceWorkdays)
			}
			parts = append(parts, name)
		}
	case disclosure.AspectTrigger:
		return strings.TrimSpace(planfile.TriggerText(lang, d) + " " + d.OpensOn)
	case disclosure.AspectCadence:
		return planfile.TriggerText(lang, d)
	case disclosure.AspectTerm:
		parts = append(parts, planfile.TermText(lang, d.Term))
		for _, c := range d.Classes {
			parts = append(parts, fmt.Sprintf("%s %d", planWord(lang, c.Name, c.NameEN), c.N))
		}
	case disclosure.AspectSource:
		return strings.TrimSpace(d.Term.Source + " " + planfile.BasisText(lang, d.Term))
	case disclosure.AspectReview:
		return yes(d.Review)
	case disclosure.AspectNil:
		return yes(d.NilReturn)
	case disclosure.AspectFields:
		parts = d.Fields
	case disclosure.AspectBlock:
		return d.Block
	case disclosure.AspectClock:
		parts = filled(map[bool]string{true: i18n.T(lang, "cli.diff.application")}[d.Application], d.OpensWith, d.CountedWith)
	case disclosure.AspectJudged:
		parts = filled(map[bool]string{true: i18n.T(lang, "group.external")}[d.External], d.NotJudged)
	case disclosure.AspectActive:
		return d.ActiveFrom.String() + " – " + d.ActiveTo.String()
	case disclosure.AspectNote:
		return d.Note
	}
	return strings.Join(parts, sep)
}

func officeText(lang i18n.Lang, o disclosure.Office, aspect disclosure.Aspect) string {
	switch aspect {
	case disclosure.AspectName:
		return planWord(lang, o.Name, o.NameEN)
	case disclosure.AspectGroup:
		return i18n.T(lang, "group."+groupKey(o.Group))
	case disclosure.AspectAliases:
		return strings.Join(o.Aliases, i18n.T(lang, "plan.list_separator"))
	case disclosure.AspectLasting:
		return strings.TrimSpace(o.ValidFrom.String() + " – " + o.ValidTo.String() + " " + o.Successor)
	}
	return o.Note
}

func filled(parts ...string) []string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return kept
}
