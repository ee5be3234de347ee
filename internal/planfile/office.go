package planfile

import "daylight/internal/disclosure"

// names watches that no two entries of a kind can be taken for each other.
type names struct {
	taken map[string]taken
}

type taken struct {
	code string
	line int
}

func newNames() *names { return &names{taken: map[string]taken{}} }

func (n *names) take(f *fields, code, name string, aliases []string) {
	own := map[string]bool{}
	claim := func(field, text string) {
		folded := Fold(text)
		if text == "" || own[folded] {
			return
		}
		own[folded] = true
		if first, ok := n.taken[folded]; ok {
			f.problem(field, "plan.name_taken", text, first.line)
			return
		}
		n.taken[folded] = taken{code, f.at.line}
	}
	claim("code", code)
	claim("name", name)
	for _, a := range aliases {
		claim("aliases", a)
	}
}

func (r *reader) offices(f *fields) []disclosure.Office {
	var out []disclosure.Office
	var read []*fields
	names := newNames()
	r.each(f, "offices", officeKeys, func(g *fields) {
		g.need(officeKeys[0])
		g.need(officeKeys[1])
		g.need(officeKeys[3])
		o := disclosure.Office{
			Code: g.code("code"), Name: g.text("name"), NameEN: g.text("name_en"), Group: g.group(),
			Aliases: g.texts("aliases"), ValidFrom: g.date("valid_from"), ValidTo: g.date("valid_to"),
			Successor: g.text("successor"), DisplayOrder: len(out) + 1, Note: g.text("note"),
		}
		names.take(g, o.Code, o.Name, o.Aliases)
		if o.ValidFrom != 0 && o.ValidTo != 0 && o.ValidTo <= o.ValidFrom {
			g.problem("valid_to", "plan.dates_reversed", o.ValidTo.String(), o.ValidFrom.String())
		}
		if o.Successor != "" && !g.has("valid_to") {
			g.problem("successor", "plan.successor_without_end")
		}
		out, read = append(out, o), append(read, g)
	})
	successors(out, read)
	return out
}

func (f *fields) group() disclosure.OfficeGroup {
	text := f.text("group")
	if text == "" {
		return 0
	}
	g, ok := pick(groups, text)
	if !ok {
		f.problem("group", "plan.bad_group", text)
	}
	return g
}

// successors turns the successors' names into codes and refuses circles.
func successors(offices []disclosure.Office, read []*fields) {
	dir := NewDirectory(&disclosure.Plan{Offices: offices})
	next := map[string]string{}
	for i, o := range offices {
		if o.Successor == "" {
			continue
		}
		code, ok := dir.Office(o.Successor)
		if !ok {
			read[i].unknown("successor", read[i].get("successor"), "plan.unknown_office", &dir.offices)
			continue
		}
		offices[i].Successor = code
		next[o.Code] = code
	}
	for i, o := range offices {
		code := o.Code
		for range offices {
			if code = next[code]; code == o.Code && code != "" {
				read[i].problem("successor", "plan.successor_circle")
				break
			}
		}
	}
}

// unknown reports a name that refers to nothing, with the closest there are. A
// name that refers to several has been reported where it stands.
func (f *fields) unknown(field string, at *node, code string, x *index) {
	if x.shared(at.text) {
		return
	}
	if names := nearest(at.text, x.names); len(names) > 0 {
		f.r.addField(at, f.found[field].key, code+"_near", at.text, names)
		return
	}
	f.r.addField(at, f.found[field].key, code, at.text)
}
