package web

import (
	"cmp"
	"slices"
	"strings"

	"daylight/internal/access"
	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/intake"
)

func (d *entryDesk) fillWork(data *workData, facts workFacts) {
	d.addChecks(data, facts)
	slices.SortStableFunc(facts.pending, func(a, b disclosure.Instance) int { return a.DueAt.Compare(b.DueAt) })
	weeks := map[string]*workGroup{}
	for _, i := range facts.pending {
		duty, _ := d.plan.DutyByCode(i.Duty)
		switch {
		case isApplication(duty) && i.DueOn <= d.today+soonDays:
			data.Cases.add(d.instanceLine(i, "answered"))
		case !isApplication(duty) && i.DueOn <= data.Until:
			if weeks[i.Office] == nil {
				weeks[i.Office] = &workGroup{Key: "week-" + i.Office, Label: d.frame.Office(i.Office)}
			}
			weeks[i.Office].add(d.instanceLine(i, "published"))
		}
	}
	for _, o := range d.plan.Offices {
		if w := weeks[o.Code]; w != nil {
			w.MoreHref = d.URL("/rows", "office", o.Code, "verdict", "pending", "from", d.today.String(), "to", data.Until.String())
			data.Weeks = append(data.Weeks, *w)
		}
	}
	data.Cases.MoreHref = d.URL("/rows", "verdict", "pending", "from", d.today.String(), "to", (d.today + soonDays).String())
	for _, e := range facts.opinions {
		l := d.factWork(e)
		l.Act, l.ActHref = d.frame.T("work.act.follow_up"), d.entryURL("follow_up", e.Duty, e.Subject)
		data.Alarms.add(l)
	}
	for _, e := range facts.latest {
		data.Latest = append(data.Latest, factLine{
			Event: e, Kind: d.frame.T("event." + intake.KindKey(e.Kind)), DutyName: d.frame.Duty(e.Duty), Office: d.frame.Office(e.Office),
			Href: d.frame.Link.Instance(e.Duty, e.Subject), Origin: originWords(d.frame.Lang, e),
		})
	}
}

// addChecks lists what somebody has to look into.
func (d *entryDesk) addChecks(data *workData, facts workFacts) {
	suspect := workGroup{Key: "suspect"}
	suspect.More = facts.suspectsUp
	for _, l := range facts.suspects {
		line := d.factWork(l.Event)
		if d.acc.Can(access.Rule) {
			line.Act, line.ActHref = d.frame.T("work.act.rule"), d.URL("/rulings")+"#"+l.ID
		}
		suspect.add(line)
	}
	if d.acc.Can(access.Rule) {
		suspect.MoreHref = d.URL("/rulings")
	}
	unverified := workGroup{Key: "unverified", MoreHref: d.URL("/rows", "verdict", "unverified", "period", "all")}
	for _, i := range facts.unverified {
		kind := "triggered"
		if duty, _ := d.plan.DutyByCode(i.Duty); isApplication(duty) {
			kind = "received"
		}
		unverified.add(d.instanceLine(i, kind))
	}
	unreviewed := workGroup{Key: "unreviewed", MoreHref: d.URL("/rows", "period", "all")}
	for _, i := range facts.unreviewed {
		unreviewed.add(d.instanceLine(i, "reviewed"))
	}
	unsigned := workGroup{Key: "unsigned"}
	for _, e := range facts.prepared {
		line := d.factWork(e)
		if signs(d.acc) {
			line.Act, line.ActHref = d.frame.T("work.act.sign"), d.URL("/enter/sign", "ref", e.ID)
		}
		unsigned.add(line)
	}
	for _, g := range []workGroup{suspect, unverified, unreviewed, unsigned} {
		if len(g.Lines) > 0 {
			g.Label = d.frame.T("work.check." + g.Key)
			data.Groups = append(data.Groups, g)
		}
	}
	data.Calm = len(data.Groups) == 0
}

func (g *workGroup) add(l workLine) {
	if len(g.Lines) >= workLines {
		g.More++
		return
	}
	g.Lines = append(g.Lines, l)
}

// instanceLine leads to the instance, and to the form that settles it for
// those who may fill it in.
func (d *entryDesk) instanceLine(i disclosure.Instance, kind string) workLine {
	l := workLine{
		Office: cmp.Or(i.OfficeName, d.frame.Office(i.Office)), Duty: d.frame.Duty(i.Duty), What: cmp.Or(i.Title, i.Subject), Due: i.DueOn, DueAt: i.DueAt,
		Href: d.frame.Link.Instance(i.Duty, i.Subject),
	}
	if duty, ok := d.plan.DutyByCode(i.Duty); ok && canAny(d.acc, []access.Permission{access.EnterAll, access.EnterOwn}) && d.mayEnter(duty) {
		l.Act, l.ActHref = d.frame.T("work.act."+kind), d.entryURL(kind, i.Duty, i.Subject)
	}
	return l
}

func (d *entryDesk) factWork(e disclosure.Event) workLine {
	return workLine{
		Office: d.frame.Office(e.Office), Duty: d.frame.Duty(e.Duty), What: cmp.Or(e.Title, e.Subject), Href: d.frame.Link.Instance(e.Duty, e.Subject),
	}
}

func (d *entryDesk) entryURL(kind, duty, subject string) string {
	return d.URL("/enter/"+kind, "duty", duty, "subject", subject, "back", d.URL("/work"))
}

// originWords say where a fact came from and who brought it.
func originWords(lang i18n.Lang, e disclosure.Event) string {
	source, place, _ := strings.Cut(e.Source, ":")
	words := e.Source
	if key := "feed.source." + source; i18n.Has(lang, key) {
		words = i18n.T(lang, key)
		if place != "" {
			words += " " + place
		}
	}
	if e.Actor != "" {
		return e.Actor + " · " + words
	}
	return words
}
