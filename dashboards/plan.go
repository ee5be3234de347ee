package dashboards

import (
	"daylight/internal/disclosure"
)

// PlanBoard is the page of the plan in force.
type PlanBoard struct {
	Plan     *disclosure.Plan
	Title    string
	Groups   []PlanGroup
	Clauses  []PlanClause
	Channels []string
	Versions []VersionLine // newest first
	Source   string        // web address of the paper
	Explicit int           // duties whose term the plan itself states
	Notes    []string      // for those who see all offices
}

// PlanGroup is a group of offices in the list's order.
type PlanGroup struct {
	Group   disclosure.OfficeGroup
	Offices []PlanOffice
}

// PlanOffice is an office with the number of duties it leads.
type PlanOffice struct {
	disclosure.Office
	Name          string
	Href          string
	Leads         int
	Shares        int
	SuccessorName string
}

// PlanClause is a clause of the plan with its duties.
type PlanClause struct {
	Clause string
	Duties []DutyLine
}

// NewPlan draws the page of the plan.
func NewPlan(f Frame, versions []VersionLine) PlanBoard {
	p := f.Plan
	b := PlanBoard{Plan: p, Title: named(f.Lang, p.Title, p.TitleEN, p.Code), Source: WebAddress(p.SourceURL), Versions: versions}
	for _, g := range groups {
		group := PlanGroup{Group: g}
		for _, o := range f.offices(g) {
			group.Offices = append(group.Offices, f.planOffice(o))
		}
		if len(group.Offices) > 0 {
			b.Groups = append(b.Groups, group)
		}
	}
	for _, d := range Duties(f, nil) {
		if d.Explicit {
			b.Explicit++
		}
		if n := len(b.Clauses); n == 0 || b.Clauses[n-1].Clause != d.Clause {
			b.Clauses = append(b.Clauses, PlanClause{Clause: d.Clause})
		}
		last := &b.Clauses[len(b.Clauses)-1]
		last.Duties = append(last.Duties, d)
	}
	for _, c := range p.Channels {
		b.Channels = append(b.Channels, named(f.Lang, c.Name, c.NameEN, c.Code))
	}
	if f.Own == "" {
		b.Notes = p.Notes
	}
	return b
}

func (f Frame) planOffice(o disclosure.Office) PlanOffice {
	line := PlanOffice{Office: o, Name: f.Office(o.Code)}
	if f.Sees(o.Code) {
		line.Href = f.Link.Office(o.Code)
	}
	if o.Successor != "" {
		line.SuccessorName = f.Office(o.Successor)
	}
	for _, d := range f.Plan.Duties {
		if d.Lead == o.Code {
			line.Leads++
		}
		for _, co := range d.CoOffices {
			if co == o.Code {
				line.Shares++
			}
		}
	}
	return line
}
