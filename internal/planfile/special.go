package planfile

import "daylight/internal/disclosure"

var noTerm = []word[bool]{{true, "不适用"}, {true, "0"}, {true, "none"}}

// classes reads the lengths of the term by class (事件等级). A class that the
// duty does not arise for has 不适用.
func (f dutyReader) classes(t disclosure.Term) []disclosure.Class {
	var out []disclosure.Class
	names := newNames()
	f.r.each(f.fields, "classes", classKeys, func(g *fields) {
		for _, k := range classKeys {
			if k.name != "name_en" {
				g.need(k)
			}
		}
		c := disclosure.Class{Code: g.code("code"), Name: g.text("name"), NameEN: g.text("name_en")}
		names.take(g, c.Code, c.Name, nil)
		if text := g.text("term"); text != "" {
			if _, none := pick(noTerm, text); !none {
				c.N = g.sameUnit("term", t)
			}
		}
		out = append(out, c)
	})
	if f.has("classes") && t.Unit == disclosure.OnDate {
		f.problem("classes", "plan.classes_need_term")
	}
	return out
}

// sameUnit reads a length in the unit of the duty's term.
func (f *fields) sameUnit(name string, t disclosure.Term) int {
	text := f.text(name)
	if text == "" {
		return 0
	}
	if vagueDays.MatchString(Fold(text)) {
		f.problem(name, "plan.vague_days", text)
		return 0
	}
	n, unit, ok := parseTerm(text)
	switch {
	case !ok:
		f.problem(name, "plan.bad_term", text)
	case unit != t.Unit && t.Unit != 0:
		f.problem(name, "plan.other_unit", text)
	}
	return n
}

// ceiling reads the legal limit beside a shorter term, which no length of the
// duty may exceed.
func (f dutyReader) ceiling(d *disclosure.Duty) {
	d.Term.CeilingSource = f.text("ceiling_source")
	switch {
	case !f.has("ceiling") && f.has("ceiling_source"):
		f.problem("ceiling_source", "plan.ceiling_source_alone")
		return
	case !f.has("ceiling"):
		return
	case d.Term.Unit == 0 || d.Term.Unit == disclosure.OnDate:
		f.problem("ceiling", "plan.ceiling_needs_term")
		return
	case !f.has("ceiling_source"):
		f.r.addField(f.at, "ceiling_source", "plan.missing_key", "ceiling_source", "上限依据")
	}
	before := len(f.r.problems)
	d.Term.Ceiling = f.sameUnit("ceiling", d.Term)
	longest := d.Term.N
	for _, c := range d.Classes {
		longest = max(longest, c.N)
	}
	switch {
	case len(f.r.problems) > before:
	case d.Term.Ceiling == 0:
		f.problem("ceiling", "plan.bad_term", f.text("ceiling"))
	case longest > d.Term.Ceiling:
		f.problem("term", "plan.above_ceiling", longest, d.Term.Ceiling)
	}
}

// links turns the duties that opens_with and counted_with name into codes. A
// fact is recorded once more for each, so that neither may lead on to a third.
func links(duties []disclosure.Duty, read []*fields) {
	dir := NewDirectory(&disclosure.Plan{Duties: duties})
	byCode := map[string]disclosure.Duty{}
	for _, d := range duties {
		byCode[d.Code] = d
	}
	for i := range duties {
		d, f := &duties[i], read[i]
		if d.OpensWith != "" && d.CountedWith != "" {
			f.problem("counted_with", "plan.opens_and_counted_with")
		}
		if d.OpensWith != "" {
			f.link(dir, byCode, *d, "opens_with", &d.OpensWith)
			if d.Trigger != disclosure.OnEvent && d.Trigger != disclosure.Continuous && d.Trigger != 0 {
				f.problem("opens_with", "plan.opens_with_needs_event")
			}
		}
		if d.CountedWith != "" {
			of, ok := f.link(dir, byCode, *d, "counted_with", &d.CountedWith)
			if ok && (of.Trigger != d.Trigger || of.Cadence != d.Cadence || of.Application != d.Application) {
				f.problem("counted_with", "plan.counted_with_differs")
			}
		}
	}
}

// link resolves one reference from d and puts the code where it belongs.
func (f *fields) link(dir *Directory, byCode map[string]disclosure.Duty, d disclosure.Duty, key string, into *string) (disclosure.Duty, bool) {
	code, ok := dir.Duty(*into)
	of := byCode[code]
	switch {
	case !ok:
		f.unknown(key, f.get(key), "plan.unknown_duty", &dir.duties)
	case code == d.Code:
		f.problem(key, "plan.refers_to_itself")
	case of.OpensWith != "" || of.CountedWith != "":
		f.problem(key, "plan.refers_on", code)
	case key == "opens_with" && of.Trigger != disclosure.OnEvent && of.Trigger != 0:
		f.problem(key, "plan.opens_with_no_event", code)
	default:
		*into = code
		return of, true
	}
	return of, false
}
