package dashboards

import (
	"net/url"
	"time"

	"daylight/internal/disclosure"
	"daylight/internal/i18n"
	"daylight/internal/workday"
)

// InstanceBoard is the page of one 应公开节点: its verdict with the reason, how
// its due date was reached, and every fact recorded for it.
type InstanceBoard struct {
	Row
	DutyLine  DutyLine
	TermWords string
	Reason    string
	Lacking   []string
	Web       string // address of the publication, when it is a web page
	Days      *Days
	Way       string // why there are no Days: hours, on_date or unknown
	Adjusted  bool   // the due date differs from a plain count of the term
	Notices   []workday.Notice
	Unproved  bool // an official notice is lacking for a year the count touches
	Events    []EventLine
	Advice    []string
	Dossier   Dossier
	Case      *CasePicture // of applications
	Moments   []Moment     // of incidents
	Class     string       // of the incident
	Topic     string       // section of the help that tells how this is counted
	Enter     []EnterLink
}

// EnterLink leads to the form for a fact that can come next.
type EnterLink struct{ Words, Href string }

// InstanceFacts is what the page of an instance is made of.
type InstanceFacts struct {
	AsOf     time.Time
	Duty     disclosure.Duty // under the plan version that decides
	Instance disclosure.Instance
	Events   []disclosure.Event
	Calendar *workday.Calendar
	Posts    int // other instances that the same post meets
}

// EventLine is one recorded fact with its times.
type EventLine struct {
	disclosure.Event
	KindWords   string
	ChannelName string
	Detail      []string // what its attributes say in words
	Copy        bool     // recorded here because it was recorded for another duty
	Void        bool     // declared wrong later
	File        Link     // its attachment
	Occurred    string
	Web         string
	Deciding    bool // the publication that decided the verdict
	URLDiffers  bool // 网址日期 is later than the claimed publication
	SeenLater   bool // 首次发现 is later by more than a working day
}

// NewInstance draws the page of an instance. enter makes the address of the
// form for a kind of fact, "" when the reader may not enter it.
func NewInstance(f Frame, facts InstanceFacts, enter func(disclosure.EventKind) string) InstanceBoard {
	i, c, duty := facts.Instance, facts.Calendar, facts.Duty
	if i.Term.Unit != disclosure.Hours {
		i.OpenedAt = time.Time{} // a clock of days starts on a day, not at a minute
	}
	term := f.classTerm(duty, i.Term, facts.Events)
	b := InstanceBoard{
		Row: f.row(i), DutyLine: f.dutyLine(duty), TermWords: f.instanceTerm(duty, term, facts.Events), Reason: f.reason(i, facts.AsOf),
		Lacking: f.Lacking(i.Lacking), Web: WebAddress(i.URL), Way: wayKey(i), Topic: HelpTopic(duty),
		Dossier: NewDossier(f, duty, i, facts.Events, facts.Posts, c), Moments: f.moments(duty, term.N, facts.Events),
	}
	if i.Verdict == disclosure.Missing && i.PublishedAt.IsZero() {
		b.Lacking = nil // all of it lacks
	}
	if duty.Clock() == disclosure.ByTerm {
		b.Days = f.named(wayTo(c, i))
	} else {
		b.Way = "clock"
	}
	if !i.Verdict.Met() {
		b.Advice = advice(f, i)
	}
	if b.Days != nil {
		b.Adjusted = !i.DueOn.IsZero() && b.Days.Due != i.DueOn
		b.Notices = c.Consulted(i.OpenedOn, max(b.Days.Due, i.DueOn))
		b.Unproved = c.Provisional(i.OpenedOn, max(b.Days.Due, i.DueOn))
	}
	var line ClockLine
	if duty.Clock() == disclosure.ByCase {
		line, _ = CaseLine(i.Term, c, facts.Events, facts.AsOf)
		b.Case = f.picture(line)
		answer := line.Clock.Answer
		b.Dossier.Reply, b.Dossier.Delivery = f.Reply(answer.Attrs["reply"]), f.attr(answer, "delivery")
	}
	if opening, ok := latest(standing(facts.Events), disclosure.Detected, disclosure.Triggered); ok {
		b.Class = f.class(opening)
	}
	void := voided(facts.Events)
	for _, e := range facts.Events {
		l := f.event(e, i, c)
		l.Void = void[e.ID]
		b.Events = append(b.Events, l)
	}
	for _, kind := range NextKinds(duty, i, line) {
		if href := enter(kind); href != "" {
			b.Enter = append(b.Enter, EnterLink{f.KindWords(kind), href})
		}
	}
	return b
}

// instanceTerm writes the term of an instance; a class may call for nothing,
// and until the class is known every class is named.
func (f Frame) instanceTerm(d disclosure.Duty, t disclosure.Term, events []disclosure.Event) string {
	opening, _ := latest(standing(events), disclosure.Triggered, disclosure.Received, disclosure.Detected)
	c, known := d.ClassByCode(opening.Attrs["class"])
	switch {
	case len(d.Classes) == 0 && d.Trigger != disclosure.Standing, len(d.Classes) > 0 && opening.Attrs["class"] != "" && !known:
		return f.Term(t)
	case known:
		return f.classWords(t, c)
	}
	return f.dutyTerm(d)
}

// classTerm is the term with the length that the class of the opening gives.
func (f Frame) classTerm(d disclosure.Duty, t disclosure.Term, events []disclosure.Event) disclosure.Term {
	opening, ok := latest(standing(events), disclosure.Triggered, disclosure.Received, disclosure.Detected)
	if c, known := d.ClassByCode(opening.Attrs["class"]); ok && known {
		t.N = c.N
	}
	return t
}

func (f Frame) event(e disclosure.Event, i disclosure.Instance, c *workday.Calendar) EventLine {
	line := EventLine{
		Event: e, KindWords: f.KindWords(e.Kind), ChannelName: f.Channel(e.Channel),
		Occurred: f.moment(e.OccurredAt, e.Precision), Web: WebAddress(e.URL),
		Deciding: e.ID != "" && e.ID == i.Event, Copy: e.Attrs["with"] != "", Detail: f.details(e),
	}
	line.File.Href, line.File.Name = f.file(e)
	if e.Kind != disclosure.Published && e.Kind != disclosure.Revised || e.OccurredAt.IsZero() {
		return line
	}
	claimed := workday.DateOf(e.OccurredAt)
	line.URLDiffers = e.URLDate > claimed
	if !e.FirstSeen.IsZero() && c != nil {
		line.SeenLater = c.WorkdaysBetween(claimed, workday.DateOf(e.FirstSeen)) > 1
	}
	return line
}

// details writes what the attributes of a fact say, each with its name.
func (f Frame) details(e disclosure.Event) []string {
	var words []string
	for _, name := range []string{
		"receipt", "submitted_on", "applicant", "party", "reason", "days", "approved_on", "approver", "reply", "delivery", "class", "form",
		"drafter", "reviewer", "number", "result", "ground", "place", "inspector", "signer", "decision", "due",
	} {
		v := e.Attrs[name]
		switch {
		case v == "":
			continue
		case name == "reply":
			v = f.Reply(v)
		case name == "drafter":
			v = f.Office(v)
		case name == "class":
			v = f.class(e)
		default:
			v = f.attr(e, name)
		}
		words = append(words, f.T("attr."+name)+f.T("case.colon")+v)
	}
	if e.Attrs["unsigned"] == "1" {
		words = append(words, f.T("attr.unsigned"))
	}
	return words
}

// moment writes a time as exactly as it is known.
func (f Frame) moment(t time.Time, p disclosure.Precision) string {
	switch {
	case t.IsZero():
		return "—"
	case p == disclosure.ToDay:
		return workday.DateOf(t).String()
	}
	return f.Minute(t)
}

func wayKey(i disclosure.Instance) string {
	switch {
	case i.Term.Unit == disclosure.OnDate:
		return "on_date"
	case i.Term.Unit == disclosure.Hours && !i.OpenedAt.IsZero():
		return "hours"
	}
	return "unknown"
}

// reason says in words why the verdict is what it is.
func (f Frame) reason(i disclosure.Instance, asOf time.Time) string {
	due, published := f.Until(i.DueAt), f.moment(i.PublishedAt, i.Precision)
	delay := i18n.Delay(f.Lang, i.Delay, i.Term.Unit)
	if d, ok := f.Plan.DutyByCode(i.Duty); ok {
		if words := f.clockReason(d.Clock(), i, due, published, f.Until(asOf), delay); words != "" {
			return words
		}
	}
	switch i.Verdict {
	case disclosure.OnTime:
		return f.T("reason.on_time", due, published)
	case disclosure.Late:
		return f.T("reason.late", due, published, delay)
	case disclosure.Missing:
		return f.T("reason.missing", due, f.Until(asOf), delay)
	case disclosure.Partial:
		return f.T("reason.partial", due, f.lacking(i.Lacking))
	case disclosure.NilReturned:
		return f.T("reason.nil_return", due)
	case disclosure.Pending:
		if i.Stopped() {
			return f.T("reason.stopped")
		}
		return f.T("reason.pending", due)
	case disclosure.Unverified:
		if i.OpenedOn != 0 {
			return f.T("reason.unverified_class")
		}
		return f.T("reason.unverified")
	case disclosure.Inapplicable:
		return f.T("reason.not_applicable")
	}
	return f.T("reason.withheld")
}

// clockReason is the reason in the words of clocks other than the plain term,
// "" when the common words will do.
func (f Frame) clockReason(clock disclosure.Clock, i disclosure.Instance, due, published, asOf, delay string) string {
	key := map[disclosure.Clock]string{disclosure.ByCase: "reason.case.", disclosure.ByUpkeep: "reason.upkeep.", disclosure.ByEpisode: "reason.episode."}[clock]
	key += i18n.VerdictKey(i.Verdict)
	if clock == disclosure.ByTerm || !f.has(key) {
		return ""
	}
	switch {
	case clock != disclosure.ByCase && i.Delay > 0:
		return f.T(key, delay)
	case clock != disclosure.ByCase, i.Verdict == disclosure.Unverified:
		return f.T(key)
	case i.Verdict == disclosure.OnTime:
		return f.T(key, due, published)
	case i.Verdict == disclosure.Missing:
		return f.T(key, due, asOf, delay)
	}
	return f.T(key, due, published, delay)
}

// WebAddress returns the address when a browser may follow it (http or https),
// and "" otherwise.
func WebAddress(raw string) string {
	u, err := url.Parse(raw)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		return ""
	}
	return u.String()
}

var eventKeys = map[disclosure.EventKind]string{
	disclosure.Triggered: "triggered", disclosure.Published: "published", disclosure.Revised: "revised",
	disclosure.Withdrawn: "withdrawn", disclosure.NilReturn: "nil_return", disclosure.Reviewed: "reviewed",
	disclosure.Withheld: "withheld", disclosure.NotApplicable: "not_applicable", disclosure.Voided: "voided",
	disclosure.Received: "received", disclosure.CorrectionAsked: "correction_asked", disclosure.Corrected: "corrected",
	disclosure.ConsultSent: "consult_sent", disclosure.ConsultBack: "consult_back", disclosure.Extended: "extended",
	disclosure.Paused: "paused", disclosure.Resumed: "resumed", disclosure.Answered: "answered",
	disclosure.Detected: "detected", disclosure.FollowUp: "follow_up", disclosure.Closed: "closed",
	disclosure.SpotChecked: "spot_checked", disclosure.Ruled: "ruled", disclosure.HandedOver: "handed_over",
	disclosure.Reassigned: "reassigned", disclosure.Seen: "seen",
}
