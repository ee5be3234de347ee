package nation

import (
	"slices"
	"strings"
	"sync"

	"daylight/internal/disclosure"
	"daylight/internal/planfile"
	"daylight/internal/workday"
)

var shipped = sync.OnceValue(func() *disclosure.Plan {
	p, err := planfile.Shipped("anshun-mzj")
	if err != nil {
		panic(err) // a plan that ships with the program can be read
	}
	p.Code, p.Notes, p.TitleEN, p.Source = "", nil, "", ""
	p.EffectiveFrom, p.AnnouncedAt = workday.DateOf(Announced), Announced
	for i := range p.Offices {
		p.Offices[i].Note, p.Offices[i].Aliases = "", nil
	}
	for i := range p.Channels {
		p.Channels[i].Aliases = nil
	}
	for i := range p.Duties {
		shorten(&p.Duties[i])
	}
	return p
})

// shorten leaves what a judge and a screen need of a duty: thousands of copies
// are held in memory. Few duties keep their further channels.
func shorten(d *disclosure.Duty) {
	d.ClauseText, d.Note, d.NameEN = "", "", ""
	d.Term.Source, d.Term.Words, d.Term.Mark, d.Term.CeilingSource = "", "", "", ""
	if !slices.Contains(severalChannels, d.Code) {
		d.Channels = d.Channels[:min(len(d.Channels), 1)]
	}
	d.Channels = d.Channels[:min(len(d.Channels), 2)]
}

var severalChannels = []string{"1a", "1j", "7", "10c"}

// Plan is the plan of body number i: the shipped one with shorter words.
func (n Nation) Plan(i int) *disclosure.Plan {
	p, at := *shipped(), placeOf(i)
	p.Code, p.Version = at.code(), 1
	names := at.names()
	p.Body = disclosure.Body{Code: at.code(), Name: strings.Join(names, "") + "民政局", NameEN: "Civil Affairs Bureau " + at.code(),
		Region: strings.Join(names, "/"), Demo: true}
	p.Title = p.Body.Name + "政务公开工作方案"
	p.Text = p.Title
	return &p
}

// Plans are the plans of all bodies.
func (n Nation) Plans() []*disclosure.Plan {
	plans := make([]*disclosure.Plan, n.Bodies)
	for i := range plans {
		plans[i] = n.Plan(i)
	}
	return plans
}
