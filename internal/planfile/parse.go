package planfile

import "daylight/internal/disclosure"

// Parse reads a plan file. The plan is nil when there are problems, which come
// in the order of the file. The store numbers versions: Version stays zero.
func Parse(name string, data []byte) (*disclosure.Plan, []Problem) {
	r := &reader{file: name}
	root := r.load(data)
	if root == nil {
		return nil, r.problems
	}
	p := r.plan(root)
	if len(r.problems) > 0 {
		return nil, inOrder(r.problems)
	}
	p.Text = string(data)
	return p, nil
}

func (r *reader) plan(root *node) *disclosure.Plan {
	f, ok := r.open(root, planKeys)
	if !ok {
		return nil
	}
	for _, k := range planKeys {
		switch k.name {
		case "plan", "title", "source", "effective_from", "body", "channels", "offices", "duties":
			f.need(k)
		}
	}
	p := &disclosure.Plan{
		Code: f.code("plan"), Title: f.text("title"), TitleEN: f.text("title_en"),
		Source: f.text("source"), SourceURL: f.text("source_url"), Approver: f.text("approver"),
		EffectiveFrom: f.date("effective_from"), AnnouncedAt: f.moment("announced_at"),
		Notes: f.texts("notes"),
	}
	if p.AnnouncedAt.IsZero() && p.EffectiveFrom != 0 {
		p.AnnouncedAt = p.EffectiveFrom.Start()
	}
	if n := f.get("body"); n != nil {
		p.Body = r.body(n)
	}
	p.Channels = r.channels(f)
	p.Offices = r.offices(f)
	clauses := r.clauses(f)
	p.Duties = r.duties(f, p, clauses)
	return p
}

func (r *reader) body(n *node) disclosure.Body {
	f, ok := r.open(n, bodyKeys)
	if !ok {
		return disclosure.Body{}
	}
	f.need(bodyKeys[0])
	f.need(bodyKeys[1])
	return disclosure.Body{Code: f.code("code"), Name: f.text("name"), NameEN: f.text("name_en"), Region: f.text("region")}
}

// each opens every table of a list and gives it to read.
func (r *reader) each(f *fields, name string, keys []key, read func(*fields)) {
	n := f.get(name)
	if n == nil {
		return
	}
	if n.kind != list {
		f.problem(name, "plan.want_tables")
		return
	}
	for _, item := range n.items {
		if g, ok := r.open(item, keys); ok {
			read(g)
		}
	}
}

func (r *reader) channels(f *fields) []disclosure.Channel {
	var out []disclosure.Channel
	names := newNames()
	r.each(f, "channels", channelKeys, func(g *fields) {
		g.need(channelKeys[0])
		g.need(channelKeys[1])
		c := disclosure.Channel{Code: g.code("code"), Name: g.text("name"), NameEN: g.text("name_en"), Aliases: g.texts("aliases")}
		names.take(g, c.Code, c.Name, c.Aliases)
		out = append(out, c)
	})
	return out
}

// clauses reads the plan's own text by clause number.
func (r *reader) clauses(f *fields) map[string]string {
	n := f.get("clauses")
	if n == nil {
		return nil
	}
	if n.kind != table {
		f.problem("clauses", "plan.want_table")
		return nil
	}
	out := map[string]string{}
	for _, e := range n.entries {
		at := &node{line: e.line, column: e.column}
		if _, twice := out[e.key]; twice {
			r.addField(at, e.key, "plan.clause_twice")
		}
		if e.value.kind != scalar || e.value.text == "" {
			r.addField(at, e.key, "plan.want_text")
		}
		out[e.key] = e.value.text
	}
	return out
}
