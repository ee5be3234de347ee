package dashboards

import (
	"cmp"
	"slices"
	"strings"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
)

// Row is one instance in a list.
type Row struct {
	disclosure.Instance
	DutyName   string
	OfficeName string
	OfficeHref string
	DutyHref   string
	Href       string
	Late       string
	Published  string
	FlagWords  []string
}

// ClockStopped reports whether the term stands still for now, so that a list
// says so instead of a due date.
func (r Row) ClockStopped() bool { return r.Verdict == disclosure.Pending && r.Stopped() }

// Table is a list of instances with the heads of its columns.
type Table struct {
	Caption string
	Heads   []Head
	Rows    []Row
}

// Head is the head of a column, with the address that sorts by it.
type Head struct {
	Label, Href string
	Number      bool
	Sorted      string // ascending, descending or ""
}

// NewTable heads rows for the list page. by makes the address that sorts by a
// key; sorted is the key in force.
func NewTable(f Frame, instances []disclosure.Instance, sorted string, by func(key string) string) Table {
	t := Table{Caption: f.T("rows.title"), Rows: NewRows(f, instances)}
	for _, c := range []struct{ key, label string }{
		{"verdict", "col.verdict"}, {"office", "col.office"}, {"duty", "col.duty"}, {"", "col.instance"},
		{"due", "col.due"}, {"published", "col.published"}, {"-delay", "col.delay"},
	} {
		h := Head{Label: f.T(c.label), Number: c.key == "-delay"}
		if c.key != "" {
			h.Sorted, h.Href = sortState(c.key, sorted, by)
		}
		t.Heads = append(t.Heads, h)
	}
	return t
}

// sortState tells how a column stands sorted and the address of its next order:
// a second click turns it round.
func sortState(key, sorted string, by func(string) string) (state, href string) {
	name := strings.TrimPrefix(key, "-")
	switch sorted {
	case name:
		return "ascending", by("-" + name)
	case "-" + name:
		return "descending", by(name)
	}
	return "", by(key)
}

// NewRows prepares instances for a list, in their order.
func NewRows(f Frame, instances []disclosure.Instance) []Row {
	list := make([]Row, 0, len(instances))
	for _, i := range instances {
		list = append(list, f.row(i))
	}
	return list
}

func (f Frame) row(i disclosure.Instance) Row {
	r := Row{
		Instance: i, DutyName: f.Duty(i.Duty), OfficeName: i.OfficeName, Late: f.Late(i),
		OfficeHref: f.Link.Office(i.Office), DutyHref: f.Link.Duty(i.Duty), Href: f.Link.Instance(i.Duty, i.Subject),
		Published: f.moment(i.PublishedAt, i.Precision), FlagWords: i18n.Flags(f.Lang, i.Flags),
	}
	if f.Lang != i18n.Chinese || r.OfficeName == "" {
		r.OfficeName = f.Office(i.Office)
	}
	return r
}

// SortKeys are the orders a list of instances can have; "" is worst first, as
// the reader gives it.
var SortKeys = []string{"verdict", "office", "duty", "due", "published", "delay"}

// Sort orders instances by a key of SortKeys, downwards with a leading "-".
// Offices and duties keep the plan's own order. Unknown keys change nothing.
func Sort(p *disclosure.Plan, instances []disclosure.Instance, key string) {
	down := key != "" && key[0] == '-'
	if down {
		key = key[1:]
	}
	by := ordering(p, key)
	if by == nil {
		return
	}
	slices.SortStableFunc(instances, func(a, b disclosure.Instance) int {
		if down {
			a, b = b, a
		}
		return by(a, b)
	})
}

func ordering(p *disclosure.Plan, key string) func(a, b disclosure.Instance) int {
	switch key {
	case "verdict":
		order := map[disclosure.Verdict]int{}
		for n, v := range disclosure.Verdicts {
			order[v] = n
		}
		return func(a, b disclosure.Instance) int { return cmp.Compare(order[a.Verdict], order[b.Verdict]) }
	case "office":
		order := map[string]int{}
		for _, o := range p.Offices {
			order[o.Code] = o.DisplayOrder
		}
		return func(a, b disclosure.Instance) int { return cmp.Compare(order[a.Office], order[b.Office]) }
	case "duty":
		order := map[string]int{}
		for _, d := range p.Duties {
			order[d.Code] = d.Order
		}
		return func(a, b disclosure.Instance) int { return cmp.Compare(order[a.Duty], order[b.Duty]) }
	case "due":
		return func(a, b disclosure.Instance) int {
			// What has no due date stands behind what has one.
			return cmp.Or(cmp.Compare(boolInt(a.DueAt.IsZero()), boolInt(b.DueAt.IsZero())), a.DueAt.Compare(b.DueAt))
		}
	case "published":
		return func(a, b disclosure.Instance) int { return a.PublishedAt.Compare(b.PublishedAt) }
	case "delay":
		return func(a, b disclosure.Instance) int { return cmp.Compare(a.Delay, b.Delay) }
	}
	return nil
}
