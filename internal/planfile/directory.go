package planfile

import "daylight/internal/disclosure"

// Directory finds a plan's offices, channels and duties by the names records
// use: code, name, English name or alias, whatever their width and spacing.
type Directory struct {
	offices, channels, duties index
}

// NewDirectory indexes the plan. Offices are also found with the body's name in
// front: 安顺市民政局办公室.
func NewDirectory(p *disclosure.Plan) *Directory {
	d := &Directory{offices: newIndex(), channels: newIndex(), duties: newIndex()}
	for _, o := range p.Offices {
		d.offices.add(o.Code, o.Name, append([]string{o.NameEN}, o.Aliases...))
		if p.Body.Name != "" {
			d.offices.also(o.Code, p.Body.Name+o.Name)
		}
	}
	for _, c := range p.Channels {
		d.channels.add(c.Code, c.Name, append([]string{c.NameEN}, c.Aliases...))
	}
	for _, duty := range p.Duties {
		d.duties.add(duty.Code, duty.Name, []string{duty.NameEN})
	}
	return d
}

// Office returns the code of the office (科室) that the name means. A name that
// two offices share means neither.
func (d *Directory) Office(name string) (code string, ok bool) { return d.offices.find(name) }

// Channel returns the code of the channel (渠道) that the name means.
func (d *Directory) Channel(name string) (code string, ok bool) { return d.channels.find(name) }

// Duty returns the code of the duty (公开事项) that the code or name means.
func (d *Directory) Duty(codeOrName string) (code string, ok bool) { return d.duties.find(codeOrName) }

// NearOffices returns up to three office names closest to an unknown one, the
// closest first; none when nothing is close.
func (d *Directory) NearOffices(name string) []string { return nearest(name, d.offices.names) }

// NearChannels is NearOffices for channels.
func (d *Directory) NearChannels(name string) []string { return nearest(name, d.channels.names) }

// NearDuties is NearOffices for duties.
func (d *Directory) NearDuties(codeOrName string) []string {
	return nearest(codeOrName, d.duties.names)
}

// index maps folded names to codes; "" marks a name that several share.
type index struct {
	codes map[string]string
	names []candidate
}

func newIndex() index { return index{codes: map[string]string{}} }

func (x *index) add(code, name string, others []string) {
	x.also(code, code)
	for _, n := range append([]string{name}, others...) {
		x.also(code, n)
		if n != "" {
			x.names = append(x.names, candidate{code, n})
		}
	}
}

func (x *index) also(code, name string) {
	folded := Fold(name)
	if folded == "" {
		return
	}
	if before, taken := x.codes[folded]; taken && before != code {
		code = ""
	}
	x.codes[folded] = code
}

func (x *index) find(name string) (string, bool) {
	code := x.codes[Fold(name)]
	return code, code != ""
}

func (x *index) shared(name string) bool {
	code, known := x.codes[Fold(name)]
	return known && code == ""
}
