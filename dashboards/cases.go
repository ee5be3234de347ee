package dashboards

import (
	"cmp"
	"slices"
	"strconv"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/workday"
)

// UrgentDays is how many working days ahead the register of applications looks
// for what falls due next.
const UrgentDays = SoonWorkdays

// CaseStates are the states of an application in the order of the filter.
var CaseStates = []string{"handling", "correction", "fee", "consulting", "unreachable", "extended", "unverified", "answered", "other"}

// CaseBoard is the 依申请公开 register: 登记、审核、办理、答复.
type CaseBoard struct {
	Urgent  []CaseLineRow // unanswered: overdue, due within UrgentDays, or received on a day unknown
	DueSoon int
	Overdue int
	Unsure  int // 收到日待核
	Ahead   int // UrgentDays
	Rows    []CaseLineRow
	States  []CaseState
	Total   int
	Duties  []DutyLine
}

// CaseState counts the applications in one state.
type CaseState struct {
	Key     string
	Count   int
	Href    string
	Current bool
}

// CaseLineRow is one application.
type CaseLineRow struct {
	Row
	Asked     string // what is asked for
	Received  workday.Date
	Receipt   string // how it came in
	Applicant string
	State     string
	StateText string
	Left      string
	Soon      bool
	Reply     string
	Line      ClockLine
}

// CaseFacts is what the register is made of.
type CaseFacts struct {
	AsOf      time.Time
	Calendar  *workday.Calendar
	Instances []disclosure.Instance
	Events    []disclosure.Event // of the application duties
}

// CaseDuties are the duties that answer applications.
func CaseDuties(p *disclosure.Plan) []disclosure.Duty {
	return dutiesWhere(p, func(d disclosure.Duty) bool { return d.Clock() == disclosure.ByCase })
}

// dutiesWhere chooses duties in the plan's order.
func dutiesWhere(p *disclosure.Plan, keep func(disclosure.Duty) bool) []disclosure.Duty {
	var kept []disclosure.Duty
	for _, d := range p.Duties {
		if keep(d) {
			kept = append(kept, d)
		}
	}
	slices.SortStableFunc(kept, func(a, b disclosure.Duty) int { return cmp.Compare(a.Order, b.Order) })
	return kept
}

// NewCases draws the register. state narrows it; "" is all. address makes the
// link of a state.
func NewCases(f Frame, facts CaseFacts, state string, address func(state string) string) CaseBoard {
	b := CaseBoard{Ahead: UrgentDays}
	byKey := bySubject(facts.Events)
	counts := map[string]int{}
	for _, i := range facts.Instances {
		r := f.caseOf(i, byKey[i.Key()], facts)
		counts[r.State]++
		b.Total++
		b.urge(r)
		if state == "" || state == r.State {
			b.Rows = append(b.Rows, r)
		}
	}
	slices.SortStableFunc(b.Urgent, func(x, y CaseLineRow) int {
		return cmp.Or(cmp.Compare(boolInt(x.DueOn == 0), boolInt(y.DueOn == 0)), cmp.Compare(x.DueOn, y.DueOn))
	})
	slices.SortStableFunc(b.Rows, func(x, y CaseLineRow) int {
		return cmp.Or(cmp.Compare(boolInt(y.Received == 0), boolInt(x.Received == 0)), cmp.Compare(y.Received, x.Received), cmp.Compare(y.Subject, x.Subject))
	})
	for _, key := range CaseStates {
		if counts[key] > 0 {
			b.States = append(b.States, CaseState{key, counts[key], address(key), key == state})
		}
	}
	for _, d := range CaseDuties(f.Plan) {
		b.Duties = append(b.Duties, f.dutyLine(d))
	}
	return b
}

// urge puts what cannot wait on top of the register.
func (b *CaseBoard) urge(r CaseLineRow) {
	switch {
	case r.Verdict == disclosure.Missing:
		b.Overdue++
	case r.Verdict == disclosure.Unverified:
		b.Unsure++
	case r.Soon:
		b.DueSoon++
	default:
		return
	}
	b.Urgent = append(b.Urgent, r)
}

// bySubject sorts facts to the instances they speak of.
func bySubject(events []disclosure.Event) map[string][]disclosure.Event {
	byKey := map[string][]disclosure.Event{}
	for _, e := range events {
		key := disclosure.Instance{Duty: e.Duty, Subject: e.Subject}.Key()
		byKey[key] = append(byKey[key], e)
	}
	return byKey
}

func (f Frame) caseOf(i disclosure.Instance, events []disclosure.Event, facts CaseFacts) CaseLineRow {
	r := CaseLineRow{Row: f.row(i), Asked: i.Title}
	known := standing(events)
	if e, ok := latest(known, disclosure.Received); ok {
		r.Received = workday.DateOf(e.OccurredAt)
		r.Receipt, r.Applicant = f.attr(e, "receipt"), f.attr(e, "applicant")
		r.Asked = cmp.Or(e.Title, i.Title)
		if e.Precision == disclosure.Unknown {
			r.Received = 0
		}
	}
	r.Line, _ = CaseLine(i.Term, facts.Calendar, events, facts.AsOf)
	r.Reply = f.Reply(r.Line.Clock.Answer.Attrs["reply"])
	r.State = caseState(r)
	r.StateText = f.T("case.state." + r.State)
	if day := Known(facts.AsOf); i.Verdict == disclosure.Pending && i.DueOn != 0 {
		left := facts.Calendar.WorkdaysBetween(day, i.DueOn)
		r.Left, r.Soon = f.left(left, i.DueOn <= day), left <= UrgentDays
	} else if i.Verdict == disclosure.Missing {
		r.Left, r.Soon = r.Late, true
	} else if i.Verdict == disclosure.Unverified {
		r.Left, r.Soon = f.T("case.confirm_receipt"), true
	}
	return r
}

// attr writes an attribute of a fact in words, or as it stands.
func (f Frame) attr(e disclosure.Event, name string) string {
	v := e.Attrs[name]
	if key := "attr." + name + "." + v; v != "" && f.has(key) {
		return f.T(key)
	}
	return v
}

func (f Frame) has(key string) bool { return i18n.Has(f.Lang, key) }

func caseState(r CaseLineRow) string {
	switch r.Verdict {
	case disclosure.OnTime, disclosure.Late:
		return "answered"
	case disclosure.Unverified:
		return "unverified"
	case disclosure.Pending, disclosure.Missing:
	default:
		return "other"
	}
	switch {
	case r.Line.Stands == disclosure.CorrectionAsked:
		return "correction"
	case r.Line.Stands == disclosure.Paused:
		return "fee"
	case r.Line.Open == disclosure.ConsultSent:
		return "consulting"
	case r.Line.Open == disclosure.Paused:
		return "unreachable"
	case r.Line.Clock.Extension > 0:
		return "extended"
	}
	return "handling"
}

// CaseCells lays the register out for a file to download.
func CaseCells(f Frame, rows []CaseLineRow) (head []string, cells [][]string) {
	for _, key := range []string{
		"case.col.number", "case.col.asked", "case.col.received", "case.col.receipt", "case.col.applicant", "case.col.state", "case.col.due",
		"case.col.left", "col.verdict", "rows.csv.delay", "rows.csv.unit", "case.col.answered", "case.col.reply", "col.office", "rows.csv.flags",
	} {
		head = append(head, f.T(key))
	}
	for _, r := range rows {
		var delay, unit, answered string
		if r.Delay > 0 {
			delay, unit = strconv.Itoa(r.Delay), f.T("rows.unit."+unitKey(r.Term.Unit))
		}
		if !r.PublishedAt.IsZero() {
			answered = r.Published
		}
		cells = append(cells, []string{
			r.Subject, r.Asked, r.Received.String(), r.Receipt, r.Applicant, r.StateText, r.dueText(f), r.Left, i18n.Verdict(f.Lang, r.Verdict),
			delay, unit, answered, r.Reply, r.OfficeName, f.joined(r.FlagWords),
		})
	}
	return head, cells
}

func (r Row) dueText(f Frame) string {
	if r.ClockStopped() {
		return f.T("due.stopped")
	}
	return r.DueOn.String()
}
